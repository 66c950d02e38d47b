"""Ways through the cells of a row: the best one, and the best one that differs from it.

A way takes one arc per column; an arc leads from the places where a column begins, one per piece of
the row, to those where it ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

NEVER = float("-inf")
# Ways that differ by less are as good as each other, whatever the order their scores were added in;
# of these the first one is taken, in which cells are filled from the left.
DIGITS = 6

Place = tuple[int, ...]
Cells = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class Reading:
    """A way to part a row: for each column the stretch of words in each piece, and what it scores.

    `margin` is how much worse the second-best way is, which `second` shows.
    """

    cells: Cells
    score: float
    margin: float = float("inf")
    second: Cells | None = None


class Arc(NamedTuple):
    """The cell of a column: what it takes of each piece, and what that scores."""

    node: Place
    target: Place
    score: float


@dataclass
class Graph:
    """The arcs of each column, and the best scores from the origin and to the end by place."""

    arcs: list[list[Arc]]
    before: list[dict[Place, float]] = field(default_factory=list)
    after: list[dict[Place, float]] = field(default_factory=list)

    @property
    def best(self) -> float:
        """The score of the best way from the origin to the end."""
        (origin,) = self.before[0]
        return self.after[0].get(origin, NEVER)

    def through(self, column: int, arc: Arc) -> float:
        """The score of the best way that takes an arc."""
        before = self.before[column].get(arc.node, NEVER)
        return before + arc.score + self.after[column + 1].get(arc.target, NEVER)


def measure(arcs: list[list[Arc]], ends: Place) -> Graph:
    """The best scores to and from every place."""
    graph = Graph(arcs)
    graph.before = [{tuple(0 for _ in ends): 0.0}]
    for column in arcs:
        graph.before.append(
            best_by_place((a.target, graph.before[-1].get(a.node, NEVER) + a.score) for a in column)
        )
    graph.after = [{ends: 0.0}]
    for column in reversed(arcs):
        graph.after.append(
            best_by_place((a.node, graph.after[-1].get(a.target, NEVER) + a.score) for a in column)
        )
    graph.after.reverse()
    return graph


def best_by_place(scored: Iterable[tuple[Place, float]]) -> dict[Place, float]:
    """The best score of each place."""
    best: dict[Place, float] = {}
    for place, score in scored:
        if score > best.get(place, NEVER):
            best[place] = score
    return best


def read_ways(graph: Graph) -> Reading | None:
    """The best way through the graph, and the best one that differs from it."""
    best = graph.best
    if best == NEVER:
        return None
    way = _trace(graph)
    others = (
        (graph.through(column, arc), column, arc)
        for column, arcs in enumerate(graph.arcs)
        for arc in arcs
        if arc != way[column]
    )
    score, column, arc = max(others, key=lambda other: other[0], default=(NEVER, 0, way[0]))
    if score == NEVER:
        return Reading(_to_cells(way), best)
    second = [*_trace(graph, arc.node, column), arc, *_trace_on(graph, arc.target, column + 1)]
    return Reading(_to_cells(way), best, best - score, _to_cells(second))


def _trace(graph: Graph, node: Place | None = None, columns: int | None = None) -> list[Arc]:
    """The best way from the origin to a place; to the end without one."""
    if node is None or columns is None:
        return _trace_on(graph, next(iter(graph.before[0])), 0)
    way: list[Arc] = []
    for column in range(columns - 1, -1, -1):
        arcs = (arc for arc in graph.arcs[column] if arc.target == node)
        before = graph.before[column]
        arc = max(arcs, key=lambda a: before.get(a.node, NEVER) + a.score)
        way.append(arc)
        node = arc.node
    return way[::-1]


def _trace_on(graph: Graph, node: Place, column: int) -> list[Arc]:
    """The best way from a place to the end."""
    way: list[Arc] = []
    for index in range(column, len(graph.arcs)):
        arcs = (arc for arc in graph.arcs[index] if arc.node == node)
        after = graph.after[index + 1]
        arc = max(arcs, key=lambda a: round(a.score + after.get(a.target, NEVER), DIGITS))
        way.append(arc)
        node = arc.target
    return way


def _to_cells(way: Sequence[Arc]) -> Cells:
    return tuple(tuple(zip(arc.node, arc.target, strict=True)) for arc in way)
