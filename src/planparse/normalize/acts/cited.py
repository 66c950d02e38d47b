"""A legal act as a text names it."""

from dataclasses import dataclass
from datetime import date

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
