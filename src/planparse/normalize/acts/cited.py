"""A legal act as a text names it."""

from dataclasses import dataclass
from datetime import date

from planparse import regex
from planparse.schema.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class Cited:
    """One act that is named in a text, from `start` to `end`."""

    text: str
    start: int
    end: int
    document_type: str | None
    document_number: str | None
    issued_on: date | None
    issuing_authority: str | None
    relation: Relation


def to_date(match: regex.Match[str]) -> date | None:
    """The date whose day, month and year a pattern has found; None when there is no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
