"""What is usual in a table, measured on all its rows before the first of them is drafted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planparse.extract.tables.cells import Measuring, Room
from planparse.extract.tables.groups import usual_rank
from planparse.extract.tables.pieces import NumberedRow, TableShape, title_of

# A form to be filled in has hardly any text below its header.
FILLED = 0.2


@dataclass(frozen=True, slots=True)
class Habits:
    """The room of each column, the rank of the labels of ordinary rows, and whether there is
    something in the rows: a blank report form has numbers at most. `lacks_text` of those that have
    something, but not in the column of their text."""

    rooms: Sequence[Room]
    rank: int
    is_filled: bool
    lacks_text: bool


def find_habits(rows: Iterable[NumberedRow], shape: TableShape, columns: int) -> Habits:
    """The habits of a table with so many columns."""
    rooms = [Measuring() for _ in range(columns)]
    ranks: list[int] = []
    count = filled = said = 0
    for each in rows:
        row = each.row
        for column, room in enumerate(rooms):
            if not row.last.span_over(column):
                room.add(row.lines(column))
        if each.labels and not each.heading:
            ranks.append(each.labels[0].rank)
        count += 1
        told = _has_letters(title_of(row, shape))
        filled += told
        said += told or any(_has_letters(row.text(column)) for column in range(columns))
    is_filled = count > 0 and filled >= FILLED * count
    lacks_text = not is_filled and said > FILLED * count
    return Habits([room.room() for room in rooms], usual_rank(ranks), is_filled, lacks_text)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
