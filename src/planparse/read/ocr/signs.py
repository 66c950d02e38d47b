"""Signs of bounds: "≥" and "≤", which the models do not know, told by their strokes.

"≥ 95" is read "> 95", "= 95" or "295". An angle that stands on a bar of its own is no other sign.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import cv2

from planparse import regex
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, ink_of, stretches
from planparse.read.ocr.labels import AROUND, cut_out
from planparse.read.ocr.scans import Image

# What a number with a sign before it is read as: the sign alone, or with the figures.
_SIGNED = regex.compile(r"(?P<sign>[^\p{L}\d\s]{1,2}|[235Zz](?=[\d.,]))(?P<number>\d[\d.,]*%?)?")
# The angle and the bar are as wide as each other but for this share; the bar is no higher than
# FLAT of its width, and the angle at least HIGH.
ALIKE, FLAT, HIGH = 0.7, 0.35, 0.45
# Fewer pixels than this are dust.
DUST = 6


class _Stroke(NamedTuple):
    x: int
    y: int
    width: int
    height: int
    label: int


def with_signs(runs: Sequence[list[Reading]], grey: Image) -> list[list[Reading]]:
    """The readings of all regions, with the signs of bounds before numbers."""
    return [[part for reading in run for part in _settled(reading, grey)] for run in runs]


def _settled(reading: Reading, grey: Image) -> Iterator[Reading]:
    match = _SIGNED.fullmatch(reading.text)
    found = find_sign(ink_of(cut_out(grey, reading))) if match else None
    if not match or not found:
        yield reading
        return
    sign, end = found
    x = reading.x0 + end - MARGIN - AROUND
    yield replace(reading, text=sign, x1=x if match["number"] else reading.x1)
    if match["number"]:
        yield replace(reading, text=match["number"], x0=x + 1)


def find_sign(ink: Image) -> tuple[str, int] | None:
    """The sign that a picture of ink begins with, and where it ends; None without one."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    strokes = sorted(
        _Stroke(int(x), int(y), int(w), int(h), label)
        for label, (x, y, w, h, size) in enumerate(stats[1:].tolist(), 1)
        if size >= DUST
    )
    first = [s for s in strokes if s.x < strokes[0].x + strokes[0].width]
    if len(first) != 2:
        return None
    angle, bar = sorted(first, key=lambda stroke: stroke.y)
    alike = min(angle.width, bar.width) >= ALIKE * max(angle.width, bar.width)
    stacked = bar.y >= angle.y + angle.height - bar.height
    high = bar.height <= FLAT * bar.width and angle.height >= HIGH * angle.width
    opens = _opens(labels == angle.label, angle) if alike and stacked and high else None
    return (opens, max(s.x + s.width for s in first)) if opens else None


def _opens(ink: Image, angle: _Stroke) -> str | None:
    """Which way an angle opens: two strokes on that side, and one on the other."""
    part = ink[angle.y : angle.y + angle.height, angle.x : angle.x + angle.width]
    left, right = (len(stretches(part[:, int(share * angle.width)])) for share in (0.2, 0.8))
    return {(2, 1): "≥", (1, 2): "≤"}.get((left, right))
