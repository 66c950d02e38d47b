"""The whole parse on one page: read → extract → normalize."""

from pathlib import Path

from planparse.errors import OCR_ADVICE, NotAPlanError, NoTextError, PlanparseError, UnreadableError
from planparse.extract.body.parting import part_layout
from planparse.extract.contents import FirstLooks
from planparse.extract.document import extract_draft
from planparse.knowledge import Knowledge, load
from planparse.normalize import build_document, find_differences, with_issues
from planparse.process import give_back
from planparse.read.layouts import read_layout
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.schema.draft import Draft
from planparse.schema.layout import Layout
from planparse.schema.packed import AT_HAND
from planparse.schema.records import PlanDocument
from planparse.schema.spool import forget_visits


def extract(
    path: Path,
    on_page: OnPage | None = None,
    knowledge_folder: str | Path | None = None,
    reading: ReadOptions = AS_IT_COMES,
) -> PlanDocument:
    """One published document as records: what `planparse.extract` does."""
    knowledge = load(knowledge_folder)
    looks = FirstLooks(knowledge)
    drafts = [extract_draft(_read(path, on_page, reading, looks), knowledge, looks)]
    return _build(drafts, knowledge)[0]


def extract_all(
    path: Path,
    on_page: OnPage | None = None,
    knowledge_folder: str | Path | None = None,
    reading: ReadOptions = AS_IT_COMES,
) -> list[PlanDocument]:
    """Every document of a file as records: what `planparse.extract_all` does."""
    knowledge = load(knowledge_folder)
    looks = FirstLooks(knowledge)
    layout = _read(path, on_page, reading, looks)
    draft = extract_draft(layout, knowledge, looks)
    parts = part_layout(layout, draft)
    del layout  # the draft holds what the records need of it
    drafts = [extract_draft(part, knowledge) for part in parts] if len(parts) > 1 else [draft]
    del parts
    if not all(is_official(each, knowledge) for each in drafts):
        drafts = [draft]
    del draft
    return _build(drafts, knowledge)


def _read(path: Path, on_page: OnPage | None, reading: ReadOptions, looks: FirstLooks) -> Layout:
    layout = read_layout(path, on_page, reading, looks.look)
    if len(layout.pages) > AT_HAND:
        give_back()
    return layout


def _build(drafts: list[Draft], knowledge: Knowledge) -> list[PlanDocument]:
    """The records of each; the drafts are let go one after the other."""
    other = next((each for each in drafts if not is_official(each, knowledge)), None)
    if other:
        raise _why_not(other)
    drafts.reverse()
    forget_visits()
    return [build_document(drafts.pop(), knowledge) for _ in range(len(drafts))]


def cross_check(document: PlanDocument, other: PlanDocument) -> PlanDocument:
    """The document, with an issue where another source of the same plan differs."""
    return with_issues(document, find_differences(document, other))


def is_official(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether a document has the header of an official document, or a table of tasks."""
    return any(t.is_annex for t in draft.tables) or any(
        knowledge.document_type(preface.document_type.text)
        or (preface.number.text and preface.issuing_authority)
        for preface in draft.prefaces
    )


def _why_not(draft: Draft) -> PlanparseError:
    """Why no plan was found, and what to do."""
    name = draft.source.name
    unread = [
        str(f.place.page) for f in draft.findings if f.code == "page_without_text" and f.place
    ]
    if unread:
        return NoTextError(
            f"{name} shows nothing of a plan, and pages {', '.join(unread)} have no text that can "
            f"be read. {OCR_ADVICE}"
        )
    damage = next((f.message for f in draft.findings if f.code == "file_damaged"), None)
    if damage:
        return UnreadableError(f"{name}: {damage} What is left is no plan. Download it again.")
    return NotAPlanError(
        f"{name} has neither the header of an official document (issuing authority and number, or "
        "a type: Kế hoạch, Quyết định, Chương trình, …) nor an annex of tasks. If it is a plan, "
        "see what its pages are (planparse scan FILE) and export it again from its source."
    )
