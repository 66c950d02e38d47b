"""The commands that show and delete what is kept from run to run."""

from typing import Annotated

import typer

kept = typer.Typer(
    help="Show or delete the results that are kept from run to run.", no_args_is_help=True
)


@kept.command("info")
def show_cache() -> None:
    """Show the folder, and how much it holds.

    plans: results of documents; runs: which files stood after a run; ocr: scanned pages; knowledge:
    planparse's own tables, compiled.
    """
    from planparse.commands.console import show_table
    from planparse.runs import cache

    typer.echo(str(cache.folder()))
    rows = [(share.kind, share.entries, share.size) for share in cache.find_shares()]
    show_table(("kind", "entries", "bytes"), rows)


@kept.command("prune")
def prune_cache(
    days: Annotated[
        float | None,
        typer.Option(min=0, metavar="N", help="Delete what was not used for this many days."),
    ] = None,
    megabytes: Annotated[
        float | None,
        typer.Option(min=0, metavar="N", help="Delete the oldest until this much is left."),
    ] = None,
) -> None:
    """Delete everything that is kept, or only what is old or too much."""
    from planparse.runs import cache

    size = None if megabytes is None else int(megabytes * 1e6)
    typer.echo(f"{cache.prune(days, size)} entries deleted.")
