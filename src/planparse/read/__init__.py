"""File → Layout: the only place that knows file formats."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planparse.errors import UnreadableError
from planparse.read.pdf import read_pdf_pages, refuse_unread
from planparse.read.text_dump import read_text_pages
from planparse.schema.layout import Layout, Source

OnPage = Callable[[int, int], None]

# From the best source of a plan to the worst: the first one found in a run is taken.
FORMATS = {".pdf": "pdf", ".txt": "text"}


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
    layout = look_at(path, on_page, options)
    refuse_unread(layout)
    return layout


def look_at(
    path: Path, on_page: OnPage | None = None, options: ReadOptions = AS_IT_COMES
) -> Layout:
    """Read one document, also one whose pages all need OCR: their `kind` says so.

    Raises UnreadableError or EncryptedError.
    """
    content = _read_bytes(path)
    format_ = "text" if path.suffix.lower() == ".txt" else "pdf"
    source = Source(path.name, hashlib.sha256(content).hexdigest(), format_)
    if format_ == "text":
        return Layout(source, tuple(read_text_pages(path.name, content)))
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError(
            f"{path.name} is no PDF (it does not begin with %PDF-). "
            "PDF and plain text (.txt) are read so far: export it to PDF and try again."
        )
    return Layout(source, tuple(read_pdf_pages(path.name, content, options.password, on_page)))


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name} cannot be opened: {error.strerror}.") from error
    if not content:
        raise UnreadableError(f"{path.name} is empty (0 bytes). Download it again.")
    return content
