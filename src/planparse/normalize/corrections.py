"""Cells corrected by hand: what a person has read on the page is taken instead of what was read.

A line corrects a cell that still reads as it did when the line was written. Where the cell reads
otherwise, the person has not seen that, and the line says nothing: it is an issue.
"""

from collections.abc import Iterable, Iterator, Mapping

from planparse.knowledge import Correction
from planparse.normalize.issues import issue_of_task
from planparse.normalize.rows import CELL_FIELDS
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Task

# What else could stand in a row has been decided by whoever looked at it.
_SETTLED = {IssueCode.DOUBTFUL_CELLS, IssueCode.DOUBTFUL_READING, IssueCode.DOUBTFUL_JOIN}
# The cells of a task that have a field of their own.
TEXTS = ("text", *CELL_FIELDS.values())


class ByHand:
    """The corrections of one plan, and the issue that each has come to."""

    def __init__(self, corrections: Iterable[Correction], plan_id: str) -> None:
        self._lines = [each for each in corrections if each.plan_id == plan_id]
        self._made: dict[Correction, Issue] = {}

    def correct(self, tasks: Iterable[Task]) -> Iterable[Task]:
        """The tasks with the corrected cells."""
        return map(self._correct, tasks) if self._lines else tasks

    def _correct(self, task: Task) -> Task:
        for line in self._lines:
            read = _cells_of(task).get(line.field) if line.task_id == task.task_id else None
            if read is not None and _is_same(read, line.printed):
                task = _with_cell(task, line.field, line.text)
                message = (
                    f"{line.field} was corrected by hand (line {line.line} of corrections.csv)."
                )
                code, field = IssueCode.CORRECTED, line.field
                self._made[line] = issue_of_task(code, message, task, field, read or None)
        return task

    def settle(self, issues: Iterable[Issue]) -> Iterator[Issue]:
        """The issues, those of rows that a person has looked at settled; and the corrections."""
        seen = {line.task_id for line in self._made}
        for issue in issues:
            settled = issue.code in _SETTLED and issue.task_id in seen
            yield issue.model_copy(update={"severity": "info"}) if settled else issue
        for line in self._lines:
            yield self._made.get(line) or _unused(line)


def _cells_of(task: Task) -> Mapping[str, str]:
    """The cells of a row by their fields."""
    texts = {name: text for name in TEXTS if (text := getattr(task, name)) is not None}
    return {**task.extra, **{str(y): text for y, text in task.year_texts.items()}, **texts}


def _with_cell(task: Task, field: str, text: str) -> Task:
    if field in TEXTS:
        return task.model_copy(update={field: text})
    name = "extra" if field in task.extra else "year_texts"
    cells = {key: text if str(key) == field else v for key, v in getattr(task, name).items()}
    return task.model_copy(update={name: cells})


def _is_same(read: str, printed: str) -> bool:
    """White space aside, which tables of other programs do not keep."""
    return read.split() == printed.split()


def _unused(line: Correction) -> Issue:
    message = (
        f"Line {line.line} of corrections.csv was not used: {line.task_id} has no {line.field} "
        "that reads so. Look at the row again."
    )
    return issue_of_task(
        IssueCode.CORRECTION_UNUSED, message, None, line.field, line.printed or None
    )
