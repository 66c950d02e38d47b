"""The commands about what is kept from run to run."""

from typing import Annotated

import typer

kept = typer.Typer(
    help="What is kept from run to run, so that it is not read again.", no_args_is_help=True
)


@kept.command("info")
def show_cache() -> None:
    """Say where it is kept, and how much: results of documents (plans), scanned pages (ocr), and
    what planparse itself knows, ready for use (knowledge).
    """
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
