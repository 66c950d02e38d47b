"""Pages as images: rendered, without red seals, upright.

An image is an array of uint8, height × width, grey, 0 black and 255 white; SCALE pixels are a
point.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from planparse.read.ocr.scans import Image

# Scanners of offices work at 150 to 300 dpi; more than 300 adds time and no letters.
DPI = 300
SCALE = DPI / 72
WHITE = 255
# The longer side of A3, points.
LONGEST = 1191.0
# White around a region, pixels of the page: Tesseract loses letters at the very edge.
MARGIN = 12
# Scans are askew by how paper lies in the feeder, or on the glass where it is laid by hand, a few
# degrees. It is measured on a smaller image, in steps that move the end of a line by less than a
# pixel of it, around the best of wider steps, which move it by less than letters are high.
MOST_SKEW = 5.0
SKEW_STEP, WIDE_STEP = 0.05, 0.2
SKEW_DPI = 100
# Light is measured at this resolution, where grain is gone, over what is larger than letters,
# points. It is uneven where the darkest part of the paper, SHADE of it, is darker than EVEN of the
# lightest; what is darker than DARKEST is no paper.
LIGHT_DPI, LARGEST = 36, 30.0
SHADE, EVEN, DARKEST = 0.05, 0.85, 0.3
# Paper is within three standard deviations of its usual brightness. They are measured by the median
# deviation, which letters cannot move.
GRAINS, DEVIATION = 3.0, 1.4826
# A red seal is light in the red channel and dark in the others; black ink under it is dark in all.
RED_OVER = 40
RED_LIGHT = 110


def render(page: pypdfium2.PdfPage) -> Image:
    """The page as it is seen, height × width × 3 (blue, green, red); none is larger than A3.

    A photograph says that its pixels are points: it is taken for a sheet of that size.
    """
    # Render what is seen, not the picture inside: offices cover things with white rectangles.
    scale = SCALE * min(1.0, LONGEST / max(page.get_size()))
    picture: Image = page.render(scale=scale, rev_byteorder=False).to_numpy()
    return picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)


def without_seals(picture: Image) -> Image:
    """The grey image of a coloured one, what is red taken for paper."""
    blue, green, red = cv2.split(picture)
    seal = (red > RED_LIGHT) & (cv2.subtract(red, cv2.max(blue, green)) > RED_OVER)
    return np.where(seal, np.uint8(WHITE), red)


def evenly_lit(grey: Image) -> Image:
    """The image with its paper as light everywhere; one that was lit evenly stays as it is.

    Where a photographed sheet lies in the shade, its paper is as dark as thin strokes elsewhere,
    and no one limit parts the two.
    """
    factor = LIGHT_DPI / DPI
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    spread = 1 + 2 * round(LARGEST * LIGHT_DPI / 144)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((spread, spread), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), spread / 2)
    dark, light = np.quantile(paper, (SHADE, 1 - SHADE))
    if dark >= EVEN * light:
        return grey
    shade = np.clip(paper / light, DARKEST, 1.0).astype(np.float32)
    gain = 1 / cv2.resize(shade, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.minimum(grey * gain, WHITE).astype(np.uint8)


class Paper(NamedTuple):
    """The grey of paper and of letters, and by how much that of paper usually deviates."""

    brightness: float
    grain: float
    letters: float


def measure_paper(grey: Image) -> Paper:
    """What an image shows of its paper; white where all is ink."""
    levels = np.arange(WHITE + 1)
    counts = cv2.calcHist([grey], [0], None, [WHITE + 1], [0, WHITE + 1]).ravel()
    limit, _ = _part_ink(grey)
    ink = levels <= limit
    if not counts[~ink].any():
        return Paper(float(WHITE), 0.0, _median(levels, counts))
    usual = _median(levels[~ink], counts[~ink])
    grain = DEVIATION * _median(np.abs(levels[~ink] - usual), counts[~ink])
    letters = _median(levels[ink], counts[ink]) if counts[ink].any() else usual
    return Paper(usual, grain, letters)


def _median(values: NDArray[Any], counts: NDArray[Any]) -> float:
    """The median of values that there are so many of."""
    order = np.argsort(values)
    until = np.cumsum(counts[order], dtype=np.int64)
    middle = (until[-1] - 1) // 2, until[-1] // 2
    return float(values[order][np.searchsorted(until, middle, side="right")].mean())


def with_white_paper(grey: Image, paper: Paper) -> Image:
    """The image with the grain of its paper made white; clean paper stays as it is.

    The grain of paper, scanner and JPEG ends at the edge of a region that is cut out, and Tesseract
    takes this edge for strokes where one or two figures stand alone.
    """
    white = paper.brightness - GRAINS * paper.grain
    levels = np.minimum(np.arange(WHITE + 1) * (WHITE / white), WHITE)
    return cv2.LUT(grey, levels.astype(np.uint8))


def stretches(row: Image) -> list[tuple[int, int]]:
    """From where to where there is ink in a row or column of pixels, 0 being none."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (row > 0).astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def find_skew(grey: Image) -> float:
    """By how many degrees the lines of text climb to the right, a step beyond MOST_SKEW at most."""
    factor = SKEW_DPI / DPI
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (WHITE - small).astype(np.float32)
    near = _sharpest(ink, np.arange(-MOST_SKEW, MOST_SKEW + WIDE_STEP / 2, WIDE_STEP))
    return _sharpest(ink, near + np.arange(-WIDE_STEP, WIDE_STEP + SKEW_STEP / 2, SKEW_STEP))


def _sharpest(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    """The angle at which lines run level, the least one of those that are as good."""
    return float(max(angles, key=lambda angle: (_sharpness(_turn(ink, angle, 0)), -abs(angle))))


def _sharpness(ink: NDArray[np.float32]) -> float:
    """How clearly rows of ink and rows of paper take turns: greatest where lines run level."""
    rows = ink.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def deskewed(grey: Image) -> Image:
    """The image turned so that its lines run level; its size stays."""
    angle = find_skew(grey)
    return grey if abs(angle) < SKEW_STEP else _turn(grey, angle, WHITE)


def _turn(image: NDArray[Any], angle: float, border: int) -> NDArray[Any]:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border
    )


def ink_of(grey: Image) -> Image:
    """Where ink is (255) and where paper (0), the limit set by the image itself (Otsu)."""
    return _part_ink(grey)[1]


def _part_ink(grey: Image) -> tuple[float, Image]:
    """The lightest level of grey that is ink, and where it is."""
    return cv2.threshold(grey, 0, WHITE, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)


def block(width: float = 0.0, height: float = 0.0) -> Image:
    """A block of so many points that filters move over an image: odd, or they would shift it."""
    return np.ones([1 + 2 * round(length * SCALE / 2) for length in (height, width)], np.uint8)
