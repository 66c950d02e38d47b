"""A row of a table in a dump, and how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from planparse.extract.dumps.sequence import RowStart
from planparse.extract.dumps.sequential.pieces import RowPiece
from planparse.extract.dumps.sequential.ways import Cells, Reading
from planparse.extract.dumps.words.contents import TEXT
from planparse.schema.layout import Word

# A second reading that is worse by less than this may be the right one.
DOUBT = 2.0
UNREAD = Reading((), 0.0)


@dataclass(frozen=True, eq=False)
class TextRow:
    """A row: the words of its numbers by column, and its pieces, one per page it stands on."""

    start: RowStart | None
    numbers: tuple[tuple[Word, ...], ...]
    pieces: tuple[RowPiece, ...]
    reading: Reading = UNREAD
    is_title: bool = False

    def words(self, column: int, piece: int) -> tuple[Word, ...]:
        """The words of a cell on one page."""
        start, end = self.reading.cells[column][piece]
        return self.pieces[piece].words[start:end]

    def cell(self, column: int) -> list[str]:
        """The words of a cell on all pages."""
        return self.texts(self.reading.cells[column])

    def texts(self, cell: Sequence[tuple[int, int]]) -> list[str]:
        """The texts of a stretch of words of each piece."""
        stretches = zip(self.pieces, cell, strict=True)
        return [text for piece, (a, b) in stretches for text in piece.texts[a:b]]

    def cells_as_title(self, kinds: Sequence[str | None]) -> Cells:
        """All words in the column of texts, of columns of some kinds: what a title has."""
        text = next((i for i, kind in enumerate(kinds) if kind in TEXT), 0)
        none = tuple((0, 0) for _ in self.pieces)
        whole = tuple((0, piece.count) for piece in self.pieces)
        ends = tuple((piece.count, piece.count) for piece in self.pieces)
        return tuple(none if i < text else whole if i == text else ends for i in range(len(kinds)))

    @property
    def doubted(self) -> Self:
        """The same row, said to be doubtful."""
        return replace(self, reading=replace(self.reading, margin=0.0))

    @property
    def doubtful(self) -> bool:
        """Whether another reading is nearly as good."""
        return self.reading.margin < DOUBT
