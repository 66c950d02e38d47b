"""The columns of a table: what each heading names, and what stands above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planparse.extract.lines import to_passage
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.draft import EMPTY, Column, Passage
from planparse.schema.layout import Word
from planparse.text import QUARTERS, squeeze

# A heading has at most so many letters; a longer text is none, whatever words it holds.
LONGEST = 80


@dataclass(frozen=True)
class TableColumn:
    """A column of the table and where it stands from left to right, points."""

    x0: float
    x1: float
    column: Column

    def without_words(self) -> "TableColumn":
        """The same column for another table, which prints no heading of its own."""
        heading = Passage(self.column.heading.text)
        above = Passage(self.column.above.text)
        return replace(self, column=replace(self.column, heading=heading, above=above))

    def holds(self, x: float) -> bool:
        """Whether a place across the page is inside the column."""
        return self.x0 <= x < self.x1


def find_columns(
    fragment: Fragment, start: int, end: int, knowledge: Knowledge
) -> tuple[TableColumn, ...]:
    """One column per lowest heading; fields that only data rows divide are columns too."""
    xs = fragment.grid.xs
    leaves = [_leaf(fragment, start, end, index) for index in range(len(xs) - 1)]
    roles = _find_roles(leaves, knowledge)
    columns: list[TableColumn] = []
    named: list[Cell] = []
    for index, (leaf, above) in enumerate(leaves):
        if leaf is None or leaf not in named or _divides(fragment, end, index):
            words = () if leaf in named else _words_above(above, named)
            column = _to_column(leaf, above, leaf in named, words, roles)
            columns.append(TableColumn(xs[index], xs[index + 1], column))
        else:
            columns[-1] = replace(columns[-1], x1=xs[index + 1])
        named += [cell for cell in [*above, leaf] if cell]
    return tuple(columns)


def extend(column: TableColumn, cells: Sequence[Cell], knowledge: Knowledge) -> TableColumn:
    """The column with one more piece of its heading, cut off by a page break."""
    lines = [line for cell in cells for line in cell.lines]
    if not lines:
        return column
    tail = to_passage(lines)
    text = f"{column.column.heading.text} {tail.text}".strip()
    role = knowledge.column_role(text) if len(squeeze(text)) <= LONGEST else None
    heading = Passage(text, (*column.column.heading.words, *tail.words))
    return replace(column, column=_of_role(heading, role, column.column.above))


def heading_role(cell: Cell, knowledge: Knowledge) -> ColumnRole | None:
    """The role of a heading; long texts are no headings, whatever words they hold."""
    return knowledge.column_role(cell.heading) if 0 < len(cell.key) <= LONGEST else None


def _leaf(
    fragment: Fragment, start: int, end: int, column: int
) -> tuple[Cell | None, tuple[Cell, ...]]:
    """The lowest filled heading over a lattice column, and the ones above it."""
    chain: list[Cell] = []
    for row in range(start, end):
        for cell in fragment.covering(row):
            if cell.span.column <= column < cell.span.column_end and cell.lines:
                chain += [cell] * (cell not in chain)
    return (chain[-1], tuple(chain[:-1])) if chain else (None, ())


def _divides(fragment: Fragment, end: int, column: int) -> bool:
    """Whether data rows hold text of their own on both sides of a lattice line."""
    return any(
        cell.span.column == column
        and any(o.span.column_end == column and o.lines for o in fragment.covering(cell.span.row))
        for row in range(end, fragment.row_count)
        for cell in fragment.filled(row)
    )


def _words_above(above: Sequence[Cell], named: Sequence[Cell]) -> tuple[Word, ...]:
    """The words of spanning headings go to the first column below them."""
    return tuple(w for cell in above if cell not in named for w in cell.words)


def _find_roles(
    leaves: Sequence[tuple[Cell | None, tuple[Cell, ...]]], knowledge: Knowledge
) -> dict[Cell, ColumnRole | None]:
    """The role of each lowest heading, its own or that of the nearest heading above that has one.

    Several columns that have no role but that of a time above them are parts of it (the months
    below "Thời gian"), and none of them is the time: their cells stay under their headings.
    """
    roles: dict[Cell, ColumnRole | None] = {}
    parts: dict[Cell, list[Cell]] = {}
    for leaf, above in leaves:
        if leaf is None or leaf in roles:
            continue
        over = next((cell for cell in reversed(above) if heading_role(cell, knowledge)), None)
        roles[leaf] = _role_below(leaf, over, above, knowledge)
        if roles[leaf] is None and over:
            roles[leaf] = heading_role(over, knowledge)
            parts.setdefault(over, []).append(leaf)
    for leaf in (leaf for whole in parts.values() if len(whole) > 1 for leaf in whole):
        role = roles[leaf]
        if role and role.field == "timeline":
            roles[leaf] = replace(role, field="extra")
    return roles


def _role_below(
    leaf: Cell, over: Cell | None, cells: Sequence[Cell], knowledge: Knowledge
) -> ColumnRole | None:
    """The role of a heading below some cells, of which one is `over` it: the nearest with a role;
    below a year both say together what it is ("Kế hoạch", "Năm 2025"), and below a time, when it
    begins ("Thời gian", "Từ").

    Years below funds are funds, and those below what was reached are no targets.
    """
    above = heading_role(over, knowledge) if over else None
    own = heading_role(leaf, knowledge)
    if own and own.role in {"year", "period"}:
        if above and above.role == "funding":
            return above
        if any(knowledge.find("above_reached", cell.heading) for cell in cells):
            return next(role for role in knowledge.columns if role.role == "result")
    if over and above and above.role == "year" and not (own and own.role == "quarter"):
        together = knowledge.column_role(f"{leaf.heading} {over.heading}")
        if together:
            return together
    if over and above and above.role == "timeline" and not own:
        together = knowledge.column_role(f"{over.heading} {leaf.heading}")
        return together if together and together.role == "start" else None
    return own


def _to_heading(cell: Cell) -> Passage:
    """The text of a heading; a month, quarter or year that its narrow column breaks is whole."""
    passage = to_passage(cell.lines)
    whole = passage.text.replace(" ", "")
    return replace(passage, text=whole) if whole.isdecimal() or whole in QUARTERS else passage


def _to_column(
    leaf: Cell | None,
    above: Sequence[Cell],
    again: bool,
    words: tuple[Word, ...],
    roles: Mapping[Cell, ColumnRole | None],
) -> Column:
    if leaf is None:
        return Column(EMPTY, None, "extra")
    heading = _to_heading(leaf)
    group = Passage(" / ".join(to_passage(cell.lines).text for cell in above), words)
    if again:
        role = roles[leaf]
        name = role.role if role and role.field == "text" else None
        return Column(Passage(heading.text), name, "extra", above=group)
    return _of_role(heading, roles[leaf], group)


def _of_role(heading: Passage, role: ColumnRole | None, above: Passage) -> Column:
    """A column of a role; one of years needs a year in its heading, or in the one above."""
    if role is None:
        return Column(heading, None, "extra", above=above)
    match = role.search(heading.text) or role.search(f"{heading.text} {above.text}")
    year = int(match["year"]) if role.role == "year" and match else None
    field = role.field if role.role != "year" or year else "extra"
    return Column(heading, role.role, field, year, above)
