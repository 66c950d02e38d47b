"""Many documents: what to read, in which order, and what became of each."""

import logging
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import CannotWriteError, ExitCode, PlanparseError, UnreadableError
from planparse.pipeline import cross_check, extract
from planparse.read import AS_IT_COMES, FORMATS, OnPage, ReadOptions
from planparse.schema.records import PlanDocument
from planparse.write import Formats, existing_source, read_back, write_document


@dataclass(frozen=True)
class Options:
    """How a run reads and writes."""

    out: Path
    formats: Formats = Formats.ALL
    replace: bool = False
    jobs: int = 1
    knowledge_folder: Path | None = None
    reading: ReadOptions = AS_IT_COMES


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its records, or the error that stopped it.

    A source of a plan that a better one has given is `checked_against` that source, whose
    records are `document` then.
    """

    path: Path
    document: PlanDocument | None = None
    error: PlanparseError | None = None
    checked_against: Path | None = None

    @property
    def exit_code(self) -> ExitCode:
        """The code this file alone would end the command with."""
        return self.error.exit_code if self.error else ExitCode.OK

    @property
    def has_issues(self) -> bool:
        """Whether a person should look at the plan."""
        return self.document is not None and self.document.plan.status == "review"


def find_inputs(arguments: Iterable[str]) -> tuple[list[Path], list[Path]]:
    """The files that arguments name (files, folders, patterns), and those passed over.

    In a folder, files of formats that are not read are passed over; better formats come first, so
    that of two sources of one plan the better is taken.
    """
    taken: dict[Path, None] = {}
    passed: dict[Path, None] = {}
    for argument in arguments:
        for path in _expand(argument):
            if path.is_dir():
                for file in sorted(p for p in path.rglob("*") if p.is_file() and _is_shown(p)):
                    (taken if file.suffix.lower() in FORMATS else passed)[file] = None
            else:
                taken[path] = None
    files = sorted(taken, key=lambda p: (_rank(p), str(p)))
    return files, [path for path in passed if path not in taken]


def _expand(argument: str) -> list[Path]:
    path = Path(argument)
    if path.exists() or not any(c in argument for c in "*?["):
        return [path]
    root = Path(path.anchor) if path.is_absolute() else Path()
    return sorted(root.glob(str(path.relative_to(root))))


def _is_shown(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and path.name != "manifest.csv"


def _rank(path: Path) -> int:
    """How good a source a file of this name is: 0 for the best."""
    suffix = path.suffix.lower()
    return FORMATS.index(suffix) if suffix in FORMATS else len(FORMATS)


def run(files: list[Path], options: Options, on_page: OnPage | None = None) -> Iterator[Outcome]:
    """Read and write every file; one that fails never stops the rest."""
    written: dict[str, Path] = {}
    extracted = (
        (extract_one(path, options, on_page) for path in files)
        if options.jobs == 1
        else _extract_side_by_side(files, options)
    )
    for outcome in extracted:
        yield _write(outcome, options, written)


def extract_one(path: Path, options: Options, on_page: OnPage | None = None) -> Outcome:
    """Read one file; an expected error is part of the outcome."""
    try:
        return Outcome(
            path, document=extract(path, on_page, options.knowledge_folder, options.reading)
        )
    except PlanparseError as error:
        return Outcome(path, error=error)
    except RecursionError:
        return Outcome(path, error=UnreadableError(f"{path.name} is nested too deeply to read."))
    except Exception as error:  # a defect of ours in one file must not cost the others
        logging.getLogger(__name__).debug("%s", path, exc_info=True)
        return Outcome(path, error=UnreadableError(_defect(path, error)))


def _defect(path: Path, error: Exception) -> str:
    return (
        f"{path.name} could not be parsed ({type(error).__name__}: {error}). This is a defect of "
        "planparse: please report it with the file; the other files are not affected."
    )


def _extract_side_by_side(files: list[Path], options: Options) -> Iterator[Outcome]:
    """Files in worker processes, outcomes in the order of the files."""
    pool = ProcessPoolExecutor(options.jobs, initializer=_ignore_interrupts)
    try:
        futures = [(path, pool.submit(extract_one, path, options)) for path in files]
        for path, future in futures:
            yield _outcome_of(path, future)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C is for the main process, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcome_of(path: Path, future: "Future[Outcome]") -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        error = UnreadableError(
            f"{path.name}: a worker process died before it was read (out of memory?). "
            "Run it again with --jobs 1."
        )
        return Outcome(path, error=error)


def _write(outcome: Outcome, options: Options, written: dict[str, Path]) -> Outcome:
    if outcome.document is None:
        return outcome
    plan = outcome.document.plan
    better = written.get(plan.plan_id)
    try:
        if better and _rank(better) < _rank(outcome.path):
            return _cross_check(outcome.path, outcome.document, better, options)
        _refuse_second_source(outcome, options, written)
        write_document(outcome.document, options.out, options.formats)
    except PlanparseError as error:
        return Outcome(outcome.path, error=error)
    written[plan.plan_id] = outcome.path
    return outcome


def _cross_check(path: Path, other: PlanDocument, better: Path, options: Options) -> Outcome:
    """The better source keeps the plan; where the other says otherwise, that is an issue of it."""
    document = read_back(options.out, other.plan.plan_id)
    document = document or extract(better, None, options.knowledge_folder, options.reading)
    checked = cross_check(document, other)
    write_document(checked, options.out, options.formats)
    return Outcome(path, document=checked, checked_against=better)


def _refuse_second_source(outcome: Outcome, options: Options, written: dict[str, Path]) -> None:
    """Two sources of one plan never overwrite each other silently."""
    assert outcome.document is not None
    plan = outcome.document.plan
    if plan.plan_id in written:
        raise CannotWriteError(
            f"{outcome.path.name} is another source of {plan.plan_id}, which was taken from "
            f"{written[plan.plan_id].name} in this run. Name only the one you want."
        )
    source = existing_source(options.out, plan.plan_id)
    if source not in (None, plan.source_sha256) and not options.replace:
        raise CannotWriteError(
            f"{options.out} holds {plan.plan_id} from another source. Give --replace to take "
            f"{outcome.path.name} instead."
        )


def exit_code_of(outcomes: Iterable[Outcome], strict: bool) -> ExitCode:
    """The highest code of all files; with `strict`, issues count."""
    codes = [ExitCode.OK]
    for outcome in outcomes:
        codes.append(outcome.exit_code)
        if strict and outcome.has_issues:
            codes.append(ExitCode.ISSUES)
    return max(codes)
