"""What was seen and not settled → records of issues."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from planparse.normalize.rows import task_id_of
from planparse.schema.draft import Draft, Finding
from planparse.schema.issue_meanings import ISSUE_MEANINGS
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Task
from planparse.text import count_characters


def build_issues(
    findings: Iterable[Finding], draft: Draft, plan_id: str, positions: Sequence[range]
) -> Iterator[Issue]:
    """Findings as records, in reading order of what they were found in, unplaced text last.

    `positions` are those of the tasks of each table.
    """
    for finding in chain(findings, _find_unplaced(draft)):
        yield _to_issue(finding, plan_id, _task_of(finding, draft, plan_id, positions))


def _task_of(
    finding: Finding, draft: Draft, plan_id: str, positions: Sequence[range]
) -> str | None:
    """The task that a row of a table became, if it is one."""
    if finding.row is None:
        return None
    table, row = finding.row
    if row >= len(positions[table]):
        return None
    return task_id_of(plan_id, draft.tables[table].annex, positions[table][row])


def _find_unplaced(draft: Draft) -> Iterator[Finding]:
    pages: dict[int, list[str]] = {}
    for word in draft.unplaced:
        pages.setdefault(word.page, []).append(word.text)
    for page, texts in pages.items():
        message = f"{count_characters(texts)} characters of page {page} found no place."
        yield Finding(IssueCode.UNPLACED_TEXT, message, " ".join(texts), page=page)


def _to_issue(finding: Finding, plan_id: str, task_id: str | None) -> Issue:
    code = IssueCode(finding.code)
    place = finding.place
    box = {k: round(v, 2) for k, v in place.box._asdict().items()} if place and place.box else {}
    return Issue(
        plan_id=plan_id,
        code=code,
        severity=ISSUE_MEANINGS[code][0],
        message=finding.message,
        field=finding.field,
        text=finding.text or None,
        page=place.page if place else finding.page,
        x0=box.get("x0"),
        top=box.get("top"),
        x1=box.get("x1"),
        bottom=box.get("bottom"),
        task_id=task_id,
    )


def issue_of_task(
    code: IssueCode, message: str, task: Task | None, field: str | None, text: str | None,
    page: int | None = None,
) -> Issue:  # fmt: skip
    """An issue that stands where a task begins; without one, on a page if that is known.

    Whoever puts it into a document gives it the key of the plan.
    """
    region = task.regions[0] if task and task.regions else None
    return Issue(
        plan_id="",
        code=code,
        severity=ISSUE_MEANINGS[code][0],
        message=message,
        field=field,
        text=text,
        page=task.page_first if task else page,
        x0=region.x0 if region else None,
        top=region.top if region else None,
        x1=region.x1 if region else None,
        bottom=region.bottom if region else None,
        task_id=task.task_id if task else None,
    )
