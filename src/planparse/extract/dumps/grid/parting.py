"""One line of a table that keeps its columns by spaces, parted into cells.

A line may be moved against the others of its row, so that its own gaps decide; where it has none,
the edges of the row do, and what its words say.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planparse.extract.dumps.grid.evidence import Mark
from planparse.extract.dumps.words.flow import score_flow

# What it costs for each character that an edge is off that of its row; how many it may be off.
OFF, REACH = -0.15, 15
# A word that stands behind an edge is not of the column before it, however short it is.
BEYOND = -0.5
# A wide gap is hardly ever inside a cell; a narrow one says more against an edge where it is all
# there is, than among other lines.
APART, TWICE = 2.0, 1.0
# So many characters off its edge no words that stand together are parted for sure, and none that
# a wide gap parts.
FAR, FAR_APART = 4, 12
# Where a word stands says more than what it is.
SAID = 0.7

# So many ways to part a line are told, the best first, that are worth so much less at most.
WAYS, WORSE = 12, 8.0
# What it counts that the words of a cell go on from line to line; so many ways to part the lines of
# a row are followed.
ACROSS, PATHS = 0.5, 48

Cuts = tuple[int, ...]
Cells = tuple[tuple[str, ...], ...]
ScoreRow = Callable[[Cells, Sequence[Cuts]], float]
Way = tuple[float, Cuts]
# Where each line of a row is cut, and how much worse another way is.
Parting = tuple[list[Cuts], float]


@dataclass(frozen=True)
class _Path:
    """The lines of a row from the first on, parted, and the words of its cells so far."""

    worth: float
    cuts: tuple[Cuts, ...]
    cells: Cells


def part_line(marks: Sequence[Mark], edges: Sequence[int]) -> Cuts:
    """Before which word of a line each column but the first begins, where columns meet near some
    places."""
    return find_ways(marks, edges, 1)[0][1]


def find_ways(marks: Sequence[Mark], edges: Sequence[int], limit: int = WAYS) -> list[Way]:
    """The ways to part a line, best first, and what each is worth."""
    ways: dict[int, list[Way]] = {0: [(0.0, ())]}
    for column, edge in enumerate(edges):
        suits = _sum_suits(marks, column)
        nexts: dict[int, list[Way]] = {}
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
            nexts[cut] = nlargest(limit, more)
        ways = nexts
    suits = _sum_suits(marks, len(edges))
    ended = (
        (before + suits[-1] - suits[start], cuts)
        for start, begun in ways.items()
        for before, cuts in begun
    )
    best = nlargest(limit, ended)
    return [way for way in best if way[0] >= best[0][0] - WORSE]


def part_lines(
    texts: Sequence[Sequence[str]], ways: Sequence[Sequence[Way]], score: ScoreRow
) -> Parting:
    """Part the lines of one row so that the words of its cells go on from line to line and each
    cell is one; and how much worse another way is. `ways` are those to part each line, `score` says
    how well words suit all columns as cells, with the lines so parted."""
    columns = len(ways[0][0][1]) + 1
    paths: list[_Path] = [_Path(0.0, (), ((),) * columns)]
    for words, here in zip(texts, ways, strict=True):
        worths = _weigh(paths, words, here)
        best = np.argsort(-worths, axis=None, kind="stable")[:PATHS]
        paths = [
            _go_on(paths[path], words, here[way][1], float(worths[path, way]))
            for path, way in zip(*np.unravel_index(best, worths.shape), strict=True)
        ]
    ranked = sorted(((p.worth + score(p.cells, p.cuts), p.cuts) for p in paths), reverse=True)
    second = ranked[1][0] if len(ranked) > 1 else float("-inf")
    return list(ranked[0][1]), ranked[0][0] - second


def _weigh(
    paths: Sequence[_Path], words: Sequence[str], ways: Sequence[Way]
) -> NDArray[np.float64]:
    """What each path is worth with each way to part one more line (paths × ways): cells go on with
    the first words that this has in them."""
    worths: NDArray[np.float64] = np.tile([worth for worth, _ in ways], (len(paths), 1))
    parted = [list(pairwise((0, *cuts, len(words)))) for _, cuts in ways]
    for column in range(len(paths[0].cells)):
        above, lasts = _distinct(path.cells[column][-1:] for path in paths)
        below, firsts = _distinct(words[slice(*each[column])][:1] for each in parted)
        flows = [[sum(map(score_flow, last, first)) for first in below] for last in above]
        worths += ACROSS * np.array(flows, float)[np.ix_(lasts, firsts)]
    worths += np.array([[path.worth] for path in paths])
    return worths


def _distinct(items: Iterable[Sequence[str]]) -> tuple[list[tuple[str, ...]], list[int]]:
    """Different items, and which of them each is."""
    places: dict[tuple[str, ...], int] = {}
    each = [places.setdefault(tuple(item), len(places)) for item in items]
    return list(places), each


def _go_on(path: _Path, words: Sequence[str], cuts: Cuts, worth: float) -> _Path:
    """The path with one more line, which makes it worth so much."""
    parts = pairwise((0, *cuts, len(words)))
    cells = tuple((*c, *words[a:b]) for c, (a, b) in zip(path.cells, parts, strict=True))
    return _Path(worth, (*path.cuts, cuts), cells)


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
    return [
        (cut, OFF * distance + BEYOND * (cut > 0 and marks[cut - 1].begin >= edge))
        for cut, distance in enumerate(far)
        if distance <= reach
    ]


def is_far_off(marks: Sequence[Mark], cuts: Cuts, edges: Sequence[int]) -> bool:
    """Whether words that stand together are parted, or others put into a column, far from where
    this begins."""
    return any(
        0 < cut < len(marks)
        and _distance(marks, cut, edge) > (FAR_APART if marks[cut].gap > 0 else FAR)
        for cut, edge in zip(cuts, edges, strict=True)
    )


def _distance(marks: Sequence[Mark], cut: int, edge: int) -> int:
    low = marks[cut - 1].end + 1 if cut else 0
    high = marks[cut].begin if cut < len(marks) else max(low, edge)
    return max(low - edge, edge - high, 0)


def _gap(marks: Sequence[Mark], start: int, cut: int) -> float:
    """What a gap says for an edge; once only, however many columns that are empty meet in it."""
    if not start < cut < len(marks):
        return 0.0
    return APART if marks[cut].gap > 0 else TWICE * marks[cut].gap
