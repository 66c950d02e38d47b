"""The closed lists of values that columns take."""

from typing import Literal

Status = Literal["ok", "review"]
RowKind = Literal["task", "indicator", "group"]
SectionKind = Literal["article", "heading", "point"]
TargetKind = Literal[
    "ratio", "quantity", "continuous", "completion", "date", "list", "mark", "text"
]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Change = Literal["increase", "decrease"]
Role = Literal["lead", "coordinating", "assigned"]
AgencyLevel = Literal["central", "province", "district", "commune", "group", "other"]
MatchMethod = Literal["exact", "alias", "fuzzy", "group", "unresolved"]
Cadence = Literal["continuous", "yearly", "half_yearly", "quarterly", "monthly", "weekly", "daily"]
Relation = Literal["basis", "implements", "proposal", "mention"]
JoinReason = Literal[
    "open_edge",
    "no_number",
    "no_text",
    "cells_missing",
    "unfinished_text",
    "number_sequence",
    "number_goes_on",
    "read_as_one",
    "level_sheets",
]

# What each reason says of the parts of a row that was put together.
JOIN_MEANINGS: dict[JoinReason, str] = {
    "open_edge": "No rule closes the row at the edge of the page",
    "no_number": "The part below has no number, and the rows of the table have one",
    "no_text": "The part below has no text of a task",
    "cells_missing": "The part below lacks cells that the rows of the table have",
    "unfinished_text": "A cell goes on in the middle of a sentence",
    "number_sequence": "The number behind it is the next one, so none is missing",
    "number_goes_on": "The page break cuts the number itself",
    "read_as_one": "A text dump: of all ways to read both pages, the best has it as one row",
    "level_sheets": "Columns on sheets of their own show rows of the same heights",
}
