"""Headers of several levels in a dump that keeps its columns: headings that span others."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from planparse.extract.dumps.headers.grid_parts import Look, Part, set_lines
from planparse.extract.dumps.headers.grid_words import (
    NOWHERE,
    chunks_of,
    part_at_capitals,
    to_headings,
    worth_of,
)
from planparse.extract.dumps.headers.headings import Heading, to_heading
from planparse.extract.dumps.headers.levels import family_of
from planparse.extract.dumps.headers.numbering import find_number
from planparse.extract.dumps.lines import TextLine, to_text_line
from planparse.extract.dumps.words.contents import AGENCY
from planparse.extract.dumps.words.known import BULLETS
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import starts_lower


@dataclass(frozen=True)
class Levels:
    """A header: how many lines it has at least, how many if these are its headings, and the ones of
    its columns; none where nothing is spanned."""

    least: int
    count: int
    headings: list[Heading]


@lru_cache(maxsize=128)  # the same lines are asked about for each that may be the first
def find_levels(
    lines: tuple[TextLine, ...], first: int, gaps: frozenset[int], knowledge: Knowledge
) -> Levels:
    """The header whose first heading stands on the line `first`, those below others found by
    themselves. Where headings below one are set close, the columns part them, or capitals."""
    number = find_number(lines, first, knowledge, placed=True)
    looks = (
        Look(first, number, part, spanned)
        for spanned in (False, True)[: first + 1]
        for part in (chunks_of, partial(chunks_of, gaps=gaps), part_at_capitals)
    )
    found = [set_lines(lines, look) for look in looks]
    ways = [
        Levels(least, count, _to_headings(lines[:count], parts, first, knowledge))
        for least, count, parts in found
    ]
    return max(ways, key=lambda way: (bool(way.headings), worth_of(way.headings)))


def _to_headings(
    lines: Sequence[TextLine], parts: Sequence[Part], first: int, knowledge: Knowledge
) -> list[Heading]:
    """The headings of parts; none where nothing is spanned, or only what begins as an item of a
    cell does, or a heading spans what none does: what names the rows, or, from above the first
    heading, columns of several kinds. That is a title."""
    headings: list[Heading] = []
    spanned: dict[Part, list[Heading]] = {}
    for above, words in _group(parts):
        found = to_headings(tuple(_only(lines, words, knowledge)), NOWHERE, knowledge)
        headings += (replace(h, above=tuple(part.words for part in above)) for h in found)
        for part in above:
            spanned.setdefault(part, []).extend(found)
    if any(heading.words[0].text in BULLETS for heading in headings):
        return []
    named = any(heading.field == "text" and not heading.above for heading in headings)
    level = lines[first].words[0].baseline
    told = (_may_span(part, below, level, knowledge) for part, below in spanned.items())
    if not spanned or not named or not all(told):
        return []
    return sorted(headings, key=lambda heading: heading.words[0].box.x0)


def _group(parts: Sequence[Part]) -> Iterator[tuple[tuple[Part, ...], Collection[Word]]]:
    """The words that the same headings span, or none between two that do."""
    groups: dict[tuple[tuple[Part, ...], int], set[Word]] = {}
    for part in parts:
        left = {p.above[0] for p in parts if p.above and p.middle < part.middle}
        groups.setdefault((part.above, 0 if part.above else len(left)), set()).update(part.words)
    yield from ((above, words) for (above, _), words in groups.items())


def _may_span(part: Part, below: Sequence[Heading], level: float, knowledge: Knowledge) -> bool:
    """Whether a part may span headings: one of them is of known wording, or it is, and not as the
    heading of agencies; and above the `level` of the first heading they are of one family."""
    upper = to_heading(part.words, knowledge)
    families = {family_of(h) or h.kind for h in below if h.role}
    if starts_lower(upper.text):
        return False
    if part.words[-1].baseline < level and len(families) > 1:
        return False
    known = upper.role is not None and upper.kind not in AGENCY
    return bool(families) or known or bool(knowledge.find("above_years", upper.text))


def _only(
    lines: Sequence[TextLine], words: Collection[Word], knowledge: Knowledge
) -> Iterator[TextLine]:
    """The lines with only some of their words."""
    for line in lines:
        if kept := tuple(word for word in line.words if word in words):
            yield to_text_line(kept, line.row, line.gap, knowledge)
