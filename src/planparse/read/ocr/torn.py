"""Rules that are rows of dots and dashes: drawn so, or thin ones of a scan in black and white.

So are leaders and the blanks of forms; but those end before the next rule, as all text in a cell
does. A torn rule reaches from one rule to another, or nearly where that is torn, too.
"""

import math

import cv2
import numpy as np

from planparse.read.ocr.images import SCALE, block
from planparse.read.ocr.regions import TABLE
from planparse.read.ocr.rules import (
    BEND,
    BREAK,
    SHORTEST_BETWEEN,
    Rules,
    held,
    turned,
    without_small_crossings,
)
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots

# Points. The dots of a rule are no higher than this, and no further apart than GAP.
THIN = 1.5
GAP = 6.0
# Where two torn rules cross, their dashes make an angle that is of neither: both end before it.
CROSSING = 12.0


def with_torn(rules: Rules, ink: Image) -> Rules:
    """The rules and those torn ones that reach from one rule to another."""
    rest = ink & ~cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    across = _torn(rest, rules.across)
    upright = turned(_torn(turned(rest), turned(rules.upright)))
    level = turned(held(turned(across), turned(_reaching(upright, rules.upright)), math.inf))
    upright = held(upright, _reaching(across, rules.across), math.inf)
    met = (_met(level, upright | rules.upright), turned(_met(turned(upright), turned(level))))
    return without_small_crossings(Rules(rules.across | met[0], rules.upright | met[1]))


def _torn(rest: Image, across: Image) -> Image:
    """The level lines that thin spots of ink make, with the pieces of rules between them."""
    spots = find_spots(rest)
    _, _, _, height = spots.boxes.T
    line = spots.mask(np.flatnonzero(height <= THIN * SCALE)) | across
    line = cv2.dilate(line, block(height=2 * BEND))
    dashes = _joined(line, GAP, SHORTEST_BETWEEN)
    long = _joined(dashes, CROSSING, TABLE)
    return long | _in_line(dashes, long)


def _joined(line: Image, gap: float, shortest: float) -> Image:
    """The level lines without gaps of so many points, those that are long enough then."""
    line = cv2.morphologyEx(line, cv2.MORPH_CLOSE, block(gap))
    return cv2.morphologyEx(line, cv2.MORPH_OPEN, block(shortest))


def _in_line(dashes: Image, long: Image) -> Image:
    """The dashes at the height of a longer torn line: the rules of a header with a merged row below
    it are as short as that."""
    _, top, _, height = find_spots(long).boxes.T
    rows, spots = top + height // 2, find_spots(dashes)
    _, top, _, height = spots.boxes.T
    apart = np.abs((top + height // 2)[:, None] - rows).min(axis=1, initial=len(long))
    return spots.mask(np.flatnonzero(apart <= BREAK / 2 * SCALE))


def _reaching(torn: Image, rules: Image) -> Image:
    """Rules, the torn ones spread by what is missing of them at a crossing."""
    return rules | cv2.dilate(torn & ~rules, block(2 * CROSSING, 2 * CROSSING))


def _met(level: Image, upright: Image) -> Image:
    """Torn level rules that go on to the upright ones at their ends."""
    rows = cv2.morphologyEx(level | upright, cv2.MORPH_CLOSE, block(CROSSING))
    return rows & cv2.dilate(level, block(2 * CROSSING))
