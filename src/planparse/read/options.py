"""How documents are read, and which files are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planparse.read.reader import Reader

OnPage = Callable[[int, int], None]
Engine = Literal["pdfium", "pdfplumber"]

# Suffixes from the best source of a plan to the worst: the first one found in a run is taken. A
# Word file states the cells and paragraphs that a PDF only shows, and needs neither joins nor OCR;
# a page of a portal has been typed again; a dump has lost what it was printed like. That a PDF is a
# scan shows only when it is read (docs/design.md, Decisions). Pictures come last: they may be a few
# of the pages, and those that hold one each are read where they are named.
FORMATS = (
    ".docx",
    ".doc",
    ".odt",
    ".rtf",
    ".xlsx",
    ".xls",
    ".ods",
    ".pdf",
    ".html",
    ".htm",
    ".mht",
    ".mhtml",
    ".txt",
    ".tif",
    ".tiff",
)
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; `password` opens those that ask for one.

    `ocr` says which pages are read from their picture: those that need it (auto), all, or none;
    `keep` whether results are kept for the next run. `more` are further files of the document.
    `engine` reads PDFs; with `verify` the other engine reads them, too, to find what differs.
    `threads` is how many pages are read from their picture at a time; by default, one a core.
    `reader` is a process that reads the first document, beside this one.
    """

    password: str | None = None
    ocr: Literal["auto", "always", "never"] = "auto"
    keep: bool = True
    more: tuple[Path, ...] = ()
    engine: Engine = "pdfium"
    verify: bool = False
    threads: int | None = None
    reader: "Reader | None" = None


AS_IT_COMES = ReadOptions()
