"""Lines of a cell → its text, paragraphs and list items kept apart."""

from collections.abc import Sequence

from planparse.extract.lines import Line, joined, to_passage
from planparse.knowledge import Knowledge
from planparse.schema.draft import Passage
from planparse.text import ends_sentence, starts_lower


def find_room(cells: Sequence[Sequence[Line]]) -> float:
    """How wide a line of a column can be: the widest one printed in it, points."""
    return max((line.box.width for lines in cells for line in lines), default=0.0)


def to_cell(lines: Sequence[Line], room: float, knowledge: Knowledge) -> Passage:
    """The text of a cell; a line that ends early, with room for the next word, ends a paragraph."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _begins_paragraph(paragraphs[-1][-1], line, room, knowledge):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return joined([to_passage(paragraph) for paragraph in paragraphs])


def _begins_paragraph(before: Line, line: Line, room: float, knowledge: Knowledge) -> bool:
    early = has_room(before, line, room)
    if knowledge.find("list_item", line.text + " "):
        return early or ends_sentence(before.text)
    goes_on = starts_lower(line.text) or knowledge.find("goes_on", before.text)
    return early and not goes_on


def has_room(before: Line, line: Line, room: float) -> bool:
    """Whether the first word of `line` would have fitted at the end of the line before."""
    space = 0.25 * before.size
    return before.box.width + space + line.words[0].box.width <= room
