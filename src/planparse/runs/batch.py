"""Many documents: what to read, in which order, and what became of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import ExitCode, PlanparseError
from planparse.locations import is_remote
from planparse.process import count_cores
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.runs import cache
from planparse.runs.folder import OutputFolder
from planparse.runs.results import Found, Job, Outcome
from planparse.runs.standing import Standing
from planparse.write.output import Formats

if TYPE_CHECKING:
    from planparse.runs.cluster import Cluster
    from planparse.runs.workers import Workers


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


def run(
    files: Sequence[Path], options: Options, on_page: OnPage | None = None
) -> Iterator[Outcome]:
    """Read and write every file, outcomes in the order of the files; none stops the others.

    A file with several documents has an outcome for each.
    """
    jobs = [options.job(path, max(1, min(options.jobs, len(files)))) for path in files]
    run = _Run(jobs, options)
    try:
        yield from run.outcomes(on_page)
    finally:
        run.standing.keep()


class _Run:
    """A run under way: what stands of an earlier one is told, all else is read and written."""

    def __init__(self, jobs: Sequence[Job], options: Options) -> None:
        self._jobs = jobs
        self._options = options
        self._folder = OutputFolder(options.out, options.formats, options.replace, self._read_again)
        self.standing = Standing(jobs, options.out)

    def outcomes(self, on_page: OnPage | None) -> Iterator[Outcome]:
        """What became of each file, in their order."""
        rest = [job for job in self._jobs if not self.standing.outcomes_of(job.path)]
        results = _read(rest, self._options, on_page)
        awaited = {id(job) for job in rest}  # the same file may be there twice
        for job in self._jobs:
            path = job.path
            if known := self.standing.outcomes_of(path):
                self.standing.tell(path)
                self._folder.leave(known)
            else:
                found = next(results) if id(job) in awaited else self._read_again(path)
                known = self._write(path, found)
            yield from known

    def _read_again(self, path: Path) -> Found:
        """The result of a file that was read before, most often kept."""
        return cache.read_through(self._options.job(path))

    def _write(self, path: Path, found: Found) -> list[Outcome]:
        """What becomes of a file that was read."""
        if isinstance(found, PlanparseError):
            outcomes, names = [Outcome(path, error=found)], []
        else:
            for each in found.every:
                self._let_fall(each.plan_id)
            written = [self._folder.write(path, each) for each in found.every]
            outcomes = [outcome for outcome, _ in written]
            names = [name for _, names in written for name in names]
        self.standing.note(path, outcomes, names)
        return outcomes

    def _let_fall(self, plan_id: str) -> None:
        """What stood of a plan is written again, as if there had been no earlier run."""
        plans, told = self.standing.let_fall(plan_id)
        self._folder.forget(plans)
        for path in told:
            self._write(path, self._read_again(path))


def _read(jobs: Sequence[Job], options: Options, on_page: OnPage | None) -> Iterator[Found]:
    """What each file holds, in their order."""
    if options.has_workers:
        return _read_apart(jobs, options)
    return (cache.read_through(job, on_page) for job in jobs)


def _read_apart(jobs: Sequence[Job], options: Options) -> Iterator[Found]:
    """Side by side in processes, here or on a cluster; what is kept here needs none."""
    if not jobs:
        return
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
        from planparse.runs.cluster import Cluster

        return Cluster(options.cluster)
    from planparse.runs.workers import Workers

    return Workers(options.jobs, options.timeout)


def _begin(jobs: Sequence[Job], workers: "Workers | Cluster") -> list[Callable[[], Found]]:
    """Calls that wait for the result of each job; workers fetch what is behind a URL."""
    kept = [None if is_remote(job.path) else cache.find(job) for job in jobs]
    begun = iter(workers.start([job for job, found in zip(jobs, kept, strict=True) if not found]))
    return [partial(_given, found) if found else next(begun) for found in kept]


def _given(found: Found) -> Found:
    return found


def exit_code_of(outcomes: Iterable[Outcome], strict: bool) -> ExitCode:
    """The highest code of all files; with `strict`, issues count."""
    codes = [ExitCode.OK]
    for outcome in outcomes:
        codes.append(outcome.exit_code)
        if strict and outcome.has_issues:
            codes.append(ExitCode.ISSUES)
    return max(codes)
