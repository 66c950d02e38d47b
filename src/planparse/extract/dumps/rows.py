"""The rows of a table in a dump: found by their numbers, parted into cells in two readings.

The first reading knows what columns may contain; it teaches how wide the columns of this table are,
how often they are empty and what they repeat. The second one reads every row with that.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from planparse.extract.dumps.contents import Habits, Kind, is_figure
from planparse.extract.dumps.headings import Heading
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.options import Search
from planparse.extract.dumps.pieces import RowPiece, Spacing, find_spacing, to_piece
from planparse.extract.dumps.search import part_row
from planparse.extract.dumps.sequence import RowStart, find_row_starts
from planparse.extract.dumps.titles import TITLE_STYLES
from planparse.extract.dumps.ways import Reading
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import is_capitals

# What speaks for a row being a title over all columns: what such a row scores at first, the style
# of its number, capitals; each value in it speaks against; a row of more lines than this is none.
TITLE, TITLE_NUMBER, TITLE_CAPITALS, TITLE_VALUE, TITLE_LINES = -4.0, 6.0, 9.0, -2.0, 4
# The line of a column that is as wide as nearly all are; a cell that the table repeats.
NEARLY_ALL, REPEATED = 0.95, 3
# A line that is wider than so many usual ones was read into the wrong column.
WIDEST = 1.5
# However seldom a column is empty, an empty cell costs no more; those of years are empty together.
RARELY_EMPTY = {"task": -7.0, "indicator": -7.0, "lead": -5.0, "year": -2.5}
RARELY_EMPTY_OTHER = -3.0
# What it costs that a cell begins on the last line of one of several, however often it does, and
# however seldom; between these, so many times the logarithm of the odds.
OFTEN_ASIDE, NEVER_ASIDE, ASIDE_ODDS = -1.5, -9.0, 1.5
# So many rows teach what there is to know of a table.
LESSONS = 100
# A second reading that is worse by less than this may be the right one.
DOUBT = 2.0


UNREAD = Reading((), 0.0)


@dataclass(frozen=True, eq=False)
class TextRow:
    """A row: the words of its numbers by column, and its pieces, one per page it stands on."""

    start: RowStart | None
    numbers: tuple[tuple[Word, ...], ...]
    pieces: tuple[RowPiece, ...]
    reading: Reading = UNREAD
    is_title: bool = False

    def words(self, column: int, piece: int) -> tuple[Word, ...]:
        """The words of a cell on one page."""
        start, end = self.reading.cells[column][piece]
        return self.pieces[piece].words[start:end]

    @property
    def doubtful(self) -> bool:
        """Whether another reading is nearly as good."""
        return self.reading.margin < DOUBT


def read_rows(
    lines: Sequence[TextLine], columns: Sequence[Heading], knowledge: Knowledge
) -> list[TextRow]:
    """The rows of a table; `columns` in order, numbering ones first."""
    numbers = sum(heading.kind == "number" for heading in columns)
    kinds = tuple(heading.kind for heading in columns[numbers:])
    rows = list(_find_rows(lines, numbers, knowledge))
    whole = [row for row in rows if len(row.pieces) == 1]
    step = 1 + len(whole) // LESSONS
    first = [_read(row, kinds, Habits(), knowledge) for row in whole[::step]]
    least = [heading.width(knowledge) for heading in columns[numbers:]]
    habits = learn_habits(first, kinds, least)
    return [_read(row, kinds, habits, knowledge) for row in rows]


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


def _read(
    row: TextRow, kinds: tuple[str | None, ...], habits: Habits, knowledge: Knowledge
) -> TextRow:
    reading = part_row(Search(row.pieces, kinds, habits, knowledge))
    title = _score_title(row)
    if title <= reading.score:
        return replace(row, reading=reading)
    text = next((i for i, kind in enumerate(kinds) if kind in {"task", "indicator"}), 0)
    whole = tuple((0, piece.count) for piece in row.pieces)
    ends = tuple((piece.count, piece.count) for piece in row.pieces)
    origin = tuple((0, 0) for _ in row.pieces)
    cells = tuple(origin if i < text else whole if i == text else ends for i in range(len(kinds)))
    if reading.cells == cells:  # the same words in the same column, whatever the row is called
        return replace(row, reading=Reading(cells, title), is_title=True)
    margin = title - reading.score
    return replace(row, reading=Reading(cells, title, margin, reading.cells), is_title=True)


def _score_title(row: TextRow) -> float:
    """What speaks for the row being a title: the style of its number, or capitals, and no value."""
    texts = [text for piece in row.pieces for text in piece.known.texts]
    values = sum(map(is_figure, texts))
    count = sum(len(piece.gaps) for piece in row.pieces)
    if not texts or count > TITLE_LINES:
        return float("-inf")
    labels = row.start.labels if row.start else ()
    score = TITLE + TITLE_NUMBER * any(label.style in TITLE_STYLES for label in labels)
    return score + TITLE_CAPITALS * is_capitals(" ".join(texts)) + TITLE_VALUE * values


def learn_habits(
    rows: Sequence[TextRow], kinds: Sequence[Kind | None], least: Sequence[float]
) -> Habits:
    """What rows that no page break has cut say of the columns of their table, which are at `least`
    so wide, em."""
    rows = [row for row in rows if not row.is_title and row.reading.cells]
    if not rows:
        return Habits()
    columns = range(len(kinds))
    return Habits(
        tuple(_find_width(rows, _alike(column, kinds), least) for column in columns),
        tuple(_find_emptiness(rows, _alike(column, kinds), kinds[column]) for column in columns),
        tuple(_find_stops(rows, column) for column in columns),
        _find_aside(rows),
        {column: _find_repeated(rows, _alike(column, kinds)) for column in columns},
    )


def _alike(column: int, kinds: Sequence[Kind | None]) -> list[int]:
    """The columns that are as wide as one: those of years are alike."""
    return [i for i, kind in enumerate(kinds) if i == column or kind == kinds[column] == "year"]


def _find_width(rows: Sequence[TextRow], columns: Sequence[int], least: Sequence[float]) -> float:
    """How wide a line can be: as nearly all lines of cells that were broken into several, or as
    every line where these are few, and as their headings; 0 when there are not enough lines."""
    single: list[float] = []
    broken: list[float] = []
    for row, column in product(rows, columns):
        piece, (start, end) = row.pieces[0], row.reading.cells[column][0]
        lines = [list(g) for _, g in groupby(range(start, end), key=piece.line_of.__getitem__)]
        widths = [piece.width(line[0], line[-1] + 1) for line in lines]
        (broken if len(widths) > 1 else single).extend(widths)
    few = len(broken) < REPEATED * 2
    widths = sorted([*broken, *single] if few else broken)
    if len(widths) < REPEATED:
        return 0.0
    most = WIDEST * widths[len(widths) // 2]
    own = [width for width in widths if width <= most]
    usual = own[-1] if few else own[int(NEARLY_ALL * (len(own) - 1))]
    return max(usual, *(least[column] for column in columns))


def _find_emptiness(rows: Sequence[TextRow], columns: Sequence[int], kind: Kind | None) -> float:
    cells = [row.reading.cells[column][0] for row, column in product(rows, columns)]
    odds = _log_odds(sum(start == end for start, end in cells), len(cells))
    return max(RARELY_EMPTY.get(kind or "", RARELY_EMPTY_OTHER), min(0.5, odds))


def _find_aside(rows: Sequence[TextRow]) -> float:
    """What it counts that a cell begins on the last line of one of several lines."""
    aside = [
        row.pieces[0].begins_aside(end)
        for row in rows
        for ((start, end),) in row.reading.cells
        if end < row.pieces[0].count and row.pieces[0].line_ends[start] < end
    ]
    return max(NEVER_ASIDE, min(OFTEN_ASIDE, ASIDE_ODDS * _log_odds(sum(aside), len(aside))))


def _log_odds(count: int, of: int) -> float:
    share = (count + 0.5) / (of + 1)
    return math.log(share / (1 - share))


def _find_stops(rows: Sequence[TextRow], column: int) -> float:
    ends = [
        row.pieces[0].known.texts[end - 1].endswith(".")
        for row in rows
        for start, end in row.reading.cells[column]
        if end > start
    ]
    return sum(ends) / len(ends) if ends else 0.0


def _find_repeated(rows: Sequence[TextRow], columns: Sequence[int]) -> frozenset[tuple[str, ...]]:
    counts = Counter(
        row.pieces[0].known.texts[start:end]
        for row, column in product(rows, columns)
        for start, end in row.reading.cells[column]
        if end - start > 1
    )
    return frozenset(texts for texts, count in counts.items() if count >= REPEATED)
