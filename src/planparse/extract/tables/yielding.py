"""Which of several columns of one kind gives way to another: a person to a body, how long something
takes to when it is done, what an amendment replaces to what it sets."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.schema.draft import Column

# The wordings of headings that give way to another column of the field, and of which fields.
_YIELDING = {
    "person_in_charge": {"lead"},
    "how_long": {"timeline"},
    "when_submitted": {"timeline"},
}
# Fields of which an amendment may print what it replaces beside what it sets.
_AMENDED = {"text", "lead", "coordinating", "timeline", "deliverable", "year"}


def put_aside(column: Column) -> Column:
    """The column with its cells kept under its heading."""
    return replace(column, field="extra", year=None)


def settle_rivals(columns: Sequence[Column], knowledge: Knowledge) -> list[Column]:
    """The columns; those that give way to another of their kind are put aside."""
    return _amend(_give_way(columns, knowledge), knowledge)


def _give_way(columns: Sequence[Column], knowledge: Knowledge) -> list[Column]:
    """A person in charge leads, unless another column says which body does; how long something
    takes is its time, unless another column says when it is done."""
    for pattern, fields in _YIELDING.items():
        weak = [knowledge.find(pattern, column.heading.text) for column in columns]
        rivals = {c.field for c, found in zip(columns, weak, strict=True) if not found}
        columns = [
            put_aside(c) if found and c.field in fields & rivals else c
            for c, found in zip(columns, weak, strict=True)
        ]
    return list(columns)


def _amend(columns: Sequence[Column], knowledge: Knowledge) -> list[Column]:
    """What an amendment replaces ("Thời hạn cũ") gives way to what it sets."""
    headings = [f"{column.above.text} {column.heading.text}".strip() for column in columns]
    kinds = [
        (c.field, c.role if c.field == "text" else None, c.year) if c.field in _AMENDED else None
        for c in columns
    ]
    ranks = [_rank(heading, knowledge) for heading in headings]
    best = {kind: max(r for k, r in zip(kinds, ranks, strict=True) if k == kind) for kind in kinds}
    return [
        replace(column, field="extra") if kind and rank < best[kind] else column
        for column, kind, rank in zip(columns, kinds, ranks, strict=True)
    ]


def _rank(heading: str, knowledge: Knowledge) -> int:
    """Which of two columns of one kind counts: what is set, before what says nothing, before what
    is replaced."""
    if knowledge.find("superseded", heading):
        return -1
    return 1 if knowledge.find("amended", heading) else 0
