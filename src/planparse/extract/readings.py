"""How well the file could be read, as findings: pages that need OCR, letters read otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planparse.extract.lines import to_passage_of_words
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding, Place, Removed
from planparse.schema.layout import Box, Layout, Page, PageKind, around
from planparse.schema.packed_lists import listed_like

_UNREAD = {
    PageKind.SCAN: "is a scan without a text layer",
    PageKind.OUTLINES: "has its letters drawn as outlines",
    PageKind.USELESS_LAYER: "is a scan whose text layer says nothing in Vietnamese",
    PageKind.BROKEN_TEXT: "has text in a broken encoding",
    PageKind.DAMAGED: "is damaged",
}
# How many examples a message gives; the text of the issue has them all.
SHOWN = 5
_REPAIRED = {
    "tcvn3": "are in fonts of the TCVN3 encoding; they were decoded",
    "vni": "are in fonts of the VNI encoding; they were decoded",
    "glyphs": "have a wrong Unicode value or none{shown}; the order of glyphs says which",
    "doubled": "are drawn twice to look bold; one of each was kept",
    "torn": "were torn apart by gaps{shown} and put together, no other reading being a syllable",
}
# The code and the message for cells of a workbook that are not among what was read.
_NOT_SHOWN = {
    "hidden": (
        "cells_hidden",
        "are hidden in the workbook and left out{shown}. Show them there and read it again if they "
        "count.",
    ),
    "unsaved": (
        "formulas_unsaved",
        "have formulas whose results are not in the file{shown}. Open it in Excel or LibreOffice, "
        "save it and read it again.",
    ),
}


def set_aside(layout: Layout) -> tuple[Layout, list[Removed]]:
    """The layout without the words of pages whose text layer cannot be relied on."""
    removed: list[Removed] = []
    for page in filter(_is_unreadable, layout.pages):
        box = around(word.box for word in page.words)
        passage = to_passage_of_words(page.words)
        removed.append(Removed("unreadable_text", page.number, box, passage))
    if not removed:
        return layout, []
    pages = (replace(page, words=()) if _is_unreadable(page) else page for page in layout.pages)
    return replace(layout, pages=listed_like(layout.pages, pages)), removed


def _is_unreadable(page: Page) -> bool:
    return bool(page.words) and page.kind in {PageKind.USELESS_LAYER, PageKind.BROKEN_TEXT}


def find_unread(layout: Layout) -> Iterator[Finding]:
    """A finding for every page that only OCR can read."""
    for page in layout.pages:
        if page.kind.needs_ocr:
            share = f" ({page.quality:.0%} of its words)" if page.quality is not None else ""
            message = f"Page {page.number} {_UNREAD[page.kind]}{share}: what it says is missing."
            place = Place(page.number, Box(0, 0, page.width, page.height))
            yield Finding("page_without_text", message, place=place)


def find_damage(layout: Layout) -> Iterator[Finding]:
    """A finding for a file that was damaged, with the pages of which nothing is left."""
    if layout.was_damaged:
        said = _what_is_left(layout)
        message = f"The file is damaged or cut short and was put together again; {said}."
        yield Finding("file_damaged", message)


def find_attached(layout: Layout) -> Iterator[Finding]:
    """A finding for files that are embedded in a PDF, annexes perhaps: they are not read."""
    if layout.attached:
        names = ", ".join(layout.attached)
        message = f"Files are attached to the PDF and not read ({names}): save them, and read them."
        yield Finding("files_attached", message, names)


def _what_is_left(layout: Layout) -> str:
    lost = to_ranges(page.number for page in layout.pages if page.kind is PageKind.BLANK)
    found = len(layout.pages)
    if layout.named_pages is None:
        said = f"{found} pages were found, and how many there were it no longer says"
    elif layout.named_pages > found:
        said = f"it names {layout.named_pages} pages, and {found} were found"
    else:
        said = "" if lost else "every page has something on it"
    return ", ".join(filter(None, [said, f"of pages {lost} nothing is left" if lost else ""]))


def find_disagreements(layout: Layout) -> Iterator[Finding]:
    """A finding for every page that a second engine reads differently."""
    for page in layout.pages:
        if page.otherwise:
            message = f"A second engine reads page {page.number} differently: {page.otherwise}."
            place = Place(page.number, Box(0, 0, page.width, page.height))
            yield Finding("engines_differ", message, page.otherwise, place=place)


def find_repairs(layout: Layout) -> Iterator[Finding]:
    """A finding for each way in which letters were read otherwise than the file says."""
    for kind, said in _REPAIRED.items():
        found = _find_told(layout, kind)
        if found:
            what = "syllables" if kind == "torn" else "letters"
            said = said.format(shown=found.some)
            message = f"{found.amount} {what} on pages {found.pages} {said}."
            every = ", ".join(dict.fromkeys(found.texts))
            yield Finding("text_repaired", message, every, page=found.first)


def find_not_shown(layout: Layout) -> Iterator[Finding]:
    """A finding for each way in which cells of a workbook are not among what was read of it."""
    for kind, (code, said) in _NOT_SHOWN.items():
        found = _find_told(layout, kind)
        if found:
            said = said.format(shown=found.some)
            message = f"{found.amount} cells of sheets {found.pages} {said}"
            yield Finding(code, message, ", ".join(found.texts), page=found.first)


def find_unknown(layout: Layout) -> Iterator[Finding]:
    """A finding for the words with letters of which the file does not say what they are."""
    found = _find_told(layout, "unknown")
    if found:
        message = (
            f"{found.amount} words on pages {found.pages} have letters of which the file does not "
            f"say what they are{found.some}: look at the page."
        )
        every = ", ".join(dict.fromkeys(found.texts))
        yield Finding("letters_unknown", message, every, page=found.first)


class _Told(NamedTuple):
    """What the pages say of one kind: how much, where from the `first` on, and which texts."""

    amount: int
    pages: str
    first: int
    texts: list[str]

    @property
    def some(self) -> str:
        """A few of the texts in brackets."""
        texts = list(dict.fromkeys(self.texts))
        more = ", …" if len(texts) > SHOWN else ""
        return f" ({', '.join(texts[:SHOWN])}{more})" if texts else ""


def _find_told(layout: Layout, kind: str) -> _Told | None:
    told = [(page.number, r) for page in layout.pages for r in page.repairs if r.kind == kind]
    if not told:
        return None
    return _Told(
        sum(repair.count for _, repair in told),
        to_ranges(number for number, _ in told),
        told[0][0],
        [text for _, repair in told for text in repair.shown],
    )


def to_ranges(numbers: Iterable[int]) -> str:
    """Page numbers in order as "1-4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def find_rest(removed: Sequence[Removed], last: int, knowledge: Knowledge) -> Iterator[Finding]:
    """What the last page says of the next issue of the gazette, or the first of the one before."""
    for each in removed:
        text = each.passage.text
        match = knowledge.find("rest_elsewhere", text)
        if match and each.page == (last if match["on"] else 1):
            message = (
                f"“{text}” stands on page {each.page}: the rest is in another file. Read both as "
                "one document (planparse extract --join FIRST.pdf SECOND.pdf)."
            )
            place = Place(each.page, each.box)
            yield Finding("rest_elsewhere", message, text, place=place)
