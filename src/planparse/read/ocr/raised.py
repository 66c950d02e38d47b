"""Figures raised behind a word, marks of notes and powers of units, and marks before a note.

"dự kiến¹" is read "dự kiến!" with certainty, "m²" as "m?", and the mark before the note as "Ì".
Where such figures stand is told by the picture; what they are, by reading them alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import cv2
import numpy as np

from planparse import regex
from planparse.read.ocr import engine, tesseract
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, WHITE, ink_of
from planparse.read.ocr.labels import AROUND, cut_out
from planparse.read.ocr.numerals import shrunk
from planparse.read.ocr.quarters import is_stroke
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots
from planparse.text import ends_with_metres

# A word with what its raised figures are read as, and a mark at the beginning of a line of words.
_BEHIND = regex.compile(r"(?P<word>.*[\p{L})”\]])(?P<mark>[!?*'’‘\"”°\d]{1,2})(?P<rest>[.,;:]*)")
_BEFORE = regex.compile(r"[!'’‘\"*°\dIl|ÌÍìí]{1,2}")
# Raised figures stand this far above the line, and are this high at least, as shares of the height
# of an x: quotation marks are half as high. Letters are no lower than LOW.
ABOVE, HIGH, LOW = 0.25, 0.7, 0.5
# Resolutions at which small figures are as high as others are at 150 to 200; so many readings say
# something, and the same, and are believed so far.
READ_AT = (200, 250, 300)
AGREED, BELIEVED = 2, 0.7
# Pixels of the page by which a slanted letter reaches over what follows.
OVER = 3


class _Place(NamedTuple):
    """A mark of some region: the word that it is of, and where it is in its picture."""

    region: int
    at: int
    image: Image
    x0: float


def with_raised(
    runs: Sequence[list[Reading]], grey: Image, regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions; raised figures are words of their own."""
    if tesseract.LATIN not in tesseract.languages():
        return list(runs)
    places = [
        place
        for index, (run, region) in enumerate(zip(runs, regions, strict=True))
        for place in _find_places(index, run, region, grey)
    ]
    found = [[[reading] for reading in run] for run in runs]
    for place, text in zip(places, _read([place.image for place in places]), strict=True):
        if text:
            old = runs[place.region][place.at]
            found[place.region][place.at] = list(_parted(old, text, place.x0))
    return [[part for parts in run for part in parts] for run in found]


def _find_places(
    index: int, run: Sequence[Reading], region: Region, grey: Image
) -> Iterator[_Place]:
    lines = [None, *(reading.line for reading in run), None]
    for at, reading in enumerate(run):
        begins = lines[at] != reading.line == lines[at + 2]
        alone = begins and not region.cell and _BEFORE.fullmatch(reading.text)
        if alone or _BEHIND.fullmatch(reading.text):
            image = cut_out(grey, reading)
            part = _find_raised(ink_of(image), reading)
            if part and bool(alone) == (part[0] <= MARGIN + 2 * AROUND):
                yield _Place(index, at, _on_white(image, part), _on_page(reading, part[0]))


def _find_raised(ink: Image, reading: Reading) -> tuple[int, int, int] | None:
    """Where raised figures are in a picture of a word, with nothing below them as "!" has: their
    left, right and foot."""
    x, top, width, height = find_spots(ink).boxes.T
    # The baseline that is said of a line may be too high, and that of a word too low.
    said = reading.baseline - max(0, int(reading.top) - AROUND) + MARGIN
    tall = height >= LOW * reading.height
    foot = max(said, float(np.median((top + height)[tall])) if tall.any() else 0.0)
    low = top + height > foot - ABOVE * reading.height
    # A line of which the height was measured on capitals has it too large.
    letters = height[low & tall]
    usual = float(np.median(letters)) if letters.size else reading.height
    x_height = min(reading.height, usual)
    right = x + width
    above = (x[:, None] + OVER < right[low]) & (right[:, None] > x[low] + OVER)
    raised = np.flatnonzero(~above.any(axis=1) & ~low & (height >= HIGH * x_height))
    if not raised.size or not reading.height:
        return None
    return int(x[raised].min()), int(right[raised].max()), int((top + height)[raised].max())


def _on_white(image: Image, part: tuple[int, int, int]) -> Image:
    """The raised figures of a picture alone."""
    left, right, bottom = part
    seen = image[: bottom + 1, left - 1 : right + 1]
    top = int(np.flatnonzero(ink_of(seen).any(axis=1))[0])
    return cv2.copyMakeBorder(seen[top:], *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=WHITE)


def _on_page(reading: Reading, x: int) -> float:
    return max(0, int(reading.x0) - AROUND) + x - MARGIN


def _read(images: Sequence[Image]) -> Iterator[str]:
    """The figures of each image; none where readings differ. A single stroke is a "1", of which
    nothing is read where it is thin."""
    strokes = [is_stroke(ink_of(image)) for image in images]
    rest = [image for image, stroke in zip(images, strokes, strict=True) if not stroke]
    sizes = [shrunk(image, dpi) for image in rest for dpi in READ_AT]
    read = engine.read_images(sizes, min(READ_AT), tesseract.LATIN, engine.FIGURES)
    texts = iter(["".join(reading.text for reading in readings) for readings in read])
    for stroke in strokes:
        yield "1" if stroke else _agreed(list(islice(texts, len(READ_AT))))


def _agreed(texts: Sequence[str]) -> str:
    said = Counter(filter(None, texts))
    return next(iter(said)) if len(said) == 1 and said.total() >= AGREED else ""


def _parted(reading: Reading, figures: str, x0: float) -> Iterator[Reading]:
    """A word and the raised figures behind it, or a mark before a note.

    What follows a mark is of the word; what follows a power is of all of the unit.
    """
    match = _BEHIND.fullmatch(reading.text)
    if not match or x0 <= reading.x0:  # "l1" is "11" as a whole
        yield replace(reading, text=figures, confidence=BELIEVED)
        return
    power = match["rest"] if ends_with_metres(match["word"]) else ""
    word = match["word"] + match["rest"].removesuffix(power)
    yield replace(reading, text=word, x1=x0)
    yield replace(reading, text=figures + power, x0=x0, confidence=BELIEVED, raised=True)
