"""When a task is to be done: its time, and its beginning where that has a column of its own."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.normalize.ditto import spell_out
from planparse.normalize.issues import issue_of_task
from planparse.normalize.times.calendars import with_marked_times
from planparse.normalize.times.periods import year_of
from planparse.normalize.times.timelines import Timeline, parse_beginning, parse_timeline
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Plan, Task


def time_of(task: Task, plan: Plan, knowledge: Knowledge) -> Timeline:
    """The time of a task; its beginning may stand in a column of its own."""
    year = year_of(task, plan, knowledge)
    timeline = parse_timeline(task.timeline_text or "", plan.issued_on, knowledge, year)
    if timeline.starts_on:
        return timeline
    begins = parse_beginning(_beginning(task, knowledge)[1], plan.issued_on, knowledge, year)
    return replace(timeline, starts_on=begins.starts_on)


def _beginning(task: Task, knowledge: Knowledge) -> tuple[str, str]:
    """The field and the text of the cell that says when a task begins; empty without one."""
    cells = task.extra.items()
    found = ((f"extra.{h}", text) for h, text in cells if knowledge.find("start_heading", h))
    return next(found, ("", ""))


def find_unsettled_times(
    tasks: Sequence[Task], plan: Plan, knowledge: Knowledge
) -> Iterator[Issue]:
    """An issue for each time that gives neither a date nor a rhythm nor a condition; lengths of
    time ("7" below "Số ngày dự kiến") are told once for an annex."""
    lengths: Counter[str | None] = Counter()
    first: dict[str | None, Task] = {}
    for task in with_marked_times(spell_out(tasks, knowledge), knowledge):
        year = year_of(task, plan, knowledge)
        text = task.timeline_text or ""
        if parse_timeline(text, plan.issued_on, knowledge, year).is_settled:
            pass
        elif knowledge.find("length_of_time", text):
            lengths[task.annex] += 1
            first.setdefault(task.annex, task)
        else:
            yield _unsettled(task, "timeline_text", text, plan, knowledge)
        field, text = _beginning(task, knowledge)
        if not parse_beginning(text, plan.issued_on, knowledge, year).is_settled:
            yield _unsettled(task, field, text, plan, knowledge)
    for annex, task in first.items():
        yield _length(task, lengths[annex])


def _length(task: Task, count: int) -> Issue:
    text = task.timeline_text or ""
    more = f" So are the times of {count - 1} further rows." if count > 1 else ""
    message = f"“{text}” is a length of time or a number alone, which gives no date.{more}"
    return issue_of_task(IssueCode.TIMELINE_UNSETTLED, message, task, "timeline_text", text)


def _unsettled(task: Task, field: str, text: str, plan: Plan, knowledge: Knowledge) -> Issue:
    counted = plan.issued_on is None and knowledge.find("counted_from_issue", text)
    message = (
        f"The time “{text}” counts from the day of issue, which is not known."
        if counted
        else f"The time “{text}” gives no date, rhythm or condition."
    )
    return issue_of_task(IssueCode.TIMELINE_UNSETTLED, message, task, field, text)
