"""The rows of a table in a dump: found by their numbers, parted into cells in two readings.

The first reading knows what columns may contain; it teaches how wide the columns of this table are,
how often they are empty and what they repeat. The second one reads every row with that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from planparse.extract.dumps.doubts import (
    doubt_bare,
    doubt_begun,
    doubt_end,
    doubt_joined,
    doubt_lacking,
    doubt_rows,
    doubt_shared,
    doubt_shifted,
    doubt_swapped,
)
from planparse.extract.dumps.headers.headings import Heading, find_kinds, may_be_several
from planparse.extract.dumps.headers.levels import may_have_year
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.sequence import RowStart, find_row_starts
from planparse.extract.dumps.sequential.habits import learn_habits
from planparse.extract.dumps.sequential.options import Search
from planparse.extract.dumps.sequential.pieces import Spacing, find_spacing, to_piece
from planparse.extract.dumps.sequential.search import part_row
from planparse.extract.dumps.sequential.ways import Reading
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.words.contents import Habits, is_figure
from planparse.knowledge import Knowledge
from planparse.parallel import parallel_map
from planparse.schema.layout import Word
from planparse.text import is_capitals

# What speaks for a row being a title over all columns: what such a row scores at first, the style
# of its number, capitals; each value in it speaks against; a row of more lines than this is none.
TITLE, TITLE_NUMBER, TITLE_CAPITALS, TITLE_VALUE, TITLE_LINES = -4.0, 6.0, 9.0, -2.0, 4
# What rows are doubted for beside the others of their table.
_DOUBTS = (
    doubt_swapped,
    doubt_joined,
    doubt_bare,
    doubt_begun,
    doubt_lacking,
    doubt_shared,
    doubt_shifted,
)
# So many rows teach what there is to know of a table.
LESSONS = 100


def read_rows(
    lines: Sequence[TextLine], columns: Sequence[Heading], knowledge: Knowledge
) -> list[TextRow]:
    """The rows of a table; `columns` in order, numbering ones first."""
    numbers = sum(heading.kind == "number" for heading in columns)
    kinds = tuple(find_kinds(columns[numbers:]))
    rows = list(_find_rows(lines, numbers, knowledge))
    whole = [row for row in rows if len(row.pieces) == 1]
    step = 1 + len(whole) // LESSONS
    first = _read_all(whole[::step], kinds, Habits(), knowledge)
    least = [heading.width(knowledge) for heading in columns[numbers:]]
    habits = learn_habits(first, kinds, least)
    read = _read_all(rows, kinds, habits, knowledge)
    if may_have_year(columns) or any(may_be_several(heading, knowledge) for heading in columns):
        return [row.doubted for row in read]
    doubted = list(doubt_rows(read, kinds, knowledge))
    for doubt in _DOUBTS:
        doubted = list(doubt(doubted, kinds))
    return list(doubt_end(doubted))


def _find_rows(lines: Sequence[TextLine], numbers: int, knowledge: Knowledge) -> Iterator[TextRow]:
    starts = find_row_starts(lines, numbers, knowledge)
    spacing = find_spacing(lines)
    firsts = [start.line for start in starts]
    if lines and (not firsts or firsts[0] > 0):
        above = lines[: firsts[0] if firsts else len(lines)]
        yield _to_row(None, above, numbers, spacing, knowledge)
    for start, end in zip(starts, [*firsts, len(lines)][1:], strict=False):
        yield _to_row(start, lines[start.line : end], numbers, spacing, knowledge)


def _to_row(
    start: RowStart | None,
    lines: Sequence[TextLine],
    count: int,
    spacing: Spacing,
    knowledge: Knowledge,
) -> TextRow:
    taken = start.taken if start else 0
    words = [word for line in lines for word in line.words]
    by_page = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    pieces = []
    skipped = taken
    for index, page in enumerate(by_page):
        cut = "above" if index else "below" if len(by_page) > 1 else ""
        piece = to_piece(page, skipped, spacing, cut, knowledge)
        skipped = max(0, skipped - sum(len(line.words) for line in page))
        pieces.append(piece)
    return TextRow(start, _number_words(start, words[:taken], count), tuple(pieces))


def _number_words(
    start: RowStart | None, words: Sequence[Word], count: int
) -> tuple[tuple[Word, ...], ...]:
    cells: list[tuple[Word, ...]] = [()] * count
    if start and len(start.columns) == 1:
        cells[start.columns[0]] = tuple(words)
    elif start:
        for column, word in zip(start.columns, words, strict=True):
            cells[column] = (word,)
    return tuple(cells)


def _read_all(
    rows: Sequence[TextRow], kinds: tuple[str | None, ...], habits: Habits, knowledge: Knowledge
) -> list[TextRow]:
    """The rows with their readings, each found for itself."""
    read = parallel_map(lambda row: _read(row, kinds, habits, knowledge), rows)
    return [
        replace(row, reading=reading, is_title=is_title)
        for row, (reading, is_title) in zip(rows, read, strict=True)
    ]


def _read(
    row: TextRow, kinds: tuple[str | None, ...], habits: Habits, knowledge: Knowledge
) -> tuple[Reading, bool]:
    """How a row is read best, and whether as a title."""
    reading = part_row(Search(row.pieces, kinds, habits, knowledge))
    title = _score_title(row)
    if title <= reading.score:
        margin = min(reading.margin, reading.score - title)
        return replace(reading, margin=margin), False
    cells = row.cells_as_title(kinds)
    if reading.cells == cells:  # the same words in the same column, whatever the row is called
        return Reading(cells, title), True
    return Reading(cells, title, title - reading.score, reading.cells), True


def _score_title(row: TextRow) -> float:
    """What speaks for the row being a title: the style of its number, or capitals, and no value."""
    texts = [text for piece in row.pieces for text in piece.texts]
    values = sum(map(is_figure, texts))
    count = sum(len(piece.gaps) for piece in row.pieces)
    if not texts or count > TITLE_LINES:
        return float("-inf")
    labels = row.start.labels if row.start else ()
    score = TITLE + TITLE_NUMBER * any(label.is_of_title for label in labels)
    return score + TITLE_CAPITALS * is_capitals(" ".join(texts)) + TITLE_VALUE * values
