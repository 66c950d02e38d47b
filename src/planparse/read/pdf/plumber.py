"""The reference engine: pages as pdfplumber draws them."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from planparse.errors import REPAIR_ADVICE, EncryptedError, UnreadableError
from planparse.read.content import Content, stream_of
from planparse.read.legacy import encoding_of, letter_of, to_repairs
from planparse.read.pdf.annotations import draw_appearances
from planparse.read.pdf.drawing import FOOT, Characters, Drawing, Seal
from planparse.read.pdf.fonts import is_bold, is_italic
from planparse.read.pdf.frames import Turn, direction, holds, turn_of, visible_part
from planparse.read.pdf.plumber_fonts import FontReader
from planparse.read.pdf.plumber_spacing import lay_out
from planparse.read.pdf.strokes import Stroke, rules_of
from planparse.read.pdf.turned import is_slanted, lay_over, set_upright
from planparse.schema.layout import Box, Repair, around

_Char = dict[str, Any]
# The least part of its height by which a letter leans that is to look italic; those do by a third.
SKEW = 0.05
# What pdfminer and pdfplumber raise over files that are damaged.
_DAMAGE = (
    PDFException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
    struct.error,
    zlib.error,
)


class Plumber:
    """A PDF opened with pdfplumber; pages are drawn one at a time and their memory given back.

    Raises UnreadableError or EncryptedError, which name the file and the way out.
    """

    def __init__(self, name: str, content: Content, password: str | None) -> None:
        self._name = name
        try:
            self._pdf = pdfplumber.open(stream_of(content), password=password)
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
                said = "does not open with this password" if password else "asks for a password"
                raise EncryptedError(f"{name} {said}. Give it with --password.") from error
            raise self._unreadable() from error
        except _DAMAGE as error:
            raise self._unreadable() from error
        self._fonts = FontReader()
        self._pdf.rsrcmgr = self._fonts

    def __len__(self) -> int:
        try:
            return len(self._pdf.pages)
        except _DAMAGE as error:
            raise self._unreadable() from error

    def close(self) -> None:
        """Let the file go; pdfplumber looks at all pages again for that."""
        with suppress(*_DAMAGE):
            self._pdf.close()

    def draw(self, index: int) -> Drawing:
        """The page of this index, from 0."""
        self._fonts.mended.clear()
        try:
            page = self._pdf.pages[index]
            with closing(page):
                return self._draw(page)
        except _DAMAGE as error:
            raise self._unreadable() from error

    def _draw(self, page: Any) -> Drawing:
        lay_out(page)
        frame = visible_part(page)
        # Without a crop nothing is hidden on purpose: some writers give a wrong page box.
        whole = frame == Box(*map(float, page.mediabox))
        chars = [char for char in page.chars if whole or holds(frame, _box_of(char))]
        turn = turn_of(chars, frame)
        slanted, chars = _without_slanted(chars)
        width, height = turn.size
        strokes = map(_to_stroke, (*page.lines, *page.rects, *page.curves))
        edges = [box for stroke in strokes for box in rules_of(stroke)]
        rules = tuple(turn.box(box) for box in edges if whole or holds(frame, box))
        return Drawing(
            width,
            height,
            _read_along(chars, turn, frame, rules),
            rules,
            _covered(page),
            len(page.curves),
            [*_lay_over(slanted, turn), *_to_seals(page, turn)],
            [*_find_decoded(chars), *_find_mended(self._fonts.mended)],
        )

    def _unreadable(self) -> UnreadableError:
        return UnreadableError(f"{self._name} is damaged or cut short. {REPAIR_ADVICE}")


def _without_slanted(chars: Sequence[_Char]) -> tuple[list[_Char], list[_Char]]:
    """Characters of slanted text, and the others; a page that is slanted as a whole has none."""
    slanted: list[_Char] = []
    others: list[_Char] = []
    for char in chars:
        (slanted if is_slanted(*char["matrix"][:2]) else others).append(char)
    return (slanted, others) if len(slanted) <= len(others) else ([], list(chars))


def _lay_over(slanted: Sequence[_Char], turn: Turn) -> Iterator[Seal]:
    if any(char["text"].strip() for char in slanted):
        text = "".join(map(_text_of, slanted))
        box = around(turn.box(_box_of(char)) for char in slanted)
        size = float(slanted[0]["size"])
        yield Seal(lay_over(text, box, size), [], is_slanted=True)


def _read_along(chars: Sequence[_Char], turn: Turn, frame: Box, rules: Sequence[Box]) -> Characters:
    """The characters as the page is read, those turned by a quarter set upright."""
    ways: dict[int, list[_Char]] = {turn.quarter: []}
    for char in chars:
        way = direction(*char["matrix"][:2])
        across = (way - turn.quarter) % 2
        ways.setdefault(way if across else turn.quarter, []).append(char)
    along = to_characters(ways.pop(turn.quarter), turn)
    owns = [(Turn(way, frame), turned) for way, turned in ways.items()]
    return along.joined(
        [set_upright(to_characters(turned, own), own, turn, rules) for own, turned in owns]
    )


def to_characters(chars: Sequence[_Char], turn: Turn) -> Characters:
    """pdfplumber's characters on the page as read, those of old fonts decoded."""
    places = np.array([_place_of(char, turn) for char in chars], dtype=float).reshape(-1, 4)
    x0, x1, baseline, size = places.T.copy()
    return Characters(
        np.array([_text_of(char) for char in chars], dtype=object),
        x0,
        x1,
        baseline,
        size,
        np.array([is_bold(char["fontname"]) for char in chars], dtype=bool),
        np.array([is_italic(char["fontname"]) for char in chars], dtype=bool),
    )


def _text_of(char: _Char) -> str:
    return "".join(letter_of(c, char["fontname"]) for c in char["text"])


def _place_of(char: _Char, turn: Turn) -> tuple[float, float, float, float]:
    """Both ends of a character's advance, its baseline and its size, on the page as read."""
    own = _box_of(char)
    x0, top, x1, bottom = turn.box(own)
    if _is_skewed(char):
        x0, _, x1, _ = turn.box(_advance_of(char))
    # Across the line, a character that runs up or down the page is as wide as its type is high.
    size = own.width if turn.quarter in (1, -1) else float(char["size"])
    if turn.quarter or not char["upright"]:
        return x0, x1, bottom - FOOT * (size if turn.quarter else bottom - top), size
    return x0, x1, top + char["y1"] - char["matrix"][5], size


def _is_skewed(char: _Char) -> bool:
    """Whether a letter leans, as those do that are to look italic: its box is wider than it is."""
    a, b, c, d, *_ = char["matrix"]
    return bool(abs(a * c + b * d) > SKEW * abs(a * d - b * c))


def _advance_of(char: _Char) -> Box:
    """The line that the pen goes for a letter."""
    a, b, _, _, x, y = char["matrix"]
    top = char["top"] + char["y1"] - y
    ends = (x + a * char["adv"], top - b * char["adv"])
    return around((Box(x, top, x, top), Box(*ends, *ends)))


def _box_of(item: dict[str, Any]) -> Box:
    """Where something is drawn."""
    return Box(item["x0"], item["top"], item["x1"], item["bottom"])


def _to_stroke(item: dict[str, Any]) -> Stroke:
    colors = [item["stroking_color"]] if item["stroke"] else []
    colors += [item["non_stroking_color"]] if item["fill"] else []
    points = [] if item["object_type"] == "rect" else item["pts"]
    is_white = bool(colors) and all(map(_is_white, colors))
    return Stroke(item["object_type"], _box_of(item), points, bool(item["stroke"]), is_white)


def _is_white(color: object) -> bool:
    values = color if isinstance(color, tuple | list) else (color,)
    numbers = [v for v in values if isinstance(v, int | float)]
    if not numbers or len(numbers) != len(values):
        return False
    return all(v == 0 for v in numbers) if len(numbers) == 4 else all(v >= 0.99 for v in numbers)


def _covered(page: Any) -> float:
    """The part of the page that images cover, 0 to 1."""
    areas = (float(i["width"]) * float(i["height"]) for i in page.images)
    return min(1.0, sum(areas) / (float(page.width) * float(page.height)))


def _to_seals(page: Any, turn: Turn) -> Iterator[Seal]:
    """What annotations show."""
    for drawn in draw_appearances(page):
        pictures = [turn.box(_box_of(image)) for image in drawn.images]
        yield Seal(to_characters(drawn.chars, turn), pictures)


def _find_decoded(chars: Sequence[_Char]) -> Iterator[Repair]:
    """Letters of fonts from before Unicode."""
    letters = (char for char in chars if encoding_of(char["fontname"]))
    encodings = Counter(encoding_of(c["fontname"]) for c in letters if _text_of(c).isalpha())
    return to_repairs(encodings)


def _find_mended(mended: Counter[str]) -> Iterator[Repair]:
    """Letters that the order of glyphs says, not the map of their font."""
    if mended:
        yield Repair("glyphs", mended.total(), tuple(sorted(filter(None, mended))))
