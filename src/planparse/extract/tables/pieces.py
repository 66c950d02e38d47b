"""The rows of a table as they stand on the page: pieces, and what tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.extract.lines import Line
from planparse.extract.numbering import Label, find_labels, put_together, whole_labels
from planparse.extract.tables.columns import TableColumn
from planparse.knowledge import Knowledge
from planparse.schema.draft import Place
from planparse.schema.vocabulary import JoinReason


@dataclass(frozen=True)
class Piece:
    """What one lattice row holds: per column the lines that begin in it.

    `places` are where it stands: one, or one for each sheet that shows some of its columns.
    `merged` are columns whose cell began in a row above, `assumed` those of them of which no page
    shows that it covers both; `begun` are columns whose cell goes on below. `bare` are columns that
    are empty at the top of a page, though rows usually have something there, as the last one above.
    `spans` are the columns of each filled cell that covers several. `continues` says whether it is
    the rest of the row above, where that is known; `other` says how else it could be read.
    """

    places: tuple[Place, ...]
    cells: tuple[tuple[Line, ...], ...]
    merged: frozenset[int]
    begun: frozenset[int]
    spans: tuple[tuple[int, ...], ...] = ()
    open_top: bool = False
    open_bottom: bool = False
    continues: bool | None = None
    other: str = ""
    assumed: frozenset[int] = frozenset()
    bare: frozenset[int] = frozenset()

    def span_over(self, column: int | None) -> tuple[int, ...]:
        """The columns of the cell over several columns that covers this one; () without one."""
        return next((span for span in self.spans if column in span), ())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class WholeRow:
    """A logical row: its pieces, one for each page, or sheets side by side, that it stands on."""

    pieces: tuple[Piece, ...]
    reasons: tuple[JoinReason, ...] = ()
    doubtful: bool = False

    @property
    def last(self) -> Piece:
        """The piece on the last page."""
        return self.pieces[-1]

    @property
    def merged(self) -> frozenset[int]:
        """The columns whose cell began in a row above."""
        return self.pieces[0].merged

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it stands, in the order of the pages."""
        places = (place for piece in self.pieces for place in piece.places)
        return tuple(sorted(places, key=lambda place: place.page))

    @property
    def is_wide(self) -> bool:
        """Whether columns of it stand on sheets of their own."""
        return any(len(piece.places) > 1 for piece in self.pieces)

    def lines(self, column: int) -> list[Line]:
        """The lines of a column over all pages."""
        return [line for piece in self.pieces for line in piece.cells[column]]

    def with_lines(self, column: int, lines: tuple[Line, ...]) -> "WholeRow":
        """A row on one page with other lines in a column."""
        (piece,) = self.pieces
        cells = (*piece.cells[:column], lines, *piece.cells[column + 1 :])
        return replace(self, pieces=(replace(piece, cells=cells),))

    def text(self, column: int | None) -> str:
        """The printed text of a column, lines joined by spaces."""
        return "" if column is None else " ".join(line.text for line in self.lines(column))


@dataclass(frozen=True)
class TableShape:
    """The columns that tell rows apart: numbering columns and the text.

    `filled` are the columns in which an empty cell is an exception, `years` those of values.
    """

    numbers: tuple[int, ...]
    text: int | None
    years: frozenset[int] = frozenset()
    filled: frozenset[int] = frozenset()


def find_shape(columns: Sequence[TableColumn]) -> TableShape:
    """Numbering columns by their role, the text by its role or as the widest column."""
    numbers = tuple(i for i, c in enumerate(columns) if c.column.role == "number")
    texts = [i for i, c in enumerate(columns) if c.column.field == "text"]
    others = [i for i in range(len(columns)) if i not in numbers]
    widest = max(others, key=lambda i: columns[i].x1 - columns[i].x0, default=None)
    years = frozenset(i for i, c in enumerate(columns) if c.column.field == "year")
    return TableShape(numbers, texts[0] if texts else widest, years)


def is_heading(row: WholeRow, shape: TableShape) -> bool:
    """Whether the row is a title by its looks: over several columns, or bold and alone."""
    filled = [i for i in range(len(row.last.cells)) if row.lines(i)]
    titles = [i for i in filled if i not in shape.numbers]
    if row.last.span_over(shape.text):
        return True
    alone = titles == [shape.text] or not titles
    return alone and all(line.bold for i in filled for line in row.lines(i)) and bool(titles)


def number_text(lines: Sequence[Line]) -> str:
    """The number of a cell, put together where a narrow column broke it."""
    return put_together(line.text for line in lines)


@dataclass(frozen=True)
class NumberedRow:
    """A row with the readings of its label, and what its label is printed in front of.

    `in_text` is how many characters of the text the label takes when it stands there; a `total`
    sums up other rows.
    """

    row: WholeRow
    labels: tuple[Label, ...]
    in_text: int = 0
    heading: bool = False
    total: bool = False


def read_number(row: WholeRow, shape: TableShape, knowledge: Knowledge) -> NumberedRow:
    """The label of a row: from its last filled numbering column, else from before the text; a title
    may have its own there though a column has those of other rows."""
    heading = is_heading(row, shape)
    for column in reversed(shape.numbers):
        lines = row.lines(column)
        if lines and column not in row.last.span_over(shape.text):
            labels = whole_labels(number_text(lines), knowledge)
            return NumberedRow(row, tuple(labels), heading=heading)
    text = title_of(row, shape)
    total = bool(knowledge.find("total", text))
    free = not shape.numbers or row.last.span_over(shape.text)
    if total or not (free or heading):
        return NumberedRow(row, (), heading=heading, total=total)
    labels = [label for label in find_labels(text, knowledge) if label.end < len(text)]
    labels = [label for label in labels if free or label.is_of_title]
    return NumberedRow(row, tuple(labels), labels[0].end if labels else 0, heading)


def title_of(row: WholeRow, shape: TableShape) -> str:
    """The text of a row, wherever the cell that covers the text column begins."""
    span = row.last.span_over(shape.text)
    return row.text(span[0] if span else shape.text)
