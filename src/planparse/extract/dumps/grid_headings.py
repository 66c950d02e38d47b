"""The header of a table in a dump that keeps its columns: headings are what stands in one place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from planparse.extract.dumps.headings import (
    AGAIN,
    KNOWN,
    LOWER,
    UNKNOWN,
    Heading,
    TextHeader,
    begins_header,
    heading_role,
    names_columns,
    opens_rows,
)
from planparse.extract.dumps.lines import TextLine, column_of, spaces_before
from planparse.extract.dumps.wordings import find_wordings
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import is_capitals, squeeze, starts_lower

# The first heading, of a numbering column, stands among the first lines of the header.
LINES_ABOVE, LINES = 5, 12
# Between two headings of one line, at least this many spaces.
APART = 2
# A line in capitals above a header has more words when it is part of a title.
SHORT_TITLE = 2
# A heading has few words; each more is worth less.
SHORT, WORDY = 6, 0.5
# The heading of the text has at most so many words on its first line.
FIRST_HEADING = 7
# A heading is worth less that has a wide gap in it.
LOOSE = -1.0
# The fields that several columns may be of.
MANY = {"number", "year", "extra"}
# The lines below a header that tell its columns, and the share of them that may cross an edge.
BELOW, CROSSING = 40, 0.08
# In a dump that keeps its columns this share of the lines has wide gaps.
SOME = 0.1


def find_grid_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, above: TextHeader | None = None
) -> TextHeader | None:
    """The header that begins with a line, if one does: the lines that name most columns; or, below
    a header `above`, those that repeat it."""
    lines = lines[: _page_end(lines, start)]
    first = next(
        (
            i
            for i in range(start, min(start + LINES_ABOVE, len(lines)))
            if _begins_header(lines[i], above is not None, knowledge)
        ),
        None,
    )
    if first is None or not _keeps_columns(lines, start, first):
        return None
    printed = _find_printed(lines[: start + LINES], start, first, above) if above else None
    if above and printed:
        return replace(above, count=printed.stop - start) if printed.start == start else None
    gaps = _find_gaps(lines[first + 1 : first + 1 + BELOW])
    capitals = is_capitals(lines[first].text)
    last = next(
        (
            i
            for i in range(first + 1, min(start + LINES, len(lines)))
            if opens_rows(lines[i], capitals, knowledge)
        ),
        min(start + LINES, len(lines)),
    )
    if not capitals and any(_is_title(line) for line in lines[start:first]):
        return None
    ways = [
        (_worth(headings), begin, -end, headings)
        for begin in range(start, first + 1)
        for end in range(first + 1, last + 1)
        for headings in [_to_headings(lines[begin:end], gaps, knowledge)]
    ]
    again = _find_again(ways, start, above) if above else None
    if again:
        return again
    worth, begin, end, headings = max(ways, key=lambda way: way[:3])
    kinds = [heading.kind for heading in headings if heading.kind]
    known = kinds[:1] in (["number"], ["task"], ["indicator"])
    end = -end
    opens = end < len(lines) and opens_rows(lines[end], capitals, knowledge)
    if begin != start or worth <= 0 or not known or not names_columns(headings, opens):
        return None
    while end < last and _goes_on(lines[end]):
        longer = _to_headings(lines[begin : end + 1], gaps, knowledge)
        if len(longer) != len(headings) or _worth(longer) < worth:
            break
        headings, end = longer, end + 1
    return _to_header(headings, end - start)


def _keeps_columns(lines: Sequence[TextLine], start: int, first: int) -> bool:
    """Whether wide gaps part lines of a header and below, not only one by chance, and narrower ones
    those of the header."""
    below = lines[start : first + 1 + BELOW]
    wide = sum(line.has_columns for line in below)
    return wide >= SOME * len(below) and any(map(_is_parted, lines[start : first + 2]))


def _begins_header(line: TextLine, in_table: bool, knowledge: Knowledge) -> bool:
    """Whether a line has the first heading, by its wording, or by that and what stands apart from
    it: not every heading beside it need be known by its first line, but where a table goes on."""
    if begins_header(line, knowledge):
        return True
    first, *others = _chunks(line, frozenset())
    if not others or starts_lower(first[0].text) or len(first) > FIRST_HEADING:
        return False
    roles = [heading_role(" ".join(w.text for w in each), knowledge) for each in (first, *others)]
    fields = {role.field for role in roles if role}
    return roles[0] is not None and roles[0].field == "text" and len(fields) > in_table


def _find_again(
    ways: Sequence[tuple[float, int, int, list[Heading]]], start: int, above: TextHeader
) -> TextHeader | None:
    """The lines from `start` on that repeat a header: with all its letters, if any have them."""
    found = [
        _to_header(headings, -end - start) for _, begin, end, headings in ways if begin == start
    ]
    same = [header for header in found if is_same(header, above)]
    letters = _letters(above)
    return next((h for h in same if _letters(h) == letters), next(iter(same), None))


def _find_printed(
    lines: Sequence[TextLine], start: int, first: int, above: TextHeader
) -> range | None:
    """The lines, from one of the first on, that have all letters of a header and no other."""
    letters = Counter(above.key.replace("|", ""))
    for begin in range(start, first + 1):
        found: Counter[str] = Counter()
        for end in range(begin, len(lines)):
            found.update(squeeze(lines[end].text))
            if found == letters:
                return range(begin, end + 1)
            if not found <= letters:
                break
    return None


def _page_end(lines: Sequence[TextLine], start: int) -> int:
    """Where the page of a line ends, or the lines that its header may have."""
    limit = min(start + LINES + BELOW, len(lines))
    page = lines[start].page
    return next((i for i in range(start, limit) if lines[i].page != page), limit)


def _to_header(headings: Sequence[Heading], count: int) -> TextHeader:
    key = "|".join(squeeze(heading.text) for heading in headings)
    return TextHeader(tuple(headings), count, key, (0,), keeps_columns=True)


def is_same(header: TextHeader, before: TextHeader) -> bool:
    """Whether two headers name the same columns, or have the same letters: a slip of the typist may
    part a word, and a narrow page move two headings together."""
    kinds = [[h.kind for h in each.columns] for each in (header, before)]
    return kinds[0] == kinds[1] or _letters(header) == _letters(before)


def _letters(header: TextHeader) -> list[str]:
    """The letters of all headings, in no order of the page."""
    return sorted(header.key.replace("|", ""))


def _is_title(line: TextLine) -> bool:
    """Whether a line above a header is the end of the title."""
    return is_capitals(line.text) and len(line.words) > SHORT_TITLE


def _goes_on(line: TextLine) -> bool:
    """Whether a line has but the ends of headings: rows begin with what no cell begins with."""
    return all(starts_lower(chunk[0].text) for chunk in _chunks(line, frozenset()))


def _is_parted(line: TextLine) -> bool:
    """Whether the headings of a line are parted by more than single spaces."""
    return sum(1 for _ in _chunks(line, frozenset())) > 1


def _find_gaps(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places across the page, in characters, where hardly a line below the header has any."""
    page = [line for line in lines if line.page == lines[0].page]
    ink = Counter(
        place
        for line in page
        for word in line.words
        for place in range(column_of(word), column_of(word) + len(word.text))
    )
    width = max(ink, default=0)
    return frozenset(place for place in range(width) if ink[place] <= CROSSING * len(page))


def _worth(headings: Sequence[Heading]) -> float:
    worth = sum(KNOWN if heading.role else UNKNOWN for heading in headings)
    once = [h.role.field for h in headings if h.role and h.role.field not in MANY]
    worth += AGAIN * (len(once) - len(set(once)))
    worth += LOWER * sum(starts_lower(h.text) for h in headings)
    worth += LOOSE * sum(_is_loose(h.words) for h in headings)
    return worth - sum(WORDY * max(0, len(h.words) - SHORT) for h in headings)


def _is_loose(words: Sequence[Word]) -> bool:
    """Whether two words of one line are wider apart than words of a heading are."""
    return any(
        a.baseline == b.baseline and spaces_before(a, b) >= APART for a, b in pairwise(words)
    )


def _to_headings(
    lines: Sequence[TextLine], gaps: frozenset[int], knowledge: Knowledge
) -> list[Heading]:
    """The words of the lines by the places they stand in, from left to right."""
    wide, close = (
        [part for line in lines for c in _chunks(line, g) for part in _part_number(c, knowledge)]
        for g in (frozenset[int](), gaps)
    )
    parted = (wide, list(_part_over(wide)), close, list(_part_over(close)))
    clustered = [_cluster(way, knowledge) for way in parted]
    ways = (*clustered, _part_upright(lines, knowledge), find_wordings(lines, knowledge))
    return max(ways, key=_worth)


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
            role = heading_role(" ".join(word.text for word in inner), knowledge)
            heading = Heading(inner, role)
            score, before = best[start]
            again = role is not None and role.field not in MANY
            again = again and any(h.role and h.role.field == role.field for h in before if role)
            options.append((score + _worth([heading]) + AGAIN * again, (*before, heading)))
        best.append(max(options, key=lambda option: option[0]))
    return list(best[-1][1])


def _part_number(chunk: tuple[Word, ...], knowledge: Knowledge) -> Iterator[tuple[Word, ...]]:
    """The chunk, the heading of a narrow numbering column parted from the next one."""
    role = heading_role(chunk[0].text, knowledge)
    cut = 1 if len(chunk) > 1 and role and role.role == "number" else 0
    yield from filter(None, (chunk[:cut], chunk[cut:]))


def _part_over(chunks: Sequence[tuple[Word, ...]]) -> Iterator[tuple[Word, ...]]:
    """The chunks, parted where several stand below or above one: two headings set close."""
    for chunk in chunks:
        others = [o for o in chunks if o[0].baseline != chunk[0].baseline and _overlap(o, chunk)]
        middles = sorted({(o[0].box.x0 + o[-1].box.x1) / 2 for o in others})
        nearest = [
            min(range(len(middles)), key=lambda i, w=word: abs(middles[i] - w.box.middle[0]))  # type: ignore[misc]
            if middles
            else 0
            for word in chunk
        ]
        for _, group in groupby(range(len(chunk)), key=nearest.__getitem__):
            yield tuple(chunk[i] for i in group)


def _cluster(chunks: Sequence[tuple[Word, ...]], knowledge: Knowledge) -> list[Heading]:
    """The chunks that stand above each other as one heading each."""
    places: list[list[tuple[Word, ...]]] = []
    for chunk in chunks:
        over = [place for place in places if any(_overlap(chunk, other) for other in place)]
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
        role = heading_role(" ".join(word.text for word in words), knowledge)
        headings.append(Heading(words, role))
    return headings


def _chunks(line: TextLine, gaps: frozenset[int]) -> Iterator[tuple[Word, ...]]:
    """The words of a line, parted at wide gaps and where the columns below are parted."""
    chunk = [line.words[0]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        between = range(column_of(before) + len(before.text), column_of(word))
        if len(between) >= APART or (gaps and all(place in gaps for place in between)):
            yield tuple(chunk)
            chunk = []
        chunk.append(word)
    yield tuple(chunk)


def _overlap(chunk: Sequence[Word], other: Sequence[Word]) -> bool:
    return chunk[0].box.x0 < other[-1].box.x1 and other[0].box.x0 < chunk[-1].box.x1
