"""Rules → grids: the ruled tables of a page, fragments open at the page edge included.

The chain: rules → straight lines joined from their pieces → groups of crossing lines → a lattice
of the places where lines run → cells, lattice fields that no line separates being one cell.
"""

import statistics
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from planparse.schema.layout import Box, Page

# Parts of the page's usual type size: no text fits between rules nearer than SNAP, so they are
# one rule; dashes nearer than GAP are one line; a line that sticks out by SHORT or less ends there.
SNAP = 0.3
GAP = 0.5
SHORT = 1.0
# The share of a lattice edge that must be drawn for the edge to separate two cells.
DRAWN = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A straight ruled line: where it stands (`at`) and from where to where it runs."""

    at: float
    start: float
    end: float


class Span(NamedTuple):
    """A cell: the lattice rows and columns it covers (ends exclusive) and its box."""

    row: int
    row_end: int
    column: int
    column_end: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """A ruled table, or the fragment of one on this page.

    `xs` and `ys` are the lattice lines; `open_top` and `open_bottom` say that upright rules run
    on with no rule across their end: the page break has cut a row there. `nested` are the cells of
    tables within a cell.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    open_top: bool
    open_bottom: bool
    nested: tuple[Box, ...] = ()

    @property
    def box(self) -> Box:
        """The outer box."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def bare(self) -> "Grid":
        """The lattice without its cells."""
        return replace(self, spans=())

    def spans_at(self, points: Iterable[tuple[float, float]]) -> Iterator[int | None]:
        """Which of `spans` holds each point; None outside of the table."""
        fields = {
            (row, column): index
            for index, span in reversed(list(enumerate(self.spans)))
            for row in range(span.row, span.row_end)
            for column in range(span.column, span.column_end)
        }
        for x, y in points:
            yield fields.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def find_grids(page: Page) -> list[Grid]:
    """The tables of a page from top to bottom; a frame around a single cell is no table."""
    size = statistics.median([word.size for word in page.words] or [12.0])
    across, upright = _to_lines(page.rules, size)
    found = (
        _to_grid(page.number, group_across, group_upright, size)
        for group_across, group_upright in _group_crossing(across, upright, size)
    )
    grids = [grid for grid in found if grid and len(grid.xs) > 2]
    outer = [grid for grid in grids if not any(_is_inside(grid, other) for other in grids)]
    return sorted(outer, key=lambda grid: grid.ys[0])


def rules_across(rules: Iterable[Box], size: float) -> list[Line]:
    """The horizontal lines of some rules, joined from their pieces, from top to bottom."""
    return sorted(_to_lines(rules, size)[0], key=lambda line: line.at)


def clustered(lines: Iterable[Line], size: float) -> list[float]:
    """The places at which lines run; those too near for text between them are one."""
    clusters = _cluster(lines, lambda line: line.at, SNAP * size)
    return [statistics.median(line.at for line in cluster) for cluster in clusters]


def lattice(
    page: int,
    places: tuple[Sequence[float], Sequence[float]],
    lines: tuple[list[Line], list[Line]],
    size: float,
    opened: tuple[bool, bool],
) -> Grid:
    """The grid that lines (across, upright) make which run at given places (xs, ys)."""
    (xs, ys), (across, upright) = places, lines
    spans = _find_spans(xs, ys, across, upright, SNAP * size)
    return Grid(page, tuple(xs), tuple(ys), tuple(spans), *opened)


def _is_inside(grid: Grid, other: Grid) -> bool:
    a, b = grid.box, other.box
    return (
        grid is not other
        and a.x0 >= b.x0
        and a.x1 <= b.x1
        and a.top >= b.top
        and a.bottom <= b.bottom
    )


def _to_lines(rules: Iterable[Box], size: float) -> tuple[list[Line], list[Line]]:
    """Horizontal and vertical lines, joined from pieces; dots take part in both directions."""
    boxes = list(rules)
    dots = [box for box in boxes if max(box.width, box.height) <= SNAP * size]
    long = [box for box in boxes if max(box.width, box.height) > SNAP * size]
    across = [_across(box) for box in [*dots, *(b for b in long if b.width >= b.height)]]
    upright = [_upright(box) for box in [*dots, *(b for b in long if b.height > b.width)]]
    return _join_pieces(across, size), _join_pieces(upright, size)


def _across(box: Box) -> Line:
    return Line((box.top + box.bottom) / 2, box.x0, box.x1)


def _upright(box: Box) -> Line:
    return Line((box.x0 + box.x1) / 2, box.top, box.bottom)


def _join_pieces(pieces: list[Line], size: float) -> list[Line]:
    """Pieces in one line with small gaps become one line; what stays shorter than type goes."""
    joined: list[Line] = []
    for cluster in _cluster(pieces, lambda line: line.at, SNAP * size):
        at = statistics.median(line.at for line in cluster)
        joined += _join_spans(at, cluster, GAP * size)
    return [line for line in joined if line.end - line.start > SHORT * size]


def _join_spans(at: float, cluster: list[Line], gap: float) -> list[Line]:
    lines: list[Line] = []
    for piece in sorted(cluster, key=lambda line: line.start):
        if lines and piece.start - lines[-1].end <= gap:
            lines[-1] = Line(at, lines[-1].start, max(lines[-1].end, piece.end))
        else:
            lines.append(Line(at, piece.start, piece.end))
    return lines


def _cluster(items: Iterable[Line], key: Callable[[Line], float], width: float) -> list[list[Line]]:
    """Items whose keys lie within `width` of the first of their cluster."""
    clusters: list[list[Line]] = []
    for item in sorted(items, key=key):
        if clusters and key(item) - key(clusters[-1][0]) <= width:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def _group_crossing(
    across: list[Line], upright: list[Line], size: float
) -> list[tuple[list[Line], list[Line]]]:
    """Lines that touch each other, directly or over others, belong to one table."""
    lines = [*across, *upright]
    parent = list(range(len(lines)))
    reach = SNAP * size
    for i, a in enumerate(across):
        for j, b in enumerate(upright, len(across)):
            if _touch(a, b, reach):
                _union(parent, i, j)
    for j, a in enumerate(upright, len(across)):
        for k, b in enumerate(upright[j - len(across) + 1 :], j + 1):
            if abs(a.start - b.start) <= reach and abs(a.end - b.end) <= reach:
                _union(parent, j, k)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index, line in enumerate(lines):
        group = groups.setdefault(_root(parent, index), ([], []))
        group[0 if index < len(across) else 1].append(line)
    return list(groups.values())


def _touch(across: Line, upright: Line, reach: float) -> bool:
    return (
        across.start - reach <= upright.at <= across.end + reach
        and upright.start - reach <= across.at <= upright.end + reach
    )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _union(parent: list[int], a: int, b: int) -> None:
    parent[_root(parent, b)] = _root(parent, a)


def _to_grid(page: int, across: list[Line], upright: list[Line], size: float) -> Grid | None:
    """The lattice of a group of lines; None when it encloses no cell."""
    if not upright:
        return None
    snap, short = SNAP * size, SHORT * size
    top, bottom = min(u.start for u in upright), max(u.end for u in upright)
    ys = [statistics.median(a.at for a in c) for c in _cluster(across, lambda a: a.at, snap)]
    open_top = not ys or top < ys[0] - short
    open_bottom = not ys or bottom > ys[-1] + short
    ys = [top] * open_top + ys + [bottom] * open_bottom
    left = min((a.start for a in across), default=upright[0].at)
    right = max((a.end for a in across), default=upright[-1].at)
    xs = [statistics.median(u.at for u in c) for c in _cluster(upright, lambda u: u.at, snap)]
    open_left, open_right = left < xs[0] - short, right > xs[-1] + short
    xs = [left] * open_left + xs + [right] * open_right
    if len(xs) < 2 or len(ys) < 2:
        return None
    spans = _find_spans(xs, ys, across, upright, snap)
    return Grid(page, tuple(xs), tuple(ys), tuple(spans), open_top, open_bottom)


def _find_spans(
    xs: Sequence[float],
    ys: Sequence[float],
    across: list[Line],
    upright: list[Line],
    snap: float,
) -> list[Span]:
    """Cells: lattice fields joined wherever no line is drawn between them."""
    columns = len(xs) - 1
    parent = list(range(columns * (len(ys) - 1)))
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            here = row * columns + column
            if column and not _is_drawn(upright, left, top, bottom, snap):
                _union(parent, here - 1, here)
            if row and not _is_drawn(across, top, left, right, snap):
                _union(parent, here - columns, here)
    fields: dict[int, list[int]] = {}
    for index in range(len(parent)):
        fields.setdefault(_root(parent, index), []).append(index)
    return sorted(
        (_to_span(members, columns, xs, ys) for members in fields.values()),
        key=lambda span: (span.row, span.column),
    )


def _is_drawn(lines: list[Line], at: float, start: float, end: float, snap: float) -> bool:
    drawn = sum(
        max(0.0, min(line.end, end) - max(line.start, start))
        for line in lines
        if abs(line.at - at) <= snap
    )
    return drawn >= DRAWN * (end - start)


def _to_span(members: list[int], columns: int, xs: Sequence[float], ys: Sequence[float]) -> Span:
    rows = [index // columns for index in members]
    cols = [index % columns for index in members]
    row, row_end, column, column_end = min(rows), max(rows) + 1, min(cols), max(cols) + 1
    box = Box(xs[column], ys[row], xs[column_end], ys[row_end])
    return Span(row, row_end, column, column_end, box)
