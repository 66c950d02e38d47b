"""Spots of ink: what touches, each with its box, as its outline says.

Most of a page is paper. To follow the outlines of its rules takes a thirtieth of the time of giving
each of its nine million pixels the number of the spot it is of.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.read.ocr.scans import Image

_INK = 255
# Beside a mark that stands alone dust may lie: smaller than this share of it.
DUST = 0.2


@dataclass(frozen=True, eq=False)
class Spots:
    """The spots of an image so high and wide: where each stands, a row of x, top, width and height,
    pixels, and its outlines, the first around it and the others around its holes."""

    shape: tuple[int, ...]
    boxes: NDArray[np.int64]
    outlines: tuple[tuple[Image, ...], ...]

    def mask(self, chosen: Iterable[int]) -> Image:
        """The image of some spots: 255 where one is."""
        return _draw(self.shape, [line for spot in chosen for line in self.outlines[spot]])

    def alone(self, spot: int) -> tuple[tuple[slice, slice], Image]:
        """One spot: where its box is in the image, and the image of that box, 255 where it is."""
        x, top, width, height = self.boxes[spot].tolist()
        place = slice(top, top + height), slice(x, x + width)
        return place, _draw((height, width), [line - (x, top) for line in self.outlines[spot]])


def find_spots(ink: Image) -> Spots:
    """The spots of an image of ink; pixels that meet at a corner touch."""
    outlines, hierarchy = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    parents = [] if hierarchy is None else hierarchy[0, :, 3].tolist()
    spots = {index: [outlines[index]] for index, parent in enumerate(parents) if parent < 0}
    for index, parent in enumerate(parents):
        if parent >= 0:
            spots[parent].append(outlines[index])
    boxes = [cv2.boundingRect(around) for around, *_ in spots.values()]
    return Spots(
        ink.shape, np.array(boxes, np.int64).reshape(-1, 4), tuple(map(tuple, spots.values()))
    )


def find_only(ink: Image) -> tuple[int, int, int, int, int] | None:
    """The spot of an image beside which there is nothing but dust: x, top, width, height, and its
    pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest, *others = sorted(stats[1:].tolist(), key=lambda spot: -spot[-1]) or [None]
    return largest if all(spot[-1] <= DUST * largest[-1] for spot in others) else None


def _draw(shape: tuple[int, ...], outlines: list[Image]) -> Image:
    """An image of what lies within an odd number of outlines, and these themselves."""
    image: Image = np.zeros(shape, np.uint8)
    cv2.drawContours(image, outlines, -1, _INK, cv2.FILLED)
    return image
