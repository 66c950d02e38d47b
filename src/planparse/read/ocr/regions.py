"""Ink and rules → regions: the cells of tables and the blocks of text, each read by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from planparse.read.ocr.images import MARGIN, SCALE, WHITE, block, stretches
from planparse.read.ocr.rules import BREAK, Rules
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots

# Points. Words of a justified line stand nearer than COLUMN_GAP, lines of a block nearer than
# LINE_GAP.
COLUMN_GAP = 22.0
LINE_GAP = 8.0
# White of this width that runs down a block of several lines parts columns: the gaps of justified
# lines seldom stand below each other. Lines this high are two.
RIVER = 9.0
TWO_LINES = 20.0
# A table has cells: rules that enclose less than this on each side are an underline or a frame.
TABLE = 40.0
# No letter is as high: what is, rules aside, is the ring of a seal, a signature or an emblem.
TALLEST = 30.0
# Ink that is no more than a speck of dust: less than the dot of an i, points squared.
SPECK = 1.5


@dataclass(frozen=True)
class Region:
    """Where a cell or a block stands, pixels, and the mask of what belongs to it."""

    x0: int
    top: int
    x1: int
    bottom: int
    mask: Image
    cell: bool


def find_pictures(ink: Image) -> Image:
    """The ink, without rules, that is too large for letters."""
    spots = find_spots(ink)
    _, _, _, height = spots.boxes.T
    return spots.mask(np.flatnonzero(height > TALLEST * SCALE))


def find_regions(text: Image, rules: Rules) -> list[Region]:
    """Every cell and block with text in it; `text` is ink without rules."""
    tables, fence = _find_tables(rules)
    cells = _parts(~fence & tables, text, cell=True)
    outside = text & ~tables
    blocks = _parts(_grown(outside), outside, cell=False)
    return [*cells, *(column for part in blocks for column in _to_columns(part, outside))]


def cut_out(grey: Image, region: Region) -> Image:
    """A region by itself on white, with a margin."""
    part = grey[region.top : region.bottom, region.x0 : region.x1].copy()
    part[region.mask == 0] = WHITE
    return cv2.copyMakeBorder(part, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=WHITE)


def _find_tables(rules: Rules) -> tuple[Image, Image]:
    """The areas of tables, and the rules that part their cells, closed at the outside."""
    fence = cv2.morphologyEx(rules.mask, cv2.MORPH_CLOSE, block(BREAK, BREAK))
    tables = np.zeros_like(fence)
    for x, y, w, h in find_spots(fence).boxes.tolist():
        if min(w, h) > TABLE * SCALE:
            cv2.rectangle(tables, (x, y), (x + w - 1, y + h - 1), WHITE, cv2.FILLED)
            cv2.rectangle(fence, (x, y), (x + w - 1, y + h - 1), WHITE, 3)
    return tables, fence


def _grown(ink: Image) -> Image:
    """Ink spread until the words and lines of a block touch."""
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return cv2.dilate(solid, block(COLUMN_GAP, LINE_GAP))


def _parts(areas: Image, ink: Image, cell: bool) -> list[Region]:
    """The connected areas that hold more ink than a speck."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=4)
    inked = np.bincount(labels[ink > 0], minlength=count)
    return [
        _to_region(labels, label, stats[label], ink, cell)
        for label in range(1, count)
        if inked[label] > SPECK * SCALE**2
    ]


def _to_region(labels: np.ndarray, label: int, stats: np.ndarray, ink: Image, cell: bool) -> Region:
    x, y, w, h, _ = (int(v) for v in stats)
    mask = ((labels[y : y + h, x : x + w] == label) * WHITE).astype(np.uint8)
    return _trimmed(Region(x, y, x + w, y + h, mask, cell), ink)


def _trimmed(region: Region, ink: Image) -> Region:
    """The part of a region with ink in it."""
    mask, x, y = region.mask, region.x0, region.top
    inked = ink[y : region.bottom, x : region.x1] & mask
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    part = mask[top:bottom, left:right]
    return Region(x + left, y + top, x + right, y + bottom, part, region.cell)


def _to_columns(region: Region, ink: Image) -> Iterator[Region]:
    """A block by its columns, each read by itself: gaps between columns are none between words."""
    if region.bottom - region.top < TWO_LINES * SCALE:
        yield region
        return
    part = ink[region.top : region.bottom, region.x0 : region.x1] & region.mask
    solid = cv2.morphologyEx(part.max(axis=0, keepdims=True), cv2.MORPH_CLOSE, block(RIVER))
    for left, right in stretches(solid[0]):
        x0, x1 = region.x0 + left, region.x0 + right
        yield _trimmed(replace(region, x0=x0, x1=x1, mask=region.mask[:, left:right]), ink)
