"""Pages of long documents, kept in a spool, with their words and rules apart from them."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import overload

from planparse.schema import packed
from planparse.schema.layout import Box, Page
from planparse.schema.packed import PackedWords, spool_of, to_box
from planparse.schema.packed_lists import Packed
from planparse.schema.spool import Spool


class PackedRules(Sequence[Box]):
    """The ruled lines of a page, which is looked at once or twice."""

    __slots__ = ("_content", "_count")

    def __init__(self, rules: Sequence[Box], spool: Spool) -> None:
        self._content, self._count = spool.keep(array("d", chain(*rules))), len(rules)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Box]:
        return iter(self._unpacked())

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> list[Box]: ...
    def __getitem__(self, index: int | slice) -> Box | list[Box]:
        return self._unpacked()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedRules) and self._content == other._content:
            return True
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _unpacked(self) -> list[Box]:
        lengths = self._content.take()
        return list(map(to_box, zip(*(lengths[i::4] for i in range(4)), strict=True)))


def pack_long(
    pages: Iterable[Page],
    each: Callable[[Page], object] | None = None,
    count: Callable[[], int] = lambda: 0,
) -> Sequence[Page]:
    """The pages of a document as they come, packed where it turns out to be a long one. `each` is
    given every page, once it has come; `count` says then how many come in all, if that is known."""
    coming = iter(pages)
    kept: list[Page] = []
    for page in coming:
        if max(len(kept) + 1, count()) > packed.AT_HAND:
            spool = Spool()
            before = (_packed(page, spool) for page in kept)
            rest = (_packed(page, spool) for page in chain([page], coming))
            return Packed(chain(before, _shown(rest, each)), spool)
        kept += _shown([page], each)
    return tuple(kept)


def _shown(pages: Iterable[Page], each: Callable[[Page], object] | None) -> Iterator[Page]:
    for page in pages:
        if each:
            each(page)
        yield page


def _packed(page: Page, spool: Spool) -> Page:
    """The page with its words packed; as it is where they were read from a picture."""
    words = page.words
    if not words or any(w.confidence is not None or w.read_as is not None for w in words):
        return page
    kept = PackedWords.of(page.number, words, spool)
    return replace(page, words=kept, rules=PackedRules(page.rules, spool))


def pages_spool(pages: Sequence[Page]) -> Spool | None:
    """Where what is made of the pages can be kept; None unless all their words are packed: lines of
    words at hand are themselves alone, and would be others when they are made anew."""
    are_packed = all(isinstance(page.words, PackedWords) or not page.words for page in pages)
    return spool_of(page.words for page in pages) if are_packed else None
