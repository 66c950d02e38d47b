"""Lines of long documents, kept in a spool and made anew while they are visited."""

from array import array
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from itertools import accumulate, repeat
from typing import Any, overload

from planparse.extract.lines import ASKED, Line
from planparse.schema.layout import Word
from planparse.schema.packed import PackedWords
from planparse.schema.spool import visiting


class PackedLine(Line):
    """A line that is looked up in its page while it is asked, as lines of long documents are.

    It is made whenever its page is gone through; one that stands in the same place is the same.
    """

    __slots__ = ("_among", "_place")
    _among: "_KeptLines"
    _place: int

    def __init__(self, among: "_KeptLines", place: int) -> None:
        object.__setattr__(self, "_among", among)
        object.__setattr__(self, "_place", place)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedLine):
            return NotImplemented
        return self._place == other._place and self._among == other._among

    def __hash__(self) -> int:
        return hash((self._among, self._place))

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedLine, (self._among, self._place)


def _look_up(name: str) -> property:
    return property(lambda line: getattr(_visit(line._among)(line._place), name))


for _name in ("words", "raised", "marks", "italic", "box", *ASKED):
    setattr(PackedLine, _name, _look_up(_name))


class _KeptLines:
    """The lines of a page whose words are packed."""

    __slots__ = ("_content", "_words")

    def __init__(self, lines: Sequence[Line], words: PackedWords) -> None:
        self._content, self._words = words.spool.keep(to_told(lines)), words

    # Unpickled with its page, it is the same still.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _KeptLines):
            return NotImplemented
        same = self is other or self._content == other._content
        return same and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._content)

    def unpack(self) -> Callable[[int], Line]:
        """What makes each of the lines anew: of most pages only the first and last are asked."""
        places, told = self._content.take()
        ends = list(accumulate(count for count, _ in told))

        @cache
        def line(place: int) -> Line:
            count, line = told[place]
            return Line.recalled(self._words.at(places[ends[place] - count : ends[place]]), line)

        return line


@visiting
def _visit(lines: _KeptLines) -> Callable[[int], Line]:
    return lines.unpack()


class PackedLines(Sequence[Line]):
    """Lines of one page whose words are packed: where they stand among all lines of the page."""

    __slots__ = ("_among", "_places")

    def __init__(self, among: _KeptLines, places: "range | array[int]") -> None:
        self._among, self._places = among, places

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Line]:
        return map(PackedLine, repeat(self._among), self._places)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> "PackedLines": ...
    def __getitem__(self, index: int | slice) -> "Line | PackedLines":
        if isinstance(index, slice):
            return PackedLines(self._among, self._places[index])
        return PackedLine(self._among, self._places[index])

    def without(self, gone: Container[Line]) -> "PackedLines":
        """The lines after some have been taken out."""
        kept = [place for place in self._places if PackedLine(self._among, place) not in gone]
        return PackedLines(self._among, array("H", kept))


def without(lines: Sequence[Line], gone: Container[Line]) -> Sequence[Line]:
    """Lines of a page after some have been taken out."""
    if isinstance(lines, PackedLines):
        return lines.without(gone)
    return tuple(line for line in lines if line not in gone)


def packed_lines(lines: Sequence[Line], among: Sequence[Word]) -> Sequence[Line]:
    """The lines, packed where the words of their page are."""
    if not lines or not isinstance(among, PackedWords):
        return tuple(lines)
    return PackedLines(_KeptLines(lines, among), range(len(lines)))


# What lines are made of: where their words stand among those of the page, and what is told of them.
Told = tuple["array[int]", list[tuple[int, tuple[Any, ...]]]]


def to_told(lines: Sequence[Line]) -> Told:
    """Lines of one page without their words."""
    places = array("I", [word.index for line in lines for word in line.words])
    return places, [(len(line.words), line.told) for line in lines]


def recalled(told: Told, words: PackedWords) -> list[Line]:
    """The lines again, of which all is known without a look at the words of the page."""
    places, lines = told
    made, start = [], 0
    for count, line in lines:
        made.append(Line.recalled(words.at(places[start : start + count]), line))
        start += count
    return made
