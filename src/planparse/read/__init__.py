"""File → Layout: the only place that knows file formats."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import NoTextError, UnreadableError
from planparse.read.flow import Flow
from planparse.read.formats import format_of
from planparse.read.html import read_html
from planparse.read.office import to_docx
from planparse.read.pdf import read_pdf_pages
from planparse.read.setting import set_pages
from planparse.read.text_dump import read_text_pages
from planparse.read.word import read_word
from planparse.schema.layout import Layout, Places, Source

OnPage = Callable[[int, int], None]

# From the best source of a plan to the worst: the first one found in a run is taken. A Word file
# states the cells and paragraphs that a PDF only shows, and needs neither joins nor OCR; a page of
# a portal has been typed again; a dump has lost what it was printed like.
FORMATS = {
    ".docx": "docx",
    ".doc": "doc",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}


@dataclass(frozen=True)
class ReadOptions:
    """How documents are read; `password` opens those that ask for one."""

    password: str | None = None


AS_IT_COMES = ReadOptions()


def read_layout(
    path: Path, on_page: OnPage | None = None, options: ReadOptions = AS_IT_COMES
) -> Layout:
    """Read one document; `on_page(done, total)` is called after each page.

    Raises UnreadableError, EncryptedError or NoTextError.
    """
    content = _read_bytes(path)
    format_ = format_of(path.name, content)
    source = Source(path.name, hashlib.sha256(content).hexdigest(), format_)
    if format_ == "pdf":
        pages = tuple(read_pdf_pages(path.name, content, options.password, on_page))
        return Layout(source, pages)
    if format_ == "text":
        pages = tuple(read_text_pages(path.name, content))
        return Layout(source, pages, places=Places.TYPED)
    pages = tuple(set_pages(_read_flow(path.name, content, format_)))
    if not pages:
        raise NoTextError(
            f"{path.name} holds no text. If it holds pictures, run OCR on them first."
        )
    return Layout(source, pages, places=Places.SET)


def _read_flow(name: str, content: bytes, format_: str) -> Flow:
    """A document that flows: one without pages of its own."""
    if format_ == "html":
        return read_html(name, content)
    return read_word(name, content if format_ == "docx" else to_docx(name, content, format_))


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name} cannot be opened: {error.strerror}.") from error
    if not content:
        raise UnreadableError(f"{path.name} is empty (0 bytes). Download it again.")
    return content
