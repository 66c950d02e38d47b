"""Cells of a column headed "(chủ trì/phối hợp)": who leads stands before the stroke."""

from collections.abc import Iterable, Iterator, Sequence

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.rows import TableRows
from planparse.schema.draft import Draft, Table
from planparse.schema.records import Task

_STROKE = regex.compile(r"\s*/\s*(?=\p{Lu}|các\s)")


def find_ordered(draft: Draft, positions: Sequence[range], knowledge: Knowledge) -> list[TableRows]:
    """The rows of tables whose only column of agencies says who coordinates: behind a stroke."""
    pairs = zip(draft.tables, positions, strict=True)
    ordered = (pair for pair in pairs if pair[0].is_annex and _is_ordered(pair[0], knowledge))
    return [TableRows(table.annex, places) for table, places in ordered]


def _is_ordered(table: Table, knowledge: Knowledge) -> bool:
    fields = [column.field for column in table.columns]
    leads = [f"{c.above.text} {c.heading.text}" for c in table.columns if c.field == "lead"]
    said = any(knowledge.find("lead_then_coordinating", heading) for heading in leads)
    return said and "coordinating" not in fields


def split_roles(
    tasks: Iterable[Task], ordered: Sequence[TableRows], scope: Scope, knowledge: Knowledge
) -> Iterator[Task]:
    """The tasks with those who coordinate in a cell of their own, where the heading says so."""
    for task in tasks:
        said = any(rows.hold(task) for rows in ordered)
        pair = _parted(task.lead_text or "", scope, knowledge) if said else None
        update = {"lead_text": pair[0], "coordinating_text": pair[1]} if pair else {}
        yield task.model_copy(update=update) if update else task


def _parted(text: str, scope: Scope, knowledge: Knowledge) -> tuple[str, str] | None:
    """A cell at the first stroke before which bodies stand and behind which others do; a stroke
    within a name ("huyện/thị xã") is none."""
    halves = ((text[: m.start()], text[m.end() :]) for m in _STROKE.finditer(text))
    return next((h for h in halves if all(_names(half, scope, knowledge) for half in h)), None)


def _names(text: str, scope: Scope, knowledge: Knowledge) -> bool:
    mentions = parse_agencies(text, scope, knowledge)
    return bool(mentions) and all(mention.name for mention in mentions)
