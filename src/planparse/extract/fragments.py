"""Grids and words → fragments: the part of a table that stands on one page, with its cells."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from planparse.extract.grids import Grid, Span
from planparse.extract.lines import Line, to_lines
from planparse.properties import cached_property
from planparse.schema.layout import Box, Word
from planparse.text import squeeze


@dataclass(frozen=True)
class Cell:
    """A ruled cell with its printed lines; `span` says which lattice fields it covers."""

    span: Span
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """The printed lines with single spaces between them."""
        return " ".join(line.text for line in self.lines)

    @cached_property
    def heading(self) -> str:
        """The text without raised words, as a column heading is read."""
        return " ".join(line.plain for line in self.lines)

    @cached_property
    def key(self) -> str:
        """The heading under which wordings are compared."""
        return squeeze(self.heading)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all lines, marks of notes included."""
        return tuple(word for line in self.lines for word in (*line.words, *line.marks))


@dataclass(frozen=True)
class Fragment:
    """The part of a table on one page.

    `continues` says whether its first row is the rest of one above, where that is known; `doubts`
    are rows (from 0) that could be read in another way, each with its message.
    """

    grid: Grid
    cells: tuple[Cell, ...]
    continues: bool | None = None
    doubts: tuple[tuple[int, str], ...] = ()

    @property
    def page(self) -> int:
        """The page number."""
        return self.grid.page

    @property
    def box(self) -> Box:
        """The outer box."""
        return self.grid.box

    @property
    def row_count(self) -> int:
        """How many lattice rows there are."""
        return len(self.grid.ys) - 1

    def covering(self, row: int) -> list[Cell]:
        """The cells that stand in a lattice row, from left to right."""
        cells = [cell for cell in self.cells if cell.span.row <= row < cell.span.row_end]
        return sorted(cells, key=lambda cell: cell.span.column)

    def starting(self, row: int) -> list[Cell]:
        """The cells whose first lattice row this is, from left to right."""
        return [cell for cell in self.covering(row) if cell.span.row == row]

    def with_marks(self, texts: Container[str]) -> "Fragment":
        """The fragment once the marks of the notes of its page are known."""
        return self._with_lines(lambda line: line.with_marks(texts))

    def packed(self, among: Sequence[Word]) -> "Fragment":
        """The fragment with its words packed, where those of its page are."""
        return self._with_lines(lambda line: line.packed(among))

    def _with_lines(self, change: Callable[[Line], Line]) -> "Fragment":
        cells = (Cell(c.span, tuple(map(change, c.lines))) for c in self.cells)
        return replace(self, cells=tuple(cells))

    def row_box(self, row: int) -> Box:
        """The box of a lattice row."""
        xs, ys = self.grid.xs, self.grid.ys
        return Box(xs[0], ys[row], xs[-1], ys[row + 1])


def to_fragment(grid: Grid, words: Sequence[Word]) -> tuple[Fragment, list[Word]]:
    """Put each word into the cell its centre is in; with the words that are in none."""
    held: list[list[Word]] = [[] for _ in grid.spans]
    rest: list[Word] = []
    places = grid.spans_at(word.box.middle for word in words)
    for word, index in zip(words, places, strict=True):
        (rest if index is None else held[index]).append(word)
    cells = (Cell(span, tuple(to_lines(ws))) for span, ws in zip(grid.spans, held, strict=True))
    return Fragment(grid, tuple(cells)), rest
