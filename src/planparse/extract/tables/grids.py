"""Rules → grids: the ruled tables of a page, fragments open at the page edge included.

The chain: rules → straight lines joined from their pieces → groups of crossing lines → a lattice
of the places where lines run → cells, lattice fields that no line separates being one cell.
"""

import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from planparse.extract.tables.rules import (
    SHORT,
    SNAP,
    Rule,
    group_crossing,
    places_of,
    root_of,
    to_rules,
    unite,
)
from planparse.schema.layout import Box, Page

# The share of a lattice edge that must be drawn for the edge to separate two cells.
DRAWN = 0.6
# The type size by which the rules of a page without words are measured, points.
SIZE = 12.0


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
    size = statistics.median([word.size for word in page.words] or [SIZE])
    across, upright = to_rules(page.rules, size)
    found = (
        _to_grid(page.number, group_across, group_upright, size)
        for group_across, group_upright in group_crossing(across, upright, size)
    )
    grids = [grid for grid in found if grid and len(grid.xs) > 2]
    outer = [grid for grid in grids if not any(_is_inside(grid, other) for other in grids)]
    return sorted(outer, key=lambda grid: grid.ys[0])


def lattice(
    page: int,
    places: tuple[Sequence[float], Sequence[float]],
    lines: tuple[list[Rule], list[Rule]],
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


def _to_grid(page: int, across: list[Rule], upright: list[Rule], size: float) -> Grid | None:
    """The lattice of a group of lines; None when it encloses no cell."""
    if not upright:
        return None
    snap, short = SNAP * size, SHORT * size
    top, bottom = min(u.start for u in upright), max(u.end for u in upright)
    ys = places_of(across, size)
    open_top = not ys or top < ys[0] - short
    open_bottom = not ys or bottom > ys[-1] + short
    ys = [top] * open_top + ys + [bottom] * open_bottom
    left = min((a.start for a in across), default=upright[0].at)
    right = max((a.end for a in across), default=upright[-1].at)
    xs = places_of(upright, size)
    open_left, open_right = left < xs[0] - short, right > xs[-1] + short
    xs = [left] * open_left + xs + [right] * open_right
    if len(xs) < 2 or len(ys) < 2:
        return None
    spans = _find_spans(xs, ys, across, upright, snap)
    return Grid(page, tuple(xs), tuple(ys), tuple(spans), open_top, open_bottom)


def _find_spans(
    xs: Sequence[float],
    ys: Sequence[float],
    across: list[Rule],
    upright: list[Rule],
    snap: float,
) -> list[Span]:
    """Cells: lattice fields joined wherever no line is drawn between them."""
    columns = len(xs) - 1
    parent = list(range(columns * (len(ys) - 1)))
    at_xs, at_ys = _lines_at(xs, upright, snap), _lines_at(ys, across, snap)
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            here = row * columns + column
            if column and not _is_drawn(at_xs[column], top, bottom):
                unite(parent, here - 1, here)
            if row and not _is_drawn(at_ys[row], left, right):
                unite(parent, here - columns, here)
    fields: dict[int, list[int]] = {}
    for index in range(len(parent)):
        fields.setdefault(root_of(parent, index), []).append(index)
    return sorted(
        (_to_span(members, columns, xs, ys) for members in fields.values()),
        key=lambda span: (span.row, span.column),
    )


def _lines_at(places: Sequence[float], lines: list[Rule], snap: float) -> list[list[Rule]]:
    """The lines that run at each place, as near to it as `snap`: each is asked of by many fields,
    and a page that is a map has thousands of lines."""
    ordered = sorted(lines, key=attrgetter("at"))
    ats = [line.at for line in ordered]
    return [
        ordered[bisect_left(ats, place - snap) : bisect_right(ats, place + snap)]
        for place in places
    ]


def _is_drawn(lines: list[Rule], start: float, end: float) -> bool:
    """Whether lines at one place are drawn from a start to an end, or over most of it."""
    drawn = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return drawn >= DRAWN * (end - start)


def _to_span(members: list[int], columns: int, xs: Sequence[float], ys: Sequence[float]) -> Span:
    rows = [index // columns for index in members]
    cols = [index % columns for index in members]
    row, row_end, column, column_end = min(rows), max(rows) + 1, min(cols), max(cols) + 1
    box = Box(xs[column], ys[row], xs[column_end], ys[row_end])
    return Span(row, row_end, column, column_end, box)
