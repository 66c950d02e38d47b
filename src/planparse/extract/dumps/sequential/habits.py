"""What a first reading of a table in a dump teaches for the second one."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, product

from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.words.contents import Habits, Kind

# The line of a column that is as wide as nearly all are; a cell that the table repeats.
NEARLY_ALL, REPEATED = 0.95, 3
# A line that is wider than so many usual ones, and by more than a long syllable, em, was read into
# the wrong column: few words fill the lines of a narrow one very unevenly; what is usual, few lines
# hardly tell.
WIDEST, WIDEST_OF_FEW, SYLLABLE = 1.5, 2.0, 3.0
# However seldom a column is empty, an empty cell costs no more; those of years are empty together.
RARELY_EMPTY = {"task": -7.0, "indicator": -7.0, "lead": -5.0, "year": -2.5}
RARELY_EMPTY_OTHER = -3.0
# What it costs that a cell begins on the last line of one of several, however often it does, and
# however seldom; between these, so many times the logarithm of the odds.
OFTEN_ASIDE, NEVER_ASIDE, ASIDE_ODDS = -1.5, -9.0, 1.5


def learn_habits(
    rows: Sequence[TextRow], kinds: Sequence[Kind | None], least: Sequence[float]
) -> Habits:
    """What rows that no page break has cut say of the columns of their table, which are at `least`
    so wide, em."""
    rows = [row for row in rows if not row.is_title and row.reading.cells]
    if not rows:
        return Habits()
    columns = range(len(kinds))
    # Paragraphs on one line each show no width.
    wide = () if rows[0].pieces[0].spacing.unbroken else columns
    return Habits(
        tuple(_find_width(rows, _alike(column, kinds), least) for column in wide),
        tuple(_find_emptiness(rows, _alike(column, kinds), kinds[column]) for column in columns),
        tuple(_find_stops(rows, column) for column in columns),
        _find_aside(rows),
        {column: _find_repeated(rows, _alike(column, kinds)) for column in columns},
    )


def _alike(column: int, kinds: Sequence[Kind | None]) -> list[int]:
    """The columns that are as wide as one: those of years are alike."""
    return [i for i, kind in enumerate(kinds) if i == column or kind == kinds[column] == "year"]


def _find_width(rows: Sequence[TextRow], columns: Sequence[int], least: Sequence[float]) -> float:
    """How wide a line can be: as nearly all lines of cells that were broken into several, or of
    one, or as every line where these are few, and as their headings; 0 when too few tell it."""
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
    usually = widths[len(widths) // 2]
    most = max((WIDEST_OF_FEW if few else WIDEST) * usually, usually + SYLLABLE)
    told = [widths] if few else [widths, sorted(single)]
    found = (
        _nearly_all([w for w in each if w <= most], 1.0 if few else NEARLY_ALL) for each in told
    )
    return max([*found, *(least[column] for column in columns)])


def _nearly_all(widths: Sequence[float], share: float) -> float:
    """The width, of some in order, that a share of them does not go beyond; 0 for too few."""
    return widths[int(share * (len(widths) - 1))] if len(widths) >= REPEATED else 0.0


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
        row.pieces[0].texts[end - 1].endswith(".")
        for row in rows
        for start, end in row.reading.cells[column]
        if end > start
    ]
    return sum(ends) / len(ends) if ends else 0.0


def _find_repeated(rows: Sequence[TextRow], columns: Sequence[int]) -> frozenset[tuple[str, ...]]:
    counts = Counter(
        row.pieces[0].texts[start:end]
        for row, column in product(rows, columns)
        for start, end in row.reading.cells[column]
        if end - start > 1
    )
    return frozenset(texts for texts, count in counts.items() if count >= REPEATED)
