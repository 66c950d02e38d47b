"""Grids and words → fragments: the part of a table that stands on one page, with its cells."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import overload

from planparse.extract.lines import Line
from planparse.extract.packed_lines import recalled, to_told
from planparse.extract.tables.grids import Grid, Span
from planparse.extract.tables.nested import lines_of_cell, without_nested
from planparse.properties import cached_property
from planparse.schema.layout import Box, Word
from planparse.schema.packed import PackedWords
from planparse.schema.spool import Spool, visiting
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


class PackedCells(Sequence[Cell]):
    """Cells of a page whose words are packed: a sequence of cells like any other.

    What is asked of their lines is kept with them, so that a visit does not look at the words.
    """

    __slots__ = ("_content", "_count", "_words", "raised")

    def __init__(self, cells: Sequence[Cell], words: PackedWords) -> None:
        """The `words` are all those of the page."""
        lines = [line for cell in cells for line in cell.lines]
        # Tuples that are nothing else are pickled five times as fast.
        spans = [(tuple(c.span[:4]), tuple(c.span.box), len(c.lines)) for c in cells]
        self._content = words.spool.keep((spans, to_told(lines)))
        self._count, self._words = len(cells), words
        self.raised = frozenset(word.text for line in lines for word in line.may_be_marks)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Cell]:
        return iter(_visit(self))

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        return _visit(self)[index]

    # Unpickled with their page, they are the same still.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedCells):
            return NotImplemented
        return self._content == other._content and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._content)

    def with_marks(self, texts: Container[str]) -> "PackedCells":
        """The cells once the marks of the notes of their page are known."""
        return PackedCells(_with_marks(self, texts), self._words)

    @property
    def spool(self) -> Spool:
        """Where more of their document can be kept."""
        return self._words.spool

    def unpack(self) -> tuple[Cell, ...]:
        """The cells, made anew."""
        spans, told = self._content.take()
        lines = iter(recalled(told, self._words))
        return tuple(
            Cell(Span._make((*place, Box._make(box))), tuple(islice(lines, count)))
            for place, box, count in spans
        )


@visiting
def _visit(cells: PackedCells) -> tuple[Cell, ...]:
    return cells.unpack()


def _with_marks(cells: Iterable[Cell], texts: Container[str]) -> tuple[Cell, ...]:
    return tuple(Cell(c.span, tuple(line.with_marks(texts) for line in c.lines)) for c in cells)


@dataclass(frozen=True)
class Fragment:
    """The part of a table on one page.

    `continues` says whether its first row is the rest of one above, where that is known; `doubts`
    are rows (from 0) that could be read in another way, each with its message.
    """

    grid: Grid
    cells: Sequence[Cell]
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

    @property
    def spool(self) -> Spool | None:
        """Where its cells are kept, if they are packed."""
        return self.cells.spool if isinstance(self.cells, PackedCells) else None

    @property
    def raised(self) -> frozenset[str]:
        """The raised words, which may be marks of notes; known without a visit."""
        if isinstance(self.cells, PackedCells):
            return self.cells.raised
        lines = (line for cell in self.cells for line in cell.lines)
        return frozenset(word.text for line in lines for word in line.may_be_marks)

    def covering(self, row: int) -> list[Cell]:
        """The cells that stand in a lattice row, from left to right."""
        cells = [cell for cell in self.cells if cell.span.row <= row < cell.span.row_end]
        return sorted(cells, key=lambda cell: cell.span.column)

    def starting(self, row: int) -> list[Cell]:
        """The cells whose first lattice row this is, from left to right."""
        return [cell for cell in self.covering(row) if cell.span.row == row]

    def filled(self, row: int) -> list[Cell]:
        """Those of the cells that start in a lattice row in which something is printed."""
        return [cell for cell in self.starting(row) if cell.lines]

    def with_marks(self, texts: Container[str]) -> "Fragment":
        """The fragment once the marks of the notes of its page are known."""
        if isinstance(self.cells, PackedCells):
            return replace(self, cells=self.cells.with_marks(texts))
        return replace(self, cells=_with_marks(self.cells, texts))

    def packed(self, among: Sequence[Word]) -> "Fragment":
        """The fragment with its cells packed, where the words of its page are."""
        if not isinstance(among, PackedWords):
            return self
        bare = replace(self.grid, spans=())  # the cells have them
        return replace(self, grid=bare, cells=PackedCells(self.cells, among))

    def row_box(self, row: int) -> Box:
        """The box of a lattice row."""
        xs, ys = self.grid.xs, self.grid.ys
        return Box(xs[0], ys[row], xs[-1], ys[row + 1])


def to_fragment(grid: Grid, words: Sequence[Word]) -> tuple[Fragment, list[Word]]:
    """Put each word into the cell its centre is in; with the words that are in none."""
    grid = without_nested(grid)
    held: list[list[Word]] = [[] for _ in grid.spans]
    rest: list[Word] = []
    places = grid.spans_at(word.box.middle for word in words)
    for word, index in zip(words, places, strict=True):
        (rest if index is None else held[index]).append(word)
    cells = (
        Cell(span, tuple(lines_of_cell(ws, grid.nested)))
        for span, ws in zip(grid.spans, held, strict=True)
    )
    return Fragment(grid, tuple(cells)), rest
