"""PDF → pages, with pdfplumber: words on their baselines and ruled lines."""

import io
from collections.abc import Callable, Iterator
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
        total = len(pdf.pages)
        if total == 0:
            raise UnreadableError(f"{name} has no pages. Download it again.")
        for number in range(1, total + 1):
            page = _read_page(name, pdf.pages[number - 1], number)
            if on_page:
                on_page(number, total)
            yield page


def no_text(name: str, pages: int) -> NoTextError:
    """What to say of a file in which nothing can be read."""
    return NoTextError(
        f"{name} has no text on any of its {pages} pages: it is a scan, its letters are outlines, "
        f"or it is blank. {OCR_ADVICE}"
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
        chars, drawn = page.chars, [*page.lines, *page.rects, *page.curves]
        pictures = bool(page.images) or len(page.curves) >= MANY_CURVES
        turn = _turn_of(chars, float(page.width), float(page.height))
        width, height = turn.size
        rules = tuple(turn.box(box) for item in drawn for box in _rules_of(item))
        characters = [turn.character(c) for c in to_characters(chars, turn.quarter)]
    except (PDFException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(name) from error
    finally:
        page.close()
    words = tuple(to_words(characters, rules, number))
    return Page(number, width, height, words, rules, pictures)


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
