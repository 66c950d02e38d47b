"""The command that looks at files before a run."""

import json
from typing import Annotated

import typer

from planparse.commands import arguments
from planparse.commands.answers import ended_by
from planparse.errors import ExitCode, LocationError


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
    from planparse.commands.console import lines_of_look, report_inputs
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
        for line in whole or lines_of_look(look):
            typer.echo(line)
    raise typer.Exit(code)
