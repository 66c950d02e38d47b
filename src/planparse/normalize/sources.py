"""Two sources of one plan held against each other: what a worse one says otherwise."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.normalize.issues import issue_of_task
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, PlanDocument, Task

_CELLS = (
    "text",
    "lead_text",
    "coordinating_text",
    "timeline_text",
    "legal_basis_text",
    "deliverable_text",
)


def find_differences(document: PlanDocument, other: PlanDocument) -> list[Issue]:
    """The rows that `other`, a source of the same plan, prints otherwise, or that only one has.

    White space does not count, nor do cells that a row has inherited; cells that `other` itself is
    not sure of are left out.
    """
    ours, theirs = _by_key(document.tasks), _by_key(other.tasks)
    found = [*_compare(ours, theirs, other), *_find_missing(ours, theirs, other)]
    return [issue.model_copy(update={"plan_id": document.plan.plan_id}) for issue in found]


_Key = tuple[str | int, ...]


def _by_key(tasks: Sequence[Task]) -> dict[_Key, Task]:
    """Each row by where it stands and its number; of those that repeat one, by which it is."""
    keyed: dict[_Key, Task] = {}
    seen: Counter[_Key] = Counter()
    for task in tasks:
        key = (task.annex or "", *task.section_path, task.number or task.text)
        seen[key] += 1
        keyed[(*key, seen[key])] = task
    return keyed


def _compare(
    ours: dict[_Key, Task], theirs: dict[_Key, Task], other: PlanDocument
) -> Iterator[Issue]:
    doubtful = {i.task_id for i in other.issues if i.code == IssueCode.DOUBTFUL_CELLS}
    name = other.plan.source_name
    for key, task in ours.items():
        same = theirs.get(key)
        if same is None:
            yield _issue(task, "number_text", f"{name} has no such row.", task.number_text)
        elif same.task_id not in doubtful:
            for field, text in _different_cells(task, same):
                yield _issue(task, field, f"{name} has here: {text or 'nothing'}.", text)


def _find_missing(
    ours: dict[_Key, Task], theirs: dict[_Key, Task], other: PlanDocument
) -> Iterator[Issue]:
    """The rows that only `other` has. Their page is one of that source, so no page of ours."""
    name = other.plan.source_name
    for key, task in theirs.items():
        if key not in ours:
            place = f" on its page {task.page_first}" if task.page_first else ""
            text = " ".join(filter(None, (task.number_text, task.text)))
            message = f"{name} has a row{place} that is missing here."
            yield _issue(None, "number_text", message, text)


def _different_cells(task: Task, other: Task) -> Iterator[tuple[str, str]]:
    """The fields that the two rows print differently, and what the other one has."""
    cells = [(field, getattr(task, field), getattr(other, field)) for field in _CELLS]
    years = task.year_texts.keys() | other.year_texts.keys()
    cells += [
        (f"year_texts.{year}", task.year_texts.get(year), other.year_texts.get(year))
        for year in sorted(years)
    ]
    for field, here, there in cells:
        if field not in task.inherited and _squeeze(here) != _squeeze(there):
            yield field, there or ""


def _squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def _issue(task: Task | None, field: str, message: str, text: str | None) -> Issue:
    return issue_of_task(IssueCode.SOURCES_DIFFER, message, task, field, text)
