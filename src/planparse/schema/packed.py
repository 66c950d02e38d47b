"""Words of long documents, kept in a spool and unpacked while they are visited.

Half a million words are more than a hundred megabytes, and what is visited at one time is a page or
two. The words of a page are packed once; its lines and passages say which of them are theirs.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Any, overload

from planparse.schema.layout import Box, Word
from planparse.schema.spool import Kept, Spool, visiting

# A document of more pages is a long one: few plans are longer, and packing takes a tenth of the
# time that a page takes in all.
AT_HAND = 64


# A named tuple of a tuple, without a call of Python for each.
to_box, to_word = partial(tuple.__new__, Box), partial(tuple.__new__, Word)


class _Pack:
    """All words of one page, in the order of their index, packed column by column."""

    __slots__ = ("_content", "count", "page")

    def __init__(self, page: int, count: int, content: Kept) -> None:
        self.page, self.count, self._content = page, count, content

    @staticmethod
    def of(page: int, words: Sequence[Word], spool: Spool) -> "_Pack":
        """The words of a page, packed."""
        texts, boxes, baselines, sizes, bold, italic, *_ = zip(*words, strict=True)
        lengths = array("d", chain(baselines, sizes, *zip(*boxes, strict=True)))
        columns = (" ".join(texts), lengths, bytes(bold), bytes(italic))
        return _Pack(page, len(words), spool.keep(columns))

    @property
    def spool(self) -> Spool:
        """Where more of the document can be kept."""
        return self._content.spool

    def unpack(self) -> tuple[Word, ...]:
        """The words, made anew."""
        text, lengths, bold, italic = self._content.take()
        every = range(0, len(lengths), self.count)
        baselines, sizes, *sides = (lengths[i : i + self.count].tolist() for i in every)
        values = (
            text.split(" "),
            map(to_box, zip(*sides, strict=True)),
            baselines,
            sizes,
            map(bool, bold),
            map(bool, italic),
        )
        rest = (repeat(self.page), range(self.count), repeat(None), repeat(None))
        return tuple(map(to_word, zip(*values, *rest, strict=False)))

    # One made anew from what is kept is the same: what was unpacked of one serves the other.
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pack) and (self.page, self.spool) == (other.page, other.spool)

    def __hash__(self) -> int:
        return self.page

    def __reduce__(self) -> tuple[Any, ...]:
        return _Pack, (self.page, self.count, self._content)


@visiting
def _visit(pack: _Pack) -> tuple[Word, ...]:
    return pack.unpack()


class PackedWords(Sequence[Word]):
    """Words of one or several packed pages, in any order."""

    __slots__ = ("_packs", "_places")

    def __init__(self, packs: tuple[_Pack, ...], places: "array[int] | range") -> None:
        """Places count on from the first word of the first of the `packs`."""
        self._packs = packs
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Word]:
        return map(self._visited().__getitem__, self._places)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> "PackedWords": ...
    def __getitem__(self, index: int | slice) -> "Word | PackedWords":
        if isinstance(index, slice):
            return PackedWords(self._packs, self._places[index])
        return self._visited()[self._places[index]]

    def __eq__(self, other: object) -> bool:
        return self._are_same(other) or (
            isinstance(other, Sequence) and tuple(self) == tuple(other)
        )

    def _are_same(self, other: object) -> bool:
        """Whether they are the same words of the same pages; known without a visit."""
        if not isinstance(other, PackedWords) or self._places != other._places:
            return False
        return self._packs == other._packs

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedWords, (self._packs, self._places)

    @staticmethod
    def of(page: int, words: Sequence[Word], spool: Spool) -> "PackedWords":
        """All words of a page, packed."""
        return PackedWords((_Pack.of(page, words, spool),), range(len(words)))

    @property
    def spool(self) -> Spool:
        """Where more of their document can be kept."""
        return self._packs[0].spool

    def _visited(self) -> Sequence[Word]:
        if len(self._packs) == 1:
            return _visit(self._packs[0])
        return [word for pack in self._packs for word in _visit(pack)]

    def names(self) -> Iterator[tuple[int, int]]:
        """What tells each word from every other; known without a visit."""
        if len(self._packs) == 1:
            return zip(repeat(self._packs[0].page), self._places)
        names = [(pack.page, index) for pack in self._packs for index in range(pack.count)]
        return map(names.__getitem__, self._places)

    def at(self, places: "array[int]") -> "PackedWords":
        """Those that stand at some places among the words of a page, which these are."""
        return PackedWords(self._packs, places)

    def pick(self, words: Iterable[Word]) -> "PackedWords":
        """Some of these words, in another order."""
        starts = _starts(self._packs)
        return PackedWords(self._packs, array("I", [starts[w.page] + w.index for w in words]))

    @staticmethod
    def together(groups: "Sequence[PackedWords]") -> "PackedWords":
        """The words of one group after those of another."""
        packs = tuple(dict.fromkeys(pack for group in groups for pack in group._packs))
        starts = _starts(packs)
        places = array("I")
        for group in groups:
            own = [range(starts[p.page], starts[p.page] + p.count) for p in group._packs]
            where = own[0] if len(own) == 1 else list(chain(*own))
            places.extend(map(where.__getitem__, group._places))
        return PackedWords(packs, places)


def _starts(packs: Iterable[_Pack]) -> dict[int, int]:
    """Where the words of each page begin to count."""
    starts, count = {}, 0
    for pack in packs:
        starts[pack.page] = count
        count += pack.count
    return starts


def together(groups: Iterable[Sequence[Word]]) -> Sequence[Word]:
    """The words of one group after those of another, packed where all of them are."""
    filled = [group for group in groups if group]
    packed = [group for group in filled if type(group) is PackedWords]
    if filled and len(packed) == len(filled):
        return PackedWords.together(packed)
    return tuple(chain.from_iterable(filled))


def names_of(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """What tells each word from every other."""
    if isinstance(words, PackedWords):
        return words.names()
    return ((word.page, word.index) for word in words)


def spool_of(groups: Iterable[Sequence[Word]]) -> Spool | None:
    """Where words of a document are packed, and more of it can be; None where none are."""
    return next((group.spool for group in groups if isinstance(group, PackedWords)), None)


def as_packed(words: Sequence[Word], among: Sequence[Word]) -> Sequence[Word]:
    """Some of the words of another sequence, packed where that is."""
    return among.pick(words) if isinstance(among, PackedWords) else words


def spool_for(pages: int) -> Spool | None:
    """Where what is made of so many pages is kept; None for a document that is no long one."""
    return Spool() if pages > AT_HAND else None
