"""The draft of a document → its records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import TypeVar

from planparse.knowledge import Knowledge
from planparse.normalize.acts.bases import build_citations
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.reader import Mention
from planparse.normalize.agencies.responsibilities import build_responsibilities
from planparse.normalize.agencies.roles import find_ordered, split_roles
from planparse.normalize.blocks import build_block_tasks
from planparse.normalize.checks import find_value_issues
from planparse.normalize.corrections import ByHand
from planparse.normalize.ditto import spell_out
from planparse.normalize.issues import build_issues
from planparse.normalize.missing import find_plan_issues
from planparse.normalize.plans import build_plan, find_facts, preambles_of, texts_of
from planparse.normalize.results import date_results
from planparse.normalize.rows import build_table_rows, build_tasks, number_tasks
from planparse.normalize.targets.promises import build_targets
from planparse.normalize.targets.table_units import find_table_units, in_unit
from planparse.normalize.times.calendars import with_marked_times
from planparse.normalize.times.tasks import time_of
from planparse.normalize.times.timelines import Timeline
from planparse.schema.base import Record
from planparse.schema.draft import Annex, Draft, Preface, Removed, Section, Table, without_many
from planparse.schema.packed import spool_for
from planparse.schema.packed_lists import listed
from planparse.schema.printed import (
    AnnexTable,
    AnnexText,
    ColumnText,
    DocumentText,
    Footnote,
    RemovedText,
)
from planparse.schema.records import (
    Issue,
    Plan,
    PlanDocument,
    Responsibility,
    Task,
)
from planparse.schema.records import Section as SectionRecord
from planparse.schema.spool import Spool

_Record = TypeVar("_Record", bound=Record)


def build_document(draft: Draft, knowledge: Knowledge) -> PlanDocument:
    """All records of one document; a draft that nobody else holds is let go as they are made."""
    facts = find_facts(draft, knowledge)
    draft = date_results(draft, facts.issued_on, knowledge)
    scope = facts.authority.scope(facts.issued_on)
    plan = build_plan(draft, facts, knowledge)
    spool = spool_for(draft.page_count)
    sections = listed(_build_sections(draft.sections, facts.plan_id), spool)
    positions = number_tasks(draft)
    by_hand = ByHand(knowledge.corrections, facts.plan_id)
    printed = _printed_tasks(draft, positions, sections, facts.plan_id, knowledge)
    verbatim = listed(by_hand.correct(printed), spool)
    units, unsure = find_table_units(draft, positions, knowledge)
    meant = listed(_as_meant(verbatim, draft, positions, scope, knowledge), spool)
    others = listed(build_table_rows(draft, facts.plan_id), spool)
    removed = listed(map(_to_removed, draft.removed), spool)
    draft = without_many(draft)
    named = listed(build_responsibilities(meant, sections, scope, knowledge), spool)
    tasks = listed(_with_meanings(zip(verbatim, meant, strict=True), named, plan, knowledge), spool)
    del verbatim, meant
    targets = listed(build_targets(in_unit(tasks, units, spool), sections, scope, knowledge), spool)
    citations = build_citations(preambles_of(draft), tasks, sections, scope, knowledge)
    doubts = find_value_issues(plan, tasks, sections, named, targets, knowledge)
    findings = chain(find_plan_issues(plan, facts), draft.findings, unsure)
    settled = build_issues(findings, draft, facts.plan_id, positions)
    issues = listed(_of_plan(by_hand.settle(chain(settled, doubts)), facts.plan_id), spool)
    return PlanDocument(
        plan=_count(plan, sum(t.kind != "group" for t in tasks), len(targets), issues),
        documents=[_to_document(preface) for preface in draft.prefaces],
        sections=sections,
        annexes=listed((_to_annex(annex, spool) for annex in draft.annexes), spool),
        annex_tables=[_to_annex_table(table) for table in draft.tables if table.is_annex],
        tasks=tasks,
        targets=targets,
        responsibilities=listed((record for record, _ in named), spool),
        citations=listed(_of_plan(citations, facts.plan_id), spool),
        tables=others,
        issues=issues,
        removed=removed,
    )


def _printed_tasks(
    draft: Draft,
    positions: Sequence[range],
    sections: Sequence[SectionRecord],
    plan_id: str,
    knowledge: Knowledge,
) -> Iterator[Task]:
    """The tasks of the tables, and those that the body gives as blocks."""
    yield from build_tasks(draft, positions, plan_id)
    yield from build_block_tasks(sections, knowledge)


def _as_meant(
    tasks: Iterable[Task],
    draft: Draft,
    positions: Sequence[range],
    scope: Scope,
    knowledge: Knowledge,
) -> Iterator[Task]:
    """The tasks with what their cells mean by "as above", by marks in a calendar, or by a stroke
    between bodies."""
    ordered = find_ordered(draft, positions, knowledge)
    meant = with_marked_times(spell_out(tasks, knowledge), knowledge)
    return split_roles(meant, ordered, scope, knowledge)


def _of_plan(records: Iterable[_Record], plan_id: str) -> Iterator[_Record]:
    return (record.model_copy(update={"plan_id": plan_id}) for record in records)


def _with_meanings(
    tasks: Iterable[tuple[Task, Task]],
    named: Iterable[tuple[Responsibility, Mention]],
    plan: Plan,
    knowledge: Knowledge,
) -> Iterator[Task]:
    """The tasks, each as printed and as meant, with what their cells mean; who is `named` comes in
    the order of the tasks."""
    groups = groupby((record for record, _ in named), lambda record: record.task_id)
    task_id, mentions = next(groups, (None, iter(())))
    for task, said in tasks:
        names: dict[str, list[str]] = defaultdict(list)
        if task_id == task.task_id:
            for record in mentions:
                if record.agency_name:
                    names[record.role].append(record.agency_name)
            task_id, mentions = next(groups, (None, iter(())))
        yield _with_meaning(task, names, time_of(said, plan, knowledge))


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


def _with_meaning(task: Task, names: Mapping[str, list[str]], timeline: Timeline) -> Task:
    """A task with its typed fields: agencies, dates, rhythm, condition."""
    return task.model_copy(
        update={
            "lead_agencies": names.get("lead", []),
            "coordinating_agencies": names.get("coordinating", []),
            "starts_on": timeline.starts_on,
            "due_on": timeline.due_on,
            "cadence": timeline.cadence,
            "condition_text": timeline.condition_text,
        }
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
            text="\n".join(texts_of(section.paragraphs)),
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
        issuing_authority=texts_of(preface.issuing_authority),
        number=preface.number.text,
        place_and_date=preface.place_and_date.text,
        document_type=preface.document_type.text,
        title=preface.title.text,
        note=preface.note.text,
        authority=preface.authority.text,
        preamble=texts_of(preface.preamble),
        enacting=preface.enacting.text,
        closing=texts_of(preface.closing),
        recipients=texts_of(preface.recipients),
        signer_titles=texts_of(preface.signer_titles),
        signer=preface.signer.text,
    )


def _to_annex(annex: Annex, spool: Spool | None) -> AnnexText:
    return AnnexText(
        annex=annex.number,
        label=annex.label.text,
        title=annex.title.text,
        note=annex.note.text,
        paragraphs=listed((passage.text for passage in annex.paragraphs), spool),
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
