"""Headers of several levels in a dump that keeps its columns: what stands below what.

A heading that spans others stands over the middle of them; no other heading does. Below it stand
two or more, and each begins as headings do; what begins in small letters goes on with the heading
above it. What stands below nothing is a heading of its own, as long as no row can begin there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planparse.extract.dumps.headers.grid_words import Chunk, chunks_of, middle
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.words.contents import is_figure
from planparse.schema.layout import Word
from planparse.text import starts_lower


@dataclass(frozen=True, eq=False)
class Part:
    """Words that stand together, on one line or more, and those that span them and others, from the
    top down."""

    words: tuple[Word, ...]
    above: tuple["Part", ...] = ()

    @property
    def middle(self) -> float:
        """The place around which it stands."""
        return middle(self.words)

    def overlaps(self, chunk: Chunk) -> bool:
        """Whether it stands above words."""
        left = min(word.box.x0 for word in self.words)
        right = max(word.box.x1 for word in self.words)
        return left < chunk[-1].box.x1 and chunk[0].box.x0 < right


@dataclass(frozen=True)
class _Way:
    """A way to set the chunks of a line below parts: those that begin something and may as well
    begin a row, how far the middles of parts that span others are off, what is set below which, and
    what stands below none."""

    begun: Sequence[Chunk] = ()
    off: float = 0.0
    below: Mapping[Part, Sequence[Chunk]] = field(default_factory=dict)
    alone: Sequence[Chunk] = ()


@dataclass(frozen=True)
class Look:
    """How lines are looked at: on which one the first heading stands, the words of this one where
    rows below begin with numbers, how the lines below it are parted, and whether what stands beside
    it may be spanned."""

    first: int
    number: Collection[Word]
    part: Callable[[TextLine], Iterable[Chunk]]
    spanned: bool


def set_lines(lines: Sequence[TextLine], look: Look) -> tuple[int, int, list[Part]]:
    """How many lines a header has, with no doubt and in all, and its parts that span nothing."""
    parts: list[Part] = []
    least, count, found = look.first + 1, look.first + 1, parts  # none, if one above is of none
    doubted = False
    for index, line in enumerate(lines):
        chunks = tuple(look.part(line) if index > look.first else chunks_of(line))
        way = _set_below(chunks, parts, index, look)
        if way is None:
            break
        parts = [*_grow(parts, way), *map(Part, way.alone)]
        begun = index > look.first and not {chunk[0] for chunk in way.begun} <= {*look.number}
        doubted = doubted or begun
        if index >= look.first and not begun:
            count, found = index + 1, parts
            least = least if doubted else count
        # else it may be a title of rows, unless more of the header follows
    return least, count, found


def _set_below(
    chunks: Sequence[Chunk], parts: Sequence[Part], index: int, look: Look
) -> _Way | None:
    """What the chunks of a line stand below; None where it is no line of the header."""
    if any(is_figure(" ".join(word.text for word in chunk)) for chunk in chunks):
        return None
    ways: list[_Way | None] = [_Way()]
    for end in range(1, len(chunks) + 1):
        found = [*_ways_alone(chunks[end - 1], ways[-1], parts, index, look)]
        if index > look.first or look.spanned:
            found += _ways_below(chunks[:end], ways, parts, look)
        ways.append(min(found, key=lambda way: (len(way.begun), way.off), default=None))
    return ways[-1]


def _ways_alone(
    chunk: Chunk, before: _Way | None, parts: Sequence[Part], index: int, look: Look
) -> Iterator[_Way]:
    """The ways in which a chunk goes on with a part above it, or, as long as no row can begin,
    stands below none."""
    over = [part for part in parts if part.overlaps(chunk)]
    rest = goes_on(chunk)
    free = index <= look.first or bool(look.number)
    if not before or not (rest or free):
        return
    if not over and free:
        yield replace(before, begun=(*before.begun, chunk), alone=(*before.alone, chunk))
    if over and (rest or len(over) == 1):
        nearest = min(over, key=lambda part: abs(part.middle - middle(chunk)))
        same = before.below.get(nearest, [])
        if not same or (rest and all(map(goes_on, same))):
            begun = before.begun if rest or _is_year(chunk) else (*before.begun, chunk)
            yield replace(before, begun=begun, below={**before.below, nearest: [*same, chunk]})


def _ways_below(
    chunks: Sequence[Chunk], before: Sequence[_Way | None], parts: Sequence[Part], look: Look
) -> Iterator[_Way]:
    """The ways in which the last chunks stand below a part that spans them; `before` has the best
    way for each number of the first of them."""
    for start, way in enumerate(before[:-1]):
        group = chunks[start:]
        first = any(word in look.number for chunk in group for word in chunk)
        if way is None or first or any(map(goes_on, group)):
            continue
        left, right = group[0][0].box.x0, group[-1][-1].box.x1
        inside = [part for part in parts if left < part.middle < right]
        if len(inside) == 1 and inside[0] not in way.below:
            off = way.off + abs(inside[0].middle - (left + right) / 2)
            yield replace(way, off=off, below={**way.below, inside[0]: group})


def goes_on(chunk: Chunk) -> bool:
    """Whether a chunk goes on with a heading above it."""
    return starts_lower(chunk[0].text) or chunk[0].text.startswith("(")


def _is_year(chunk: Chunk) -> bool:
    """Whether a chunk is a number, as the line of a heading may be: "Chỉ tiêu" above "2026"."""
    return len(chunk) == 1 and chunk[0].text.isdigit()


def _grow(parts: Sequence[Part], way: _Way) -> Iterator[Part]:
    """The parts with a line set below them; those that span others no more."""
    for part in parts:
        lower = way.below.get(part, ())
        if len(lower) > 1 and not all(map(goes_on, lower)):
            yield from (Part(chunk, (*part.above, part)) for chunk in lower)
        else:
            yield replace(part, words=(*part.words, *(word for chunk in lower for word in chunk)))
