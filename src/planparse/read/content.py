"""The bytes of a file: those of a large one lie in a temporary file and are looked at there.

It is a copy of the file: one that is cut short while it is mapped would end the process.
"""

import ctypes
import hashlib
import mmap
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from planparse.locations import is_remote, read_bytes, size_of

# A file of so many bytes is a large one: with text, some three hundred pages.
LARGE = 1 << 20
_PART = 1 << 20

Content = bytes | mmap.mmap


def read_content(path: Path) -> tuple[Content, str]:
    """What a file holds, and its SHA-256; raises OSError."""
    if is_remote(path) or size_of(path) < LARGE:
        content = read_bytes(path)
        return content, hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with TemporaryFile(prefix="planparse-") as copy:
        for part in _parts(path):
            digest.update(part)
            copy.write(part)
        copy.flush()
        # Pages that were looked at can be let go, and C libraries get an address.
        return mmap.mmap(copy.fileno(), 0, access=mmap.ACCESS_COPY), digest.hexdigest()


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield part


def whole(content: Content) -> bytes:
    """All of it in memory."""
    return content if isinstance(content, bytes) else content[:]


def address_of(content: Content) -> "bytes | ctypes.Array[ctypes.c_char]":
    """What a C library is given to look at it; to be held for as long as it does."""
    if isinstance(content, bytes):
        return content
    return (ctypes.c_char * len(content)).from_buffer(content)


def let_go(content: Content) -> None:
    """Take no memory for what was looked at so far, where the system can do so."""
    if isinstance(content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.madvise(mmap.MADV_DONTNEED)
