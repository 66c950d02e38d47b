"""The result of a document as plain data: its line in the summary, its issues, its files.

It can be sent from a worker to the main process and kept from one run to the next without the
records themselves.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.errors import ExitCode, PlanparseError, UnreadableError, to_defect
from planparse.locations import is_remote, name_of
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.write.output import Content, Formats, json_name, parts_of

if TYPE_CHECKING:
    from planparse.schema.records import PlanDocument


@dataclass(frozen=True)
class Job:
    """A document to be read: how, by which knowledge, and in which formats to write."""

    path: Path
    formats: Formats = Formats.ALL
    knowledge_folder: Path | None = None
    reading: ReadOptions = AS_IT_COMES


class Told(NamedTuple):
    """One issue, as it is printed."""

    severity: str
    code: str
    page: int | None
    message: str


@dataclass(frozen=True)
class Result:
    """One plan: `files` are the bytes of its files by their names below the output folder.

    The JSON is always among them, whatever is to be written. `more` are the plans of further
    documents in the same source.
    """

    plan_id: str
    source_sha256: str
    status: str
    pages: int
    tasks: int
    targets: int
    unplaced: int
    issues: tuple[Told, ...]
    files: dict[str, Content]
    more: tuple["Result", ...] = ()

    @property
    def every(self) -> tuple["Result", ...]:
        """The plan and those of further documents in the same source."""
        return (self, *self.more)

    @property
    def told(self) -> dict[str, Any]:
        """All that is told of the plan, as plain data: neither its files nor those of others."""
        return {name: v for name, v in vars(self).items() if name not in {"files", "more"}}

    @staticmethod
    def recalled(told: Mapping[str, Any], files: dict[str, Content]) -> "Result":
        """The plan of which this was told, with these files."""
        issues = tuple(Told(*issue) for issue in told["issues"])
        return Result(**{**told, "issues": issues, "files": files})

    def document(self) -> "PlanDocument":
        """The records."""
        return _to_document(b"".join(parts_of(self.files[json_name(self.plan_id)])))


# What comes of reading a source.
Found = Result | PlanparseError


@dataclass(frozen=True)
class Outcome:
    """What became of one document: its result, or the error that stopped its file.

    Where a better source has given the same plan, this one only checks it: `checked_against` names
    the better source, and the result is its plan.
    """

    path: Path
    result: Result | None = None
    error: PlanparseError | None = None
    checked_against: Path | None = None

    @property
    def exit_code(self) -> ExitCode:
        """The code this file alone would end the command with."""
        return self.error.exit_code if self.error else ExitCode.OK

    @property
    def has_issues(self) -> bool:
        """Whether a person should look at the plan."""
        return self.result is not None and self.result.status == "review"


def read_back(path: Path) -> "PlanDocument":
    """The records of a plan from its JSON in the output folder."""
    return _to_document(path.read_bytes())


def _to_document(content: bytes) -> "PlanDocument":
    from planparse.schema.records import PlanDocument

    return PlanDocument.model_validate_json(content)


def read(job: Job, on_page: OnPage | None = None) -> Found:
    """Read the documents of one source; an expected error is a result, too."""
    from planparse import regex  # a run that finds everything kept needs none

    try:
        return _read(job, on_page)
    finally:
        regex.keep()  # workers are ended before they come to an end of their own


def _read(job: Job, on_page: OnPage | None) -> Found:
    reader = job.reading.reader
    if reader and not is_remote(job.path):
        reader.begin(job.path, job.reading)
    # Loaded while it reads.
    import planparse.write.render  # noqa: F401
    from planparse.pipeline import extract_all

    name = name_of(job.path)
    try:
        documents = extract_all(job.path, on_page, job.knowledge_folder, job.reading)
        first, *more = (to_result(document, job.formats) for document in documents)
    except PlanparseError as error:
        return error
    except RecursionError:
        return UnreadableError(f"{name} is nested too deeply to read.")
    except Exception as error:  # a defect of ours in one file must not stop the others
        logging.getLogger(__name__).debug("%s", job.path, exc_info=True)
        return to_defect(name, error)
    return replace(first, more=tuple(more))


def to_result(document: "PlanDocument", formats: Formats) -> Result:
    """A document with its files."""
    from planparse.write.render import render_document, render_json

    plan = document.plan
    files = dict(render_document(document, formats))
    name = json_name(plan.plan_id)
    if name not in files:
        files[name] = render_json(document)
    told = (Told(i.severity, i.code, i.page, i.message) for i in document.issues)
    return Result(
        plan.plan_id,
        plan.source_sha256,
        plan.status,
        plan.pages,
        plan.task_count,
        plan.target_count,
        plan.unplaced_characters,
        tuple(told),
        files,
    )
