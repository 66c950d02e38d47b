"""What a scan shows that was never printed: the black around a sheet, and specks of dust.

The black of a scanner's lid or of a copier frays out into rows of letters, and a speck beside a
number is read as its point or sign, makes the line that it stands in higher, and a cell larger.
"""

import cv2
import numpy as np

from planparse.read.ocr.images import SCALE, WHITE, block, ink_of
from planparse.read.ocr.rules import THICKEST
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots

# Points. The black around a sheet is thicker than any rule, and frays out by no more than this.
FRAYED = 6.0
# A speck is no larger than a full stop in bold type, and all else is further away than a mark is
# from its letter, or a stop or a dash from the words beside it.
LARGEST, AWAY = 2.2, 5.0
# So many specks in a row are leaders.
LEADERS = 3


def without_edges(grey: Image) -> Image:
    """The image with the black that reaches in from its edges made white."""
    bars = cv2.morphologyEx(ink_of(grey), cv2.MORPH_OPEN, block(THICKEST, THICKEST))
    spots = find_spots(bars)
    x, top, width, height = spots.boxes.T
    rows, columns = grey.shape
    at_edge = (x == 0) | (top == 0) | (x + width == columns) | (top + height == rows)
    if not at_edge.any():
        return grey
    edges = cv2.dilate(spots.mask(np.flatnonzero(at_edge)), block(2 * FRAYED, 2 * FRAYED))
    return np.where(edges > 0, np.uint8(WHITE), grey)


def find_specks(ink: Image) -> Image:
    """The specks of an image of ink without rules: small, and far from all else."""
    spots = find_spots(ink)
    small = spots.boxes[:, 2:].max(axis=1) <= LARGEST * SCALE
    near = cv2.dilate(spots.mask(np.flatnonzero(~small)), block(2 * AWAY, 2 * AWAY))
    alone = spots.mask(np.flatnonzero(small)) & ~near
    rows = find_spots(cv2.dilate(alone, block(width=2 * AWAY)))
    count = [len(find_spots(alone[rows.alone(row)[0]]).boxes) for row in range(len(rows.boxes))]
    leaders = rows.mask(row for row, specks in enumerate(count) if specks >= LEADERS)
    return alone & ~leaders
