"""Quarters: Roman numbers behind "Quý", of which strokes get lost or stick together; lone "II".

"Quý III" is read "Quý II", "Quý II1" or "Quý IH" and never doubted, as all sizes say the same. The
strokes of the picture tell: upright ones count, and a slash, a figure or a V ends them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from planparse import regex
from planparse.knowledge.lexicon import bare
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import ink_of, stretches
from planparse.read.ocr.labels import cut_out
from planparse.read.ocr.scans import Image

# What stands behind "Quý", and what may stand between two quarters.
_STROKES = regex.compile(r"(?P<strokes>[I1lH|!]{1,5})(?P<rest>(?:[/.,;)–-].*)?)")
_BETWEEN = regex.compile(r"[,;–-]|và|đến|[I1lH|!V]{1,5}[,;]?")
# The heights at which strokes are looked for, as shares of the height of the letters, and how far
# an upright one may lean between them, as a share of it: a slash leans four times as far.
HEIGHTS = (0.35, 0.5, 0.65)
LEAN = 0.045
# Where "1" has its flag and "I" its serif, as a share of the height from the top.
TOP = 0.15
# Three strokes at most: the fourth quarter is "IV".
MOST = 3
# The most confidence for a number whose strokes are not those that were read.
DOUBTED = 0.5


def with_quarters(runs: Sequence[list[Reading]], grey: Image) -> list[list[Reading]]:
    """The readings of all regions, quarters with as many strokes as the picture has."""
    found = [list(run) for run in runs]
    for run in found:
        for at in list(_find_quarters(run)):
            run[at] = _settled(run[at], ink_of(cut_out(grey, run[at])))
    return found


def _find_quarters(run: Sequence[Reading]) -> Iterator[int]:
    """Where a Roman number of strokes alone stands behind "Quý", or behind another such number; an
    "H" that stands alone may be two strokes."""
    told = [reading.text for reading in run] == ["H"]
    for at, reading in enumerate(run):
        if told and _STROKES.fullmatch(reading.text):
            yield at
        told = bare(reading.text).lower() == "quy" or (
            told and _BETWEEN.fullmatch(reading.text) is not None
        )


def _settled(reading: Reading, ink: Image) -> Reading:
    match = _STROKES.fullmatch(reading.text)
    count = count_strokes(ink)
    if not match or not 1 <= count <= MOST:
        return reading
    read = match["strokes"].replace("H", "II")
    rest = regex.sub(r"/+", "/", match["rest"])
    if count == 1 and set(read) == {"1"} and has_flag(ink):
        return reading
    sure = reading.confidence if len(read) == count else min(reading.confidence, DOUBTED)
    return replace(reading, text="I" * count + rest, confidence=sure)


def count_strokes(ink: Image) -> int:
    """How many upright strokes a picture of ink begins with."""
    height, levels = _levels(ink)
    near = LEAN * height
    upright = takewhile(
        lambda middles: max(middles) - min(middles) <= near, zip(*levels, strict=False)
    )
    return sum(1 for _ in upright)


def is_stroke(ink: Image) -> bool:
    """Whether a picture of ink is one upright stroke and nothing else."""
    _, levels = _levels(ink)
    return count_strokes(ink) == 1 == max(map(len, levels))


def _levels(ink: Image) -> tuple[int, list[list[float]]]:
    """How high ink is, pixels, and the middles of its stretches at some heights."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return 0, []
    height = int(rows[-1] - rows[0] + 1)
    levels = (ink[int(rows[0] + share * height)] for share in HEIGHTS)
    return height, [[(start + end) / 2 for start, end in stretches(row)] for row in levels]


def has_flag(ink: Image) -> bool:
    """Whether the first stroke has more ink on its left than on its right on top, as "1" has."""
    rows = np.flatnonzero(ink.any(axis=1))
    height = int(rows[-1] - rows[0] + 1)
    stem = np.flatnonzero(ink[rows[0] + height // 2])
    first, last = int(stem[0]), _end_of_run(stem)
    top = np.flatnonzero(ink[rows[0] : rows[0] + int(TOP * height) + 1].any(axis=0))
    left = int(np.count_nonzero(top < first))
    right = max(0, _end_of_run(top[top >= first]) - last)
    return left > 2 * right


def _end_of_run(places: NDArray[np.intp]) -> int:
    """The last of the places that follow each other without a gap."""
    gaps = np.flatnonzero(np.diff(places) > 1)
    return int(places[gaps[0] if gaps.size else -1]) if places.size else -1
