"""Two sources of one plan held against each other: what a worse one says otherwise."""

from collections.abc import Iterator

from planparse.schema.issues import ISSUE_MEANINGS, IssueCode
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
    """The rows of `document` that `other`, a source of the same plan, prints otherwise.

    White space does not count, nor do cells that a row has inherited; rows that `other` itself is
    not sure of are left out.
    """
    doubtful = {i.task_id for i in other.issues if i.code == IssueCode.DOUBTFUL_CELLS}
    theirs = {_key(task): task for task in other.tasks}
    found = list(_compare(document, other, theirs, doubtful))
    return [issue.model_copy(update={"plan_id": document.plan.plan_id}) for issue in found]


def _key(task: Task) -> tuple[str, ...]:
    return (task.annex or "", *task.section_path, task.number or task.text)


def _compare(
    document: PlanDocument,
    other: PlanDocument,
    theirs: dict[tuple[str, ...], Task],
    doubtful: set[str | None],
) -> Iterator[Issue]:
    name = other.plan.source_name
    for task in document.tasks:
        same = theirs.get(_key(task))
        if same is None:
            yield _issue(task, "number_text", f"{name} has no such row.", task.number_text)
        elif same.task_id not in doubtful:
            for field, text in _different_cells(task, same):
                yield _issue(task, field, f"{name} has here: {text or 'nothing'}.", text)


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


def _issue(task: Task, field: str, message: str, text: str | None) -> Issue:
    region = task.regions[0] if task.regions else None
    return Issue(
        plan_id="",
        code=IssueCode.SOURCES_DIFFER,
        severity=ISSUE_MEANINGS[IssueCode.SOURCES_DIFFER][0],
        message=message,
        field=field,
        text=text,
        page=task.page_first,
        x0=region.x0 if region else None,
        top=region.top if region else None,
        x1=region.x1 if region else None,
        bottom=region.bottom if region else None,
        task_id=task.task_id,
    )
