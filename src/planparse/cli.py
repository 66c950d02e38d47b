"""The command line: the only place that prints, logs or ends with an exit code.

What a command needs is imported where it is run: `--help` need not wait for it.
"""

import logging
import sys
from typing import Annotated, Literal

import typer

from planparse import process, values
from planparse.errors import CannotWriteError, ClusterError, ExitCode, LocationError

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


def main() -> None:
    """Run the command; Ctrl-C ends with its own code."""
    process.set_up()
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("Interrupted.", err=True)
        sys.exit(ExitCode.INTERRUPTED)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
        list[str], typer.Argument(metavar="FILE|FOLDER|GLOB|URL...", help="What to read.")
    ],
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where to write JSON and Parquet.")
    ] = "data/out",
    strict: Annotated[
        bool, typer.Option("--strict", help="End with code 9 when a plan has issues to look at.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Files read at a time.")] = 1,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="Read on the workers of a Dask scheduler."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=0.001, metavar="SECONDS", help="Give a file up that takes longer."),
    ] = None,
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
    engine: Annotated[
        Literal["pdfium", "pdfplumber"],
        typer.Option(help="What reads PDFs: the fast engine, or the one it is measured by."),
    ] = "pdfium",
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Read PDFs with both engines; what differs is an issue."),
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read everything again, and keep nothing.")
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
    from planparse.batch import Options, exit_code_of
    from planparse.console import finish, follow, report, report_inputs, say
    from planparse.inputs import find_inputs
    from planparse.locations import to_path
    from planparse.read.options import ReadOptions
    from planparse.write.output import Formats

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    if json_only and parquet_only:
        raise typer.BadParameter("--json-only and --parquet-only exclude each other.")
    if cluster and timeout:
        raise typer.BadParameter(
            "--timeout is for workers here; those of a cluster have their own."
        )
    if quiet and verbose:
        raise typer.BadParameter("--quiet and --verbose exclude each other.")
    if knowledge_folder:
        values.load_knowledge(knowledge_folder)  # a table that is wrong is said before the work
    try:
        folder = to_path(out)
        files, passed = ([to_path(each) for each in inputs], []) if join else find_inputs(inputs)
    except LocationError as error:
        say(f"Error: {error}")
        raise typer.Exit(error.exit_code) from None
    report_inputs(files, passed, inputs, quiet)
    files, more = (files[:1], tuple(files[1:])) if join else (files, ())
    formats = Formats.JSON if json_only else Formats.PARQUET if parquet_only else Formats.ALL
    reading = ReadOptions(password, ocr, not no_cache, more, engine, verify)
    options = Options(folder, formats, replace, jobs, knowledge_folder, reading, timeout, cluster)
    outcomes = []
    try:
        for outcome in follow(files, options, quiet):
            outcomes.append(outcome)
            report(outcome, verbose)
    except ClusterError as error:
        say(f"Error: {error}")
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        finish(outcomes, len(files), quiet)
        done = len({outcome.path for outcome in outcomes})
        say(f"Interrupted: {done} of {len(files)} files are done and complete.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    finish(outcomes, len(files), quiet)
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
    from planparse.console import lines_of_look, report_inputs
    from planparse.inputs import find_inputs
    from planparse.read.options import ReadOptions
    from planparse.scanning import scan as scan_file

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files, passed = find_inputs(inputs)
    report_inputs(files, passed, inputs, quiet=False)
    code = ExitCode.OK
    for path in files:
        look = scan_file(path, ReadOptions(password))
        code = max(code, look.exit_code)
        for line in lines_of_look(look):
            typer.echo(line)
    raise typer.Exit(code)


@app.command()
def compact(
    out: Annotated[str, typer.Argument(metavar="OUT", help="The output folder of `extract`.")] = (
        "data/out"
    ),
) -> None:
    """Merge the small Parquet files of an output folder, per province and year.

    Whatever reads the folder reads it as before; plans that are extracted later are written beside
    the merged files, or replaced in them. JSON is left as it is.
    """
    from planparse.console import say
    from planparse.locations import to_path
    from planparse.schema.records import TABLES
    from planparse.write.compaction import compact as merge

    try:
        plans, groups = merge(to_path(out), list(TABLES))
    except (CannotWriteError, LocationError) as error:
        say(f"Error: {error}")
        raise typer.Exit(error.exit_code) from None
    typer.echo(f"{plans} plans merged into {groups} groups.")


kept = typer.Typer(help="What is kept from run to run, so that it is not read again.")
app.add_typer(kept, name="cache", no_args_is_help=True)


@kept.command("info")
def show_cache() -> None:
    """Say where it is kept, and how much: results of documents (plans), scanned pages (ocr)."""
    from planparse import cache
    from planparse.console import show_table

    typer.echo(str(cache.folder()))
    rows = [(share.kind, share.entries, share.size) for share in cache.find_shares()]
    show_table(("kind", "entries", "bytes"), rows)


@kept.command("prune")
def prune_cache(
    days: Annotated[
        float | None, typer.Option(min=0, help="Delete what was of no use for so many days.")
    ] = None,
    megabytes: Annotated[
        float | None, typer.Option(min=0, help="Delete the oldest until so much is left.")
    ] = None,
) -> None:
    """Delete what is kept: all of it, or what is old or too much."""
    from planparse import cache

    size = None if megabytes is None else int(megabytes * 1e6)
    typer.echo(f"{cache.prune(days, size)} entries deleted.")


@app.command()
def doctor() -> None:
    """Say what is installed beside planparse, and what that enables."""
    from planparse.console import show_tools

    show_tools()


if __name__ == "__main__":
    main()
