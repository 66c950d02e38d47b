"""pdfplumber's characters: which a page is read by, and where each of them stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pdfminer.utils import Matrix, apply_matrix_pt

from planparse import regex
from planparse.read.legacy import letter_of
from planparse.read.pdf.drawing import FOOT, Characters
from planparse.read.pdf.fonts import is_bold, is_italic
from planparse.read.pdf.frames import Turn, exchange_sides
from planparse.read.pdf.turned import is_slanted
from planparse.schema.layout import Box, around

Char = dict[str, Any]
# The least part of its height by which a letter leans that is to look italic; those do by a third.
SKEW = 0.05
# What a font may say of a glyph of which it does not know what it is, and what stands for it.
_NO_LETTER = regex.compile(r"[\p{Cc}\p{Cs}]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def to_characters(chars: Sequence[Char], turn: Turn) -> Characters:
    """pdfplumber's characters on the page as read, those of old fonts decoded."""
    places = np.array([_place_of(char, turn) for char in chars], dtype=float).reshape(-1, 4)
    x0, x1, baseline, size = places.T.copy()
    return Characters(
        np.array([text_of(char) for char in chars], dtype=object),
        x0,
        x1,
        baseline,
        size,
        np.array([is_bold(char["fontname"]) for char in chars], dtype=bool),
        np.array([is_italic(char["fontname"]) for char in chars], dtype=bool),
    )


def text_of(char: Char) -> str:
    """What a character is, decoded; U+FFFD where its font gives nothing for it, a control
    character, or half a character of UTF-16, which no file can hold."""
    text = "".join(letter_of(c, char["fontname"]) for c in char["text"]) or UNKNOWN
    return text if text.isprintable() or text.isspace() else _NO_LETTER.sub(UNKNOWN, text)


def _place_of(char: Char, turn: Turn) -> tuple[float, float, float, float]:
    """Both ends of a character's advance, its baseline and its size, on the page as read."""
    own = box_of(char)
    x0, top, x1, bottom = turn.box(own)
    if _is_skewed(char):
        x0, _, x1, _ = turn.box(_advance_of(char))
    # Across the line, a character that runs up or down the page is as wide as its type is high.
    size = own.width if turn.quarter in (1, -1) else float(char["size"])
    if turn.quarter or not char["upright"]:
        return x0, x1, bottom - FOOT * (size if turn.quarter else bottom - top), size
    return x0, x1, top + char["y1"] - char["matrix"][5], size


def _is_skewed(char: Char) -> bool:
    """Whether a letter leans, as those do that are to look italic: its box is wider than it is."""
    a, b, c, d, *_ = char["matrix"]
    return bool(abs(a * c + b * d) > SKEW * abs(a * d - b * c))


def _advance_of(char: Char) -> Box:
    """The line that the pen goes for a letter."""
    a, b, _, _, x, y = char["matrix"]
    top = char["top"] + char["y1"] - y
    ends = (x + a * char["adv"], top - b * char["adv"])
    return around((Box(x, top, x, top), Box(*ends, *ends)))


def box_of(item: Char) -> Box:
    """Where something is drawn."""
    return Box(item["x0"], item["top"], item["x1"], item["bottom"])


def without_unseen(
    chars: Sequence[Char], unseen: Iterable[tuple[float, float]], page: Any
) -> tuple[list[Char], list[Char]]:
    """Characters that are seen, and those that are not; these begin at the places `unseen`, as the
    file measures. Of two in one place, as many are taken as there are places."""
    if not unseen:
        return list(chars), []
    begun = Counter(_as_near(*apply_matrix_pt(_matrix_of(page), place)) for place in unseen)
    seen: list[Char] = []
    others: list[Char] = []
    for char in chars:
        place = _as_near(*char["matrix"][4:])
        is_seen = not begun[place] or not char["text"].strip()
        begun[place] -= not is_seen
        (seen if is_seen else others).append(char)
    return seen, others


def _as_near(x: float, y: float) -> tuple[int, int]:
    """A place as both engines have it, who round."""
    return round(x), round(y)


def _matrix_of(page: Any) -> Matrix:
    """From where something stands in a file to where pdfminer has it on its page, which is turned
    as its /Rotate says."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    return {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }.get(page.page_obj.rotate, (1, 0, 0, 1, -x0, -y0))


def to_box(page: Any, places: Sequence[float]) -> Box:
    """The box around some places, each x and y as the file measures, on pdfplumber's page."""
    matrix = _matrix_of(page)
    pairs = zip(places[::2], places[1::2], strict=True)
    points = [page.point2coord(apply_matrix_pt(matrix, place)) for place in pairs]
    return around(Box(x, y, x, y) for x, y in points)


def is_mirrored(char: Char) -> bool:
    """Whether a letter is drawn as in a mirror."""
    a, b, c, d, *_ = char["matrix"]
    return bool(a * d - b * c < 0)


def as_in_mirror(char: Char, frame: Box) -> Char:
    """A letter with left and right of what is shown of its page exchanged."""
    a, b, c, d, x, y = char["matrix"]
    sides = exchange_sides(box_of(char), frame)._asdict()
    matrix = (-a, b, -c, d, frame.x0 + frame.x1 - x, y)
    return {**char, **sides, "matrix": matrix, "upright": not char["upright"]}


def without_slanted(chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
    """Characters of text that runs aslant or as in a mirror, and the others; a page that does so
    as a whole has none."""
    slanted: list[Char] = []
    others: list[Char] = []
    for char in chars:
        is_laid_over = is_slanted(*char["matrix"][:2]) or is_mirrored(char)
        (slanted if is_laid_over else others).append(char)
    return (slanted, others) if len(slanted) <= len(others) else ([], list(chars))
