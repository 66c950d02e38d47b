"""Draft rows → records of tasks and of other tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planparse.normalize.numbers import parse_row_number
from planparse.schema.draft import Column, Draft, Row, Table
from planparse.schema.printed import Region
from planparse.schema.records import TableRow, Task
from planparse.text import QUARTERS

# The column of the records that the cells of a field go to.
CELL_FIELDS = {
    "lead": "lead_text",
    "coordinating": "coordinating_text",
    "timeline": "timeline_text",
    "deliverable": "deliverable_text",
    "legal_basis": "legal_basis_text",
}
# What a task says before its cells have been read.
UNREAD: dict[str, Any] = {
    "lead_agencies": [],
    "coordinating_agencies": [],
    "starts_on": None,
    "due_on": None,
    "cadence": None,
    "condition_text": None,
}


class TableRows(NamedTuple):
    """The tasks of a table: its annex, and their positions in it."""

    annex: str
    positions: range

    def hold(self, task: Task) -> bool:
        """Whether a task is one of them."""
        return task.annex == self.annex and task.position in self.positions


def number_tasks(draft: Draft) -> list[range]:
    """The positions of the tasks of every table, none of one that is no task annex; they run on
    through all tables of an annex."""
    used: Counter[str] = Counter()
    positions = []
    for table in draft.tables:
        first = used[table.annex] + 1
        used[table.annex] += len(table.rows) if table.is_annex else 0
        positions.append(range(first, used[table.annex] + 1 if table.is_annex else first))
    return positions


def task_id_of(plan_id: str, annex: str, position: int) -> str:
    """The key of a task."""
    return f"{plan_id}/a{annex}/{position}"


def build_tasks(draft: Draft, positions: Sequence[range], plan_id: str) -> Iterator[Task]:
    """The tasks of every table, in the positions that `number_tasks` gives."""
    for table, places in zip(draft.tables, positions, strict=True):
        if table.is_annex:
            for row, position in zip(table.rows, places, strict=True):
                yield _to_task(row, table, position, plan_id)


def _to_task(row: Row, table: Table, position: int, plan_id: str) -> Task:
    names = column_names(table.columns)
    text = {c.field: row.cells[i].text for i, c in enumerate(table.columns) if c.field != "extra"}
    years = {c.year: row.cells[i].text for i, c in enumerate(table.columns) if c.year}
    extra = {names[i]: row.cells[i].text for i, c in enumerate(table.columns) if c.field == "extra"}
    number = row.number.text if row.number else None
    section = f"{plan_id}/s{table.section + 1}" if table.section is not None else None
    return Task(
        plan_id=plan_id,
        task_id=task_id_of(plan_id, table.annex, position),
        annex=table.annex,
        section_id=section,
        annex_title=table.title or None,
        position=position,
        kind=row.kind,
        number_text=number,
        number=parse_row_number(number),
        section_path=list(row.section_path),
        section_titles=list(row.section_titles),
        text=text.get("text", ""),
        year_texts=years,
        extra=extra,
        page_first=row.places[0].page,
        page_last=row.places[-1].page,
        regions=[to_region(place.page, place.box) for place in row.places if place.box],
        rejoined=len(row.places) > 1,
        join_reasons=list(row.join_reasons),
        inherited=[_field_name(table.columns[i], names[i]) for i in row.inherited],
        **UNREAD | {name: text.get(field) for field, name in CELL_FIELDS.items()},
    )


def column_names(columns: Sequence[Column]) -> list[str]:
    """The printed heading of each column, told apart where two are the same or there is none.

    A heading that says nothing alone (a second "NSTW", the month "1", the quarter "II") stands
    behind the one above.
    """
    printed = [column.heading.text.replace("\n", " ") for column in columns]
    often = Counter(printed)
    seen: Counter[str] = Counter()
    names = []
    for index, (column, name) in enumerate(zip(columns, printed, strict=True), 1):
        group = column.above.text.replace("\n", " ")
        if name and group and (often[name] > 1 or name.isdecimal() or name in QUARTERS):
            name = f"{group} / {name}"
        name = name or f"({index})"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _field_name(column: Column, name: str) -> str:
    if column.field == "year":
        return f"year_texts.{column.year}"
    if column.field == "extra":
        return f"extra.{name}"
    if column.field == "number":
        return "number_text"
    return CELL_FIELDS.get(column.field, "text")


def to_region(page: int, box: tuple[float, float, float, float]) -> Region:
    """A box on a page, in hundredths of a point."""
    x0, top, x1, bottom = (round(length, 2) for length in box)
    return Region(page=page, x0=x0, top=top, x1=x1, bottom=bottom)


def build_table_rows(draft: Draft, plan_id: str) -> Iterator[TableRow]:
    """The rows of every table that is no task annex, as printed."""
    others = [table for table in draft.tables if not table.is_annex]
    for number, table in enumerate(others, 1):
        for position, row in enumerate(table.rows, 1):
            yield TableRow(
                plan_id=plan_id,
                table_id=f"{plan_id}/b{number}",
                annex=None if table.section is not None else table.annex,
                title=table.caption.text or table.title or None,
                position=position,
                headings=column_names(table.columns),
                cells=[cell.text for cell in row.cells],
                page_first=row.places[0].page,
                page_last=row.places[-1].page,
            )
