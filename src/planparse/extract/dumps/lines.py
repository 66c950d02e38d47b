"""The lines of a dump: their text, and what a plain text still tells about the page.

Widths are in em of the usual type: what a line would take in Times, whatever size it had.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.schema.layout import Layout, Word
from planparse.text import is_capitals, squeeze

# Between the columns of a dump that keeps them, at least this many spaces.
WIDE = 3


@dataclass(frozen=True, eq=False)
class TextLine:
    """One line of a dump.

    `row` counts the lines of its page, blank ones included; `gap` is how many lines below the one
    before it stands (0 for the first of a page); `indent` how many spaces stand before it.
    `goes_on` says how much more likely its text goes on with the line below than ends: a logarithm,
    0 where nothing tells.
    """

    words: tuple[Word, ...]
    text: str
    page: int
    row: int
    gap: int
    indent: int
    width: float
    goes_on: float = 0.0

    @cached_property
    def key(self) -> str:
        """The text as it is compared: whatever its white space and capitals."""
        return squeeze(self.text)

    @cached_property
    def is_capitals(self) -> bool:
        """Whether every letter is upper case."""
        return is_capitals(self.text)

    @cached_property
    def has_columns(self) -> bool:
        """Whether wide gaps part it."""
        return any(spaces_before(a, b) >= WIDE for a, b in pairwise(self.words))


def spaces_before(before: Word, word: Word) -> int:
    """How many spaces stand between two words of a line."""
    return round((word.box.x0 - before.box.x1) / _cell_of(word))


def column_of(word: Word) -> int:
    """How many characters stand before a word in its line."""
    return round(word.box.x0 / _cell_of(word))


def end_of(word: Word) -> int:
    """The place behind a word, in characters."""
    return column_of(word) + len(word.text)


def _cell_of(word: Word) -> float:
    """How wide a character of the dump is."""
    return word.box.width / len(word.text)


def row_of(word: Word) -> int:
    """How many lines of its page, blank ones included, a word stands below the top."""
    return round(word.baseline / word.size)


def by_line(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words, line by line."""
    for _, group in groupby(words, key=lambda word: (word.page, word.baseline)):
        yield list(group)


def widest_line(words: Iterable[Word], knowledge: Knowledge) -> float:
    """How wide the widest line of some words is, em; 0 for none."""
    texts = (" ".join(word.text for word in line) for line in by_line(words))
    return max(map(knowledge.text_width, texts), default=0.0)


def to_text_lines(layout: Layout, knowledge: Knowledge) -> list[TextLine]:
    """The lines of all pages in order; blank ones count in `gap` only."""
    return [line for page in layout.pages for line in _lines_of(page.words, knowledge)]


def _lines_of(words: Iterable[Word], knowledge: Knowledge) -> Iterator[TextLine]:
    before = 0
    for _, group in groupby(words, key=lambda word: word.baseline):
        line = tuple(group)
        row = row_of(line[0])
        yield to_text_line(line, row, row - before if before else 0, knowledge)
        before = row


def to_text_line(words: tuple[Word, ...], row: int, gap: int, knowledge: Knowledge) -> TextLine:
    """One line of its words."""
    text = " ".join(word.text for word in words)
    return TextLine(
        words, text, words[0].page, row, gap, column_of(words[0]), knowledge.text_width(text)
    )
