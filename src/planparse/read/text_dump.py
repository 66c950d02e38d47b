"""Text dump → pages: the characters of a plain text on a grid, as a typewriter sets them."""

from collections.abc import Iterator
from itertools import pairwise

from planparse import regex
from planparse.errors import UnreadableError
from planparse.read.formats import marked_encoding
from planparse.read.tabs import keep_columns
from planparse.schema.layout import Box, Page, Word
from planparse.text import nfc

# A character of the grid, points; a line of 12 pt type.
CELL = 6.0
PITCH = 12.0
_WORD = regex.compile(r"\S+")
# Where PDFBox sets the lines of two cells of a header side by side without a space: "thànhChủ trì",
# "giá2026".
# A name in such letters ("iHanoi") has no Vietnamese ones.
_GLUED = regex.compile(r"(?<=[^\x00-\x7f]\p{Ll}*)(?<=\p{Ll})(?=\p{Lu}\p{Ll}|20\d\d$)")


def read_text_pages(name: str, content: bytes) -> list[Page]:
    """The pages of a text dump, parted by form feeds; without any, one page.

    Raises UnreadableError when the bytes are no Unicode text.
    """
    pages = _decode(name, content).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return [_to_page(number, text) for number, text in enumerate(pages, 1)]


def _decode(name: str, content: bytes) -> str:
    encoding = marked_encoding(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{name} is no UTF-8 text (byte {error.start}). An old Vietnamese encoding is not read "
            "yet: convert the file to Unicode and try again."
        ) from error
    if "\0" in text:
        raise UnreadableError(f"{name} is no text: it holds zero bytes.")
    return text


def _to_page(number: int, text: str) -> Page:
    lines = keep_columns(text.split("\n"))
    words = tuple(_to_words(number, lines))
    width = max((len(line) for line in lines), default=0) * CELL
    open_lines = frozenset(row for row, line in enumerate(lines, 1) if line[-1:].isspace())
    return Page(number, width, len(lines) * PITCH, words, (), open_lines=open_lines)


def _to_words(page: int, lines: list[str]) -> Iterator[Word]:
    index = 0
    for row, line in enumerate(lines):
        baseline = (row + 1) * PITCH
        for start, text in _find_words(line):
            box = Box(start * CELL, row * PITCH, (start + len(text)) * CELL, baseline)
            yield Word(text, box, baseline, PITCH, False, False, page, index)
            index += 1


def _find_words(line: str) -> Iterator[tuple[int, str]]:
    """The words of a line and where each begins.

    A mark that stood apart from its letter took a place of its own when the line was set: what
    stands behind a wider gap stays where it was set, words with one space between them together.
    """
    before = end = 0
    for match in _WORD.finditer(line):
        if not (text := nfc(match[0])):
            continue
        gap = match.start() - before
        start = end + gap if gap == 1 else match.start()
        if text.isalpha() and text[1:].islower():  # most words: nothing can be glued
            yield start, text
        else:
            cuts = [0, *(cut.start() for cut in _GLUED.finditer(text)), len(text)]
            yield from ((start + a, text[a:b]) for a, b in pairwise(cuts))
        before, end = match.end(), start + len(text)
