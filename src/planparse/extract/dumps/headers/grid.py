"""Where the header of a table stands in a dump that keeps its columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby

from planparse.extract.dumps.headers.again import count_printed
from planparse.extract.dumps.headers.grid_levels import find_levels
from planparse.extract.dumps.headers.grid_words import chunks_of, overlap, to_headings, worth_of
from planparse.extract.dumps.headers.headings import Heading, names_columns, to_heading
from planparse.extract.dumps.headers.levels import family_of
from planparse.extract.dumps.headers.numbering import find_number
from planparse.extract.dumps.headers.sequential import TextHeader, begins_header, opens_rows
from planparse.extract.dumps.lines import TextLine, column_of, end_of
from planparse.extract.dumps.titles import is_long_capitals
from planparse.knowledge import Knowledge
from planparse.text import squeeze, starts_lower

# The first heading, of a numbering column, stands among the first lines of the header.
LINES_ABOVE, LINES = 5, 12
# The heading of the text has at most so many words on its first line.
FIRST_HEADING = 7
# The lines below a header that tell its columns, and the share of them that may cross an edge.
BELOW, CROSSING = 40, 0.08
# What the first heading names, or the one behind what sorts the rows.
BEGINNING = ("number", "task", "indicator")
# The fields of what names the rows.
NAMING = {"text", "number"}
# In a dump that keeps its columns this share of the lines has wide gaps.
SOME = 0.1


@dataclass(frozen=True)
class _Way:
    """Lines read as a header: their headings and what these are worth."""

    begin: int
    end: int
    headings: list[Heading]

    @property
    def worth(self) -> float:
        return worth_of(self.headings)


def near_columns(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places of lines with one near that wide gaps part: no header that keeps columns begins
    with another."""
    wide = (i for i, line in enumerate(lines) if line.has_columns)
    return frozenset(chain.from_iterable(range(i + 1 - LINES_ABOVE - BELOW, i + 1) for i in wide))


def find_grid_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, above: TextHeader | None = None
) -> TextHeader | None:
    """The header that begins with a line, if one does: the lines that name most columns; or, below
    a header `above`, those that repeat it."""
    lines = lines[: _page_end(lines, start)]
    if above and (count := count_printed(lines[start : start + LINES], above)):
        return replace(above, count=count)
    near = range(start, min(start + LINES_ABOVE, len(lines)))
    in_table = above is not None
    first = next((i for i in near if _begins_header(lines, i, in_table, knowledge)), None)
    if first is None or not _keeps_columns(lines, start, first):
        return None
    below = range(start + 1, first + 1)
    if above and any(count_printed(lines[i : start + LINES], above) for i in below):
        return None
    if not lines[first].is_capitals and any(map(is_long_capitals, lines[start:first])):
        return None
    if any(_is_title(lines, i, lines[first], knowledge) for i in range(start, first)):
        return None
    ways = list(_find_ways(lines, start, first, in_table, knowledge))
    again = _find_again(ways, start, above) if above else None
    return again or _find_new(lines, ways, start, first, knowledge)


def _is_title(lines: Sequence[TextLine], index: int, first: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line above the first heading is a title of the table: one text over that which
    names the rows, or over headings that no other one spans together; or one that a blank line
    parts from the header, and which spans nothing."""
    words, *more = chunks_of(lines[index])
    below = [chunk for chunk in chunks_of(first) if overlap(words, chunk)]
    if more or len(below) < 2:
        return not more and lines[index + 1].gap > 1
    headings = [to_heading(chunk, knowledge) for chunk in below]
    named = any(heading.field in NAMING for heading in headings)
    return named or len({family_of(h) or h.kind for h in headings if h.role}) > 1


def _find_ways(
    lines: Sequence[TextLine], start: int, first: int, in_table: bool, knowledge: Knowledge
) -> Iterator[_Way]:
    """All lines that may be the header whose first heading stands on one of them. What stands below
    as lines of a header do is of it, unless rows may go on there from the page before."""
    gaps = _find_gaps(lines[first + 1 : first + 1 + BELOW])
    last = _last_end(lines, start, first, knowledge)
    numbered = bool(find_number(lines, first, knowledge, placed=True))
    for begin in range(start, first + 1):
        here = tuple(lines[begin:last])
        levels = find_levels(here, first - begin, gaps, knowledge)
        if levels.headings:
            yield _Way(begin, begin + levels.count, levels.headings)
        least = begin + levels.least if numbered and not in_table else first + 1
        for end in range(least, last + 1):
            yield _Way(begin, end, to_headings(tuple(lines[begin:end]), gaps, knowledge))


def _last_end(lines: Sequence[TextLine], start: int, first: int, knowledge: Knowledge) -> int:
    """Where rows begin, which no header goes beyond."""
    capitals, limit = lines[first].is_capitals, min(start + LINES, len(lines))
    rows = (i for i in range(first + 1, limit) if opens_rows(lines[i], capitals, knowledge))
    return next(rows, limit)


def _find_new(
    lines: Sequence[TextLine],
    ways: Sequence[_Way],
    start: int,
    first: int,
    knowledge: Knowledge,
) -> TextHeader | None:
    """The best way, if it begins with a line and names the columns of a plan; with the lines below
    that only go on with its headings."""
    best = max(ways, key=lambda way: (way.worth, way.begin, -way.end))
    kinds = [heading.kind for heading in best.headings if heading.kind]
    known = any(kind in BEGINNING for kind in kinds[:2])
    capitals = lines[first].is_capitals
    opens = best.end < len(lines) and opens_rows(lines[best.end], capitals, knowledge)
    names = known and names_columns(best.headings, opens)
    if best.begin != start or best.worth <= 0 or not names:
        return None
    longer = (way for way in ways if way.begin == start and way.end > best.end)
    for way in longer:
        worse = len(way.headings) != len(best.headings) or way.worth < best.worth
        if worse or not _goes_on(lines[way.end - 1]):
            break
        best = way
    return _to_header(best.headings, best.end - start)


def _keeps_columns(lines: Sequence[TextLine], start: int, first: int) -> bool:
    """Whether wide gaps part lines of a header and below, not only one by chance, and narrower ones
    those of the header."""
    below = lines[start : first + 1 + BELOW]
    wide = sum(line.has_columns for line in below)
    return wide >= SOME * len(below) and any(map(_is_parted, lines[start : first + 2]))


def _begins_header(
    lines: Sequence[TextLine], index: int, in_table: bool, knowledge: Knowledge
) -> bool:
    """Whether the first heading begins with a line, which may be broken there."""
    number = find_number(lines, index, knowledge, placed=True)
    return bool(number) or _has_first_heading(lines[index], in_table, knowledge)


@lru_cache(maxsize=4 * LINES_ABOVE)  # each line is asked about once for each that may be the first
def _has_first_heading(line: TextLine, in_table: bool, knowledge: Knowledge) -> bool:
    """Whether a line has the first heading, by its wording, or by that and what stands apart from
    it: not every heading beside it need be known by its first line, but where a table goes on."""
    if begins_header(line, knowledge):
        return True
    if starts_lower(line.words[0].text):
        return False
    first, *others = chunks_of(line)
    if not others or len(first) > FIRST_HEADING:
        return False
    fields = [to_heading(words, knowledge).field for words in (first, *others)]
    if fields[1] == "number":  # behind what sorts the rows
        return True
    sorted_by_time = fields[:2] == ["timeline", "text"]
    return (fields[0] == "text" or sorted_by_time) and len({*fields} - {None}) > in_table


def _find_again(ways: Sequence[_Way], start: int, above: TextHeader) -> TextHeader | None:
    """The lines from `start` on that repeat a header, but for some of its letters."""
    found = (_to_header(way.headings, way.end - start) for way in ways if way.begin == start)
    return next((header for header in found if is_same(header, above)), None)


def _page_end(lines: Sequence[TextLine], start: int) -> int:
    """Where the page of a line ends, or the lines that its header may have."""
    limit = min(start + LINES + BELOW, len(lines))
    page = lines[start].page
    return next((i for i in range(start, limit) if lines[i].page != page), limit)


def _to_header(headings: Sequence[Heading], count: int) -> TextHeader:
    above = (
        "".join(word.text for words in levels for word in words)
        for levels, _ in groupby(h.above for h in headings)
    )
    key = "|".join(map(squeeze, [*above, *(heading.text for heading in headings)]))
    return TextHeader(tuple(headings), count, key, (0,), keeps_columns=True)


def is_same(header: TextHeader, before: TextHeader) -> bool:
    """Whether two headers name the same columns."""
    return [h.kind for h in header.columns] == [h.kind for h in before.columns]


def _goes_on(line: TextLine) -> bool:
    """Whether a line has but the ends of headings: rows begin with what no cell begins with."""
    return all(starts_lower(chunk[0].text) for chunk in chunks_of(line))


def _is_parted(line: TextLine) -> bool:
    """Whether the headings of a line are parted by more than single spaces."""
    return sum(1 for _ in chunks_of(line)) > 1


def _find_gaps(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places across the page, in characters, where hardly a line below the header has any."""
    page = [line for line in lines if line.page == lines[0].page]
    ink = Counter(
        place
        for line in page
        for word in line.words
        for place in range(column_of(word), end_of(word))
    )
    width = max(ink, default=0)
    return frozenset(place for place in range(width) if ink[place] <= CROSSING * len(page))
