"""A table of a dump that keeps its columns by spaces: cells by where words stand.

Columns are found page by page, where most lines are parted; where a row ends is told by what stands
above and below, and by the row number; then the lines of each row are parted once more, as those of
one row are often moved together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from planparse.extract.dumps.doubts import doubt_bare, doubt_begun, doubt_rows, doubt_unled
from planparse.extract.dumps.grid.blank_lines import with_unnumbered
from planparse.extract.dumps.grid.bounds import Look, find_bounds, find_centre, find_look
from planparse.extract.dumps.grid.cells import row_scorer
from planparse.extract.dumps.grid.numbers import Number, find_numbers
from planparse.extract.dumps.grid.parting import Parting
from planparse.extract.dumps.grid.strips import Cells, Strip, part_row, set_row, to_strips
from planparse.extract.dumps.grid.vertical_alignment import (
    RowLines,
    Standing,
    find_standings,
    score_standing,
)
from planparse.extract.dumps.headers.headings import Heading, may_be_several
from planparse.extract.dumps.lines import TextLine, spaces_before
from planparse.extract.dumps.sequence import RowStart
from planparse.extract.dumps.sequential.pieces import RowPiece, Spacing, to_piece
from planparse.extract.dumps.sequential.ways import Reading
from planparse.extract.dumps.text_rows import TextRow
from planparse.knowledge import Knowledge
from planparse.parallel import parallel_map
from planparse.text import is_capitals, starts_lower

# A difference between two ways to part a line counts as so many of one between two readings.
SURE = 2.5


def read_grid(
    lines: Sequence[TextLine],
    headers: Sequence[TextLine],
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> list[TextRow]:
    """The rows of a table whose columns are kept; `headers` are the lines of all its headers."""
    strips = to_strips(lines, headers, columns, knowledge)
    found = with_unnumbered(strips, find_numbers(strips, knowledge))
    look = find_look(strips, found)
    pages = [
        _find_rows(strip, here, look, index > 0, knowledge)
        for index, (strip, here) in enumerate(zip(strips, found, strict=True))
    ]
    lines_of_rows = [row.lines for page in pages for row in page]
    table = _Grid(columns, find_standings(lines_of_rows, len(columns)), knowledge)
    every = [row for page in pages for row in page]
    partings = parallel_map(lambda row: _part(row, table), every)
    read = (_to_row(row, table, parting) for row, parting in zip(every, partings, strict=True))
    rows: list[TextRow] = []
    for strip, page in zip(strips, pages, strict=True):
        above = page[0].lines.extent[0] if page else len(strip.lines)
        if rows and above:
            rows[-1] = _continue(rows[-1], strip, (0, above), table)
        rows += islice(read, len(page))
    kinds = [heading.kind for heading in columns if heading.kind != "number"]
    doubted = list(doubt_rows(rows, kinds, knowledge, placed=True))
    for doubt in (doubt_unled, doubt_bare, doubt_begun):
        doubted = list(doubt(doubted, kinds))
    mixed = any(may_be_several(heading, knowledge) for heading in columns)
    return [row.doubted for row in doubted] if mixed else doubted


@dataclass(frozen=True)
class _Row:
    """A row: its lines and its number, and how sure it is that it begins there."""

    lines: RowLines
    number: Number
    margin: float


@dataclass(frozen=True)
class _Grid:
    """What all rows of a table share."""

    columns: Sequence[Heading]
    standings: Sequence[Standing | None]
    knowledge: Knowledge


def _find_rows(
    strip: Strip, here: Sequence[Number], look: Look, goes_on: bool, knowledge: Knowledge
) -> list[_Row]:
    """The rows that begin on a page; the first one of a table begins on its first line."""
    if not goes_on and not here:
        here = [Number(0, 0, ((),) * max(1, strip.numbers))]
    bounds, margins = find_bounds(strip, here, look, goes_on, knowledge)
    bounds[0] = bounds[0] if goes_on else 0
    return [
        _Row(
            RowLines(strip, extent, find_centre(strip, extent, number)),
            number,
            0.0 if strip.numbers and number.is_row else min(margin),
        )
        for number, extent, margin in zip(here, pairwise(bounds), pairwise(margins), strict=True)
    ]


def _part(row: _Row, table: _Grid) -> Parting:
    strip, lines = row.lines.strip, row.lines
    scorer = row_scorer(
        strip.kinds,
        (False, lines.is_last),
        table.knowledge,
        lambda cuts: score_standing(lines, cuts, table.standings),
    )
    return part_row(strip, lines.extent, scorer)


def _to_row(row: _Row, table: _Grid, parting: Parting) -> TextRow:
    extent, number = row.lines.extent, row.number
    cuts, sure = parting
    strip = set_row(row.lines.strip, extent, cuts)
    piece, cells = _to_cells(strip, extent, table.columns, "", table.knowledge)
    labels = (number.label,) if number.label else ()
    start = RowStart(extent[0], 0, (), labels, 0.0)
    words = _number_words(strip, extent, strip.numbers)
    read = TextRow(start, words, (piece,), Reading(cells, 0.0, min(row.margin, SURE * sure)))
    named = number.is_title or is_capitals(" ".join(piece.texts))
    is_title = named and _is_one_text(read, strip, extent)
    if not is_title and not _runs_over(read, strip, extent):
        return read
    whole = read.cells_as_title(strip.kinds[strip.numbers :])
    return replace(read, reading=Reading(whole, 0.0), is_title=True)


def _is_one_text(row: TextRow, strip: Strip, extent: tuple[int, int]) -> bool:
    """Whether what stands in a row is one text, which may run on over the edges of columns."""
    filled = sum(start < end for ((start, end),) in row.reading.cells)
    lines = ([w for cell in strip.cells[i][strip.numbers :] for w in cell] for i in range(*extent))
    parted = any(spaces_before(a, b) > 1 for words in lines for a, b in pairwise(words))
    return filled <= 1 or not parted


def _runs_over(row: TextRow, strip: Strip, extent: tuple[int, int]) -> bool:
    """Whether a row is one line of one text that goes on over the edges of columns, as no cell
    does: what stands behind them begins as no cell does."""
    (piece,) = row.pieces
    firsts = [piece.texts[start] for ((start, end),) in row.reading.cells if start < end]
    one_line = extent[1] == extent[0] + 1 and _is_one_text(row, strip, extent)
    return one_line and len(firsts) > 1 and all(map(starts_lower, firsts[1:]))


def _continue(row: TextRow, strip: Strip, extent: tuple[int, int], table: _Grid) -> TextRow:
    """The row with what stands of it on one more page."""
    cut, columns = (True, extent[1] == len(strip.lines)), table.columns
    cuts, sure = part_row(strip, extent, row_scorer(strip.kinds, cut, table.knowledge))
    strip = set_row(strip, extent, cuts)
    piece, more = _to_cells(strip, extent, columns, "above", table.knowledge)
    cells = tuple(a + b for a, b in zip(row.reading.cells, more, strict=True))
    margin = min(SURE * sure, row.reading.margin)
    reading = replace(row.reading, cells=cells, margin=margin)
    rest = _number_words(strip, extent, len(row.numbers))
    numbers = tuple(a + b for a, b in zip(row.numbers, rest, strict=True))
    return replace(row, numbers=numbers, pieces=(*row.pieces, piece), reading=reading)


def _number_words(strip: Strip, extent: tuple[int, int], count: int) -> Cells:
    """All that a row has in the numbering columns: the halves of a number may stand apart."""
    return tuple(
        tuple(word for line in range(*extent) for word in strip.cells[line][column])
        for column in range(count)
    )


def _to_cells(
    strip: Strip,
    extent: tuple[int, int],
    columns: Sequence[Heading],
    cut: str,
    knowledge: Knowledge,
) -> tuple[RowPiece, tuple[tuple[tuple[int, int], ...], ...]]:
    """The words of a row on one page, column by column, and which of them each cell has."""
    numbers = strip.numbers
    lines: list[TextLine] = []
    ends = [0]
    for column in range(numbers, len(columns)):
        cell = list(_cell_lines(strip, extent, column))
        lines += cell
        ends.append(ends[-1] + sum(len(line.words) for line in cell))
    lines = lines or [replace(strip.lines[min(extent[0], len(strip.lines) - 1)], words=())]
    return to_piece(lines, 0, Spacing(), cut, knowledge), tuple((pair,) for pair in pairwise(ends))


def _cell_lines(strip: Strip, extent: tuple[int, int], column: int) -> Iterator[TextLine]:
    for index in range(*extent):
        words = strip.cells[index][column]
        if words:
            yield replace(strip.lines[index], words=words, text=strip.text(index, column))
