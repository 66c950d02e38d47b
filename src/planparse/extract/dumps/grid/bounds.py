"""Where the rows of a table whose columns are kept begin and end, page by page.

The row number stands in the first line of its row or in the middle; what the cells above and below
a place say decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse.extract.dumps.grid.cells import score_cell
from planparse.extract.dumps.grid.numbers import Number
from planparse.extract.dumps.grid.strips import Strip
from planparse.extract.dumps.text_rows import DOUBT
from planparse.extract.dumps.words.flow import score_flow
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# What the cells of a row say for where it begins and ends: a cell begins as texts do, or goes on
# from above; it goes on below, or has ended. A blank line above the row.
BEGINS, LOWER, GOES_ON, ENDED, BLANK = 0.5, -2.0, -2.0, 0.4, 0.8
# How much each line counts by which a cell is off the number, which stands in the middle of its row
# or, in a row that the page cuts, on its first line.
OFF_MIDDLE, OFF_TOP = 0.5, 1.0
# A cell beside the text in a row that is numbered as titles are.
IN_TITLE = -2.0
# Scores differ less here than in the search for cells; a difference counts as so many of its own.
SCALE = 6.0
# Numbers stand in the first line of their rows when this share of the cells begins beside them.
TOP = 0.9
# What the wording of its cells counts for the extent of a row.
WORDED = 0.6
# What it counts against the end of a row that a cell goes on below, in published plans.
FLOW = 0.5
# How sure a place is that nothing else could be.
SURE = 2 * DOUBT
# Without a numbering column a number is the beginning of a text: none of it stands above.
ABOVE_NUMBER = -12.0


@dataclass(frozen=True)
class Look:
    """How the rows of a table look: numbers stand in their first lines; blank lines part them."""

    top: bool
    apart: bool


def find_look(strips: Sequence[Strip], found: Sequence[Sequence[Number]]) -> Look:
    """How all rows look, page by page."""
    return Look(stands_on_top(strips, found), stand_apart(strips, found))


def stands_on_top(strips: Sequence[Strip], found: Sequence[Sequence[Number]]) -> bool:
    """Whether numbers stand in the first lines of their rows: all cells begin beside them. Those of
    one line do so either way, and tell nothing."""
    begins: list[bool] = []
    for strip, here in zip(strips, found, strict=True):
        for number, following in pairwise([*here, None]):
            assert number is not None
            end = following.line if following else len(strip.lines)
            for column in range(strip.text_column, len(strip.edges) + 1):
                first = strip.text(number.line, column)
                if any(strip.cells[i][column] for i in range(number.line + 1, end)):
                    begins.append(bool(first) and not starts_lower(first))
    return bool(begins) and sum(begins) >= TOP * len(begins)


def stand_apart(strips: Sequence[Strip], found: Sequence[Sequence[Number]]) -> bool:
    """Whether blank lines part all rows from each other, more than one pair of them."""
    between = [
        _blanks(strip, range(number.line + 1, following.line + 1))
        for strip, here in zip(strips, found, strict=True)
        for number, following in pairwise(here)
    ]
    return len(between) > 1 and all(between)


def _blanks(strip: Strip, lines: Iterable[int]) -> list[int]:
    """The lines above which blank ones stand."""
    return [i for i in lines if strip.lines[i].gap > 1]


def find_bounds(
    strip: Strip,
    here: Sequence[Number],
    look: Look,
    goes_on: bool,
    knowledge: Knowledge,
) -> tuple[list[int], list[float]]:
    """Where the rows of a page begin and the last one ends; how sure each of these places is."""
    count = len(strip.lines)
    if not here:
        return [count], [SURE]
    if look.top:
        return [*(n.line for n in here), count], [SURE] * (len(here) + 1)
    begins = list(range(here[0].line + 1)) if goes_on else [0]
    begins = (look.apart and [0, *_blanks(strip, begins)]) or begins
    ways: dict[int, tuple[float, list[int]]] = {
        b: (_score_rest(strip, b, knowledge), [b]) for b in begins
    }
    margins: list[float] = []
    for number, following in pairwise([*here, None]):
        assert number is not None
        ends = list(range(number.last + 1, following.line + 1)) if following else [count]
        ends = (look.apart and following and _blanks(strip, ends)) or ends
        more = {
            (b, end): (score + _score_row(strip, (b, end), number, knowledge), [*bounds, end])
            for end in ends
            for b, (score, bounds) in ways.items()
        }
        if not margins:
            margins.append(_find_margin(max(more[b, end][0] for end in ends) for b in ways))
        ways = {end: max(more[b, end] for b in ways) for end in ends}
        margins.append(_find_margin(score for score, _ in ways.values()))
    return max(ways.values())[1], margins


def _find_margin(scores: Iterable[float]) -> float:
    """How much worse the second-best place is than the best one."""
    ranked = sorted(scores, reverse=True)
    return SCALE * (ranked[0] - ranked[1]) if len(ranked) > 1 else SURE


def _score_rest(strip: Strip, end: int, knowledge: Knowledge) -> float:
    """What the lines above the first row of a page say for being the rest of one above."""
    score = 0.0
    for column in range(strip.numbers, len(strip.kinds)):
        lines = strip.lines_with((0, end), column)
        if lines:
            first, last = strip.text(lines[0], column), strip.text(lines[-1], column)
            score += -LOWER / 2 if starts_lower(first) else -BEGINS / 2
            score += GOES_ON * bool(knowledge.find("goes_on", last))
    return score


def _score_row(
    strip: Strip, extent: tuple[int, int], number: Number, knowledge: Knowledge
) -> float:
    """What the cells of a row say for its extent, and where they stand beside the number."""
    score = BLANK * (strip.lines[extent[0]].gap > 1)
    centre = find_centre(strip, extent, number)
    for column in range(strip.numbers, len(strip.kinds)):
        lines = strip.lines_with(extent, column)
        if not lines:
            continue
        first, last = strip.text(lines[0], column), strip.text(lines[-1], column)
        score += LOWER if starts_lower(first) else BEGINS
        score += _score_end(last, knowledge) - FLOW * _flow(strip, lines[-1], column)
        cut = (False, extent[1] == len(strip.lines))
        score += WORDED * score_cell(
            strip.texts(extent, column), strip.kinds[column], cut, knowledge
        )
        middle = OFF_MIDDLE * abs((lines[0] + lines[-1]) / 2 - centre)
        score -= min(middle, OFF_TOP * abs(lines[0] - number.line))
        score += IN_TITLE * (number.is_title and column > strip.numbers)
        if not strip.numbers and column == strip.text_column:
            score += ABOVE_NUMBER * (lines[0] < number.line)
    return score


def find_centre(strip: Strip, extent: tuple[int, int], number: Number) -> float:
    """The line around which the cells of a row stand: that of its number, or the middle of the text
    which begins with it."""
    lines: Sequence[int] = (number.line, number.last)
    if not strip.numbers:
        lines = strip.lines_with((number.line, extent[1]), strip.text_column) or lines
    return (lines[0] + lines[-1]) / 2


def _flow(strip: Strip, line: int, column: int) -> float:
    """What speaks for a cell of a line going on with the next words of its column."""
    texts, begins, _ = strip.columns[column]
    end = begins[line + 1]
    return score_flow(texts[end - 1], texts[end]) if end < len(texts) else 0.0


def _score_end(last: str, knowledge: Knowledge) -> float:
    """What the last line of a cell says for the cell ending there; lists end with a comma, too."""
    if last.endswith(","):
        return GOES_ON / 3
    return GOES_ON if knowledge.find("goes_on", last) else ENDED * ends_sentence(last)
