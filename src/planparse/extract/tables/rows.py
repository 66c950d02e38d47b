"""Strips → logical rows: cut by page breaks, and put together again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.extract.lines import Line
from planparse.extract.tables.columns import TableColumn
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.extract.tables.joins import ROWS_BACK, Meeting, join_or_part
from planparse.extract.tables.linked import LinkedTable, Strip
from planparse.extract.tables.pieces import Piece, TableShape, WholeRow, find_shape, is_heading
from planparse.knowledge import Knowledge
from planparse.schema.draft import Place

# From this share of the rows on, a column is usually filled. Fewer than FEW rows do not show what
# is usual, except for numbers.
USUAL = 0.9
FEW = 3


def find_rows(table: LinkedTable, shape: TableShape, knowledge: Knowledge) -> Iterator[WholeRow]:
    """The logical rows of a table, over all its pages; of those given, only the last are held."""
    rows: list[WholeRow] = []
    for strip in table.strips:
        pieces = list(_find_pieces(strip, table.columns_of(strip)))
        for index, piece in enumerate(pieces):
            last = rows[-1:]
            found = [*last, WholeRow((piece,))]
            if index == 0 and last:
                meeting = Meeting(tuple(rows), piece, tuple(pieces[1:2]), shape, knowledge)
                found = join_or_part(meeting)
            rows[-1:] = found
            yield from found[:-1]
        del rows[: -ROWS_BACK - 1]
    yield from rows[-1:]


def _find_pieces(strip: Strip, columns: Sequence[TableColumn]) -> Iterator[Piece]:
    fragment = strip.fragment
    for row in strip.rows:
        piece = _to_piece(fragment, row, strip.first, columns)
        sheet = strip.beside
        while sheet and sheet.columns:
            piece = _widen(piece, _to_piece(sheet.fragment, row, strip.first, sheet.columns))
            sheet = sheet.beside
        if not piece.is_empty:
            yield replace(
                piece,
                open_top=fragment.grid.open_top and row == 0,
                open_bottom=fragment.grid.open_bottom and row == fragment.row_count - 1,
                continues=fragment.continues if row == strip.first else None,
                other=dict(fragment.doubts).get(row, ""),
            )


def _widen(piece: Piece, rest: Piece) -> Piece:
    """A row with the columns that stand on another sheet."""
    by = len(piece.cells)
    return replace(
        piece,
        places=piece.places + rest.places,
        cells=piece.cells + rest.cells,
        merged=piece.merged | {by + column for column in rest.merged},
        begun=piece.begun | {by + column for column in rest.begun},
        spans=(*piece.spans, *(tuple(by + column for column in span) for span in rest.spans)),
    )


def _to_piece(fragment: Fragment, row: int, first: int, columns: Sequence[TableColumn]) -> Piece:
    cells: list[tuple[Line, ...]] = [()] * len(columns)
    merged, begun, spans = set(), set(), []
    for cell in fragment.covering(row):
        covered = _covered(cell, columns)
        if not covered:
            continue
        if max(cell.span.row, first) < row:
            merged |= set(covered)
        else:
            cells[covered[0]] += cell.lines
            if cell.lines and len(covered) > 1:
                spans.append(tuple(covered))
        if cell.span.row_end > row + 1:
            begun |= set(covered)
    place = Place(fragment.page, fragment.row_box(row))
    return Piece((place,), tuple(cells), frozenset(merged), frozenset(begun), tuple(spans))


def _covered(cell: Cell, columns: Sequence[TableColumn]) -> list[int]:
    """The columns whose middle the cell covers, or the one the cell's own middle is in."""
    box = cell.span.box
    inside = [i for i, c in enumerate(columns) if box.x0 <= (c.x0 + c.x1) / 2 < box.x1]
    return inside or [i for i, c in enumerate(columns) if c.holds(box.middle[0])]


def find_filled(table: LinkedTable) -> TableShape:
    """The shape of a table, and with it which columns are usually filled: over the rows that no
    page break can have cut."""
    shape = find_shape(table.columns)
    filled: Counter[int] = Counter()
    count = 0
    for strip in table.strips:
        for piece in list(_find_pieces(strip, table.columns_of(strip)))[1:-1]:
            if not is_heading(WholeRow((piece,)), shape):
                count += 1
                filled.update(i for i, x in enumerate(piece.cells) if x or i in piece.merged)
    if count < FEW:
        return replace(shape, filled=frozenset(shape.numbers))
    return replace(shape, filled=frozenset(i for i in filled if filled[i] / count >= USUAL))
