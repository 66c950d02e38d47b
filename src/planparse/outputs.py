"""The commands that look at what `extract` has written.

Each command imports what it needs when it runs, so that `--help` does not wait for it.
"""

import json
from typing import Annotated

import typer

from planparse import arguments
from planparse.answers import ended_by
from planparse.errors import ExitCode, LocationError, UnreadableError

Old = Annotated[
    str, typer.Argument(metavar="OLD", help="An output folder of `extract`, or the JSON of a plan.")
]
New = Annotated[str, typer.Argument(metavar="NEW", help="Another one, to compare with it.")]


def diff(
    old: Old,
    new: New,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object per difference, one a line.")
    ] = False,
) -> None:
    """Show which rows and cells differ between two outputs.

    Rows that say the same are the same wherever they stand. Ends with code 10 when something
    differs, with 0 when nothing does.
    """
    from planparse.differences import find_differences, to_lines
    from planparse.locations import to_path

    with ended_by(LocationError, UnreadableError):
        found = list(find_differences(to_path(old), to_path(new)))
    objects = (json.dumps(each._asdict(), ensure_ascii=False) for each in found)
    for line in objects if as_json else to_lines(found):
        typer.echo(line)
    if not found:
        return
    rows = {(each.table, each.row) for each in found}
    plans = {each.plan_id for each in found}
    typer.echo(f"Rows that differ: {len(rows)}, of {len(plans)} plans.", err=True)
    raise typer.Exit(ExitCode.DIFFERENT)


def export(
    out: arguments.From = "data/out",
    to: Annotated[
        str, typer.Option(metavar="FILE.xlsx|FOLDER", help="A workbook, or a folder for CSV files.")
    ] = "plans.xlsx",
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite what is there already.")
    ] = False,
) -> None:
    """Write the tables as a workbook for Excel, or as CSV files.

    A list is a cell of several lines, and each year of a table has its column. Tasks have their
    issues beside them, so that a filter shows what a person should look at.
    """
    from planparse.errors import CannotWriteError
    from planparse.locations import to_path
    from planparse.write.sheets import export as write

    with ended_by(LocationError, UnreadableError, CannotWriteError):
        for name in write(to_path(out), to_path(to), replace):
            typer.echo(name)
