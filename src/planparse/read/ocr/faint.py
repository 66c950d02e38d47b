"""Rules that a scan shows lighter than its letters: thin ones, blurred over the paper beside them.

The limit between ink and paper is set by letters. A rule half as dark lies on the side of the
paper, where grain tears it into dots; but it is darker than what is above and below it for all of
its length, which grain and letters never are.
"""

import cv2
import numpy as np

from planparse.read.ocr.images import WHITE, Paper, block
from planparse.read.ocr.rules import (
    BEND,
    BREAK,
    SHORTEST,
    SMALLEST_TABLE,
    THICKEST,
    Rules,
    held,
    turned,
    without_small_crossings,
)
from planparse.read.ocr.scans import Image

# A rule is even for so many points, over which grain is levelled out.
EVEN = 1.5
# A rule is darker than its surroundings by so many deviations of the grain that is left, and by
# this part of the contrast of letters: a picture that was compressed has rings around these.
GRAINS, FAINTEST = 4.0, 0.1


def with_faint(rules: Rules, grey: Image, paper: Paper) -> Rules:
    """The rules and those that are lighter than ink.

    The feet of letters that touch look like a light rule as long as a word, and dust on the glass
    of a scanner leaves one down the whole page. So they reach from one rule to another; level ones
    may also be longer than any word, and long upright ones end at one level rule alone.
    """
    least = _least_darkness(paper)
    across = rules.across | _ridges(grey, least)
    upright = rules.upright | turned(_ridges(turned(grey), least))
    level = turned(held(turned(across), turned(upright), SMALLEST_TABLE))
    upright = held(upright, across, SMALLEST_TABLE, ends=1)
    return without_small_crossings(
        Rules(
            _beside(rules.across, level, block(height=THICKEST)),
            _beside(rules.upright, upright, block(width=THICKEST)),
        )
    )


def _beside(dark: Image, faint: Image, near: Image) -> Image:
    """Rules of both kinds; the edge of a dark one, which letters may touch, is no other."""
    return dark | (faint & ~cv2.dilate(dark, near))


def _least_darkness(paper: Paper) -> float:
    """By how many levels of grey a rule is darker than its surroundings, at least."""
    left = paper.grain / np.sqrt(block(EVEN).size)
    return max(GRAINS * left, FAINTEST * (paper.brightness - paper.letters), 1.0)


def _ridges(grey: Image, least: float) -> Image:
    """The level lines that are thin and darker than what is above and below them."""
    bend = block(height=2 * BEND)
    even = cv2.blur(grey, (block(EVEN).size, 1))
    darker = cv2.morphologyEx(even, cv2.MORPH_BLACKHAT, block(height=THICKEST))
    runs = cv2.morphologyEx(cv2.dilate(darker, bend), cv2.MORPH_OPEN, block(SHORTEST))
    thin = cv2.erode(np.where(runs > least, np.uint8(WHITE), np.uint8(0)), bend)
    return cv2.morphologyEx(thin, cv2.MORPH_CLOSE, block(BREAK))
