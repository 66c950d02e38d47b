"""Words → lines, raised words close to the word they follow."""

import statistics
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

from planparse.properties import cached_property
from planparse.schema.draft import Passage
from planparse.schema.layout import Box, Word, around
from planparse.schema.packed import as_packed, together
from planparse.text import ends_with_metres, join_lines

# Parts of the type size: words this near to a common baseline are one line; a raised word is set
# in at most this share of the size of the word it follows (browsers take five sixths).
SAME_LINE = 0.25
RAISED_SIZE = 0.85
# It stands higher than a slip of the setter and lower than a line above, and begins from within
# the box of the word, which slanted letters fill, to little more than a space behind it.
LEAST_RAISED, INTO, BEHIND = 0.1, -0.5, 0.35
# The width of a space in Times, part of the type size: what parts a word from the one before it.
SPACE = 0.25
# What is asked of lines again and again, their box aside.
ASKED = ("text", "plain", "baseline", "size", "page", "bold", "first_width")
_find_asked = attrgetter(*ASKED)
_ACROSS, _DOWN_THE_PAGE = attrgetter("box.x0"), attrgetter("page", "baseline", "box.x0")


@dataclass(frozen=True, eq=False)
class Line:
    """Words on one baseline, left to right; a line is itself alone.

    `raised` are those of the words that stand higher in small type ("m²", or the mark of a note);
    `marks` are raised words known to be marks of notes: they are no longer text.
    """

    words: Sequence[Word]
    raised: tuple[Word, ...] = ()
    marks: tuple[Word, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words with single spaces, raised ones close to the word they follow."""
        if not self.raised:
            return " ".join(word.text for word in self.words)
        return "".join(
            word.text if not i or word in self.raised else f" {word.text}"
            for i, word in enumerate(self.words)
        )

    @cached_property
    def plain(self) -> str:
        """The text without raised words."""
        if not self.raised:
            return self.text
        return " ".join(word.text for word in self.words if word not in self.raised)

    @property
    def may_be_marks(self) -> tuple[Word, ...]:
        """The raised words, without those of "m²"."""
        if not self.raised:
            return ()
        pairs = pairwise(self.words)
        powers = {raised.name for word, raised in pairs if ends_with_metres(word.text)}
        return tuple(word for word in self.raised if word.name not in powers)

    def with_marks(self, texts: Container[str]) -> "Line":
        """The line once the marks of notes are known."""
        marks = tuple(word for word in self.may_be_marks if word.text in texts)
        if not marks:
            return self
        return Line(
            tuple(word for word in self.words if word not in marks),
            tuple(word for word in self.raised if word not in marks),
            marks,
        )

    @cached_property
    def box(self) -> Box:
        """Around all words and marks."""
        return around(word.box for word in (*self.words, *self.marks))

    @cached_property
    def baseline(self) -> float:
        """Where the letters stand, from the top of the page."""
        return max(word.baseline for word in self.words)

    @cached_property
    def size(self) -> float:
        """The usual type size, points."""
        return statistics.median_high(word.size for word in self.words)

    @cached_property
    def page(self) -> int:
        """The page the line is on."""
        return self.words[0].page

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def italic(self) -> bool:
        """Whether every word is italic."""
        return all(word.italic for word in self.words)

    @cached_property
    def first_width(self) -> float:
        """How wide the first word is."""
        return self.words[0].box.width

    @property
    def told(self) -> tuple[object, ...]:
        """All that is asked of it again and again, and what it is made of but the words."""
        return self.raised, self.marks, tuple(self.box), _find_asked(self)

    @staticmethod
    def recalled(words: Sequence[Word], told: tuple[Any, ...]) -> "Line":
        """The line of some words again, of which all is known without a look at them."""
        line = Line.__new__(Line)
        raised, marks, box, asked = told
        vars(line).update(words=words, raised=raised, marks=marks, box=Box._make(box))
        vars(line).update(zip(ASKED, asked, strict=True))
        return line


def to_lines(words: Iterable[Word]) -> list[Line]:
    """Group words by baseline, from top to bottom and page to page."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=_DOWN_THE_PAGE):
        if rows and _same_line(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return _attach_raised([sorted(row, key=_ACROSS) for row in rows])


def _same_line(first: Word, word: Word) -> bool:
    near = word.baseline - first.baseline <= SAME_LINE * min(first.size, word.size)
    return near and word.page == first.page


def _attach_raised(rows: list[list[Word]]) -> list[Line]:
    """Move raised words (always on a baseline of their own) into the line below them."""
    lines: list[Line] = []
    raised: list[Word] = []
    for row, below in zip(rows, [*rows[1:], []], strict=False):
        largest = max((word.size for word in below), default=0.0)
        small = [word for word in row if word.size <= RAISED_SIZE * largest]
        up = [word for word in small if _is_raised(word, below)]
        rest = [word for word in row if word not in up] if up else row
        if rest:
            words = sorted([*rest, *raised], key=_ACROSS) if raised else rest
            lines.append(Line(tuple(words), tuple(raised)))
            raised = []
        raised += up
    return lines


def _is_raised(mark: Word, below: Sequence[Word]) -> bool:
    """Whether a small word touches the end of a larger one slightly lower on the page."""
    return any(
        mark.page == word.page
        and mark.size <= RAISED_SIZE * word.size
        and LEAST_RAISED * word.size < word.baseline - mark.baseline < word.size
        and INTO * word.size < mark.box.x0 - word.box.x1 < BEHIND * word.size
        for word in below
    )


def to_passage(lines: Sequence[Line]) -> Passage:
    """One paragraph of running text from its printed lines; marks are not in the text."""
    return Passage(
        join_lines([line.text for line in lines]),
        together(words for line in lines for words in (line.words, line.marks)),
    )


def to_passage_of_words(words: Sequence[Word]) -> Passage:
    """Running text of words in any order on the page."""
    passage = to_passage(to_lines(words))
    return Passage(passage.text, as_packed(passage.words, among=words))


def joined(passages: Sequence[Passage], separator: str = "\n") -> Passage:
    """Several passages as one, paragraphs kept apart."""
    return Passage(
        separator.join(p.text for p in passages if p.text),
        together(p.words for p in passages),
    )
