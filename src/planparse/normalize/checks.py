"""What the values of a document say against each other, and what was not settled → issues."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from planparse.knowledge import Knowledge
from planparse.normalize.agencies.fuzzy import NEAREST
from planparse.normalize.agencies.persons import names_person
from planparse.normalize.agencies.reader import Mention
from planparse.normalize.agencies.responsibilities import find_doubtful_roles
from planparse.normalize.conflicts import digest, find_conflicts
from planparse.normalize.issues import issue_of_task
from planparse.normalize.times.calendars import find_empty_calendars
from planparse.normalize.times.periods import last_year_of
from planparse.normalize.times.tasks import find_unsettled_times
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Plan, Responsibility, Section, Target, Task
from planparse.text import squeeze

# What a whole is where a share is not counted in hundredths.
_WHOLE = {"‰": 1000}


def find_value_issues(
    plan: Plan,
    tasks: Sequence[Task],
    sections: Sequence[Section],
    responsibilities: Sequence[tuple[Responsibility, Mention]],
    targets: Sequence[Target],
    knowledge: Knowledge,
) -> Iterator[Issue]:
    """Every doubt about values, by task where there is one."""
    places = _Tasks(tasks)
    pages = {section.section_id: section.page_first for section in sections}
    yield from _unresolved(responsibilities, places, pages, knowledge)
    yield from _named_members(responsibilities, places, pages, knowledge)
    yield from _both_roles(responsibilities, places)
    yield from find_doubtful_roles(tasks, knowledge)
    yield from find_unsettled_times(tasks, plan, knowledge)
    yield from find_empty_calendars(tasks, knowledge)
    yield from _outside_period(tasks, plan, knowledge)
    yield from _repeated_rows(tasks, knowledge)
    yield from _numbers_in_pieces(targets, places, knowledge)
    yield from _figures_in_pieces(tasks, knowledge)
    yield from _doubtful_commas(targets, places, knowledge)
    yield from _too_large_shares(targets, places, knowledge)
    yield from _falling_targets(targets, places, knowledge)
    yield from _conflicting_targets(targets, places, knowledge)


class _Tasks:
    """The tasks by their keys, of which a long document holds no more at a time than it shows."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._places = {task.task_id: place for place, task in enumerate(tasks)}

    def get(self, task_id: str | None) -> Task | None:
        """The task with a key; None where there is no key."""
        return self._tasks[self._places[task_id]] if task_id in self._places else None


def _unresolved(
    responsibilities: Sequence[tuple[Responsibility, Mention]],
    tasks: _Tasks,
    pages: dict[str, int | None],
    knowledge: Knowledge,
) -> Iterator[Issue]:
    """One issue for each name but a person's, at its first place; the records have every place."""
    first: dict[str, tuple[Responsibility, Mention]] = {}
    times: Counter[str] = Counter()
    for record, mention in responsibilities:
        if record.method == "unresolved" and not names_person(record.mention, knowledge):
            name = squeeze(record.mention)
            first.setdefault(name, (record, mention))
            times[name] += 1
    for name, (record, mention) in first.items():
        message = f"No agency is known by the name “{record.mention}”."
        if times[name] > 1:
            message += f" It stands in {times[name]} places, of which this is the first."
        if mention.candidate and (mention.score or 0) >= NEAREST:
            message += f" The nearest is {mention.candidate} ({mention.score:.0f} of 100)."
        task, page = tasks.get(record.task_id), pages.get(record.section_id or "")
        code, field = IssueCode.AGENCY_UNRESOLVED, f"{record.role}_text"
        yield issue_of_task(code, message, task, field, record.mention, page)


def _named_members(
    responsibilities: Sequence[tuple[Responsibility, Mention]],
    tasks: _Tasks,
    pages: dict[str, int | None],
    knowledge: Knowledge,
) -> Iterator[Issue]:
    """One issue for each text that names bodies of a collective, where it stands first."""
    seen: set[str] = set()
    for record, _ in responsibilities:
        text = record.mention
        named = record.method == "group" and knowledge.find("members_named", text)
        if named and text not in seen:
            seen.add(text)
            message = (
                f"“{text}” names some; it was taken for the collective “{record.agency_name}”."
            )
            task, page = tasks.get(record.task_id), pages.get(record.section_id or "")
            code, field = IssueCode.MEMBERS_NAMED, f"{record.role}_text"
            yield issue_of_task(code, message, task, field, text, page)


def _both_roles(
    responsibilities: Sequence[tuple[Responsibility, Mention]], tasks: _Tasks
) -> Iterator[Issue]:
    """The leads of a task stand before those that help it."""
    leads: set[str | None] = set()
    task_id = None
    for record, _ in responsibilities:
        if record.task_id != task_id:
            leads, task_id = set(), record.task_id
        if record.role == "lead" and record.agency_id:
            leads.add(record.agency_id)
        single = record.level != "group" and record.role == "coordinating"
        if single and record.agency_id in leads:
            message = f"{record.agency_name} leads this task and is coordinating too."
            task = tasks.get(record.task_id)
            code, field = IssueCode.LEAD_COORDINATES, "coordinating_text"
            yield issue_of_task(code, message, task, field, record.mention)


def _outside_period(tasks: Sequence[Task], plan: Plan, knowledge: Knowledge) -> Iterator[Issue]:
    first, last = plan.period_start, last_year_of(plan, knowledge)
    if first is None or last is None:
        return
    for task in tasks:
        # A task that runs in the period may go on beyond it: "2025-2027" in a plan for 2026.
        due, start = task.due_on, task.starts_on or task.due_on
        if due and start and (due.year < first or start.year > last):
            message = f"Due on {task.due_on}, outside the plan's period {first}-{last}."
            yield issue_of_task(
                IssueCode.DUE_OUTSIDE_PERIOD, message, task, "due_on", task.timeline_text
            )


def _repeated_rows(tasks: Sequence[Task], knowledge: Knowledge) -> Iterator[Issue]:
    """Rows that say the same; indicators may, in another group or under the row that names them."""
    seen: dict[bytes, str] = {}
    for task in tasks:
        if task.kind == "group" or not task.text or "text" in task.inherited:
            continue
        indicator = task.kind == "indicator"
        if indicator and knowledge.find("relative_indicator", task.text):
            continue
        group = (*task.section_path, task.section_id) if indicator else ()
        key = digest(repr(task.annex), squeeze(task.text).rstrip("."), repr(group))
        if key in seen:
            message = f"This row says the same as row {seen[key]}."
            yield issue_of_task(IssueCode.ROW_REPEATED, message, task, "text", task.text)
        else:
            seen[key] = f"{task.number or task.position} (page {task.page_first})"


def _numbers_in_pieces(
    targets: Sequence[Target], tasks: _Tasks, knowledge: Knowledge
) -> Iterator[Issue]:
    for target in targets:
        text = target.value_text
        if target.kind == "text" and knowledge.find("number_in_pieces", text):
            message = f"“{text}” may be one number, broken by a line end or written with a space."
            task = tasks.get(target.task_id)
            yield issue_of_task(IssueCode.NUMBER_IN_PIECES, message, task, "value", text)


def _figures_in_pieces(tasks: Sequence[Task], knowledge: Knowledge) -> Iterator[Issue]:
    """Figures of further columns, such as what was reached before, that a narrow cell broke."""
    for task in tasks:
        for heading, text in task.extra.items():
            if any(knowledge.find("figure_in_pieces", line) for line in text.split("\n")):
                message = f"“{text}” may be one number, broken by a line end."
                field = f"extra.{heading}"
                yield issue_of_task(IssueCode.NUMBER_IN_PIECES, message, task, field, text)


def _doubtful_commas(
    targets: Sequence[Target], tasks: _Tasks, knowledge: Knowledge
) -> Iterator[Issue]:
    for target in targets:
        text = target.value_text
        if target.value is not None and knowledge.find("comma_of_thousands", text):
            message = f"The comma in “{text}” was read as that of decimals; it may part thousands."
            task = tasks.get(target.task_id)
            yield issue_of_task(IssueCode.COMMA_DOUBTFUL, message, task, "value", text)


def _too_large_shares(
    targets: Sequence[Target], tasks: _Tasks, knowledge: Knowledge
) -> Iterator[Issue]:
    """Shares of more than the whole; more than a plan or a budget can be reached."""
    for target in targets:
        share = target.kind == "ratio" and target.change is None and target.comparator != "<"
        share = share and not knowledge.find("exceeded_base", target.of_what or "")
        whole = _WHOLE.get(target.unit or "", 100)
        if share and max(target.value or 0, target.value_max or 0) > whole:
            message = f"A share of {target.value_text} is more than the whole."
            task = tasks.get(target.task_id)
            yield issue_of_task(IssueCode.SHARE_OVER_100, message, task, "value", target.value_text)


def _falling_targets(
    targets: Sequence[Target], tasks: _Tasks, knowledge: Knowledge
) -> Iterator[Issue]:
    """Values that go down over the years of one row where neither its indicator says that they
    should, nor an upper bound in one of the years ("45", "< 10")."""
    for row in _rows_of_years(targets):
        bounded = any(target.comparator in {"<", "<="} for target in row)
        if bounded or knowledge.find("should_fall", row[0].indicator):
            continue
        for before, after in pairwise(sorted(row, key=lambda target: target.year or 0)):
            same = (before.unit, before.scope_text) == (after.unit, after.scope_text)
            if same and (after.value or 0) < (before.value or 0):
                texts = (f"{x.value_text} in {x.year}" for x in (after, before))
                message = f"{' is less than '.join(texts)}."
                task = tasks.get(after.task_id)
                field = f"year_texts.{after.year}"
                yield issue_of_task(IssueCode.TARGET_FALLS, message, task, field, after.value_text)


def _rows_of_years(targets: Sequence[Target]) -> Iterator[list[Target]]:
    """The targets that are one value over the years: of one task and place in its cells."""
    for task_id, of_task in groupby(targets, lambda target: target.task_id):
        rows: dict[int, list[Target]] = defaultdict(list)
        for target in of_task if task_id else ():
            if target.value is not None and not target.change and target.year:
                rows[target.position].append(target)
        yield from rows.values()


def _conflicting_targets(
    targets: Sequence[Target], tasks: _Tasks, knowledge: Knowledge
) -> Iterator[Issue]:
    def is_part(target: Target) -> bool:
        task = tasks.get(target.task_id)
        named_above = knowledge.find("relative_indicator", target.indicator)
        return bool(task and ("text" in task.inherited or named_above))

    for target, first in find_conflicts(targets, is_part, knowledge):
        message = (
            f"{target.value_text} for {target.year} here, {first.value_text} "
            f"{'in ' + first.task_id if first.task_id else 'in the body'}."
        )
        task = tasks.get(target.task_id)
        yield issue_of_task(IssueCode.TARGET_CONFLICT, message, task, "value", target.indicator)
