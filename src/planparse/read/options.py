"""How documents are read, and which files are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

OnPage = Callable[[int, int], None]
Engine = Literal["pdfium", "pdfplumber"]

# Suffixes from the best source of a plan to the worst: the first one found in a run is taken. A
# Word file states the cells and paragraphs that a PDF only shows, and needs neither joins nor OCR;
# a page of a portal has been typed again; a dump has lost what it was printed like.
FORMATS = (".docx", ".doc", ".rtf", ".pdf", ".html", ".htm", ".txt")


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; `password` opens those that ask for one.

    `ocr` says which pages are read from their picture: those that need it (auto), all, or none;
    `keep` whether what is read there is kept for the next run. The document goes on in `more`.
    PDFs are read with `engine`, and with `verify` by the other one, too, to tell what differs.
    """

    password: str | None = None
    ocr: Literal["auto", "always", "never"] = "auto"
    keep: bool = True
    more: tuple[Path, ...] = ()
    engine: Engine = "pdfium"
    verify: bool = False


AS_IT_COMES = ReadOptions()
