"""One table without upright rules, as far as it has been followed down its pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile

from planparse.extract.lines import to_lines
from planparse.extract.numbering import Label, find_labels, follows
from planparse.extract.unruled.bands import Band, begins_like, is_title, is_titled, to_runs
from planparse.extract.unruled.closing import is_closed, is_ruled_off
from planparse.extract.unruled.headings import Headings
from planparse.extract.unruled.rivers import River, column_of, narrowed
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word
from planparse.schema.packed_lists import Packed
from planparse.schema.spool import Spool

# White higher than this many type sizes ends a table.
END_GAP = 4.0
# A title of a group takes at most this many lines.
TITLE_LINES = 4
# What never stands in a table.
ENDS = ("recipients", "signer_title", "annex_label", "national_header_begin")
# Labels of the parts of a body, which a table of numbered rows does not go over.
PARTS = {"roman", "part", "chapter", "article"}


@dataclass(frozen=True)
class LoosePage:
    """What stands on a page outside ruled tables: bands of words, and rules.

    `covered` says from where to where down the page ruled tables stand.
    """

    number: int
    width: float
    bands: tuple[Band, ...]
    rules: Sequence[Box]
    covered: tuple[tuple[float, float], ...] = ()


@dataclass
class Region:
    """The part of a table on one page; `header` where its header stands at the top."""

    page: LoosePage
    bands: list[Band] | Packed[Band]
    header: Headings | None = None

    @property
    def data(self) -> list[Band]:
        """The bands below the header."""
        return self.bands[self.header.count if self.header else 0 :]

    def put_aside(self, spool: Spool | None) -> "Region":
        """The region packed, where there is a spool: the table has gone on."""
        if spool is None:
            return self
        return Region(replace(self.page, bands=()), Packed(self.bands, spool), self.header)

    def at_hand(self) -> "Region":
        """The region with its bands unpacked."""
        return replace(self, bands=list(self.bands)) if isinstance(self.bands, Packed) else self


@dataclass
class OpenTable:
    """A table as far as it has been followed: its header, rivers, and regions page by page, of
    which a long document keeps all but the last in its spool.

    `within` is the label of the part of the body that it stands in, `labelled` the last bands with
    labels above it; `printed` are the words of the header and where they begin.
    """

    header: Headings
    rivers: list[River]
    regions: list[Region] = field(default_factory=list)
    within: Label | None = None
    labelled: Sequence[Band] = ()
    spool: Spool | None = None
    pending: list[Band] = field(default_factory=list)
    ended: bool = False
    printed: list[tuple[str, float]] = field(init=False)

    def __post_init__(self) -> None:
        """Note how the header is printed."""
        self.printed = printed(self.regions[0].bands[: self.header.count])

    @property
    def unpacked(self) -> Iterator[Region]:
        """Its regions, with the bands of one at hand."""
        return (region.at_hand() for region in self.regions)

    @property
    def words(self) -> Iterator[Word]:
        """All its words."""
        return (w for region in self.unpacked for band in region.bands for w in band.words)

    @property
    def rows(self) -> Iterator[Band]:
        """The bands below its headers."""
        return (band for region in self.unpacked for band in region.data)

    def go_on(self, region: Region) -> None:
        """Follow it on another page, or below its header printed again."""
        self.regions[-1] = self.regions[-1].put_aside(self.spool)
        self.regions.append(region)

    def add(self, index: int, page: LoosePage, knowledge: Knowledge) -> None:
        """Take in one more band, keep it until the next one decides, or end the table."""
        band = page.bands[index]
        if self._stops(index, page, knowledge):
            self.ended = True
            return
        rivers = fit(band, self.rivers)
        if rivers is not None:
            titled = all(is_titled(line, knowledge) for line in band.lines)
            self.rivers = self.rivers if titled else rivers
            self._take([*self.pending, band], page)
        elif is_title(band, knowledge) or len(band.runs) > 1 or self._is_ruled_off(index, page):
            self.pending.append(band)
            self.ended = sum(len(b.lines) for b in self.pending) > TITLE_LINES
        else:
            self.ended = True

    def _stops(self, index: int, page: LoosePage, knowledge: Knowledge) -> bool:
        band = page.bands[index]
        if any(knowledge.find(end, line.text) for line in band.lines for end in ENDS):
            return True
        labels = find_labels(band.text, knowledge)
        after = self.within is not None and any(follows(x, self.within) for x in labels)
        if after and not _counts_on(band, self.rows, knowledge):
            return True
        if _counts_on(band, self.labelled, knowledge):
            return True
        last = [
            b for b in [*self.regions[-1].bands, *self.pending] if self.regions[-1].page is page
        ]
        if not last:
            return False
        between = any(last[-1].bottom < top < band.top for top, _ in page.covered)
        far = band.top - last[-1].bottom > END_GAP * band.size
        closed = is_closed([*last, band], page.rules)
        return between or far or (closed and not self._goes_on(page.bands[index + 1 :]))

    def _is_ruled_off(self, index: int, page: LoosePage) -> bool:
        """Whether rules above and below a band, which runs over columns, make it a row."""
        above = [*self.regions[-1].bands, *self.pending][-1:]
        return is_ruled_off([*above, *page.bands[index : index + 2]], self.rivers, page.rules)

    def _goes_on(self, bands: Sequence[Band]) -> bool:
        """Whether bands that stand between the rivers have texts in several columns further down:
        a row that the foot of the page cuts has no rule below it."""
        fitting = takewhile(lambda band: fit(band, self.rivers) is not None, bands)
        return any(
            len(filled(band, self.rivers)) > 1 and len(band.runs) > len(band.lines)
            for band in fitting
        )

    def _take(self, bands: Sequence[Band], page: LoosePage) -> None:
        if self.regions[-1].page is not page:
            self.go_on(Region(page, []))
        self.regions[-1].bands.extend(bands)
        self.pending = []

    def close_page(self, knowledge: Knowledge) -> None:
        """Keep titles at the foot of a page: their rows may be on the next one."""
        if self.pending and not self.ended and all(is_title(b, knowledge) for b in self.pending):
            self._take(self.pending, self.regions[-1].page)
        self.ended = self.ended or bool(self.pending)
        self.pending = []


def _counts_on(band: Band, others: Iterable[Band], knowledge: Knowledge) -> bool:
    """Whether a band counts on from one of some others, and stands as that does, its label and its
    text where those begin: a title of a group from one above, a heading from that of the table."""
    labels = find_labels(band.text, knowledge)
    return any(
        begins_like(band, other)
        and any(follows(x, y) for x in labels for y in find_labels(other.text, knowledge))
        for other in others
    )


class RowsByPage:
    """The bands below the headers of a table, page by page, as often as they are gone through."""

    def __init__(self, table: OpenTable) -> None:
        self._table = table

    def __iter__(self) -> Iterator[list[Band]]:
        for _, regions in groupby(self._table.unpacked, key=lambda region: region.page.number):
            if bands := [band for region in regions for band in region.data]:
                yield bands


def printed(bands: Sequence[Band]) -> list[tuple[str, float]]:
    """The words of some bands and where they begin."""
    return [(word.text, word.box.x0) for band in bands for word in band.words]


def part_label(band: Band, knowledge: Knowledge) -> Label | None:
    """The label of a part of the body that a band begins with."""
    labels = (x for x in find_labels(band.text, knowledge) if x.style in PARTS)
    return next(labels, None)


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


def filled(band: Band, rivers: Sequence[River]) -> set[int]:
    """The columns a band has words in."""
    return {column_of(word, rivers) for word in band.words}


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
