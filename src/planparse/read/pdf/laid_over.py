"""Upright watermarks: large letters that lie over the text of a page, or behind it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planparse.read.pdf.drawing import Characters
from planparse.schema.layout import Box

# Type of so many times the usual size of its page is large; titles of tables in small type are.
LARGE = 1.5
# How high a capital is, part of the type size (Times, Arial), and how high the middle of a letter.
CAPITAL, MIDDLE = 0.66, 0.25
# The part of a letter's width and height at its edges that others may touch.
EDGE = 0.1
# The lines of one watermark are at most so many type sizes apart.
NEXT_LINE = 1.6


def find_laid_over(characters: Characters, rules: Sequence[Box]) -> NDArray[np.bool_]:
    """Which of the characters are of a watermark: of large lines of which a letter is crossed by
    another letter or by an upright rule, as none of a title is."""
    shown = np.array([bool(text.strip()) for text in characters.texts], dtype=bool)
    none = np.zeros(len(characters), dtype=bool)
    if not shown.any():
        return none
    usual = float(np.median(characters.size[shown]))
    large = characters.size > LARGE * usual
    if not (large & shown).any():
        return none
    others = characters.take(np.flatnonzero(shown & ~large))
    crossed = [
        int(index)
        for index in np.flatnonzero(large & shown)
        if _is_crossed(_ink_of(characters, int(index)), others, rules)
    ]
    found = none
    for index in crossed:
        size = characters.size[index]
        alike = np.abs(characters.size - size) < EDGE * size
        near = np.abs(characters.baseline - characters.baseline[index]) < NEXT_LINE * size
        found = found | (large & alike & near)
    return found


def _ink_of(characters: Characters, index: int) -> Box:
    """Where a letter is drawn, without its edges."""
    size, baseline = float(characters.size[index]), float(characters.baseline[index])
    x0, x1 = float(characters.x0[index]), float(characters.x1[index])
    across = EDGE * (x1 - x0)
    return Box(x0 + across, baseline - (CAPITAL - EDGE) * size, x1 - across, baseline - EDGE * size)


def _is_crossed(ink: Box, others: Characters, rules: Sequence[Box]) -> bool:
    x, y = (others.x0 + others.x1) / 2, others.baseline - MIDDLE * others.size
    within = (x > ink.x0) & (x < ink.x1) & (y > ink.top) & (y < ink.bottom)
    return bool(within.any()) or any(
        ink.x0 < rule.middle[0] < ink.x1 and rule.top <= ink.top and rule.bottom >= ink.bottom
        for rule in rules
        if rule.height > rule.width
    )
