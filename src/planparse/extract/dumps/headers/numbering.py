"""The heading of a numbering column in a dump, whole or broken over lines: "ST" above "T"."""

from collections.abc import Iterator, Sequence

from planparse.extract.dumps.headers.headings import to_heading
from planparse.extract.dumps.lines import TextLine, column_of, end_of, spaces_before
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word

# The heading has at most so many words, and these stand on at most so many lines.
WORDS, LINES = 3, 4


def find_number(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, placed: bool = False
) -> tuple[Word, ...]:
    """The words of the heading of a numbering column that begins with a line, and may go on with
    those below; none where it does not. In a dump that keeps its columns these are `placed` below
    each other; in another one all but the last stand alone on their lines."""
    words = lines[start].words
    if not words[0].text[0].isupper():
        return ()
    whole = (words[:count] for count in range(WORDS, 0, -1))
    below = lines[start + 1 : start + LINES]
    more = list(_placed_below(lines[start], below) if placed else _alone(lines[start], below))
    broken = ((words[0], *more[:count]) for count in range(1, WORDS))
    numbers = (way for way in (*whole, *broken) if to_heading(way, knowledge).kind == "number")
    return next(numbers, ())


def _placed_below(line: TextLine, below: Sequence[TextLine]) -> Iterator[Word]:
    """The first words of lines that stand right below the first one of another, a place aside at
    most, or apart from all else and left of the next heading: the first line may be indented."""
    first, *others = line.words
    limit = column_of(others[0]) if others else 0
    for other in below:
        word, *more = other.words
        aside = column_of(word) - column_of(first)
        alone = end_of(word) < limit and all(spaces_before(word, each) > 1 for each in more[:1])
        near = -len(word.text) <= aside <= len(first.text)
        if (near or alone) and other.page == line.page:
            yield word


def _alone(line: TextLine, below: Sequence[TextLine]) -> Iterator[Word]:
    """The first words of lines, up to one that does not stand alone."""
    for above, other in zip((line, *below), below, strict=False):
        if len(above.words) > 1:
            return
        yield other.words[0]
