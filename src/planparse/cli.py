"""The command line: with what it is made of (`commands`) the only place that prints or ends with an
exit code.

Each command imports what it needs when it runs, so that `--help` does not wait for it.
"""

import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from planparse import process
from planparse.commands import arguments, keeping, outputs, scanning, values
from planparse.commands.answers import ended_by, load_knowledge, report_strict
from planparse.errors import CannotWriteError, ClusterError, ExitCode, LocationError
from planparse.locations import describe
from planparse.read.reader import start_reader

if TYPE_CHECKING:
    from pathlib import Path

    from planparse.read.reader import Reader
    from planparse.runs.batch import Options
    from planparse.runs.results import Outcome

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; Ctrl-C ends with its own code."""
    process.set_up()
    process.share_cores()
    process.speak_utf8()
    reader = None
    try:
        reader = _start_early(sys.argv[1:])
        app(obj=reader)
    except KeyboardInterrupt:
        typer.echo("Interrupted.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except OSError as error:  # a folder that may not be looked into, a disk that fails
        if process.is_debugged():
            raise
        name = f"{error.filename} cannot be used" if error.filename else "A file cannot be used"
        typer.echo(f"Error: {name}: {describe(error)}.", err=True)
        sys.exit(ExitCode.UNREADABLE)
    finally:
        if reader:
            reader.close()
        # An interrupt that came through an `exec`, of which every data class has some while modules
        # load, has CPython end by the signal whatever the code; the next `exec` takes that back.
        exec("")


def _start_early(words: list[str]) -> "Reader | None":
    """Start the processes that will read, before anything slow is loaded here.

    What the options say exactly is seen later; what was started for nothing is ended then.
    """
    if words[:1] != ["extract"] or {"-h", "--help"} & {*words}:
        return None
    at_once = "--no-cache" in words or not arguments.is_again(words)
    is_text = any(word.lower().endswith(".txt") for word in words)  # needs no reader of PDFs
    if not any(word.startswith(("-j", "--jobs", "--timeout")) for word in words):
        return start_reader(at_once and not is_text)
    if at_once:
        process.start_server()
    return None


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
    logging.getLogger("pdfminer").setLevel(logging.ERROR)


def extract(
    context: typer.Context,
    inputs: arguments.Inputs,
    out: arguments.Out = arguments.OUT,
    strict: arguments.Strict = False,
    jobs: arguments.Jobs = 1,
    cluster: arguments.Cluster = None,
    timeout: arguments.Timeout = None,
    json_only: arguments.JsonOnly = False,
    parquet_only: arguments.ParquetOnly = False,
    replace: arguments.Replace = False,
    knowledge_folder: values.KnowledgeFolder = None,
    password: arguments.Password = None,
    ocr: arguments.Ocr = "auto",
    engine: arguments.Engine = "pdfium",
    verify: arguments.Verify = False,
    no_cache: arguments.NoCache = False,
    join: arguments.Join = False,
    report: arguments.Report = None,
    quiet: arguments.Quiet = False,
    verbose: arguments.Verbose = False,
) -> None:
    """Turn published plans into JSON and Parquet.

    A summary goes to standard output, messages and progress to standard error.
    """
    from planparse.commands.console import report_corrections
    from planparse.locations import refuse_unwritable, to_path
    from planparse.read.options import ReadOptions
    from planparse.runs.batch import Options, exit_code_of
    from planparse.write.output import Formats

    _exclude({"--json-only": json_only, "--parquet-only": parquet_only})
    _exclude({"--quiet": quiet, "--verbose": verbose})
    _exclude({"--timeout": timeout, "--cluster, whose workers have their own,": cluster})
    # A table that is wrong is said before the work.
    corrections = load_knowledge(knowledge_folder).corrections if knowledge_folder else ()
    with ended_by(LocationError, CannotWriteError):
        folder, files = to_path(out), _find_files(inputs, join, quiet)
        refuse_unwritable(folder)
        if report not in (None, "-"):
            refuse_unwritable(to_path(report).parent, "--report")
    files, more = (files[:1], tuple(files[1:])) if join else (files, ())
    formats = Formats.JSON if json_only else Formats.PARQUET if parquet_only else Formats.ALL
    reading = ReadOptions(password, ocr, not no_cache, more, engine, verify)
    options = Options(folder, formats, replace, jobs, knowledge_folder, reading, timeout, cluster)
    options = _with_reader(options, context.obj)
    outcomes = _run(files, options, (quiet, verbose), report)
    if corrections and not quiet:
        report_corrections(corrections, outcomes, folder)
    if strict and not quiet:
        report_strict(outcomes, verbose)
    raise typer.Exit(exit_code_of(outcomes, strict))


def _with_reader(options: "Options", reader: "Reader | None") -> "Options":
    """The options with the process that reads the first file, unless workers read them all."""
    if reader and options.has_workers:
        reader.close()
        return options
    return replace(options, reading=replace(options.reading, reader=reader))


def _exclude(options: dict[str, object]) -> None:
    """Refuse options of which only one makes sense."""
    if all(options.values()):
        raise typer.BadParameter(f"{' and '.join(options)} exclude each other.")


def _find_files(inputs: list[str], join: bool, quiet: bool) -> "list[Path]":
    from planparse.commands.console import report_inputs
    from planparse.locations import is_folder, to_path
    from planparse.runs.inputs import find_inputs

    files, passed = ([to_path(each) for each in inputs], []) if join else find_inputs(inputs)
    if join and any(map(is_folder, files)):
        raise typer.BadParameter(
            "--join takes the files of one document in their order, no folders."
        )
    report_inputs(files, passed, inputs, quiet)
    return files


def _run(
    files: "list[Path]", options: "Options", loudness: tuple[bool, bool], report_to: str | None
) -> "list[Outcome]":
    """Read and write every file, and say what came of each: `loudness` is quiet and verbose."""
    from planparse.commands.console import finish, follow, report, say, write_report

    quiet, verbose = loudness
    no_table = quiet or report_to == "-"  # what a program reads has nothing else in it
    outcomes: list[Outcome] = []
    try:
        with ended_by(ClusterError):
            for outcome in follow(files, options, quiet):
                outcomes.append(outcome)
                report(outcome, quiet, verbose)
        finish(outcomes, len(files), no_table)
    except KeyboardInterrupt:
        finish(outcomes, len(files), no_table)
        done = len({outcome.path for outcome in outcomes})
        say(f"Interrupted: {done} of {len(files)} files are done and complete.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    finally:
        with ended_by(CannotWriteError, LocationError):
            write_report(outcomes, report_to)
    return outcomes


# The order of `--help`: from documents to records, and on from there; then what explains a value.
app.command(epilog=arguments.EXIT_CODES)(extract)
for command in (outputs.inspect, outputs.diff, outputs.export, outputs.compact, scanning.scan):
    app.command()(command)
for name, group in (
    ("agencies", values.agencies),
    ("targets", values.targets),
    ("timelines", values.timelines),
    ("citations", values.citations),
    ("numbers", values.numbers),
    ("cache", keeping.kept),
):
    app.add_typer(group, name=name)
app.command()(scanning.doctor)


if __name__ == "__main__":
    main()
