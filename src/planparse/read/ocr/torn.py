"""Rules that are rows of dots and dashes: drawn so, or thin ones of a scan in black and white.

So are leaders and the blanks of forms; but those end before the next rule, as all text in a cell
does. A torn rule reaches from one rule to another.
"""

import math

import cv2
import numpy as np

from planparse.read.ocr.images import SCALE, block
from planparse.read.ocr.rules import (
    BEND,
    SHORTEST,
    Rules,
    held,
    turned,
    without_small_crossings,
)
from planparse.read.ocr.scans import Image

# Points. The dots of a rule are no higher than this, and no further apart than GAP.
THIN = 1.5
GAP = 6.0


def with_torn(rules: Rules, ink: Image) -> Rules:
    """The rules and those torn ones that reach from one rule to another."""
    rest = ink & ~cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    across = rules.across | _torn(rest, rules.across)
    upright = rules.upright | turned(_torn(turned(rest), turned(rules.upright)))
    level = turned(held(turned(across), turned(upright), math.inf))
    upright = held(upright, across, math.inf)
    return without_small_crossings(Rules(rules.across | level, rules.upright | upright))


def _torn(rest: Image, across: Image) -> Image:
    """The level lines that thin spots of ink make, with the pieces of rules between them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    thin = stats[:, cv2.CC_STAT_HEIGHT] <= THIN * SCALE
    thin[0] = False
    spots = np.where(thin[labels], rest, np.uint8(0)) | across
    solid = cv2.morphologyEx(cv2.dilate(spots, block(height=2 * BEND)), cv2.MORPH_CLOSE, block(GAP))
    return cv2.morphologyEx(solid, cv2.MORPH_OPEN, block(SHORTEST))
