"""Stretches of words that may be a cell, or what one page holds of it, and what they score."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from planparse.extract.dumps.contents import (
    AGENCY,
    UNFINISHED,
    Habits,
    Kind,
    score_begin,
    score_end,
    score_inner,
    score_list,
    score_stop,
    score_twice,
    score_whole,
    score_word,
)
from planparse.extract.dumps.names import find_beginning
from planparse.extract.dumps.pieces import RowPiece
from planparse.knowledge import Knowledge

# A line that ends though the next word would have fitted its column ends its cell; one that was
# full goes on. A line wider than any of its column is not of it.
EARLY_END, FULL_END, EARLY_INSIDE, EARLY_PARAGRAPH = 1.2, -0.6, -2.0, -0.4
TOO_WIDE, SOMEWHAT = -4.0, 1.05
# A cell that holds its even share of the values of all years.
EVEN = 6.0
# Words that say more than this against being in a column are not looked at any further.
SENSELESS = -60.0
# The width of a space, em.
SPACE = 0.25


class Stretch(NamedTuple):
    """Words from `start` to `end` as (part of) a cell.

    `begin` is what their first word says for a cell beginning with it, `last` what the end says for
    the cell ending there, `whole` what they are worth as all of a cell, `inner` everything else.
    """

    start: int
    end: int
    begin: float
    inner: float
    last: float
    whole: float


@dataclass(frozen=True)
class Column:
    """A column to be filled: its place, kind and, once known, the width of its lines, em.

    The first one begins with the first word, the last one ends with the last.
    """

    index: int
    kind: Kind | None
    width: float
    is_last: bool = False


@dataclass(frozen=True)
class _Sums:
    """What can be said of a piece before any stretch of it is looked at.

    `words` and `breaks` are sums up to a place: of what words say, and of what line breaks do;
    `inner` is what each word says for going on, `ends` what each place says for an end before it,
    `beginnings` where a name begins that is not finished at a place.
    """

    words: Sequence[float]
    inner: Sequence[float]
    breaks: Sequence[float]
    ends: dict[int, float]
    beginnings: dict[int, int]


def find_stretches(
    piece: RowPiece, column: Column, habits: Habits, knowledge: Knowledge
) -> list[Stretch]:
    """The stretches that may be (part of) a cell of a column, without those that make no sense."""
    sums = _sum_up(piece, column, habits, knowledge)
    starts = piece.starts[:-1] if column.index else piece.starts[:-1][:1]
    return [
        _to_stretch(piece, column, sums, (start, end), begin, habits, knowledge)
        for start in starts
        for begin in [_score_begin(piece, start, column.kind, knowledge)]
        for end in ((piece.count,) if column.is_last else piece.ends_from(start))
        if sums.words[end] - sums.words[start] - sums.inner[start] > SENSELESS
    ]


def _score_begin(piece: RowPiece, start: int, kind: Kind | None, knowledge: Knowledge) -> float:
    """What the first word of a stretch, and where it stands, say for a cell beginning there."""
    return score_begin(piece.known, start, kind, knowledge) + piece.score_boundary(start)


def _sum_up(piece: RowPiece, column: Column, habits: Habits, knowledge: Knowledge) -> _Sums:
    known, kind = piece.known, column.kind
    words = [score_word(known, i, kind, knowledge) for i in range(piece.count)]
    inner = [0.0] + [
        score_inner(known, i, kind) + piece.score_inside(i) for i in range(1, piece.count)
    ]
    both = (w + s for w, s in zip(words, inner, strict=True)) if words else ()
    ends = {
        end: score_end(known, end, knowledge)
        + score_stop(known.texts[end - 1], column.index, habits)
        for end in piece.starts
        if end
    }
    beginnings = (
        {end: find_beginning(known.texts, end, knowledge) for end in piece.starts if end}
        if kind in AGENCY
        else {}
    )
    return _Sums([0.0, *accumulate(both)], inner, _find_breaks(piece, column), ends, beginnings)


def _to_stretch(
    piece: RowPiece,
    column: Column,
    sums: _Sums,
    place: tuple[int, int],
    begin: float,
    habits: Habits,
    knowledge: Knowledge,
) -> Stretch:
    start, end = place
    known, kind = piece.known, column.kind
    begin += score_list(known, start, end, kind)
    inner = sums.words[end] - sums.words[start] - sums.inner[start]
    inner += score_twice(known, start, end, kind)
    line, first_end = piece.line_starts[end - 1], piece.line_ends[start]
    if end > first_end:
        inner += _score_break(piece, start, first_end, column.width)
        inner += sums.breaks[line] - sums.breaks[first_end]
    last = sums.ends[end] + _score_room(piece, max(start, line), end, column)
    last += UNFINISHED * (start <= sums.beginnings.get(end, end) < end)
    whole = score_whole(known.texts[start:end], column.index, kind, habits, knowledge)
    return Stretch(start, end, begin, inner, last, whole)


def find_share(piece: RowPiece, year: int, years: int) -> tuple[int, int] | None:
    """The values of a year where several lines of values divide evenly among the years."""
    values = [i for i in range(piece.count) if piece.is_line_start(i) and piece.known.valued[i]]
    each, left = divmod(len(values), years)
    if each < 2 or left:
        return None
    ends = [*values, piece.line_ends[values[-1]]]
    return values[year * each], ends[(year + 1) * each]


def _find_breaks(piece: RowPiece, column: Column) -> list[float]:
    """The sum of what all line breaks before a line say, by the place of its first word."""
    total, sums = 0.0, [0.0] * (piece.count + 1)
    starts = [i for i in range(piece.count) if piece.is_line_start(i)]
    for start, following in pairwise(starts):
        total += _score_break(piece, start, following, column.width)
        sums[following] = total
    return sums


def _fits(piece: RowPiece, line: int, end: int, width: float) -> bool:
    """Whether the next word would have fitted behind a line that begins at `line`."""
    return piece.width(line, end) + SPACE + piece.widths[end] <= width


def _score_break(piece: RowPiece, line: int, end: int, width: float) -> float:
    """What a line break inside a cell says, once the width of its column is known."""
    if not width:
        return 0.0
    score = _too_wide(piece, line, end, width)
    if _fits(piece, line, end, width):
        score += EARLY_PARAGRAPH if piece.parts(end) else EARLY_INSIDE
    return score


def _score_room(piece: RowPiece, line: int, end: int, column: Column) -> float:
    """What the room at the end of a stretch says for the cell ending there."""
    score = _too_wide(piece, line, end, column.width)
    if column.width and end < piece.count and piece.is_line_start(end):
        score += EARLY_END if _fits(piece, line, end, column.width) else FULL_END
    return score


def _too_wide(piece: RowPiece, line: int, end: int, width: float) -> float:
    wide = width and piece.width(line, end) > SOMEWHAT * width
    return TOO_WIDE if wide else 0.0
