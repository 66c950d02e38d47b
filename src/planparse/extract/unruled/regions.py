"""Where tables without upright rules begin and end, over all pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planparse.extract.lines import to_lines
from planparse.extract.numbering import find_labels
from planparse.extract.unruled.bands import Band, to_runs
from planparse.extract.unruled.closing import PARTING_RULES, find_parted, is_closed
from planparse.extract.unruled.headings import Headings, find_headings
from planparse.extract.unruled.rivers import NARROW, River, narrowed
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word
from planparse.text import is_capitals

# White higher than so many type sizes ends a table.
END_GAP = 4.0
# A title of a group takes so few lines. The rest of a table at the top of the next page: at least
# this share of its bands stand between the rivers.
TITLE_LINES, FITTING = 4, 0.6
# A header that is printed again stands where it stood, within this share of the page's width.
SHIFT = 0.005
# What never stands in a table.
_ENDS = ("recipients", "signer_title", "annex_label", "national_header_begin")


@dataclass(frozen=True)
class LoosePage:
    """What stands on a page outside ruled tables: bands of words, and rules.

    `covered` says from where to where down the page ruled tables stand.
    """

    number: int
    width: float
    bands: tuple[Band, ...]
    rules: tuple[Box, ...]
    covered: tuple[tuple[float, float], ...] = ()


@dataclass
class Region:
    """The part of a table on one page; `header` where its header stands at the top."""

    page: LoosePage
    bands: list[Band]
    header: Headings | None = None


@dataclass
class OpenTable:
    """A table as far as it has been followed: its header, rivers, and regions page by page."""

    header: Headings
    rivers: list[River]
    regions: list[Region] = field(default_factory=list)
    pending: list[Band] = field(default_factory=list)
    ended: bool = False

    @property
    def words(self) -> Iterator[Word]:
        """All its words."""
        return (w for region in self.regions for band in region.bands for w in band.words)

    def add(self, band: Band, page: LoosePage, knowledge: Knowledge) -> None:
        """Take one more band in, keep it until the next one tells, or end the table."""
        if self._stops(band, page, knowledge):
            self.ended = True
            return
        rivers = fit(band, self.rivers)
        if rivers is not None:
            self.rivers = rivers
            self._take([*self.pending, band], page)
        elif _is_title(band, knowledge) or len(band.runs) > 1:
            self.pending.append(band)
            self.ended = sum(len(b.lines) for b in self.pending) > TITLE_LINES
        else:
            self.ended = True

    def _stops(self, band: Band, page: LoosePage, knowledge: Knowledge) -> bool:
        if any(knowledge.find(end, line.text) for line in band.lines for end in _ENDS):
            return True
        last = [
            b for b in [*self.regions[-1].bands, *self.pending] if self.regions[-1].page is page
        ]
        if not last:
            return False
        between = any(last[-1].bottom < top < band.top for top, _ in page.covered)
        far = band.top - last[-1].bottom > END_GAP * band.size
        return between or far or is_closed([*last, band], page.rules)

    def _take(self, bands: Sequence[Band], page: LoosePage) -> None:
        if self.regions[-1].page is not page:
            self.regions.append(Region(page, []))
        self.regions[-1].bands += bands
        self.pending = []

    def close_page(self, knowledge: Knowledge) -> None:
        """At the foot of a page titles may stand whose rows are on the next one."""
        if self.pending and not self.ended and all(_is_title(b, knowledge) for b in self.pending):
            self._take(self.pending, self.regions[-1].page)
        self.ended = self.ended or bool(self.pending)
        self.pending = []


def fit(band: Band, rivers: Sequence[River]) -> list[River] | None:
    """The rivers, narrowed by a band; None when it runs across one."""
    found = []
    for river in rivers:
        for line in band.lines:
            narrower = narrowed(river, line.words, band.size)
            if narrower is None or _is_one_text(band, river):
                return None
            river = narrower
        found.append(river)
    return found


def fit_words(
    bands: Sequence[Band], words: Sequence[Word], river: River, size: float
) -> River | None:
    """The river between some words of some bands; None when they run across it."""
    if any(_is_one_text(band, river) for band in bands):
        return None
    found: River | None = river
    for line in to_lines(words):
        found = narrowed(found, line.words, size) if found else None
    return found


def _is_one_text(band: Band, river: River) -> bool:
    """Whether a line of the band, a number aside, is one text with words on both sides of a river,
    closer to each other than cells ever come."""
    return len(band.runs) <= 2 * len(band.lines) and any(
        left.box.x0 < river.x0
        and right.box.x1 > river.x1
        and 2 * (right.box.x0 - left.box.x1) < river.width
        for line in band.lines
        if len(runs := list(to_runs(line.words))) <= 2 and len(runs[-1]) > 2
        for left, right in pairwise(runs[-1])
    )


def _is_title(band: Band, knowledge: Knowledge) -> bool:
    """Whether a band that runs over columns looks like the title of rows."""
    if len(band.runs) > len(band.lines) + 1:
        return False
    labelled = bool(find_labels(band.text, knowledge))
    return band.bold or is_capitals(band.text) or labelled


def find_tables(pages: Sequence[LoosePage], knowledge: Knowledge) -> list[OpenTable]:
    """All tables without upright rules, each over the pages it takes."""
    found: list[OpenTable] = []
    for page in pages:
        table = _going_on(found, page, knowledge)
        index = 0
        while index < len(page.bands):
            header = _same(found, page, index) or find_headings(page.bands, index, knowledge)
            if header:
                own = list(page.bands[index : index + header.count])
                table = _again(found, header, Region(page, own, header))
                if table is None:
                    table = OpenTable(header, list(header.rivers), [Region(page, own, header)])
                    found.append(table)
                index += header.count
                continue
            if table and not table.ended:
                table.add(page.bands[index], page, knowledge)
            index += 1
        if table:
            table.close_page(knowledge)
    return [table for table in found if is_table(table, knowledge)]


def _same(found: Sequence[OpenTable], page: LoosePage, index: int) -> Headings | None:
    """The header of the last table, where a page prints it again in the same place."""
    if not found:
        return None
    first = found[-1].regions[0]
    count = found[-1].header.count
    wording, again = (
        [(word.text, word.box.x0) for band in bands for word in band.words]
        for bands in (first.bands[:count], page.bands[index : index + count])
    )
    same = [a[0] for a in wording] == [b[0] for b in again] and all(
        abs(a[1] - b[1]) <= SHIFT * page.width for a, b in zip(wording, again, strict=True)
    )
    return found[-1].header if same else None


def _again(found: Sequence[OpenTable], header: Headings, region: Region) -> OpenTable | None:
    """The last table, where a page prints its header again and its rivers run on."""
    if not found or found[-1].header.roles != header.roles:
        return None
    table = found[-1]
    common = [
        River(max(a.x0, b.x0), min(a.x1, b.x1))
        for a, b in zip(table.rivers, header.rivers, strict=True)
    ]
    near = abs(region.page.width - table.regions[-1].page.width) < 1
    if not near or any(river.width < NARROW * region.bands[0].size for river in common):
        return None
    table.rivers, table.ended, table.pending = common, False, []
    table.regions.append(region)
    return table


def _going_on(
    found: Sequence[OpenTable], page: LoosePage, knowledge: Knowledge
) -> OpenTable | None:
    """The table of the page before, when it reached its foot and goes on at the top of this one."""
    if not found or found[-1].ended:
        return None
    table, before = found[-1], found[-1].regions[-1].page
    near = page.number == before.number + 1 and abs(page.width - before.width) < 1
    if not near or any(top < page.bands[0].top for top, _ in page.covered if page.bands):
        return None
    rows = list(_until_end(page, knowledge))
    fitting = [band for band in rows if fit(band, table.rivers) is not None]
    if len(fitting) < FITTING * len(rows) or not any(
        len(_filled(b, table.rivers)) > 1 for b in rows
    ):
        return None
    return table


def _until_end(page: LoosePage, knowledge: Knowledge) -> Iterator[Band]:
    """The bands of a page before something that ends a table, or the next header."""
    for index, band in enumerate(page.bands):
        if any(knowledge.find(end, line.text) for line in band.lines for end in _ENDS):
            return
        if find_headings(page.bands, index, knowledge):
            return
        yield band


def _filled(band: Band, rivers: Sequence[River]) -> set[int]:
    """The columns a band has words in."""
    return {sum(w.box.middle[0] > river.middle for river in rivers) for w in band.words}


def is_table(table: OpenTable, knowledge: Knowledge) -> bool:
    """Whether what stands below the header is rows: numbered where there is a column for numbers,
    else labelled or parted by rules, and with something in several columns."""
    rows = [b for r in table.regions for b in r.bands[r.header.count if r.header else 0 :]]
    if not any(len(_filled(band, table.rivers)) > 1 for band in rows):
        return not rows
    numbers = table.header.numbers
    if not numbers:
        parted = sum(sum(find_parted(r.bands, r.page.rules)) for r in table.regions)
        labelled = any(find_labels(band.text, knowledge) for band in rows)
        return labelled or parted >= PARTING_RULES - 1
    texts = [
        "".join(w.text for w in band.words if column_of(w, table.rivers) == column)
        for band in rows
        for column in numbers
    ]
    filled = [text for text in texts if text]
    return bool(filled) and 2 * sum(bool(find_labels(t, knowledge)) for t in filled) >= len(filled)


def column_of(word: Word, rivers: Sequence[River]) -> int:
    """The column a word stands in."""
    return sum(word.box.middle[0] > river.middle for river in rivers)
