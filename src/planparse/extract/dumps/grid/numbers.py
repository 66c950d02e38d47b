"""The row numbers of a table that keeps its columns by spaces.

A narrow column breaks its numbers: "10" stands above "0.", "29" above a full stop. Whether two
lines are the halves of one number, or two numbers, their sequence tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse import regex
from planparse.extract.dumps.grid.strips import Cells, Strip
from planparse.extract.dumps.ladders import Ladder
from planparse.extract.dumps.lines import column_of
from planparse.extract.dumps.titles import (
    ends_early,
    is_unnumbered_title,
    may_be_subtitle,
)
from planparse.extract.numbering import Label, whole_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word

_REST = regex.compile(r"[IVXLC]{0,3}[.)]?|[\d.]{0,5}[.)]?")


@dataclass(frozen=True)
class Number:
    """A row number: the first and the last line it stands on, its words and what it says; or a
    title without one, or, where it `is_row`, a row."""

    line: int
    last: int
    words: Cells
    label: Label | None = None
    is_row: bool = False

    @property
    def is_title(self) -> bool:
        """Whether titles are numbered so, or it is one without a number."""
        if self.label is None:
            return not self.is_row
        return self.label.is_of_title


@dataclass(frozen=True)
class _Reading:
    """A way to read a number, and how well it goes with those before: it follows the last one of
    its style, or opens a sequence, or neither."""

    label: Label
    follows: bool
    admitted: bool


def find_numbers(strips: Sequence[Strip], knowledge: Knowledge) -> list[list[Number]]:
    """The row numbers of all pages; without a numbering column the first words of texts."""
    ladders = [Ladder() for strip in strips[:1] for _ in range(max(1, strip.numbers))]
    found: list[list[Number]] = []
    rest: int | None = None
    for strip, following in pairwise([*strips, None]):
        assert strip is not None
        here, rest = _find_on_page(strip, following, rest, ladders, knowledge)
        found.append(here)
    return [
        list(_with_subtitles(strip, here, knowledge)) if strip.numbers else here
        for strip, here in zip(strips, found, strict=True)
    ]


def _with_subtitles(
    strip: Strip, found: Sequence[Number], knowledge: Knowledge
) -> Iterator[Number]:
    """The numbers of a page, and the titles in small letters that stand without one."""
    lines = (strip.text(i, strip.text_column) for i in range(len(strip.cells)) if strip.marks[i])
    full = max(map(knowledge.text_width, lines), default=0.0)
    for before, number in pairwise((None, *found)):
        assert number is not None
        for line in _find_places(before, number):
            if _is_subtitle(strip, line, full, knowledge):
                yield Number(line, line, tuple(() for _ in number.words))
                break
        yield number


def _find_places(before: Number | None, number: Number) -> range:
    """The lines where a title in small letters may stand, the likeliest first: the one below
    another title, or those above a sequence that begins again."""
    opens = number.label is not None and number.label.is_first and not number.is_title
    if before is None or not opens:
        return range(0)
    begin = before.last + 1
    if before.is_title:
        return range(begin, min(begin + 1, number.line))
    restarts = before.label and number.label and before.label.style == number.label.style
    return range(number.line - 1, begin - 1, -1) if restarts else range(0)


def _is_subtitle(strip: Strip, line: int, full: float, knowledge: Knowledge) -> bool:
    """Whether a line is all of a title: only a text, which ended though the one below would have
    fitted on its line, `full` em wide."""
    column = strip.text_column
    text = strip.text(line, column)
    if any(cell for i, cell in enumerate(strip.cells[line]) if i != column):
        return False
    below = (strip.text(i, column) for i in range(line + 1, len(strip.cells)))
    following = next(filter(None, below), "")
    return (
        may_be_subtitle(text)
        and following[:1].isupper()
        and ends_early(text, following, full, knowledge)
    )


def _find_on_page(
    strip: Strip,
    following: Strip | None,
    half: int | None,
    ladders: Sequence[Ladder],
    knowledge: Knowledge,
) -> tuple[list[Number], int | None]:
    """The numbers of a page, and the line of the `following` one that has the rest of its last;
    `half` is the line that has the rest of the last one of the page before."""
    found: list[Number] = []
    over: int | None = None
    for index in range(len(strip.cells)):
        if index == half:
            continue
        words = _words_of(strip, index)
        column = max((i for i, cell in enumerate(words) if cell), default=0)
        on, below = _find_rest(strip, following, index) if words[column] else (strip, None)
        rest = () if below is None else _words_of(on, below)[column]
        reading, whole = _read(words[column], rest, ladders[column], knowledge)
        last = index
        if whole and on is strip and below is not None:
            last = half = below
            words = tuple(a + b for a, b in zip(words, _words_of(strip, below), strict=True))
        elif whole and whole.follows:
            over = below
        else:
            whole = None
        told = whole or reading
        if told and (told.admitted or (strip.numbers and not _is_aside(strip, words, column))):
            found.append(Number(index, last, words, told.label))
            ladders[column].take(told.label)
        elif is_unnumbered_title(strip.lines[index], knowledge) and not _goes_on_title(
            strip, found, index
        ):
            first = index - _has_word_above(strip, index)
            found.append(Number(first, first, tuple(() for _ in words)))
    return found, over


def _goes_on_title(strip: Strip, found: Sequence[Number], index: int) -> bool:
    """Whether a line in capitals goes on with a title in capitals right above it, or with one whose
    number stands between."""
    if not found or not found[-1].is_title:
        return False
    first, *lines = strip.lines[found[-1].line : index + 1]
    together = all(line.is_capitals and line.gap <= 1 for line in lines)
    return together and (first.is_capitals or len(first.words) == 1)


def _has_word_above(strip: Strip, index: int) -> bool:
    """Whether the first word of a title stands above it, alone below a blank line."""
    above, line = strip.lines[max(0, index - 1)], strip.lines[index]
    return above.is_capitals and len(above.words) == 1 and above.gap > 1 >= line.gap


def _is_aside(strip: Strip, words: Cells, column: int) -> bool:
    """Whether what a numbering column has on a line stands where the next column begins: a number
    in a text, unless the sequence goes on with it."""
    return column_of(words[column][0]) >= strip.edges[column]


def _find_rest(strip: Strip, following: Strip | None, index: int) -> tuple[Strip, int | None]:
    """The line below in which the numbering columns hold anything, here or on the next page."""
    if not strip.numbers:
        return strip, None
    below = (i for i in range(index + 1, len(strip.cells)) if any(_words_of(strip, i)))
    here = next(below, None)
    if here is not None or not following:
        return strip, here
    return following, next(
        (i for i in range(len(following.cells)) if any(_words_of(following, i))), None
    )


def _words_of(strip: Strip, line: int) -> Cells:
    """What a line has in the numbering columns, or the first word of its text."""
    cells = strip.cells[line]
    return cells[: strip.numbers] or (cells[strip.text_column][:1],)


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
    readings = [_Reading(x, ladder.continues(x), ladder.admits(x)) for x in labels]
    return max(readings, key=lambda r: (r.follows, r.admitted), default=None)
