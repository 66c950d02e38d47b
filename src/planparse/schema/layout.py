"""Layout: where words and rules stand on the pages, whatever format they were read from.

Lengths are points; the origin is the top left corner of the page as it is read (upright),
as in pdfplumber.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle in points, top-left origin."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def edges(self) -> "tuple[Box, Box, Box, Box]":
        """The lines around it: above, below, left, right."""
        x0, top, x1, bottom = self
        return (
            self._replace(bottom=top),
            self._replace(top=bottom),
            self._replace(x1=x0),
            self._replace(x0=x1),
        )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all `boxes`; at least one is needed."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


class Word(NamedTuple):
    """Characters without white space between them, NFC; (`page`, `index`) names it.

    `confidence` is how sure the reader of a scan is, from 0 to 1; None where text was no guess.
    `read_as` is what it saw, where diacritics were repaired.
    """

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    italic: bool
    page: int
    index: int  # type: ignore[assignment]  # that of tuples is not needed here
    confidence: float | None = None
    read_as: str | None = None

    @property
    def name(self) -> tuple[int, int]:
        """What tells it from every other word of its document."""
        return self.page, self.index


class PageKind(StrEnum):
    """What a page is made of, which decides whether its text can be read without OCR."""

    TEXT = "text"
    LEGACY_FONTS = "text in fonts from before Unicode"
    OCR_LAYER = "scan with a usable text layer"
    USELESS_LAYER = "scan with a useless text layer"
    BROKEN_TEXT = "text whose encoding is broken"
    SCAN = "scan"
    RECOGNISED = "read from its picture"
    OUTLINES = "letters drawn as outlines"
    DAMAGED = "damaged"
    BLANK = "blank"

    @property
    def needs_ocr(self) -> bool:
        """Whether what the page says can only be read from its picture."""
        return self in {
            self.USELESS_LAYER,
            self.BROKEN_TEXT,
            self.SCAN,
            self.OUTLINES,
            self.DAMAGED,
        }


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters of a page that are read otherwise than the file says: how many, and which; words
    with letters of which it does not say what they are; cells that the file hides and that are left
    out, or whose formulas have no result in it."""

    kind: Literal["tcvn3", "vni", "glyphs", "doubled", "torn", "unknown", "hidden", "unsaved"]
    count: int
    shown: tuple[str, ...] = ()


# The field of a digital signature; another annotation or field of a form; what a button of a form
# shows; text that runs aslant or lies in large letters over other text, as watermarks do; text that
# the file holds and nobody sees.
StampKind = Literal["signature", "annotation", "button", "slanted", "laid_over", "unseen"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file has at a place of a page and is no text of the page itself.

    `words` is empty where it shows a picture alone.
    """

    box: Box
    words: tuple[Word, ...]
    kind: StampKind = "signature"


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `number` from 1, with every word and every ruled line on it.

    `quality` is the share of words that are Vietnamese as their letters stand; None where there are
    too few to say. `otherwise` is what a second engine reads differently, where `--verify` asked
    for one. `margins` are the left and right edge of the text, where they are known and need no
    measuring. `open_lines` are those of a plain text, from 1, that end in a space.
    """

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rules: Sequence[Box]
    kind: PageKind = PageKind.TEXT
    quality: float | None = None
    stamps: tuple[Stamp, ...] = ()
    repairs: tuple[Repair, ...] = ()
    margins: tuple[float, float] | None = None
    otherwise: str = ""
    open_lines: frozenset[int] = frozenset()

    @property
    def all_words(self) -> Iterator[Word]:
        """The words, those of stamps last."""
        yield from self.words
        for stamp in self.stamps:
            yield from stamp.words

    @property
    def word_count(self) -> int:
        """How many words there are, with those of stamps."""
        return len(self.words) + sum(len(stamp.words) for stamp in self.stamps)


class Places(StrEnum):
    """Where the places of the words come from."""

    PRINTED = "printed"
    """The document's own: every page and box can be looked up in it."""
    SET = "set"
    """Made up by the reader, for a document that flows: words and rules stand as in print."""
    TYPED = "typed"
    """Characters on the grid of a plain text, which tells only some of how it was printed."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a layout was read from; `name` has no folder."""

    name: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document, words of all its pages in reading order within the page.

    Pages before `first_page` are of another document of the file and left blank here.
    A file that `was_damaged` had to be put together again; of its pages, blank ones may be lost.
    `named_pages` is how many pages such a file says it has, None where it no longer does.
    `attached` are the names of files that are embedded in a PDF.
    """

    source: Source
    pages: Sequence[Page]
    was_damaged: bool = False
    places: Places = Places.PRINTED
    first_page: int = 1
    named_pages: int | None = None
    attached: tuple[str, ...] = ()

    @property
    def words(self) -> Iterator[Word]:
        """Every word of every page, those of stamps last."""
        return (word for page in self.pages for word in page.all_words)
