"""One line of a table that keeps its columns by spaces, parted into cells.

A line may be moved against the others of its row, so that its own gaps decide; where it has none,
the edges of the row do, and what its words say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from planparse.extract.dumps.evidence import Mark

# What it costs for each character that an edge is off that of its row; how many it may be off.
OFF, REACH = -0.15, 15
# A wide gap is hardly ever inside a cell; a narrow one says more against an edge where it is all
# there is, than among other lines.
APART, TWICE = 2.0, 1.0
# Where a word stands says more than what it is.
SAID = 0.7

_Way = tuple[float, tuple[int, ...]]


@dataclass(frozen=True)
class Parting:
    """Before which word of a line each column but the first begins; `second` is the next best way
    to part it, and `margin` how much worse that is."""

    cuts: tuple[int, ...]
    second: tuple[int, ...]
    margin: float


def part_line(marks: Sequence[Mark], edges: Sequence[int]) -> Parting:
    """Part a line whose columns meet near some places."""
    ways: dict[int, list[_Way]] = {0: [(0.0, ())]}
    for column, edge in enumerate(edges):
        suits = _sum_suits(marks, column)
        nexts: dict[int, list[_Way]] = {}
        for cut, score in _possible_cuts(marks, edge):
            more = (
                (
                    before + score + suits[cut] - suits[start] + _gap(marks, start, cut),
                    (*cuts, cut),
                )
                for start, begun in ways.items()
                if start <= cut
                for before, cuts in begun
            )
            nexts[cut] = nlargest(2, more)
        ways = nexts
    suits = _sum_suits(marks, len(edges))
    ended = (
        (before + suits[-1] - suits[start], cuts)
        for start, begun in ways.items()
        for before, cuts in begun
    )
    best, *others = nlargest(2, ended)
    second = others[0] if others else (float("-inf"), best[1])
    return Parting(best[1], second[1], best[0] - second[0])


def _sum_suits(marks: Sequence[Mark], column: int) -> list[float]:
    """How well the first words of a line suit a column, however many of them."""
    sums = [0.0]
    for mark in marks:
        sums.append(sums[-1] + SAID * mark.suits[column])
    return sums


def _possible_cuts(marks: Sequence[Mark], edge: int) -> list[tuple[int, float]]:
    """Before which words an edge can be, and what it costs that each is off where it should be."""
    far = [_distance(marks, cut, edge) for cut in range(len(marks) + 1)]
    reach = min(far) + REACH
    return [(cut, OFF * distance) for cut, distance in enumerate(far) if distance <= reach]


def _distance(marks: Sequence[Mark], cut: int, edge: int) -> int:
    low = marks[cut - 1].end + 1 if cut else 0
    high = marks[cut].begin if cut < len(marks) else max(low, edge)
    return max(low - edge, edge - high, 0)


def _gap(marks: Sequence[Mark], start: int, cut: int) -> float:
    """What a gap says for an edge; once only, however many columns that are empty meet in it."""
    if not start < cut < len(marks):
        return 0.0
    return APART if marks[cut].gap > 0 else TWICE * marks[cut].gap
