"""Where paragraphs begin in a text that was broken into lines."""

from collections.abc import Sequence

from planparse.extract.dumps.final_spaces import SURE
from planparse.extract.dumps.lines import TextLine
from planparse.extract.numbering import find_labels
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# A first line is indented by 1 to 1.27 cm of 13 to 14 pt type (Decree 30/2020, annex I): em.
INDENT = 2.7
# Lines that are full reach this share of the usual full width, or the next word did not fit.
FULL = 0.96
# A line that ends with a sentence is more often the last of its paragraph than a full one, so that
# it may reach somewhat further.
ENDED = 1.07
# Labels that part paragraphs even where the line before has room for nothing more.
_LABEL_STYLES = {"part", "chapter", "clause", "article", "roman", "arabic", "letter", "decimal"}


def find_full_width(lines: Sequence[TextLine]) -> float:
    """How wide a line of running text is: what the widest tenth of the lines reaches."""
    widths = sorted(line.width for line in lines)
    return widths[len(widths) * 9 // 10] if widths else 0.0


def begins_paragraph(
    before: TextLine, line: TextLine, first: bool, full: float, knowledge: Knowledge
) -> bool:
    """Whether `line` begins a paragraph; `first` says that `before` is the first of its own."""
    goes_on, ended = before.goes_on > SURE, before.goes_on < -SURE
    early = not goes_on and (ended or is_early(before, line, first, full, knowledge))
    if line.text[0].isdigit() and before.text.endswith("số"):
        return False
    if is_marked(line.text, knowledge):
        opens = not goes_on and _opens_item(before, line, knowledge)
        return early or opens or ends_sentence(before.text)
    if goes_on or starts_lower(line.text) or not any(c.isalnum() for c in line.text):
        return False
    if before.text.endswith(".") and line.text[0].isupper():
        return early or is_early(before, line, first, full * ENDED, knowledge)
    return early or (before.is_capitals != line.is_capitals and len(line.text) > 3)


def _opens_item(before: TextLine, line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a label stands before a new text, and the line above can be the end of a heading."""
    goes_on = knowledge.find("goes_on", before.text) and not before.text.endswith("số")
    labels = find_labels(line.text, knowledge)
    rest = line.text[labels[0].end :] if labels else ""
    return bool(rest) and rest[0].isupper() and not goes_on


def is_marked(text: str, knowledge: Knowledge) -> bool:
    """Whether a line begins with a list marker or a label."""
    if knowledge.find("list_item", text + " "):
        return True
    return any(label.style in _LABEL_STYLES for label in find_labels(text, knowledge))


def is_early(
    before: TextLine, line: TextLine, first: bool, full: float, knowledge: Knowledge
) -> bool:
    """Whether the line before ends though the first word of `line` would have fitted."""
    word = knowledge.text_width(" " + line.words[0].text)
    room = full * FULL - (INDENT if first else 0.0)
    return before.width + word < room
