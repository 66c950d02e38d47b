"""What each piece of a row may give to each column: stretches of its words, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from planparse.extract.dumps.sequential.links import score_open, score_rest
from planparse.extract.dumps.sequential.pieces import RowPiece
from planparse.extract.dumps.sequential.spans import Floats, Spans, find_spans
from planparse.extract.dumps.sequential.stretches import (
    EVEN,
    Column,
    Stretch,
    Stretches,
    find_stretches,
)
from planparse.extract.dumps.sequential.ways import NEVER, Arc, Place
from planparse.extract.dumps.words.contents import WHOLE, WHOLE_WORD, Habits, Kind, is_share
from planparse.knowledge import Knowledge

# An empty cell where nothing is known of its column, by its kind, and between the spaces it leaves.
EMPTY = {"task": -6.0, "indicator": -6.0, "lead": -3.5, "year": -2.5, "note": -0.5}
EMPTY_OTHER, SURPLUS = -2.0, 0.7
# A cell that begins below the page break that cuts its row.
BEGUN_BELOW = -3.0
# A cell that begins with so few words above a page break may be of known wording as a whole.
FEW = 5
# Ways that are worse than the best one by more are not followed: in a row of one piece, where none
# that is worse by more than a doubt matters; in each of several, as far as they are looked at.
SLACK, SLACK_CUT = 3.0, 14.0


@dataclass(frozen=True)
class Search:
    """A row to be parted: its pieces, the kinds of its columns, and what is known of the table."""

    pieces: tuple[RowPiece, ...]
    kinds: tuple[Kind | None, ...]
    habits: Habits
    knowledge: Knowledge

    @property
    def ends(self) -> Place:
        """The place behind the last word of each piece."""
        return tuple(piece.count for piece in self.pieces)

    def empty(self, column: int) -> float:
        """What an empty cell of a column scores."""
        if self.habits.empty:
            return self.habits.empty[column]
        return EMPTY.get(self.kinds[column] or "", EMPTY_OTHER)


Option = tuple[Arc, Stretch | None]


@dataclass(frozen=True, eq=False)
class _Filling:
    """The stretches for a column and, as a matrix over places, what each is worth alone or at
    best; on the diagonal what the column is worth if left empty there."""

    stretches: Stretches
    scores: Floats

    def options(self, kept: Sequence[tuple[int, int]]) -> Iterator[Option]:
        """The kept pairs of places; what is left empty comes last."""
        pairs = sorted(kept, key=lambda pair: pair[0] == pair[1])
        scores = [self.scores.item(pair) for pair in pairs]
        for stretch, score in zip(self.stretches.at(pairs), scores, strict=True):
            arc = Arc((stretch.start,), (stretch.end,), score)
            yield arc, None if stretch.start == stretch.end else stretch


def find_options(search: Search, index: int) -> list[list[Option]]:
    """What one piece may give to each column, without what is much worse than the best."""
    alone = len(search.pieces) == 1
    columns = list(_fill_columns(search, index))
    kept = _prune([column.scores for column in columns], SLACK if alone else SLACK_CUT)
    return [list(column.options(pairs)) for column, pairs in zip(columns, kept, strict=True)]


def _fill_columns(search: Search, index: int) -> Iterator[_Filling]:
    """What a piece may give to each column; those of years differ only in what is shared."""
    spans = find_spans(search.pieces[index], search.knowledge)
    years = [i for i, kind in enumerate(search.kinds) if kind == "year"]
    piece = spans.piece
    surplus = np.array([score_surplus(piece, place) for place in piece.starts])
    of_years: Stretches | None = None
    for number, kind in enumerate(search.kinds):
        if kind == "year":
            of_years = of_years or _fill(search, spans, number)
            share = _find_share(piece, years.index(number), len(years))
            stretches = _prefer(of_years, share) if share else of_years
        else:
            stretches = _fill(search, spans, number)
        yield _Filling(stretches, _score(search, index, number, stretches, surplus))


def _fill(search: Search, spans: Spans, number: int) -> Stretches:
    width = search.habits.widths[number] if search.habits.widths else 0.0
    column = Column(number, search.kinds[number], width)
    return find_stretches(spans, column, search.habits, search.knowledge)


def _find_share(piece: RowPiece, year: int, years: int) -> tuple[int, int] | None:
    """The values of a year where several values divide evenly among the years: as many lines of
    them, or shares side by side."""
    values = [i for i in range(piece.count) if piece.is_line_start(i) and piece.known.valued[i]]
    each, left = divmod(len(values), years)
    if each < 2 or left:
        return _find_shares_aside(piece, year, years)
    ends = [*values, piece.line_ends[values[-1]]]
    return values[year * each], ends[(year + 1) * each]


def _find_shares_aside(piece: RowPiece, year: int, years: int) -> tuple[int, int] | None:
    for is_value, group in groupby(range(piece.count), key=lambda i: is_share(piece.texts[i])):
        values = list(group)
        each, left = divmod(len(values), years)
        if is_value and each > 1 and not left:
            return values[year * each], values[(year + 1) * each - 1] + 1
    return None


def _prefer(stretches: Stretches, share: tuple[int, int]) -> Stretches:
    """Stretches of which the even share of the values that all years have is the better one."""
    spans, inner = stretches.spans, stretches.inner.copy()
    start, end = (spans.index(place) for place in share)
    if (spans.places[start], spans.places[end]) == share:
        inner[start, end] += EVEN
    return replace(stretches, inner=inner)


def _score(
    search: Search, index: int, number: int, stretches: Stretches, surplus: Floats
) -> Floats:
    """What the stretches of a piece are worth for a column alone, or at best; and what nothing
    is, which leaves so much `surplus` at each place."""
    alone = len(search.pieces) == 1
    worth = (
        stretches.begin + stretches.inner + stretches.last + stretches.whole
        if alone
        else _at_best(search, index, stretches, search.kinds[number])
    )
    scores = np.where(stretches.allowed, worth, NEVER)
    np.fill_diagonal(scores, search.empty(number) + surplus if alone else 0.0)
    return scores


def _at_best(search: Search, index: int, stretches: Stretches, kind: Kind | None) -> Floats:
    """What stretches of one piece can be worth at best, whatever the others give to the cell."""
    is_first, is_last = index == 0, index == len(search.pieces) - 1
    last, piece = stretches.last, search.pieces[index]
    on = np.full(last.shape, NEVER) if is_last else score_open(stretches, kind) + _shared(stretches)
    begun = stretches.begin + (0.0 if is_first else BEGUN_BELOW)
    begun = begun + np.maximum(last + stretches.whole, on)
    if is_first:
        return stretches.inner + begun
    rest = [score_rest(piece, start) for start in piece.starts[:-1]]
    going_on = np.array([*rest, 0.0])[:, None] + np.maximum(last, on)
    best: Floats = stretches.inner + np.maximum(begun, going_on)
    return best


def _shared(stretches: Stretches) -> Floats:
    """What a cell can gain at best by going on below: it may be of known wording as a whole."""
    places = stretches.spans.places
    few = places[None, :] - places[:, None] <= FEW
    gain: Floats = np.where(stretches.opens & few, WHOLE + 4 * WHOLE_WORD, 0.0)
    return gain


def _prune(columns: Sequence[Floats], slack: float) -> list[list[tuple[int, int]]]:
    """The pairs of places of each column that a way from the first place to the last one takes
    which is worse than the best by no more."""
    ahead = np.full(len(columns[0]), NEVER)
    behind = ahead.copy()
    ahead[0] = behind[-1] = 0.0
    before, after = [ahead], [behind]
    for scores in columns:
        before.append((before[-1][:, None] + scores).max(axis=0))
    for scores in reversed(columns):
        after.append((scores + after[-1][None, :]).max(axis=1))
    after.reverse()
    least = max(before[-1][-1] - slack, np.finfo(float).min)
    through = (b[:, None] + s + a for b, s, a in zip(before[:-1], columns, after[1:], strict=True))
    return [[(i, j) for i, j in np.argwhere(each >= least).tolist()] for each in through]


def score_surplus(piece: RowPiece, place: int) -> float:
    """What spaces that part nothing say for an empty cell."""
    if place >= piece.count or not place:
        return 0.0
    wide = piece.spaces[place] > 0 if piece.is_line_start(place) else piece.spaces[place] > 1
    far = piece.is_line_start(place) and piece.gaps[piece.line_of[place]] > piece.spacing.gap
    return SURPLUS * (wide or far)
