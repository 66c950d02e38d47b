"""A header printed again that no rule parts from the rest of a row which the page break cut."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.extract.tables.fragments import Cell, Fragment
from planparse.extract.tables.headers import Header
from planparse.text import squeeze


def headings_of(header: Header) -> list[str]:
    """What the cells of a header of one row say, as they are compared; none of another one."""
    one = header.end - header.start == 1
    return [squeeze(column.column.heading.text) for column in header.columns if one]


def without_glued(
    fragment: Fragment, at: int, headings: Sequence[str]
) -> tuple[Fragment, list[Cell]] | None:
    """The fragment without headings (or numbers of columns) above the texts of a row, and their
    cells; None where each cell holds a heading alone, or one of them none."""
    row = fragment.covering(at) if at < fragment.row_count else []
    if not row or len(row) != len(headings):
        return None
    counts = [_count_lines(cell, key) for cell, key in zip(row, headings, strict=True)]
    if not all(counts) or all(n == len(c.lines) for n, c in zip(counts, row, strict=True)):
        return None
    pairs = list(zip(row, counts, strict=True))
    rest = {cell.span: replace(cell, lines=cell.lines[count:]) for cell, count in pairs}
    cells = tuple(rest.get(cell.span, cell) for cell in fragment.cells)
    printed = [replace(cell, lines=cell.lines[:count]) for cell, count in pairs]
    return replace(fragment, cells=cells, continues=True), printed


def _count_lines(cell: Cell, heading: str) -> int:
    """How many lines at the top of a cell print a heading; 0 where they say something else."""
    for count in range(1, len(cell.lines) + 1):
        if squeeze(" ".join(line.plain for line in cell.lines[:count])) == heading:
            return count
    return 0
