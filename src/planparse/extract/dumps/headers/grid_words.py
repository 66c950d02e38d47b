"""The words of a header that keeps its columns, as headings: what stands in one place."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, chain, groupby, pairwise, permutations

from planparse import regex
from planparse.extract.dumps.headers.headings import Heading, is_again, to_heading
from planparse.extract.dumps.headers.numbering import find_number
from planparse.extract.dumps.headers.parting import AGAIN, KNOWN, LOWER, UNKNOWN
from planparse.extract.dumps.headers.wordings import find_wordings
from planparse.extract.dumps.lines import TextLine, column_of, end_of, spaces_before
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import starts_lower

# What a heading begins with: a capital, or the letters of a fund ("NSTW"), but no numeral.
_BEGINNING = regex.compile(r"\p{Lu}(\p{Ll}|\p{Lu}{2,})(?<![IVX]{3})")
# The words of a line that stand together.
Chunk = tuple[Word, ...]
NOWHERE: frozenset[int] = frozenset()
# Between two headings of one line, at least this many spaces.
APART = 2
# A heading has few words; each more is worth less.
SHORT, WORDY = 6, 0.5
# Words of one line that a wide gap parts are of two headings; what takes them for one loses more
# than headings of unknown wording do.
LOOSE = -10.0
# Words that stand as words of one heading do are worth less as those of two.
TORN = -3.5
# Lines of one heading stand below each other, or at most so many characters beside; one that stands
# farther off is of another.
ASIDE = 3
# Indicators right behind the tasks.
BESIDE = -1.0
# One that spans others is worth as much as two of these.
SPANNING = 6.0


def worth_of(headings: Sequence[Heading]) -> float:
    """What headings are worth as those of a table."""
    worth = sum(KNOWN if h.role else 0.0 if h.above else UNKNOWN for h in headings)
    single = [heading for heading in headings if heading.is_single]
    worth += SPANNING * len({above for h in headings for above in h.above})
    worth += sum(_worth_again(h, single[:i]) for i, h in enumerate(single))
    worth += LOWER * sum(starts_lower(h.text) for h in headings)
    worth += LOOSE * sum(_count_wide(h.words) for h in headings)
    worth += TORN * sum(_count_aside(h.words) for h in headings)
    worth += TORN * _count_within([_extent(h) for h in headings])
    return worth - sum(WORDY * max(0, len(h.words) - SHORT) for h in headings)


def _worth_again(heading: Heading, before: Sequence[Heading]) -> float:
    """What it counts against a heading that its field has one; less where places part indicators
    from the tasks that they stand beside."""
    beside = heading.kind == "indicator" and before and before[-1].kind == "task"
    return (BESIDE if beside else AGAIN) * is_again(heading, before)


def _count_wide(words: Sequence[Word]) -> int:
    """How many words stand wider apart from the one before them than words of a heading do."""
    return sum(
        a.baseline == b.baseline and spaces_before(a, b) >= APART for a, b in pairwise(words)
    )


def _count_within(extents: Sequence[tuple[int, int]]) -> int:
    """How many headings have their place within that of another one, as no two columns have."""
    return sum(
        start <= left and right <= stop for (left, right), (start, stop) in permutations(extents, 2)
    )


def _extent(heading: Heading) -> tuple[int, int]:
    return min(map(column_of, heading.words)), max(map(end_of, heading.words))


def _count_aside(words: Sequence[Word]) -> int:
    """How many places there are between lines of a heading that stand beside each other."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.baseline)]
    spans = sorted((column_of(line[0]), end_of(line[-1])) for line in lines)
    ends = accumulate((end for _, end in spans), max)
    return sum(begin > end + ASIDE for (begin, _), end in zip(spans[1:], ends, strict=False))


@lru_cache(maxsize=256)  # the same lines are asked about for each that may be the first
def to_headings(
    lines: tuple[TextLine, ...], gaps: frozenset[int], knowledge: Knowledge
) -> list[Heading]:
    """The words of the lines by the places they stand in, from left to right."""
    found = (find_number(lines, i, knowledge, placed=True) for i in range(len(lines)))
    numbering = frozenset(chain.from_iterable(found))
    wide, close = (
        [p for line in lines for c in chunks_of(line, g) for p in _part_number(c, numbering)]
        for g in (NOWHERE, gaps)
    )
    parted = (wide, list(_part_over(wide)), close, list(_part_over(close)))
    clustered = [_cluster(way, numbering, knowledge) for way in parted]
    ways = (*clustered, _part_upright(lines, knowledge), find_wordings(lines, knowledge))
    return max(ways, key=lambda way: worth_of(way) + TORN * _count_torn(way, knowledge))


def _count_torn(headings: Sequence[Heading], knowledge: Knowledge) -> int:
    """How often words of one line, with a single space between them, are torn apart: as one that
    begins as no heading does, or as a year behind words that are no heading, or are one with it."""
    heading_of = {word: heading for heading in headings for word in heading.words}
    words = sorted(heading_of, key=lambda word: (word.baseline, word.box.x0))
    return sum(
        before.baseline == word.baseline
        and heading_of[before] is not heading_of[word]
        and spaces_before(before, word) < APART
        and _is_torn(heading_of[before], heading_of[word], knowledge)
        for before, word in pairwise(words)
    )


def _is_torn(before: Heading, heading: Heading, knowledge: Knowledge) -> bool:
    if starts_lower(heading.text) or heading.kind != "year":
        return starts_lower(heading.text)
    together = to_heading((*before.words, *heading.words), knowledge)
    return before.role is None or before.role is together.role


def _part_upright(lines: Sequence[TextLine], knowledge: Knowledge) -> list[Heading]:
    """The words parted at places that none stands across, so that as many headings as can be are of
    known wording."""
    words = [word for line in lines for word in line.words]
    places = sorted(
        {word.box.x0 for word in words if not any(w.box.x0 < word.box.x0 < w.box.x1 for w in words)}
    )
    places.append(max(word.box.x1 for word in words))
    best: list[tuple[float, tuple[Heading, ...]]] = [(0.0, ())]
    for end in range(1, len(places)):
        options = []
        for start in range(end):
            inner = tuple(w for w in words if places[start] <= w.box.x0 < places[end])
            heading = to_heading(inner, knowledge)
            score, before = best[start]
            again = heading.is_single and heading.field in {h.field for h in before}
            options.append((score + worth_of([heading]) + AGAIN * again, (*before, heading)))
        best.append(max(options, key=lambda option: option[0]))
    return list(best[-1][1])


def _part_number(chunk: Chunk, numbering: Collection[Word]) -> Iterator[Chunk]:
    """The chunk, the heading of a narrow numbering column parted from the next one."""
    cut = sum(word in numbering for word in chunk) if len(chunk) > 1 else 0
    yield from filter(None, (chunk[:cut], chunk[cut:]))


def _part_over(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """The chunks, parted where several stand below or above one: two headings set close."""
    for chunk in chunks:
        others = [o for o in chunks if o[0].baseline != chunk[0].baseline and overlap(o, chunk)]
        middles = sorted(set(map(middle, others)))
        nearest = [
            min(range(len(middles)), key=lambda i, w=word: abs(middles[i] - w.box.middle[0]))  # type: ignore[misc]
            if middles
            else 0
            for word in chunk
        ]
        for _, group in groupby(range(len(chunk)), key=nearest.__getitem__):
            yield tuple(chunk[i] for i in group)


def _cluster(
    chunks: Sequence[Chunk], numbering: AbstractSet[Word], knowledge: Knowledge
) -> list[Heading]:
    """The chunks that stand above each other, or are of the `numbering` column, as one heading
    each."""
    places: list[list[Chunk]] = []
    for chunk in chunks:
        counted = set(chunk) <= numbering
        over = [
            place
            for place in places
            if any(overlap(chunk, o) or (counted and set(o) <= numbering) for o in place)
        ]
        for place in over[1:]:
            over[0].extend(place)
            places.remove(place)
        if over:
            over[0].append(chunk)
        else:
            places.append([chunk])
    places.sort(key=lambda place: min(chunk[0].box.x0 for chunk in place))
    headings = []
    for place in places:
        lines = sorted(place, key=lambda chunk: chunk[0].baseline)
        words = tuple(word for chunk in lines for word in chunk)
        headings.append(to_heading(words, knowledge))
    return headings


def chunks_of(line: TextLine, gaps: frozenset[int] = NOWHERE) -> Iterator[Chunk]:
    """The words of a line, parted at wide gaps and where the columns below are parted."""
    chunk = [line.words[0]]
    for before, word in pairwise(line.words):
        between = range(end_of(before), column_of(word))
        if len(between) >= APART or (gaps and all(place in gaps for place in between)):
            yield tuple(chunk)
            chunk = []
        chunk.append(word)
    yield tuple(chunk)


def part_at_capitals(line: TextLine) -> Iterator[Chunk]:
    """The words of a line, parted at wide gaps and before those that begin with a capital."""
    for chunk in chunks_of(line):
        cuts = [i for i in range(1, len(chunk)) if _BEGINNING.match(chunk[i].text)]
        yield from (chunk[a:b] for a, b in pairwise([0, *cuts, len(chunk)]))


def middle(words: Sequence[Word]) -> float:
    """The place around which words stand."""
    return (min(word.box.x0 for word in words) + max(word.box.x1 for word in words)) / 2


def overlap(chunk: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether one run of words stands above or below another."""
    return chunk[0].box.x0 < other[-1].box.x1 and other[0].box.x0 < chunk[-1].box.x1
