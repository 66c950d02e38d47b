"""The closed list of issue codes: what each one means and how grave it is."""

from enum import StrEnum
from typing import Literal

Severity = Literal["info", "warning", "error"]


class IssueCode(StrEnum):
    """What an issue is about."""

    NUMBER_MISSING = "number_missing"
    DATE_MISSING = "date_missing"
    AUTHORITY_UNKNOWN = "authority_unknown"
    TYPE_MISSING = "type_missing"
    UNKNOWN_COLUMN = "unknown_column"
    SECOND_COLUMN = "second_column"
    NUMBER_GAP = "number_gap"
    NUMBER_REPEAT = "number_repeat"
    NUMBER_ORDER = "number_order"
    DOUBTFUL_JOIN = "doubtful_join"
    DOUBTFUL_CELLS = "doubtful_cells"
    PAGE_WITHOUT_TEXT = "page_without_text"
    REST_ELSEWHERE = "rest_elsewhere"
    UNPLACED_TEXT = "unplaced_text"
    AGENCY_UNRESOLVED = "agency_unresolved"
    LEAD_COORDINATES = "lead_coordinates"
    TIMELINE_UNSETTLED = "timeline_unsettled"
    DUE_OUTSIDE_PERIOD = "due_outside_period"
    ROW_REPEATED = "row_repeated"
    SHARE_OVER_100 = "share_over_100"
    TARGET_FALLS = "target_falls"
    TARGET_CONFLICT = "target_conflict"
    SOURCES_DIFFER = "sources_differ"


ISSUE_MEANINGS: dict[IssueCode, tuple[Severity, str]] = {
    IssueCode.NUMBER_MISSING: (
        "warning",
        "The document's number cannot be read on the page; plan_id is made of the file.",
    ),
    IssueCode.DATE_MISSING: ("warning", "The date of issue cannot be read on the page."),
    IssueCode.AUTHORITY_UNKNOWN: (
        "warning",
        "The issuing authority names no province and no known central body.",
    ),
    IssueCode.TYPE_MISSING: ("info", "No type of document is printed above the title."),
    IssueCode.UNKNOWN_COLUMN: (
        "warning",
        "A column heading is not known; its cells are kept in `extra`.",
    ),
    IssueCode.SECOND_COLUMN: (
        "info",
        "A field has a second column; its cells are kept in `extra`.",
    ),
    IssueCode.NUMBER_GAP: ("warning", "A row number is left out: a row may be missing."),
    IssueCode.NUMBER_REPEAT: ("warning", "A row number stands twice in a row."),
    IssueCode.NUMBER_ORDER: ("warning", "A row number is smaller than the one before it."),
    IssueCode.DOUBTFUL_JOIN: (
        "warning",
        "Whether two pieces on two pages are one row is not certain.",
    ),
    IssueCode.DOUBTFUL_CELLS: (
        "warning",
        "The words of a row of a text dump can be parted into cells in another way, too.",
    ),
    IssueCode.PAGE_WITHOUT_TEXT: (
        "error",
        "A page has no text layer (a scan, or outlines): what it says is missing.",
    ),
    IssueCode.REST_ELSEWHERE: (
        "error",
        "The document begins or goes on in another issue of the gazette, which is another file.",
    ),
    IssueCode.UNPLACED_TEXT: ("error", "Characters of a page found no place in the records."),
    IssueCode.AGENCY_UNRESOLVED: (
        "warning",
        "No agency is known by a name; `planparse agencies unresolved` lists such names.",
    ),
    IssueCode.LEAD_COORDINATES: ("info", "An agency leads a task and is coordinating too."),
    IssueCode.TIMELINE_UNSETTLED: (
        "warning",
        "A timeline gives no date, rhythm or condition that can be relied on.",
    ),
    IssueCode.DUE_OUTSIDE_PERIOD: ("warning", "A task is due outside the years of the plan."),
    IssueCode.ROW_REPEATED: ("warning", "A row says the same as an earlier one of its annex."),
    IssueCode.SHARE_OVER_100: ("warning", "A share is more than 100 %."),
    IssueCode.TARGET_FALLS: (
        "warning",
        "A value goes down over the years where nothing says that it should.",
    ),
    IssueCode.SOURCES_DIFFER: (
        "warning",
        "A text dump of the same plan, read in the same run, has another text in a row.",
    ),
    IssueCode.TARGET_CONFLICT: (
        "warning",
        "One indicator is promised differently for one year in two places.",
    ),
}
