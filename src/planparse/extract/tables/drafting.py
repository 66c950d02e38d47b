"""Linked tables → the draft's tables: rows with cells, numbers, groups and inherited values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.extract.lines import joined, to_passage
from planparse.extract.tables.cells import Room, to_cell
from planparse.extract.tables.column_doubts import find_doubts_of_columns
from planparse.extract.tables.groups import PlacedRow, place_rows
from planparse.extract.tables.habits import Habits, find_habits
from planparse.extract.tables.linked import LinkedTable
from planparse.extract.tables.misread import settle_numbers
from planparse.extract.tables.pieces import (
    NumberedRow,
    TableShape,
    WholeRow,
    number_text,
    read_number,
)
from planparse.extract.tables.rows import find_filled, find_rows
from planparse.extract.tables.settling import is_task_annex, settle_columns
from planparse.extract.tables.split import split_rows
from planparse.knowledge import Knowledge
from planparse.schema.draft import EMPTY, Column, Finding, Passage, Row, Table
from planparse.schema.packed_lists import Packed


@dataclass(frozen=True)
class TableContext:
    """Where a table stands: its annex, title and, for one in the body, its section."""

    annex: str
    title: str
    section: int | None = None


def build_table(
    table: LinkedTable, context: TableContext, index: int, knowledge: Knowledge
) -> tuple[Table, list[Finding]]:
    """The draft of one table, the `index`th, and what was seen in it and not settled."""
    table.columns = settle_columns(table, knowledge)
    columns = tuple(column.column for column in table.columns)
    shape = find_filled(table)
    found = _Numbered(table, shape, knowledge)
    spool = table.spool
    numbered = list(found) if spool is None else found
    habits = find_habits(numbered, shape, len(columns))
    of_tasks = is_task_annex(columns)
    annex = of_tasks and habits.is_filled
    drafting = _Drafting(columns, shape, habits, knowledge)
    findings: list[Finding] = []
    filled: set[int] = set()

    def rows() -> Iterator[Row]:
        placed = place_rows(numbered, shape, habits.rank)
        for place, (each, row) in enumerate(drafting.rows(placed)):
            findings.extend(_row_findings(each, row, (index, place), columns))
            filled.update(i for i, cell in enumerate(row.cells) if cell.text)
            yield row

    drafted = tuple(rows()) if spool is None else Packed(rows(), spool)
    result = Table(
        context.annex,
        context.title,
        joined([to_passage(cell.lines) for cell in table.caption]),
        annex,
        columns,
        drafted,
        table.pages,
        context.section,
    )
    if annex:
        doubts = find_doubts_of_columns(columns, filled, knowledge)
        return result, [*(replace(each, page=table.pages[0]) for each in doubts), *findings]
    return result, [_without_text(result)] if of_tasks and habits.lacks_text else []


@dataclass(frozen=True)
class _Numbered:
    """The rows of a long table: found anew whenever they are gone through, and not held."""

    table: LinkedTable
    shape: TableShape
    knowledge: Knowledge

    def __iter__(self) -> Iterator[NumberedRow]:
        found = find_rows(self.table, self.shape, self.knowledge)
        split = split_rows(found, self.shape, self.knowledge)
        numbered = (read_number(row, self.shape, self.knowledge) for row in split)
        yield from settle_numbers(numbered, self.shape, self.knowledge)


@dataclass(frozen=True)
class _Drafting:
    """What every row needs to become a draft row."""

    columns: tuple[Column, ...]
    shape: TableShape
    habits: Habits
    knowledge: Knowledge

    def rows(self, placed: Iterable[PlacedRow]) -> Iterator[tuple[PlacedRow, Row]]:
        """Each row and its draft, merged cells handed to every row and year they cover."""
        above: tuple[Passage, ...] = (EMPTY,) * len(self.columns)
        for each in placed:
            cells = self._cells(each)
            givers = {i: above[i] for i in each.numbered.row.merged if above[i].text}
            givers |= self._years_covered(each.numbered.row, cells)
            cells = tuple(
                Passage(givers[i].text) if i in givers else cell for i, cell in enumerate(cells)
            )
            yield each, self._row(each, cells, tuple(sorted(givers)))
            above = cells

    def _years_covered(self, row: WholeRow, cells: tuple[Passage, ...]) -> dict[int, Passage]:
        """A cell over several year columns holds for each of these years."""
        years = {i for i, column in enumerate(self.columns) if column.field == "year"}
        spans = [span for span in row.last.spans if years.issuperset(span)]
        return {i: cells[span[0]] for span in spans for i in span[1:]}

    def _cells(self, each: PlacedRow) -> tuple[Passage, ...]:
        row, text, rooms = each.numbered.row, self.shape.text, self.habits.rooms
        cells = [
            self._number(row, i) if i in self.shape.numbers else self._cell(row, i, rooms[i])
            for i in range(len(self.columns))
        ]
        span = row.last.span_over(text)
        if text is not None and span:
            # The widest column of another kind of table is not what its merged cells are about.
            at = text if self.columns[text].field == "text" else span[0]
            cells[span[0]] = EMPTY
            cells[at] = self._cell(row, span[0], Room())
        if text is not None and each.label and each.numbered.in_text:
            cells[text] = _behind(cells[text], each.label.printed)
        return tuple(cells)

    def _cell(self, row: WholeRow, column: int, room: Room) -> Passage:
        return to_cell(row.lines(column), room, self.knowledge)

    def _number(self, row: WholeRow, column: int) -> Passage:
        lines = row.lines(column)
        return Passage(number_text(lines), to_passage(lines).words)

    def _row(self, each: PlacedRow, cells: tuple[Passage, ...], inherited: tuple[int, ...]) -> Row:
        row = each.numbered.row
        text_role = self.columns[self.shape.text].role if self.shape.text is not None else None
        kind = "indicator" if text_role == "indicator" else "task"
        return Row(
            kind="group" if each.is_group else kind,  # type: ignore[arg-type]
            number=self._row_number(each, cells),
            cells=cells,
            section_path=each.path,
            section_titles=each.titles,
            places=row.places,
            inherited=inherited,
            join_reasons=(*row.reasons, "level_sheets") if row.is_wide else row.reasons,
        )

    def _row_number(self, each: PlacedRow, cells: tuple[Passage, ...]) -> Passage | None:
        """The printed number: of the first numbering column, or the one before the text."""
        if each.numbered.in_text and each.label:
            return Passage(each.label.printed)
        first = cells[self.shape.numbers[0]] if self.shape.numbers else None
        return Passage(first.text) if first is not None and first.text else None


def _behind(passage: Passage, label: str) -> Passage:
    """The passage without the label in front of it; the words stay with it."""
    return Passage(passage.text.removeprefix(label).strip(), passage.words)


def _without_text(table: Table) -> Finding:
    message = "The rows of this table have nothing in the column of its tasks or indicators."
    return Finding("text_empty", message, field="text", page=table.pages[0])


_TROUBLES = {
    "number_gap": "The number {0} does not follow the one before it: one may be missing.",
    "number_repeat": "The number {0} stands twice in a row.",
    "number_order": "The number {0} is smaller than the one before it.",
}


_ASSUMED = (
    'Nothing is printed in a cell at the top of a page; "{0}", from a merged cell above, was taken '
    "to hold for it."
)

_BARE = (
    "Nothing is printed in a cell at the top of a page, in a column that is filled elsewhere; the "
    "cell above the page break may go on in it."
)


def _row_findings(
    each: PlacedRow, draft: Row, where: tuple[int, int], columns: Sequence[Column]
) -> Iterator[Finding]:
    """What is not settled in a row, which is `where` among all tables."""
    row = each.numbered.row
    place = row.pieces[0].places[0]
    if each.trouble and each.label and 0 not in row.merged:
        message = _TROUBLES[each.trouble].format(each.label.printed)
        yield Finding(each.trouble, message, each.label.printed, "number_text", place, where)
    if row.pieces[0].other:
        message, text = row.pieces[0].other, each.numbered.row.text(0)
        yield Finding("doubtful_cells", message, text, None, place, where)
    if row.doubtful:
        message = "Whether this row and the one on the other page are one is not certain."
        yield Finding("doubtful_join", message, row.text(0), None, place, where)
    for column in sorted(row.last.assumed.intersection(draft.inherited)):
        text = draft.cells[column].text
        yield Finding("doubtful_merge", _ASSUMED.format(text), text, None, place, where)
    if any(columns[i].field != "coordinating" for i in row.last.bare):  # nobody needs to help
        yield Finding("doubtful_merge", _BARE, "", None, place, where)
