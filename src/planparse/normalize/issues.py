"""What was seen and not settled → records of issues."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from planparse.normalize.plans import Facts
from planparse.normalize.rows import task_id_of
from planparse.schema.draft import Draft, Finding
from planparse.schema.issue_meanings import ISSUE_MEANINGS
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Plan, Task
from planparse.text import count_characters


def find_plan_issues(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """What is missing of the facts a plan is known by, or stands elsewhere than it should."""
    if facts.note:
        message = (
            "The file has no header: who issued it, its number and date are those of the document "
            "that this note names."
        )
        yield Finding(IssueCode.FACTS_FROM_NOTE, message, facts.note, "document_number")
    if facts.named_number:
        message = (
            "The page prints the symbol alone; the number is taken from the file name, which has "
            "the same symbol."
        )
        text = plan.source_name
        yield Finding(IssueCode.NUMBER_FROM_FILE_NAME, message, text, "document_number")
    if plan.document_number is None:
        yield Finding(
            IssueCode.NUMBER_MISSING,
            "The number is not in the text of the page or its signatures (it may be a picture, or "
            "handwritten); plan_id is made of the file's SHA-256.",
            field="document_number",
        )
    if facts.passed:
        message = "The header prints no date; this is the one on which the document was passed."
        yield Finding(IssueCode.DATE_OF_PASSING, message, str(plan.issued_on), "issued_on")
    if plan.issued_on is None:
        message = "The date of issue is not complete in the text of the page."
        yield Finding(IssueCode.DATE_MISSING, message, field="issued_on")
    if facts.province_text:
        message = f"The header names no province; {plan.province_name} is the only one named here."
        code = IssueCode.PROVINCE_FROM_TEXT
        yield Finding(code, message, facts.province_text, "province_code")
    yield from _find_doubts_of_issuer(plan, facts)
    if plan.document_type is None:
        message = "No type of document (Kế hoạch, Quyết định, …) stands above the title."
        yield Finding(IssueCode.TYPE_MISSING, message, field="document_type")


def _find_doubts_of_issuer(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Whether it is not known who issued a document, or in which province."""
    unknown = plan.issuing_authority is None
    placeless = facts.authority.province is None and (facts.authority.seat or unknown)
    if unknown or placeless:
        message = (
            "The issuing authority names no province and no known central body."
            if placeless
            else "No body is known by the name of the issuing authority."
        )
        text = plan.issuing_authority_text or ""
        yield Finding(IssueCode.AUTHORITY_UNKNOWN, message, text, "issuing_authority")


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
