"""The command line: the only place that prints, logs or ends with an exit code."""

import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from planparse import values
from planparse.batch import Options, Outcome, exit_code_of, find_inputs, run
from planparse.errors import ExitCode
from planparse.read import ReadOptions
from planparse.read.tools import find_tools
from planparse.scanning import Look
from planparse.scanning import scan as scan_file
from planparse.schema.records import Issue
from planparse.write import Formats

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, group in (
    ("agencies", values.agencies),
    ("targets", values.targets),
    ("timelines", values.timelines),
    ("citations", values.citations),
    ("numbers", values.numbers),
):
    app.add_typer(group, name=name)
messages = Console(stderr=True, highlight=False)


def main() -> None:
    """Run the command; Ctrl-C ends with its own code."""
    try:
        app()
    except KeyboardInterrupt:
        messages.print("Interrupted.")
        sys.exit(ExitCode.INTERRUPTED)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"planparse {version('planparse')}")
        raise typer.Exit


@app.callback()
def planparse(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Turn Vietnamese public plans into records one can trust."""


@app.command()
def extract(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE|FOLDER|GLOB...", help="What to read.")
    ],
    out: Annotated[Path, typer.Option(help="Where to write JSON and Parquet.")] = Path("data/out"),
    strict: Annotated[
        bool, typer.Option("--strict", help="End with code 9 when a plan has issues to look at.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Files read at a time.")] = 1,
    json_only: Annotated[bool, typer.Option("--json-only", help="Write no Parquet.")] = False,
    parquet_only: Annotated[bool, typer.Option("--parquet-only", help="Write no JSON.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite a plan that came from another source.")
    ] = False,
    knowledge_folder: values.KnowledgeFolder = None,
    password: Annotated[
        str | None, typer.Option(help="Password of the PDFs that ask for one.")
    ] = None,
    ocr: Annotated[
        Literal["auto", "always", "never"],
        typer.Option(
            help="Which pages are read from their picture: those that need it, all, none."
        ),
    ] = "auto",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read scanned pages again, and keep nothing.")
    ] = False,
    join: Annotated[
        bool, typer.Option("--join", help="Read the files, in this order, as one document.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print every issue with its page.")
    ] = False,
) -> None:
    """Turn published plans into records: JSON per plan, and Parquet tables.

    A summary goes to standard output; messages and progress go to standard error. The exit code
    is the highest of all files; docs/exit-codes.md lists them.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    if json_only and parquet_only:
        raise typer.BadParameter("--json-only and --parquet-only exclude each other.")
    if quiet and verbose:
        raise typer.BadParameter("--quiet and --verbose exclude each other.")
    values.load_knowledge(knowledge_folder)  # a table that is wrong is said before the work
    files, passed = ([Path(each) for each in inputs], []) if join else find_inputs(inputs)
    _report_inputs(files, passed, inputs, quiet)
    files, more = (files[:1], tuple(files[1:])) if join else (files, ())
    formats = Formats.JSON if json_only else Formats.PARQUET if parquet_only else Formats.ALL
    reading = ReadOptions(password, ocr, not no_cache, more)
    options = Options(out, formats, replace, jobs, knowledge_folder, reading)
    outcomes: list[Outcome] = []
    try:
        for outcome in _follow(files, options, quiet):
            outcomes.append(outcome)
            _report(outcome, verbose)
    except KeyboardInterrupt:
        _finish(outcomes, len(files), quiet)
        messages.print(f"Interrupted: {len(outcomes)} of {len(files)} files are done and complete.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    _finish(outcomes, len(files), quiet)
    raise typer.Exit(exit_code_of(outcomes, strict))


@app.command()
def scan(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE|FOLDER|GLOB...", help="What to look at.")
    ],
    password: Annotated[
        str | None, typer.Option(help="Password of the PDFs that ask for one.")
    ] = None,
) -> None:
    """Say what the pages of files are, and what extract would do with them; write nothing.

    A line per run of pages of one kind: file, pages, kind, and the share of words that are
    Vietnamese on the worst of them. The exit code is that of the worst file that cannot be opened.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files, passed = find_inputs(inputs)
    _report_inputs(files, passed, inputs, quiet=False)
    code = ExitCode.OK
    for path in files:
        look = scan_file(path, ReadOptions(password))
        code = max(code, look.exit_code)
        for line in _lines_of_look(look):
            typer.echo(line)
    raise typer.Exit(code)


def _lines_of_look(look: Look) -> Iterator[str]:
    for alike in look.runs:
        first, last = alike.first, alike.last
        pages = f"pages {first}-{last}" if last > first else f"page {first}"
        share = f", {alike.quality:.0%} Vietnamese" if alike.quality is not None else ""
        yield f"{look.path.name}: {pages}: {alike.kind}{share}"
    yield f"{look.path.name}: {look.verdict}"


@app.command()
def doctor() -> None:
    """Say what is installed beside planparse, and what that enables."""
    table = Table(box=None, pad_edge=False)
    for name in ("what", "found", "for"):
        table.add_column(name, overflow="fold")
    for tool in find_tools():
        table.add_row(tool.name, tool.found or "not installed", tool.purpose)
    Console(highlight=False, soft_wrap=not sys.stdout.isatty()).print(table)
    for tool in find_tools():
        if not tool.found:
            messages.print(f"{tool.name}: {tool.advice}", markup=False, soft_wrap=True)


def _report_inputs(
    files: Sequence[Path], passed: Sequence[Path], inputs: Sequence[str], quiet: bool
) -> None:
    if passed and not quiet:
        names = ", ".join(path.name for path in passed[:5]) + (", …" if len(passed) > 5 else "")
        messages.print(f"Passed over, of a format that is not read: {names}", markup=False)
    if not files:
        messages.print(f"Nothing to read in {', '.join(inputs)}.", markup=False)
        raise typer.Exit(ExitCode.USAGE)


def _follow(files: list[Path], options: Options, quiet: bool) -> Iterator[Outcome]:
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


def _report(outcome: Outcome, verbose: bool) -> None:
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


def _finish(outcomes: Sequence[Outcome], total: int, quiet: bool) -> None:
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


if __name__ == "__main__":
    main()
