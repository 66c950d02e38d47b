"""Which way a scanned sheet lay in the feeder: those with wide tables are put in sideways."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.read.ocr import engine
from planparse.read.ocr.images import DPI, MARGIN, SCALE, SKEW_DPI, WHITE, deskewed, ink_of
from planparse.read.ocr.regions import TALLEST, find_regions
from planparse.read.ocr.rules import find_rules
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots

# Rows of ink and rows of paper take turns where lines of text are level, and columns hardly do:
# measured in strips so narrow that lines stay in their row however the sheet is askew, at what is
# wider than a stroke of a letter and narrower than the lines of a paragraph, points.
STRIP = 72.0
STROKE, PARAGRAPH = 5.0, 25.0
# What is read to tell up from down: the regions with the most ink, and of each its first lines.
SAMPLE = 8
SAMPLE_HEIGHT = 60.0


def level(grey: Image) -> Image:
    """The image with its lines level and the right way up, if the sheet lay sideways.

    One that lay with its head down is left as it is.
    """
    letters = _letters_of(grey)
    if _contrast(letters) >= _contrast(np.ascontiguousarray(letters.T)):
        return grey
    turned = np.ascontiguousarray(np.rot90(grey))
    return turned if _is_upright(turned) else np.ascontiguousarray(np.rot90(turned, 2))


def _letters_of(grey: Image) -> NDArray[np.float32]:
    """The ink of a smaller image that is no larger than letters."""
    factor = SKEW_DPI / DPI
    ink = ink_of(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    spots = find_spots(ink)
    small = spots.boxes[:, 2:].max(axis=1) <= TALLEST * SCALE * factor
    return (spots.mask(np.flatnonzero(small)) > 0).astype(np.float32)


def _contrast(letters: NDArray[np.float32]) -> float:
    """How clearly rows of ink and rows of paper take turns."""
    width, fine, coarse = (round(x * SKEW_DPI / 72) for x in (STRIP, STROKE, PARAGRAPH))
    sums = [
        letters[:, x : x + width].sum(axis=1, keepdims=True)
        for x in range(0, letters.shape[1], width)
    ]
    waves = [cv2.blur(rows, (1, fine)) - cv2.blur(rows, (1, coarse)) for rows in sums]
    return sum(float(np.square(wave).sum()) for wave in waves)


def _is_upright(grey: Image) -> bool:
    """Whether a sample reads better as it is than with its head down."""
    parts = list(_sample(deskewed(grey)))
    down = [np.ascontiguousarray(np.rot90(part, 2)) for part in parts]
    read = engine.read_images([*parts, *down], DPI)
    sure = [sum(word.confidence * len(word.text) for word in words) for words in read]
    return sum(sure[: len(parts)]) >= sum(sure[len(parts) :])


def _sample(grey: Image) -> Iterator[Image]:
    """The beginnings of the regions with the most ink, each by itself on white."""
    ink = ink_of(grey)
    rules = find_rules(ink)
    text = ink & ~cv2.dilate(rules.mask, np.ones((5, 5), np.uint8))
    regions = find_regions(text, rules)
    regions.sort(key=lambda region: -int(np.count_nonzero(region.mask)))
    for region in regions[:SAMPLE]:
        bottom = min(region.bottom, region.top + round(SAMPLE_HEIGHT * SCALE))
        part = grey[region.top : bottom, region.x0 : region.x1].copy()
        part[region.mask[: bottom - region.top] == 0] = WHITE
        yield cv2.copyMakeBorder(part, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=WHITE)
