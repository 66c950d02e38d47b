"""Titles that stand above rows of a table without a number, in a dump."""

from collections.abc import Sequence

from planparse import regex
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.words.contents import is_whole
from planparse.extract.dumps.words.names import find_names
from planparse.extract.numbering import Label, whole_labels
from planparse.knowledge import Knowledge
from planparse.text import is_capitals

# A title without a number is in capitals, names no document and has at least as many words.
TITLE = 3
# What a title in small letters neither begins nor ends with.
_NO_TITLE = regex.compile(r"[-+*•–\d].*|.*[.,;:]")


def is_long_capitals(line: TextLine) -> bool:
    """Whether a line in capitals has the words of a title, more than figures and marks: "2026 450
    NSTP" and "X X X" are cells."""
    words = sum(any(map(str.isalpha, word.text)) and len(word.text) > 1 for word in line.words)
    return line.is_capitals and len(line.words) >= TITLE and 2 * words > len(line.words)


def may_be_caption(line: TextLine) -> bool:
    """Whether a line can be of the title above a table: in capitals, or a note in brackets."""
    return line.is_capitals or line.text.startswith("(")


def is_unnumbered_title(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line has the looks of a title without a number, or counts parts of a year."""
    if knowledge.find("counted_title", line.text):
        return True
    if not is_long_capitals(line) or line.has_columns:
        return False
    return not regex.search(r"\d[/%]|/\d", line.text)


def is_title(lines: Sequence[TextLine], index: int, above: int, knowledge: Knowledge) -> bool:
    """Whether a line in capitals is a title without a number: the row above, which begins with the
    line `above`, is not one, too."""
    if not is_unnumbered_title(lines[index], knowledge):
        return False
    between = lines[above:index]
    return not all(line.is_capitals or len(line.words) == 1 for line in between)


def has_word_above(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the first word of a title in capitals stands alone on the line above it: one that no
    line has among small letters, as abbreviations stand."""
    above = lines[index - 1]
    if not above.is_capitals or len(above.words) > 1:
        return False
    word = above.words[0].text
    mixed = (line for line in lines if not line.is_capitals)
    return not any(word == each.text for line in mixed for each in line.words)


def is_subtitle(lines: Sequence[TextLine], index: int, full: float, knowledge: Knowledge) -> bool:
    """Whether the line below a numbered title is a title without a number, above row 1: it is
    indented, or the title ended though it had room on a line of `full` width, em."""
    following = read_arabic(lines, index + 1, knowledge) if index + 1 < len(lines) else None
    if following is None or not following.is_first or not lines[index].text[0].isupper():
        return False
    return lines[index].indent > 1 or (
        may_be_subtitle(lines[index].text)
        and ends_early(lines[index - 1].text, lines[index].text, full, knowledge)
    )


def may_be_subtitle(text: str) -> bool:
    """Whether a text can be a title in small letters: no item, no sentence, and no rest of one in
    capitals."""
    return text[:1].isupper() and not is_capitals(text) and not _NO_TITLE.fullmatch(text)


def ends_early(above: str, line: str, full: float, knowledge: Knowledge) -> bool:
    """Whether the first word of a line would have fitted on the line above, `full` em wide."""
    return knowledge.text_width(f"{above} {line.split()[0]}") <= full


def is_title_of_restart(lines: Sequence[TextLine], index: int, knowledge: Knowledge) -> bool:
    """Whether the line above a sequence that begins again can be its title: it is indented, or, in
    a dump without indents, is neither a cell nor the end of one."""
    line = lines[index]
    if not line.text[0].isupper() or knowledge.find("goes_on", line.text):
        return False
    if line.indent or any(other.indent for other in lines):
        return line.indent > 0
    return may_be_subtitle(line.text) and not _is_of_cell(lines, index, knowledge)


def _is_of_cell(lines: Sequence[TextLine], index: int, knowledge: Knowledge) -> bool:
    """Whether a line is a time, or names an agency, or ends the name of one."""
    if is_whole(lines[index].text, "timeline", knowledge):
        return True
    above = [word.text for word in lines[index - 1].words]
    texts = [*above, *(word.text for word in lines[index].words)]
    return any(begin <= len(above) < end for begin, end in find_names(texts, knowledge))


def read_arabic(lines: Sequence[TextLine], index: int, knowledge: Knowledge) -> Label | None:
    """The number that a line begins with, when a text in capital letters stands behind it."""
    words = [w.text for line in lines[index : index + 2] for w in line.words]
    if not words[0][0].isdigit() or len(words) < 2 or not words[1][0].isupper():
        return None
    return next((x for x in whole_labels(words[0], knowledge) if x.style == "arabic"), None)
