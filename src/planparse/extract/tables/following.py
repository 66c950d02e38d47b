"""Fragments → tables: one table over many pages, its header repeated, cut, or printed once."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.extract.lines import joined, to_passage
from planparse.extract.numbering import Label, follows, whole_labels
from planparse.extract.tables.columns import TableColumn
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.extract.tables.glued import headings_of, without_glued
from planparse.extract.tables.headers import (
    Header,
    complete,
    find_header,
    find_repeated,
    skip_repeated,
)
from planparse.extract.tables.linked import LinkedTable, Strip
from planparse.knowledge import Knowledge
from planparse.schema.draft import EMPTY, Column, Removed
from planparse.schema.layout import around

# Columns of a continued table stand where they stood, within this share of the table's width.
SAME_PLACE = 0.015
# A header with this many headings of known wording repeats another one, whatever its letters.
ALIKE = 3


def begin_table(fragment: Fragment, model: LinkedTable | None, knowledge: Knowledge) -> LinkedTable:
    """A new table; without a header of its own it takes the columns of `model` where they fit."""
    header = find_header(fragment, knowledge)
    known = model is not None and model.header and fits_columns(fragment, model.columns)
    if header and (header.sure or not known):
        again = find_repeated(fragment, header, header.body, knowledge)
        strip = Strip(fragment, header.body, again=again)
        table = LinkedTable.of(strip, header.columns, header, header.caption)
        table.removed.extend(_remove("column_numbers", fragment, header.column_numbers))
        _remove_again(table, strip)
        return table
    if model and known:
        columns = tuple(c.without_words() for c in model.columns)
        return LinkedTable.of(Strip(fragment, 0), columns, model.header)
    bare = Column(EMPTY, None, "extra")
    columns = tuple(TableColumn(x0, x1, bare) for x0, x1 in pairwise(fragment.grid.xs))
    return LinkedTable.of(Strip(fragment, 0), columns, None)


def continue_table(table: LinkedTable, fragment: Fragment, knowledge: Knowledge) -> bool:
    """Add a fragment to the table when it is the same one; False when it begins another."""
    if table.header:
        repeated = skip_repeated(fragment, table.header, knowledge)
        if repeated:
            _add_repeated(table, fragment, repeated, knowledge)
            return True
        glued = without_glued(fragment, 0, headings_of(table.header))
        if glued and (columns := _find_place(table, fragment)):
            rest, printed = glued
            table.removed.extend(_remove("repeated_header", rest, printed))
            _add(table, _to_strip(table, rest, 0, columns), knowledge)
            return True
        if table.is_header_only and fits_columns(fragment, table.columns):
            return _add_after_header(table, table.header, fragment, knowledge)
    own = find_header(fragment, knowledge)
    if own and table.header and _is_alike(own, table) and fits_columns(fragment, table.columns):
        _add_repeated(table, fragment, own.body, knowledge)
        return True
    if own and own.sure and len(set(own.roles())) >= 2:
        return False
    columns = _find_place(table, fragment) or _move_if_next(table, fragment, knowledge)
    if columns is None:
        return False
    _add(table, _to_strip(table, fragment, 0, columns), knowledge)
    return True


def _find_place(table: LinkedTable, fragment: Fragment) -> tuple[TableColumn, ...] | None:
    """The columns of the table where the fragment's upright rules stand, if they do."""
    return next((x for x in table.places if fits_columns(fragment, x)), None)


def _to_strip(
    table: LinkedTable, fragment: Fragment, first: int, columns: tuple[TableColumn, ...]
) -> Strip:
    return Strip(fragment, first, None if columns is table.columns else columns)


def _move_if_next(
    table: LinkedTable, fragment: Fragment, knowledge: Knowledge
) -> tuple[TableColumn, ...] | None:
    """The columns on a sheet of other width, where no header says so: there are as many of them,
    and the number of the first row is the next one."""
    numbers = [i for i, column in enumerate(table.columns) if column.column.role == "number"]
    if not numbers or fragment.page == table.last_page or not fragment.row_count:
        return None
    columns = _move_columns(table.columns, fragment, 1)
    if columns is table.columns:
        return None
    before = _labels(table.strips[-1], table.columns, numbers[0], knowledge)
    first = _labels(Strip(fragment, 0, columns), columns, numbers[0], knowledge)
    goes_on = before and first and any(follows(b, a) for a in before[-1] for b in first[0])
    return columns if goes_on else None


def _labels(
    strip: Strip, columns: tuple[TableColumn, ...], number: int, knowledge: Knowledge
) -> list[list[Label]]:
    """How the numbers of the rows of a strip can be read, row by row."""
    column = (strip.columns or columns)[number]
    texts = [cell.text for cell in strip.cells if column.holds(cell.span.box.middle[0])]
    return [whole_labels(text, knowledge) for text in texts]


def _is_alike(header: Header, table: LinkedTable) -> bool:
    """Whether headings in other letters, as a scan reads them, name the same columns."""
    roles, before = ([c.column.role for c in each] for each in (header.columns, table.columns))
    return roles == before and sum(role is not None for role in roles) >= ALIKE


def _add(table: LinkedTable, strip: Strip, knowledge: Knowledge) -> None:
    """Let the table go on, without rows that print its header again."""
    if table.header:
        again = find_repeated(strip.fragment, table.header, strip.first - 1, knowledge)
        strip = replace(strip, again=again) if again else strip
    table.add(strip)
    _remove_again(table, strip)


def _remove_again(table: LinkedTable, strip: Strip) -> None:
    cells = [cell for row in sorted(strip.again) for cell in strip.fragment.starting(row)]
    table.removed.extend(_remove("repeated_header", strip.fragment, cells))


def _add_repeated(table: LinkedTable, fragment: Fragment, rows: int, knowledge: Knowledge) -> None:
    cells = [cell for row in range(rows) for cell in fragment.starting(row)]
    for each in _remove("repeated_header", fragment, cells):
        table.removed.append(each)
    numbers = [cell.key for cell in table.header.column_numbers] if table.header else []
    if glued := without_glued(fragment, rows, numbers):
        fragment, printed = glued
        table.removed.extend(_remove("column_numbers", fragment, printed))
    columns = _find_place(table, fragment) or _move_columns(table.columns, fragment, rows)
    _add(table, _to_strip(table, fragment, rows, columns), knowledge)


def _move_columns(
    columns: tuple[TableColumn, ...], fragment: Fragment, rows: int
) -> tuple[TableColumn, ...]:
    """Columns where the repeated header prints them; as they were when the count differs."""
    cells = sorted(fragment.covering(rows - 1), key=lambda cell: cell.span.column)
    if len(cells) != len(columns):
        return columns
    return tuple(
        TableColumn(cell.span.box.x0, cell.span.box.x1, old.column)
        for cell, old in zip(cells, columns, strict=True)
    )


def _add_after_header(
    table: LinkedTable, header: Header, fragment: Fragment, knowledge: Knowledge
) -> bool:
    """The page break came right after the header, or went through it."""
    longer = complete(header, fragment, knowledge)
    if longer is None:
        table.add(Strip(fragment, 0))
        return True
    table.header, table.columns = longer, longer.columns
    rows = 1 + skip_repeated_below(fragment, header, knowledge)
    table.add(Strip(fragment, rows))
    return True


def skip_repeated_below(fragment: Fragment, header: Header, knowledge: Knowledge) -> int:
    """Rows of column numbers below the second half of a header."""
    if fragment.row_count < 2:
        return 0
    cells = fragment.filled(1)
    numbers = len(cells) == len(header.columns) and all(
        knowledge.find("column_number", cell.text) for cell in cells
    )
    return int(numbers)


def fits_columns(fragment: Fragment, columns: Sequence[TableColumn]) -> bool:
    """Whether the fragment's upright rules stand where the columns meet."""
    edges = [columns[0].x0, *(column.x1 for column in columns)]
    near = SAME_PLACE * (edges[-1] - edges[0])
    outer = abs(fragment.box.x0 - edges[0]) <= near and abs(fragment.box.x1 - edges[-1]) <= near
    inner = fragment.grid.xs[1:-1]
    met = sum(any(abs(x - edge) <= near for edge in edges) for x in inner)
    return outer and met == len(inner) and bool(inner or len(edges) == 2)


def _remove(kind: str, fragment: Fragment, cells: Sequence[Cell]) -> list[Removed]:
    filled = [cell for cell in cells if cell.lines]
    if not filled:
        return []
    passage = joined([to_passage(cell.lines) for cell in filled], " | ")
    box = around(line.box for cell in filled for line in cell.lines)
    return [Removed(kind, fragment.page, box, passage)]
