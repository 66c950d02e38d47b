"""The draft of a document → its records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from planparse.knowledge import Knowledge
from planparse.normalize.authorities import Authority, parse_authority
from planparse.normalize.bases import build_citations
from planparse.normalize.blocks import build_block_tasks
from planparse.normalize.checks import find_value_issues
from planparse.normalize.dates import parse_numeric_date, parse_place_and_date
from planparse.normalize.issues import build_issues, find_plan_issues
from planparse.normalize.numbers import (
    find_in_file_name,
    parse_document_number,
    to_plan_id,
)
from planparse.normalize.periods import parse_period
from planparse.normalize.promises import build_targets
from planparse.normalize.readings import Mention
from planparse.normalize.registry import Scope
from planparse.normalize.responsibilities import build_responsibilities
from planparse.normalize.rows import build_table_rows, build_tasks
from planparse.normalize.timelines import parse_timeline
from planparse.schema.draft import Annex, Draft, Passage, Preface, Removed, Section, Table
from planparse.schema.printed import (
    AnnexTable,
    AnnexText,
    ColumnText,
    DocumentText,
    RemovedText,
)
from planparse.schema.records import (
    SCHEMA_VERSION,
    Footnote,
    Issue,
    Plan,
    PlanDocument,
    Responsibility,
    Task,
)
from planparse.schema.records import Section as SectionRecord
from planparse.text import count_characters, one_line

# Agencies by the task that names them, and as what.
_Names = Mapping[tuple[str | None, str], list[str]]


@dataclass(frozen=True)
class _Facts:
    """What the columns of a plan are made from."""

    plan_id: str
    authority: Authority
    number: str | None
    named_number: bool
    issued_on: date | None
    preface: Preface
    enclosed: Preface | None


def build_document(draft: Draft, knowledge: Knowledge) -> PlanDocument:
    """All records of one document."""
    facts = _find_facts(draft, knowledge)
    scope = Scope(facts.authority.province, facts.authority.district, facts.issued_on)
    tables = build_tasks(draft, facts.plan_id)
    sections = list(_build_sections(draft.sections, facts.plan_id))
    verbatim = [task for table in tables for task in table.tasks]
    verbatim += build_block_tasks(sections, knowledge)
    named = build_responsibilities(verbatim, sections, scope, knowledge)
    agencies = _names_by_role(named)
    tasks = [_with_meaning(task, agencies, facts.issued_on, knowledge) for task in verbatim]
    targets = build_targets(tasks, sections, scope, knowledge)
    preambles = [text for preface in draft.prefaces for text in _texts(preface.preamble)]
    citations = build_citations(preambles, tasks, sections, scope, knowledge)
    plan = _build_plan(draft, facts, knowledge)
    doubts = find_value_issues(plan, tasks, sections, named, targets, knowledge)
    issues = build_issues(
        [*find_plan_issues(plan, facts.named_number), *draft.findings],
        draft,
        facts.plan_id,
        [t.ids for t in tables],
    )
    issues += [issue.model_copy(update={"plan_id": facts.plan_id}) for issue in doubts]
    return PlanDocument(
        plan=_count(plan, len([t for t in tasks if t.kind != "group"]), len(targets), issues),
        documents=[_to_document(preface) for preface in draft.prefaces],
        sections=sections,
        annexes=[_to_annex(annex) for annex in draft.annexes],
        annex_tables=[_to_annex_table(table) for table in draft.tables if table.is_annex],
        tasks=tasks,
        targets=targets,
        responsibilities=[record for record, _ in named],
        citations=[c.model_copy(update={"plan_id": facts.plan_id}) for c in citations],
        tables=build_table_rows(draft, facts.plan_id),
        issues=issues,
        removed=[_to_removed(removed) for removed in draft.removed],
    )


def _to_removed(removed: Removed) -> RemovedText:
    x0, top, x1, bottom = (round(v, 2) for v in removed.box) if removed.box else [None] * 4
    return RemovedText(
        kind=removed.kind,
        text=removed.passage.text,
        page=removed.page,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
    )


def _names_by_role(named: Sequence[tuple[Responsibility, Mention]]) -> _Names:
    names: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for record, _ in named:
        if record.agency_name:
            names[record.task_id, record.role].append(record.agency_name)
    return names


def _with_meaning(
    task: Task, agencies: _Names, issued_on: date | None, knowledge: Knowledge
) -> Task:
    """A task with its typed fields: agencies, dates, rhythm, condition."""
    timeline = parse_timeline(task.timeline_text or "", issued_on, knowledge)
    return task.model_copy(
        update={
            "lead_agencies": agencies.get((task.task_id, "lead"), []),
            "coordinating_agencies": agencies.get((task.task_id, "coordinating"), []),
            "starts_on": timeline.starts_on,
            "due_on": timeline.due_on,
            "cadence": timeline.cadence,
            "condition_text": timeline.condition_text,
        }
    )


def _find_facts(draft: Draft, knowledge: Knowledge) -> _Facts:
    preface = draft.prefaces[0] if draft.prefaces else Preface()
    enclosed = draft.prefaces[1] if len(draft.prefaces) > 1 else None
    _, issued_on = parse_place_and_date(preface.place_and_date.text, knowledge)
    authority = parse_authority(_texts(preface.issuing_authority), issued_on, knowledge)
    printed = parse_document_number(preface.number.text, knowledge)
    stem = PurePath(draft.source.name).stem
    number = printed or find_in_file_name(stem, preface.number.text, knowledge)
    plan_id = to_plan_id(
        authority.place_slug, number, issued_on.year if issued_on else None, draft.source.sha256
    )
    named = number != printed
    return _Facts(plan_id, authority, number, named, issued_on, preface, enclosed)


def _build_plan(draft: Draft, facts: _Facts, knowledge: Knowledge) -> Plan:
    preface, enclosed, authority = facts.preface, facts.enclosed, facts.authority
    place, issued_on = parse_place_and_date(preface.place_and_date.text, knowledge)
    gazette = next((g for g in _gazette_heads(draft, knowledge)), None)
    period = parse_period((enclosed or preface).title.text)
    province = authority.province
    return Plan(
        plan_id=facts.plan_id,
        schema_version=SCHEMA_VERSION,
        source_name=draft.source.name,
        source_sha256=draft.source.sha256,
        source_format=draft.source.format,
        pages=draft.page_count,
        issuing_authority_text=authority.text or None,
        issuing_authority=authority.name,
        province_code=province.code if province else None,
        province_name=province.name if province else None,
        successor_province_code=province.successor_code if province else None,
        document_type=_type_name(preface, knowledge),
        document_number=facts.number,
        issued_on=issued_on,
        issued_at=place,
        title=preface.title.text or None,
        promulgates_type=_type_name(enclosed, knowledge) if enclosed else None,
        promulgates_title=enclosed.title.text or None if enclosed else None,
        period_start=period[0],
        period_end=period[1],
        signer_name=preface.signer.text or None,
        signer_title="\n".join(_texts(preface.signer_titles)) or None,
        recipients=_texts(preface.recipients),
        gazette_name=one_line(gazette["name"]) if gazette else None,
        gazette_issue=one_line(gazette["issue"]) if gazette else None,
        gazette_date=parse_numeric_date(gazette["date"]) if gazette else None,
        preamble_text="\n".join(t for p in draft.prefaces for t in _texts(p.preamble)),
        closing_text="\n".join(t for p in draft.prefaces for t in _texts(p.closing)),
        status="ok",
        task_count=0,
        target_count=0,
        issue_count=0,
        unplaced_characters=count_characters(word.text for word in draft.unplaced),
    )


def with_issues(document: PlanDocument, more: Sequence[Issue]) -> PlanDocument:
    """The document with further issues, which its counts and status take in."""
    issues = [*document.issues, *more]
    plan = _count(document.plan, document.plan.task_count, document.plan.target_count, issues)
    return document.model_copy(update={"issues": issues, "plan": plan})


def _count(plan: Plan, tasks: int, targets: int, issues: Sequence[Issue]) -> Plan:
    review = any(issue.severity != "info" for issue in issues)
    counts = {"task_count": tasks, "target_count": targets, "issue_count": len(issues)}
    return plan.model_copy(update={"status": "review" if review else "ok", **counts})


def _type_name(preface: Preface, knowledge: Knowledge) -> str | None:
    kind = knowledge.document_type(preface.document_type.text)
    return kind.name if kind else None


def _gazette_heads(draft: Draft, knowledge: Knowledge) -> Iterator[dict[str, str]]:
    for removed in draft.removed:
        match = knowledge.find("gazette_head", removed.passage.text)
        if removed.kind == "gazette_head" and match:
            yield match.groupdict()


def _build_sections(sections: Sequence[Section], plan_id: str) -> Iterator[SectionRecord]:
    for position, section in enumerate(sections, 1):
        yield SectionRecord(
            plan_id=plan_id,
            section_id=f"{plan_id}/s{position}",
            position=position,
            path=".".join(section.path),
            label=section.label.text,
            heading=section.heading.text or None,
            level=len(section.path),
            parent_path=".".join(section.path[:-1]) or None,
            text="\n".join(_texts(section.paragraphs)),
            kind=section.kind,
            page_first=section.pages[0],
            page_last=section.pages[1],
            footnotes=[
                Footnote(mark=f.mark, paragraph=f.paragraph, text=f.passage.text)
                for f in section.footnotes
            ],
        )


def _to_document(preface: Preface) -> DocumentText:
    return DocumentText(
        issuing_authority=_texts(preface.issuing_authority),
        number=preface.number.text,
        place_and_date=preface.place_and_date.text,
        document_type=preface.document_type.text,
        title=preface.title.text,
        note=preface.note.text,
        authority=preface.authority.text,
        preamble=_texts(preface.preamble),
        enacting=preface.enacting.text,
        closing=_texts(preface.closing),
        recipients=_texts(preface.recipients),
        signer_titles=_texts(preface.signer_titles),
        signer=preface.signer.text,
    )


def _to_annex(annex: Annex) -> AnnexText:
    return AnnexText(
        annex=annex.number,
        label=annex.label.text,
        title=annex.title.text,
        note=annex.note.text,
        paragraphs=_texts(annex.paragraphs),
    )


def _to_annex_table(table: Table) -> AnnexTable:
    columns = [
        ColumnText(heading=c.heading.text, above=c.above.text, field=c.field) for c in table.columns
    ]
    return AnnexTable(
        annex=table.annex,
        caption=table.caption.text,
        page_first=table.pages[0],
        page_last=table.pages[1],
        columns=columns,
    )


def _texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.text for passage in passages]
