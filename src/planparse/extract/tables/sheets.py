"""Tables wider than their sheets, as a spreadsheet prints them: columns on one, the rest on the
next, in the same rows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from planparse.extract.lines import Line, to_passage
from planparse.extract.tables.fragments import Cell
from planparse.extract.tables.linked import LinkedTable, Strip
from planparse.schema.draft import Removed
from planparse.schema.layout import around
from planparse.schema.packed_lists import listed_like

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
        again = _count_repeated(table, last[0]) if last and last[1] == lines else 0
        if last and last[1] == lines and _is_rest_of(table, last[0], again):
            joined[-1] = (_put_beside(last[0], table, again), lines)
        else:
            joined.append((table, lines))
    return joined


def is_printed_again(line: Line, before: Iterable[Line]) -> bool:
    """Whether a sheet prints a line above its table as the sheet before does, in the same place, or
    as much of it as fits: a spreadsheet gives its title to every sheet."""
    return any(
        line.page - other.page == 1
        and other.text.startswith(line.text)
        and max(abs(line.box.x0 - other.box.x0), abs(line.box.top - other.box.top)) < line.size
        for other in before
    )


def is_beside(table: LinkedTable, left: LinkedTable) -> bool:
    """Whether a table shows other columns of as many sheets as the one on its left: its headings
    are known, and none but those printed again numbers the rows or says what is done."""
    return _shows_others(table, left, _count_repeated(table, left))


def _shows_others(table: LinkedTable, left: LinkedTable, again: int) -> bool:
    own = [column.column for column in table.columns[again:]]
    others = not any(column.field in {"number", "text"} for column in own)
    known = any(column.role for column in own)
    return known and others and len(table.strips) == len(left.strips)


def _is_rest_of(table: LinkedTable, left: LinkedTable, again: int) -> bool:
    fields = {column.column.field for column in left.columns}
    return (
        {"number", "text"} <= fields
        and _shows_others(table, left, again)
        and all(_are_level(a, b) for a, b in zip(left.strips, table.strips, strict=True))
    )


def _count_repeated(table: LinkedTable, left: LinkedTable) -> int:
    """How many columns a sheet prints again before those of its own, to say which rows they are."""
    count = 0
    for a, b in zip(left.columns, table.columns, strict=False):
        if not a.column.heading.text or a.column.heading.text != b.column.heading.text:
            break
        count += 1
    pairs = zip(left.strips, table.strips, strict=False)
    same = all(
        [c.text for c in _cells_before(a, left, count)]
        == [c.text for c in _cells_before(b, table, count)]
        for a, b in pairs
    )
    return count if same else 0


def _cells_before(strip: Strip, table: LinkedTable, count: int) -> list[Cell]:
    """The filled cells of the data rows that stand in the first columns of a table."""
    columns = table.columns_of(strip)[:count]
    return [c for c in strip.cells if any(each.holds(c.span.box.middle[0]) for each in columns)]


def _are_level(left: Strip, right: Strip) -> bool:
    """Whether two sheets show the same rows, as far as their heights tell."""
    a, b = left.fragment.grid.ys, right.fragment.grid.ys
    if left.fragment.page >= right.fragment.page or len(a) != len(b) or len(a) <= MIN_ROWS:
        return False
    near = ONE_HEIGHT * min(below - above for above, below in pairwise(a))
    return all(abs((y - a[0]) - (z - b[0])) <= near for y, z in zip(a, b, strict=True))


def _put_beside(left: LinkedTable, right: LinkedTable, again: int) -> LinkedTable:
    pairs = zip(left.strips, right.strips, strict=True)
    strips = listed_like(
        left.strips,
        (
            _widen(
                replace(a, columns=left.columns_of(a)),
                replace(b, columns=right.columns_of(b)[again:]),
            )
            for a, b in pairs
        ),
    )
    columns = (*left.columns, *right.columns[again:])
    repeated = [
        Removed("repeated_column", strip.fragment.page, cell.span.box, to_passage(cell.lines))
        for strip in right.strips
        for cell in _cells_before(strip, right, again)
    ]
    headings = [
        Removed("repeated_header", right.strips[0].fragment.page, around(w.box for w in h.words), h)
        for h in (column.column.heading for column in right.columns[:again])
        if h.words
    ]
    removed = listed_like(left.removed, chain(left.removed, right.removed, headings, repeated))
    return LinkedTable(columns, left.header, left.caption, strips, removed, left.last_page)


def _widen(strip: Strip, rest: Strip) -> Strip:
    """A strip with one more sheet on the right of those that it has."""
    return replace(strip, beside=_widen(strip.beside, rest) if strip.beside else rest)
