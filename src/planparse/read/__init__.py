"""File → Layout: the only place that knows file formats."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from planparse.errors import UnreadableError
from planparse.read.pdf import read_pdf_pages
from planparse.schema.layout import Layout, Source

OnPage = Callable[[int, int], None]

# From the best source of a plan to the worst: the first one found in a run is taken.
FORMATS = {".pdf": "pdf"}


def read_layout(path: Path, on_page: OnPage | None = None) -> Layout:
    """Read one document; `on_page(done, total)` is called after each page.

    Raises UnreadableError, EncryptedError or NoTextError.
    """
    content = _read_bytes(path)
    if b"%PDF-" not in content[:1024]:
        raise UnreadableError(
            f"{path.name} is no PDF (it does not begin with %PDF-). "
            "Only PDF is read so far: export it to PDF and try again."
        )
    source = Source(path.name, hashlib.sha256(content).hexdigest(), "pdf")
    return Layout(source, tuple(read_pdf_pages(path.name, content, on_page)))


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name} cannot be opened: {error.strerror}.") from error
    if not content:
        raise UnreadableError(f"{path.name} is empty (0 bytes). Download it again.")
    return content
