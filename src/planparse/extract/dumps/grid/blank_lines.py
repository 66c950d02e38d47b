"""Rows without a number, in a table that keeps its columns and has blank lines between its rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.dumps.grid.bounds import stand_apart
from planparse.extract.dumps.grid.numbers import Number
from planparse.extract.dumps.grid.strips import Strip
from planparse.extract.dumps.headers.grid_words import chunks_of
from planparse.extract.dumps.lines import TextLine, column_of, end_of
from planparse.extract.dumps.titles import may_be_subtitle
from planparse.text import starts_lower

# A row begins in so many columns at least; what stands below a blank line in fewer is one more
# paragraph of cells.
COLUMNS = 3
# Blank lines part the rows of a table where this share of what they part begins as rows do.
MOST = 0.8


def are_parted(lines: Sequence[TextLine]) -> bool:
    """Whether blank lines part the rows of a table: most of what they part, two or more, begins in
    several columns, or is a title of its own."""
    firsts = [line for line in lines[1:] if line.gap > 1]
    counts = [len(list(chunks_of(line))) for line in firsts]
    rows = sum(count >= COLUMNS for count in counts)
    titles = sum(count == 1 for count in counts)
    return rows > 1 and rows >= MOST * (len(counts) - titles) and rows > titles


def with_unnumbered(
    strips: Sequence[Strip], found: Sequence[Sequence[Number]]
) -> list[list[Number]]:
    """The numbers of all pages, and the rows without one where blank lines part all rows."""
    if any(found) and not stand_apart(strips, found):
        return [list(here) for here in found]
    return [
        sorted([*here, *_find_rows(strip, here, page > 0)], key=lambda number: number.line)
        for page, (strip, here) in enumerate(zip(strips, found, strict=True))
    ]


def _find_rows(strip: Strip, here: Sequence[Number], goes_on: bool) -> Iterator[Number]:
    """What begins below blank lines and has no number; the first lines of a page may go on with a
    row of the page before."""
    count = len(strip.lines)
    begins = [i for i in range(count) if i == 0 or strip.lines[i].gap > 1]
    none = ((),) * max(1, strip.numbers)
    for begin, end in pairwise([*begins, count]):
        if any(begin <= number.line < end for number in here):
            continue
        if _begins_row(strip, begin, goes_on):
            yield Number(begin, begin, none, is_row=True)
        elif _is_title(strip, begin, end) and not goes_on:
            yield Number(begin, begin, none)
        goes_on = False


def _is_title(strip: Strip, begin: int, end: int) -> bool:
    """Whether some lines are a title: one that nothing parts, and which in a table with numbers
    begins left of the texts, or goes on over the edge behind them."""
    line = strip.lines[begin]
    if end > begin + 1 or len(list(chunks_of(line))) > 1 or not may_be_subtitle(line.text):
        return False
    left, *right = strip.edges[max(0, strip.numbers - 1) :]
    over = any(end_of(line.words[-1]) > edge for edge in right[:1])
    return not strip.numbers or column_of(line.words[0]) < left or over


def _begins_row(strip: Strip, line: int, may_go_on: bool) -> bool:
    """Whether what stands in the columns of a line, in several of them, begins as cells do; most of
    it, or all where it may as well go on with cells of the page before."""
    texts = [strip.text(line, column) for column in range(strip.numbers, len(strip.kinds))]
    filled = list(filter(None, texts))
    going_on = sum(map(starts_lower, filled))
    return len(filled) >= COLUMNS and (not going_on if may_go_on else 2 * going_on < len(filled))
