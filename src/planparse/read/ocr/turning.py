"""Which way a scanned sheet lay in the feeder: those with wide tables are put in sideways, and some
with their head down."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.read.ocr import engine
from planparse.read.ocr.images import DPI, SCALE, SKEW_DPI, deskewed, ink_of
from planparse.read.ocr.regions import TALLEST, cut_out, find_regions
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
# Letters that touch nothing else, points; those of one word stand nearer than APART. Their feet or
# heads are level where they differ by less than LEVEL. At most LETTERS of a page are looked at,
# and of fewer than FEW neighbours nothing is concluded.
LOWEST, HIGHEST, WIDEST, APART, LEVEL = 3.5, 14.0, 20.0, 3.0, 0.5
LETTERS, FEW = 3000, 20


def level(grey: Image) -> Image:
    """The image with its lines level and the right way up."""
    letters = _letters_of(grey)
    if _contrast(letters) >= _contrast(np.ascontiguousarray(letters.T)):
        return grey if _stands(grey) or _is_upright(grey) else _turned_over(grey)
    turned = np.ascontiguousarray(np.rot90(grey))
    return turned if _is_upright(turned) else _turned_over(turned)


def _turned_over(image: Image) -> Image:
    return np.ascontiguousarray(np.rot90(image, 2))


def _stands(grey: Image) -> bool:
    """Whether letters stand on their lines: neighbours have their feet level more often than their
    heads, some of which are taller or bear marks. On upright pages of eleven scans it was so for
    eleven more of a hundred at least, with the head down for sixteen less.
    """
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    x, top, width, height = (find_spots(ink_of(half)).boxes / (SCALE / 2)).T
    letters = np.flatnonzero((height >= LOWEST) & (height <= HIGHEST) & (width <= WIDEST))[:LETTERS]
    left, head = x[letters], top[letters]
    right, foot = left + width[letters], head + height[letters]
    gap = left[None, :] - right[:, None]
    common = np.minimum(foot[:, None], foot) - np.maximum(head[:, None], head)
    beside = (np.abs(gap) < APART) & (
        common > 0.5 * np.minimum(foot - head, (foot - head)[:, None])
    )
    first, second = np.nonzero(beside & (left[:, None] < left))
    feet, heads = (np.abs(e[first] - e[second]) <= LEVEL for e in (foot, head))
    return len(first) < FEW or int(feet.sum()) >= int(heads.sum())


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
    down = [_turned_over(part) for part in parts]
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
        mask = region.mask[: round(SAMPLE_HEIGHT * SCALE)]
        yield cut_out(grey, replace(region, bottom=region.top + len(mask), mask=mask))
