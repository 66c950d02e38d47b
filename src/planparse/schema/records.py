"""Records: the output, version 1. The single definition of every column, from which the Arrow
schema, the JSON Schema and the data dictionary are generated.
"""

from collections.abc import Sequence
from datetime import date
from typing import cast

from pydantic import Field

from planparse.schema import printed
from planparse.schema.base import Record, Rows
from planparse.schema.issues import IssueCode, Severity
from planparse.schema.vocabulary import (
    AgencyLevel,
    Cadence,
    Change,
    Comparator,
    JoinReason,
    MatchMethod,
    Relation,
    Role,
    RowKind,
    SectionKind,
    Status,
    TargetKind,
)

SCHEMA_VERSION = 1


class Plan(Record):
    """One row per document."""

    plan_id: str = Field(
        description="Key: <province>-<number>-<symbol>-<year>, or sha-<12 hex>; both where the "
        "file holds an annex alone; issuer and hash of date and title where no province is named"
    )
    schema_version: int = Field(description="1")
    source_name: str = Field(description="File name without folders; in an archive with its name")
    source_sha256: str = Field(description="SHA-256 of the file")
    source_format: str = Field(description="pdf, scan, html, mhtml, text, or as Office has it")
    pages: int = Field(description="Pages of the file; of Word and HTML, parts between page breaks")
    issuing_authority_text: str | None = Field(description="As printed")
    issuing_authority: str | None = Field(description="Canonical name")
    province_code: str | None = Field(description="ISO 3166-2:VN; null for a ministry")
    province_name: str | None = Field(description="Name of the province when issued")
    successor_province_code: str | None = Field(description="Its province after 1 July 2025")
    document_type: str | None = Field(description="Canonical (Kế hoạch, Quyết định, …)")
    document_number: str | None = Field(description="Number and symbol, 394/KH-UBND")
    issued_on: date | None = Field(description="Date of issue")
    issued_at: str | None = Field(description="Place of issue")
    title: str | None = Field(description="Trích yếu, on one line; that of an annex alone")
    promulgates_type: str | None = Field(description="Type of the document a decision encloses")
    promulgates_title: str | None = Field(description="Title of the document a decision encloses")
    period_start: int | None = Field(description="First year the plan covers")
    period_end: int | None = Field(description="Last year the plan covers")
    signer_name: str | None = Field(description="Who signed; two who sign together, one per line")
    signer_title: str | None = Field(description="The signer's titles as printed, one per line")
    recipients: list[str] = Field(description="Nơi nhận, as printed, one per item")
    gazette_name: str | None = Field(description="Name of the gazette in the running head")
    gazette_issue: str | None = Field(description="Issue of the gazette as printed")
    gazette_date: date | None = Field(description="Date of the gazette")
    preamble_text: str = Field(description="Paragraphs before the numbered body, one per line")
    closing_text: str = Field(description="Paragraphs after the numbered body, one per line")
    status: Status = Field(description="review when an issue is a warning or an error, else ok")
    task_count: int = Field(description="Tasks and indicators; groups are not counted")
    target_count: int = Field(description="Rows of targets")
    issue_count: int = Field(description="Rows of issues")
    unplaced_characters: int = Field(
        description="Characters that are in no record and in no removed text; aim: 0"
    )


class Section(Record):
    """One row per numbered part of the body."""

    plan_id: str = Field(description="Key of the plan")
    section_id: str = Field(description="<plan_id>/s<position>")
    position: int = Field(description="Order in the body, from 1")
    path: str = Field(description="Canonical labels from the outermost down (III.1.đ)")
    label: str = Field(description="As printed (đ))")
    heading: str | None = Field(description="Null when running text follows the label")
    level: int = Field(description="Depth, from 1")
    parent_path: str | None = Field(description="Path of the section above")
    text: str = Field(description="Paragraphs, one per line")
    kind: SectionKind = Field(description="article, heading or point")
    page_first: int | None = Field(description="First page, from 1")
    page_last: int | None = Field(description="Last page")
    footnotes: list[printed.Footnote] = Field(description="Notes with the paragraph of their mark")


class Task(Record):
    """One row per row of an annex table: task, indicator or group."""

    plan_id: str = Field(description="Key of the plan")
    task_id: str = Field(description="<plan_id>/a<annex>/<position>")
    annex: str | None = Field(description="Number of the annex as printed; '' without one")
    section_id: str | None = Field(description="Section of a table that stands in the body")
    annex_title: str | None = Field(description="Title of the annex")
    position: int = Field(description="Order in the annex, from 1")
    kind: RowKind = Field(description="task, indicator, or group: a heading row")
    number_text: str | None = Field(description="Cell of the first numbering column, as printed")
    number: str | None = Field(description="Canonical number (101); null when the cell is empty")
    section_path: list[str] = Field(description="Numbers (or titles) of the groups above")
    section_titles: list[str] = Field(description="Titles of the groups above")
    text: str = Field(description="The task or the indicator")
    lead_text: str | None = Field(description="Cell of the lead agency; null without the column")
    coordinating_text: str | None = Field(description="Cell of the coordinating agencies")
    timeline_text: str | None = Field(description="Cell of the time")
    deliverable_text: str | None = Field(description="Cell of the product or result")
    legal_basis_text: str | None = Field(description="Cell of the legal basis")
    year_texts: dict[int, str] = Field(description="Cell of each year column")
    extra: dict[str, str] = Field(description="Any other column, by its printed heading")
    lead_agencies: list[str] = Field(description="Canonical names, in printed order")
    coordinating_agencies: list[str] = Field(description="Canonical names, in printed order")
    starts_on: date | None = Field(description="First day of the time span")
    due_on: date | None = Field(description="Last day; in the plan's only year if it names none")
    cadence: Cadence | None = Field(description="How often")
    condition_text: str | None = Field(description="What the timeline waits for")
    page_first: int | None = Field(description="First page, from 1")
    page_last: int | None = Field(description="Last page")
    regions: list[printed.Region] = Field(description="Where the row stands, one box per page")
    rejoined: bool = Field(description="Put together from parts that stand on several pages")
    join_reasons: list[JoinReason] = Field(description="Evidence that its parts are one row")
    inherited: list[str] = Field(description="Fields taken from a merged cell over this row")


class Target(Record):
    """One row per value promised."""

    plan_id: str = Field(description="Key of the plan")
    target_id: str = Field(description="<plan_id>/t<position in the plan>")
    task_id: str | None = Field(description="Null for a prose objective")
    section_path: list[str] = Field(description="Groups or sections above")
    indicator: str = Field(description="What is measured")
    year: int | None = Field(description="The year the value is due")
    position: int = Field(description="Order in the cell, from 1")
    value_text: str = Field(description="Verbatim part of the cell")
    kind: TargetKind = Field(description="What kind of value it is")
    comparator: Comparator | None = Field(description="The bound")
    change: Change | None = Field(description="Null for a level")
    value: float | None = Field(description="The number")
    value_max: float | None = Field(description="Upper end of a range")
    unit: str | None = Field(
        description="%, sản phẩm, …: from behind the number, or from a unit column"
    )
    per: str | None = Field(description="The rate: năm, huyện, …")
    of_what: str | None = Field(description="The base: GDP, …; for 15/34 xã, 34 xã")
    scope_text: str | None = Field(description="For whom or for what the value holds")
    members: list[str] = Field(description="Units named in the cell, canonical")
    due_on: date | None = Field(description="The day, when the value is a date")


class Responsibility(Record):
    """One row per agency mention of a task or section."""

    plan_id: str = Field(description="Key of the plan")
    task_id: str | None = Field(description="The task")
    section_id: str | None = Field(description="The section")
    role: Role = Field(description="lead, coordinating or assigned")
    position: int = Field(description="Order in the cell, from 1")
    mention: str = Field(description="Verbatim; where a cell says “as above”, from the one above")
    agency_name: str | None = Field(description="Canonical")
    agency_id: str | None = Field(description="Stable id: <scope>/<slug>")
    level: AgencyLevel | None = Field(description="The territory served")
    method: MatchMethod = Field(description="How the name was matched")
    score: float | None = Field(description="Likeness to the name, 0 to 100")
    successor_name: str | None = Field(description="Who took over after the 2025 reorganisation")


class Citation(Record):
    """One row per legal basis."""

    plan_id: str = Field(description="Key of the plan")
    task_id: str | None = Field(description="Null in the preamble and the body")
    section_id: str | None = Field(description="The section of the body; null elsewhere")
    position: int = Field(description="Order in its place, from 1")
    text: str = Field(description="As printed")
    document_type: str | None = Field(description="Canonical type")
    document_number: str | None = Field(description="Number and symbol")
    issued_on: date | None = Field(description="Date of issue")
    issuing_authority: str | None = Field(description="Canonical name")
    relation: Relation = Field(description="basis, implements, proposal or mention")


class TableRow(Record):
    """One row per row of a table that is no task annex."""

    plan_id: str = Field(description="Key of the plan")
    table_id: str = Field(description="<plan_id>/b<table>")
    annex: str | None = Field(description="Number of the annex; null in the body")
    title: str | None = Field(description="Its caption within the rules, or title of the annex")
    position: int = Field(description="Order in the table, from 1")
    headings: list[str] = Field(description="Headings as printed; (2) for a second without one")
    cells: list[str] = Field(description="Cells as printed, one per heading")
    page_first: int | None = Field(description="First page, from 1")
    page_last: int | None = Field(description="Last page")


class Issue(Record):
    """One row per thing seen and not settled."""

    plan_id: str = Field(description="Key of the plan")
    code: IssueCode = Field(description="Closed list, see the table of codes")
    severity: Severity = Field(description="info, warning or error")
    message: str = Field(description="What, where, and what it means")
    field: str | None = Field(description="The column concerned")
    text: str | None = Field(description="The text concerned")
    page: int | None = Field(description="Page, from 1")
    x0: float | None = Field(description="Left edge, points")
    top: float | None = Field(description="Top edge")
    x1: float | None = Field(description="Right edge")
    bottom: float | None = Field(description="Bottom edge")
    task_id: str | None = Field(description="The task concerned")


class PlanDocument(Record):
    """Everything planparse found in one document; the JSON output is one of these."""

    plan: Plan
    documents: list[printed.DocumentText] = Field(description="A decision and its plan are two")
    sections: Rows[Section]
    annexes: Rows[printed.AnnexText]
    annex_tables: list[printed.AnnexTable]
    tasks: Rows[Task]
    targets: Rows[Target]
    responsibilities: Rows[Responsibility]
    citations: Rows[Citation]
    tables: Rows[TableRow]
    issues: Rows[Issue]
    removed: Rows[printed.RemovedText]


TABLES: dict[str, type[Record]] = {
    "plans": Plan,
    "sections": Section,
    "tasks": Task,
    "targets": Target,
    "responsibilities": Responsibility,
    "citations": Citation,
    "tables": TableRow,
    "issues": Issue,
}


def rows_of(document: PlanDocument, table: str) -> Sequence[Record]:
    """The rows a document has in one of the `TABLES`."""
    plan = [document.plan]
    return plan if table == "plans" else cast(Sequence[Record], getattr(document, table))
