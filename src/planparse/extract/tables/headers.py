"""The header of a table: which rows it takes, the columns it names, and its repetitions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from planparse import regex
from planparse.extract.numbering import LATIN
from planparse.extract.tables.columns import TableColumn, extend, find_columns, heading_role
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.knowledge import Knowledge
from planparse.text import squeeze

# A repeated header may differ by a slip of the typist, not by a word.
SAME_WORDING = 90.0
# A header begins in one of the first rows (a caption may stand above it) and takes few rows.
MAX_CAPTION_ROWS = 2
MAX_HEADER_ROWS = 4


@dataclass(frozen=True)
class Header:
    """The header found in a fragment: lattice rows `start` to `end`, and what follows it.

    `body` is the first lattice row after the header and its row of column numbers. It is `sure`
    when it is bold or names a numbering column: words such as "sản phẩm" stand in data rows too.
    """

    start: int
    end: int
    body: int
    key: str
    columns: tuple[TableColumn, ...]
    caption: tuple[Cell, ...]
    column_numbers: tuple[Cell, ...]
    sure: bool

    def roles(self) -> list[str]:
        """The roles of the recognised columns."""
        return [c.column.role for c in self.columns if c.column.role]


def find_header(fragment: Fragment, knowledge: Knowledge) -> Header | None:
    """The header of a table's first fragment, by wordings planparse knows or by bold type."""
    start = _find_start(fragment, knowledge)
    if start is None:
        return None
    end = _find_end(fragment, start, knowledge)
    numbers = _column_numbers(fragment, end, knowledge)
    columns = find_columns(fragment, start, end, knowledge)
    cells = [cell for row in range(start, end) for cell in fragment.starting(row)]
    return Header(
        start,
        end,
        end + bool(numbers),
        rows_key(fragment, start, end),
        columns,
        tuple(cell for row in range(start) for cell in fragment.filled(row)),
        numbers,
        _is_bold(cells) or any(c.column.role == "number" for c in columns),
    )


def _find_start(fragment: Fragment, knowledge: Knowledge) -> int | None:
    for row in range(min(MAX_CAPTION_ROWS + 1, fragment.row_count)):
        cells = fragment.filled(row)
        known = [cell for cell in cells if heading_role(cell, knowledge)]
        if len(cells) > 1 and known[:1] == cells[:1] and _counts_rows(cells[0], knowledge):
            return row  # nothing but a header begins with "TT"
        if len(known) >= 2 and (len(known) * 2 >= len(cells) or _is_bold(cells)):
            return row
    first = fragment.filled(0)
    return 0 if len(first) > 1 and _is_bold(first) else None


def _counts_rows(cell: Cell, knowledge: Knowledge) -> bool:
    role = heading_role(cell, knowledge)
    return role is not None and role.role == "number"


def _is_bold(cells: Sequence[Cell]) -> bool:
    return all(line.bold for cell in cells for line in cell.lines)


def _find_end(fragment: Fragment, start: int, knowledge: Knowledge) -> int:
    """The header takes all rows its cells span, and one more below a spanning group."""
    end = start + 1
    limit = min(fragment.row_count, start + MAX_HEADER_ROWS)
    while end < limit:
        reach = max(c.span.row_end for row in range(start, end) for c in fragment.starting(row))
        if reach <= end:
            break
        end = reach
    if end < limit and _is_second_line(fragment, start, end, knowledge):
        end += 1
    return min(end, limit)


def _is_second_line(fragment: Fragment, start: int, row: int, knowledge: Knowledge) -> bool:
    """Whether the row names the columns below a spanning heading and nothing else."""
    groups = [
        cell
        for cell in fragment.filled(start)
        if 1 < cell.span.column_end - cell.span.column < len(fragment.grid.xs) - 1
        and cell.span.row_end == row
    ]
    filled = fragment.filled(row)
    below = [
        cell
        for cell in filled
        if any(g.span.column <= cell.span.column < g.span.column_end for g in groups)
    ]
    return len(below) > 1 and (
        below == filled or any(heading_role(cell, knowledge) for cell in below)
    )


def _column_numbers(fragment: Fragment, row: int, knowledge: Knowledge) -> tuple[Cell, ...]:
    """The cells of a row (1)(2)(3) below a header; empty for any other row."""
    if row >= fragment.row_count:
        return ()
    cells = fragment.filled(row)
    enough = len(cells) * 3 >= 2 * len(fragment.covering(row))
    sure = len(cells) >= 3 or all(cell.text.startswith("(") for cell in cells)
    if not (enough and sure and all(knowledge.find("column_number", c.text) for c in cells)):
        return ()
    numbers = [int(n[0]) for cell in cells if (n := regex.search(r"\d+", cell.text))]
    # Columns may be lettered, or the first of those that are numbered: "A B C 1 2 3".
    letters = [cell.text.strip("() ").lower() for cell in cells[: len(cells) - len(numbers)]]
    lettered = len(letters) >= 2 and letters == LATIN[: len(letters)]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else lettered
    return tuple(cells) if rising and (lettered or len(numbers) >= 2) else ()


def rows_key(fragment: Fragment, start: int, end: int) -> str:
    """The wording of some rows, as they are compared: cells column by column, no white space."""
    cells = {id(cell): cell for row in range(start, end) for cell in fragment.filled(row)}
    return "|".join(
        c.key for c in sorted(cells.values(), key=lambda c: (c.span.column, c.span.row))
    )


def skip_repeated(fragment: Fragment, header: Header, knowledge: Knowledge) -> int:
    """How many lattice rows at the top of a fragment print the header (and numbers) again."""
    best, rows = SAME_WORDING, 0
    for end in range(1, min(MAX_HEADER_ROWS, fragment.row_count) + 1):
        likeness = fuzz.ratio(rows_key(fragment, 0, end), header.key)
        if likeness > best:
            best, rows = likeness, end
    if header.column_numbers and _column_numbers(fragment, rows, knowledge):
        rows += 1
    return rows


def find_repeated(
    fragment: Fragment, header: Header, first: int, knowledge: Knowledge
) -> frozenset[int]:
    """The lattice rows behind the `first` that print the header (and numbers) again, word by word:
    it was copied to where a page once began."""
    opening, count = header.key.split("|")[0], header.end - header.start
    again: set[int] = set()
    for row in range(first + 1, fragment.row_count - count + 1):
        top = fragment.filled(row)[:1]
        if top and top[0].key == opening and rows_key(fragment, row, row + count) == header.key:
            numbered = header.column_numbers and _column_numbers(fragment, row + count, knowledge)
            again.update(range(row, row + count + bool(numbered)))
    return frozenset(again)


def complete(header: Header, fragment: Fragment, knowledge: Knowledge) -> Header | None:
    """The header with the first row of the next page added, when the page break has cut it.

    None when that row is no part of the header: the joined headings must be known in more
    columns than before.
    """
    pieces = [
        (column, [c for c in fragment.starting(0) if column.holds(c.span.box.middle[0])])
        for column in header.columns
    ]
    columns = tuple(extend(column, cells, knowledge) for column, cells in pieces)
    joined = replace(header, columns=columns)
    if len(joined.roles()) <= len(header.roles()) and not _goes_on(pieces, knowledge):
        return None
    key = squeeze("|".join(c.column.heading.text for c in columns))
    return replace(joined, key=key)


def _goes_on(pieces: Sequence[tuple[TableColumn, Sequence[Cell]]], knowledge: Knowledge) -> bool:
    """Whether every filled cell is a bold, lower-case end of a heading that had begun."""
    cells = [(column, cell) for column, found in pieces for cell in found if cell.lines]
    return bool(cells) and all(
        cell.text[0].islower()
        and all(line.bold for line in cell.lines)
        and column.column.heading.text
        and not knowledge.find("column_number", cell.text)
        for column, cell in cells
    )
