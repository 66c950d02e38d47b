"""The header of a table in a dump that writes its cells one after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from planparse.extract.dumps.headers.headings import (
    PLAIN,
    Heading,
    is_plain,
    names_columns,
    to_heading,
)
from planparse.extract.dumps.headers.levels import find_lower, find_years_below, to_lowest
from planparse.extract.dumps.headers.numbering import find_number
from planparse.extract.dumps.headers.parting import AGAIN, part_headings
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.titles import is_long_capitals
from planparse.extract.numbering import find_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import squeeze

# A header takes at most this many lines and words, a heading at most this many words.
MAX_LINES, MAX_HEADER_WORDS = 24, 120
# A line of headings without a numbering column has so many words.
MIN_WORDS, MAX_LINE = 5, 30
# The header of rows without numbers has at most so many lines, and at least so many columns.
MAX_UNNUMBERED, MIN_COLUMNS = 12, 3
# The heading of a year has at most so many words: "Năm 2026", "Thực hiện 2025".
YEAR = 3
# What such a heading is of: what is promised, and what has been reached.
_OF_YEARS = {"year", "result"}
# The titles of rows that no row is above.
_TITLES = ("first_of_groups", "counted_title")


@dataclass(frozen=True)
class TextHeader:
    """A header: its columns from left to right, how many lines it takes, and its wording.

    `offsets` are the places in the wording where it may begin once more: at its first heading, or
    at a later one but the last. `keeps_columns` says that headings are where their columns are.
    """

    columns: tuple[Heading, ...]
    count: int
    key: str
    offsets: tuple[int, ...]
    keeps_columns: bool = False


def find_text_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, in_table: bool = False
) -> TextHeader | None:
    """The header that begins with a line, if one does: a number column, a text, and another.

    Inside a table a line that only begins like a heading of the text is one of a cell.
    """
    with_text = not in_table and _begins_with_text(lines[start], knowledge)
    if with_text or find_number(lines, start, knowledge) or begins_header(lines[start], knowledge):
        found = _find_numbered(lines, start, knowledge, in_table)
        if found:
            return found
    if with_text or (not in_table and _begins_stacked(lines, start, knowledge)):
        return _find_unnumbered(lines, start, knowledge)
    return None


def _find_numbered(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, in_table: bool
) -> TextHeader | None:
    """The header above rows of which the first number, or a title, is told."""
    capitals = lines[start].is_capitals
    for end in _possible_ends(lines, start, knowledge):
        worth, headings = part_headings(lines[start:end], AGAIN, knowledge)
        below = lines[end : end + 1]
        opens = not in_table and any(opens_rows(line, capitals, knowledge) for line in below)
        if _is_below_title(lines[start:end], headings):
            continue
        if worth > 0 and names_columns(headings, opens):
            return _to_header(lines[start:end], headings, knowledge)
    return None


def _find_unnumbered(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge
) -> TextHeader | None:
    """The header above rows of which nothing is told: as many lines as name columns and nothing
    else."""
    found = None
    for end in _plain_ends(lines, start, knowledge):
        _, headings = part_headings(lines[start:end], AGAIN, knowledge)
        plain = all(map(_may_be_alone, headings)) and not _is_below_title(
            lines[start:end], headings
        )
        if plain and len(headings) >= MIN_COLUMNS and names_columns(headings, False):
            found = _to_header(lines[start:end], headings, knowledge)
    return found


def _plain_ends(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> Iterator[int]:
    """The lines up to which nothing but plain headings may stand: few run so far in a text."""
    words: list[Word] = []
    ends = {0}
    for end in range(start + 1, min(start + MAX_UNNUMBERED, len(lines)) + 1):
        words += lines[end - 1].words
        for place in range(len(words) - len(lines[end - 1].words) + 1, len(words) + 1):
            before = (each for each in range(place - PLAIN, place) if each in ends)
            if any(_may_be_alone(to_heading(words[each:place], knowledge)) for each in before):
                ends.add(place)
        if len(words) in ends:
            yield end
        if max(ends) < len(words) - PLAIN:
            return


def _may_be_alone(heading: Heading) -> bool:
    """Whether a heading needs no number beside it to be known as one."""
    plain = is_plain(heading) or (heading.kind in _OF_YEARS and len(heading.words) <= YEAR)
    return plain and heading.text[0].isupper()


def _is_below_title(lines: Sequence[TextLine], headings: Sequence[Heading]) -> bool:
    """Whether the first line is the title of a table and its header begins below: the title names
    no more than one column, or the numbering column stands in the middle."""
    if not lines[0].is_capitals or all(line.is_capitals for line in lines):
        return False
    firsts = set(lines[0].words)
    named = [h for h in headings if h.role and h.kind != "year" and h.words[0] in firsts]
    title = is_long_capitals(lines[0]) and len(named) <= 1
    return title or any(heading.kind == "number" for heading in headings[1:])


def _to_header(
    lines: Sequence[TextLine], headings: Sequence[Heading], knowledge: Knowledge
) -> TextHeader:
    again = part_headings(lines, 0.0, knowledge)[1]
    if find_years_below(headings, knowledge) or find_lower(again, knowledge):
        headings = again
    key = "".join(line.key for line in lines)
    lengths = [len(squeeze(heading.text)) for heading in headings]
    offsets = tuple(accumulate(lengths[:-2], initial=0))
    return TextHeader(tuple(to_lowest(headings, knowledge)), len(lines), key, offsets)


def begins_header(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether the first words of a line are the heading of a numbering column, or of the text.

    A heading of the text is one only where others stand on its line.
    """
    if find_number([line], 0, knowledge):
        return True
    if not _begins_with_text(line, knowledge):
        return False
    worth, headings = part_headings([line], AGAIN, knowledge)
    return worth > 0 and names_columns(headings, True)


def _begins_with_text(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line may begin with the heading of the text; the lines below have to show it. A
    line of the outline ("II. Nhiệm vụ cụ thể"), or one that leads to a table, stands above it."""
    if not line.words[0].text[0].isupper() or not MIN_WORDS <= len(line.words) <= MAX_LINE:
        return False
    if find_labels(line.text, knowledge) or line.text.endswith(":"):
        return False
    firsts = (to_heading(line.words[:count], knowledge) for count in (1, 2, 3))
    return any(first.field == "text" for first in firsts)


def _begins_stacked(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> bool:
    """Whether headings may begin that stand below each other, on a line or more each, the text
    first; the lines below have to show it."""
    stack = lines[start : start + MIN_COLUMNS]
    if any(len(line.words) > PLAIN for line in stack):  # running text, for most of it
        return False
    first = to_heading(lines[start].words, knowledge)
    return is_plain(first) and first.field == "text"


def _possible_ends(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> Iterator[int]:
    """The lines that may be the first below the header: a first label begins them, or a title; a
    page may end before them, or the header stand once more below itself. Below such a one a
    numbering column begins another header."""
    capitals, words, opened = lines[start].is_capitals, 0, False
    for end in range(start + 1, min(start + MAX_LINES, len(lines)) + 1):
        words += len(lines[end - 1].words)
        if words > MAX_HEADER_WORDS:
            return
        if end == len(lines) or _is_of_next_page(lines[start], lines[end], knowledge):
            yield end
            return
        if _stands_again(lines, start, end):
            yield end
        if opened and find_number(lines, end, knowledge):
            return
        if any(opens_rows(line, capitals, knowledge) for line in _title_from(lines, end)):
            opened = True
            yield end


def _title_from(lines: Sequence[TextLine], index: int) -> Sequence[TextLine]:
    """A line, and the one below it where both are in capitals: a narrow column breaks a title."""
    both = lines[index : index + 2]
    return both if all(line.is_capitals for line in both) else both[:1]


def _stands_again(lines: Sequence[TextLine], start: int, end: int) -> bool:
    """Whether all of a header follows once more, behind a page number or not: the page had no room
    for a row below it."""
    again = end + lines[end].words[0].text.isdecimal()
    below = lines[again : again + end - start]
    return [line.key for line in lines[start:end]] == [line.key for line in below]


def _is_of_next_page(first: TextLine, line: TextLine, knowledge: Knowledge) -> bool:
    return line.page != first.page or bool(knowledge.find("gazette_head", line.text))


def opens_rows(line: TextLine, capitals: bool, knowledge: Knowledge) -> bool:
    """Whether a line is the first below a header, which is in capitals or not. A title in capitals
    is not made of headings: "NSTW NSĐP NSTW NSĐP" is of the header."""
    if not capitals and is_long_capitals(line):
        return not all(to_heading([word], knowledge).role for word in line.words)
    first = line.words[0].text
    counts = knowledge.find("column_number", first) and not first.isalpha()  # "T" below "S"
    if counts or any(knowledge.find(kind, line.text) for kind in _TITLES):
        return True
    labels = find_labels(first, knowledge) or find_labels(line.text, knowledge)
    return any(label.is_first for label in labels)
