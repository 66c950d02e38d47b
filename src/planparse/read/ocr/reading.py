"""Regions → words: each is read at several sizes, and put right by what its picture shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2

from planparse import regex
from planparse.read.ocr import engine
from planparse.read.ocr.dashes import with_dashes
from planparse.read.ocr.days import with_days
from planparse.read.ocr.dots import with_dots
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import DPI, MARGIN, SCALE, block
from planparse.read.ocr.labels import BRACKETED, with_labels
from planparse.read.ocr.lone import with_lone
from planparse.read.ocr.lost import find_lost, in_lines, with_unread
from planparse.read.ocr.numerals import with_numerals
from planparse.read.ocr.quarters import with_quarters
from planparse.read.ocr.raised import with_raised
from planparse.read.ocr.regions import Region, cut_out
from planparse.read.ocr.scans import Image
from planparse.read.ocr.signs import with_signs
from planparse.read.ocr.voting import settle

# Resolutions at which letters of 9 to 16 points are as high as those Tesseract has learnt.
READ_AT = (200, 250, 300)
# Outside tables, a block or a word of less confidence than this is a picture: letters of a seal, a
# signature, dust.
PICTURE, NOTHING = 0.4, 0.1
_SIGNS = regex.compile(r"[|`~^_ˆ¬]+")
# No seal or signature is as wide as this, points.
WIDEST = 200.0
# Letters that touch are nearer than this, points; what then is left of a word is doubted.
TOUCHING, DOUBTED = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading whose lengths are pixels of the page; `line` names region and line."""

    reading: Reading
    line: tuple[int, int]


def read_regions(grey: Image, regions: Sequence[Region]) -> list[Placed]:
    """The words of all regions, region by region and line by line."""
    images = [cut_out(grey, region) for region in regions]
    every = [list(_read_at(dpi, images, regions)) for dpi in READ_AT]
    settled = [settle(versions) for versions in zip(*every, strict=True)]
    settled = _with_lost(settled, grey, images, regions)
    settled = with_lone(with_numerals(settled, images, regions), images, regions)
    settled = with_labels(settled, grey, regions)
    settled = with_signs(with_quarters(with_days(settled, grey), grey), grey)
    settled = with_raised(settled, grey, regions)
    settled = [
        _without_marks(run if region.cell else _believed(run, region))
        for run, region in zip(settled, regions, strict=True)
    ]
    settled = with_dots(with_dashes(settled, images, regions), images, regions)
    settled = with_unread(settled, images, regions)
    return [
        Placed(reading, (index, reading.line))
        for index, readings in enumerate(settled)
        for reading in readings
    ]


def doubted_beside(pictures: Image, placed: Sequence[Placed]) -> list[Placed]:
    """The readings, those doubted that touch what was taken for a picture: letters that touch a
    seal or a signature went with it ("HÁT THẢI" for "CHẤT THẢI")."""
    near = cv2.dilate(pictures, block(2 * TOUCHING, 2 * TOUCHING))
    return [
        replace(each, reading=replace(each.reading, confidence=min(DOUBTED, r.confidence)))
        if near[max(0, int(r.top)) : int(r.bottom), max(0, int(r.x0)) : int(r.x1)].any()
        else each
        for each in placed
        for r in (each.reading,)
    ]


def _with_lost(
    runs: Sequence[list[Reading]], grey: Image, images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, and of the lines in cells that were passed over."""
    parts = [
        (index, part)
        for index, (run, image, region) in enumerate(zip(runs, images, regions, strict=True))
        for part in find_lost(run, image, region)
    ]
    found, cut = [list(run) for run in runs], [cut_out(grey, part) for _, part in parts]
    every = [list(_read_at(dpi, cut, [part for _, part in parts])) for dpi in READ_AT]
    for (index, _), versions in zip(parts, zip(*every, strict=True), strict=True):
        run = settle(versions)
        if run and _mean(run) >= PICTURE:
            after = 1 + max((r.line for r in found[index]), default=-1)
            more = [replace(reading, line=after + reading.line) for reading in run]
            found[index] = in_lines([*found[index], *more])
    return found


def _read_at(
    dpi: int, images: Sequence[Image], regions: Sequence[Region]
) -> Iterator[list[Reading]]:
    """The readings of all regions at one resolution, in pixels of the page."""
    factor = dpi / DPI
    scaled = [
        cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        for image in images
    ]
    for region, readings in zip(regions, engine.read_images(scaled, dpi), strict=True):
        yield [_on_page(reading, region, factor) for reading in readings]


def _on_page(reading: Reading, region: Region, factor: float) -> Reading:
    def x(length: float) -> float:
        return length / factor - MARGIN + region.x0

    def y(length: float) -> float:
        return length / factor - MARGIN + region.top

    return replace(
        reading,
        x0=x(reading.x0),
        x1=x(reading.x1),
        top=y(reading.top),
        bottom=y(reading.bottom),
        baseline=y(reading.baseline),
        height=reading.height / factor,
    )


def _believed(run: list[Reading], region: Region) -> list[Reading]:
    """The text of a block outside tables: nothing where the block is a scribble or a seal; what is
    wider is text, however badly it is read. Signs alone that no line consists of are dust."""
    if all(_SIGNS.fullmatch(reading.text) for reading in run):
        return []
    if region.x1 - region.x0 > WIDEST * SCALE:
        return run
    if _mean(run) < PICTURE:
        return []
    return [r for r in run if r.confidence >= NOTHING or BRACKETED.fullmatch(r.text)]


def _without_marks(run: list[Reading]) -> list[Reading]:
    """A region without those lines that are only the marks over the letters of the next line."""
    lines = [[r for r in run if r.line == line] for line in dict.fromkeys(r.line for r in run)]
    kept = [above for above, line in pairwise(lines) if not _are_marks(above, line)]
    return [reading for line in [*kept, *lines[-1:]] for reading in line]


def _are_marks(above: Sequence[Reading], line: Sequence[Reading]) -> bool:
    """Whether what was read stands nearer to the next line than letters are high, and was hardly
    believed."""
    apart = median(r.baseline for r in line) - median(r.baseline for r in above)
    return apart < median(r.bottom - r.top for r in line) and _mean(above) < PICTURE


def _mean(readings: Sequence[Reading]) -> float:
    """The mean confidence, letter by letter."""
    letters = sum(len(reading.text) for reading in readings)
    return sum(reading.confidence * len(reading.text) for reading in readings) / max(1, letters)
