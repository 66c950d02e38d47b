"""All pairs of places of a row piece at once: what does not depend on the column they are read for.

Matrices have a row for each place where a cell may begin and a column for each where one may end,
in the order of `RowPiece.starts`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planparse.extract.dumps.sequential.pieces import SPACE, RowPiece
from planparse.extract.dumps.words.names import find_beginning
from planparse.knowledge import Knowledge

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Spans:
    """The pairs of places of a piece.

    `allowed` are those that a cell may lie between, `crossing` those with a line break between
    them. `room` is how wide the last line before the end is, em, as far as it is in between;
    `line` the place in the words where the line of each end begins, `first_end` where that of each
    beginning ends. `unfinished` are pairs that end in the middle of a name, `aside` those of
    several lines that end beside a cell that begins with no value.
    """

    piece: RowPiece
    places: Places
    first_end: Places
    line: Places
    allowed: Flags
    crossing: Flags
    room: Floats
    unfinished: Flags
    aside: Flags

    def sums(self, values: Places | Flags | Floats) -> Floats:
        """The sum over the words between each pair of places of `values`, one per word."""
        total = np.concatenate(([0.0], np.cumsum(values)))[self.places]
        return total[None, :] - total[:, None]

    def index(self, place: int) -> int:
        """Where a place of the words stands in the matrices."""
        return int(np.searchsorted(self.places, place))


def find_spans(piece: RowPiece, knowledge: Knowledge) -> Spans:
    """The pairs of places of a piece.

    Another cell begins in the middle of a line behind one that is all on that line, or with what
    can be little else: a value, a time, a name, the kind of a document.
    """
    places = np.array(piece.starts, dtype=np.intp)
    begins, ends = places[:, None], places[None, :]
    first_end = np.array([*piece.line_ends, piece.count], dtype=np.intp)[places]
    line = np.array([0, *piece.line_starts], dtype=np.intp)[places]
    parts = [piece.may_part(place) for place in piece.starts]
    beside = np.array([piece.begins_aside(place) for place in piece.starts])
    crossing = ends > first_end[:, None]
    beginnings = [find_beginning(piece.texts, p, knowledge) if p else 0 for p in piece.starts]
    inside = (begins <= np.array(beginnings)[None, :]) & (np.array(beginnings) < places)[None, :]
    return Spans(
        piece,
        places,
        first_end,
        line,
        (ends > begins) & ((ends <= first_end[:, None]) | np.array(parts)[None, :]),
        crossing,
        find_widths(piece, np.maximum(begins, line[None, :]), ends),
        inside,
        crossing & beside[None, :],
    )


def find_widths(piece: RowPiece, starts: Places, ends: Places) -> Floats:
    """How wide the words between places are on one line, em."""
    sums = np.array(piece.sums)
    widths: Floats = sums[ends] - sums[starts] + SPACE * (ends - starts - 1)
    return widths
