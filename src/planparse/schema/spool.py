"""What long documents keep outside the memory: in a temporary file, unpacked while it is visited.

Whatever is kept can be pickled. `Packed` is a sequence of such things, a batch of them at a time.
"""

import pickle
import threading
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import chain, count, islice
from operator import eq
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar, overload
from weakref import WeakValueDictionary

_Item = TypeVar("_Item", covariant=True)
_Part = TypeVar("_Part", bound=Hashable)
_Value = TypeVar("_Value")

# Parts that are visited by turns: pages of a row or paragraph over a page break, and around it.
VISITED = 8
# So many items are packed together: of records, some hundred kilobytes.
AT_ONCE = 64
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
            self._file = TemporaryFile(prefix="planparse-")  # noqa: SIM115 - closed with the spool
        start = self._file.seek(self._end)
        self._file.write(content)
        self._file.flush()
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


class Packed(Sequence[_Item]):
    """A list that is kept in a spool, a batch of its items at a time; it equals such a list."""

    __slots__ = ("_batches", "_count", "_spool")

    def __init__(self, items: Iterable[_Item], spool: Spool) -> None:
        self._spool = spool
        self._batches: list[Kept] = []
        self._count = 0
        self.extend(items)

    def extend(self, items: Iterable[_Item]) -> None:
        """Keep further items."""
        rest = iter(items)
        if self._count % AT_ONCE:  # all batches but the last are full
            last = self._batches.pop().take()
            self._count -= len(last)
            rest = chain(last, rest)
        while batch := list(islice(rest, AT_ONCE)):
            self._batches.append(self._spool.keep(batch))
            self._count += len(batch)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_Item]:
        return self._from(0)

    def _from(self, place: int) -> Iterator[_Item]:
        first, before = divmod(place, AT_ONCE)
        rest = islice(self._batches, first, None)
        return islice((item for batch in rest for item in batch.take()), before, None)

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[_Item]: ...
    def __getitem__(self, index: int | slice) -> _Item | list[_Item]:
        places = range(self._count)[index]
        if isinstance(places, range):
            if places.step == 1:
                return list(islice(self._from(places.start), len(places)))
            return [self[place] for place in places]
        batch, place = divmod(places, AT_ONCE)
        item: _Item = _take(self._batches[batch])[place]
        return item

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, list | Packed):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __add__(self, others: Iterable[_Item]) -> list[_Item]:
        return [*self, *others]

    def __radd__(self, others: Iterable[_Item]) -> list[_Item]:
        return [*others, *self]

    def __repr__(self) -> str:
        return repr(list(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


def _repacked(spool: Spool, batches: list[Kept], count: int) -> Packed[Any]:
    packed: Packed[Any] = Packed((), spool)
    packed._batches, packed._count = batches, count
    return packed


class _Pickler(pickle.Pickler):
    """What is kept may refer to other things that are kept, of its own spool above all."""

    dispatch_table = {  # noqa: RUF012 - as pickle has it
        Spool: lambda spool: (_spool_of, (spool._number,)),
        Kept: lambda kept: (Kept, (kept._spool, kept._where, kept._length)),
        Packed: lambda packed: (_repacked, (packed._spool, packed._batches, packed._count)),
    }

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)


@visiting
def _take(kept: Kept) -> Any:
    return kept.take()


def listed(items: Iterable[_Item], spool: Spool | None) -> "list[_Item] | Packed[_Item]":
    """The items as a list, or packed where there is a spool for them."""
    return list(items) if spool is None else Packed(items, spool)
