"""Tables wider than their sheets, as a spreadsheet prints them: columns on one, the rest on the
next, in the same rows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.extract.tables import LinkedTable, Strip

# Both sheets show a row at one height: its edges differ by less than this share of the least row.
ONE_HEIGHT = 0.1
# So many rows, the header among them, show that heights agree.
MIN_ROWS = 2


def join_sheets(tables: Sequence[tuple[LinkedTable, int]]) -> list[tuple[LinkedTable, int]]:
    """Each table with the columns that stand on sheets of their own; as given, it is paired with
    the number of lines above it."""
    joined: list[tuple[LinkedTable, int]] = []
    for table, lines in tables:
        last = joined[-1] if joined else None
        if last and last[1] == lines and _is_rest_of(table, last[0]):
            joined[-1] = (_put_beside(last[0], table), lines)
        else:
            joined.append((table, lines))
    return joined


def is_without_tasks(table: LinkedTable) -> bool:
    """Whether the headings of a table are known, and none numbers the rows or says what is done."""
    fields = {column.column.field for column in table.columns}
    known = any(column.column.role for column in table.columns)
    return known and not fields & {"number", "text"}


def _is_rest_of(table: LinkedTable, left: LinkedTable) -> bool:
    fields = {column.column.field for column in left.columns}
    return (
        {"number", "text"} <= fields
        and is_without_tasks(table)
        and len(table.strips) == len(left.strips)
        and all(_are_level(a, b) for a, b in zip(left.strips, table.strips, strict=True))
    )


def _are_level(left: Strip, right: Strip) -> bool:
    """Whether two sheets show the same rows, as far as their heights tell."""
    a, b = left.fragment.grid.ys, right.fragment.grid.ys
    if left.fragment.page >= right.fragment.page or len(a) != len(b) or len(a) <= MIN_ROWS:
        return False
    near = ONE_HEIGHT * min(below - above for above, below in pairwise(a))
    return all(abs((y - a[0]) - (z - b[0])) <= near for y, z in zip(a, b, strict=True))


def _put_beside(left: LinkedTable, right: LinkedTable) -> LinkedTable:
    strips = [
        replace(a, columns=a.columns or left.columns, beside=_in_place(b, right))
        for a, b in zip(left.strips, right.strips, strict=True)
    ]
    columns = (*left.columns, *right.columns)
    removed = [*left.removed, *right.removed]
    return LinkedTable(columns, left.header, left.caption, strips, removed)


def _in_place(strip: Strip, table: LinkedTable) -> Strip:
    return replace(strip, columns=strip.columns or table.columns)
