"""Tables without upright rules: rows by rules across or by white, columns by how words stand.

What is found becomes the grid that rules would have made; everything after reads both alike.
"""

import statistics
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from planparse.extract.lines import to_lines
from planparse.extract.tables.grids import Grid, lattice
from planparse.extract.tables.rules import Rule, places_of, rules_across
from planparse.extract.unruled.bands import Band, text_of, to_bands, to_runs
from planparse.extract.unruled.bounds import find_habit, find_rows, has_number
from planparse.extract.unruled.headings import Headings, find_headings
from planparse.extract.unruled.regions import find_tables
from planparse.extract.unruled.rivers import River, column_of, straddles
from planparse.extract.unruled.tables import LoosePage, OpenTable, Region, RowsByPage, fit_words
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.schema.packed_lists import Packed, listed
from planparse.schema.spool import Spool
from planparse.text import is_capitals

__all__ = ["LoosePage", "find_headers", "find_unruled", "to_bands"]

# The share of a column's width that a rule must run over to part rows in it: underlines do not.
RULED = 0.9
# Rows are parted by rules when at most this share of what rules part has several numbers.
MANY_NUMBERS = 0.2
# The outer rules of a table stand within this many type sizes of its words.
REACH = 3.0
# A row of column numbers has at least this many cells.
FEW = 3
# Parts of the type size: white between the outer columns and the edge of the table; how far below
# its baseline a line ends for sure (descenders reach 0.25); where a word has its middle.
ROOM, FOOT, MIDDLE = 0.1, 0.3, 0.3
NOTHING: frozenset[tuple[int, int]] = frozenset()


def find_headers(bands: Sequence[Band], knowledge: Knowledge) -> frozenset[tuple[int, int]]:
    """The names of all words of headers on a page whose columns no upright rules part."""
    found = frozenset(
        word.name
        for index in range(len(bands))
        if (header := find_headings(bands, index, knowledge))
        for band in bands[index : index + header.count]
        for word in band.words
    )
    return found or NOTHING  # one for all pages without, of which a long document has many


def find_unruled(
    pages: Iterable[LoosePage], knowledge: Knowledge, spool: Spool | None = None
) -> Mapping[int, Sequence[Grid]]:
    """The grids of all tables without upright rules, by page number, kept in the spool if there is
    one."""
    grids: dict[int, list[Grid] | Packed[Grid]] = {}
    for table in find_tables(pages, knowledge, spool):
        for grid in _Setting(table, knowledge).grids():
            grids.setdefault(grid.page, listed((), spool)).extend([grid])
    return grids


class _Setting:
    """One table, to be set as if it were ruled."""

    def __init__(self, table: OpenTable, knowledge: Knowledge) -> None:
        self.table, self.knowledge = table, knowledge
        self.size = statistics.median(array("d", (word.size for word in table.words)))
        left = min(word.box.x0 for word in table.words) - ROOM * self.size
        right = max(word.box.x1 for word in table.words) + ROOM * self.size
        ends = array("d", self._ends_of_rules())
        self.xs = (left, *(_edge(river, ends) for river in table.rivers), right)
        self.ruled = self._is_ruled()
        self.habit = find_habit(RowsByPage(table), table.header, table.rivers, knowledge)

    def grids(self) -> Iterator[Grid]:
        """One grid per region."""
        return (self._to_grid(i, region) for i, region in enumerate(self.table.unpacked))

    def _ends_of_rules(self) -> Iterator[float]:
        """Where the level rules of the pages begin and end."""
        for region in self.table.regions:
            for line in rules_across(region.page.rules, self.size):
                yield from (line.start, line.end)

    def _is_ruled(self) -> bool:
        """Whether rules across the table part its rows."""
        counts, table = [], self.table
        for region in table.unpacked:
            ys = [line.at for line in self._rules(region)]
            data = region.data
            if not data or len(ys) < 2:
                continue
            for top, bottom in pairwise([data[0].top - 1, *ys, data[-1].bottom + 1]):
                inside = [b for b in data if top < (b.top + b.bottom) / 2 < bottom]
                counts.append(sum(has_number(b, table.header, table.rivers) for b in inside))
        several = sum(count > 1 for count in counts)
        return sum(counts) > 0 and several <= MANY_NUMBERS * sum(count > 0 for count in counts)

    def _rules(self, region: Region) -> list[Rule]:
        """The rules between the bands of a region, and the nearest full ones around them."""
        first, last = region.bands[0], region.bands[-1]
        lines = [x for x in rules_across(region.page.rules, self.size) if self._covers(x)]
        full = [x for x in lines if x.end - x.start >= RULED * (self.xs[-1] - self.xs[0])]
        above = [x for x in full if first.top - REACH * self.size < x.at <= first.top + 1]
        below = [x for x in full if last.bottom - 1 <= x.at < last.bottom + REACH * self.size]
        begin_at = above[-1].at if above else first.top + 1
        end_at = below[0].at if below else last.bottom - 1
        inner = [x for x in lines if begin_at < x.at < end_at]
        return [*above[-1:], *inner, *below[:1]]

    def _covers(self, line: Rule) -> bool:
        return any(
            min(line.end, x1) - max(line.start, x0) >= RULED * (x1 - x0)
            for x0, x1 in pairwise(self.xs)
        )

    def _to_grid(self, index: int, region: Region) -> Grid:
        rules = self._rules(region)
        top, bottom = region.bands[0].top, region.bands[-1].bottom
        open_top = not any(rule.at <= top + 1 for rule in rules)
        open_bottom = not any(rule.at >= bottom - 1 for rule in rules)
        across = [self._line(top - 1)] * open_top + [self._line(bottom + 1)] * open_bottom
        across += rules if self.ruled else [*rules, *self._bounds(index, region)]
        ys = places_of(across, self.size)
        whole = [self._is_whole(across, y) for y in ys]
        upright = [
            line
            for (y0, y1), (over, under) in zip(pairwise(ys), pairwise(whole), strict=True)
            for line in self._upright(region, y0, y1, over and under)
        ]
        return lattice(
            region.page.number,
            (self.xs, ys),
            (across, upright),
            self.size,
            (self.ruled and open_top, self.ruled and open_bottom),
        )

    def _line(self, at: float, start: float | None = None, end: float | None = None) -> Rule:
        return Rule(at, self.xs[0] if start is None else start, self.xs[-1] if end is None else end)

    def _bounds(self, index: int, region: Region) -> Iterator[Rule]:
        """Lines where rules would part the header from its rows, and these from each other."""
        data = region.data
        if region.header:
            yield from self._bounds_of_header(region.header)
        for part in self._parts(data):
            goes_on = part is data and index > 0
            starts = find_rows(
                part, self.table.header, self.table.rivers, self.habit, goes_on, self.knowledge
            )
            for start in starts:
                above = region.bands.index(part[start]) - 1
                if above >= 0:
                    yield self._line((region.bands[above].bottom + part[start].top) / 2)

    def _parts(self, data: list[Band]) -> list[list[Band]]:
        """The bands below a header; a row of column numbers apart."""
        if data and len(data[0].runs) >= FEW and self._are_column_numbers(data[0]):
            return [data[:1], data[1:]]
        return [data]

    def _are_column_numbers(self, band: Band) -> bool:
        texts = ["".join(word.text for word in run) for run in band.runs]
        return all(self.knowledge.find("column_number", text) for text in texts)

    def _bounds_of_header(self, header: Headings) -> Iterator[Rule]:
        """Below each heading that spans several columns."""
        for run in header.above:
            columns = [i for i, river in enumerate(self.table.rivers) if straddles(run, river)]
            if columns:
                at = run[0].baseline + FOOT * run[0].size
                yield self._line(at, self.xs[columns[0]], self.xs[columns[-1] + 2])

    def _is_whole(self, across: Sequence[Rule], y: float) -> bool:
        """Whether lines at a height run over the whole table: no cell goes on below."""
        drawn = sum(line.end - line.start for line in across if abs(line.at - y) < 1)
        return drawn >= RULED * (self.xs[-1] - self.xs[0])

    def _upright(self, region: Region, top: float, bottom: float, whole: bool) -> Iterator[Rule]:
        """Lines where upright rules would part the cells of a row; `whole` says that no cell of it
        goes on above or below."""
        bands = [b for b in region.bands if top < (b.top + b.bottom) / 2 < bottom]
        words = [
            w for b in region.bands for w in b.words if top < w.baseline - MIDDLE * w.size < bottom
        ]
        above = [r for r in (region.header.above if region.header else ()) if r[0] in words]
        crossed = [
            any(straddles(run, river) for run in above)
            or fit_words(bands, words, river, self.size) is None
            for river in self.table.rivers
        ]
        texts = None if above else self._texts_over_columns(words)
        if texts is not None:
            first = min([i for i, over in enumerate(crossed) if over] + texts, default=len(crossed))
            first = min(first, self._title_column(bands)) if whole else first
            crossed = [i >= first for i in range(len(crossed))]
        for x, over in zip(self.xs[1:-1], crossed, strict=True):
            if not over:
                yield Rule(x, top, bottom)

    def _texts_over_columns(self, words: Sequence[Word]) -> list[int] | None:
        """Where texts begin that run over columns, if each line of a row is a number at most, and
        one text."""
        numbers = self.table.header.numbers
        columns = {w.name: column_of(w, self.table.rivers) for w in words}
        lines = [x.words for x in to_lines(w for w in words if columns[w.name] not in numbers)]
        if any(len(list(to_runs(line))) > 1 for line in lines):
            return None
        places = [{columns[word.name] for word in line} for line in lines]
        return [min(place) for place in places if len(place) > 1]

    def _title_column(self, bands: Sequence[Band]) -> int:
        """The column from which on a row is one cell: the text, where only a title stands."""
        text, rivers = self.table.header.text, self.table.rivers
        others = [
            w
            for b in bands
            for w in b.words
            if column_of(w, rivers) not in self.table.header.numbers
        ]
        alone = bool(others) and all(column_of(w, rivers) == text for w in others)
        title = all(w.bold for w in others) or is_capitals(text_of(others))
        return text if alone and title else len(rivers)


def _edge(river: River, ends: Sequence[float]) -> float:
    """Where two columns meet: where rules begin or end that part rows in some columns only."""
    inside = [x for x in ends if river.x0 <= x <= river.x1]
    return statistics.median_low(inside) if inside else river.middle
