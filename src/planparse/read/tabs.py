"""Lines parted by tabs → lines that keep their columns by spaces.

Word processors and programs that read their files part the cells of a row with tabs, and break a
line only where a paragraph of a cell ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from planparse import regex

# A table has at least so many tabs between the headings of its first line, and so many lines with
# as many.
TABS, LINES = 2, 3
# So many spaces stand between two columns.
GAP = 4
# Paragraphs of a cell that no tab parts take no more lines than this.
PARAGRAPHS = 20
# What a row begins with, if it has a number.
_NUMBER = regex.compile(r"\s*[(]?([\p{Lu}\p{Ll}]|[IVXLC]+|\d{1,3}(\.\d{1,3})*)[.)]*\s*")


@dataclass
class _Block:
    """Lines of one table: for each its number, the column it begins in, and its cells."""

    count: int
    lines: list[tuple[int, int, list[str]]] = field(default_factory=list)
    column: int = 0

    def take(self, number: int, cells: list[str]) -> bool:
        """Add a line, in the row above if that goes on; False if it is not of the table."""
        complete = self.column == self.count - 1
        anew = len(cells) > 1 and (complete or bool(_NUMBER.fullmatch(cells[0])))
        begin = 0 if anew or not self.lines else self.column
        if begin + len(cells) > self.count:
            return False
        self.lines.append((number, begin, cells))
        self.column = begin + len(cells) - 1
        return True


def keep_columns(lines: Sequence[str]) -> list[str]:
    """The lines, those of tables with the cells of a column below each other."""
    kept = list(lines)
    for block in _find_blocks(lines):
        widths = [0] * block.count
        for _, begin, cells in block.lines:
            for column, cell in enumerate(cells, begin):
                widths[column] = max(widths[column], len(cell.strip()))
        starts = list(accumulate((width + GAP for width in widths), initial=0))
        for number, begin, cells in block.lines:
            placed = ((starts[begin + i], cell.strip()) for i, cell in enumerate(cells))
            kept[number] = _set(placed)
    return kept


def _set(cells: Iterator[tuple[int, str]]) -> str:
    line = ""
    for start, cell in cells:
        if cell:
            line = line.ljust(start) + cell
    return line


def _find_blocks(lines: Sequence[str]) -> Iterator[_Block]:
    number = 0
    while number < len(lines):
        block = _read_block(lines, number)
        if sum(len(cells) > TABS for _, _, cells in block.lines) >= LINES:
            yield block
        number += max(1, len(block.lines))


def _read_block(lines: Sequence[str], start: int) -> _Block:
    """The lines of the table that a line begins, which names its columns; no line if none."""
    heads = lines[start].split("\t")
    block = _Block(len(heads))
    if sum(bool(head.strip()) for head in heads) > TABS:
        for number in range(start, len(lines)):
            taken = _goes_on(lines, number, block) and block.take(number, lines[number].split("\t"))
            if not taken:
                break
    return block


def _goes_on(lines: Sequence[str], number: int, block: _Block) -> bool:
    """Whether a line may be of the table: it has a tab, or a cell goes on before the next that
    has."""
    if "\t" in lines[number]:
        return True
    return bool(block.lines) and any("\t" in line for line in lines[number : number + PARAGRAPHS])
