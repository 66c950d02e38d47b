"""Tables within a cell: their rules part no columns of the table around them."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.extract.lines import Line, to_lines
from planparse.extract.tables.grids import Grid, Span
from planparse.schema.layout import Box, Word

# A cell that surrounds another one on three sides covers at least so many fields of the lattice.
FIELDS = 6


def without_nested(grid: Grid) -> Grid:
    """The grid without cells that another one encloses, which are kept as `nested` boxes."""
    large = [s for s in grid.spans if (s.row_end - s.row) * (s.column_end - s.column) >= FIELDS]
    nested = [s for s in grid.spans if any(_encloses(other, s) for other in large)]
    if not nested:
        return grid
    spans = [span for span in grid.spans if span not in nested]
    columns = sorted({edge for span in spans for edge in (span.column, span.column_end)})
    rows = sorted({edge for span in spans for edge in (span.row, span.row_end)})
    return replace(
        grid,
        xs=tuple(grid.xs[i] for i in columns),
        ys=tuple(grid.ys[i] for i in rows),
        spans=tuple(_renumbered(span, rows, columns) for span in spans),
        nested=tuple(span.box for span in nested),
    )


def _encloses(outer: Span, inner: Span) -> bool:
    """Whether a cell surrounds another one, which may lean on one of its sides."""
    within = outer.row <= inner.row and inner.row_end <= outer.row_end
    across = outer.column <= inner.column and inner.column_end <= outer.column_end
    leaning = (
        (outer.row == inner.row)
        + (outer.row_end == inner.row_end)
        + (outer.column == inner.column)
        + (outer.column_end == inner.column_end)
    )
    return within and across and leaning <= 1


def _renumbered(span: Span, rows: Sequence[int], columns: Sequence[int]) -> Span:
    return span._replace(
        row=rows.index(span.row),
        row_end=rows.index(span.row_end),
        column=columns.index(span.column),
        column_end=columns.index(span.column_end),
    )


def lines_of_cell(words: Sequence[Word], nested: Sequence[Box]) -> list[Line]:
    """The lines of a cell; each cell of a table in it is one, where it stands."""
    inside = {i: _box_of(word, nested) for i, word in enumerate(words)} if nested else {}
    lines = to_lines([word for i, word in enumerate(words) if inside.get(i) is None])
    placed = [((line.box.top, 0.0), line) for line in lines]
    for box in nested:
        held = [word for i, word in enumerate(words) if inside[i] == box]
        placed += [((box.top, box.x0), _as_one(to_lines(held)))] if held else []
    return [line for _, line in sorted(placed, key=lambda each: each[0])] if nested else lines


def _as_one(lines: Sequence[Line]) -> Line:
    return Line(
        tuple(word for line in lines for word in line.words),
        tuple(word for line in lines for word in line.raised),
    )


def _box_of(word: Word, nested: Sequence[Box]) -> Box | None:
    x, y = word.box.middle
    return next((b for b in nested if b.x0 <= x < b.x1 and b.top <= y < b.bottom), None)
