"""Which headings of a dump that keeps its columns span those on lines below them.

A heading that spans others stands over the middle of them; no other heading does. Below it stand
two or more, and each begins as headings do; what begins in small letters goes on with the heading
above it. Where a line stands by these rules below those of a header, it is one of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planparse.extract.dumps.headers.grid_words import Chunk, chunks_of, middle, overlap
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.words.contents import is_figure
from planparse.text import starts_lower


@dataclass(frozen=True)
class Levels:
    """How many lines a header has, and the chunk that spans each chunk of lower headings."""

    count: int
    above: Mapping[Chunk, Chunk]


@dataclass(frozen=True)
class _Way:
    """A way to set chunks below others: how many go on with the one above them that may as well
    begin something, how far the middles of those that are spanned are off, and what is set below
    what."""

    doubted: int = 0
    off: float = 0.0
    set_below: Mapping[Chunk, Sequence[Chunk]] = field(default_factory=dict)


def find_levels(lines: Sequence[TextLine], first: int, numbered: bool) -> Levels:
    """The levels of a header whose first heading stands on the line `first` of `lines`; `numbered`
    says that rows below it begin with numbers, so that no line up to there is one of a row."""
    headings = [chunk for line in lines[: first + 1] for chunk in chunks_of(line)]
    levels = Levels(first + 1, {})
    above: dict[Chunk, Chunk] = {}
    for count, line in enumerate(lines[first + 1 :], first + 2):
        way = _set_below(line, headings, numbered)
        if way is None:
            break
        for upper, lower in way.set_below.items():
            if len(lower) > 1:
                headings.remove(upper)
                above |= dict.fromkeys(lower, upper)
            elif upper in above:
                above[lower[0]] = above[upper]
        headings += chunks_of(line)
        if not way.doubted:  # else it may be a title of rows, unless more of the header follows
            levels = Levels(count, dict(above))
    return levels


def _set_below(line: TextLine, above: Sequence[Chunk], numbered: bool) -> _Way | None:
    """What the chunks of a line stand below; None where it is no line of the header."""
    chunks = list(chunks_of(line))
    if any(is_figure(" ".join(word.text for word in chunk)) for chunk in chunks):
        return None
    ways: list[_Way | None] = [_Way()]
    for end in range(1, len(chunks) + 1):
        found = _ways_to(chunks[:end], ways, above, numbered)
        ways.append(min(found, key=lambda way: (way.doubted, way.off), default=None))
    return ways[-1]


def _ways_to(
    chunks: Sequence[Chunk], before: Sequence[_Way | None], above: Sequence[Chunk], numbered: bool
) -> Iterator[_Way]:
    """The ways to set chunks; `before` has the best one for each number of the first of them."""
    last, chunk = before[-1], chunks[-1]
    over = [other for other in above if overlap(chunk, other)]
    goes_on = _goes_on(chunk)
    if last and over and (goes_on or (numbered and len(over) == 1)):
        nearest = min(over, key=lambda other: abs(middle(other) - middle(chunk)))
        if nearest not in last.set_below:
            below = {**last.set_below, nearest: [chunk]}
            doubted = not goes_on and not _is_year(chunk)
            yield _Way(last.doubted + doubted, last.off, below)
    for start, way in enumerate(before[:-1]):
        group = chunks[start:]
        if way is None or any(map(_goes_on, group)):
            continue
        left, right = group[0][0].box.x0, group[-1][-1].box.x1
        inside = [other for other in above if left < middle(other) < right]
        if len(inside) == 1 and inside[0] not in way.set_below:
            off = abs(middle(inside[0]) - (left + right) / 2)
            below = {**way.set_below, inside[0]: group}
            yield _Way(way.doubted, way.off + off, below)


def _goes_on(chunk: Chunk) -> bool:
    """Whether a chunk goes on with a heading above it."""
    return starts_lower(chunk[0].text) or chunk[0].text.startswith("(")


def _is_year(chunk: Chunk) -> bool:
    """Whether a chunk is a number, as the line of a heading may be: "Chỉ tiêu" above "2026"."""
    return len(chunk) == 1 and chunk[0].text.isdigit()
