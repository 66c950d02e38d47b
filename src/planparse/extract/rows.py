"""Strips → logical rows: a row cut by a page break is put together again, and says why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.extract.fragments import Cell, Fragment
from planparse.extract.headers import TableColumn
from planparse.extract.lines import Line
from planparse.extract.numbering import follows, whole_labels
from planparse.extract.tables import LinkedTable, Strip
from planparse.knowledge import Knowledge
from planparse.schema.draft import Place
from planparse.text import ends_sentence, starts_lower

# What speaks for (and against) a row going on over the page break; it does from JOIN on, and a
# join or a parting within DOUBT of it is reported. A column is usually filled from the share USUAL
# on; fewer than FEW rows say nothing about what is usual, a number apart.
JOIN = 2
DOUBT = 1
USUAL = 0.9
FEW = 3
FOR = {
    "open_edge": 3,
    "no_number": 2,
    "unfinished_text": 2,
    "no_text": 3,
    "cells_missing": 2,
    "number_sequence": 1,
}
AGAINST = {"group": 4, "new_sentence": 2, "cell_begins": 1}


@dataclass(frozen=True)
class Piece:
    """What one lattice row holds: per column the lines that begin in it.

    `merged` are columns whose cell began in a row above; `begun` those whose cell goes on below.
    `spans` are the columns of each filled cell that covers several.
    """

    place: Place
    cells: tuple[tuple[Line, ...], ...]
    merged: frozenset[int]
    begun: frozenset[int]
    spans: tuple[tuple[int, ...], ...] = ()
    open_top: bool = False
    open_bottom: bool = False

    def span_over(self, column: int | None) -> tuple[int, ...]:
        """The columns of the cell over several columns that covers this one; () without one."""
        return next((span for span in self.spans if column in span), ())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class WholeRow:
    """A logical row: its pieces, one per page it stands on."""

    pieces: tuple[Piece, ...]
    reasons: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def last(self) -> Piece:
        """The piece on the last page."""
        return self.pieces[-1]

    @property
    def merged(self) -> frozenset[int]:
        """The columns whose cell began in a row above."""
        return self.pieces[0].merged

    def lines(self, column: int) -> list[Line]:
        """The lines of a column over all pages."""
        return [line for piece in self.pieces for line in piece.cells[column]]

    def text(self, column: int | None) -> str:
        """The printed text of a column, lines joined by spaces."""
        return "" if column is None else " ".join(line.text for line in self.lines(column))


@dataclass(frozen=True)
class TableShape:
    """Where the columns that rows are told by stand: numbering ones and the text.

    `filled` are the columns in which an empty cell is an exception.
    """

    numbers: tuple[int, ...]
    text: int | None
    filled: frozenset[int] = frozenset()


def find_shape(columns: Sequence[TableColumn]) -> TableShape:
    """Numbering columns by their role, the text by its role or as the widest column."""
    numbers = tuple(i for i, c in enumerate(columns) if c.column.role == "number")
    texts = [i for i, c in enumerate(columns) if c.column.field == "text"]
    others = [i for i in range(len(columns)) if i not in numbers]
    widest = max(others, key=lambda i: columns[i].x1 - columns[i].x0, default=None)
    return TableShape(numbers, texts[0] if texts else widest)


def find_rows(table: LinkedTable, knowledge: Knowledge) -> list[WholeRow]:
    """The logical rows of a table, over all its pages."""
    strips = [list(_find_pieces(strip, table.columns)) for strip in table.strips]
    shape = _find_filled(find_shape(table.columns), strips)
    rows: list[WholeRow] = []
    for pieces in strips:
        for index, piece in enumerate(pieces):
            if index == 0 and rows:
                after = pieces[1] if len(pieces) > 1 else None
                rows[-1:] = _meet(rows[-1], piece, after, shape, knowledge)
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


def _meet(
    row: WholeRow,
    piece: Piece,
    after: Piece | None,
    shape: TableShape,
    knowledge: Knowledge,
) -> list[WholeRow]:
    """The last row of a page and the first of the next: one row, or two."""
    if _is_numbered(row, shape) and any(piece.cells[i] for i in shape.numbers):
        return [row, WholeRow((_inherit_merge(row, piece),))]
    reasons = [*_find_reasons(row, piece, after, shape, knowledge)]
    score = sum(FOR.get(reason, 0) - AGAINST.get(reason, 0) for reason in reasons)
    doubtful = abs(score - JOIN + 0.5) < DOUBT
    if score < JOIN:
        return [row, WholeRow((_inherit_merge(row, piece),), doubtful=doubtful)]
    spoken = tuple(dict.fromkeys([*row.reasons, *(r for r in reasons if r in FOR)]))
    return [WholeRow((*row.pieces, piece), spoken, row.doubtful or doubtful)]


def _inherit_merge(row: WholeRow, piece: Piece) -> Piece:
    """A merged cell that the page break cuts goes on as an empty cell over several rows."""
    going_on = {
        column
        for column in piece.begun
        if not piece.cells[column] and column in row.last.merged | row.last.begun
    }
    return replace(piece, merged=piece.merged | going_on)


def _is_numbered(row: WholeRow, shape: TableShape) -> bool:
    return any(row.lines(i) for i in shape.numbers)


def _find_reasons(
    row: WholeRow,
    piece: Piece,
    after: Piece | None,
    shape: TableShape,
    knowledge: Knowledge,
) -> Iterator[str]:
    """Everything that speaks for or against the piece being the rest of the row."""
    rest = WholeRow((piece,))
    numbered = any(piece.cells[i] for i in shape.numbers)
    if row.last.open_bottom or piece.open_top:
        yield "open_edge"
    numbers = frozenset(shape.numbers)
    if shape.filled & numbers and not (numbered and _is_numbered(row, shape)):
        yield "no_number"
    others = shape.filled - numbers - {shape.text}
    if others and not any(piece.cells[i] or i in piece.merged for i in others):
        yield "cells_missing"
    if shape.text is not None and not piece.cells[shape.text] and not piece.spans:
        yield "no_text"
    if any(_goes_on(row.text(i), rest.text(i), knowledge) for i in range(len(piece.cells))):
        yield "unfinished_text"
    if after and _continues(row, after, shape, knowledge):
        yield "number_sequence"
    titles = (is_heading(row, shape), is_heading(rest, shape))
    if titles[0] != titles[1]:
        yield "group"
    text = (row.text(shape.text), rest.text(shape.text))
    begins = not starts_lower(text[1]) and not knowledge.find("list_item", text[1])
    if all(text) and begins and (ends_sentence(text[0]) or all(titles)):
        yield "new_sentence"
    if any(rest.text(i) and not row.text(i) for i in range(len(piece.cells))):
        yield "cell_begins"


def _goes_on(before: str, after: str, knowledge: Knowledge) -> bool:
    if not before or not after:
        return False
    return starts_lower(after) or bool(knowledge.find("goes_on", before))


def _continues(row: WholeRow, after: Piece, shape: TableShape, knowledge: Knowledge) -> bool:
    """Whether the number after the page break is the next one: none was lost in between."""
    for column in shape.numbers:
        here = whole_labels(number_text(row.lines(column)), knowledge)
        there = whole_labels(number_text(after.cells[column]), knowledge)
        if any(follows(b, a) for a in here for b in there):
            return True
    return False


def is_heading(row: WholeRow, shape: TableShape) -> bool:
    """Whether the row is a title by its looks: over several columns, or bold and alone."""
    filled = [i for i in range(len(row.last.cells)) if row.lines(i)]
    titles = [i for i in filled if i not in shape.numbers]
    if row.last.span_over(shape.text):
        return True
    alone = titles == [shape.text] or not titles
    return alone and all(line.bold for i in filled for line in row.lines(i)) and bool(titles)


def number_text(lines: Sequence[Line]) -> str:
    """A number broken by a narrow column is put together: "VII" + "I" is "VIII"."""
    return "".join("".join(line.text.split()) for line in lines)
