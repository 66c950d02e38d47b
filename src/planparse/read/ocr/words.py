"""Readings of regions → words in points, with the size and the weight of their type."""

import statistics
import unicodedata
from collections.abc import Sequence
from itertools import groupby

import cv2
import numpy as np

from planparse import regex
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import SCALE
from planparse.read.ocr.reading import Placed
from planparse.read.ocr.scans import Image
from planparse.schema.layout import Box, Word
from planparse.text import nfc

# Times: the heights of x and of capitals as shares of the size, and where a line begins and ends.
X_HEIGHT = 0.448
CAPITAL = 0.662
ASCENT, DESCENT = 0.78, 0.22
# How small and how far above the line Word sets raised figures, as shares of the size.
SMALLER, ABOVE = 0.65, 0.33
# A size nearer than this to the usual one of the page is the usual one: the measure is no finer.
SAME_SIZE = 0.15
# Bold stems are half as thick again as others, measured over whole letters a quarter; the lower
# quartile of a page is set in regular type even where half of it is headings.
BOLD = 1.17
# Where this share of a line is of one weight, the rest is a slip of the measure.
MOSTLY = 0.7
# Letters and marks that reach below the line they stand on, dots under vowels included.
_DESCENDS = regex.compile(r"[gjpqyQ,;_()\[\]/|]")
_DOT_BELOW = "\N{COMBINING DOT BELOW}"


def to_runs(placed: Sequence[Placed], ink: Image, page: int) -> tuple[tuple[Word, ...], ...]:
    """The words of each region in reading order, numbered by where they stand on the page."""
    sizes, weights, baselines = _sizes(placed), _weights(placed, ink), _baselines(placed)
    words = [
        _to_word(each.reading, baselines[each.line], size, bold, page)
        for each, size, bold in zip(placed, sizes, _bold(placed, weights), strict=True)
    ]
    order = sorted(range(len(words)), key=lambda i: (words[i].baseline, words[i].box.x0))
    for index, position in enumerate(order):
        words[position] = words[position]._replace(index=index)
    regions = [each.line[0] for each in placed]
    return tuple(
        tuple(word for word, _ in run)
        for _, run in groupby(zip(words, regions, strict=True), key=lambda pair: pair[1])
    )


def _baselines(placed: Sequence[Placed]) -> dict[tuple[int, int], float]:
    """Where the words of each line stand, pixels: the page is upright, so one height for all."""
    feet: dict[tuple[int, int], list[float]] = {}
    for each in placed:
        feet.setdefault(each.line, [])
        if not _reaches_below(each.reading.text):
            feet[each.line].append(each.reading.bottom)
    said = {each.line: each.reading.baseline for each in placed}
    return {line: statistics.median(found or [said[line]]) for line, found in feet.items()}


def _reaches_below(text: str) -> bool:
    decomposed = unicodedata.normalize("NFD", text)
    stands = any(c.isalnum() for c in text)
    return not stands or _DOT_BELOW in decomposed or bool(_DESCENDS.search(text))


def _sizes(placed: Sequence[Placed]) -> list[float]:
    """The size of type of each word, points: of its region, and where it differs little the usual.

    What is measured on one line depends on the letters it happens to have.
    """
    heights: dict[int, list[float]] = {}
    for each in placed:
        heights.setdefault(each.line[0], []).append(each.reading.height / SCALE / X_HEIGHT)
    of_words = [statistics.median(heights[each.line[0]]) for each in placed]
    usual = statistics.median(of_words or [0.0])
    return [_settle(size, usual) for size in of_words]


def _settle(size: float, usual: float) -> float:
    """A size that may have been measured on capitals instead of lower-case letters."""
    choices = (size, size * X_HEIGHT / CAPITAL)
    best = min(choices, key=lambda choice: abs(choice / usual - 1))
    return usual if abs(best / usual - 1) <= SAME_SIZE else best


def _bold(placed: Sequence[Placed], weights: Sequence[float]) -> list[bool]:
    """Which words are bold; where nearly all of a line is bold, all of it is, except for its
    beginning."""
    usual = float(np.quantile(weights, 0.25)) if weights else 0.0
    lines: dict[tuple[int, int], list[bool]] = {}
    for each, weight in zip(placed, weights, strict=True):
        lines.setdefault(each.line, []).append(weight > BOLD * usual)
    return [bold for line in lines.values() for bold in _evened(line)]


def _evened(line: list[bool]) -> list[bool]:
    share = sum(line) / len(line)
    if share >= MOSTLY:
        return [True] * len(line)
    return [False] * len(line) if share <= 1 - MOSTLY and not line[0] else line


def _weights(placed: Sequence[Placed], ink: Image) -> list[float]:
    """How thick the strokes of each word are beside the height of its letters."""
    depth = cv2.distanceTransform(ink, cv2.DIST_L2, 5)
    return [_weight(each.reading, depth) for each in placed]


def _weight(reading: Reading, depth: np.ndarray) -> float:
    part = depth[int(reading.top) : int(reading.bottom) + 1, int(reading.x0) : int(reading.x1) + 1]
    strokes = part[part > 0]
    return float(strokes.mean()) if strokes.size else 0.0


def _to_word(reading: Reading, foot: float, size: float, bold: bool, page: int) -> Word:
    baseline = foot / SCALE
    if reading.raised:
        baseline, size = baseline - ABOVE * size, SMALLER * size
    box = Box(
        reading.x0 / SCALE, baseline - ASCENT * size, reading.x1 / SCALE, baseline + DESCENT * size
    )
    return Word(nfc(reading.text), box, baseline, size, bold, False, page, 0, reading.confidence)
