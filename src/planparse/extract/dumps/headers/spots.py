"""Where the headings of a table stand on each page of a dump that keeps its columns by spaces."""

from collections.abc import Sequence
from itertools import islice

from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.lines import TextLine, column_of, end_of
from planparse.schema.layout import Word

# The words of a heading stand within so many characters of each other.
NEAR = 10

# The words of each heading.
Spots = Sequence[Sequence[Word]]


def find_headings(headers: Sequence[TextLine], columns: Sequence[Heading]) -> Spots:
    """The words of each heading on one page; none where the header does not stand there."""
    left = [word for line in headers for word in line.words]
    spots: list[Sequence[Word]] = []
    for heading in columns:
        texts = [word.text for word in heading.words]
        firsts = [word for word in left if word.text == texts[0]]
        firsts = firsts or [word for word in left if word.text in texts]
        spot = max((_find_near(word, texts, left) for word in firsts), key=len, default=[])
        for word in spot:
            left.remove(word)
        spots.append(spot)
    return spots


def _find_near(first: Word, texts: Sequence[str], words: Sequence[Word]) -> list[Word]:
    """A word of a heading of some texts, and the others that stand near it."""
    found = [first]
    for text in texts:
        near = (w for w in words if w.text == text and w not in found and _is_near(w, first))
        if text != first.text or texts.count(text) > 1:
            found += islice(near, 1)
    return found


def _is_near(word: Word, first: Word) -> bool:
    return column_of(word) < end_of(first) + NEAR and end_of(word) > column_of(first) - NEAR
