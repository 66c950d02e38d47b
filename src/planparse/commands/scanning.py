"""The commands that look before a run: at files, and at what is installed."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.commands import arguments
from planparse.commands.answers import ended_by
from planparse.errors import ExitCode, LocationError
from planparse.locations import name_of

if TYPE_CHECKING:
    from planparse.runs.scanning import Look


def scan(
    inputs: arguments.Inputs,
    password: arguments.Password = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object per file, one a line.")
    ] = False,
) -> None:
    """Show what kind of pages files have; write nothing.

    The files may be of any format, scanned or not. Each line is a run of pages of one kind: file,
    pages, kind (text, scan, outlines, …), and the share of Vietnamese words on the worst page. The
    last line of a file says what extract would do with it. The exit code is the highest of the
    files that cannot be opened.
    """
    from planparse.commands.console import report_inputs
    from planparse.read.options import ReadOptions
    from planparse.runs.inputs import find_inputs
    from planparse.runs.scanning import scan as scan_file
    from planparse.runs.scanning import to_object

    with ended_by(LocationError):
        files, passed = find_inputs(inputs)
    report_inputs(files, passed, inputs, quiet=False)
    code = ExitCode.OK
    for path in files:
        look = scan_file(path, ReadOptions(password))
        code = max(code, look.exit_code)
        whole = [json.dumps(to_object(look), ensure_ascii=False)] if as_json else None
        for line in whole or _lines_of(look):
            typer.echo(line)
    raise typer.Exit(code)


def _lines_of(look: "Look") -> Iterator[str]:
    """What was found in a file: a line per run of pages, and one for the whole file."""
    name = name_of(look.path)
    for alike in look.runs:
        first, last = alike.first, alike.last
        pages = f"pages {first}-{last}" if last > first else f"page {first}"
        share = f", {alike.quality:.0%} Vietnamese" if alike.quality is not None else ""
        yield f"{name}: {pages}: {alike.kind}{share}"
    yield look.verdict if look.verdict.startswith(f"{name} ") else f"{name}: {look.verdict}"


def doctor() -> None:
    """Show which optional programs are installed."""
    from planparse.commands.console import say, show_table
    from planparse.read.tools import find_tools

    tools = find_tools()
    rows = [(tool.name, tool.found or "not installed", tool.purpose) for tool in tools]
    show_table(("what", "found", "for"), rows)
    for tool in tools:
        if not tool.found:
            say(f"{tool.name}: {tool.advice}")
