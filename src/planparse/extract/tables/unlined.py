"""Rows of a ruled table that no rule parts: told by their numbers and the white between them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.lines import Line, to_lines
from planparse.extract.numbering import whole_labels
from planparse.extract.tables.grids import Grid
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Page, Word, around

# So many numbers below each other in one field are those of rows: two may be a group and its first
# row, or one number that a narrow column broke.
ROWS = 3
# White between rows is higher than that between lines by this part of the type size; where it is
# nowhere, rows begin at their numbers.
WIDER = 0.15
# Words of one text stand nearer than this part of the type size, cells never do.
SPACE = 0.6


def find_unlined(grid: Grid, page: Page, knowledge: Knowledge) -> list[Box]:
    """The rules that are missing in a table: between its rows, and between columns where only the
    header has them."""
    if len(grid.xs) < 3:
        return []
    numbers: dict[int, list[Word]] = {}
    for word in page.words:
        x, y = word.box.middle
        if grid.xs[0] < x < grid.xs[1] and grid.ys[0] < y < grid.ys[-1]:
            numbers.setdefault(bisect_right(grid.ys, y) - 1, []).append(word)
    return [
        rule
        for row, words in numbers.items()
        if len(words) >= ROWS and _are_numbers(lines := to_lines(words), knowledge)
        for rule in _rules_of_row(row, lines, grid, page)
    ]


def _are_numbers(lines: Sequence[Line], knowledge: Knowledge) -> bool:
    """Whether each line of a field is the number of a row, and not a piece of one; nor a letter of
    the heading "STT", which a narrow column writes one below the other."""
    texts = [line.text for line in lines]
    if len(lines) < ROWS or any(len(line.words) > 1 for line in lines) or _is_one_number(texts):
        return False
    together = knowledge.column_role("".join(texts))
    heads = together is not None and together.role == "number"
    return not heads and all(whole_labels(text, knowledge) for text in texts)


def _is_one_number(texts: Sequence[str]) -> bool:
    """Whether lines are the pieces of one number: "2.", "1." and "11", or "2.1.", "1" and "1"."""
    stepped = all(text.endswith(".") for text in texts[:-1]) and not texts[-1].endswith(".")
    return stepped or any(above == below for above, below in pairwise(texts))


def _rules_of_row(row: int, numbers: Sequence[Line], grid: Grid, page: Page) -> Iterator[Box]:
    top, bottom = grid.ys[row], grid.ys[row + 1]
    middles = ((word, *word.box.middle) for word in page.words)
    words = [w for w, x, y in middles if top < y < bottom and grid.xs[0] < x < grid.xs[-1]]
    places = [_part(a, b, words) for a, b in pairwise(numbers)]
    if any(place is None for place in places):
        return
    for place in places:
        yield Box(grid.xs[0], place or 0.0, grid.xs[-1], place or 0.0)
    spans = [span for span in grid.spans if span.row <= row < span.row_end]
    if len(spans) == 1:
        for y0, y1 in pairwise([top, *(place or 0.0 for place in places), bottom]):
            inside = [word for word in words if y0 < word.box.middle[1] < y1]
            yield from (Box(x, y0, x, y1) for x in grid.xs[1:-1] if _is_free(x, inside))


def _part(above: Line, below: Line, words: Sequence[Word]) -> float | None:
    """Where a rule between the rows of two numbers would run: in the highest white between them."""
    near = [w.box for w in words if above.box.top <= w.box.middle[1] <= below.box.bottom]
    whites: list[tuple[float, float]] = []
    reach = above.box.bottom
    for box in sorted(near, key=lambda box: box.top):
        if box.top > reach:
            whites.append((reach, box.top))
        reach = max(reach, box.bottom)
    if not whites:
        return None
    heights = [end - start for start, end in whites]
    even = max(heights) - min(heights) <= WIDER * below.size
    start, end = whites[-1] if even else whites[heights.index(max(heights))]
    return (start + end) / 2


def _is_free(x: float, words: Sequence[Word]) -> bool:
    """Whether no text of a row runs across a place: neither a word nor two words of one text."""
    for line in to_lines(words):
        left = [word for word in line.words if word.box.middle[0] < x]
        right = [word for word in line.words if word.box.middle[0] >= x]
        if left and right:
            gap = around(w.box for w in right).x0 - around(w.box for w in left).x1
            if gap < SPACE * line.size:
                return False
        if any(word.box.x0 < x < word.box.x1 for word in line.words):
            return False
    return True
