"""The commands that parse one kind of value: for a person who wants to know why, and for pipes.

Each command imports what it needs when it runs, so that `--help` does not wait for it.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planparse.commands import arguments
from planparse.commands.answers import Row, answer, ended_by, load_knowledge, to_day
from planparse.errors import CannotWriteError, KnowledgeError, LocationError, UnreadableError

if TYPE_CHECKING:
    from planparse.knowledge import Knowledge
    from planparse.normalize.agencies.bodies import Scope
    from planparse.normalize.agencies.reader import Mention
    from planparse.normalize.targets.promised import Value

Text = Annotated[
    str,
    typer.Argument(metavar="TEXT|-", help="The text; with -, one text per line of standard input."),
]
Province = Annotated[
    str | None,
    typer.Option(metavar="NAME|CODE", help="Name of the province at the time, or its ISO code."),
]
On = Annotated[
    date | None, typer.Option(parser=to_day, metavar="DATE", help="Date of the document.")
]
_COUNTS = "Date of issue, from which “100 ngày” counts."
IssuedOn = Annotated[date | None, typer.Option(parser=to_day, metavar="DATE", help=_COUNTS)]
KnowledgeFolder = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        exists=True,
        file_okay=False,
        metavar="FOLDER",
        help="Folder with your own agencies.csv, agency_aliases.csv, column_headings.csv, "
        "corrections.csv.",
    ),
]

agencies = typer.Typer(help="Find the agencies that a text names.", no_args_is_help=True)
targets = typer.Typer(help="Parse the values that a text promises.", no_args_is_help=True)
timelines = typer.Typer(help="Parse when something is to be done.", no_args_is_help=True)
citations = typer.Typer(help="Find the legal acts that a text names.", no_args_is_help=True)
numbers = typer.Typer(help="Parse row numbers of tables.", no_args_is_help=True)


@agencies.command("resolve")
def resolve_agencies(
    text: Text,
    province: Province = None,
    on: On = None,
    knowledge_folder: KnowledgeFolder = None,
) -> None:
    """Find the agencies in a cell or list: how each was matched, and which agency succeeded it.

    With -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON
    array of objects with the columns of `responsibilities`.
    """
    from planparse.normalize.agencies.mentions import parse_agencies

    knowledge = load_knowledge(knowledge_folder)
    scope = _scope(province, on, knowledge)

    def parse(cell: str) -> list[Row]:
        mentions = parse_agencies(cell, scope, knowledge)
        return [_of_mention(mention, position) for position, mention in enumerate(mentions, 1)]

    answer(text, parse)


def _of_mention(mention: Mention, position: int) -> Row:
    return {
        "position": position,
        "mention": mention.text,
        "agency_name": mention.name,
        "agency_id": mention.agency_id,
        "level": mention.level,
        "method": mention.method,
        "score": mention.score,
        "successor_name": mention.successor,
    }


@agencies.command("unresolved")
def unresolved_agencies(
    out: arguments.From = arguments.OUT,
    knowledge_folder: KnowledgeFolder = None,
    add_to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Add the lines to the table in a folder of your own."),
    ] = None,
) -> None:
    """List the agencies that are not known, as lines for `agency_aliases.csv`.

    The column `name` proposes a known name where one is near: correct or complete it. A line
    without a name has no effect. With --add-to the table keeps the lines that it has;
    `extract --knowledge FOLDER` reads it.
    """
    from planparse.knowledge import ALIASES, find_tables
    from planparse.locations import to_path
    from planparse.unresolved import COLUMNS, add_lines, list_unresolved, write_lines
    from planparse.written import refuse_without_tables

    with ended_by(LocationError, UnreadableError):
        folder = to_path(out)
        refuse_without_tables(folder)
    own = add_to if add_to and find_tables(add_to) else None
    knowledge = load_knowledge(knowledge_folder or own)
    with ended_by(UnreadableError):
        lines = list(list_unresolved(folder, knowledge))
    if not add_to:
        typer.echo(",".join(COLUMNS))
        write_lines(lines, sys.stdout)
        return
    with ended_by(CannotWriteError, KnowledgeError):
        typer.echo(f"Lines added to {add_to / ALIASES}: {add_lines(lines, add_to)}.")


@targets.command("parse")
def parse_target_texts(
    text: Text,
    year: Annotated[int | None, arguments.of_year("Year of the column.")] = None,
    province: Province = None,
    on: On = None,
    read_as: Annotated[
        Literal["cell", "sentence"] | None,
        typer.Option("--as", help="Where the text stands: in a column, or in prose."),
    ] = None,
) -> None:
    """Parse the values of a year cell or deliverable, or of an indicator row or prose objective.

    `extract` knows from its place what a text is; here a text with --year is a cell and any other a
    sentence, unless --as says which. With -, each line of standard input (a text, or a JSON string)
    gives one line of output: a JSON array of objects with the columns of `targets`.
    """
    from planparse.normalize.targets.cells import parse_cell
    from planparse.normalize.targets.promises import member_finder
    from planparse.normalize.targets.prose import parse_sentence_values

    knowledge = load_knowledge()
    members = member_finder(_scope(province, on, knowledge), knowledge)
    as_cell = partial(parse_cell, knowledge=knowledge, find_members=members, year=year)
    as_sentence = partial(parse_sentence_values, knowledge=knowledge)
    is_cell = read_as == "cell" if read_as else year is not None
    read = as_cell if is_cell else as_sentence
    answer(text, lambda said: [_of_value(v, year, i) for i, v in enumerate(read(said), 1)])


def _of_value(value: Value, year: int | None, position: int) -> Row:
    row = asdict(value)
    return {
        "indicator": row.pop("indicator"),
        "year": row.pop("year") or year,
        "position": position,
        **row,
    }


@timelines.command("parse")
def parse_timelines(
    text: Text,
    issued_on: IssuedOn = None,
    year: Annotated[
        int | None, arguments.of_year("Year of a plan for a single year: “Quý II” is in it.")
    ] = None,
) -> None:
    """Parse the time of a task: first and last day, how often, and what it waits for.

    With -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON
    array of one object.
    """
    from planparse.normalize.times.timelines import parse_timeline

    knowledge = load_knowledge()

    def parse(cell: str) -> list[Row]:
        row = asdict(parse_timeline(cell, issued_on, knowledge, year))
        row.pop("is_settled")
        return [row]

    answer(text, parse)


@citations.command("parse")
def parse_citation_texts(text: Text, province: Province = None, on: On = None) -> None:
    """Find the legal acts named in a preamble, a cell or a sentence.

    With -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON
    array of objects with the columns of `citations`.
    """
    from planparse.normalize.acts.citations import parse_citations

    knowledge = load_knowledge()
    scope = _scope(province, on, knowledge)

    def parse(paragraph: str) -> list[Row]:
        rows = [asdict(cited) for cited in parse_citations(paragraph, scope, knowledge)]
        return [
            {"position": position} | {k: v for k, v in row.items() if k not in {"start", "end"}}
            for position, row in enumerate(rows, 1)
        ]

    answer(text, parse)


@numbers.command("parse")
def parse_numbers(text: Text) -> None:
    """Read a row number, even one broken by a narrow column: "VII I" is VIII.

    Shows every way to read it, the likeliest first; in a table the numbers before it decide. With
    -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON array
    of objects with `number`, `style` (roman, upper, decimal, arabic, letter, …) and `value`, its
    place in the sequence.
    """
    from planparse.extract.numbering import put_together, whole_labels
    from planparse.normalize.numbers import parse_row_number

    knowledge = load_knowledge()

    def parse(cell: str) -> list[Row]:
        printed = put_together(cell.split())
        row, labels = {"number": parse_row_number(printed)}, whole_labels(printed, knowledge)
        return [{**row, "style": label.style, "value": label.values[-1]} for label in labels]

    answer(text, parse)


def _scope(province: str | None, on: date | None, knowledge: Knowledge) -> Scope:
    from planparse.knowledge.places import find_nearest, find_province
    from planparse.normalize.agencies.bodies import Scope

    if province is None:
        return Scope(None, None, on)
    found = find_province(province, on, knowledge)
    if found is None:
        names = ", ".join(find_nearest(province, knowledge))
        raise typer.BadParameter(f"No province is called {province}. Nearest are: {names}.")
    return Scope(found, None, on)
