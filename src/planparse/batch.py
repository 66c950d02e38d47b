"""Many documents: what to read, in which order, and what became of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from planparse import cache
from planparse.errors import CannotWriteError, ExitCode, PlanparseError
from planparse.inputs import rank
from planparse.locations import is_remote
from planparse.process import count_cores
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.results import Job, Result, read_back, to_result
from planparse.write.compaction import Compacted
from planparse.write.output import (
    Content,
    Formats,
    existing_source,
    is_there,
    json_name,
    write_files,
)

if TYPE_CHECKING:
    from planparse.cluster import Cluster
    from planparse.schema.records import PlanDocument
    from planparse.workers import Workers

Found = Result | PlanparseError


@dataclass(frozen=True)
class Options:
    """How a run reads and writes; `timeout` is in seconds for each document.

    `cluster` is the address of a Dask scheduler.
    """

    out: Path
    formats: Formats = Formats.ALL
    replace: bool = False
    jobs: int = 1
    knowledge_folder: Path | None = None
    reading: ReadOptions = AS_IT_COMES
    timeout: float | None = None
    cluster: str | None = None

    @property
    def has_workers(self) -> bool:
        """Whether other processes read the files, each by itself."""
        return self.jobs > 1 or self.timeout is not None or self.cluster is not None

    def job(self, path: Path, at_a_time: int = 1) -> Job:
        """What is to be done with a file, of which so many are read at a time."""
        # They share the cores; on a cluster, nobody knows how many workers do.
        threads = 1 if self.cluster else max(1, count_cores() // at_a_time)
        reading = replace(self.reading, threads=threads)
        return Job(path, self.formats, self.knowledge_folder, reading)


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


def run(
    files: Sequence[Path], options: Options, on_page: OnPage | None = None
) -> Iterator[Outcome]:
    """Read and write every file, outcomes in the order of the files; none stops the others.

    A file with several documents has an outcome for each.
    """
    output = _Output(options)
    jobs = [options.job(path, max(1, min(options.jobs, len(files)))) for path in files]
    results = _read_apart(jobs, options) if options.has_workers else _read_here(jobs, on_page)
    for job, result in zip(jobs, results, strict=True):
        if isinstance(result, PlanparseError):
            yield Outcome(job.path, error=result)
        else:
            yield from (output.write(job.path, each) for each in result.every)


def _read_here(jobs: Sequence[Job], on_page: OnPage | None) -> Iterator[Found]:
    """One after the other in this process."""
    return (cache.read_through(job, on_page) for job in jobs)


def _read_apart(jobs: Sequence[Job], options: Options) -> Iterator[Found]:
    """Side by side in processes, here or on a cluster; what is kept here needs none."""
    with _open_pool(options) as workers:
        rest = iter(jobs)
        under_way = _begin(list(islice(rest, workers.ahead)), workers)
        while under_way:
            coming = _begin(list(islice(rest, workers.ahead)), workers)
            yield from (wait() for wait in under_way)
            under_way = coming


def _open_pool(options: Options) -> "Workers | Cluster":
    """Each loads libraries that the other does without."""
    if options.cluster:
        from planparse.cluster import Cluster

        return Cluster(options.cluster)
    from planparse.workers import Workers

    return Workers(options.jobs, options.timeout)


def _begin(jobs: Sequence[Job], workers: "Workers | Cluster") -> list[Callable[[], Found]]:
    """Calls that wait for the result of each job; workers fetch what is behind a URL."""
    kept = [None if is_remote(job.path) else cache.find(job) for job in jobs]
    begun = iter(workers.start([job for job, found in zip(jobs, kept, strict=True) if not found]))
    return [partial(_given, found) if found else next(begun) for found in kept]


def _given(found: Found) -> Found:
    return found


class _Output:
    """The output folder during a run, and from which file each plan came."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._written: dict[str, Path] = {}
        self._compacted = Compacted(options.out)

    def write(self, path: Path, result: Result) -> Outcome:
        """Write a result, unless another source of its plan stands against that."""
        better = self._written.get(result.plan_id)
        try:
            if better and rank(better) < rank(path):
                return self._cross_check(path, result, better)
            if not self._is_there(result):
                self._refuse_second_source(path, result)
                self._put(result)
        except PlanparseError as error:
            return Outcome(path, error=error)
        self._written[result.plan_id] = path
        return Outcome(path, replace(result, files={}, more=()))

    def _wanted(self, result: Result) -> dict[str, Content]:
        """The files that are to be written, the JSON last."""
        files = result.files
        name = json_name(result.plan_id)
        if self._options.formats is Formats.PARQUET:
            files = {each: content for each, content in files.items() if each != name}
        return files

    def _is_there(self, result: Result) -> bool:
        """Whether everything has been written by an earlier run, and perhaps merged since."""
        out, files = self._options.out, self._wanted(result)
        missing = [name for name, content in files.items() if not is_there(out / name, content)]
        if all(name.endswith(".parquet") for name in missing):
            return not missing or self._compacted.holds(result.plan_id, files)
        return False

    def _put(self, result: Result) -> None:
        files = self._wanted(result)
        tables = [name.partition("/")[0] for name in files if name.endswith(".parquet")]
        merged = self._compacted.without(result.plan_id, tables) if tables else {}
        write_files({**merged, **files}, self._options.out)

    def _cross_check(self, path: Path, other: Result, better: Path) -> Outcome:
        """The better source keeps the plan; where the other says otherwise is an issue of it."""
        from planparse.pipeline import cross_check

        document = cross_check(self._document_of(better, other.plan_id), other.document())
        checked = to_result(document, self._options.formats)
        if not self._is_there(checked):
            self._put(checked)
        return Outcome(path, replace(checked, files={}), checked_against=better)

    def _document_of(self, path: Path, plan_id: str) -> "PlanDocument":
        """The records of a plan that was written, checks by other sources included."""
        if self._options.formats is not Formats.PARQUET:
            return read_back(self._options.out / json_name(plan_id))
        found = cache.read_through(self._options.job(path))
        if isinstance(found, PlanparseError):
            raise found
        return next(each for each in found.every if each.plan_id == plan_id).document()

    def _refuse_second_source(self, path: Path, result: Result) -> None:
        """Two sources of one plan never overwrite each other silently."""
        plan_id, out = result.plan_id, self._options.out
        if plan_id in self._written:
            raise CannotWriteError(
                f"{path.name} is another source of {plan_id}, which was taken from "
                f"{self._written[plan_id].name} in this run. Name only the one you want."
            )
        held = self._compacted.plans.get(plan_id)
        source = existing_source(out, plan_id) or (held.source_sha256 if held else None)
        if source not in (None, result.source_sha256) and not self._options.replace:
            raise CannotWriteError(
                f"{out} holds {plan_id} from another source. Give --replace to take "
                f"{path.name} instead."
            )


def exit_code_of(outcomes: Iterable[Outcome], strict: bool) -> ExitCode:
    """The highest code of all files; with `strict`, issues count."""
    codes = [ExitCode.OK]
    for outcome in outcomes:
        codes.append(outcome.exit_code)
        if strict and outcome.has_issues:
            codes.append(ExitCode.ISSUES)
    return max(codes)
