"""A promised value as it comes out of a cell or sentence, and the quantity that it is made of."""

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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound, unit and rate; `start` to `end` is its stretch of the text.

    `number_start` is where the bound or number itself begins, behind the verb; `total` is 48 of
    "45/48 xã", where a sentence says so.
    """

    start: int
    number_start: int
    end: int
    verb: str
    change: Change | None
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    per: str | None
    total: str | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether the unit is a percent sign."""
        return self.unit == "%"

    def whole(self, unit: str | None) -> str | None:
        """What it is a part of: of "45/48 xã", "48 xã"."""
        return f"{self.total} {unit}" if self.total and unit else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity of a sentence and what it measures."""

    quantity: Quantity
    value_text: str
    indicator: str
    unit: str | None
    per: str | None
    of_what: str | None
    scope: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity, the words before it back to the last separator, and those behind it.

    `joint` is the separator before it.
    """

    quantity: Quantity
    text: str
    before: str
    after: str
    joint: str = ""
