"""What a run shows: progress, messages on standard error, summaries on standard output."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from planparse.batch import Options, Outcome, run
from planparse.errors import ExitCode
from planparse.read.tools import find_tools
from planparse.scanning import Look
from planparse.schema.records import Issue

messages = Console(stderr=True, highlight=False)


def lines_of_look(look: Look) -> Iterator[str]:
    """What a look at a file found, a line per run of pages and one for all."""
    for alike in look.runs:
        first, last = alike.first, alike.last
        pages = f"pages {first}-{last}" if last > first else f"page {first}"
        share = f", {alike.quality:.0%} Vietnamese" if alike.quality is not None else ""
        yield f"{look.path.name}: {pages}: {alike.kind}{share}"
    yield f"{look.path.name}: {look.verdict}"


def show_tools() -> None:
    """What is installed beside planparse, and how to get what is not."""
    table = Table(box=None, pad_edge=False)
    for name in ("what", "found", "for"):
        table.add_column(name, overflow="fold")
    for tool in find_tools():
        table.add_row(tool.name, tool.found or "not installed", tool.purpose)
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(table)
    for tool in find_tools():
        if not tool.found:
            messages.print(f"{tool.name}: {tool.advice}", markup=False, soft_wrap=True)


def report_inputs(
    files: Sequence[Path], passed: Sequence[Path], inputs: Sequence[str], quiet: bool
) -> None:
    """Say what is passed over; end with the code of a wrong usage when there is nothing to read."""
    if passed and not quiet:
        names = ", ".join(path.name for path in passed[:5]) + (", …" if len(passed) > 5 else "")
        messages.print(f"Passed over, of a format that is not read: {names}", markup=False)
    if not files:
        messages.print(f"Nothing to read in {', '.join(inputs)}.", markup=False)
        raise typer.Exit(ExitCode.USAGE)


def follow(files: list[Path], options: Options, quiet: bool) -> Iterator[Outcome]:
    """Run with a progress bar, on a terminal and when there is something to wait for."""
    with _progress(quiet) as progress:
        bar = progress.add_task("files", total=len(files))
        pages = progress.add_task("pages", total=None, visible=options.jobs == 1)

        def on_page(done: int, total: int) -> None:
            progress.update(pages, completed=done, total=total)

        with _interrupts() as seen:
            for outcome in run(files, options, on_page):
                progress.update(bar, advance=1)
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
def _progress(quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    hidden = quiet or not messages.is_terminal
    with Progress(*columns, TimeElapsedColumn(), console=messages, disable=hidden) as progress:
        yield progress


def report(outcome: Outcome, verbose: bool) -> None:
    """Say what is to say of one file as soon as it is done."""
    if outcome.error:
        messages.print(f"Error: {outcome.error}", markup=False, soft_wrap=True)
    if outcome.checked_against:
        name = outcome.checked_against.name
        said = f"{outcome.path.name}: used to check {name}, another source of its plan."
        messages.print(said, markup=False, soft_wrap=True)
    elif verbose and outcome.document:
        for issue in outcome.document.issues:
            messages.print(_line_of(issue, outcome.path), markup=False, soft_wrap=True)


def _line_of(issue: Issue, path: Path) -> str:
    page = f" page {issue.page}" if issue.page else ""
    return f"{path.name}:{page} {issue.severity} {issue.code}: {issue.message}"


def finish(outcomes: Sequence[Outcome], total: int, quiet: bool) -> None:
    """The summary: a line per plan."""
    done = {o.document.plan.plan_id: o.document.plan for o in outcomes if o.document}
    if quiet or not done:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("plan", overflow="fold")
    for name in ("pages", "tasks", "targets", "issues", "unplaced"):
        table.add_column(name, justify="right")
    for plan in done.values():
        counts = (plan.pages, plan.task_count, plan.target_count, plan.issue_count)
        table.add_row(plan.plan_id, *map(str, counts), str(plan.unplaced_characters))
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(table)
    failed = sum(outcome.error is not None for outcome in outcomes)
    if failed:
        messages.print(f"{failed} of {total} files were not read.")
