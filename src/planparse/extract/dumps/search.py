"""A row of words → its cells: the best way to part it, the columns in their order.

A search over (place in the words, column). A row that a page break has cut is searched as one: its
state is a place in each of its pieces, and a cell is what all of them hold of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planparse.extract.dumps.contents import (
    MAX_WHOLE,
    WHOLE,
    WHOLE_WORD,
    Habits,
    Kind,
    may_be_whole,
    score_whole,
)
from planparse.extract.dumps.links import HEAD, score_link, score_open, score_rest
from planparse.extract.dumps.pieces import RowPiece
from planparse.extract.dumps.stretches import EVEN, Column, Stretch, find_share, find_stretches
from planparse.extract.dumps.ways import (
    NEVER,
    Arc,
    Graph,
    Place,
    Reading,
    best_by_place,
    measure,
    read_ways,
)
from planparse.knowledge import Knowledge

# An empty cell where nothing is known of its column, by its kind, and between the spaces it leaves.
EMPTY = {"task": -6.0, "indicator": -6.0, "lead": -3.5, "year": -2.5, "note": -0.5}
EMPTY_OTHER, SURPLUS = -2.0, 0.7
# A cell that begins below the page break that cuts its row.
BEGUN_BELOW = -3.0
# A cell that begins with so few words above a page break may be of known wording as a whole.
FEW = 5
# Ways that are worse than the best one by more are not followed: in a row of one piece, in each of
# several pieces, from each place of one. Over all pieces, so many places are followed from column
# to column.
SLACK, SLACK_CUT, SLACK_PLACE = 8.0, 18.0, 14.0
# A first look follows few; what cannot come this near to its score is not followed afterwards.
BREADTHS, MARGIN = (8, 30, 100), 3.0


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


def part_row(search: Search) -> Reading:
    """The best reading of a row, and how much better it is than the next."""
    options = [_find_options(search, index) for index in range(len(search.pieces))]
    graphs = [
        measure([[arc for arc, _ in column] for column in each], (piece.count,))
        for each, piece in zip(options, search.pieces, strict=True)
    ]
    graph = graphs[0] if len(graphs) == 1 else _combine(search, options, graphs)
    return read_ways(graph, search.ends) or _unparted(search)


_Option = tuple[Arc, Stretch | None]


class _Chance(NamedTuple):
    """What a piece may give to a column: where that ends, and what it and all that follows in the
    piece can be worth at best."""

    hope: float
    end: int
    stretch: Stretch | None


def _find_options(search: Search, index: int) -> list[list[_Option]]:
    """What one piece may give to each column, without what is much worse than the best."""
    piece, alone = search.pieces[index], len(search.pieces) == 1
    filled = _fill_columns(search, index)
    columns = [
        [*options, *_leave_empty(search, piece, number, alone)]
        for number, options in enumerate(filled)
    ]
    return _prune(columns, (piece.count,), SLACK if alone else SLACK_CUT)


def _fill_columns(search: Search, index: int) -> Iterator[list[_Option]]:
    """The stretches of a piece for each column; those of years differ only in what is shared."""
    piece = search.pieces[index]
    years = [i for i, kind in enumerate(search.kinds) if kind == "year"]
    of_years: list[_Option] = []
    for number, kind in enumerate(search.kinds):
        if kind != "year":
            yield _fill(search, index, number)
            continue
        of_years = of_years or _fill(search, index, number)
        share = find_share(piece, years.index(number), len(years))
        yield [_prefer(option, share) for option in of_years] if share else of_years


def _fill(search: Search, index: int, number: int) -> list[_Option]:
    """The stretches of a piece for one column, by what they score alone or at best."""
    piece, kind, alone = search.pieces[index], search.kinds[number], len(search.pieces) == 1
    width = search.habits.widths[number] if search.habits.widths else 0.0
    found = find_stretches(piece, Column(number, kind, width), search.habits, search.knowledge)
    return [
        (Arc((s.start,), (s.end,), sum(s[2:]) if alone else _at_best(search, index, s, kind)), s)
        for s in found
    ]


def _prefer(option: _Option, share: tuple[int, int]) -> _Option:
    """An option, better where it is the even share of the values that all years have."""
    arc, stretch = option
    if stretch is None or (stretch.start, stretch.end) != share:
        return option
    return arc._replace(score=arc.score + EVEN), stretch._replace(inner=stretch.inner + EVEN)


def _leave_empty(search: Search, piece: RowPiece, number: int, alone: bool) -> Iterator[_Option]:
    """A column left empty, at each place where a cell may begin."""
    for place in piece.starts:
        empty = search.empty(number) + _surplus(piece, place) if alone else 0.0
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


def _prune(columns: list[list[_Option]], ends: Place, slack: float) -> list[list[_Option]]:
    graph = measure([[arc for arc, _ in options] for options in columns], ends)
    best = graph.before[-1].get(ends, NEVER)
    return [
        [option for option in options if graph.through(column, option[0]) >= best - slack]
        for column, options in enumerate(columns)
    ]


def _surplus(piece: RowPiece, place: int) -> float:
    """What spaces that part nothing say for an empty cell."""
    if place >= piece.count or not place:
        return 0.0
    wide = piece.spaces[place] > 0 if piece.is_line_start(place) else piece.spaces[place] > 1
    far = piece.is_line_start(place) and piece.gaps[piece.line_of[place]] > piece.usual_gap
    return SURPLUS * (wide or far)


def _combine(search: Search, options: list[list[list[_Option]]], graphs: Sequence[Graph]) -> Graph:
    """The arcs over all pieces: a column takes something, or nothing, of each.

    `graphs`, the pieces by themselves, say what the rest of each can be worth at best.
    """
    least = NEVER
    for most in BREADTHS:
        graph = _follow(search, options, graphs, most, least)
        least = graph.before[-1].get(search.ends, NEVER) - MARGIN
    return graph


def _follow(
    search: Search,
    options: list[list[list[_Option]]],
    graphs: Sequence[Graph],
    most: int,
    least: float,
) -> Graph:
    """The ways that look best: from each column on so many, which may reach a score at least."""
    nodes: dict[Place, float] = {tuple(0 for _ in search.pieces): 0.0}
    columns: list[list[Arc]] = []
    for column in range(len(search.kinds)):
        by_place = [
            _by_place(each[column], g, column) for each, g in zip(options, graphs, strict=True)
        ]
        links: dict[tuple[int, ...], float] = {}
        arcs = [
            arc
            for node, score in nodes.items()
            for arc in _arcs_from(search, by_place, column, node, links, least - score)
        ]
        reached = best_by_place((arc.target, nodes[arc.node] + arc.score) for arc in arcs)
        hopes = {node: s + _hope(graphs, column + 1, node) for node, s in reached.items()}
        kept = sorted(hopes, key=hopes.__getitem__, reverse=True)[:most]
        nodes = {node: reached[node] for node in kept if hopes[node] >= least}
        columns.append([arc for arc in arcs if arc.target in nodes])
    return measure(columns, search.ends)


def _hope(graphs: Sequence[Graph], column: int, node: Place) -> float:
    """What the rest of all pieces can be worth at best."""
    return sum(g.after[column].get((p,), NEVER) for g, p in zip(graphs, node, strict=True))


def _by_place(options: Sequence[_Option], graph: Graph, column: int) -> dict[int, list[_Chance]]:
    """The options by where they begin, the best first, without those much worse than it."""
    places: dict[int, list[_Chance]] = {}
    for arc, stretch in options:
        hope = arc.score + graph.after[column + 1].get(arc.target, NEVER)
        places.setdefault(arc.node[0], []).append(_Chance(hope, arc.target[0], stretch))
    kept = {}
    for place, found in places.items():
        found.sort(key=lambda chance: chance.hope, reverse=True)
        least = found[0].hope - SLACK_PLACE
        kept[place] = [chance for chance in found if chance.hope >= least]
    return kept


def _arcs_from(
    search: Search,
    by_place: list[dict[int, list[_Chance]]],
    column: int,
    node: Place,
    links: dict[tuple[int, ...], float],
    least: float,
) -> Iterator[Arc]:
    """The ways to fill the cell of a column from a node on, piece by piece, that may with all that
    follows come to a score of `least`."""
    options = [by_place[index].get(place, []) for index, place in enumerate(node)]
    if not all(options):
        return
    ways: list[_Way] = [(0.0, (), ())]
    hopes = [0.0]
    for index, chances in enumerate(options):
        needed = least - sum(rest[0].hope for rest in options[index + 1 :])
        going: list[_Way] = []
        hoped: list[float] = []
        for way, hope in zip(ways, hopes, strict=True):
            for chance in chances:
                if hope + chance.hope < needed:
                    break
                going.append(_go_on(search, column, way, index, chance, links))
                hoped.append(hope + chance.hope)
        ways, hopes = going, hoped
    nothing = search.empty(column) + _surplus(search.pieces[0], node[0])
    for score, target, filled in ways:
        whole = _score_filled(search, column, filled) if filled else nothing
        yield Arc(node, target, score + whole)


# What the pieces up to one give to a cell: its score, where they end, and what they give.
_Way = tuple[float, Place, tuple[tuple[int, Stretch], ...]]


def _go_on(
    search: Search,
    column: int,
    way: _Way,
    index: int,
    chance: _Chance,
    links: dict[tuple[int, ...], float],
) -> _Way:
    """A way with what one more piece gives, which may be nothing."""
    score, target, filled = way
    _, end, stretch = chance
    if stretch is None:
        return score, (*target, end), filled
    score += stretch.inner
    if not filled:
        score += stretch.begin + (BEGUN_BELOW if index else 0.0)
    else:
        before, above = filled[-1]
        head = min(end, stretch.start + HEAD)
        key = (before, above.start, above.end, index, stretch.start, head)
        if key not in links:
            links[key] = _score_link(search, column, filled[-1], (index, stretch))
        score += links[key]
    return score, (*target, end), (*filled, (index, stretch))


def _score_link(
    search: Search, column: int, above: tuple[int, Stretch], below: tuple[int, Stretch]
) -> float:
    width = search.habits.widths[column] if search.habits.widths else 0.0
    upper, lower = ((search.pieces[index], stretch) for index, stretch in (above, below))
    return score_link(upper, lower, search.kinds[column], width, search.knowledge)


def _score_filled(search: Search, column: int, filled: tuple[tuple[int, Stretch], ...]) -> float:
    """What the end of a cell and all of it together say."""
    last = filled[-1][1].last
    if len(filled) == 1:
        return last + filled[0][1].whole
    if sum(stretch.end - stretch.start for _, stretch in filled) > MAX_WHOLE:
        return last
    texts = tuple(t for i, s in filled for t in search.pieces[i].known.texts[s.start : s.end])
    kind = search.kinds[column]
    return last + score_whole(texts, column, kind, search.habits, search.knowledge)


def _unparted(search: Search) -> Reading:
    """Everything in the first column: a row for which no other way was found."""
    whole = tuple((0, end) for end in search.ends)
    nothing = tuple((end, end) for end in search.ends)
    return Reading((whole, *[nothing] * (len(search.kinds) - 1)), NEVER, 0.0)
