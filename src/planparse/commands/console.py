"""What a run shows: progress, messages on standard error, summaries on standard output."""

import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import typer

from planparse.errors import ExitCode
from planparse.locations import is_remote, name_of
from planparse.read.options import FORMATS, PICTURES
from planparse.runs.batch import Options, run
from planparse.runs.results import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress

    from planparse.knowledge.corrections import Correction
    from planparse.runs.results import Told

# What to do with files that are passed over, by their suffixes.
_ADVICE = {
    PICTURES: "Pictures are read where they are named, pages of one document with --join.",
    (".rar", ".7z"): "Unpack .rar and .7z: of archives, only .zip are opened.",
}


def say(message: str) -> None:
    """A message to the user, on standard error."""
    typer.echo(message, err=True)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns two spaces apart on standard output, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [all(isinstance(row[i], int) for row in rows) for i in range(len(heads))]
    for row in cells:
        fitted = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        typer.echo("  ".join(fitted).rstrip())


def report_inputs(
    files: Sequence[Path], passed: Sequence[Path], inputs: Sequence[str], quiet: bool
) -> None:
    """Say which files are passed over; end with the code of a wrong usage when none is left."""
    if passed and not quiet:
        names = ", ".join(name_of(path) for path in passed[:5]) + (", …" if len(passed) > 5 else "")
        say(f"Passed over, of a format that is not read: {names}")
        for suffixes, advice in _ADVICE.items():
            if any(path.suffix.lower() in suffixes for path in passed):
                say(advice)
    if not files:
        known = f"{', '.join(FORMATS)}, and .zip of these"
        say(f"Nothing to read in {', '.join(inputs)}. Read are {known}.")
        raise typer.Exit(ExitCode.USAGE)


def follow(files: list[Path], options: Options, quiet: bool) -> Iterator[Outcome]:
    """Run with a progress bar, on a terminal and when there is something to wait for."""
    with _interrupts() as seen, _progress(quiet) as progress:
        bar = progress.add_task("files", total=len(files)) if progress else None
        pages = progress.add_task("pages", total=None) if progress and options.jobs == 1 else None

        def on_page(done: int, total: int) -> None:
            if progress and pages is not None:
                progress.update(pages, completed=done, total=total)

        done: set[Path] = set()
        for outcome in run(files, options, on_page):
            done.add(outcome.path)
            if progress and bar is not None:
                progress.update(bar, completed=len(done))
            yield outcome
            if seen:  # a library below swallowed the interrupt: stop here at the latest
                raise KeyboardInterrupt


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """The interrupts that came in, kept so that none is lost on its way up."""
    seen: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress(quiet: bool) -> Iterator["Progress | None"]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, highlight=False)
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        yield progress


def report(outcome: Outcome, quiet: bool, verbose: bool) -> None:
    """Say what is to say of one file as soon as it is done."""
    if outcome.error:
        say(f"Error: {_in_folder(str(outcome.error), outcome.path)}")
    if quiet:
        return
    if outcome.checked_against:
        name = name_of(outcome.checked_against)
        say(f"{name_of(outcome.path)}: used to check {name}, another source of its plan.")
    elif verbose and outcome.result:
        for told in outcome.result.issues:
            say(_line_of(told, outcome.path))


def _in_folder(message: str, path: Path) -> str:
    """A message about a file that says where the file is, as several may have one name; a URL is
    left out, as it may hold a password."""
    if is_remote(path) or not message.startswith(name_of(path)):
        return message
    return f"{path}{message.removeprefix(name_of(path))}"


def _line_of(told: "Told", path: Path) -> str:
    page = f" page {told.page}" if told.page else ""
    return f"{name_of(path)}:{page} {told.severity} {told.code}: {told.message}"


def write_report(outcomes: Sequence[Outcome], to: str | None) -> None:
    """What became of each file, an object a line; where the same plan has two sources, the one that
    only checked it says which it checked. Raises CannotWriteError and LocationError."""
    if to is None:
        return
    lines = "".join(f"{json.dumps(_to_object(o), ensure_ascii=False)}\n" for o in outcomes)
    if to == "-":
        print(lines, end="")
        return
    from planparse.locations import to_path
    from planparse.write.output import write_files

    path = to_path(to)
    write_files({path.name: lines.encode()}, path.parent, "--report")


def _to_object(outcome: Outcome) -> dict[str, object]:
    result, checked = outcome.result, outcome.checked_against
    counts = (
        {
            "plan_id": result.plan_id,
            "status": result.status,
            "pages": result.pages,
            "tasks": result.tasks,
            "targets": result.targets,
            "issues": len(result.issues),
            "unplaced": result.unplaced,
        }
        if result
        else {"plan_id": None, "status": "failed"}
    )
    return {
        "file": str(outcome.path),
        **counts,
        "checked_against": str(checked) if checked else None,
        "error": str(outcome.error) if outcome.error else None,
        "exit_code": outcome.exit_code,
    }


def finish(outcomes: Sequence[Outcome], total: int, quiet: bool) -> None:
    """The summary: a line per plan."""
    done = {o.result.plan_id: o.result for o in outcomes if o.result}
    names = {o.result.plan_id: name_of(o.path) for o in reversed(outcomes) if o.result}
    if quiet or not done:
        return
    rows = [
        (key, o.pages, o.tasks, o.targets, len(o.issues), o.unplaced, names[key])
        for key, o in done.items()
    ]
    show_table(("plan", "pages", "tasks", "targets", "issues", "unplaced", "file"), rows)
    if sys.stderr.isatty() and any(each.issues for each in done.values()):
        say("Issues: --verbose prints them, planparse inspect shows where they stand.")
    failed = sum(outcome.error is not None for outcome in outcomes)
    if failed:
        say(f"{failed} of {total} files gave no records.")


def report_corrections(
    corrections: "Sequence[Correction]", outcomes: Sequence[Outcome], out: Path
) -> None:
    """Say which lines of `corrections.csv` are for a plan that was not read and is not there."""
    from planparse.write.compaction import Compacted
    from planparse.write.output import existing_source

    read = {outcome.result.plan_id for outcome in outcomes if outcome.result}
    compacted = Compacted(out)
    for line in corrections:
        there = line.plan_id in read or existing_source(out, line.plan_id)
        if not there and line.plan_id not in compacted.plans:
            say(f"Line {line.line} of corrections.csv was not used: {out} has no {line.plan_id}.")
