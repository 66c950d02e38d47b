"""The commands that parse one kind of value: for a person who wants to know why, and for pipes.

Each command imports what it needs when it runs, so that `--help` does not wait for it.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planparse.answers import Row, answer
from planparse.errors import KnowledgeError

if TYPE_CHECKING:
    from planparse.knowledge import Knowledge
    from planparse.normalize.bodies import Scope
    from planparse.normalize.promised import Value
    from planparse.normalize.readings import Mention

Text = Annotated[
    str,
    typer.Argument(metavar="TEXT|-", help="The text; with -, one text per line of standard input."),
]
Province = Annotated[
    str | None, typer.Option(help="Name of the province at the time, or its ISO code.")
]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of the document.")]
KnowledgeFolder = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        exists=True,
        file_okay=False,
        help="Folder with your own agencies.csv and agency_aliases.csv.",
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
    from planparse.normalize.agencies import parse_agencies

    knowledge = load_knowledge(knowledge_folder)
    scope = _scope(province, on, knowledge)
    answer(
        text,
        lambda t: [
            _of_mention(mention, position)
            for position, mention in enumerate(parse_agencies(t, scope, knowledge), 1)
        ],
    )


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
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The output folder of `extract`.")
    ] = Path("data/out"),
    knowledge_folder: KnowledgeFolder = None,
) -> None:
    """List the mentions that matched nothing, as lines for `agency_aliases.csv`.

    `name` is the nearest known name, to be accepted or corrected; a line that is accepted goes into
    agency_aliases.csv of the folder that --knowledge names, and the next run knows it.
    """
    from planparse.unresolved import list_unresolved

    folder = out / "responsibilities"
    if not any(folder.glob("*.parquet")):
        typer.echo(f"{folder} holds no Parquet. Run planparse extract first.", err=True)
        raise typer.Exit(2)
    columns = ["scope", "alias", "name", "mentions", "plans"]
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(list_unresolved(out, load_knowledge(knowledge_folder)))


@targets.command("parse")
def parse_target_texts(
    text: Text,
    year: Annotated[int | None, typer.Option(help="Year of the column.")] = None,
    province: Province = None,
    on: On = None,
) -> None:
    """Parse the values of a year cell, an indicator row or a prose objective.

    With - every line of standard input is a text (a JSON string is decoded first) and gives one
    JSON array with the columns of `targets`.
    """
    from planparse.normalize.promises import member_finder
    from planparse.normalize.targets import parse_targets

    knowledge = load_knowledge()
    members = member_finder(_scope(province, on, knowledge), knowledge)
    answer(
        text,
        lambda t: [
            _of_value(value, year, position)
            for position, value in enumerate(parse_targets(t, knowledge, members, year), 1)
        ],
    )


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
    issued_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of issue, from which “100 ngày” counts."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year of a plan for a single year: “Quý II” is in it.")
    ] = None,
) -> None:
    """Parse the time of a task: first and last day, how often, and what it waits for.

    With -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON
    array of one object.
    """
    from planparse.normalize.timelines import parse_timeline

    knowledge = load_knowledge()
    issued = issued_on.date() if issued_on else None

    def parse(cell: str) -> list[Row]:
        row = asdict(parse_timeline(cell, issued, knowledge, year))
        row.pop("is_settled")
        return [row]

    answer(text, parse)


@citations.command("parse")
def parse_citation_texts(text: Text, province: Province = None, on: On = None) -> None:
    """Find the legal acts named in a preamble, a cell or a sentence.

    With -, each line of standard input (a text, or a JSON string) gives one line of output: a JSON
    array of objects with the columns of `citations`.
    """
    from planparse.normalize.citations import parse_citations

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

    With - every line of standard input is a text (a JSON string is decoded first) and gives one
    JSON array of one object: `number` and `style` (roman, arabic, letter, dotted, none).
    """
    from planparse.normalize.numbers import parse_numbering

    def parse(cell: str) -> list[Row]:
        number, style = parse_numbering(cell)
        return [{"number": number, "style": style}]

    answer(text, parse)


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The shipped knowledge with a user's own tables; a table that is wrong ends the command."""
    from planparse.knowledge import load

    try:
        return load(folder)
    except KnowledgeError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(error.exit_code) from None


def _scope(province: str | None, on: datetime | None, knowledge: Knowledge) -> Scope:
    from planparse.normalize.bodies import Scope

    day = on.date() if on else None
    if province is None:
        return Scope(None, None, day)
    found = knowledge.province(province, day)
    if found is None:
        names = ", ".join(sorted(p.name for p in knowledge.provinces))
        raise typer.BadParameter(f"No province is called {province}. Known are: {names}.")
    return Scope(found, None, day)
