"""What stands on each page: ruled tables, tables parted by white alone, and lines."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import NamedTuple

from planparse.extract.body.footnotes import take_footnotes
from planparse.extract.furniture import remove_furniture
from planparse.extract.lines import Line
from planparse.extract.pages import PageContent, to_content
from planparse.extract.readings import to_ranges
from planparse.extract.struck import find_struck
from planparse.extract.tables.grids import Grid, find_grids
from planparse.extract.tables.unlined import find_unlined
from planparse.extract.unruled import LoosePage, find_headers, find_unruled, to_bands
from planparse.extract.unruled.bands import Band
from planparse.extract.unruled.missed import find_missed, find_rest, find_run_together
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding
from planparse.schema.layout import Page, Word
from planparse.schema.packed import spool_of
from planparse.schema.packed_lists import listed, listed_like, spool_of_list
from planparse.schema.packed_pages import pages_spool
from planparse.schema.spool import Kept

# Page numbers and running heads stand apart from the text by more than this part of its type size.
APART = 0.6
# What is said of tables that lack rules: the code and the message of the finding.
_COLUMNS = (
    "columns_by_white",
    "The table on {} has no upright rules: its columns were told by white.",
)
_ROWS = (
    "rows_by_white",
    "The table on {} has no rules between its rows: they were told by their numbers and white.",
)


@dataclass(frozen=True)
class Contents:
    """The pages taken apart, and what was seen on them that a person should look at."""

    pages: Sequence[PageContent]
    findings: list[Finding]


class FirstLooks:
    """What each page shows by itself, found as soon as the page is there."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._looks: dict[int, Kept | tuple[Page, _Look]] = {}

    def look(self, page: Page) -> None:
        """Look at a page that will be asked for."""
        look = page, _look_at(page, self._knowledge)
        spool = spool_of([page.words])
        self._looks[page.number] = spool.keep(look) if spool else look

    def take(self, page: Page) -> "_Look":
        """What a page shows, once; another page of that number is looked at now."""
        kept = self._looks.pop(page.number, None)
        seen, look = kept.take() if isinstance(kept, Kept) else kept or (None, None)
        return look if look and seen == page else _look_at(page, self._knowledge)


class _Look(NamedTuple):
    """One page by itself: taken apart, what is odd about it, the words of its headings, whether
    rules part all rows of its tables, and what is struck through."""

    content: PageContent
    missed: list[Finding]
    heads: frozenset[tuple[int, int]]
    is_lined: bool
    struck: list[Finding]


def _look_at(page: Page, knowledge: Knowledge) -> _Look:
    grids, is_lined = _find_grids(page, knowledge)
    content = to_content(page, grids)
    bands = to_bands(_words(content))
    odd, heads = _find_odd(content, bands, knowledge), find_headers(bands, knowledge)
    return _Look(content, odd, heads, is_lined, list(find_struck(page)))


def _find_odd(content: PageContent, bands: Sequence[Band], knowledge: Knowledge) -> list[Finding]:
    """What looks like a table on a page, in its text (the `bands`) or in a cell of another."""
    together = find_run_together(content.fragments, knowledge)
    return [*find_missed([bands], knowledge), *together]


@dataclass
class _Seen:
    """What the pages show that is not their content; `missed` by the number of the page."""

    missed: dict[int, list[Finding]] = field(default_factory=dict)
    heads: set[tuple[int, int]] = field(default_factory=set)
    unlined: list[int] = field(default_factory=list)
    struck: list[Finding] = field(default_factory=list)

    def note(self, look: _Look) -> PageContent:
        """Note what a page shows; its content."""
        number = look.content.number
        if look.missed:
            self.missed[number] = look.missed
        self.heads |= look.heads
        self.unlined += [] if look.is_lined else [number]
        self.struck += look.struck
        return look.content


def read_contents(
    pages: Sequence[Page], knowledge: Knowledge, looks: FirstLooks | None = None
) -> Contents:
    """Split every page into tables and lines; `looks` are those that have been taken before."""
    looks = looks or FirstLooks(knowledge)
    seen = _Seen()
    contents = listed((seen.note(looks.take(page)) for page in pages), pages_spool(pages))
    unruled = _find_unruled(pages, contents, seen.heads, knowledge)
    if unruled:
        tables = _with_unruled(pages, contents, unruled, seen, knowledge)
        contents = listed_like(contents, tables)
        _note_rests(contents, unruled, seen, knowledge)
    told = [*_tell_of(sorted(unruled), *_COLUMNS), *_tell_of(seen.unlined, *_ROWS)]
    missed = chain.from_iterable(seen.missed[number] for number in sorted(seen.missed))
    return Contents(contents, [*told, *seen.struck, *missed])


def _find_unruled(
    pages: Sequence[Page],
    contents: Sequence[PageContent],
    heads: Container[tuple[int, int]],
    knowledge: Knowledge,
) -> Mapping[int, Sequence[Grid]]:
    """The grids of the tables that no upright rules part, by page; `heads` are the words of their
    headings."""
    if not heads:
        return {}
    loose = _to_loose(pages, contents, heads, knowledge)
    return find_unruled(loose, knowledge, spool_of_list(contents))


def _with_unruled(
    pages: Sequence[Page],
    contents: Sequence[PageContent],
    unruled: Mapping[int, Sequence[Grid]],
    seen: _Seen,
    knowledge: Knowledge,
) -> Iterator[PageContent]:
    """The pages with tables that no upright rules part, and what is odd about the rest of them."""
    for page, content in zip(pages, contents, strict=True):
        if page.number in unruled:
            grids, _ = _find_grids(page, knowledge)
            content = to_content(page, [*grids, *unruled[page.number]])
            bands = to_bands(_words(content))
            seen.missed[page.number] = _find_odd(content, bands, knowledge)
        yield content


def _note_rests(
    contents: Sequence[PageContent],
    unruled: Container[int],
    seen: _Seen,
    knowledge: Knowledge,
) -> None:
    """Note where such a table may go on over a page on which none was found."""
    for above, below in pairwise(contents):
        if above.number in unruled and below.number not in unruled and not _is_below(above):
            rest = find_rest(below.number, to_bands(_words(below)), knowledge)
            seen.missed[below.number] = [*seen.missed.get(below.number, ()), *rest]


def _find_grids(page: Page, knowledge: Knowledge) -> tuple[list[Grid], bool]:
    """The ruled tables of a page, and whether rules part all their rows."""
    grids = find_grids(page)
    missing = [rule for grid in grids for rule in find_unlined(grid, page, knowledge)]
    if not missing:
        return grids, True
    return find_grids(replace(page, rules=(*page.rules, *missing))), False


def _is_below(page: PageContent) -> bool:
    """Whether a line stands below the last table of a page; a page number apart."""
    foot = max(fragment.box.bottom for fragment in page.fragments)
    return any(line.box.top >= foot and not line.text.isdigit() for line in page.lines)


def _tell_of(numbers: Sequence[int], code: str, message: str) -> Iterator[Finding]:
    """White is less certain than rules: one finding says so for all pages."""
    if numbers:
        where = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {to_ranges(numbers)}"
        yield Finding(code, message.format(where), page=numbers[0])


def _to_loose(
    pages: Sequence[Page],
    contents: Sequence[PageContent],
    heads: Container[tuple[int, int]],
    knowledge: Knowledge,
) -> Iterator[LoosePage]:
    """The words outside tables that may be rows: neither furniture nor notes.

    `heads` are the words of headings, which are no running heads.
    """
    hidden = listed_like(contents, (_without(content, heads) for content in contents))
    cleared, _ = remove_furniture(hidden, knowledge)
    for page, whole, before, after in zip(pages, contents, hidden, cleared, strict=True):
        kept, _ = take_footnotes(after)
        gone = {w.name for x in _apart(before, after) for w in x.words}
        notes = {w.name for x in after.lines[len(kept.lines) :] for w in x.words}
        words = [w for w in _words(whole) if w.name not in gone | notes]
        covered = tuple((f.box.top, f.box.bottom) for f in whole.fragments)
        yield LoosePage(page.number, page.width, tuple(to_bands(words)), page.rules, covered)


def _without(content: PageContent, heads: Container[tuple[int, int]]) -> PageContent:
    return content.without(x for x in content.lines if any(w.name in heads for w in x.words))


def _words(content: PageContent) -> list[Word]:
    return [word for line in content.lines for word in line.words]


def _apart(before: PageContent, after: PageContent) -> Iterator[Line]:
    """Those of the lines taken out that stand apart from the rest; the others may be rows of a
    table."""
    for line in before.lines:
        if line in after.lines:
            continue
        others = [x for x in after.lines if x != line]
        if all(
            abs(x.baseline - line.baseline) > (1 + APART) * min(x.size, line.size) for x in others
        ):
            yield line
