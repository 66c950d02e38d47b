"""Ink → the ruled lines of tables and the cells they enclose."""

from dataclasses import dataclass

import cv2
import numpy as np

from planparse.read.ocr.images import SCALE, WHITE, block
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import Spots, find_spots

# Points. No stroke of a letter is as long as SHORTEST, the upper-case of a heading of 14 points
# included; no row or column of a table is less high or wide than that.
SHORTEST = 22.0
# Between two level rules a shorter one also counts: a row with a single line has such rules.
SHORTEST_BETWEEN = 11.0
# Rules of a scan are bent: a piece of SHORTEST leaves its row of pixels by less than this.
BEND = 0.5
# Breaks in a rule that is faint; the feet of letters, which make none, stand further apart.
FAINT = 0.5
# What a rule may miss where it meets another.
BREAK = 3.0
# Rules that cross each other and reach no further than this are strokes of a seal: the narrowest
# table has a column of text beside one of numbers.
SMALLEST_TABLE = 75.0
# A rule is this thick at most; what is thicker is a bar, a shadow of the scanner's lid, or a seal.
THICKEST = 4.0


@dataclass(frozen=True)
class Rules:
    """Masks of the pixels of horizontal and upright rules, 255 where one runs."""

    across: Image
    upright: Image

    @property
    def mask(self) -> Image:
        """Both."""
        return self.across | self.upright

    def boxes(self) -> list[tuple[int, int, int, int]]:
        """Each piece of a rule as x0, top, x1, bottom, pixels."""
        pieces = [find_spots(mask).boxes.tolist() for mask in (self.across, self.upright)]
        return [(x, top, x + w, top + h) for boxes in pieces for x, top, w, h in boxes]


def find_rules(ink: Image) -> Rules:
    """The rules of an image of ink: long, thin, level or upright."""
    across = _long_runs(ink, SHORTEST)
    upright = turned(_long_runs(turned(ink), SHORTEST_BETWEEN))
    return without_small_crossings(Rules(across, held(upright, across, SHORTEST)))


def turned(image: Image) -> Image:
    """The image with rows for columns: what is upright runs level."""
    return cv2.transpose(image)


def _long_runs(ink: Image, shortest: float) -> Image:
    """The level lines: ink that runs on for so many points, however it bends, and is thin."""
    bend = block(height=2 * BEND)
    bridged = cv2.morphologyEx(cv2.dilate(ink, bend), cv2.MORPH_CLOSE, block(FAINT))
    runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, block(shortest))
    bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, block(height=THICKEST + 2 * BEND))
    return cv2.erode(runs & ~bars, bend)


def held(upright: Image, across: Image, free: float, ends: int = 0) -> Image:
    """The upright lines that reach from one level rule to another. Those of more than `free` points
    need only so many `ends` at one, and one end is enough below another that is kept: the last
    row of a page may be open."""
    near = cv2.dilate(across, block(2 * BREAK, 2 * BREAK)) > 0
    lines = find_spots(upright)
    x, top, width, height = lines.boxes.T
    middle = x + width // 2
    at_rules = near[top, middle].astype(int) + near[top + height - 1, middle]
    kept = at_rules >= np.where(height >= free * SCALE, ends, 2)
    columns = middle[kept & (at_rules == 2)]
    apart = np.abs(middle[:, None] - columns).min(axis=1, initial=WHITE)
    kept |= (at_rules == 1) & (apart <= BREAK / 2 * SCALE)
    return lines.mask(np.flatnonzero(kept))


def without_small_crossings(rules: Rules) -> Rules:
    """The rules, without groups of crossing ones that are too small for a table."""
    groups = find_spots(cv2.morphologyEx(rules.mask, cv2.MORPH_CLOSE, block(BREAK, BREAK)))
    small = np.flatnonzero(groups.boxes[:, 2:].max(axis=1) < SMALLEST_TABLE * SCALE).tolist()
    gone = groups.mask(group for group in small if _crosses(groups, group, rules.upright))
    return Rules(rules.across & ~gone, rules.upright & ~gone)


def _crosses(groups: Spots, group: int, upright: Image) -> bool:
    """Whether there are upright rules in a group of rules."""
    place, mask = groups.alone(group)
    return bool((upright[place] & mask).any())
