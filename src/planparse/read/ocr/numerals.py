"""Cells and blocks that hold a number and nothing else: read again as what they are.

The Vietnamese model takes "5.1" for "S1" and "II" for "H": alone in a cell a number has no words
around it that would help. The Latin model, given the figures set wide apart, knows better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from planparse import regex
from planparse.knowledge.lexicon import bare
from planparse.read.ocr import engine, tesseract
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import DPI, MARGIN, SCALE, WHITE, ink_of, stretches
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image

# A single line of type is not higher than this, points; a number alone has at most LONGEST figures.
ONE_LINE = 30.0
LONGEST = 12
# Pixels of the page above and below a line that is cut out of its cell.
AROUND = 4
# The height of an x beside that of figures.
CAPITALS = 0.68
# From this confidence on, a reading of figures alone counts; the model gives less to other things.
BELIEVED = 0.5
# The most confidence for a number whose strokes had to be told apart.
DOUBTED = 0.5
_ROMAN_LIKE = regex.compile(r"[IVXl|]")
ROMAN = regex.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})\.?")
# What stands alone outside the cells of ruled tables is no number unless it is read like one.
_ALONE = regex.compile(r"[\dIVXHl|]{1,4}[.)]?")
_LIST = regex.compile(r"(?=.*[IVXHJLT])[IVXHJLT1l|,;.~_—\s-]*,[IVXHJLT1l|,;.~_—\s-]*")
_NUMBER = regex.compile(r"[\d.,()/%–-]+|[IVXl|]+[.,)]?")
# The serifs of two strokes touch.
_LADDER = ("H", "II")
# In Roman numbers these strokes are all the same figure.
_STROKES = str.maketrans("l|1", "III")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Way:
    """A model, the resolution it reads at, and the white put between figures, pixels of the page.

    Both were tried on published scans: what is wide apart is not joined ("II" to "H"), and what is
    small has serifs that do not matter.
    """

    language: str
    dpi: int
    apart: int

    def read(self, images: Sequence[Image]) -> list[list[Reading]]:
        """The readings of images, lengths in pixels of what was read."""
        wide = [shrunk(_set_apart(_inked(image), self.apart), self.dpi) for image in images]
        return engine.read_images(wide, self.dpi, self.language)


NUMBERS = Way(tesseract.LATIN, 200, 5)
# No single way reads all lists; a reading that parses is right, and most such readings agree.
WAYS = tuple(Way(tesseract.LANGUAGE, dpi, apart) for dpi in (110, 150, 200) for apart in (12, 8))


def with_numerals(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, those of numbers alone in a cell replaced where that is sure."""
    lines = {
        i: line
        for i, (run, image, region) in enumerate(zip(runs, images, regions, strict=True))
        if (line := _find_line(run, image, region))
    }
    found = {i: list(line.run) for i, line in lines.items()}
    if tesseract.LATIN in tesseract.languages():
        latin = NUMBERS.read([line.image for line in lines.values()])
        for (i, line), readings in zip(lines.items(), latin, strict=True):
            if _is_better(readings, line.run):
                found[i] = list(_spread(_doubted(readings, line.run), line.run, line.region))
    lists = [i for i, run in found.items() if _LIST.fullmatch("".join(r.text for r in run))]
    romans = _read_lists([found[i] for i in lists], [lines[i].image for i in lists])
    for i, readings in zip(lists, romans, strict=True):
        if readings:
            found[i] = list(_spread(readings, lines[i].run, lines[i].region))
    numerals = {i: [_to_roman(reading) for reading in run] for i, run in found.items()}
    return [numerals.get(i, run) for i, run in enumerate(runs)]


class _Line(NamedTuple):
    """A line alone in its cell, and where it stands: what was read of it, dust left out."""

    run: Sequence[Reading]
    image: Image
    region: Region


def _find_line(run: Sequence[Reading], image: Image, region: Region) -> _Line | None:
    """The line of a cell that has but a few figures or letters on one; dust may lie elsewhere."""
    said = [r for r in run if any(c.isalnum() for c in r.text)] or run
    text = "".join(reading.text for reading in said)
    if len(text) > LONGEST or not (region.cell or _ALONE.fullmatch(text)):
        return None
    if region.bottom - region.top <= ONE_LINE * SCALE:
        return _Line(run, image, region)
    top = max(region.top, int(min((r.top for r in said), default=region.top)) - AROUND)
    bottom = min(region.bottom, int(max((r.bottom for r in said), default=top)) + AROUND)
    if not top < bottom <= top + ONE_LINE * SCALE:
        return None
    rows = slice(top - region.top, bottom - region.top)
    part = replace(region, top=top, bottom=bottom, mask=region.mask[rows])
    first, last = rows.start, rows.stop + 2 * MARGIN
    return _Line(said, image[first:last], part)


def _read_lists(first: Sequence[list[Reading]], images: Sequence[Image]) -> Iterator[list[Reading]]:
    """The lists of Roman numbers on images that were read before; nothing where none can be."""
    for versions in zip(*(way.read(images) for way in WAYS), first, strict=True):
        parsed = [romans for romans in map(_to_romans, versions) if romans]
        texts = [[reading.text for reading in romans] for romans in parsed]
        yield max(parsed, key=lambda r: texts.count([x.text for x in r]), default=[])


def _to_romans(readings: Sequence[Reading]) -> list[Reading]:
    """The members of a list of Roman numbers, if it is one: they rise."""
    text = "".join(r.text for r in readings).translate(_STROKES).strip("_~—-")
    members = text.replace(*_LADDER).split(",")
    values = [_ROMANS.index(member) for member in members if member in _ROMANS]
    rising = all(a < b for a, b in pairwise(values))
    if len(members) < 2 or len(values) < len(members) or not rising:
        return []
    last = len(members) - 1
    return [
        replace(readings[0], text=member + "," * (index < last))
        for index, member in enumerate(members)
    ]


def _inked(image: Image) -> Image:
    """The image in black and white alone."""
    return WHITE - ink_of(image)


def _set_apart(image: Image, apart: int) -> Image:
    """The figures of a line with more white between them."""
    gap = np.full((image.shape[0], apart), 255, np.uint8)
    dark = (image < 128).astype(np.uint8)
    ends = (end for _, end in stretches(dark.max(axis=0)))
    cuts = [0, *ends, image.shape[1]]
    parts = [image[:, a:b] for a, b in pairwise(cuts)]
    return np.hstack([piece for part in parts for piece in (part, gap)])


def shrunk(image: Image, dpi: int) -> Image:
    """A part of a page as it would be at a lower resolution."""
    factor = dpi / DPI
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _spread(
    readings: Sequence[Reading], run: Sequence[Reading], region: Region
) -> Iterator[Reading]:
    """Words read of figures set apart, put where they stand on the page by their lengths."""
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
        return len(new) > len(old)  # points and spaces get lost, but none is made up
    return sure >= max(BELIEVED, min((r.confidence for r in run), default=0.0))


def _doubted(readings: Sequence[Reading], run: Sequence[Reading]) -> Sequence[Reading]:
    """The Latin reading of a number; doubted where the other is a number of other figures."""
    new, old = ("".join(r.text for r in each) for each in (readings, run))
    if not _figures(old).isdigit() or _figures(new) == _figures(old):
        return readings
    return [replace(r, confidence=min(r.confidence, DOUBTED)) for r in readings]


def _figures(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _to_roman(reading: Reading) -> Reading:
    """ "VỊ" alone in a cell is a Roman number over a speck; "VIH" is one, but that is doubted."""
    plain = bare(reading.text)
    meant = plain.replace(*_LADDER)
    if not ROMAN.fullmatch(meant) or len(meant) == 2 * len(plain):
        return reading
    sure = reading.confidence if meant == plain else min(reading.confidence, DOUBTED)
    return replace(reading, text=meant, confidence=sure)


def _placed(
    reading: Reading, model: Reading | None, region: Region, x0: float, x1: float
) -> Reading:
    """A word of the line where it stands on the page; heights are those first read, if any."""
    text = reading.text.translate(_STROKES) if _ROMAN_LIKE.match(reading.text) else reading.text
    top, bottom = float(region.top), float(region.bottom)
    height = model.height if model else CAPITALS * (region.bottom - region.top)
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
