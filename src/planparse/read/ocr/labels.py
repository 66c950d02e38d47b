"""Labels before a text outside tables: read again by themselves where they were not read for sure.

The Vietnamese model takes "c)" for a copyright sign and "a)" for "q)"; the Latin one knows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2

from planparse import regex
from planparse.read.ocr import tesseract
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, WHITE
from planparse.read.ocr.numerals import BELIEVED, NUMBERS
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image

# A label of less confidence than this is read again: its readings differ.
SURE = 0.65
# Pixels of the page around the strokes of a label.
AROUND = 4
# A label is never dust, however badly it was read: its neighbours show which it is.
BRACKETED = regex.compile(r"\S{1,2}\)")
_LABEL_LIKE = regex.compile(r"\S{1,4}[.)]")
_LABEL = regex.compile(r"([a-z]|[IVX]{1,5})[.)]")


def with_labels(
    runs: Sequence[list[Reading]], grey: Image, regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, doubtful labels replaced where they can be read."""
    if tesseract.LATIN not in tesseract.languages():
        return list(runs)
    places = [
        (index, at)
        for index, (run, region) in enumerate(zip(runs, regions, strict=True))
        if not region.cell
        for at in _find_doubtful(run)
    ]
    images = [cut_out(grey, runs[index][at]) for index, at in places]
    found = [list(run) for run in runs]
    for (index, at), readings in zip(places, NUMBERS.read(images), strict=True):
        if len(readings) == 1 and _is_label(readings[0]):
            read = readings[0]
            found[index][at] = replace(runs[index][at], text=read.text, confidence=read.confidence)
    return found


def _find_doubtful(run: Sequence[Reading]) -> Iterator[int]:
    """The first words of lines that look like labels and are not read for sure."""
    for at, reading in enumerate(run):
        first = at == 0 or run[at - 1].line != reading.line
        if first and reading.confidence < SURE and _LABEL_LIKE.fullmatch(reading.text):
            yield at


def _is_label(reading: Reading) -> bool:
    return reading.confidence >= BELIEVED and _LABEL.fullmatch(reading.text) is not None


def cut_out(grey: Image, reading: Reading) -> Image:
    """A word of a page by itself, on white."""
    x0, top = (max(0, int(length) - AROUND) for length in (reading.x0, reading.top))
    part = grey[top : int(reading.bottom) + AROUND, x0 : int(reading.x1) + AROUND]
    return cv2.copyMakeBorder(part, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=WHITE)
