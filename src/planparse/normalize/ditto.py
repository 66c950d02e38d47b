"""Cells that say "as above" instead of repeating the cell above them: "nt", "-nt-", "Như trên"."""

from collections.abc import Iterable, Iterator

from planparse.knowledge import Knowledge
from planparse.schema.records import Task

_FIELDS = ("lead_text", "coordinating_text", "timeline_text", "legal_basis_text")
# The texts above, by annex and by the name of their column.
_Above = dict[tuple[str | None, str], str]


def spell_out(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Task]:
    """The tasks as they are meant: a cell that says "as above" takes the text above it."""
    above: _Above = {}
    for task in tasks:
        cells = [(field, getattr(task, field)) for field in _FIELDS if task.kind != "group"]
        said = _find_meant(cells, task.annex, above, knowledge)
        known = {field: text for field, text in said.items() if text is not None}
        yield task.model_copy(update=known) if known else task


def spell_out_units(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Task]:
    """The tasks with their units as they are meant; one "as above" with none above is empty. A row
    that has a unit and no name counts what the row above names in another unit."""
    above: _Above = {}
    names: dict[str | None, str] = {}
    for task in tasks:
        if task.text.strip():
            names[task.annex] = task.text
        elif task.kind == "indicator" and _has_unit(task, knowledge):
            task = task.model_copy(update={"text": names.get(task.annex, "")})
        extra = task.extra.items() if task.kind != "group" and _says_more(task) else ()
        cells = [(h, cell) for h, cell in extra if knowledge.find("unit_heading", h)]
        said = _find_meant(cells, task.annex, above, knowledge)
        units = {heading: text or "" for heading, text in said.items()}
        yield task.model_copy(update={"extra": task.extra | units}) if units else task


def _has_unit(task: Task, knowledge: Knowledge) -> bool:
    return any(text and knowledge.find("unit_heading", h) for h, text in task.extra.items())


def _says_more(task: Task) -> bool:
    """Whether a row has more than its text: one like "Trong đó:" only leads to those below it."""
    return any(text.strip() for text in [*task.extra.values(), *task.year_texts.values()])


def _find_meant(
    cells: Iterable[tuple[str, str | None]],
    annex: str | None,
    above: _Above,
    knowledge: Knowledge,
) -> dict[str, str | None]:
    """What the cells of a row mean that say "as above"; None with nothing above."""
    said: dict[str, str | None] = {}
    for name, text in cells:
        if text and knowledge.find("ditto", text):
            said[name] = above.get((annex, name))
        elif text is not None:
            above[annex, name] = text
    return said
