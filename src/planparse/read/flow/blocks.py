"""What a flowing document is made of, before it is set: paragraphs and tables in their order.

Readers of Word, HTML and workbooks build it; `setting` gives it pages. Places and sizes are not
kept: such documents have none of their own.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

# A borderless table of at most this many rows is a block of columns: the header of a document has
# two or three rows, the conclusions one or two. With more rows, its cells are data.
LAYOUT_ROWS = 4
# Such a block has two columns, sometimes with an empty one between them.
LAYOUT_COLUMNS = 3


Align: TypeAlias = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look: "\\n" is a line break, "\\t" a tab; `is_mark` says it refers to a note."""

    text: str
    bold: bool = False
    italic: bool = False
    font: str = ""
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on lines of their own; "right" is also what stands on the right half of the page."""

    runs: tuple[Run, ...]
    align: Align = "left"

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its first row and column (from 0), how many it covers, what it holds."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by rows; `is_ruled` is false for a block of columns without lines."""

    cells: tuple[Cell, ...]
    is_ruled: bool = True

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where the document asks for a new page."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the document holds and does not show, as it hides rows of a workbook; it is not set."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The cells of a sheet ("E12") whose formulas have no result in the file."""

    cells: tuple[str, ...]


Block: TypeAlias = Paragraph | Table | PageBreak | Hidden | Unsaved


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, as the text refers to it, and what it says."""

    mark: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole document; `heads` are the running heads that say something of it."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    heads: tuple[Paragraph, ...] = ()


def to_table(cells: tuple[Cell, ...], has_borders: bool) -> Table:
    """A table whose cells count as ruled unless it is a small one without borders."""
    table = Table(cells)
    small = table.row_count <= LAYOUT_ROWS and table.column_count <= LAYOUT_COLUMNS
    return Table(cells, has_borders or not small)


def filled(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells, with empty ones where a row is shorter than the table."""
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    missing = [(r, c) for r in range(rows) for c in range(columns) if (r, c) not in covered]
    return (*cells, *(Cell(row, column, 1, 1, ()) for row, column in missing))


def to_paragraphs(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs of blocks, a row of a nested table being one paragraph."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            found += [_to_paragraph(block, row) for row in range(block.row_count)]
    return found


def _to_paragraph(table: Table, row: int) -> Paragraph:
    runs: list[Run] = []
    for cell in table.cells:
        for paragraph in to_paragraphs(cell.blocks) if cell.row == row else ():
            runs += [*paragraph.runs, Run(" ")]
    return Paragraph(tuple(runs))
