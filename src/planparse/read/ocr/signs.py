"""Signs of bounds: "≥" and "≤", which the models do not know, told by their strokes.

"≥ 95" is read "> 95", "= 95" or "295". An angle that stands on a bar is no other sign.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from planparse import regex
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, ink_of, stretches
from planparse.read.ocr.labels import AROUND, cut_out
from planparse.read.ocr.scans import Image

# What a number with a sign before it is read as: the sign alone, or with the figures.
_SIGNED = regex.compile(r"(?P<sign>[^\p{L}\d\s]{1,2}|[235Zz](?=[\d.,]|$))(?P<number>\d[\d.,]*%?)?")
# The signs, and what each is without its bar; the first ones open to the left.
_BOUNDS = {"≥": ">", "≤": "<"}
# The bar is as wide as the whole sign but for this share, and no higher than FLAT of its width; the
# angle above it, which it may touch, has LOWEST to HIGHEST of it.
ALIKE, FLAT, LOWEST, HIGHEST = 0.7, 0.35, 0.45, 1.2
# What an angle has in the uppermost TOP of its height is this far from the side where it closes;
# its arms meet as near to half its height, where all is as far from the other side.
TOP, NEAR = 0.2, 0.35
# Fewer pixels than this are dust.
DUST = 6
# The most confidence in an angle that does not have the strokes of one, and the least in a sign:
# doubted, but no dust.
DOUBTED = 0.6


def with_signs(runs: Sequence[list[Reading]], grey: Image) -> list[list[Reading]]:
    """The readings of all regions, with the signs of bounds before numbers."""
    return [[part for reading in run for part in _settled(reading, grey)] for run in runs]


def _settled(reading: Reading, grey: Image) -> Iterator[Reading]:
    match = _SIGNED.fullmatch(reading.text)
    found = find_sign(ink_of(cut_out(grey, reading))) if match else None
    if match and found and found[0] in _BOUNDS:
        sign, end = found
        x = reading.x0 + end - MARGIN - AROUND
        sure = max(reading.confidence, DOUBTED)
        yield replace(reading, text=sign, confidence=sure, x1=x if match["number"] else reading.x1)
        if match["number"]:
            yield replace(reading, text=match["number"], x0=x + 1)
    elif match and match["sign"] in _BOUNDS.values() and not found:
        yield replace(reading, confidence=min(reading.confidence, DOUBTED))
    else:
        yield reading


def find_sign(ink: Image) -> tuple[str, int] | None:
    """The sign that a picture of ink begins with, and where it ends; None without one."""
    first, end = _first_of(ink)
    for signs, angle in ((_BOUNDS, _above_bar(first)), (_BOUNDS.values(), first)):
        for sign, image in zip(signs, (angle, angle[:, ::-1]), strict=True):
            if _opens_left(image):
                return sign, end
    return None


def _first_of(ink: Image) -> tuple[Image, int]:
    """The first stroke of a picture with what stands above and below it, and where they end."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    strokes = sorted(
        (x, x + width, label)
        for label, (x, _, width, _, size) in enumerate(stats[1:].tolist(), 1)
        if size >= DUST
    )
    first = [stroke for stroke in strokes if stroke[0] < strokes[0][1]]
    shown = np.isin(labels, [label for _, _, label in first])
    return _cropped(shown.astype(np.uint8)), max((end for _, end, _ in first), default=0)


def _cropped(ink: Image) -> Image:
    """A picture of ink without the white around it."""
    x, y, width, height = cv2.boundingRect(ink)
    return ink[y : y + height, x : x + width]


def _above_bar(ink: Image) -> Image:
    """What stands on a level bar that is as wide as all of it; nothing without such a bar."""
    width = ink.shape[1]
    bars = stretches(np.count_nonzero(ink, axis=1) >= ALIKE * width)
    top, end = bars[-1] if bars else (0, 0)
    above = _cropped(ink[:top])
    flat = max(end - top, len(ink) - end) <= FLAT * width
    alike = above.shape[1] >= ALIKE * width
    return above if flat and alike else ink[:0]


def _opens_left(ink: Image) -> bool:
    """Whether a picture is an angle, the arms of which begin on the left and meet on the right."""
    height, width = ink.shape
    if not 0 < LOWEST * width <= height <= HIGHEST * width:
        return False
    inked = [np.flatnonzero(row) for row in ink]
    reach = np.array([places[-1] if places.size else 0 for places in inked])
    tip = int(np.median(np.flatnonzero(reach == reach.max())))
    begins = reach[: int(TOP * height) + 1].max() < (1 - NEAR) * width
    return begins and abs(tip / height - 0.5) <= NEAR and inked[tip][0] >= NEAR * width
