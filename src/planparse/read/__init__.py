"""File → Layout: the only place that knows file formats."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from planparse.errors import UnreadableError
from planparse.read.kinds import doubted
from planparse.read.pdf import read_pdf_pages, refuse_unread
from planparse.read.soundness import put_together, refuse_bombs
from planparse.read.text_dump import read_text_pages
from planparse.schema.layout import Layout, Page, PageKind, Source

OnPage = Callable[[int, int], None]

# From the best source of a plan to the worst: the first one found in a run is taken.
FORMATS = {".pdf": "pdf", ".txt": "text"}


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; `password` opens those that ask for one.

    `ocr` says which pages are read from their picture: those that need it (auto), all, or none;
    `keep` whether what is read there is kept for the next run.
    """

    password: str | None = None
    ocr: Literal["auto", "always", "never"] = "auto"
    keep: bool = True


AS_IT_COMES = ReadOptions()


def read_layout(
    path: Path, on_page: OnPage | None = None, options: ReadOptions = AS_IT_COMES
) -> Layout:
    """Read one document; `on_page(done, total)` is called after each page.

    Raises UnreadableError, EncryptedError or NoTextError.
    """
    content = _read_bytes(path)
    layout = _look(path, content, on_page, options)
    if layout.source.format == "pdf":
        layout = _with_scans(layout, content, on_page, options)
    refuse_unread(layout)
    return layout


def look_at(
    path: Path, on_page: OnPage | None = None, options: ReadOptions = AS_IT_COMES
) -> Layout:
    """Read one document without OCR: the `kind` of a page says whether it needs it.

    Raises UnreadableError or EncryptedError.
    """
    return _look(path, _read_bytes(path), on_page, options)


def _look(path: Path, content: bytes, on_page: OnPage | None, options: ReadOptions) -> Layout:
    format_ = "text" if path.suffix.lower() == ".txt" else "pdf"
    source = Source(path.name, hashlib.sha256(content).hexdigest(), format_)
    if format_ == "text":
        return Layout(source, tuple(read_text_pages(path.name, content)))
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError(
            f"{path.name} is no PDF (it does not begin with %PDF-). "
            "PDF and plain text (.txt) are read so far: export it to PDF and try again."
        )
    # Offsets in a PDF count from its first line, and some portals put bytes of theirs before it.
    content = content[content.find(b"%PDF-") :]
    refuse_bombs(path.name, content)
    whole, was_damaged = put_together(content, options.password)
    pages = tuple(read_pdf_pages(path.name, whole, options.password, on_page))
    return Layout(source, tuple(map(doubted, pages)) if was_damaged else pages, was_damaged)


def _with_scans(
    layout: Layout, content: bytes, on_page: OnPage | None, options: ReadOptions
) -> Layout:
    """The layout with the pages that need it read from their picture.

    Where other pages have text, a missing OCR engine is no error: an issue tells of each page.
    """
    from planparse.read.ocr import is_installed

    pages = list(layout.pages)
    scans = [page.number for page in pages if _is_for_ocr(page, options)]
    has_text = any(page.words and not page.kind.needs_ocr for page in pages)
    if not scans or (has_text and not is_installed()):
        return layout
    for page in _read_scans(content, scans, on_page, options):
        pages[page.number - 1] = page
    format_ = "scan" if len(scans) * 2 > len(pages) else layout.source.format
    return Layout(replace(layout.source, format=format_), tuple(pages))


def _is_for_ocr(page: Page, options: ReadOptions) -> bool:
    if options.ocr == "auto":
        return page.kind.needs_ocr
    return options.ocr == "always" and page.kind is not PageKind.BLANK


def _read_scans(
    content: bytes, numbers: Sequence[int], on_page: OnPage | None, options: ReadOptions
) -> Iterator[Page]:
    """Scanned pages, repaired by what all of them say."""
    from planparse.knowledge.lexicon import load_lexicon
    from planparse.read.ocr import read_scanned_pages
    from planparse.read.ocr.repair import repair

    scans = []
    for scan in read_scanned_pages(content, numbers, options.password, options.keep):
        scans.append(scan)
        if on_page:
            on_page(len(scans), len(numbers))
    for scan in repair(scans, load_lexicon()):
        yield scan.to_page()


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name} cannot be opened: {error.strerror}.") from error
    if not content:
        raise UnreadableError(f"{path.name} is empty (0 bytes). Download it again.")
    return content
