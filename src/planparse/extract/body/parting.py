"""Several documents in one file: where each begins, and the pages of each by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge
from planparse.schema.draft import Draft, Finding
from planparse.schema.layout import Layout, Page, PageKind, Places
from planparse.schema.packed_lists import listed_like

CODE = "several_documents"
# A document has its header and its number in this many lines at the top of a page.
HEADER_LINES = 6


def find_other_documents(pages: Sequence[PageContent], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for every page that begins with the header and number of a further document.

    A decision and the plan that it encloses share a number, and forms in annexes have none.
    """
    numbers = ((page.number, _number_at_top(page, knowledge)) for page in pages)
    known = [(page, number) for page, number in numbers if number is not None]
    seen = {"", *(number for _, number in known[:1])}
    for page, number in known[1:]:
        if number in seen:
            continue
        seen.add(number)
        message = (
            f"Another document ({number}) begins on page {page}: what it says is among the "
            "records of this one. The command, and planparse.extract_all, part a file that has "
            "pages; cut a text there."
        )
        yield Finding(CODE, message, number, page=page)


def _number_at_top(page: PageContent, knowledge: Knowledge) -> str | None:
    """The number ("394/KH-UBND") in the header of a document that begins on the page, "" where it
    is not printed (written by hand, or a picture); None on a page that begins otherwise."""
    texts = [line.text for line in page.lines[:HEADER_LINES]]
    if not any(knowledge.find("national_header_begin", text) for text in texts):
        return None
    found = (knowledge.find("printed_number", text) for text in texts)
    return next(("".join(match["number"].split()) for match in found if match), "")


def part_layout(layout: Layout, draft: Draft) -> list[Layout]:
    """The documents of a file, each with its own pages, as its draft has found them.

    Page numbers stay those of the file. The pages of a text dump are only counted, so it stays
    whole.
    """
    starts = [f.page for f in draft.findings if f.code == CODE and f.page is not None]
    if layout.places is Places.TYPED or not starts:
        return [layout]
    ends = [start - 1 for start in starts]
    return [
        replace(layout, pages=_only(layout.pages, first, last), first_page=first)
        for first, last in zip([1, *starts], [*ends, len(layout.pages)], strict=True)
    ]


def _only(pages: Sequence[Page], first: int, last: int) -> Sequence[Page]:
    """The pages up to the last one; those before the first one are made blank."""
    kept = (page if page.number >= first else _blank(page) for page in islice(pages, last))
    return listed_like(pages, kept)


def _blank(page: Page) -> Page:
    return Page(page.number, page.width, page.height, (), (), PageKind.BLANK)
