"""Filled marks in cells, as calendars have them: discs and squares, of which Tesseract reads
nothing, and nothing would tell."""

from collections.abc import Iterator, Sequence

import cv2

from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE, ink_of
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image

DOT = "●"
# A mark fills this share of its box, as a disc does (0.79) and no letter, and the box is as high as
# wide but for this share.
FULL, SQUARE = 0.7, 0.7
# It is no smaller than a full stop of large type, in points, and all else in the cell is dust:
# smaller than this share of it.
LEAST, DUST = 2.5, 0.2
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
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(image), connectivity=8)
    spots = sorted(stats[1:].tolist(), key=lambda spot: -spot[cv2.CC_STAT_AREA])
    if not spots or any(
        spot[cv2.CC_STAT_AREA] > DUST * spots[0][cv2.CC_STAT_AREA] for spot in spots[1:]
    ):
        return
    x, y, width, height, area = spots[0]
    is_square = min(width, height) >= SQUARE * max(width, height)
    if is_square and width >= LEAST * SCALE and area >= FULL * width * height:
        left, top = region.x0 + x - MARGIN, region.top + y - MARGIN
        bottom = top + height
        yield Reading(DOT, left, top, left + width, bottom, bottom, height, CONFIDENCE, 0)
