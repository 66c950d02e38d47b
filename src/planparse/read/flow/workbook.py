"""Excel workbook → flow: what each sheet shows, one after the other."""

import io
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from planparse.errors import UnreadableError
from planparse.read.flow.blocks import (
    Align,
    Block,
    Cell,
    Flow,
    Hidden,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Unsaved,
    filled,
)
from planparse.read.flow.formulas import find_unsaved
from planparse.read.flow.number_format import show

# On a sheet without borders, a row with texts in so many columns belongs to its table: the header
# and the conclusions of a document have two.
TABLE_COLUMNS = 3
_ALIGNED: dict[str | None, Align] = {
    "center": "centre",
    "centerContinuous": "centre",
    "right": "right",
}
_TAB = Run("\t")
# Where each row or column of a sheet that is shown stands among those shown.
_Places = dict[int, int]
# What openpyxl raises for a workbook that is damaged; errors of XML are errors of syntax.
_DAMAGE = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, EOFError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
)


class _Area(NamedTuple):
    """Where a cell stands, with those it is merged with, among the rows and columns shown."""

    row: int
    column: int
    rows: int
    columns: int
    cell: Any
    text: str

    @property
    def is_ruled(self) -> bool:
        """Whether lines part it from a cell beside it, and from one above or below."""
        border = self.cell.border
        pairs = (border.left, border.right), (border.top, border.bottom)
        return all(any(map(_has, pair)) for pair in pairs)


def read_workbook(name: str, content: bytes) -> Flow:
    """What is shown of a workbook; what its hidden sheets, rows and columns hold is named.

    Raises UnreadableError for a damaged one.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of what charts and filters it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except _DAMAGE as error:
        raise UnreadableError(
            f"{name} is damaged, or no workbook that Excel would open. Download it again."
        ) from error
    unsaved = find_unsaved(content, book)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    others = [sheet for sheet in book.worksheets if sheet not in shown]
    blocks: list[Block] = [_hidden(sheet, {}, {}) for sheet in others]
    for number, sheet in enumerate(shown):
        blocks += [PageBreak()] if number else []
        blocks += [Unsaved(unsaved[sheet.title])] if sheet.title in unsaved else []
        blocks += _read_sheet(sheet)
    return Flow(tuple(blocks))


def _read_sheet(sheet: Any) -> Iterator[Block]:
    """The rows outside tables as paragraphs, or as two columns; the others as ruled tables."""
    # Formats may reach the last row that Excel has, a million below the last text.
    texts = [cell for cell in _cells_of(sheet) if _text_of(cell)]
    height = max((cell.row for cell in texts), default=0)
    widest = max((cell.column for cell in texts), default=0)
    rows = _places(height, lambda at: sheet.row_dimensions[at].hidden)
    columns = _places(widest, _hidden_columns(sheet).__contains__)
    yield _hidden(sheet, rows, columns)
    areas = list(_areas_of(sheet, rows, columns))
    width = max((area.column + area.columns for area in areas), default=0)
    in_table = _rows_of_tables(areas)
    by_row = {row: list(group) for row, group in groupby(areas, lambda area: area.row)}
    for first, last in _runs(in_table | {area.row for area in areas if area.text}, in_table):
        inside = [area for row in range(first, last + 1) for area in by_row.get(row, ())]
        if first in in_table:
            yield _to_table(inside, last)
        else:
            yield from _to_blocks([area for area in inside if area.text], width)


def _cells_of(sheet: Any) -> list[Any]:
    """The cells that the file has, without those between them; by rows."""
    return [cell for _, cell in sorted(sheet._cells.items())]


def _hidden(sheet: Any, rows: _Places, columns: _Places) -> Hidden:
    """What stands in other rows and columns than those shown; errors of formulas are nothing."""
    cells = (c for c in _cells_of(sheet) if c.row not in rows or c.column not in columns)
    told = ((cell, _text_of(cell)) for cell in cells if cell.data_type != "e")
    return Hidden(tuple(Run(text, font=cell.font.name or "") for cell, text in told if text))


def _runs(rows: set[int], in_table: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last row of each table; every other row is a run of its own."""
    first = None
    for row in sorted(rows):
        first = row if first is None else first
        if row not in in_table or row + 1 not in in_table:
            yield first, row
            first = None


def _areas_of(sheet: Any, rows: _Places, columns: _Places) -> Iterator[_Area]:
    """The cells shown, by rows; one that is merged stands where its range begins."""
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    covered = {place for r in merged.values() for row in r.rows for place in row} - set(merged)
    for row, column in ((row, column) for row in rows for column in columns):
        if (row, column) in covered:
            continue
        over = merged.get((row, column))
        down = sum(over.min_row <= at <= over.max_row for at in rows) if over else 1
        across = sum(over.min_col <= at <= over.max_col for at in columns) if over else 1
        cell = sheet.cell(row, column)
        yield _Area(rows[row], columns[column], down, across, cell, _text_of(cell))


def _places(count: int, is_hidden: Callable[[int], bool]) -> _Places:
    shown = (at for at in range(1, count + 1) if not is_hidden(at))
    return {at: place for place, at in enumerate(shown)}


def _hidden_columns(sheet: Any) -> set[int]:
    """The columns that are hidden; neighbours of one look are kept as one."""
    hidden = (each for each in sheet.column_dimensions.values() if each.hidden)
    return {at for each in hidden for at in range(each.min, each.max + 1)}


def _rows_of_tables(areas: Sequence[_Area]) -> set[int]:
    """The rows that borders make a table; without any, those from the first to the last with
    texts in many columns."""
    ruled = {row for a in areas if a.is_ruled for row in range(a.row, a.row + a.rows)}
    if ruled:
        return ruled
    counts = Counter(area.row for area in areas if area.text)
    many = [row for row, count in counts.items() if count >= TABLE_COLUMNS]
    return set(range(many[0], many[-1] + 1)) if many else set()


def _to_table(areas: Sequence[_Area], last: int) -> Table:
    """A ruled table of the columns in which anything stands."""
    columns = sorted({area.column for area in areas if area.text})
    rows = _lines_of(areas, last)
    blocks: dict[tuple[int, int], list[Block]] = {}
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for area in areas:
        inside = [n for n, c in enumerate(columns) if area.column <= c < area.column + area.columns]
        if inside:
            end = rows[min(area.row + area.rows - 1, last)]
            place = rows[area.row], inside[0]
            blocks.setdefault(place, []).extend(_paragraphs_of(area))
            down, across = sizes.get(place, (1, 1))
            sizes[place] = max(down, end - place[0] + 1), max(across, len(inside))
    cells = [Cell(*place, *sizes[place], tuple(held)) for place, held in blocks.items()]
    return Table(filled(cells))


def _lines_of(areas: Sequence[_Area], last: int) -> dict[int, int]:
    """The row of the table that each row of the sheet belongs to: where rules part most of them,
    two without any between them are one, as headings of two lines are set."""
    first = areas[0].row
    ruled = {area.row for area in areas if _has(area.cell.border.top)}
    ruled |= {area.row + area.rows for area in areas if _has(area.cell.border.bottom)}
    rows = range(first, last + 1)
    are_parted = 2 * len(ruled.intersection(rows)) > len(rows)
    begins = (not are_parted or row == first or row in ruled for row in rows)
    return {row: count - 1 for row, count in zip(rows, accumulate(begins), strict=True)}


def _has(side: Any) -> bool:
    return bool(side and side.style)


def _to_blocks(areas: Sequence[_Area], width: int) -> Iterator[Block]:
    """A row outside tables: a paragraph alone, or two side by side."""
    if len(areas) == 1:
        on_the_right = areas[0].column >= width / 2
        for paragraph in _paragraphs_of(areas[0]):
            is_left = paragraph.align == "left"
            yield replace(paragraph, align="right") if on_the_right and is_left else paragraph
    elif len(areas) == TABLE_COLUMNS - 1:
        cells = (Cell(0, n, 1, 1, tuple(_paragraphs_of(area))) for n, area in enumerate(areas))
        yield Table(tuple(cells), is_ruled=False)
    else:
        texts = (run for area in areas for p in _paragraphs_of(area) for run in (*p.runs, _TAB))
        yield Paragraph(tuple(texts))


def _paragraphs_of(area: _Area) -> Iterator[Paragraph]:
    """The lines of a cell, each a paragraph of its own."""
    font, align = area.cell.font, _ALIGNED.get(area.cell.alignment.horizontal)
    for line in area.text.split("\n"):
        if line.strip():
            run = Run(line.strip(), bool(font.b), bool(font.i), font.name or "")
            yield Paragraph((run,), align or "left")


def _text_of(cell: Any) -> str:
    return show(cell.value, cell.number_format or "").strip()
