"""The rows of a dump's table, set again as the fragments that pages held."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.lines import by_line, widest_line
from planparse.extract.dumps.setting import Sheet
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.lines import Line
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.extract.tables.grids import Grid, Span
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word

# Type and distances in tables, points.
SIZE, PITCH, MARGIN, LEFT = 10.0, 12.0, 3.0, 40.0
# What is said of a doubtful row that no other reading is known of.
UNSURE = (
    "The cells are not sure: a word may stand in the wrong one of two columns or rows, or a cell "
    "may be merged over rows."
)
# A column is at least this wide, em.
NARROWEST = 3.0


@dataclass(frozen=True)
class TableText:
    """A table of the dump: its columns, how wide they are, em, and its rows."""

    columns: tuple[Heading, ...]
    widths: tuple[float, ...]
    rows: tuple[TextRow, ...]

    @property
    def numbers(self) -> int:
        """How many numbering columns there are; they come first."""
        return sum(heading.kind == "number" for heading in self.columns)

    @property
    def xs(self) -> tuple[float, ...]:
        """Where the columns meet, points."""
        return tuple(accumulate((w * SIZE + 2 * MARGIN for w in self.widths), initial=LEFT))

    @property
    def first_page(self) -> int | None:
        """The page its first row begins on."""
        return next((piece.page for row in self.rows for piece in row.pieces), None)


def to_table(
    columns: Sequence[Heading], rows: Sequence[TextRow], knowledge: Knowledge
) -> TableText:
    """The table with columns as wide as what stands in them."""
    numbers = sum(heading.kind == "number" for heading in columns)
    widths = []
    for index, heading in enumerate(columns):
        cells = [heading.words]
        if index < numbers:
            cells += [row.numbers[index] for row in rows]
        else:
            cells += [
                row.words(index - numbers, i)
                for row in rows
                if not row.is_title
                for i in range(len(row.pieces))
            ]
        widths.append(max([NARROWEST, *(widest_line(words, knowledge) for words in cells)]))
    return TableText(tuple(columns), tuple(widths), tuple(rows))


_Content = tuple[int, int, tuple[Word, ...]]


def set_fragment(table: TableText, sheet: Sheet, knowledge: Knowledge) -> Fragment:
    """What one page holds of a table; the header is set where the table begins."""
    page = sheet.number
    rows = [(r, i) for r in table.rows for i, p in enumerate(r.pieces) if p.page == page]
    open_ends = frozenset(name for row, i in rows for name in row.pieces[i].open_ends)
    setter = _Setter(table, sheet, open_ends, knowledge)
    if table.first_page in (page, None):
        setter.set_header()
    first = len(setter.ys) - 1
    doubts = []
    for number, (row, piece) in enumerate(rows, first):
        setter.set_row(list(_contents(table, row, piece)), bold=row.is_title)
        if row.doubtful and piece == 0:
            doubts.append((number, describe_second(table, row)))
    continues = bool(rows) and rows[0][1] > 0
    sheet.y = setter.ys[-1] + PITCH
    ys = tuple(setter.ys)
    grid = Grid(sheet.number, table.xs, ys, tuple(cell.span for cell in setter.cells), False, False)
    return Fragment(grid, tuple(setter.cells), continues, tuple(doubts))


def _contents(table: TableText, row: TextRow, piece: int) -> Iterator[_Content]:
    """The cells of a row on one page: from which column to which, and their words."""
    numbers, count = table.numbers, len(table.columns)
    if piece == 0:
        for column, words in enumerate(row.numbers):
            if words:
                yield column, column + 1, words
    for index in range(count - numbers):
        words = row.words(index, piece)
        if words:
            begin, end = numbers + index, numbers + index + 1
            if row.is_title:
                begin, end = (numbers if any(row.numbers) else 0), count
            yield begin, end, words


class _Setter:
    """Sets rows of cells below each other. A line fills its cell behind a word of `open_ends`: what
    goes on below is no paragraph of its own."""

    def __init__(
        self,
        table: TableText,
        sheet: Sheet,
        open_ends: Container[tuple[int, int]],
        knowledge: Knowledge,
    ) -> None:
        self.table, self.sheet, self.knowledge = table, sheet, knowledge
        self.open_ends = open_ends
        self.ys: list[float] = [sheet.y + PITCH]
        self.cells: list[Cell] = []

    def set_header(self) -> None:
        """The headings; those that span several columns in rows of their own above."""
        columns = self.table.columns
        row = len(self.ys) - 1
        last = row + max(len(heading.above) for heading in columns)
        for level in range(last - row):
            beside = [(i, i + 1, h.words) for i, h in enumerate(columns) if len(h.above) <= level]
            self.set_row(list(_spanning(columns, level)), bold=True, leave=beside)
        self.set_row([(i, i + 1, heading.words) for i, heading in enumerate(columns)], bold=True)
        self.cells = [
            Cell(_taller(cell.span, row + len(columns[cell.span.column].above)), cell.lines)
            if cell.span.row == last
            else cell
            for cell in self.cells
        ]

    def set_row(
        self, contents: Sequence[_Content], bold: bool, leave: Sequence[_Content] = ()
    ) -> None:
        """One lattice row; columns without words get empty cells, those of `leave` none at all."""
        row, top = len(self.ys) - 1, self.ys[-1]
        lines = [list(by_line(words)) for _, _, words in contents]
        bottom = top + PITCH * max((len(each) for each in lines), default=1) + 2 * MARGIN
        self.ys.append(bottom)
        xs = self.table.xs
        taken: set[int] = {c for begin, end, _ in leave for c in range(begin, end)}
        for (begin, end, _), each in zip(contents, lines, strict=True):
            box = Box(xs[begin], top, xs[end], bottom)
            taken |= set(range(begin, end))
            self.cells.append(Cell(Span(row, row + 1, begin, end, box), self._set(each, box, bold)))
        for column in range(len(xs) - 1):
            if column not in taken:
                box = Box(xs[column], top, xs[column + 1], bottom)
                self.cells.append(Cell(Span(row, row + 1, column, column + 1, box), ()))

    def _set(self, lines: Sequence[Sequence[Word]], box: Box, bold: bool) -> tuple[Line, ...]:
        left, right = box.x0 + MARGIN, box.x1 - MARGIN
        spans = [(left, right if line[-1].name in self.open_ends else left) for line in lines]
        return tuple(
            self.sheet.set_words(
                words, across, box.top + (i + 1) * PITCH, SIZE, bold, self.knowledge
            )
            for i, (words, across) in enumerate(zip(lines, spans, strict=True))
        )


def _spanning(columns: Sequence[Heading], level: int) -> Iterator[_Content]:
    """The words above headings on one level, each over all columns that they span."""
    for above, group in groupby(enumerate(columns), key=lambda each: each[1].above[: level + 1]):
        span = [i for i, _ in group]
        if len(above) > level:
            yield span[0], span[-1] + 1, above[level]


def _taller(span: Span, row: int) -> Span:
    """The cell of a column whose heading stands beside a spanning one and what is below it."""
    return Span(row, span.row_end, span.column, span.column_end, span.box)


def describe_second(table: TableText, row: TextRow) -> str:
    """How the second-best reading parts the columns that it reads differently, if there is one."""
    second = row.reading.second
    if second is None:
        return UNSURE
    parts = []
    for column, heading in enumerate(table.columns[table.numbers :]):
        if second[column] != row.reading.cells[column]:
            parts.append(f"{heading.text}: {' '.join(row.texts(second[column])) or '(empty)'}")
    return f"The cells may also be parted so: {'; '.join(parts)}."
