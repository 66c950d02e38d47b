"""Lines set again on pages: the geometry that running text had, for the steps that follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planparse.extract.dumps.places import Placed
from planparse.extract.lines import Line
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word

# A page of A4 with the margins and the type of Decree 30/2020, points.
WIDTH = 595.0
LEFT = 85.0
RIGHT = 555.0
SIZE = 14.0
PITCH = 17.0
INDENT = 36.0
# The sizes of notes and of raised marks.
NOTE_SIZE, RAISED = 10.0, 7.0


@dataclass
class Sheet:
    """One page being set, from top to bottom; `counter` numbers the words of the whole file."""

    number: int
    counter: Iterator[int]
    y: float = 40.0
    lines: list[Line] = field(default_factory=list)

    def set(self, placed: Placed, knowledge: Knowledge) -> None:
        """Add a line where it stood."""
        self.y += PITCH
        words = placed.line.words
        if placed.where == "asis":
            boxes = _as_is(words)
        else:
            x0, x1 = _extent(placed, placed.line.width * SIZE)
            boxes = _spread(words, x0, x1, knowledge)
        size = NOTE_SIZE if placed.where == "note" else SIZE
        self.lines.append(self._to_line(words, boxes, self.y, size, placed.bold))

    def attach(self, words: Sequence[Word], raised: bool) -> None:
        """Add words behind the line set last: the raised mark of a note, or what is behind it."""
        line = self.lines.pop()
        size = RAISED if raised else SIZE
        boxes = [(line.box.x1 + i * size, line.box.x1 + (i + 1) * size) for i in range(len(words))]
        more = self._to_line(words, boxes, self.y - raised * size, size, False).words
        self.lines.append(
            Line((*line.words, *more), (*line.raised, *more) if raised else line.raised)
        )

    def set_words(
        self,
        words: Sequence[Word],
        across: tuple[float, float],
        baseline: float,
        size: float,
        bold: bool,
        knowledge: Knowledge,
    ) -> Line:
        """Words on one baseline from one place to another at least, and as wide as they are, as in
        a cell; they are not added to `lines`."""
        x0, x1 = across
        width = size * knowledge.text_width(" ".join(word.text for word in words))
        boxes = _spread(words, x0, max(x0 + width, x1), knowledge)
        return self._to_line(words, boxes, baseline, size, bold)

    def _to_line(
        self,
        words: Sequence[Word],
        boxes: Sequence[tuple[float, float]],
        y: float,
        size: float,
        bold: bool,
    ) -> Line:
        return Line(
            tuple(
                Word(
                    w.text,
                    Box(a, y - size, b, y),
                    y,
                    size,
                    bold,
                    False,
                    self.number,
                    next(self.counter),
                )
                for w, (a, b) in zip(words, boxes, strict=True)
            )
        )


def _extent(placed: Placed, natural: float) -> tuple[float, float]:
    """From where to where a line goes: text that goes on fills its line, a last one does not."""
    half = (RIGHT - LEFT) / 2
    if placed.where == "left":
        return LEFT, LEFT + min(natural, 0.8 * half)
    if placed.where == "right":
        return RIGHT - min(natural, 0.9 * half), RIGHT
    if placed.where == "centre":
        width = min(natural, 1.6 * half)
        return (LEFT + RIGHT - width) / 2, (LEFT + RIGHT + width) / 2
    x0 = LEFT + (INDENT if placed.begins else 0.0)
    return x0, RIGHT if not placed.ends else x0 + min(natural, half)


def _spread(
    words: Sequence[Word], x0: float, x1: float, knowledge: Knowledge
) -> list[tuple[float, float]]:
    widths = [knowledge.text_width(word.text) for word in words]
    space = knowledge.text_width(" ")
    scale = (x1 - x0) / (sum(widths) + space * (len(words) - 1))
    boxes, x = [], x0
    for width in widths:
        boxes.append((x, x + width * scale))
        x += (width + space) * scale
    return boxes


def _as_is(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Where the words stood on the grid of the dump, which is as wide as the page."""
    scale = min(1.0, RIGHT / words[-1].box.x1)
    return [(LEFT / 2 + w.box.x0 * scale * 0.9, LEFT / 2 + w.box.x1 * scale * 0.9) for w in words]
