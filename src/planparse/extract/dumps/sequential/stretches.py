"""Stretches of words that may be a cell, or what one page holds of it, and what they score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from planparse.extract.dumps.sequential.pieces import SPACE, RowPiece
from planparse.extract.dumps.sequential.spans import Flags, Floats, Spans
from planparse.extract.dumps.words.contents import (
    AGENCY,
    MAX_WHOLE,
    NAMING,
    TWICE,
    UNFINISHED,
    Habits,
    Kind,
    may_be_whole,
    score_begin,
    score_inner,
    score_list,
    score_stop,
    score_whole,
    score_word,
    whole_of,
)
from planparse.knowledge import Knowledge

# A line that ends though the next word would have fitted its column ends its cell; one that was
# full goes on. A line wider than any of its column is not of it, and the less the wider it is: it
# counts up to as many times as much as it is as wide as the column.
EARLY_END, FULL_END, EARLY_INSIDE, EARLY_PARAGRAPH = 1.2, -0.6, -2.0, -0.4
TOO_WIDE, SOMEWHAT, MUCH = -4.0, 1.05, 2.0
# A cell that holds its even share of the values of all years.
EVEN = 6.0
# Words that say more than this against being in a column are not looked at any further.
SENSELESS = -60.0


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
    """A column to be filled: its place, kind and, once known, the width of its lines, em."""

    index: int
    kind: Kind | None
    width: float


@dataclass(frozen=True, eq=False)
class Stretches:
    """The stretches of a piece as (part of) a cell of one column: what `Stretch` says of one, as
    matrices over the places of `spans`. `opens` are those that may begin a cell of known wording.
    """

    spans: Spans
    allowed: Flags
    begin: Floats
    inner: Floats
    last: Floats
    whole: Floats
    opens: Flags

    def at(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
        """The stretches between pairs of places, by the index of both."""
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        parts = (self.begin, self.inner, self.last, self.whole)
        scores = [part[rows, columns].tolist() for part in parts]
        places = self.spans.places
        ends = (places[list(rows)].tolist(), places[list(columns)].tolist())
        yield from map(Stretch, *ends, *scores)


def find_stretches(spans: Spans, column: Column, habits: Habits, knowledge: Knowledge) -> Stretches:
    """What the stretches between all places say for being (part of) a cell of a column."""
    piece, kind = spans.piece, column.kind
    said = _score_each(piece, kind, knowledge)
    inner = spans.sums(said.words + said.going_on[:-1]) - said.going_on[spans.places][:, None]
    allowed = spans.allowed & (inner > SENSELESS)
    whole, opens = _find_wholes(spans, column, habits, knowledge)
    first = said.begins[:, None] + _score_lists(spans, kind)
    inner = inner + habits.aside * spans.aside
    inner = inner + _score_twice(spans, kind) + _score_breaks(spans, column)
    last = _score_ends(spans, column, habits)
    first, last = (np.broadcast_to(each, allowed.shape) for each in (first, last))
    return Stretches(spans, allowed, first, inner, last, whole, opens)


class _Said(NamedTuple):
    """What each word of a piece says for a kind of column, and for going on there after the one
    before it; and what each place says for a cell beginning there."""

    words: Floats
    going_on: Floats
    begins: Floats


# Tables are read twice, and what single words say does not change with what the first reading
# teaches: so many pieces, times the kinds of their columns, are remembered from it.
@lru_cache(maxsize=1024)
def _score_each(piece: RowPiece, kind: Kind | None, knowledge: Knowledge) -> _Said:
    words = [score_word(piece.known, i, kind, knowledge) for i in range(piece.count)]
    going_on = np.zeros(piece.count + 1)
    going_on[1:-1] = [
        score_inner(piece.known, i, kind) + piece.insides[i] for i in range(1, piece.count)
    ]
    begins = [
        score_begin(piece.known, start, kind, knowledge) + piece.boundaries[start]
        for start in piece.starts[:-1]
    ]
    return _Said(np.array(words), going_on, np.array([*begins, 0.0]))


def _score_lists(spans: Spans, kind: Kind | None) -> Floats | float:
    """What agencies in them say against stretches as values."""
    if kind != "year":
        return 0.0
    known = spans.piece.known
    listed = [score_list(known, start) for start in spans.piece.starts[:-1]]
    covered = spans.sums(np.array(known.covered[: spans.piece.count], dtype=float)) > 0
    return np.array([*listed, 0.0])[:, None] * covered


def _score_twice(spans: Spans, kind: Kind | None) -> Floats | float:
    """What names that stand in them twice say against stretches."""
    if kind not in NAMING:
        return 0.0
    begins, ends = spans.places[:, None], spans.places[None, :]
    pairs = spans.piece.known.twice
    score: Floats = np.zeros(spans.allowed.shape)
    for first, again in pairs:
        score += TWICE * ((begins <= first) & (again < ends))
    return score


def _score_breaks(spans: Spans, column: Column) -> Floats | float:
    """What the line breaks in stretches say, once the width of the column is known."""
    if not column.width:
        return 0.0
    piece, sums = spans.piece, [0.0] * (spans.piece.count + 1)
    total = 0.0
    for start, following in piece.line_breaks:
        total += _score_break(piece, start, following, column.width)
        sums[following] = total
    first = [
        _score_break(piece, start, end, column.width) if end < piece.count else 0.0
        for start, end in zip(piece.starts, spans.first_end.tolist(), strict=True)
    ]
    rest = np.array(sums)
    later = rest[spans.line][None, :] - rest[spans.first_end][:, None]
    return np.where(spans.crossing, np.array(first)[:, None] + later, 0.0)


def _score_break(piece: RowPiece, line: int, end: int, width: float) -> float:
    """What a line break inside a cell says."""
    wide = piece.width(line, end) / width
    score = TOO_WIDE * min(wide, MUCH) if wide > SOMEWHAT else 0.0
    if piece.width(line, end) + SPACE + piece.widths[end] <= width:
        score += EARLY_PARAGRAPH if piece.parts(end) else EARLY_INSIDE
    return score


def _score_ends(spans: Spans, column: Column, habits: Habits) -> Floats:
    """What the ends of stretches say for the cell ending there: the words around them, and the
    room that is left on the line."""
    piece = spans.piece
    texts, ending = piece.texts, piece.known.ending
    ends = [
        ending[end] + score_stop(texts[end - 1], column.index, habits) for end in piece.starts[1:]
    ]
    scores: Floats = np.array([0.0, *ends])[None, :]
    if column.kind in AGENCY:
        scores = scores + UNFINISHED * spans.unfinished
    if not column.width:
        return scores
    breaks = [p < piece.count and piece.is_line_start(p) for p in piece.starts]
    following = np.array([*piece.widths, 0.0])[spans.places]
    fits = spans.room + SPACE + following[None, :] <= column.width
    wide = spans.room / column.width
    room = np.where(wide > SOMEWHAT, TOO_WIDE * np.minimum(wide, MUCH), 0.0)
    room += np.where(breaks, np.where(fits, EARLY_END, FULL_END), 0.0)
    return scores + room


def _find_wholes(
    spans: Spans, column: Column, habits: Habits, knowledge: Knowledge
) -> tuple[Floats, Flags]:
    """What stretches are worth as all of a cell; which may be the beginning of known wording."""
    whole, opens = np.zeros(spans.allowed.shape), np.zeros(spans.allowed.shape, dtype=bool)
    texts, starts = spans.piece.texts, spans.piece.starts
    score = partial(
        score_whole, column=column.index, kind=column.kind, habits=habits, knowledge=knowledge
    )
    for i, start in enumerate(starts) if whole_of(column.kind, knowledge) else ():
        for j in range(i + 1, len(starts)):
            words = texts[start : starts[j]]
            if len(words) > MAX_WHOLE:
                break
            whole[i, j] = score(words)
            if not may_be_whole(words, column.kind, knowledge):
                break
            opens[i, j] = True
    for start, end in _find_repeated(spans.piece, column, habits):
        i, j = spans.index(start), spans.index(end)
        if spans.places[j] == end:
            whole[i, j] = score(texts[start:end])
    return whole, opens


def _find_repeated(piece: RowPiece, column: Column, habits: Habits) -> Iterator[tuple[int, int]]:
    """Where cells stand that the table repeats in a column."""
    for words in habits.repeated.get(column.index, ()):
        for start in piece.starts[:-1]:
            if piece.texts[start : start + len(words)] == words:
                yield start, start + len(words)
