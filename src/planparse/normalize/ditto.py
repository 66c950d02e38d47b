"""Cells that say "as above" instead of repeating the cell above them: "nt", "-nt-", "Như trên"."""

from collections.abc import Iterable, Iterator

from planparse.knowledge import Knowledge
from planparse.schema.records import Task

_FIELDS = ("lead_text", "coordinating_text", "timeline_text", "legal_basis_text")


def spell_out(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Task]:
    """The tasks as they are meant: a cell that says "as above" takes the text above it."""
    above: dict[tuple[str | None, str], str] = {}
    for task in tasks:
        said = {}
        for field in _FIELDS if task.kind != "group" else ():
            text = getattr(task, field)
            if text and knowledge.find("ditto", text):
                said[field] = above.get((task.annex, field), text)
            elif text is not None:
                above[task.annex, field] = text
        yield task.model_copy(update=said) if said else task


def spell_out_units(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Task]:
    """The tasks with their units as they are meant; one "as above" with none above is empty."""
    above: dict[tuple[str | None, str], str] = {}
    for task in tasks:
        said = {}
        for heading, cell in task.extra.items() if task.kind != "group" else ():
            if not knowledge.find("unit_heading", heading):
                continue
            if knowledge.find("ditto", cell):
                said[heading] = above.get((task.annex, heading), "")
            else:
                above[task.annex, heading] = cell
        yield task.model_copy(update={"extra": task.extra | said}) if said else task
