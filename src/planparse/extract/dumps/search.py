"""A row of words → its cells: the best way to part it, the columns in their order.

A search over (place in the words, column). A row that a page break has cut is searched as one: its
state is a place in each of its pieces, and a cell is what all of them hold of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse.extract.dumps.contents import (
    MAX_WHOLE,
    WHOLE,
    WHOLE_WORD,
    Habits,
    Kind,
    score_whole,
)
from planparse.extract.dumps.links import HEAD, NAME_GOES_ON, REST_IN_LINE, score_link
from planparse.extract.dumps.pieces import RowPiece
from planparse.extract.dumps.stretches import Column, Stretch, find_stretches, share_evenly
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
EMPTY = {"task": -6.0, "indicator": -6.0, "lead": -3.5, "year": -2.5}
EMPTY_OTHER, SURPLUS = -2.0, 0.7
# A cell that begins below the page break that cuts its row.
BEGUN_BELOW = -3.0
# A cell of values of which both pieces have few words may be of known wording as a whole.
WHOLES, FEW = {"year", "timeline", "target"}, 5
# Ways that are worse than the best one by more are not followed: in a row of one piece, in each of
# several pieces, from each place of one. Over all pieces, so many places are followed from column
# to column.
SLACK, SLACK_CUT, SLACK_PLACE, MOST = 8.0, 18.0, 14.0, 100
# A first look follows few; what cannot come this near to its score is not followed afterwards.
FEWEST, MARGIN = 8, 6.0


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


def _find_options(search: Search, index: int) -> list[list[_Option]]:
    """What one piece may give to each column, without what is much worse than the best."""
    piece, alone = search.pieces[index], len(search.pieces) == 1
    columns: list[list[_Option]] = []
    for number, (kind, stretches) in enumerate(
        zip(search.kinds, _stretches(search, piece), strict=True)
    ):
        options: list[_Option] = [
            (Arc((s.start,), (s.end,), sum(s[2:]) if alone else _at_best(s, kind, piece)), s)
            for s in stretches
        ]
        for place in piece.starts:
            empty = search.empty(number) + _surplus(piece, place) if alone else 0.0
            options.append((Arc((place,), (place,), empty), None))
        columns.append(options)
    return _prune(columns, (piece.count,), SLACK if alone else SLACK_CUT)


def _stretches(search: Search, piece: RowPiece) -> Iterator[list[Stretch]]:
    """The stretches of a piece for each column; those of years differ only in what is shared."""
    years = [i for i, kind in enumerate(search.kinds) if kind == "year"]
    of_years: list[Stretch] = []
    for number, kind in enumerate(search.kinds):
        if kind == "year" and of_years:
            yield share_evenly(of_years, piece, years.index(number), len(years))
            continue
        width = search.habits.widths[number] if search.habits.widths else 0.0
        found = find_stretches(piece, Column(number, kind, width), search.habits, search.knowledge)
        if kind == "year":
            of_years = found
            found = share_evenly(of_years, piece, 0, len(years))
        yield found


def _at_best(stretch: Stretch, kind: Kind | None, piece: RowPiece) -> float:
    """What a stretch can be worth at best as a part of a cell that the page break cuts."""
    begin, last = max(stretch.begin, 0.0), max(stretch.last, 0.0)
    alone = stretch.begin + stretch.last + stretch.whole
    valued = kind in WHOLES and stretch.end - stretch.start <= FEW
    shared = (WHOLE + 4 * WHOLE_WORD if valued else NAME_GOES_ON) / 2
    if piece.begins:
        return stretch.inner + max(alone, begin + shared)
    rest = 0.0 if piece.is_line_start(stretch.start) else REST_IN_LINE
    return stretch.inner + max(alone + BEGUN_BELOW, rest + last + shared)


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
    quick = _follow(search, options, graphs, FEWEST, NEVER)
    least = quick.before[-1].get(search.ends, NEVER) - MARGIN
    return _follow(search, options, graphs, MOST, least)


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
        arcs = [a for node in nodes for a in _arcs_from(search, by_place, column, node, links)]
        reached = best_by_place((arc.target, nodes[arc.node] + arc.score) for arc in arcs)
        hopes = {node: s + _hope(graphs, column + 1, node) for node, s in reached.items()}
        kept = sorted(hopes, key=hopes.__getitem__, reverse=True)[:most]
        nodes = {node: reached[node] for node in kept if hopes[node] >= least}
        columns.append([arc for arc in arcs if arc.target in nodes])
    return measure(columns, search.ends)


def _hope(graphs: Sequence[Graph], column: int, node: Place) -> float:
    """What the rest of all pieces can be worth at best."""
    return sum(g.after[column].get((p,), NEVER) for g, p in zip(graphs, node, strict=True))


def _by_place(
    options: Sequence[_Option], graph: Graph, column: int
) -> dict[int, list[tuple[int, Stretch | None]]]:
    """The options by where they begin, without those much worse than others that begin there."""
    places: dict[int, list[tuple[float, int, Stretch | None]]] = {}
    for arc, stretch in options:
        hope = arc.score + graph.after[column + 1].get(arc.target, NEVER)
        places.setdefault(arc.node[0], []).append((hope, arc.target[0], stretch))
    kept = {}
    for place, found in places.items():
        least = max(hope for hope, _, _ in found) - SLACK_PLACE
        kept[place] = [(end, stretch) for hope, end, stretch in found if hope >= least]
    return kept


def _arcs_from(
    search: Search,
    by_place: list[dict[int, list[tuple[int, Stretch | None]]]],
    column: int,
    node: Place,
    links: dict[tuple[int, ...], float],
) -> Iterator[Arc]:
    """Every way to fill the cell of a column from a node on, piece by piece."""
    ways: list[_Way] = [(0.0, (), ())]
    for index, place in enumerate(node):
        options = by_place[index].get(place, ())
        ways = [
            _go_on(search, column, way, index, end, stretch, links)
            for way in ways
            for end, stretch in options
        ]
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
    end: int,
    stretch: Stretch | None,
    links: dict[tuple[int, ...], float],
) -> _Way:
    """A way with what one more piece gives, which may be nothing."""
    score, target, filled = way
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
