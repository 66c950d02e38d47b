"""The bytes of a file: those of a large one lie in a temporary file and are looked at there.

It is a copy of the file: one that is cut short while it is mapped would end the process.
"""

import ctypes
import hashlib
import io
import mmap
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from planparse.locations import is_remote, read_bytes, size_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A file of so many bytes is a large one: with text, some three hundred pages.
LARGE = 1 << 20
_PART = 1 << 20

Content = bytes | mmap.mmap


def read_content(path: Path, password: str | None = None) -> tuple[Content, str]:
    """What a file holds, and its SHA-256; raises what `read_bytes` does."""
    if is_remote(path) or size_of(path) < LARGE:
        content = read_bytes(path, password)
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


def stream_of(content: Content) -> io.BytesIO | io.BufferedReader:
    """What a library reads it from, a part at a time."""
    return io.BytesIO(content) if isinstance(content, bytes) else io.BufferedReader(_View(content))


class _View(io.RawIOBase):
    """A mapped file that is read where it lies, and takes no memory for what was read before."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        self._place = 0
        self._taken = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: len(self._content)}
        self._place = start[whence] + offset
        return self._place

    def readinto(self, buffer: "Buffer") -> int:
        room = memoryview(buffer)
        part = self._content[self._place : self._place + len(room)]
        room[: len(part)] = part
        self._place += len(part)
        self._taken += len(part)
        if self._taken > _PART:
            let_go(self._content)
            self._taken = 0
        return len(part)


def address_of(content: Content) -> "bytes | ctypes.Array[ctypes.c_char]":
    """What a C library is given to look at it; to be held for as long as it does."""
    if isinstance(content, bytes):
        return content
    return (ctypes.c_char * len(content)).from_buffer(content)


def let_go(content: Content) -> None:
    """Take no memory for what was looked at so far, where the system can do so."""
    if isinstance(content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.madvise(mmap.MADV_DONTNEED)
