"""What long documents keep outside the memory: in a temporary file, unpacked while it is visited.

Whatever is kept can be pickled.
"""

import pickle
import threading
import zlib
from collections.abc import Callable, Hashable
from errno import ENOSPC
from functools import lru_cache
from io import BytesIO
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar
from weakref import WeakValueDictionary

_Part = TypeVar("_Part", bound=Hashable)
_Value = TypeVar("_Value")

# Parts that are visited by turns: pages of a row or paragraph over a page break, and around it.
VISITED = 8
# What has fewer bytes is not compressed, as it is visited again and again.
LARGE = 20_000

_forget: list[Callable[[], None]] = []


def visiting(unpack: Callable[[_Part], _Value]) -> Callable[[_Part], _Value]:
    """The function, which remembers what it has given for the parts visited last."""
    remembering = lru_cache(maxsize=VISITED)(unpack)
    _forget.append(remembering.cache_clear)
    return remembering


def forget_visits() -> None:
    """Let go of what was unpacked last."""
    for clear in _forget:
        clear()


class Spool:
    """A temporary file that nobody else sees, gone with the last thing that is kept in it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0
        self._lock = threading.Lock()
        self._number = next(_numbers)
        _spools[self._number] = self

    def keep(self, value: object) -> "Kept":
        """Put something away; in memory after all where no file can be written."""
        buffer = BytesIO()
        _Pickler(buffer).dump(value)
        content = buffer.getvalue()
        if len(content) >= LARGE:  # it lives for seconds: speed counts, not the last byte
            content = zlib.compress(content, 1)
        with self._lock:
            try:
                return Kept(self, self._write(content), len(content))
            except OSError:  # a full disk costs memory, not the document
                return Kept(self, content, len(content))

    def _write(self, content: bytes) -> int:
        if self._file is None:
            # Without a buffer, which would hold what has no room, and fail whoever reads next.
            self._file = TemporaryFile(prefix="planparse-", buffering=0)  # noqa: SIM115
        start = self._file.seek(self._end)
        if self._file.write(content) < len(content):
            raise OSError(ENOSPC, "no room for all of it")
        self._end += len(content)
        return start

    def read(self, start: int, length: int) -> bytes:
        """The bytes of something that was kept."""
        assert self._file
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()


class Kept:
    """Something put away in a spool."""

    __slots__ = ("_length", "_spool", "_where")

    def __init__(self, spool: Spool, where: int | bytes, length: int) -> None:
        self._spool, self._where, self._length = spool, where, length

    @property
    def spool(self) -> Spool:
        """Where it is kept, and more of its document can be."""
        return self._spool

    # Unpickled with what refers to it, it is the same still.
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and (
            (self._where, self._spool) == (other._where, other._spool)
        )

    def __hash__(self) -> int:
        return hash(self._where)

    def take(self) -> Any:
        """It again, made anew."""
        content = self._bytes()
        if not content.startswith(pickle.PROTO):
            content = zlib.decompress(content)
        return pickle.loads(content)

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process has no part in the file.
        return _in_memory, (self._bytes(),)

    def _bytes(self) -> bytes:
        where = self._where
        return where if isinstance(where, bytes) else self._spool.read(where, self._length)


def _in_memory(content: bytes) -> Kept:
    return Kept(Spool(), content, len(content))


_numbers = count()
_spools: WeakValueDictionary[int, Spool] = WeakValueDictionary()


def _spool_of(number: int) -> Spool:
    return _spools[number]


class _Pickler(pickle.Pickler):
    """What is kept may refer to other things that are kept, of its own spool above all."""

    dispatch_table = {  # noqa: RUF012 - as pickle has it
        Spool: lambda spool: (_spool_of, (spool._number,)),
        Kept: lambda kept: (Kept, (kept._spool, kept._where, kept._length)),
    }

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)


def keep_as(kind: type[_Value], to_parts: Callable[[_Value], tuple[Any, ...]]) -> None:
    """Have things of a kind, which hold what is kept, pickled in another way for a spool than for
    other processes: as the function and the arguments that `to_parts` gives."""
    _Pickler.dispatch_table[kind] = to_parts
