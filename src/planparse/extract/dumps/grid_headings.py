"""The header of a table in a dump that keeps its columns: headings are what stands in one place."""

from collections.abc import Iterator, Sequence

from planparse.extract.dumps.headings import (
    AGAIN,
    KNOWN,
    UNKNOWN,
    Heading,
    TextHeader,
    begins_header,
)
from planparse.extract.dumps.lines import TextLine, spaces_before
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import squeeze

# The first heading, of a numbering column, stands among the first lines of the header.
LINES_ABOVE, LINES = 3, 7
# Between two headings of one line, at least this many spaces.
APART = 2


def find_grid_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge
) -> TextHeader | None:
    """The header that begins with a line, if one does: the lines that name most columns."""
    first = next(
        (
            i
            for i in range(start, min(start + LINES_ABOVE, len(lines)))
            if begins_header(lines[i], knowledge)
        ),
        None,
    )
    if first is None or not any(line.has_columns for line in lines[start : first + 2]):
        return None
    ways = [
        (_worth(headings), -begin, end, headings)
        for begin in range(start, first + 1)
        for end in range(first + 1, min(begin + LINES, len(lines)) + 1)
        for headings in [_to_headings(lines[begin:end], knowledge)]
    ]
    worth, begin, end, headings = max(ways, key=lambda way: way[:2])
    kinds = [heading.kind for heading in headings if heading.kind]
    if -begin != start or worth <= 0 or len(kinds) < 3 or kinds[0] != "number":
        return None
    key = "|".join(squeeze(heading.text) for heading in headings)
    return TextHeader(tuple(headings), end - start, key, (0,))


def _worth(headings: Sequence[Heading]) -> float:
    worth = sum(KNOWN if heading.role else UNKNOWN for heading in headings)
    once = [
        h.role.field for h in headings if h.role and h.role.field not in ("number", "year", "extra")
    ]
    return worth + AGAIN * (len(once) - len(set(once)))


def _to_headings(lines: Sequence[TextLine], knowledge: Knowledge) -> list[Heading]:
    """The words of the lines by the places they stand in, from left to right."""
    places: list[list[tuple[Word, ...]]] = []
    for chunk in (chunk for line in lines for chunk in _chunks(line)):
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
        chunks = sorted(place, key=lambda chunk: chunk[0].baseline)
        words = tuple(word for chunk in chunks for word in chunk)
        role = knowledge.column_role(" ".join(word.text for word in words))
        headings.append(Heading(words, role))
    return headings


def _chunks(line: TextLine) -> Iterator[tuple[Word, ...]]:
    chunk = [line.words[0]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if spaces_before(before, word) >= APART:
            yield tuple(chunk)
            chunk = []
        chunk.append(word)
    yield tuple(chunk)


def _overlap(chunk: Sequence[Word], other: Sequence[Word]) -> bool:
    return chunk[0].box.x0 < other[-1].box.x1 and other[0].box.x0 < chunk[-1].box.x1
