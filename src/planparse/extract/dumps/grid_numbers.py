"""The row numbers of a table that keeps its columns by spaces.

A narrow column breaks its numbers: "10" stands above "0.", "29" above a full stop. Whether two
lines are the halves of one number, or two numbers, their sequence tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from planparse.extract.dumps.ladders import Ladder
from planparse.extract.dumps.strips import Cells, Strip
from planparse.extract.dumps.titles import TITLE_STYLES, is_unnumbered_title, may_be_subtitle
from planparse.extract.numbering import Label, follows, whole_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word

_REST = regex.compile(r"[IVXLC]{0,3}[.)]?|[\d.]{0,5}[.)]?")


@dataclass(frozen=True)
class Number:
    """A row number: the first and the last line it stands on, its words and what it says; or a
    title without one."""

    line: int
    last: int
    words: Cells
    label: Label | None = None

    @property
    def is_title(self) -> bool:
        """Whether titles are numbered so, or it is one without a number."""
        return self.label is None or self.label.style in TITLE_STYLES


@dataclass(frozen=True)
class _Reading:
    """A way to read a number, and how well it goes with those before: it follows the last one of
    its style, or opens a sequence, or neither."""

    label: Label
    follows: bool
    admitted: bool


def find_numbers(strips: Sequence[Strip], numbers: int, knowledge: Knowledge) -> list[list[Number]]:
    """The row numbers of all pages; without a numbering column the first words of texts."""
    ladders = [Ladder() for _ in range(max(1, numbers))]
    found = [_find_on_page(strip, numbers, ladders, knowledge) for strip in strips]
    if not numbers:
        return found
    return [
        list(_with_subtitles(strip, here, knowledge))
        for strip, here in zip(strips, found, strict=True)
    ]


def _with_subtitles(
    strip: Strip, found: Sequence[Number], knowledge: Knowledge
) -> Iterator[Number]:
    """The numbers of a page, and the titles in small letters that stand without one: below another
    title, or above a sequence that begins again."""
    for before, number in pairwise((None, *found)):
        assert number is not None
        if before and number.label and number.label.is_first and not number.is_title:
            restarts = (
                not before.is_title and before.label and (before.label.style == number.label.style)
            )
            begin = before.last + 1
            places = range(number.line - 1, begin - 1, -1) if restarts else range(begin, begin + 1)
            if before.is_title or restarts:
                title = next((i for i in places if _is_subtitle(strip, i, number, knowledge)), None)
                if title is not None:
                    yield Number(title, title, tuple(() for _ in number.words))
        yield number


def _is_subtitle(strip: Strip, line: int, number: Number, knowledge: Knowledge) -> bool:
    """Whether a line above the first number of a sequence is all of a title: only a text, which
    ended though the one below would have fitted on its line."""
    column = strip.text_column
    others = (cell for i, cell in enumerate(strip.cells[line]) if i != column)
    below = [i for i in range(line + 1, len(strip.cells)) if strip.cells[i][column]]
    if (
        line >= number.line
        or any(others)
        or not below
        or not may_be_subtitle(strip.text(line, column))
    ):
        return False
    following = strip.text(below[0], column)
    lines = (strip.text(i, column) for i in range(len(strip.cells)) if strip.marks[i])
    full = max(map(knowledge.text_width, lines), default=0.0)
    room = full - knowledge.text_width(f"{strip.text(line, column)} {following.split()[0]}")
    return following[0].isupper() and room >= 0


def _find_on_page(
    strip: Strip, numbers: int, ladders: Sequence[Ladder], knowledge: Knowledge
) -> list[Number]:
    found: list[Number] = []
    printed = [i for i in range(len(strip.cells)) if any(_words_of(strip, i, numbers))]
    half: int | None = None
    for index in range(len(strip.cells)):
        words = _words_of(strip, index, numbers)
        if index == half:
            continue
        column = max((i for i, cell in enumerate(words) if cell), default=0)
        below = next((i for i in printed if i > index), None) if numbers and words[column] else None
        rest = () if below is None else _words_of(strip, below, numbers)[column]
        reading, whole = _read(words[column], rest, ladders[column], knowledge)
        if whole and below is not None:
            half = below
            joined = tuple(
                a + b for a, b in zip(words, _words_of(strip, below, numbers), strict=True)
            )
            found.append(Number(index, below, joined, whole.label))
            ladders[column].take(whole.label)
        elif reading and (reading.admitted or numbers):
            found.append(Number(index, index, words, reading.label))
            ladders[column].take(reading.label)
        elif is_unnumbered_title(strip.lines[index]):
            found.append(Number(index, index, tuple(() for _ in words)))
    return found


def _words_of(strip: Strip, line: int, numbers: int) -> Cells:
    """What a line has in the numbering columns, or the first word of its text."""
    cells = strip.cells[line]
    return cells[:numbers] or (cells[strip.text_column][:1],)


def _read(
    words: Sequence[Word], rest: Sequence[Word], ladder: Ladder, knowledge: Knowledge
) -> tuple[_Reading | None, _Reading | None]:
    """What a number says by itself, and together with its rest on a line below if that is likelier.

    The next number of a sequence is likelier than one that opens another.
    """
    alone = _read_label(words, ladder, knowledge)
    if not words or not rest or not _REST.fullmatch("".join(word.text for word in rest)):
        return alone, None
    whole = _read_label([*words, *rest], ladder, knowledge)
    if alone and alone.follows:
        return alone, None
    if whole and (whole.follows or (whole.admitted and not (alone and alone.admitted))):
        return alone, whole
    return alone, None


def _read_label(words: Sequence[Word], ladder: Ladder, knowledge: Knowledge) -> _Reading | None:
    labels = whole_labels("".join(word.text for word in words), knowledge) if words else []
    readings = [_Reading(x, _is_next(x, ladder), ladder.admits(x)) for x in labels]
    return max(readings, key=lambda r: (r.follows, r.admitted), default=None)


def _is_next(label: Label, ladder: Ladder) -> bool:
    before = ladder.last.get(label.style)
    return before is not None and follows(label, before)
