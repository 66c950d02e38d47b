"""A promised value as it comes out of a cell or sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from planparse.schema.vocabulary import Change, Comparator, TargetKind

# From the text of a cell to the canonical names of the bodies it lists; None when it lists none.
FindMembers = Callable[[str], list[str] | None]


@dataclass(frozen=True, slots=True)
class Value:
    """One promised value; fields as in the records of targets."""

    value_text: str
    kind: TargetKind
    indicator: str = ""
    comparator: Comparator | None = None
    change: Change | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    per: str | None = None
    of_what: str | None = None
    scope_text: str | None = None
    members: list[str] = field(default_factory=list)
    due_on: date | None = None
    year: int | None = None
