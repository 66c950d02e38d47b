"""Strips → logical rows: cut by page breaks, and put together again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planparse.extract.fragments import Cell, Fragment
from planparse.extract.headers import TableColumn
from planparse.extract.joins import Meeting, join_or_part
from planparse.extract.lines import Line
from planparse.extract.pieces import Piece, TableShape, WholeRow, find_shape, is_heading
from planparse.extract.tables import LinkedTable, Strip
from planparse.knowledge import Knowledge
from planparse.schema.draft import Place

# From this share of the rows on, a column is usually filled. Fewer than FEW rows do not show what
# is usual, except for numbers.
USUAL = 0.9
FEW = 3


def find_rows(table: LinkedTable, knowledge: Knowledge) -> list[WholeRow]:
    """The logical rows of a table, over all its pages."""
    strips = [list(_find_pieces(strip, table.columns)) for strip in table.strips]
    shape = _find_filled(find_shape(table.columns), strips)
    rows: list[WholeRow] = []
    for pieces in strips:
        for index, piece in enumerate(pieces):
            if index == 0 and rows:
                meeting = Meeting(tuple(rows), piece, tuple(pieces[1:2]), shape, knowledge)
                rows[-1:] = join_or_part(meeting)
            else:
                rows.append(WholeRow((piece,)))
    return rows


def _find_pieces(strip: Strip, columns: Sequence[TableColumn]) -> Iterator[Piece]:
    fragment = strip.fragment
    for row in strip.rows:
        piece = _to_piece(fragment, row, strip.first, columns)
        if not piece.is_empty:
            yield replace(
                piece,
                open_top=fragment.grid.open_top and row == 0,
                open_bottom=fragment.grid.open_bottom and row == fragment.row_count - 1,
                continues=fragment.continues if row == strip.first else None,
                other=dict(fragment.doubts).get(row, ""),
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
    return Piece(place, tuple(cells), frozenset(merged), frozenset(begun), tuple(spans))


def _covered(cell: Cell, columns: Sequence[TableColumn]) -> list[int]:
    """The columns whose middle the cell covers, or the one the cell's own middle is in."""
    box = cell.span.box
    inside = [i for i, c in enumerate(columns) if box.x0 <= (c.x0 + c.x1) / 2 < box.x1]
    return inside or [i for i, c in enumerate(columns) if c.holds(box.middle[0])]


def _find_filled(shape: TableShape, strips: Iterable[Sequence[Piece]]) -> TableShape:
    """Which columns are usually filled, over the rows that no page break can have cut."""
    inner = [
        piece
        for pieces in strips
        for piece in pieces[1:-1]
        if not is_heading(WholeRow((piece,)), shape)
    ]
    if len(inner) < FEW:
        return replace(shape, filled=frozenset(shape.numbers))
    columns = range(len(inner[0].cells))
    usual = (i for i in columns if _share_filled(inner, i) >= USUAL)
    return replace(shape, filled=frozenset(usual))


def _share_filled(pieces: Sequence[Piece], column: int) -> float:
    return sum(bool(p.cells[column]) or column in p.merged for p in pieces) / len(pieces)
