"""A row of a table in a dump, and how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from planparse.extract.dumps.pieces import RowPiece
from planparse.extract.dumps.sequence import RowStart
from planparse.extract.dumps.ways import Reading
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

    def texts(self, cell: Sequence[tuple[int, int]]) -> list[str]:
        """The texts of a stretch of words of each piece."""
        stretches = zip(self.pieces, cell, strict=True)
        return [text for piece, (a, b) in stretches for text in piece.texts[a:b]]

    @property
    def doubtful(self) -> bool:
        """Whether another reading is nearly as good."""
        return self.reading.margin < DOUBT
