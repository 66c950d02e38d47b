"""Lists of long documents, kept in a spool, a batch of items at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import eq
from typing import Any, TypeVar, overload

from planparse.schema.spool import Kept, Spool, keep_as, visiting

_Item = TypeVar("_Item", covariant=True)
# So many items are packed together: of records, some hundred kilobytes.
AT_ONCE = 64


class Packed(Sequence[_Item]):
    """A list that is kept in a spool, a batch of its items at a time; it equals such a list."""

    __slots__ = ("_batches", "_count", "_last", "_spool")

    def __init__(self, items: Iterable[_Item], spool: Spool) -> None:
        self._spool = spool
        self._batches: list[Kept] = []
        self._last: list[_Item] = []  # appended, and not enough for a batch
        self._count = 0
        self.extend(items)

    @property
    def spool(self) -> Spool:
        """Where they are kept, and more of their document can be."""
        return self._spool

    def extend(self, items: Iterable[_Item]) -> None:
        """Keep further items."""
        for item in items:
            self.append(item)
        self._settle()

    def append(self, item: _Item) -> None:  # type: ignore[misc]  # as lists have it
        """Keep one more item, which stays at hand until there is a batch of them."""
        self._open()
        self._last.append(item)
        self._count += 1
        if len(self._last) == AT_ONCE:
            self._settle()

    def pop(self) -> _Item:
        """Take the last item out."""
        self._open()
        if not self._last:
            self._last = self._batches.pop().take()
        self._count -= 1
        return self._last.pop()

    def _open(self) -> None:
        """Have the last batch at hand where it is not full, as all others are."""
        if not self._last and self._count % AT_ONCE:
            self._last = self._batches.pop().take()

    def _settle(self) -> None:
        """Keep the last items, whether they fill a batch or not."""
        if self._last:
            self._batches.append(self._spool.keep(self._last))
            self._last = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_Item]:
        return self._from(0)

    def _from(self, place: int) -> Iterator[_Item]:
        first, before = divmod(place, AT_ONCE)
        kept = (item for batch in islice(self._batches, first, None) for item in batch.take())
        last = self._last if first <= len(self._batches) else ()
        return islice(chain(kept, last), before, None)

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
        kept = batch < len(self._batches)
        item: _Item = (_take(self._batches[batch]) if kept else self._last)[place]
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


def _to_parts(packed: Packed[Any]) -> tuple[Any, ...]:
    return _repacked, (packed._spool, packed._batches, packed._last, packed._count)


def _repacked(spool: Spool, batches: list[Kept], last: list[Any], count: int) -> Packed[Any]:
    packed: Packed[Any] = Packed((), spool)
    packed._batches, packed._last, packed._count = batches, last, count
    return packed


keep_as(Packed, _to_parts)


@visiting
def _take(kept: Kept) -> Any:
    return kept.take()


def listed(items: Iterable[_Item], spool: Spool | None) -> "list[_Item] | Packed[_Item]":
    """The items as a list, or packed where there is a spool for them."""
    return list(items) if spool is None else Packed(items, spool)


def listed_like(others: Sequence[Any], items: Iterable[_Item]) -> "list[_Item] | Packed[_Item]":
    """The items as a list, or packed where `others` are."""
    return listed(items, spool_of_list(others))


def spool_of_list(items: Sequence[Any]) -> Spool | None:
    """Where items are kept, if they are packed."""
    return items.spool if isinstance(items, Packed) else None
