"""What `extract` can be told on the command line: one name for each argument and option."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from planparse.errors import EXIT_MEANINGS

# The end of the help; the backspace keeps its lines apart.
EXIT_CODES = "\n".join(
    (
        "\b",
        "Exit codes, the highest of all files:",
        *(f"{code.value:>3}  {meaning}" for code, meaning in EXIT_MEANINGS.items()),
    )
)
# The output folder, where none is named.
OUT = "data/out"
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|FOLDER|GLOB|URL", help="Files, folders, archives (.zip), patterns or URLs."
    ),
]
From = Annotated[str, typer.Argument(metavar="OUT", help="The output folder of `extract`.")]
Out = Annotated[str, typer.Option(metavar="FOLDER", help="Where to write JSON and Parquet.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with code 9 when a plan has a warning or an error.")
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=1, metavar="N", help="How many files to read at the same time."
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="tcp://HOST:PORT", help="Read on the workers of a Dask scheduler."),
]
Timeout = Annotated[
    float | None,
    typer.Option(min=0.001, metavar="SECONDS", help="Give up a file that takes longer than this."),
]
JsonOnly = Annotated[bool, typer.Option("--json-only", help="Write no Parquet.")]
ParquetOnly = Annotated[bool, typer.Option("--parquet-only", help="Write no JSON.")]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace", help="Overwrite a plan that an earlier run wrote from another source."
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        envvar="PLANPARSE_PASSWORD",
        metavar="PASSWORD",
        help="Password for PDFs and archives that ask for one.",
    ),
]
Ocr = Annotated[
    Literal["auto", "always", "never"],
    typer.Option(help="Which pages to read by OCR: those without usable text, all, or none."),
]
Engine = Annotated[
    Literal["pdfium", "pdfplumber"],
    typer.Option(help="PDF engine: pdfium is fast, pdfplumber is the reference."),
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Read PDFs with both engines and report what differs as issues."),
]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Read every document again, and do not keep its results."),
]
Join = Annotated[
    bool, typer.Option("--join", help="Read the files as one document, in the order given.")
]
Report = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write what became of each file, as one JSON object a line; - prints it.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every issue with its page.")]


def of_year(meaning: str) -> Any:
    """An option for the year of a plan or of its columns."""
    return typer.Option(min=1945, max=2099, metavar="YEAR", help=meaning)


def is_again(words: Sequence[str]) -> bool:
    """Whether an earlier run has written to the output folder that the words of a command name.

    Then most results may be kept, and what reads documents is not loaded before one is not.
    """
    named = [after for word, after in pairwise(words) if word == "--out"]
    named += [word.removeprefix("--out=") for word in words if word.startswith("--out=")]
    out = Path(named[-1] if named else OUT)
    return any((out / name).is_dir() for name in ("json", "plans"))
