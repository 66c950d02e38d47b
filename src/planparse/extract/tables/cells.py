"""Lines of a cell → its text, paragraphs and list items kept apart."""

import statistics
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planparse.extract.lines import SPACE, Line, joined, to_passage
from planparse.knowledge import Knowledge
from planparse.knowledge.syllables import Syllables, has_vowel
from planparse.schema.draft import Passage
from planparse.text import ends_sentence, join_lines, starts_lower

# Beyond this share of the usual line distance a gap parts paragraphs.
WIDE_GAP = 1.35
# A cell of more than MANY lines is justified when most end within this part of the type size of
# the rightmost one.
FLUSH = 0.1
MANY = 3
# A letter that ends syllables and is a unit.
METRE = "m"


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a line of a column can be, how far right it reaches, and the line distance, points.

    Measured on what is printed in the column.
    """

    width: float = float("inf")
    right: float = float("inf")
    pitch: float = float("inf")


class Measuring:
    """Finds the room of a column by all its cells, one after the other."""

    def __init__(self) -> None:
        self._width = self._right = 0.0
        self._steps = array("d")

    def add(self, lines: Sequence[Line]) -> None:
        """Take in a cell."""
        boxes = [line.box for line in lines]
        self._width = max([self._width, *(box.width for box in boxes)])
        self._right = max([self._right, *(box.x1 for box in boxes)])
        self._steps.extend(
            b.baseline - a.baseline
            for a, b in pairwise(lines)
            if a.page == b.page and b.baseline > a.baseline
        )

    def room(self) -> Room:
        """The room of the cells so far."""
        pitch = statistics.median_low(self._steps) if self._steps else float("inf")
        return Room(self._width, self._right, pitch)


def to_cell(lines: Sequence[Line], room: Room, knowledge: Knowledge) -> Passage:
    """The text of a cell; a line that ends early, with room for the next word, ends a paragraph."""
    shape = _find_shape(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _begins_paragraph(paragraphs[-1][-1], line, room, shape, knowledge):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return joined([_to_paragraph(paragraph, knowledge) for paragraph in paragraphs])


def _to_paragraph(lines: Sequence[Line], knowledge: Knowledge) -> Passage:
    """The lines as running text; syllables that a narrow column breaks in two are whole."""
    texts: list[str] = []
    for line in lines:
        if texts and _is_broken(texts[-1], line.text, knowledge.syllables):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    passage = to_passage(lines)
    return replace(passage, text=join_lines(texts)) if len(texts) < len(lines) else passage


def _is_broken(before: str, line: str, syllables: Syllables) -> bool:
    """Whether a line ends within a syllable: its pieces are one, and not a word each."""
    start, end = before.rsplit(" ", 1)[-1].lstrip("(“"), line.split(" ", 1)[0].rstrip(".,;:)”")
    if not (start[1:].isalpha() and start[1:].islower() and end.isalpha() and end.islower()):
        return False
    rest = not has_vowel(end) and end != METRE
    return syllables.holds(start + end) and (rest or not syllables.holds(start))


@dataclass(frozen=True)
class _Shape:
    """How the lines of a cell are set: with a common left edge, and up to which right edge."""

    aligned: bool
    justified_to: float | None


def _find_shape(lines: Sequence[Line]) -> _Shape:
    left = min((line.box.x0 for line in lines), default=0.0)
    right = max((line.box.x1 for line in lines), default=0.0)
    aligned = all(line.box.x0 - left <= line.size for line in lines)
    full = sum(right - line.box.x1 <= FLUSH * line.size for line in lines)
    justified = aligned and len(lines) > MANY and full * 2 > len(lines)
    return _Shape(aligned, right if justified else None)


def _begins_paragraph(
    before: Line, line: Line, room: Room, shape: _Shape, knowledge: Knowledge
) -> bool:
    """Whether a paragraph begins: a gap, bold type ends, or the line before ends early."""
    early = _is_early(before, line, room, shape)
    if knowledge.find("list_item", line.text + " "):
        return early or ends_sentence(before.text)
    if starts_lower(line.text):
        return False
    gap = line.page == before.page and line.baseline - before.baseline > WIDE_GAP * room.pitch
    if gap or (early and before.bold and not line.bold):
        return True
    return early and not knowledge.find("goes_on", before.text)


def _is_early(before: Line, line: Line, room: Room, shape: _Shape) -> bool:
    """Whether the first word of `line` would have fitted at the end of the line before.

    Centred lines are measured by their width, lines with a common left edge by where they end; a
    line of a justified cell that does not reach the edge has ended.
    """
    if shape.justified_to is not None:
        return shape.justified_to - before.box.x1 > 2 * FLUSH * before.size
    more = SPACE * before.size + line.first_width
    if before.box.width + more <= room.width:
        return True
    return shape.aligned and before.box.x1 + more <= room.right
