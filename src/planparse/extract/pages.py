"""Pages → their tables and the lines outside them."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planparse.extract.lines import Line, to_lines
from planparse.extract.packed_lines import packed_lines, without
from planparse.extract.tables.fragments import Fragment, to_fragment
from planparse.extract.tables.grids import Grid
from planparse.schema.layout import Page, Word

# The share of a page's width within which two middles are the same.
CENTRED = 0.03
# The part of the type size within which lines begin at one edge.
EDGE = 0.25
# From this many lines on, their beginnings tell where the text begins; on a page of fewer it is
# the white that all leave, up to MARGIN, points (Decree 30/2020 asks for 20 to 35 mm).
ENOUGH_LINES = 5
MARGIN = 72.0
# Beside the most common beginning of lines, those that a quarter as many have are edges, too.
OFTEN = 0.25
# A rule above footnotes takes a share of the text's width between these, as Word draws it a third.
NOTE_RULE = (0.15, 0.5)
# The lowest rule of a table may stand below its box by half of its own thickness, points.
_THICK = 1.0
# The line distance of a page with a single line, points: that of type of 13 or 14 points.
PITCH = 16.0


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page: lines outside tables, and tables, each from top to bottom.

    `left` and `right` are the edges of the text, points; `pitch` is the usual line distance, and
    `note_rule` the height of a rule as it stands above footnotes.
    """

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    fragments: tuple[Fragment, ...]
    left: float
    right: float
    pitch: float
    note_rule: float | None = None

    def without(self, lines: Iterable[Line]) -> "PageContent":
        """The page after some lines have been taken out."""
        gone = set(lines)
        return replace(self, lines=without(self.lines, gone)) if gone else self

    @property
    def lines_of_cells(self) -> Iterator[Line]:
        """The lines within tables."""
        return (x for fragment in self.fragments for cell in fragment.cells for x in cell.lines)

    def without_content(self) -> "PageContent":
        """The measures of the page alone."""
        return replace(self, lines=(), fragments=())

    def is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle of the text, clear of its left edge; the first line
        of a paragraph, which is indented, fills the rest up to the right one."""
        middle = line.box.middle[0]
        near = abs(middle - (self.left + self.right) / 2) <= CENTRED * self.width
        full = line.box.x1 > self.right - EDGE * line.size
        return near and not full and line.box.x0 > self.left + line.size


def to_content(page: Page, grids: Sequence[Grid]) -> PageContent:
    """Split a page into the tables of some grids, and lines."""
    grids = sorted(grids, key=lambda grid: grid.ys[0])
    rest: Sequence[Word] = page.words
    fragments: tuple[Fragment, ...] = ()
    for grid in reversed(grids):
        fragment, rest = to_fragment(grid, rest)
        fragments = (fragment, *fragments)
    lines = to_lines(rest)
    left, right = _find_edges(page, lines, fragments)
    pitch = _find_pitch(lines)
    fragments = tuple(fragment.packed(page.words) for fragment in fragments)
    return PageContent(
        page.number,
        page.width,
        page.height,
        packed_lines(lines, page.words),
        fragments,
        left,
        right,
        pitch,
        _find_note_rule(page, left, right, fragments),
    )


def _find_note_rule(
    page: Page, left: float, right: float, tables: Sequence[Fragment]
) -> float | None:
    """The lowest short level rule in the lower half of a page that begins near the left edge and is
    none of a table: their cells may have rules of their own."""
    width = right - left
    short = (
        rule.top
        for rule in page.rules
        if NOTE_RULE[0] * width < rule.x1 - rule.x0 < NOTE_RULE[1] * width
        and rule.bottom - rule.top < rule.x1 - rule.x0
        and rule.x0 < left + NOTE_RULE[0] * width
        and rule.top > page.height / 2
        and not any(t.box.top <= rule.top <= t.box.bottom + _THICK for t in tables)
    )
    lowest = max((word.box.top for word in page.words), default=0.0)
    return max((top for top in short if top < lowest), default=None)


def _find_edges(
    page: Page, lines: Sequence[Line], fragments: Sequence[Fragment]
) -> tuple[float, float]:
    """The edges of the text: where most lines begin, and the furthest a line reaches."""
    if page.margins:
        return page.margins
    if len(lines) < ENOUGH_LINES:
        boxes = [*(line.box for line in lines), *(f.box for f in fragments)]
        margin = min([box.x0 for box in boxes] + [page.width - box.x1 for box in boxes] + [MARGIN])
        return margin, page.width - margin
    starts = Counter(round(line.box.x0) for line in lines)
    most = max(2, OFTEN * max(starts.values()))
    # The list of recipients, in a cell of its own, begins a little beside the margin.
    near = {x: sum(starts[y] for y in starts if abs(x - y) <= EDGE * lines[0].size) for x in starts}
    common = [x for x in starts if starts[x] > 1 and near[x] >= most]
    left = float(min(common or starts))
    return left, max(line.box.x1 for line in lines)


def _find_pitch(lines: Sequence[Line]) -> float:
    """The usual distance between baselines, points."""
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    return statistics.median_low(steps) if steps else PITCH
