"""What `extract` can be told on the command line: one name for each argument and option."""

from typing import Annotated, Literal

import typer

Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE|FOLDER|GLOB|URL...", help="What to read.")
]
Out = Annotated[str, typer.Option(metavar="FOLDER", help="Where to write JSON and Parquet.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with code 9 when a plan has issues to look at.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Files read at a time.")]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="tcp://HOST:PORT", help="Read on the workers of a Dask scheduler."),
]
Timeout = Annotated[
    float | None,
    typer.Option(min=0.001, metavar="SECONDS", help="Give a file up that takes longer."),
]
JsonOnly = Annotated[bool, typer.Option("--json-only", help="Write no Parquet.")]
ParquetOnly = Annotated[bool, typer.Option("--parquet-only", help="Write no JSON.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Overwrite a plan that came from another source.")
]
Password = Annotated[str | None, typer.Option(help="Password of the PDFs that ask for one.")]
Ocr = Annotated[
    Literal["auto", "always", "never"],
    typer.Option(help="Which pages are read from their picture: those that need it, all, none."),
]
Engine = Annotated[
    Literal["pdfium", "pdfplumber"],
    typer.Option(help="What reads PDFs: the fast engine, or the one it is measured by."),
]
Verify = Annotated[
    bool, typer.Option("--verify", help="Read PDFs with both engines; what differs is an issue.")
]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Read every document again, and keep nothing of any."),
]
Join = Annotated[
    bool, typer.Option("--join", help="Read the files, in this order, as one document.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every issue with its page.")]
