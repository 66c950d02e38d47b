"""Cells that a person has read on the page: what stands in place of what was read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.errors import KnowledgeError
from planparse.knowledge.own import read_lines

COLUMNS = ("task_id", "field", "printed", "text")


class Correction(NamedTuple):
    """A line of a table: `text` is what the cell says on the page, `printed` what was read of it.

    `field` is that of a task (`lead_text`), a year, or the heading of a further column.
    """

    line: int
    task_id: str
    field: str
    printed: str
    text: str

    @property
    def plan_id(self) -> str:
        """The plan that the task is of."""
        return self.task_id.partition("/")[0]


def read_corrections(path: Path) -> Iterator[Correction]:
    """The lines of a table; none where it is not there."""
    for number, row in read_lines(path, COLUMNS):
        correction = Correction(number, *(row[name] for name in COLUMNS))
        if not correction.task_id or not correction.field:
            raise KnowledgeError(f"{path}, line {number}: name a task_id and a field.")
        yield correction
