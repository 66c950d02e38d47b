"""What the lines of a row, across all its columns, say against how they are parted into cells."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.dumps.lines import spaces_before
from planparse.extract.dumps.page_numbers import may_be_of_page
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.words.contents import TEXT, Kind
from planparse.extract.dumps.words.known import breaks_off
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import starts_lower

# The words that columns have of a line of a row.
Line = dict[int, list[Word]]


def lines_across(row: TextRow, columns: int) -> Iterator[list[Line]]:
    """The lines of each piece of a row, from top to bottom."""
    for piece in range(len(row.pieces)):
        lines: dict[float, Line] = {}
        for column in range(columns):
            for word in row.words(column, piece):
                lines.setdefault(word.baseline, {}).setdefault(column, []).append(word)
        yield [lines[baseline] for baseline in sorted(lines)]


def ends_in_number(lines: Sequence[Line]) -> bool:
    """Whether the last of several lines is a number that a page may have, and nothing else."""
    words = [word for cell in lines[-1].values() for word in cell] if len(lines) > 1 else []
    return len(words) == 1 and may_be_of_page(words[0].text)


def leads_to_value(
    lines: Sequence[Line], kinds: Sequence[Kind | None], knowledge: Knowledge
) -> bool:
    """Whether a line of a text breaks off right before a figure of the next cell, and goes on below
    as it would behind that: "tại", "100%", "cơ quan nhà nước"."""
    for line, below in pairwise(lines):
        for column, words in line.items():
            after = next((line[i] for i in sorted(line) if i > column), None)
            if kinds[column] not in TEXT or not after or column not in below:
                continue
            leads = breaks_off([word.text for word in words], knowledge)
            rest = starts_lower(below[column][0].text)
            near = spaces_before(words[-1], after[0]) == 1
            if leads and rest and near and after[0].text.strip("<>≥≤")[:1].isdigit():
                return True
    return False
