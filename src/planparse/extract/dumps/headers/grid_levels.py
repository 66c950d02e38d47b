"""Headers of two levels in a dump that keeps its columns: headings that span those below them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, combinations

from planparse.extract.dumps.headers.grid_spans import find_levels
from planparse.extract.dumps.headers.grid_words import (
    Chunk,
    chunks_of,
    middle,
    to_headings,
    worth_of,
)
from planparse.extract.dumps.headers.headings import KNOWN, Heading, to_heading
from planparse.extract.dumps.headers.levels import BEGINNING, family_of
from planparse.extract.dumps.lines import TextLine, to_text_line
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word

# A header has at most so many headings that span others.
MOST = 3


@lru_cache(maxsize=128)  # the same lines are asked about for each that may be the first
def part_levels(
    lines: tuple[TextLine, ...], gaps: frozenset[int], knowledge: Knowledge
) -> list[Heading]:
    """The headings of the columns, from left to right: where not all are plain ones, some words may
    span several of them, and stand `above` these."""
    best = to_headings(lines, gaps, knowledge)
    if worth_of(best) == KNOWN * len(best):
        return best
    chunks = (chunk for line in lines[:-1] for chunk in chunks_of(line))
    spanning = [chunk for chunk in chunks if to_heading(chunk, knowledge).kind in BEGINNING][:MOST]
    counts = range(1, len(spanning) + 1)
    for above in chain.from_iterable(combinations(spanning, count) for count in counts):
        lower = to_headings(list(_without(lines, above, knowledge)), gaps, knowledge)
        spanned = _set_below(lower, above)
        if spanned and worth_of(spanned) > worth_of(best):
            best = spanned
    return best


@lru_cache(maxsize=128)  # as of part_levels
def set_levels(
    lines: tuple[TextLine, ...],
    first: int,
    numbered: bool,
    gaps: frozenset[int],
    knowledge: Knowledge,
) -> tuple[int, list[Heading]]:
    """How many lines a header has that begins with some (`grid_spans`), and the headings of its
    columns, those below one that spans them found by themselves; none where nothing is spanned, or
    what names the rows would be, too: that is a title above the table."""
    levels = find_levels(lines, first, numbered)
    if not levels.above:
        return levels.count, []
    lower = [word for chunk in levels.above for word in chunk]
    lines = lines[: levels.count]
    uppers = list(dict.fromkeys(levels.above.values()))
    plain = to_headings(list(_without(lines, [*uppers, lower], knowledge)), gaps, knowledge)
    if all(heading.field != "text" for heading in plain):
        return levels.count, []
    placed = [(heading.words[0].box.x0, heading) for heading in plain]
    for upper in uppers:
        words = {word for chunk, above in levels.above.items() if above == upper for word in chunk}
        others = tuple(word for line in lines for word in line.words if word not in words)
        below = to_headings(list(_without(lines, [others], knowledge)), gaps, knowledge)
        placed += [(upper[0].box.x0, replace(heading, above=upper)) for heading in below]
    return levels.count, [heading for _, heading in sorted(placed, key=lambda each: each[0])]


def _without(
    lines: Sequence[TextLine], chunks: Sequence[Sequence[Word]], knowledge: Knowledge
) -> Iterator[TextLine]:
    """The lines without some of their words."""
    taken = set(chain.from_iterable(chunks))
    for line in lines:
        words = tuple(word for word in line.words if word not in taken)
        if words:
            yield to_text_line(words, line.row, line.gap, knowledge)


def _set_below(headings: Sequence[Heading], chunks: Sequence[Chunk]) -> list[Heading] | None:
    """The headings, those of agencies and times on lines below `chunks` with the nearest of these
    above; None where one spans no two, or such as do not begin with who leads or a time."""
    top = max(chunk[0].baseline for chunk in chunks)
    lower = [h for h in headings if family_of(h) and h.words[0].baseline > top]
    groups: dict[Chunk, list[Heading]] = {chunk: [] for chunk in chunks}
    for heading in lower:
        nearest = min(chunks, key=lambda chunk: abs(middle(chunk) - middle(heading.words)))
        groups[nearest].append(heading)
    for chunk, below in groups.items():
        if len(below) < 2 or below[0].kind not in BEGINNING or not _overlap(chunk, below):
            return None
    above = {heading: chunk for chunk, below in groups.items() for heading in below}
    return [replace(h, above=above.get(h, ())) for h in headings]


def _overlap(chunk: Chunk, below: Sequence[Heading]) -> bool:
    """Whether words stand over the headings that they are to span."""
    words = [word for heading in below for word in heading.words]
    return min(w.box.x0 for w in words) < middle(chunk) < max(w.box.x1 for w in words)
