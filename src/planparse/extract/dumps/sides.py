"""The two columns at the top of a document, whose lines a dump writes behind and below each other.

The form is that of Decree 30/2020/NĐ-CP: authority and number on the left, the national header,
place and date on the right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from planparse.extract.dumps.lines import WIDE, TextLine, spaces_before, to_text_line
from planparse.knowledge import Knowledge
from planparse.text import is_capitals

Side = Literal["left", "right", "asis"]
# What stands on the right, by the wording it begins with.
RIGHT = ("national_header_begin", "motto", "date_line")


def part_sides(lines: Iterable[TextLine], knowledge: Knowledge) -> Iterator[TextLine]:
    """The lines of a dump, those parted on which both columns stand with no more than a space
    between them."""
    for line in lines:
        place = _find_right(line, knowledge)
        if place and spaces_before(line.words[place - 1], line.words[place]) < WIDE:
            yield to_text_line(line.words[:place], line.row, line.gap, knowledge)
            rest = to_text_line(line.words[place:], line.row, 0, knowledge)
            yield replace(rest, goes_on=line.goes_on)
        else:
            yield line


def find_sides(lines: Sequence[TextLine], knowledge: Knowledge) -> Iterator[Side]:
    """The side of each line at the top of a document; lines that keep both as columns stay as they
    are, and a row of dashes is below the line it underlines."""
    above = ""
    side: Side | None = None
    for line in lines:
        if side and knowledge.find("blank", line.text):
            yield side
            continue
        if _completes(above, line.text, knowledge):
            above, side = line.text, "right"
            yield side
            continue
        place = _find_right(line, knowledge)
        numbered = knowledge.find("number_line", line.text) is not None
        above = "" if place is None else " ".join(word.text for word in line.words[place:])
        if line.has_columns and (place or (place is None and not numbered)):
            side = "asis"
        else:
            side = "left" if place is None else "right"
        yield side


def _find_right(line: TextLine, knowledge: Knowledge) -> int | None:
    """The place in a line where what stands on the right begins, if it does: at its beginning, or
    behind an authority in capitals or a number."""
    texts = [word.text for word in line.words]
    for place in range(len(texts)):
        if place and (texts[place - 1].endswith(("-", "/", ",")) or not texts[place][0].isupper()):
            continue
        left = " ".join(texts[:place])
        if place > 1 and not is_capitals(left) and not knowledge.find("number_line", line.text):
            return None
        tail = " ".join(texts[place:])
        found = (knowledge.find(name, tail) for name in RIGHT)
        if any(match is not None and match.start() == 0 for match in found):
            return place
    return None


def _completes(above: str, text: str, knowledge: Knowledge) -> bool:
    """Whether a line is the rest of a national header that the line above begins."""
    whole = knowledge.find("national_header_end", f"{above} {text}") is not None
    return whole and knowledge.find("national_header_end", above) is None
