"""The commands that look at what `extract` has written.

Each command imports what it needs when it runs, so that `--help` does not wait for it.
"""

import json
from typing import Annotated

import typer

from planparse.commands import arguments
from planparse.commands.answers import ended_by
from planparse.errors import CannotWriteError, ExitCode, LocationError, UnreadableError

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
    out: arguments.From = arguments.OUT,
    to: Annotated[
        str, typer.Option(metavar="FILE.xlsx|FOLDER", help="A workbook, or a folder for CSV files.")
    ] = "plans.xlsx",
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite what is there already.")
    ] = False,
) -> None:
    """Write the tables as a workbook for Excel, or as CSV files.

    A list is a cell of several lines, and each year of a table has its column. Tasks have their
    document and their issues beside them, so that a filter shows what a person should look at.
    """
    from planparse.locations import to_path
    from planparse.write.sheets import export as write

    with ended_by(LocationError, UnreadableError, CannotWriteError):
        for name in write(to_path(out), to_path(to), replace):
            typer.echo(name)


def inspect(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|FOLDER|GLOB",
            help="The files that were extracted; where none is given, all plans are shown.",
        ),
    ] = None,
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Where extract wrote to.")] = (
        arguments.OUT
    ),
    to: Annotated[str, typer.Option(metavar="FOLDER", help="Where to write HTML.")] = "inspect",
    task: Annotated[
        list[str] | None,
        typer.Option(metavar="TASK_ID", help="Show this row, whether it has issues or not."),
    ] = None,
    password: arguments.Password = None,
) -> None:
    """Show every issue beside a picture of the place where it stands.

    Writes a page of HTML for each plan of the files given that has issues: message, row and the
    part of the page, with a frame around it. Without files it does so for all plans, without
    pictures; files that were joined are given in their order. A sheet that was turned to be read is
    shown whole.
    """
    from planparse.errors import PlanparseError
    from planparse.inspection import inspect as write
    from planparse.locations import to_path

    written = 0
    with ended_by(PlanparseError):
        for name, count in write(to_path(out), sources or [], to_path(to), task or [], password):
            typer.echo(f"{name}: {count} {'row' if task else 'issue'}{'s' * (count > 1)}")
            written += 1
    if written:
        return
    typer.echo(
        f"No plan has a row {' or '.join(task)}." if task else "No plan has issues.", err=True
    )
    raise typer.Exit(ExitCode.USAGE if task else ExitCode.OK)


def compact(out: arguments.From = arguments.OUT) -> None:
    """Merge the Parquet files of each province and year.

    The folder is read as before, and later runs add plans to it or replace them. JSON files stay as
    they are. A merge that was killed half way leaves rows twice, and is completed by the next one.
    """
    from planparse.locations import to_path
    from planparse.schema.records import TABLES
    from planparse.write.compaction import compact as merge
    from planparse.written import refuse_without_tables

    with ended_by(CannotWriteError, LocationError, UnreadableError):
        folder = to_path(out)
        refuse_without_tables(folder)
        plans, groups = merge(folder, list(TABLES))
    said = f"{plans} plans merged into {groups} groups." if plans else "There is nothing to merge."
    typer.echo(said)
