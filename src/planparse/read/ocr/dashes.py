"""Dashes, told by their shape where the reader passes over them or gives something else.

Alone in a cell "-" is read as nothing, and in "8 - 10" with a box as high as the line at one size,
so that no two readings agree on it; then a range becomes two numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import cv2

from planparse import regex
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE, ink_of
from planparse.read.ocr.labels import BRACKETED
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_only

DASH = "-"
# Marks that stand alone and that the reader does not believe in are dust, or a dash.
DUST = 0.6
# A dash fills this share of its box, is so many times as wide as high, and has these heights and
# widths in points: what is wider is the rest of a rule.
FULL, FLAT = 0.6, 2.0
HEIGHTS, WIDTHS = (0.5, 2.0), (2.0, 14.0)
# In a line it stands in the middle of the words beside it, which are this much higher above and
# below, and is as wide as this: shares of the heights of the word and of an x.
MIDDLE, NARROW, WIDE = 0.25, 0.4, 2.5
# Confidence in a dash that something was read for, or that is alone in its cell, and in others.
BELIEVED, DOUBTED = 0.7, 0.5
# A number with what is read as a dash before or behind it.
_SIGNED = regex.compile(r"[-–—]?(?P<number>\d[\d.,]*)[-–—]?")


class _Bar(NamedTuple):
    """Where a level bar stands, pixels of the page."""

    x0: float
    top: float
    x1: float
    bottom: float


def with_dashes(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions without dust, and with the dashes that their pictures show."""
    return [
        _with_dashes(run, image, region)
        for run, image, region in zip(runs, images, regions, strict=True)
    ]


def _with_dashes(run: Sequence[Reading], image: Image, region: Region) -> list[Reading]:
    dust = [reading for reading in run if is_dust(reading)]
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(image), connectivity=8)
    spots = stats[1:].tolist()
    bars = [_to_bar(spot, region) for spot in spots if _is_bar(spot)]
    said = [_without_specks(reading, bars) for reading in run if not is_dust(reading)]
    if not said:
        return list(_alone(image, region)) if region.cell else []
    for bar in bars:
        line = [at for at, reading in enumerate(said) if _is_beside(bar, reading)]
        words = [r for r in said if any(r.line == said[at].line for at in line)]
        if line and not any(_covers(word, bar) for word in _apart(words)):
            before = [at for at in line if said[at].x0 < bar.x0]
            at = before[-1] if before else line[0]
            sure = BELIEVED if any(_covers(reading, bar) for reading in dust) else DOUBTED
            said.insert(at + bool(before), _to_dash(bar, said[at], sure))
    return said


def _without_specks(reading: Reading, bars: Sequence[_Bar]) -> Reading:
    """A number without a dash before or behind it of which the picture shows nothing: a speck is
    read as one. That is doubted: a dash may touch a figure."""
    signed = _SIGNED.fullmatch(reading.text)
    if not signed:
        return reading
    start, end = signed.span("number")
    step = (reading.x1 - reading.x0) / len(reading.text)
    first, last = reading.x0 + step * (start + 0.5), reading.x1 - step * (len(reading.text) - end)
    if start and any(reading.x0 - step <= bar.x0 <= first for bar in bars):
        start = 0
    if any(last - step / 2 <= bar.x1 <= reading.x1 + step for bar in bars):
        end = len(reading.text)
    if end - start == len(reading.text):
        return reading
    sure = min(reading.confidence, DOUBTED)
    return replace(reading, text=reading.text[start:end], confidence=sure)


def is_dust(reading: Reading) -> bool:
    """Whether what was read are signs that are not believed."""
    said = regex.search(r"[\p{L}\p{N}]", reading.text) or BRACKETED.fullmatch(reading.text)
    return not said and reading.confidence < DUST


def _alone(image: Image, region: Region) -> Iterator[Reading]:
    """The dash of a cell that holds nothing else but dust."""
    only = find_only(ink_of(image))
    if only and _is_bar(only):
        bar = _to_bar(only, region)
        low, x_height = bar.bottom, bar.x1 - bar.x0
        yield Reading(DASH, *bar, low, x_height, BELIEVED, 0)


def _is_bar(spot: Sequence[int]) -> bool:
    _, _, width, height, area = spot
    low, high = (SCALE * limit for limit in HEIGHTS)
    narrow, wide = (SCALE * limit for limit in WIDTHS)
    fits = low <= height <= high and narrow <= width <= wide
    return fits and width >= FLAT * height and area >= FULL * width * height


def _to_bar(spot: Sequence[int], region: Region) -> _Bar:
    """A spot of an image with a margin, where it stands on the page."""
    left, top = region.x0 + spot[0] - MARGIN, region.top + spot[1] - MARGIN
    return _Bar(left, top, left + spot[2], top + spot[3])


def _is_beside(bar: _Bar, reading: Reading) -> bool:
    """Whether a bar stands in the line of a word where dashes stand, and is as long as one."""
    middle, away = (bar.top + bar.bottom) / 2, MIDDLE * (reading.bottom - reading.top)
    level = reading.top + away <= middle <= reading.bottom - away
    return level and NARROW * reading.height <= bar.x1 - bar.x0 <= WIDE * reading.height


def _apart(line: Sequence[Reading]) -> Iterator[Reading]:
    """The words of a line, none of which reaches over the next: boxes of some readings do."""
    for reading, after in zip(line, [*line[1:], None], strict=True):
        yield replace(reading, x1=min(reading.x1, after.x0)) if after else reading


def _covers(reading: Reading, bar: _Bar) -> bool:
    """Whether a reading was made of a bar: it reaches over the middle of it; over any of it, where
    it is a dash."""
    if reading.text == DASH:
        return reading.x0 < bar.x1 and bar.x0 < reading.x1
    return reading.x0 <= (bar.x0 + bar.x1) / 2 <= reading.x1


def _to_dash(bar: _Bar, near: Reading, confidence: float) -> Reading:
    return replace(
        near, text=DASH, confidence=confidence, x0=bar.x0, top=bar.top, x1=bar.x1, bottom=bar.bottom
    )
