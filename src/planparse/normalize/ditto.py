"""Cells that say "as above" instead of repeating the cell above them: "nt", "-nt-", "Như trên"."""

from collections.abc import Iterable, Iterator

from planparse.knowledge import Knowledge
from planparse.schema.records import Task

_FIELDS = ("lead_text", "coordinating_text", "timeline_text")


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
