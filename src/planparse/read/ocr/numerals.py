"""Cells that hold a number and nothing else: read again as what they are.

The Vietnamese model takes "5.1" for "S1" and "II" for "H": alone in a cell a number has no words
around it that would help. The Latin model, given the figures set wide apart, knows better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import regex

from planparse.knowledge.lexicon import bare
from planparse.read.ocr import engine
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import DPI, SCALE, Image
from planparse.read.ocr.regions import Region

READ_AT = 200
# A single line of type is not higher than this, points; a number alone has at most so many figures.
ONE_LINE = 30.0
LONGEST = 12
# White put between figures, pixels of the page: as much as separates two words of small type.
APART = 5
# A reading that is all figures counts from here; the model itself says so little of what is none.
BELIEVED = 0.5
_ROMAN = regex.compile(r"[IVX]+\.?")
_NUMBER = regex.compile(r"[\d.,()/%–-]+|[IVXl|]+[.,)]?")
# In Roman numbers these strokes are all the same figure.
_STROKES = str.maketrans("l|", "II")


def with_numerals(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, those of numbers alone in a cell replaced where that is sure."""
    chosen = [
        index
        for index, (run, region) in enumerate(zip(runs, regions, strict=True))
        if _may_be_number(run, region)
    ]
    found = list(runs)
    if engine.LATIN not in engine.languages():
        return found
    wide = [_shrunk(_set_apart(images[index])) for index in chosen]
    for index, readings in zip(
        chosen, engine.read_images(wide, READ_AT, engine.LATIN), strict=True
    ):
        found[index] = list(_replaced(runs[index], readings, regions[index]))
    return found


def _may_be_number(run: Sequence[Reading], region: Region) -> bool:
    text = "".join(reading.text for reading in run)
    low = region.bottom - region.top <= ONE_LINE * SCALE
    return region.cell and low and len(text) <= LONGEST


def _set_apart(image: Image) -> Image:
    """The figures of a line with more white between them."""
    ink = np.concatenate([[0], (image < 128).any(axis=0).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(ink))
    gap = np.full((image.shape[0], APART), 255, np.uint8)
    cuts = [0, *edges[1::2].tolist(), image.shape[1]]
    parts = [image[:, a:b] for a, b in pairwise(cuts)]
    return np.hstack([piece for part in parts for piece in (part, gap)])


def _shrunk(image: Image) -> Image:
    factor = READ_AT / DPI
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _replaced(
    run: Sequence[Reading], readings: Sequence[Reading], region: Region
) -> Iterator[Reading]:
    """The words of the Latin reading where all are numbers and it is as sure as the other."""
    if not _is_better(readings, run):
        yield from (_without_marks(r) for r in run)
        return
    width = sum(len(r.text) for r in readings) + len(readings) - 1
    step, start = (region.x1 - region.x0) / width, float(region.x0)
    model = max(run, key=lambda r: r.confidence, default=None)
    for reading in readings:
        end = start + step * len(reading.text)
        yield _placed(reading, model, region, start, end)
        start = end + step


def _is_better(readings: Sequence[Reading], run: Sequence[Reading]) -> bool:
    """Whether the Latin reading is all numbers, and the other is none or has lost points."""
    if not readings or not all(_NUMBER.fullmatch(r.text) for r in readings):
        return False
    sure = min(r.confidence for r in readings)
    if not all(_NUMBER.fullmatch(r.text) for r in run):
        return sure >= BELIEVED
    new, old = (" ".join(r.text for r in each) for each in (readings, run))
    if _figures(new) == _figures(old):
        return len(new) > len(old)  # points and spaces get lost; nobody sees one that is not there
    return sure >= max(BELIEVED, min((r.confidence for r in run), default=0.0))


def _figures(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _without_marks(reading: Reading) -> Reading:
    """ "VỊ" alone in a cell is a Roman number over a speck."""
    plain = bare(reading.text)
    return replace(reading, text=plain) if _ROMAN.fullmatch(plain) else reading


def _placed(
    reading: Reading, model: Reading | None, region: Region, x0: float, x1: float
) -> Reading:
    """A word of the line where it stands on the page; heights are those first read, if any."""
    text = reading.text if reading.text[0].isdigit() else reading.text.translate(_STROKES)
    top, bottom = float(region.top), float(region.bottom)
    height = model.height if model else reading.height * DPI / READ_AT
    return replace(
        reading,
        text=text,
        x0=x0,
        x1=x1,
        top=top,
        bottom=bottom,
        baseline=bottom,
        height=height,
        line=0,
    )
