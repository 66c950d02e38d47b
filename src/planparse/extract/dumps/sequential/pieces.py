"""The lines of a row on one page as a run of words, and what each place in it says of a
boundary."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from planparse.extract.dumps.final_spaces import SURE
from planparse.extract.dumps.lines import TextLine, column_of, spaces_before
from planparse.extract.dumps.words.known import BULLETS, Words
from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.schema.layout import Word
from planparse.text import ends_sentence, starts_lower

# What layout says for a boundary: two spaces or more in a line, or one; a line that stands nearer
# or farther than is usual, or is indented.
WIDE_SPACE, ONE_SPACE, ODD_GAP, INDENTED = 1.5, -0.3, 1.5, 1.5
# What it says against the same places being inside a cell.
INNER_WIDE, INNER_ODD, INNER_INDENTED = -0.8, -2.0, -1.5

# The width of a space, em.
SPACE = 0.25
# Wide spaces part nothing in a table where so many of its spaces are wide: its lines are justified.
JUSTIFIED = 0.1
# No page has lines as wide as this, em: where a table has, it was taken from a word processor or a
# web page, which break no line of a paragraph.
BROADEST = 120.0


@dataclass(frozen=True)
class Spacing:
    """How far apart the lines of a table usually stand, whether wide spaces part its cells, and
    whether its lines are `unbroken` paragraphs."""

    gap: int = 1
    parts: bool = True
    unbroken: bool = False


@dataclass(frozen=True, eq=False)
class RowPiece:
    """The words of a row on one page, and how the lines of its table are set.

    `begins` says that the row begins with it; otherwise the page break has cut the row, as it has
    where the piece is `cut`.
    """

    page: int
    words: tuple[Word, ...]
    texts: tuple[str, ...]
    line_of: tuple[int, ...]
    gaps: tuple[int, ...]
    going_on: tuple[float, ...]
    widths: tuple[float, ...]
    spacing: Spacing
    begins: bool
    cut: bool
    knowledge: Knowledge

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.words)

    @cached_property
    def known(self) -> Words:
        """What is known about each word: looked for when it is asked for, by whoever reads the
        row."""
        line_ends = tuple(dict.fromkeys(self.line_ends))
        ended = tuple(end for end in line_ends[:-1] if self.going_on[self.line_of[end - 1]] < -SURE)
        return Words(self.texts, self.cut, line_ends, self.knowledge, ended)

    @cached_property
    def _firsts(self) -> tuple[bool, ...]:
        inner = (a != b for a, b in pairwise(self.line_of))
        return (True, *inner, True) if self.count else (True,)

    def is_line_start(self, index: int) -> bool:
        """Whether a word is the first of its line (or the place behind the last word)."""
        return self._firsts[index]

    @cached_property
    def line_ends(self) -> tuple[int, ...]:
        """For every word the place behind its line."""
        ends = [self.count] * self.count
        for index in range(self.count - 2, -1, -1):
            same = self.line_of[index] == self.line_of[index + 1]
            ends[index] = ends[index + 1] if same else index + 1
        return tuple(ends)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """For every word the first word of its line."""
        starts = list(range(self.count))
        for index in range(1, self.count):
            if self.line_of[index] == self.line_of[index - 1]:
                starts[index] = starts[index - 1]
        return tuple(starts)

    @property
    def open_ends(self) -> Iterator[tuple[int, int]]:
        """The names of the last words of lines that surely go on below."""
        for index, word in enumerate(self.words):
            if self.is_line_start(index + 1) and self.going_on[self.line_of[index]] > SURE:
                yield word.name

    @cached_property
    def line_breaks(self) -> tuple[tuple[int, int], ...]:
        """The first words of each line and of the one below it."""
        return tuple(pairwise(i for i in range(self.count) if self.is_line_start(i)))

    @cached_property
    def sums(self) -> tuple[float, ...]:
        """How wide the words before each place are, em, without the spaces."""
        return (0.0, *accumulate(self.widths))

    @cached_property
    def spaces(self) -> tuple[int, ...]:
        """How many spaces stand before each word in its line; for a first one, the indent."""
        inner = [spaces_before(a, b) if self.spacing.parts else 1 for a, b in pairwise(self.words)]
        return tuple(
            column_of(w) if self.is_line_start(i) else inner[i - 1]
            for i, w in enumerate(self.words)
        )

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The places where a cell may begin."""
        return (*(i for i in range(self.count) if self._may_begin(i)), self.count)

    def _may_begin(self, index: int) -> bool:
        """Text in lower case goes on, unless something says that it does not."""
        if self.spacing.unbroken and not self.is_line_start(index):
            return False
        text = self.texts[index]
        if index == 0 or not self.begins or self.known.starts[index] or not starts_lower(text):
            return True
        if self.spaces[index] > self._usual_space(index) or self.known.opens[index]:
            return True
        if not self.is_line_start(index):
            return False
        ended = self._line_above(index) < -SURE
        return ended or self.is_odd(index) or self.known.closed[index - 1]

    def _line_above(self, index: int) -> float:
        """What the end of the line above that of a word says for its going on there."""
        return self.going_on[self.line_of[index] - 1]

    def _usual_space(self, index: int) -> int:
        return 0 if self.is_line_start(index) else 1

    def is_odd(self, index: int) -> bool:
        """Whether a line stands nearer to the one above, or farther, than lines usually do."""
        gap = self.gaps[self.line_of[index]]
        return gap not in (0, self.spacing.gap)

    def begins_aside(self, index: int) -> bool:
        """Whether a cell that begins with a word, and not with a value, stands beside another."""
        return not (self.is_line_start(index) or self.known.opens[index])

    def may_part(self, index: int) -> bool:
        """Whether a cell may begin with a word behind the last line of one of several lines."""
        known = self.known
        if not self.begins_aside(index):
            return True
        if known.starts[index] or known.worded[index]:
            return True
        return any(self.going_on) and known.headed[index]

    @cached_property
    def boundaries(self) -> tuple[float, ...]:
        """What the layout says for a cell beginning with each word."""
        return tuple(map(self._score_boundary, range(self.count)))

    @cached_property
    def insides(self) -> tuple[float, ...]:
        """What the layout says for each word going on with the cell of the one before it."""
        return tuple(map(self._score_inside, range(self.count)))

    def _score_boundary(self, index: int) -> float:
        if index == 0:
            return 0.0
        if not self.is_line_start(index):
            return WIDE_SPACE if self.spaces[index] > 1 else ONE_SPACE
        return ODD_GAP * self.is_odd(index) + INDENTED * (self.spaces[index] > 0)

    def _score_inside(self, index: int) -> float:
        if not self.is_line_start(index):
            return INNER_WIDE if self.spaces[index] > 1 else 0.0
        above = self._line_above(index) if index else 0.0
        indented = INNER_INDENTED * (self.spaces[index] > 0)
        return above + INNER_ODD * self.is_odd(index) + indented

    def width(self, start: int, end: int) -> float:
        """How wide the words from `start` to `end` are on one line, em."""
        return self.sums[end] - self.sums[start] + SPACE * (end - start - 1)

    def parts(self, index: int) -> bool:
        """Whether a line that ends before a word may end a paragraph there."""
        listed = index < self.count and self.texts[index] in BULLETS
        return listed or ends_sentence(self.texts[index - 1])


def to_piece(
    lines: Sequence[TextLine], skipped: int, spacing: Spacing, cut: str, knowledge: Knowledge
) -> RowPiece:
    """The lines of a row on one page without its first words, which are its number.

    `cut` says where page breaks cut the row: "" nowhere, "below" this piece, or "above" it.
    """
    words = [(word, i) for i, line in enumerate(lines) for word in line.words][skipped:]
    texts = tuple(word.text for word, _ in words)
    return RowPiece(
        page=lines[0].page,
        words=tuple(word for word, _ in words),
        texts=texts,
        line_of=tuple(i for _, i in words),
        gaps=tuple(line.gap for line in lines),
        going_on=tuple(line.goes_on for line in lines),
        widths=tuple(map(knowledge.text_width, texts)),
        spacing=spacing,
        begins=cut != "above",
        cut=bool(cut),
        knowledge=knowledge,
    )


def find_spacing(lines: Sequence[TextLine]) -> Spacing:
    """How the lines of a table are set."""
    gaps = Counter(line.gap for line in lines if line.gap)
    spaces = [spaces_before(a, b) for line in lines for a, b in pairwise(line.words)]
    wide = sum(space > 1 for space in spaces)
    return Spacing(
        gaps.most_common(1)[0][0] if gaps else 1,
        wide <= JUSTIFIED * len(spaces),
        any(line.width > BROADEST for line in lines),
    )
