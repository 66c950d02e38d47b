"""A row of words → its cells: the best way to part it, the columns in their order.

A search over (place in the words, column). A row that a page break has cut is searched as one: its
state is a place in each of its pieces, and a cell is what all of them hold of it.
"""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

from planparse.extract.dumps.sequential.links import HEAD, score_link
from planparse.extract.dumps.sequential.options import (
    BEGUN_BELOW,
    Option,
    Search,
    find_options,
    score_surplus,
)
from planparse.extract.dumps.sequential.stretches import Stretch
from planparse.extract.dumps.sequential.ways import (
    NEVER,
    Arc,
    Graph,
    Place,
    Reading,
    best_by_place,
    measure,
    read_ways,
)
from planparse.extract.dumps.words.contents import MAX_WHOLE, has_wholes, score_whole

# A row in pieces is looked at twice. In each look so many places in all pieces are followed from
# column to column, and from each no ways that are worse than the best by more. With half as many, a
# row of years that list agencies by the dozen was read wrongly.
LOOKS = ((4, 3.0), (100, 10.0))
# Of the ways to fill a cell piece by piece so many are followed: a row over many pages has more
# than can be looked at.
FILLINGS = 2000
# What cannot come this near to what the look before has found is not followed any more.
MARGIN = 3.0


def part_row(search: Search) -> Reading:
    """The best reading of a row, and how much better it is than the next."""
    options = [find_options(search, index) for index in range(len(search.pieces))]
    graphs = [
        measure([[arc for arc, _ in column] for column in each], (piece.count,))
        for each, piece in zip(options, search.pieces, strict=True)
    ]
    graph = graphs[0] if len(graphs) == 1 else _combine(search, options, graphs)
    return read_ways(graph) or _unparted(search)


class _Chance(NamedTuple):
    """What a piece may give to a column: where that ends, and what it and all that follows in the
    piece can be worth at best."""

    hope: float
    end: int
    stretch: Stretch | None


# What links between two pieces of a cell are worth, by where their words stand.
_Links = dict[tuple[int, ...], float]


def _combine(search: Search, options: list[list[list[Option]]], graphs: Sequence[Graph]) -> Graph:
    """The arcs over all pieces: a column takes something, or nothing, of each.

    `graphs`, the pieces by themselves, say what the rest of each can be worth at best.
    """
    by_place = [
        [_by_place(each[column], g, column) for each, g in zip(options, graphs, strict=True)]
        for column in range(len(search.kinds))
    ]
    links: list[_Links] = [{} for _ in search.kinds]
    best, graph = NEVER, Graph([])
    for look in LOOKS:
        found = _follow(search, by_place, links, graphs, look, best - MARGIN)
        if found.best >= best:
            best, graph = found.best, found
    return graph


def _follow(
    search: Search,
    by_place: list[list[dict[int, list[_Chance]]]],
    links: list[_Links],
    graphs: Sequence[Graph],
    look: tuple[int, float],
    least: float,
) -> Graph:
    """The ways that look best: from each column on so many, which may reach a score at least.

    `by_place` has the chances of each column in each piece, `links` for each column what links are
    worth that were looked at before.
    """
    most, slack = look
    nodes: dict[Place, float] = {tuple(0 for _ in search.pieces): 0.0}
    columns: list[list[Arc]] = []
    for column in range(len(search.kinds)):
        arcs = [
            arc
            for node, score in nodes.items()
            for chances in [_from_node(by_place[column], node, slack)]
            for arc in _arcs_from(search, chances, column, node, links[column], least - score)
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


def _by_place(options: Sequence[Option], graph: Graph, column: int) -> dict[int, list[_Chance]]:
    """The options by where they begin, the best first."""
    places: dict[int, list[_Chance]] = {}
    for arc, stretch in options:
        hope = arc.score + graph.after[column + 1].get(arc.target, NEVER)
        places.setdefault(arc.node[0], []).append(_Chance(hope, arc.target[0], stretch))
    for found in places.values():
        found.sort(key=lambda chance: chance.hope, reverse=True)
    return places


def _from_node(
    by_place: list[dict[int, list[_Chance]]], node: Place, slack: float
) -> list[list[_Chance]]:
    """What each piece may give from a node on; nothing where one can give nothing."""
    found = [by_place[index].get(place, []) for index, place in enumerate(node)]
    if not all(found):
        return []
    return [[c for c in chances if c.hope >= chances[0].hope - slack] for chances in found]


def _arcs_from(
    search: Search,
    options: list[list[_Chance]],
    column: int,
    node: Place,
    links: _Links,
    least: float,
) -> Iterator[Arc]:
    """The ways to fill the cell of a column from a node on, piece by piece, that may with all that
    follows come to a score of `least`."""
    if not options:
        return
    ways: list[tuple[float, _Way]] = [(0.0, (0.0, (), (), 0))]
    for index, chances in enumerate(options):
        needed = least - sum(rest[0].hope for rest in options[index + 1 :])
        ways = [
            (hope + chance.hope, _go_on(search, column, way, index, chance, links))
            for hope, way in ways
            for chance in chances
            if hope + chance.hope >= needed
        ]
        if len(ways) > FILLINGS:
            ways = nlargest(FILLINGS, ways, key=lambda way: way[0])
    nothing = search.empty(column) + score_surplus(search.pieces[0], node[0])
    for _, (score, target, filled, count) in ways:
        whole = _score_filled(search, column, filled, count) if filled else nothing
        yield Arc(node, target, score + whole)


# What the pieces up to one give to a cell: its score, where they end, what they give, and how many
# words that is.
_Way = tuple[float, Place, tuple[tuple[int, Stretch], ...], int]


def _go_on(
    search: Search,
    column: int,
    way: _Way,
    index: int,
    chance: _Chance,
    links: _Links,
) -> _Way:
    """A way with what one more piece gives, which may be nothing."""
    score, target, filled, count = way
    _, end, stretch = chance
    if stretch is None:
        return score, (*target, end), filled, count
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
    return score, (*target, end), (*filled, (index, stretch)), count + end - stretch.start


def _score_link(
    search: Search, column: int, above: tuple[int, Stretch], below: tuple[int, Stretch]
) -> float:
    width = search.habits.widths[column] if search.habits.widths else 0.0
    upper, lower = ((search.pieces[index], stretch) for index, stretch in (above, below))
    return score_link(upper, lower, search.kinds[column], width, search.knowledge)


def _score_filled(
    search: Search, column: int, filled: tuple[tuple[int, Stretch], ...], count: int
) -> float:
    """What the end of a cell and all of it together, so many words, say."""
    last = filled[-1][1].last
    if len(filled) == 1:
        return last + filled[0][1].whole
    kind = search.kinds[column]
    if count > MAX_WHOLE or not has_wholes(column, kind, search.habits, search.knowledge):
        return last
    texts = tuple(t for i, s in filled for t in search.pieces[i].texts[s.start : s.end])
    return last + score_whole(texts, column, kind, search.habits, search.knowledge)


def _unparted(search: Search) -> Reading:
    """Everything in the first column: a row for which no other way was found."""
    whole = tuple((0, end) for end in search.ends)
    nothing = tuple((end, end) for end in search.ends)
    return Reading((whole, *[nothing] * (len(search.kinds) - 1)), NEVER, 0.0)
