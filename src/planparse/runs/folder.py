"""The output folder during a run: which plan stands there, and from which file it came."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import CannotWriteError, PlanparseError
from planparse.locations import name_of
from planparse.runs.inputs import rank
from planparse.runs.results import Found, Outcome, Result, read_back, to_result
from planparse.write.compaction import Compacted
from planparse.write.output import (
    Content,
    Formats,
    existing_source,
    is_there,
    json_name,
    sweep,
    write_files,
)

if TYPE_CHECKING:
    from planparse.schema.records import PlanDocument


class OutputFolder:
    """Where the plans of a run are written, each from its best source.

    `read` gives the result of a file again; `may_replace` is leave to take another source of a plan
    than an earlier run.
    """

    def __init__(
        self,
        out: Path,
        formats: Formats,
        may_replace: bool,
        read: Callable[[Path], Found],
    ) -> None:
        self._out = out
        self._formats = formats
        self._may_replace = may_replace
        self._read = read
        self._written: dict[str, Path] = {}
        self._compacted = Compacted(out)
        self._is_swept = False

    def write(self, path: Path, result: Result) -> tuple[Outcome, list[str]]:
        """Write a result, unless another source of its plan stands against that; gives the names
        of the files that hold the plan now, too."""
        better = self._written.get(result.plan_id)
        try:
            if better and rank(better) < rank(path):
                return self._cross_check(path, result, better)
            if better and self._source_of(result.plan_id) == result.source_sha256:  # a copy
                outcome = Outcome(path, replace(result, files={}, more=()), checked_against=better)
                return outcome, [*self._wanted(result)]
            gone = self._outdated(result)
            names = self._standing(result, gone)
            if not names:
                self._refuse_second_source(path, result)
                names = self._put(result, gone)
        except PlanparseError as error:
            return Outcome(path, error=error), []
        self._written[result.plan_id] = path
        return Outcome(path, replace(result, files={}, more=())), names

    def leave(self, outcomes: Iterable[Outcome]) -> None:
        """The plans of these outcomes stand already."""
        for outcome in outcomes:
            if outcome.result and not outcome.checked_against:
                self._written[outcome.result.plan_id] = outcome.path

    def forget(self, plans: Iterable[str]) -> None:
        """Some plans are to be written again."""
        for plan_id in plans:
            self._written.pop(plan_id, None)

    def _wanted(self, result: Result) -> dict[str, Content]:
        """The files that are to be written, the JSON last."""
        files = result.files
        name = json_name(result.plan_id)
        if self._formats is Formats.PARQUET:
            files = {each: content for each, content in files.items() if each != name}
        return files

    def _standing(self, result: Result, gone: list[str]) -> list[str]:
        """The files where everything has been written by an earlier run, and perhaps merged since;
        none where anything is to be written, or some are to be `gone`."""
        if gone:
            return []
        files = self._wanted(result)
        there = [name for name, content in files.items() if is_there(self._out / name, content)]
        if len(there) == len(files):
            return there
        if all(name in there or name.endswith(".parquet") for name in files):
            merged = self._compacted.files_of(result.plan_id, files)
            return there + merged if merged else []
        return []

    def _put(self, result: Result, gone: list[str]) -> list[str]:
        """Write the files of a result, and delete others of its plan."""
        if not self._is_swept:
            sweep(self._out)
            self._is_swept = True
        files = self._wanted(result)
        names = (name for name in (*files, *gone) if name.endswith(".parquet"))
        tables = [name.partition("/")[0] for name in names]
        merged = self._compacted.without(result.plan_id, tables) if tables else {}
        write_files({**merged, **files}, self._out, gone=gone)
        if tables:
            self._compacted.forget(result.plan_id)
        return [*files]

    def _outdated(self, result: Result) -> list[str]:
        """The files of the plan in the format that is not written, where an earlier run left any
        that say something else than this result: nobody could tell which of them is true."""
        plan_id, name = result.plan_id, json_name(result.plan_id)
        is_merged = self._formats is Formats.JSON and plan_id in self._compacted.plans
        others: Mapping[str, Content] = {}
        if self._formats is Formats.PARQUET:
            others = {name: result.files[name]}
        elif is_merged or (self._formats is Formats.JSON and self._has_tables(plan_id)):
            from planparse.write.render import render_document

            others = render_document(result.document(), Formats.PARQUET)
        there = [each for each in others if (self._out / each).exists()]
        is_current = all(is_there(self._out / each, others[each]) for each in there)
        if is_merged and not self._compacted.files_of(plan_id, others):
            is_current = False
        return [] if is_current else [*others]

    def _has_tables(self, plan_id: str) -> bool:
        """Whether any Parquet file is of this plan alone."""
        return any(self._out.glob(f"*/{plan_id}.parquet"))

    def _cross_check(self, path: Path, other: Result, better: Path) -> tuple[Outcome, list[str]]:
        """The better source keeps the plan; where the other says otherwise is an issue of it."""
        from planparse.pipeline import cross_check

        document = cross_check(self._document_of(better, other.plan_id), other.document())
        checked = to_result(document, self._formats)
        gone = self._outdated(checked)
        names = self._standing(checked, gone) or self._put(checked, gone)
        return Outcome(path, replace(checked, files={}), checked_against=better), names

    def _document_of(self, path: Path, plan_id: str) -> "PlanDocument":
        """The records of a plan that was written, checks by other sources included."""
        if self._formats is not Formats.PARQUET:
            with suppress(OSError, ValueError):  # somebody took it away, or changed it, meanwhile
                return read_back(self._out / json_name(plan_id))
        found = self._read(path)
        if isinstance(found, PlanparseError):
            raise found
        return next(each for each in found.every if each.plan_id == plan_id).document()

    def _refuse_second_source(self, path: Path, result: Result) -> None:
        """Two sources of one plan never overwrite each other silently."""
        plan_id, out = result.plan_id, self._out
        if plan_id in self._written:
            raise CannotWriteError(
                f"{name_of(path)} is another source of {plan_id}, which was taken from "
                f"{name_of(self._written[plan_id])} in this run. Name only the one you want."
            )
        source = self._source_of(plan_id)
        if source not in (None, result.source_sha256) and not self._may_replace:
            raise CannotWriteError(
                f"{out} holds {plan_id} from another source. Give --replace to take "
                f"{name_of(path)} instead."
            )

    def _source_of(self, plan_id: str) -> str | None:
        """The SHA-256 of the source that the plan in the output folder was made from."""
        held = self._compacted.plans.get(plan_id)
        return existing_source(self._out, plan_id) or (held.source_sha256 if held else None)
