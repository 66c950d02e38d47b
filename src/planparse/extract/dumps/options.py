"""What each piece of a row may give to each column: stretches of its words, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from planparse.extract.dumps.contents import WHOLE, WHOLE_WORD, Habits, Kind, may_be_whole
from planparse.extract.dumps.links import score_open, score_rest
from planparse.extract.dumps.pieces import RowPiece
from planparse.extract.dumps.stretches import EVEN, Column, Stretch, find_share, find_stretches
from planparse.extract.dumps.ways import NEVER, Arc, Place, measure
from planparse.knowledge import Knowledge

# An empty cell where nothing is known of its column, by its kind, and between the spaces it leaves.
EMPTY = {"task": -6.0, "indicator": -6.0, "lead": -3.5, "year": -2.5, "note": -0.5}
EMPTY_OTHER, SURPLUS = -2.0, 0.7
# A cell that begins below the page break that cuts its row.
BEGUN_BELOW = -3.0
# A cell that begins with so few words above a page break may be of known wording as a whole.
FEW = 5
# Ways that are worse than the best one by more are not followed: in a row of one piece, in each of
# several pieces.
SLACK, SLACK_CUT = 8.0, 18.0


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


def find_options(search: Search, index: int) -> list[list[Option]]:
    """What one piece may give to each column, without what is much worse than the best."""
    piece, alone = search.pieces[index], len(search.pieces) == 1
    filled = _fill_columns(search, index)
    columns = [
        [*options, *_leave_empty(search, piece, number, alone)]
        for number, options in enumerate(filled)
    ]
    return _prune(columns, (piece.count,), SLACK if alone else SLACK_CUT)


def _fill_columns(search: Search, index: int) -> Iterator[list[Option]]:
    """The stretches of a piece for each column; those of years differ only in what is shared."""
    piece = search.pieces[index]
    years = [i for i, kind in enumerate(search.kinds) if kind == "year"]
    of_years: list[Option] = []
    for number, kind in enumerate(search.kinds):
        if kind != "year":
            yield _fill(search, index, number)
            continue
        of_years = of_years or _fill(search, index, number)
        share = find_share(piece, years.index(number), len(years))
        yield [_prefer(option, share) for option in of_years] if share else of_years


def _fill(search: Search, index: int, number: int) -> list[Option]:
    """The stretches of a piece for one column, by what they score alone or at best."""
    piece, kind, alone = search.pieces[index], search.kinds[number], len(search.pieces) == 1
    width = search.habits.widths[number] if search.habits.widths else 0.0
    column = Column(number, kind, width, number == len(search.kinds) - 1)
    found = find_stretches(piece, column, search.habits, search.knowledge)
    return [
        (Arc((s.start,), (s.end,), sum(s[2:]) if alone else _at_best(search, index, s, kind)), s)
        for s in found
    ]


def _prefer(option: Option, share: tuple[int, int]) -> Option:
    """An option, better where it is the even share of the values that all years have."""
    arc, stretch = option
    if stretch is None or (stretch.start, stretch.end) != share:
        return option
    return arc._replace(score=arc.score + EVEN), stretch._replace(inner=stretch.inner + EVEN)


def _leave_empty(search: Search, piece: RowPiece, number: int, alone: bool) -> Iterator[Option]:
    """A column left empty, at each place where a cell may begin."""
    for place in piece.starts:
        empty = search.empty(number) + score_surplus(piece, place) if alone else 0.0
        yield Arc((place,), (place,), empty), None


def _at_best(search: Search, index: int, stretch: Stretch, kind: Kind | None) -> float:
    """What a stretch of one piece can be worth at best, whatever the others give to its cell."""
    piece, is_first, is_last = search.pieces[index], index == 0, index == len(search.pieces) - 1
    alone = stretch.last + stretch.whole
    begun = stretch.begin + (0.0 if is_first else BEGUN_BELOW)
    on = (
        NEVER
        if is_last
        else score_open(piece, stretch, kind) + _shared(search, piece, stretch, kind)
    )
    if is_first:
        return stretch.inner + begun + max(alone, on)
    rest = score_rest(piece, stretch.start)
    return stretch.inner + max(begun + max(alone, on), rest + max(stretch.last, on))


def _shared(search: Search, piece: RowPiece, stretch: Stretch, kind: Kind | None) -> float:
    """What a cell can gain at best by going on below: it may be of known wording as a whole."""
    few = stretch.end - stretch.start <= FEW
    texts = piece.known.texts[stretch.start : stretch.end]
    whole = few and may_be_whole(texts, kind, search.knowledge)
    return WHOLE + 4 * WHOLE_WORD if whole else 0.0


def _prune(columns: list[list[Option]], ends: Place, slack: float) -> list[list[Option]]:
    graph = measure([[arc for arc, _ in options] for options in columns], ends)
    best = graph.before[-1].get(ends, NEVER)
    return [
        [option for option in options if graph.through(column, option[0]) >= best - slack]
        for column, options in enumerate(columns)
    ]


def score_surplus(piece: RowPiece, place: int) -> float:
    """What spaces that part nothing say for an empty cell."""
    if place >= piece.count or not place:
        return 0.0
    wide = piece.spaces[place] > 0 if piece.is_line_start(place) else piece.spaces[place] > 1
    far = piece.is_line_start(place) and piece.gaps[piece.line_of[place]] > piece.usual_gap
    return SURPLUS * (wide or far)
