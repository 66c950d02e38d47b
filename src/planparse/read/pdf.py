"""PDF → pages, with pdfplumber: words on their baselines and ruled lines."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from planparse.errors import OCR_ADVICE, EncryptedError, NoTextError, UnreadableError
from planparse.read.annotations import draw_appearances
from planparse.read.characters import (
    Character,
    to_characters,
    to_words,
    with_marks,
    without_doubles,
)
from planparse.read.fonts import FontReader
from planparse.read.frames import Turn, box_of, holds, turn_of, visible_part
from planparse.read.kinds import kind_of
from planparse.read.legacy import encoding_of
from planparse.read.strokes import rules_of
from planparse.schema.layout import Box, Layout, Page, PageKind, Repair, Stamp, around

# What pdfminer and pdfplumber raise over files that are damaged.
_DAMAGE = (
    PDFException,
    PdfminerException,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
)


def read_pdf_pages(
    name: str,
    content: bytes,
    password: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Iterator[Page]:
    """Read page by page, giving back each page's memory; errors name the file and the way out."""
    with _open(name, content, password) as pdf:
        total = len(pdf.pages)
        if total == 0:
            raise UnreadableError(f"{name} has no pages. Download it again.")
        for number in range(1, total + 1):
            page = _read_page(name, pdf.pages[number - 1], number)
            if on_page:
                on_page(number, total)
            yield page


def refuse_unread(layout: Layout) -> None:
    """Raise NoTextError for a document of which no page has text that can be read."""
    kinds = {page.kind for page in layout.pages}
    name, count = layout.source.name, len(layout.pages)
    pages = "its page" if count == 1 else f"any of its {count} pages"
    if kinds == {PageKind.BLANK}:
        raise NoTextError(f"{name} is blank: nothing stands on {pages}. Download it again.")
    if all(kind.needs_ocr or kind is PageKind.BLANK for kind in kinds):
        found = " and ".join(sorted(kind.value for kind in kinds))
        raise NoTextError(f"{name} has no text on {pages} ({found}). {OCR_ADVICE}")


def _open(name: str, content: bytes, password: str | None) -> Any:
    try:
        pdf = pdfplumber.open(io.BytesIO(content), password=password)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            said = "does not open with this password" if password else "asks for a password"
            raise EncryptedError(f"{name} {said}. Give it with --password.") from error
        raise _unreadable(name) from error
    except _DAMAGE as error:
        raise _unreadable(name) from error
    pdf.rsrcmgr = FontReader()
    return pdf


def _unreadable(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name} is damaged or cut short. Download it again, or try to repair it "
        "(qpdf IN.pdf OUT.pdf)."
    )


def _read_page(name: str, page: Any, number: int) -> Page:
    """Turn one pdfplumber page into a Page and let its memory go."""
    page.pdf.rsrcmgr.mended.clear()
    try:
        frame = visible_part(page)
        # Without a crop nothing is hidden on purpose: some writers give a wrong page box.
        whole = frame == Box(*map(float, page.mediabox))
        chars = [char for char in page.chars if whole or holds(frame, box_of(char))]
        drawn = [*page.lines, *page.rects, *page.curves]
        turn = turn_of(chars, frame)
        width, height = turn.size
        edges = [box for item in drawn for box in rules_of(item)]
        rules = tuple(turn.box(box) for box in edges if whole or holds(frame, box))
        characters = [turn.character(c) for c in to_characters(chars, turn.quarter)]
        once = without_doubles(characters)
        torn: list[str] = []
        words = tuple(to_words(with_marks(once), rules, number, torn=torn))
        repairs = tuple(_find_repairs(page, characters, once, torn))
        covered, curves = _covered(page), len(page.curves)
        stamps = tuple(_read_stamps(page, turn, number, len(words)))
    except _DAMAGE as error:
        raise _unreadable(name) from error
    finally:
        page.close()
    is_legacy = any(repair.kind in {"tcvn3", "vni"} for repair in repairs)
    kind, quality = kind_of([word.text for word in words], covered, curves, is_legacy)
    return Page(number, width, height, words, rules, kind, quality, stamps, repairs)


def _covered(page: Any) -> float:
    """The part of the page that images cover, 0 to 1."""
    areas = (float(i["width"]) * float(i["height"]) for i in page.images)
    return min(1.0, sum(areas) / (float(page.width) * float(page.height)))


def _find_repairs(
    page: Any, characters: Sequence[Character], once: Sequence[Character], torn: Sequence[str]
) -> Iterator[Repair]:
    """What was read otherwise than the file says."""
    encodings = Counter(encoding_of(c.font) for c in characters if c.text.isalpha())
    for encoding in ("tcvn3", "vni"):
        if encodings[encoding]:
            yield Repair(encoding, encodings[encoding])
    mended = page.pdf.rsrcmgr.mended
    if mended:
        yield Repair("glyphs", mended.total(), tuple(sorted(filter(None, mended))))
    doubled = len(characters) - len(once)
    if doubled:
        yield Repair("doubled", doubled)
    if torn:
        yield Repair("torn", len(torn), tuple(torn))


def _read_stamps(page: Any, turn: Turn, number: int, index: int) -> Iterator[Stamp]:
    """What annotations show, words counted on from `index`; one that shows nothing is left out."""
    for drawn in draw_appearances(page):
        characters = [turn.character(c) for c in to_characters(drawn.chars, turn.quarter)]
        words = tuple(to_words(with_marks(characters), (), number, index))
        index += len(words)
        boxes = [turn.box(box_of(image)) for image in drawn.images]
        boxes = [word.box for word in words] or boxes
        if boxes:
            yield Stamp(around(boxes), words)
