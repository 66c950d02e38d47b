"""A page being set: its words on their lines, in the widths of Times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from planparse.knowledge import Knowledge
from planparse.read.flow.tokens import Token
from planparse.schema.layout import Box, Word
from planparse.text import glue

Line: TypeAlias = list[Token]
# The marks of notes, points.
MARK_SIZE = 7.0


@dataclass
class Sheet:
    """What stands on the page so far: words, the edges of cells, and which notes are marked."""

    number: int
    knowledge: Knowledge
    words: list[Word] = field(default_factory=list)
    edges: set[Box] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)

    def width(self, tokens: Sequence[Token], size: float) -> float:
        """The natural width of tokens on one line, points."""
        text = " ".join(token.text for token in tokens)
        marks = sum(self.knowledge.text_width(mark) for t in tokens for mark in t.marks)
        return self.knowledge.text_width(text) * size + marks * MARK_SIZE

    def fill(
        self, line: Line, first: float, size: float, further: float | None = None
    ) -> list[Line]:
        """Break a line where the next piece does not fit; `first` and `further` are widths."""
        filled: list[Line] = [[]]
        for piece in unbreakable(line):
            room = first if len(filled) == 1 or further is None else further
            if filled[-1] and self.width([*filled[-1], *piece], size) > room:
                filled.append([])
            filled[-1] += piece
        return filled

    def put(self, tokens: Sequence[Token], x0: float, x1: float, y: float, size: float) -> None:
        """Words and their marks on one baseline, stretched from `x0` to `x1`."""
        natural = self.width(tokens, size)
        scale = (x1 - x0) / natural if natural else 1.0
        space = self.knowledge.text_width(" ") * size * scale
        x = x0
        for token in tokens:
            x = self._put_word(token.text, token, x, y, size, scale)
            for mark in token.marks:
                self.marks.add(mark)
                x = self._put_word(mark, token, x, y - 0.4 * size, MARK_SIZE, scale)
            x += space

    def _put_word(
        self, text: str, look: Token, x: float, y: float, size: float, scale: float
    ) -> float:
        end = x + self.knowledge.text_width(text) * size * scale
        box = Box(x, y - 0.8 * size, end, y + 0.2 * size)
        index = len(self.words)
        self.words.append(Word(text, box, y, size, look.bold, look.italic, self.number, index))
        return end


def unbreakable(line: Line) -> list[Line]:
    """The pieces of a line; a break between two of them becomes a space again when lines are
    joined."""
    pieces: list[Line] = [[token] for token in line[:1]]
    for before, token in pairwise(line):
        if glue(before.text, token.text):
            pieces.append([token])
        else:
            pieces[-1].append(token)
    return pieces
