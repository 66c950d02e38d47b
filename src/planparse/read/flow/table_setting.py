"""Ruled tables set on a sheet: columns as wide as they need, rows as high, no row cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from planparse.read.flow.blocks import Cell, Table, to_paragraphs
from planparse.read.flow.sheet import Line, Sheet, unbreakable
from planparse.read.flow.tokens import to_token_lines
from planparse.schema.layout import Box

# Margin, measure and top of a page on A4 after Decree 30/2020, and its line distance, points.
LEFT, MEASURE, TOP, PITCH = 85.0, 470.0, 60.0, 17.0
TABLE_SIZE, TABLE_PITCH, PADDING = 12.0, 14.5, 4.0
# A gap between the paragraphs of a cell, in lines.
GAP = 0.5


@dataclass
class TableSheet(Sheet):
    """A page on which tables are set; `y` is the baseline of what was set last."""

    measure: float = MEASURE
    y: float = TOP

    def least_widths(self, table: Table) -> list[float]:
        """The width that each column needs for its longest word, points."""
        least = [2 * PADDING + TABLE_SIZE] * table.column_count
        for cell in sorted(table.cells, key=lambda c: c.columns):
            pieces = [
                self.width(piece, TABLE_SIZE)
                for paragraph in to_paragraphs(cell.blocks)
                for line in to_token_lines(paragraph.runs)
                for piece in unbreakable(line)
            ]
            own = sum(least[cell.column : cell.column + cell.columns])
            least[cell.column + cell.columns - 1] += max(
                0.0, max(pieces, default=0.0) + 2 * PADDING + 1.0 - own
            )
        return least

    def _edges_of(self, table: Table) -> list[float]:
        """Where columns begin and end: each has room for its longest word, and a part of the rest
        by how much text it holds."""
        least = self.least_widths(table)
        amount = [1.0] * table.column_count
        for cell in table.cells:
            if cell.columns == 1:
                amount[cell.column] += sum(len(p.text) for p in to_paragraphs(cell.blocks))
        spare = self.measure - sum(least)
        xs = [LEFT]
        for width, share in zip(least, amount, strict=True):
            xs.append(xs[-1] + width + spare * share / sum(amount))
        return xs

    def set_table(self, table: Table) -> None:
        """A table below what was set last, its cells ruled."""
        xs = self._edges_of(table)
        lines = {cell: self._lines_of(cell, xs) for cell in table.cells}
        heights = [TABLE_PITCH + 2 * PADDING] * table.row_count
        for cell in sorted(table.cells, key=lambda c: c.rows):
            own = sum(heights[cell.row : cell.row + cell.rows])
            needed = _height(lines[cell])
            heights[cell.row + cell.rows - 1] += max(0.0, needed - own)
        ys = [self.y + PITCH]
        for height in heights:
            ys.append(ys[-1] + height)
        for cell in table.cells:
            box = Box(
                xs[cell.column],
                ys[cell.row],
                xs[cell.column + cell.columns],
                ys[cell.row + cell.rows],
            )
            self._put_cell(lines[cell], box)
        self.y = ys[-1]

    def _lines_of(self, cell: Cell, xs: Sequence[float]) -> list[tuple[Line, float]]:
        """The lines of a cell, each with the distance to the one above, in lines."""
        room = xs[cell.column + cell.columns] - xs[cell.column] - 2 * PADDING
        found: list[tuple[Line, float]] = []
        for paragraph in to_paragraphs(cell.blocks):
            for line in to_token_lines(paragraph.runs):
                tokens = [token for token in line if token.text != "\t"]
                for index, part in enumerate(self.fill(tokens, room, TABLE_SIZE)):
                    found.append((part, 1.0 if index or not found else 1.0 + GAP))
        return found

    def _put_cell(self, lines: Sequence[tuple[Line, float]], box: Box) -> None:
        self.edges.update(box.edges)
        x0, y = box.x0, box.top + PADDING
        for tokens, distance in lines:
            y += distance * TABLE_PITCH
            width = self.width(tokens, TABLE_SIZE)
            self.put(tokens, x0 + PADDING, x0 + PADDING + width, y, TABLE_SIZE)


def _height(lines: Sequence[tuple[Line, float]]) -> float:
    return sum(distance for _, distance in lines) * TABLE_PITCH + 2 * PADDING + 0.2 * TABLE_SIZE
