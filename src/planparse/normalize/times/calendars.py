"""Columns of months, quarters or years: the times that marks in them mean, and those in which
nothing is written, as the marks may be drawn. Groups of rows that are such times."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from planparse.knowledge import Knowledge
from planparse.normalize.issues import issue_of_task
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Task
from planparse.text import one_line

# A calendar has at least so many columns.
COLUMNS = 3
# What stands between the headings of a column in the name of its field, the lowest one last.
_ABOVE = " / "


# What counts the columns of a calendar, and the patterns of their headings.
_TIMES = (("Tháng", "calendar_months"), ("Quý", "calendar_quarters"))


def with_marked_times(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Task]:
    """The tasks; those without a time have the months or quarters that are marked in their row, or
    the one that the nearest group above them is."""
    for task in tasks:
        silent = task.kind == "task" and not task.timeline_text
        meant = (_marked(task, knowledge) or _of_group(task, knowledge)) if silent else None
        yield task.model_copy(update={"timeline_text": meant}) if meant else task


def _marked(task: Task, knowledge: Knowledge) -> str | None:
    """The marked months or quarters of a row, as a cell would list them; None where other cells of
    its calendar say more than a mark does."""
    for unit, pattern in _TIMES:
        found = ((knowledge.find(pattern, h), text) for h, text in task.extra.items())
        filled = [(match, text) for match, text in found if match and text]
        if filled and all(knowledge.find("mark", text) for _, text in filled):
            return ", ".join(f"{unit} {at['number']}{at['year'] or ''}" for at, _ in filled)
    return None


def _of_group(task: Task, knowledge: Knowledge) -> str | None:
    """The title of the nearest group that is a time and nothing else: "THÁNG 01", "Quý II/2026"."""
    times = (
        knowledge.find("group_time", one_line(title)) for title in reversed(task.section_titles)
    )
    return next((match["time"] for match in times if match), None)


def find_empty_calendars(tasks: Sequence[Task], knowledge: Knowledge) -> Iterator[Issue]:
    """An issue for each table of which no row says anything in the columns of its calendar."""
    for _, rows in groupby((task for task in tasks if task.kind == "task"), _table_of):
        if first := _first_of_empty(rows, knowledge):
            message = "No row of this table has text in the columns of its calendar."
            yield issue_of_task(IssueCode.CALENDAR_EMPTY, message, first, "extra", first.text)


def _table_of(task: Task) -> tuple[str | None, str | None, str]:
    """What the rows of one table have in common."""
    return task.annex, task.section_id, "\n".join((*map(str, task.year_texts), *task.extra))


def _first_of_empty(rows: Iterator[Task], knowledge: Knowledge) -> Task | None:
    """The first of several rows, where they have a calendar and none has anything in it."""
    first = next(rows)
    if len(_calendar_of(first, knowledge)) < COLUMNS:
        return None
    filled = Counter(any(_calendar_of(task, knowledge)) for task in chain((first,), rows))
    return first if filled[False] > 1 and not filled[True] else None


def _calendar_of(task: Task, knowledge: Knowledge) -> list[str]:
    """What a row says in the columns of months, quarters or years."""
    other = (
        text
        for heading, text in task.extra.items()
        if knowledge.find("calendar_heading", heading.rpartition(_ABOVE)[2])
    )
    return [*task.year_texts.values(), *other]
