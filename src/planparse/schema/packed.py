"""Words of long documents, kept packed: a tenth of the memory, unpacked while they are visited.

Half a million words are more than a hundred megabytes, and what is visited at one time is a page or
two. The words of a page are packed once; its lines and passages say which of them are theirs.
"""

import pickle
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import overload

from planparse.schema.layout import Box, Page, Word

# This many pages of a document stay unpacked: few plans are longer, and packing takes a tenth of
# the time that a page takes in all.
AT_HAND = 64
# Pages that are visited by turns: those of a row or paragraph over a page break, and around it.
VISITED = 8


# A named tuple of a tuple, without a call of Python for each.
_to_box, _to_word = partial(tuple.__new__, Box), partial(tuple.__new__, Word)


class _Pack:
    """All words of one page, in the order of their index, compressed column by column."""

    __slots__ = ("_content", "count", "page")

    def __init__(self, page: int, words: Sequence[Word]) -> None:
        self.page, self.count = page, len(words)
        texts, boxes, baselines, sizes, bold, italic, *_ = zip(*words, strict=True)
        lengths = array("d", chain(baselines, sizes, *zip(*boxes, strict=True)))
        columns = (" ".join(texts), lengths, bytes(bold), bytes(italic))
        # Packed words live for seconds: speed counts, not the last byte.
        self._content = zlib.compress(pickle.dumps(columns, pickle.HIGHEST_PROTOCOL), 1)

    def unpack(self) -> tuple[Word, ...]:
        """The words, made anew."""
        text, lengths, bold, italic = pickle.loads(zlib.decompress(self._content))
        every = range(0, len(lengths), self.count)
        baselines, sizes, *sides = (lengths[i : i + self.count].tolist() for i in every)
        values = (
            text.split(" "),
            map(_to_box, zip(*sides, strict=True)),
            baselines,
            sizes,
            map(bool, bold),
            map(bool, italic),
        )
        rest = (repeat(self.page), range(self.count), repeat(None), repeat(None))
        return tuple(map(_to_word, zip(*values, *rest, strict=False)))


@lru_cache(maxsize=VISITED)
def _visit(pack: _Pack) -> tuple[Word, ...]:
    return pack.unpack()


class PackedWords(Sequence[Word]):
    """Words of one or several packed pages, in any order."""

    __slots__ = ("_packs", "_places")

    def __init__(self, packs: tuple[_Pack, ...], places: "array[int]") -> None:
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
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

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


def as_packed(words: Sequence[Word], among: Sequence[Word]) -> Sequence[Word]:
    """Some of the words of another sequence, packed where that is."""
    return among.pick(words) if isinstance(among, PackedWords) else words


def pack_long(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of a document, packed from where it is a long one."""
    for page in pages:
        yield page if page.number <= AT_HAND else _packed(page)


def _packed(page: Page) -> Page:
    """The page with its words packed; as it is where they were read from a picture."""
    words = page.words
    if not words or any(w.confidence is not None or w.read_as is not None for w in words):
        return page
    every = array("I", range(len(words)))
    return replace(page, words=PackedWords((_Pack(page.number, words),), every))
