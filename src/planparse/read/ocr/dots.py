"""Filled marks in cells, as calendars have them: discs and squares, of which Tesseract reads
nothing, and nothing would tell."""

from collections.abc import Iterator, Sequence

from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE, ink_of
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_only

DOT = "●"
# A mark fills this share of its box, as a disc does (0.79) and no letter, and the box is as high as
# wide but for this share.
FULL, SQUARE = 0.7, 0.7
# It is no smaller than a full stop of large type, in points.
LEAST = 2.5
# What is read by its shape alone is a doubt.
CONFIDENCE = 0.5


def with_dots(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, and a filled mark where a cell holds one and no word."""
    return [
        run or list(_find_dot(image, region)) if region.cell else run
        for run, image, region in zip(runs, images, regions, strict=True)
    ]


def _find_dot(image: Image, region: Region) -> Iterator[Reading]:
    """The mark of a cell; `image` shows the region on white, with a margin."""
    only = find_only(ink_of(image))
    if not only:
        return
    x, y, width, height, area = only
    is_square = min(width, height) >= SQUARE * max(width, height)
    if is_square and width >= LEAST * SCALE and area >= FULL * width * height:
        left, top = region.x0 + x - MARGIN, region.top + y - MARGIN
        bottom = top + height
        yield Reading(DOT, left, top, left + width, bottom, bottom, height, CONFIDENCE, 0)
