"""Layout: where words and rules stand on the pages, whatever format they were read from.

Lengths are points; the origin is the top left corner of the page as it is read (upright),
as in pdfplumber.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


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


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all `boxes`; at least one is needed."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, NFC; (`page`, `index`) names it."""

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    italic: bool
    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `number` from 1, with every word and every ruled line on it.

    `has_pictures` says that it also holds what is no text: images, or letters drawn as outlines.
    `margins` are the left and right edge of the text, where they are known and need no measuring.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    has_pictures: bool = False
    margins: tuple[float, float] | None = None


class Places(StrEnum):
    """Whose the places of the words are."""

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
    """A whole document, words of all its pages in reading order within the page."""

    source: Source
    pages: tuple[Page, ...]
    places: Places = Places.PRINTED

    @property
    def words(self) -> list[Word]:
        """Every word of every page."""
        return [word for page in self.pages for word in page.words]
