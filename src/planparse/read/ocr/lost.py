"""Lines of cells that Tesseract passes over: ink in which nothing was read.

"Tỷ" above "đồng" is left out at every size, and nothing would tell. Such a line is cut out and read
by itself. A cell of which nothing can be read at all says so: it is not empty.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE, ink_of
from planparse.read.ocr.numerals import CAPITALS
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_spots

# What a cell says of which nothing could be read.
UNREAD = "\N{REPLACEMENT CHARACTER}"
# The height that ink must have to be a line, as a share of that of the lines of its cell, and in
# points: less is dust, the rest of a rule or a mark torn off.
HIGH, LEAST = 0.6, 4.0
# Marks stand above their letters by less than this, points; lines are further apart.
MARKS = 1.2
# Less ink than this in a row of pixels is the grain of the paper.
GRAIN = 2
# White around a line, pixels of the page.
AROUND = 4


def find_lost(run: Sequence[Reading], image: Image, region: Region) -> Iterator[Region]:
    """The lines of a cell in which nothing was read, as regions of their own.

    `image` shows the region on white, with a margin. A cell in which nothing at all was read has
    a mark that is no letter (`lone`, `dots`), or nothing but dust.
    """
    if not region.cell or not run:
        return
    ink = ink_of(image)[MARGIN:-MARGIN, MARGIN:-MARGIN]
    bands = [(top, end) for top, end in _bands(ink) if end - top >= LEAST * SCALE]
    usual = statistics.median([end - top for top, end in bands] or [0])
    told = {_line_of(reading.baseline - region.top, bands) for reading in run if bands}
    for index, (top, end) in enumerate(bands):
        wide = int(np.ptp(np.flatnonzero(ink[top:end].any(axis=0))))
        if index not in told and min(end - top, wide) >= HIGH * usual:
            first, last = max(0, top - AROUND), min(len(region.mask), end + AROUND)
            yield replace(
                region,
                top=region.top + first,
                bottom=region.top + last,
                mask=region.mask[first:last],
            )


def _bands(ink: Image) -> Iterator[tuple[int, int]]:
    """Stretches of rows with ink, marks and their letters being one."""
    rows = np.flatnonzero(np.count_nonzero(ink, axis=1) >= GRAIN).tolist()
    start = rows[0] if rows else 0
    for above, below in pairwise(rows):
        if below - above > MARKS * SCALE:
            yield start, above + 1
            start = below
    if rows:
        yield start, rows[-1] + 1


def _line_of(baseline: float, bands: Sequence[tuple[int, int]]) -> int:
    """The stretch that a word stands in: its box may reach over the line above, too."""
    away = [max(top - baseline, baseline - end, 0.0) for top, end in bands]
    return away.index(min(away))


def in_lines(run: Sequence[Reading]) -> list[Reading]:
    """Readings of several lines in the order of their lines, which are counted anew."""
    lines: dict[int, list[Reading]] = {}
    for reading in run:
        lines.setdefault(reading.line, []).append(reading)
    ordered = sorted(lines.values(), key=lambda line: min(r.baseline for r in line))
    return [replace(reading, line=n) for n, line in enumerate(ordered) for reading in line]


def with_unread(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, and that of a cell is `UNREAD` where letters stand of which none
    could be read."""
    return [
        [alone(UNREAD, region, 0.0)] if region.cell and not run and is_written(image) else run
        for run, image, region in zip(runs, images, regions, strict=True)
    ]


def is_written(image: Image) -> bool:
    """Whether ink on an image is as high as letters, and no rest of a rule."""
    _, _, width, height = find_spots(ink_of(image)).boxes.T
    return bool(((height >= LEAST * SCALE) & (width >= LEAST / 2 * SCALE)).any())


def alone(text: str, region: Region, confidence: float) -> Reading:
    """What a cell says as a whole."""
    foot = float(region.bottom)
    height = (region.bottom - region.top) * CAPITALS
    return Reading(text, region.x0, region.top, region.x1, foot, foot, height, confidence, 0)
