"""What stands on each page: ruled tables, tables that only white parts, and lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse.extract.footnotes import take_footnotes
from planparse.extract.furniture import remove_furniture
from planparse.extract.grids import find_grids
from planparse.extract.lines import Line
from planparse.extract.pages import PageContent, to_content
from planparse.extract.readings import to_ranges
from planparse.extract.unruled import LoosePage, find_headers, find_unruled, to_bands
from planparse.extract.unruled.unseen import find_unseen
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding
from planparse.schema.layout import Page, Word

# Page numbers and running heads stand apart from the text by more than this part of its type size.
APART = 0.6


@dataclass(frozen=True)
class Contents:
    """The pages taken apart, and what was seen on them that a person should look at."""

    pages: list[PageContent]
    findings: list[Finding]


def read_contents(pages: Sequence[Page], knowledge: Knowledge) -> Contents:
    """Split every page into tables and lines."""
    ruled = [find_grids(page) for page in pages]
    contents = [to_content(page, grids) for page, grids in zip(pages, ruled, strict=True)]
    unruled = find_unruled(list(_to_loose(pages, contents, knowledge)), knowledge)
    whole = [
        to_content(page, [*grids, *unruled[page.number]]) if page.number in unruled else content
        for page, grids, content in zip(pages, ruled, contents, strict=True)
    ]
    unseen = find_unseen([to_bands(_words(content)) for content in whole], knowledge)
    return Contents(whole, [*_tell_of(sorted(unruled)), *unseen])


def _tell_of(numbers: Sequence[int]) -> Iterator[Finding]:
    """What white tells is less sure than what rules do: that is said once for all pages."""
    if numbers:
        where = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {to_ranges(numbers)}"
        message = f"The table on {where} has no upright rules: its columns were told by white."
        yield Finding("columns_by_white", message, page=numbers[0])


def _to_loose(
    pages: Sequence[Page], contents: Sequence[PageContent], knowledge: Knowledge
) -> Iterator[LoosePage]:
    """The words outside tables that may be rows: neither furniture nor notes."""
    heads = find_headers((to_bands(_words(content)) for content in contents), knowledge)
    if not heads:
        return
    hidden = [
        content.without(x for x in content.lines if any(id(w) in heads for w in x.words))
        for content in contents
    ]
    cleared, _ = remove_furniture(hidden, knowledge)
    for page, whole, before, after in zip(pages, contents, hidden, cleared, strict=True):
        kept, _ = take_footnotes(after)
        gone = {id(w) for x in _apart(before, after) for w in x.words}
        notes = {id(w) for x in after.lines[len(kept.lines) :] for w in x.words}
        words = [w for w in _words(whole) if id(w) not in gone | notes]
        covered = tuple((f.box.top, f.box.bottom) for f in whole.fragments)
        yield LoosePage(page.number, page.width, tuple(to_bands(words)), page.rules, covered)


def _words(content: PageContent) -> list[Word]:
    return [word for line in content.lines for word in line.words]


def _apart(before: PageContent, after: PageContent) -> Iterator[Line]:
    """The lines taken out that stand apart from the rest: a row of a table may look like them."""
    for line in before.lines:
        if line in after.lines:
            continue
        others = [x for x in after.lines if x is not line]
        if all(
            abs(x.baseline - line.baseline) > (1 + APART) * min(x.size, line.size) for x in others
        ):
            yield line
