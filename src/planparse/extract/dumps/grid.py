"""A table of a dump that keeps its columns by spaces: cells by where words stand.

Columns are found page by page, where most lines are parted; where a row ends is told by what stands
above and below, and by the row number; then the lines of each row are parted once more, as those of
one row are often moved together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.extract.dumps.bounds import find_bounds, find_look
from planparse.extract.dumps.grid_cells import row_scorer
from planparse.extract.dumps.grid_numbers import Number, find_numbers
from planparse.extract.dumps.headings import Heading
from planparse.extract.dumps.lines import TextLine, spaces_before
from planparse.extract.dumps.pieces import RowPiece, Spacing, to_piece
from planparse.extract.dumps.rows import TextRow
from planparse.extract.dumps.sequence import RowStart
from planparse.extract.dumps.strips import Cells, Strip, set_row, to_strips
from planparse.extract.dumps.ways import Reading
from planparse.knowledge import Knowledge
from planparse.text import is_capitals

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
    found = find_numbers(strips, knowledge)
    look = find_look(strips, found)
    rows: list[TextRow] = []
    for strip, here in zip(strips, found, strict=True):
        if not rows and not here:
            here = [Number(0, 0, ((),) * max(1, strip.numbers))]
        bounds, margins = find_bounds(strip, here, look, bool(rows), knowledge)
        bounds[0] = bounds[0] if rows else 0
        pieces = list(pairwise(bounds))
        if rows and bounds[0] > 0:
            rows[-1] = _continue(rows[-1], strip, (0, bounds[0]), columns, knowledge)
        for number, extent, margin in zip(here, pieces, margins, strict=True):
            rows.append(_to_row(strip, number, extent, margin, columns, knowledge))
    return rows


def _to_row(
    strip: Strip,
    number: Number,
    extent: tuple[int, int],
    margin: float,
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> TextRow:
    strip, sure = set_row(
        strip, extent, row_scorer(strip.kinds, (False, extent[1] == len(strip.lines)), knowledge)
    )
    piece, cells = _to_cells(strip, extent, columns, "", knowledge)
    labels = (number.label,) if number.label else ()
    start = RowStart(extent[0], 0, (), labels, 0.0)
    texts = " ".join(piece.known.texts)
    title = number.is_title or is_capitals(texts)
    count = strip.numbers
    margin = min(margin, SURE * sure)
    row = TextRow(start, _number_words(strip, extent, count), (piece,), Reading(cells, 0.0, margin))
    one = title and _is_one_text(row, strip, extent, count)
    return _as_title(row, columns) if one else row


def _is_one_text(row: TextRow, strip: Strip, extent: tuple[int, int], numbers: int) -> bool:
    """Whether what stands in a row is one text, which may run on over the edges of columns."""
    filled = sum(start < end for ((start, end),) in row.reading.cells)
    lines = ([w for cell in strip.cells[i][numbers:] for w in cell] for i in range(*extent))
    parted = any(spaces_before(a, b) > 1 for words in lines for a, b in pairwise(words))
    return filled <= 1 or not parted


def _as_title(row: TextRow, columns: Sequence[Heading]) -> TextRow:
    kinds = [heading.kind for heading in columns if heading.kind != "number"]
    text = next((i for i, kind in enumerate(kinds) if kind in {"task", "indicator"}), 0)
    end = row.pieces[0].count
    cells = tuple(
        ((0, 0),) if i < text else ((0, end),) if i == text else ((end, end),)
        for i in range(len(kinds))
    )
    return replace(row, reading=Reading(cells, 0.0), is_title=True)


def _continue(
    row: TextRow,
    strip: Strip,
    extent: tuple[int, int],
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> TextRow:
    """The row with what stands of it on one more page."""
    strip, sure = set_row(
        strip, extent, row_scorer(strip.kinds, (True, extent[1] == len(strip.lines)), knowledge)
    )
    piece, more = _to_cells(strip, extent, columns, "above", knowledge)
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
