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
