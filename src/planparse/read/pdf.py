"""PDF → pages, with pdfplumber: words on their baselines and ruled lines."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from planparse.errors import OCR_ADVICE, EncryptedError, NoTextError, UnreadableError
from planparse.read.characters import Character, to_characters, to_words
from planparse.schema.layout import Box, Page

# Part of a rectangle's shorter side below which it is a line that somebody filled: 3 points,
# thicker than any rule of an official table (Decree 30/2020 asks for none above 1 point).
MAX_RULE_THICKNESS = 3.0
# A page with this many curves and no text has its letters drawn as outlines.
MANY_CURVES = 100


def read_pdf_pages(
    name: str,
    content: bytes,
    password: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Iterator[Page]:
    """Read page by page, giving back each page's memory; errors name the file and the way out."""
    with _open(name, content, password) as pdf:
        total, characters = len(pdf.pages), 0
        if total == 0:
            raise UnreadableError(f"{name} has no pages. Download it again.")
        for number in range(1, total + 1):
            page = _read_page(name, pdf.pages[number - 1], number)
            characters += len(page.words)
            if on_page:
                on_page(number, total)
            yield page
    if not characters:
        raise NoTextError(
            f"{name} has no text layer on any of its {total} pages: it is a scan, or its letters "
            f"are outlines. {OCR_ADVICE}"
        )


def _open(name: str, content: bytes, password: str | None) -> Any:
    try:
        return pdfplumber.open(io.BytesIO(content), password=password)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            said = "does not open with this password" if password else "asks for a password"
            raise EncryptedError(f"{name} {said}. Give it with --password.") from error
        raise _unreadable(name) from error
    except (PDFException, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name} is damaged or cut short. Download it again, or try to repair it "
        "(qpdf IN.pdf OUT.pdf)."
    )


def _read_page(name: str, page: Any, number: int) -> Page:
    """Turn one pdfplumber page into a Page and let its memory go."""
    try:
        frame = _visible_part(page)
        # Without a crop nothing is hidden on purpose: some writers give a wrong page box.
        whole = frame == Box(*map(float, page.mediabox))
        chars = [char for char in page.chars if whole or _holds(frame, _box_of(char))]
        drawn = [*page.lines, *page.rects, *page.curves]
        pictures = bool(page.images) or len(page.curves) >= MANY_CURVES
        turn = _turn_of(chars, frame)
        width, height = turn.size
        edges = [box for item in drawn for box in _rules_of(item)]
        rules = tuple(turn.box(box) for box in edges if whole or _holds(frame, box))
        characters = [turn.character(c) for c in to_characters(chars, turn.quarter)]
    except (PDFException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(name) from error
    finally:
        page.close()
    words = tuple(to_words(characters, rules, number))
    return Page(number, width, height, words, rules, pictures)


def _box_of(item: dict[str, Any]) -> Box:
    return Box(item["x0"], item["top"], item["x1"], item["bottom"])


def _visible_part(page: Any) -> Box:
    """What is shown of a page: the part that its crop box leaves; what stands outside is not on
    the page, though the file holds it."""
    whole, cropped = Box(*map(float, page.mediabox)), Box(*map(float, page.cropbox))
    return _clip(cropped, whole) if _meets(whole, cropped) else whole


def _holds(frame: Box, box: Box) -> bool:
    """Whether the middle of a box is inside the frame."""
    x, y = box.middle
    return frame.x0 <= x <= frame.x1 and frame.top <= y <= frame.bottom


def _meets(frame: Box, box: Box) -> bool:
    across = box.x0 <= frame.x1 and box.x1 >= frame.x0
    return across and box.top <= frame.bottom and box.bottom >= frame.top


def _clip(box: Box, frame: Box) -> Box:
    """The part of a box inside the frame."""
    return Box(
        max(box.x0, frame.x0),
        max(box.top, frame.top),
        min(box.x1, frame.x1),
        min(box.bottom, frame.bottom),
    )


class _Turn:
    """A page whose text runs up, down or upside down is read as if it had been turned upright.

    `quarter` is 1 where text runs upwards, -1 down, 2 upside down. Places count from the top left
    corner of what is shown.
    """

    def __init__(self, quarter: int, frame: Box) -> None:
        self.quarter, self._frame = quarter, frame
        width, height = frame.width, frame.height
        self.size = (height, width) if quarter in (1, -1) else (width, height)

    def box(self, box: Box) -> Box:
        left, above = self._frame.x0, self._frame.top
        x0, top = box.x0 - left, box.top - above
        x1, bottom = box.x1 - left, box.bottom - above
        width, height = self._frame.width, self._frame.height
        if self.quarter == 1:
            return Box(height - bottom, x0, height - top, x1)
        if self.quarter == -1:
            return Box(top, width - x1, bottom, width - x0)
        if self.quarter == 2:
            return Box(width - x1, height - bottom, width - x0, height - top)
        return Box(x0, top, x1, bottom)

    def character(self, character: Character) -> Character:
        box = self.box(character.box)
        if self.quarter:
            return character.moved(box)
        return replace(character, box=box, baseline=character.baseline - self._frame.top)


def _turn_of(chars: list[dict[str, Any]], frame: Box) -> _Turn:
    """Which turn makes most characters upright."""
    counts = Counter(_direction(*char["matrix"][:2]) for char in chars)
    usual, count = counts.most_common(1)[0] if counts else (0, 0)
    return _Turn(usual if 2 * count > len(chars) else 0, frame)


def _direction(a: float, b: float) -> int:
    """Where text runs by the first column of its matrix: 1 up, -1 down, 2 back, 0 forth."""
    if abs(b) > abs(a):
        return 1 if b > 0 else -1
    return 2 if a < 0 else 0


def _rules_of(item: dict[str, Any]) -> list[Box]:
    """The ruled lines a drawn object makes: itself when thin, its edges when stroked."""
    box = _box_of(item)
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
