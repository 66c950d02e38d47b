"""The unit that a line above a table names for all its numbers: "Đơn vị tính: tỷ đồng"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from planparse.knowledge import Knowledge
from planparse.normalize.rows import TableRows
from planparse.normalize.targets.figures import parse_unit
from planparse.schema.draft import Draft, Finding, Table
from planparse.schema.issues import IssueCode
from planparse.schema.packed_lists import listed
from planparse.schema.records import Task
from planparse.schema.spool import Spool
from planparse.text import one_line

# The heading under which a task has the unit of its table, as if the table had a column for it.
_HEADING = "Đơn vị tính"


class TableUnit(NamedTuple):
    """The unit of the rows of a table."""

    rows: TableRows
    unit: str


def find_table_units(
    draft: Draft, positions: Sequence[range], knowledge: Knowledge
) -> tuple[list[TableUnit], list[Finding]]:
    """The units of the tables with figures and without a column of units; a finding where lines do
    not say which of several units or tables they are for."""
    said = _Surroundings(draft, knowledge)
    units, findings = [], []
    for table, places in zip(draft.tables, positions, strict=True):
        if not table.is_annex or not _lacks_units(table, knowledge):
            continue
        named = [
            *_named(table.caption.text.split("\n"), knowledge),
            *_in_headings(table, knowledge),
        ]
        around = [] if named else said.around(table)
        each = said.for_each(table)
        known = [unit for unit in {*named, *around} if parse_unit(unit, knowledge)]
        if len({*named, *around}) == 1 == len(known) and (named or each):
            units.append(TableUnit(TableRows(table.annex, places), known[0]))
        elif named or around:
            findings.append(_doubt(named or around, table))
    return units, findings


def _lacks_units(table: Table, knowledge: Knowledge) -> bool:
    """Whether a table has columns of figures and none of units."""
    headings = [one_line(column.heading.text) for column in table.columns]
    has_units = any(knowledge.find("unit_heading", heading) for heading in headings)
    return bool(_of_figures(table, knowledge)) and not has_units


def _of_figures(table: Table, knowledge: Knowledge) -> list[str]:
    """The headings of the columns of figures."""
    others = {"extra", "deliverable"}
    headings = [(column, one_line(column.heading.text)) for column in table.columns]
    bare = (heading.partition("(")[0].strip() for _, heading in headings)
    return [
        heading
        for (column, heading), text in zip(headings, bare, strict=True)
        if column.year or (column.field in others and knowledge.find("target_heading", text))
    ]


def _in_headings(table: Table, knowledge: Knowledge) -> list[str]:
    """The units in the headings of the columns of figures, where all of them have one."""
    found = [knowledge.find("unit_in_heading", each) for each in _of_figures(table, knowledge)]
    return [one_line(match["unit"]) for match in found if match] if all(found) else []


class _Surroundings:
    """The units that lines of annexes and sections name, looked for once for all tables in them."""

    def __init__(self, draft: Draft, knowledge: Knowledge) -> None:
        self._draft, self._knowledge = draft, knowledge
        self._tables = Counter((table.annex, table.section) for table in draft.tables)
        self._found: dict[tuple[str, int | None], list[str]] = {}

    def around(self, table: Table) -> list[str]:
        """The units named where a table stands: in its section, or in the annexes of its number."""
        place = table.annex, table.section
        if place not in self._found:
            self._found[place] = list(_named(self._lines(*place), self._knowledge))
        return self._found[place]

    def for_each(self, table: Table) -> bool:
        """Whether there are as many such lines as tables, and so one for each of them."""
        return len(self.around(table)) == self._tables[table.annex, table.section]

    def _lines(self, number: str, section: int | None) -> Iterator[str]:
        if section is not None:
            yield from (passage.text for passage in self._draft.sections[section].paragraphs)
            return
        for annex in self._draft.annexes:
            if annex.number == number:
                passages = chain((annex.title, annex.note), annex.paragraphs)
                yield from (line for passage in passages for line in passage.text.split("\n"))


def _named(lines: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    found = (knowledge.find("unit_line", one_line(line)) for line in lines)
    return (one_line(match["unit"]) for match in found if match)


def _doubt(named: Sequence[str], table: Table) -> Finding:
    message = "It is not certain which unit the numbers of this table are in; they have none."
    text = "; ".join(dict.fromkeys(named))
    return Finding(IssueCode.UNIT_DOUBTFUL, message, text, "unit", page=table.pages[0])


def in_unit(
    tasks: Sequence[Task], units: Sequence[TableUnit], spool: Spool | None
) -> Sequence[Task]:
    """The tasks, those of a table with a unit of its own as if they had a column for it."""
    return listed((_in_unit(task, units) for task in tasks), spool) if units else tasks


def _in_unit(task: Task, units: Sequence[TableUnit]) -> Task:
    fits = (each.unit for each in units if each.rows.hold(task))
    unit = next(fits, None)
    return task.model_copy(update={"extra": task.extra | {_HEADING: unit}}) if unit else task
