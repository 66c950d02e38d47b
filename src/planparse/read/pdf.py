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
from planparse.read.kinds import kind_of
from planparse.read.legacy import encoding_of
from planparse.schema.layout import Box, Layout, Page, PageKind, Repair, Stamp, around

# Part of a rectangle's shorter side below which it is a line that somebody filled: 3 points,
# thicker than any rule of an official table (Decree 30/2020 asks for none above 1 point).
MAX_RULE_THICKNESS = 3.0
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
        chars, drawn = page.chars, [*page.lines, *page.rects, *page.curves]
        turn = _turn_of(chars, float(page.width), float(page.height))
        width, height = turn.size
        rules = tuple(turn.box(box) for item in drawn for box in _rules_of(item))
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


def _read_stamps(page: Any, turn: "_Turn", number: int, index: int) -> Iterator[Stamp]:
    """What annotations show, words counted on from `index`; one that shows nothing is left out."""
    for drawn in draw_appearances(page):
        characters = [turn.character(c) for c in to_characters(drawn.chars, turn.quarter)]
        words = tuple(to_words(with_marks(characters), (), number, index))
        index += len(words)
        boxes = [turn.box(Box(i["x0"], i["top"], i["x1"], i["bottom"])) for i in drawn.images]
        boxes = [word.box for word in words] or boxes
        if boxes:
            yield Stamp(around(boxes), words)


class _Turn:
    """A page whose text runs up or down is read as if it had been turned upright."""

    def __init__(self, quarter: int, width: float, height: float) -> None:
        self.quarter, self._width, self._height = quarter, width, height
        self.size = (width, height) if quarter == 0 else (height, width)

    def box(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        if self.quarter == 1:
            return Box(self._height - bottom, x0, self._height - top, x1)
        if self.quarter == -1:
            return Box(top, self._width - x1, bottom, self._width - x0)
        return box

    def character(self, character: Character) -> Character:
        return character if self.quarter == 0 else character.moved(self.box(character.box))


def _turn_of(chars: list[dict[str, Any]], width: float, height: float) -> _Turn:
    """Which quarter turn makes most characters upright: 1 where text runs upwards, -1 down."""
    up = sum(c["matrix"][1] > abs(c["matrix"][0]) for c in chars)
    down = sum(-c["matrix"][1] > abs(c["matrix"][0]) for c in chars)
    if max(up, down) * 2 <= len(chars):
        return _Turn(0, width, height)
    return _Turn(1 if up > down else -1, width, height)


def _rules_of(item: dict[str, Any]) -> list[Box]:
    """The ruled lines a drawn object makes: itself when thin, its edges when stroked."""
    box = Box(item["x0"], item["top"], item["x1"], item["bottom"])
    if _is_white(item):
        return []
    if item["object_type"] == "line" or min(box.width, box.height) <= MAX_RULE_THICKNESS:
        return [box] if _is_straight(item) else []
    if item["object_type"] == "rect" and item["stroke"]:
        x0, top, x1, bottom = box
        return [
            Box(x0, top, x1, top),
            Box(x0, bottom, x1, bottom),
            Box(x0, top, x0, bottom),
            Box(x1, top, x1, bottom),
        ]
    return []


def _is_straight(item: dict[str, Any]) -> bool:
    """Whether the object runs along an axis: slanted lines and glyph outlines make no table."""
    if item["object_type"] == "rect":
        return True
    xs, ys = zip(*item["pts"], strict=True)
    return len(item["pts"]) <= 5 and min(max(xs) - min(xs), max(ys) - min(ys)) <= 1


def _is_white(item: dict[str, Any]) -> bool:
    """Whether the object is painted in white only, and so cannot be seen."""
    colors = [item["stroking_color"]] if item["stroke"] else []
    colors += [item["non_stroking_color"]] if item["fill"] else []
    return bool(colors) and all(_is_white_color(color) for color in colors)


def _is_white_color(color: object) -> bool:
    values = color if isinstance(color, tuple | list) else (color,)
    numbers = [v for v in values if isinstance(v, int | float)]
    if not numbers or len(numbers) != len(values):
        return False
    return all(v == 0 for v in numbers) if len(numbers) == 4 else all(v >= 0.99 for v in numbers)
