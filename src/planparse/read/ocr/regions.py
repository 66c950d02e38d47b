"""Ink and rules → regions: the cells of tables and the blocks of text, each read by itself."""

from dataclasses import dataclass

import cv2
import numpy as np

from planparse.read.ocr.images import SCALE, WHITE, block
from planparse.read.ocr.rules import BREAK, Rules
from planparse.read.ocr.scans import Image

# Points. Words of a justified line stand nearer than COLUMN_GAP, lines of a block nearer than
# LINE_GAP.
COLUMN_GAP = 22.0
LINE_GAP = 8.0
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
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = stats[:, cv2.CC_STAT_HEIGHT] > TALLEST * SCALE
    tall[0] = False
    return np.where(tall[labels], np.uint8(WHITE), np.uint8(0))


def find_regions(text: Image, rules: Rules) -> list[Region]:
    """Every cell and block with text in it; `text` is ink without rules."""
    tables, fence = _find_tables(rules)
    cells = _parts(~fence & tables, text, cell=True)
    outside = text & ~tables
    blocks = _parts(_grown(outside), outside, cell=False)
    return [*cells, *blocks]


def _find_tables(rules: Rules) -> tuple[Image, Image]:
    """The areas of tables, and the rules that part their cells, closed at the outside."""
    fence = cv2.morphologyEx(rules.mask, cv2.MORPH_CLOSE, block(BREAK, BREAK))
    tables = np.zeros_like(fence)
    count, _, stats, _ = cv2.connectedComponentsWithStats(fence, connectivity=8)
    for x, y, w, h, _ in stats[1:count]:
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
    rows = np.flatnonzero((ink[y : y + h, x : x + w] & mask).any(axis=1))
    columns = np.flatnonzero((ink[y : y + h, x : x + w] & mask).any(axis=0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    return Region(x + left, y + top, x + right, y + bottom, mask[top:bottom, left:right], cell)
