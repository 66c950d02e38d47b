"""What is missing of the facts a plan is known by, or is doubted → findings."""

from collections.abc import Iterator

from planparse.normalize.plans import Facts
from planparse.schema.draft import Finding
from planparse.schema.issues import IssueCode
from planparse.schema.records import Plan


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
    authority, text = facts.authority, plan.issuing_authority_text or ""
    nowhere = authority.province is None and not authority.is_central
    placeless = nowhere and (authority.seat or unknown)
    if unknown or placeless:
        message = "No body is known by the name of the issuing authority."
        if not text:
            message = "The document does not print who issued it."
        elif placeless:
            message = "The issuing authority names no province and no known central body."
        yield Finding(IssueCode.AUTHORITY_UNKNOWN, message, text, "issuing_authority")
