"""How commands answer: with a table for a person, JSON in a pipe, or an error that ends them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from planparse.errors import KnowledgeError, PlanparseError

if TYPE_CHECKING:
    from planparse.knowledge import Knowledge
    from planparse.runs.results import Outcome

Row = dict[str, Any]
# The white between two columns.
GAP = 2


@contextmanager
def ended_by(*errors: type[PlanparseError]) -> Iterator[None]:
    """End the command with the code of an error that leaves nothing to do."""
    try:
        yield
    except errors as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(error.exit_code) from None


def to_day(text: str) -> date:
    """A date as it is given on the command line; another text ends the command."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no date. Write it as in 2026-01-15.") from None


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The shipped knowledge with a user's own tables; a table that is wrong ends the command."""
    from planparse.knowledge import load

    with ended_by(KnowledgeError):
        return load(folder)


def report_strict(outcomes: Sequence[Outcome], verbose: bool) -> None:
    """Say for which plans --strict ends with its code."""
    named = dict.fromkeys(o.result.plan_id for o in outcomes if o.result and o.has_issues)
    if named:
        how = "" if verbose else " --verbose prints them."
        typer.echo(f"With a warning or an error: {', '.join(named)}.{how}", err=True)


def answer(text: str, parse: Callable[[str], Sequence[Row]]) -> None:
    """One text as a table for a person, or the lines of standard input as JSON arrays."""
    if text != "-":
        _print_table(parse(text))
        return
    for line in sys.stdin:
        rows = parse(_decoded(line.rstrip("\r\n")))
        print(json.dumps(rows, ensure_ascii=False, default=_plain), flush=True)


def _decoded(line: str) -> str:
    """A line that is a JSON string, decoded; every other line as it is."""
    if line.startswith('"') and line.endswith('"') and len(line) > 1:
        try:
            decoded = json.loads(line)
        except ValueError:
            return line
        return decoded if isinstance(decoded, str) else line
    return line


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def _print_table(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    named = rows[0] if rows else {}
    shown = [key for key in named if any(row[key] not in (None, "", []) for row in rows)]
    if not shown:
        typer.echo("Nothing was found in the text.", err=True)
        return
    width = sum(_width(key, rows) + GAP for key in shown)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else width)
    if width > console.width:
        _print_records(rows, shown)
        return
    table = Table(box=None, pad_edge=False)
    for key in shown:
        table.add_column(key, overflow="fold")
    for row in rows:
        table.add_row(*("" if row[key] in (None, []) else str(row[key]) for key in shown))
    console.print(table)


def _width(key: str, rows: Sequence[Row]) -> int:
    """How wide the column of a field is."""
    return max(len(text) for row in rows for text in (key, str(row[key] or "")))


def _print_records(rows: Sequence[Row], shown: Sequence[str]) -> None:
    """A line per value, where the table is wider than the terminal."""
    width = max(map(len, shown))
    for index, row in enumerate(rows):
        typer.echo("\n" * (index > 0), nl=False)
        for key in shown:
            if row[key] not in (None, "", []):
                typer.echo(f"{key.ljust(width)}  {row[key]}")
