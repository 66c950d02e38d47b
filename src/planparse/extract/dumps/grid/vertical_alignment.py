"""Where the cells of a column stand in their rows, in a table that keeps its columns by spaces.

Word sets cells at the top or in the middle of their rows, column by column; a dump keeps that in
its lines. So a value that stands elsewhere is likelier a word of the text beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planparse.extract.dumps.grid.parting import Cuts
from planparse.extract.dumps.grid.strips import Strip

Standing = Literal["top", "middle"]
Lines = tuple[int, int]

# Rows of at least so many lines show where their cells stand; so many of them make a habit, when
# this share of all does.
HIGH, ENOUGH, NEARLY_ALL = 4, 4, 0.8
# A cell is in the middle of its row within so many lines: half a line is lost on each side.
NEAR = 1.0
# What it costs for each line that a cell is off where those of its column stand, at most.
OFF, MOST_OFF = -1.0, -3.0


@dataclass(frozen=True)
class RowLines:
    """The lines of a row on its page, and around which its cells stand."""

    strip: Strip
    extent: Lines
    centre: float

    @property
    def is_last(self) -> bool:
        """Whether the page may cut the row."""
        return self.extent[1] == len(self.strip.lines)

    @property
    def is_cut(self) -> bool:
        """Whether the page seems to cut the row: the text is not around its middle."""
        text = self.find_cell(self.strip.text_column)
        return self.is_last and not (text and abs(sum(text) / 2 - self.centre) <= NEAR)

    def find_cell(self, column: int) -> Lines | None:
        """The first and the last line of a cell, if it has any."""
        lines = self.strip.lines_with(self.extent, column)
        return (lines[0], lines[-1]) if lines else None


def find_standings(rows: Sequence[RowLines], columns: int) -> tuple[Standing | None, ...]:
    """Where the cells of each column stand, or those of all where it shows too few; None where they
    stand anywhere."""
    high = [row for row in rows if row.extent[1] - row.extent[0] >= HIGH and not row.is_last]
    short = [list(_find_short(high, column)) for column in range(columns)]
    usual = _find_standing([cell for cells in short for cell in cells])
    return tuple(_find_standing(cells) if len(cells) >= ENOUGH else usual for cells in short)


def _find_short(rows: Sequence[RowLines], column: int) -> Iterator[tuple[RowLines, Lines]]:
    """The cells of a column that leave room, above or below, in their rows."""
    for row in rows:
        cell = row.find_cell(column)
        if cell and 2 * (cell[1] - cell[0] + 1) <= row.extent[1] - row.extent[0]:
            yield row, cell


def _find_standing(short: Sequence[tuple[RowLines, Lines]]) -> Standing | None:
    top = sum(cell[0] == row.extent[0] for row, cell in short)
    middle = sum(abs(sum(cell) / 2 - row.centre) <= NEAR for row, cell in short)
    if len(short) < ENOUGH or max(top, middle) < NEARLY_ALL * len(short):
        return None
    return "top" if top > middle else "middle"


def score_standing(
    row: RowLines, cuts: Sequence[Cuts], standings: Sequence[Standing | None]
) -> float:
    """What the lines of a row, so parted, say against it."""
    cut = row.is_cut
    return sum(
        max(MOST_OFF, OFF * _distance(row, cell, standing))
        for cell, standing in zip(_find_cells(row, cuts), standings, strict=True)
        if cell and (standing == "top" or (standing and not cut))
    )


def _distance(row: RowLines, cell: Lines, standing: Standing) -> float:
    if standing == "top":
        return cell[0] - row.extent[0]
    return max(0.0, abs(sum(cell) / 2 - row.centre) - NEAR)


def _find_cells(row: RowLines, cuts: Sequence[Cuts]) -> Iterator[Lines | None]:
    """The first and the last line of each cell."""
    ends = [
        (0, *each, len(row.strip.lines[line].words))
        for line, each in zip(range(*row.extent), cuts, strict=True)
    ]
    filled = [[start < end for start, end in pairwise(each)] for each in ends]
    for column in zip(*filled, strict=True):
        lines = [row.extent[0] + i for i, full in enumerate(column) if full]
        yield (lines[0], lines[-1]) if lines else None
