"""Flow → pages: set as a typesetter would, on pages as long as they need to be.

No table is cut, and every line tells whether its paragraph goes on: a line that goes on is
stretched to the right margin, a last one ends before the middle. Such pages do not show how the
document looks in print; they hold its content in the shape that the next steps read.
"""

from collections.abc import Sequence

from planparse.knowledge import load
from planparse.read.flow.blocks import (
    Block,
    Cell,
    Flow,
    Hidden,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Unsaved,
    to_paragraphs,
)
from planparse.read.flow.repairs import find_repairs
from planparse.read.flow.sheet import Line
from planparse.read.flow.table_setting import LEFT, MEASURE, PITCH, TOP, TableSheet
from planparse.read.flow.tokens import Token, to_token_lines
from planparse.schema.layout import Page

# Type and indent of running text, type of notes, points.
SIZE, INDENT, NOTE_SIZE = 14.0, 36.0, 10.0
# Parts of the measure: how far a last line reaches, the widest centred line, the strip between
# two columns without lines.
LAST, CENTRED, GUTTER = 0.5, 0.8, 0.08
# A line of a column without lines is set narrower rather than broken, up to this share.
SQUEEZE = 1.6
# A tab behind a text wider than a label parts columns, em.
LABEL = 3.0
# Blocks that say something of a page and are not set.
_NOT_SET = (Hidden, Unsaved)


def set_pages(flow: Flow) -> list[Page]:
    """The pages of a flow: one, and one more for each page break with something behind it."""
    parts: list[list[Block]] = [[]]
    for block in flow.blocks:
        if isinstance(block, PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    filled = [part for part in parts if not all(map(_is_blank, part))]
    if filled:  # what a sheet does not show is told, though it shows nothing else
        told = [b for part in parts if part not in filled for b in part if isinstance(b, _NOT_SET)]
        filled[0] = [*told, *filled[0]]
    return [
        _Setter(number, load()).set([*flow.heads, *part], flow.notes)
        for number, part in enumerate(filled, start=1)
    ]


def _is_blank(block: Block) -> bool:
    return isinstance(block, _NOT_SET) or (isinstance(block, Paragraph) and not block.text.strip())


class _Setter(TableSheet):
    """One page being set, from top to bottom; `y` is the baseline of the line set last."""

    def set(self, blocks: Sequence[Block], notes: Sequence[Note]) -> Page:
        """All blocks, and below them the notes that they refer to."""
        tables = [block for block in blocks if isinstance(block, Table) and block.is_ruled]
        self.measure = max([MEASURE, *(sum(self.least_widths(table)) for table in tables)])
        for block in blocks:
            self._set_block(block)
        shown = [note for note in notes if note.mark in self.marks]
        for note in shown:
            self._set_note(note)
        right = LEFT + self.measure
        return Page(
            self.number,
            right + LEFT,
            self.y + TOP,
            tuple(self.words),
            tuple(sorted(self.edges)),
            margins=(LEFT, right),
            repairs=tuple(find_repairs(blocks, shown)),
        )

    def _set_block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._set_paragraph(block)
        elif isinstance(block, Table) and block.column_count == 1:
            for cell in block.cells:
                for inner in cell.blocks:
                    self._set_block(inner)
        elif isinstance(block, Table) and block.is_ruled:
            self.set_table(block)
        elif isinstance(block, Table):
            self._set_columns(block)

    # Running text

    def _set_paragraph(self, paragraph: Paragraph) -> None:
        first = True
        for line in to_token_lines(paragraph.runs):
            columns = self._columns_of(line)
            if len(columns) > 1:
                self._set_side_by_side(columns)
            elif paragraph.align == "left" or (
                paragraph.align == "right" and self.width(columns[0], SIZE) > CENTRED * self.measure
            ):
                self._set_running(columns[0], INDENT if first else 0.0)
            else:
                self._set_short(columns[0], paragraph.align)
            first = False

    def _set_running(self, line: Line, indent: float) -> None:
        """Lines that go on reach the right margin, the last one does not pass the middle."""
        filled = self.fill(line, self.measure - indent, SIZE, self.measure)
        x0, right = LEFT + indent, LEFT + self.measure
        for tokens in filled[:-1]:
            self.y += PITCH
            self.put(tokens, x0, right, self.y, SIZE)
            x0 = LEFT
        self.y += PITCH
        width = min(self.width(filled[-1], SIZE), LAST * self.measure)
        self.put(filled[-1], x0, x0 + width, self.y, SIZE)

    def _set_short(self, line: Line, align: str) -> None:
        for tokens in self.fill(line, CENTRED * self.measure, SIZE):
            self.y += PITCH
            width = min(self.width(tokens, SIZE), CENTRED * self.measure)
            space = self.measure - width
            x0 = LEFT + (space / 2 if align == "centre" else space)
            self.put(tokens, x0, x0 + width, self.y, SIZE)

    def _columns_of(self, line: Line) -> list[Line]:
        """The parts of a line that tabs set side by side; a tab behind a label is a space."""
        parts: list[Line] = [[]]
        for token in line:
            wide = self.width(parts[-1], 1.0) > LABEL
            if token.text != "\t":
                parts[-1].append(token)
            elif wide:
                parts.append([])
        parts = [part for part in parts if part] or [[]]
        fits = self.width(line, SIZE) <= self.measure * SQUEEZE
        return parts if fits else [[token for part in parts for token in part]]

    def _set_side_by_side(self, parts: Sequence[Line]) -> None:
        self.y += PITCH
        for index, part in enumerate(parts):
            x0, x1 = self._column(index, len(parts))
            width = min(self.width(part, SIZE), x1 - x0)
            self.put(part, x0, x0 + width, self.y, SIZE)

    def _set_note(self, note: Note) -> None:
        self.y += PITCH
        tokens = [t for line in to_token_lines(note.runs) for t in line if t.text != "\t"]
        tokens = [Token(note.mark), *tokens]
        width = min(self.width(tokens, NOTE_SIZE), self.measure)
        self.put(tokens, LEFT, LEFT + width, self.y, NOTE_SIZE)

    # Columns without lines

    def _column(self, index: int, count: int) -> tuple[float, float]:
        gutter = GUTTER * self.measure
        width = (self.measure - gutter * (count - 1)) / count
        x0 = LEFT + index * (width + gutter)
        return x0, x0 + width

    def _set_columns(self, table: Table) -> None:
        """Cells side by side, their lines on common baselines."""
        filled = sorted({cell.column for cell in table.cells if to_paragraphs(cell.blocks)})
        last = table.column_count - 1
        used = [c for c in range(table.column_count) if c in filled or c in (0, last)]
        for row in range(table.row_count):
            top, bottom = self.y, self.y
            for cell in (cell for cell in table.cells if cell.row == row):
                self.y = top
                if cell.columns >= table.column_count:
                    for block in cell.blocks:
                        self._set_block(block)
                elif cell.column in used:
                    area = self._column(used.index(cell.column), len(used))
                    self._set_column(cell, *area)
                bottom = max(bottom, self.y)
            self.y = bottom

    def _set_column(self, cell: Cell, x0: float, x1: float) -> None:
        for paragraph in to_paragraphs(cell.blocks):
            for line in to_token_lines(paragraph.runs):
                room = x1 - x0
                line = [token for token in line if token.text != "\t"]
                whole = self.width(line, SIZE) <= SQUEEZE * room
                for tokens in [line] if whole else self.fill(line, room, SIZE):
                    self.y += PITCH
                    width = min(self.width(tokens, SIZE), room)
                    shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[paragraph.align]
                    start = x0 + shift * (room - width)
                    self.put(tokens, start, start + width, self.y, SIZE)
