"""Spots of ink are what OpenCV's labels say they are, found by their outlines."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis.extra.numpy import array_shapes, arrays

from planparse.read.ocr.spots import find_spots

INK = 255
# A ring around a spot, a line of one pixel, and two pixels that meet at a corner.
PICTURE = """
    #####..#
    #...#..#
    #.#.#..#
    #...#..#
    #####...
    .....#..
    ......#.
"""


def _ink(picture: str) -> np.ndarray:
    rows = picture.split()
    return np.array([[INK * (c == "#") for c in row] for row in rows], np.uint8)


def test_what_touches_is_one_spot_and_what_lies_in_its_hole_another() -> None:
    ink = _ink(PICTURE)

    spots = find_spots(ink)

    boxes = [tuple(box) for box in spots.boxes.tolist()]
    assert sorted(boxes) == [(0, 0, 7, 7), (2, 2, 1, 1), (7, 0, 1, 4)]
    ring = spots.mask([boxes.index((0, 0, 7, 7))])
    assert ring[2, 2] == 0
    assert ring[5, 5] == ring[6, 6] == INK
    assert (spots.mask(range(3)) == ink).all()


def test_a_page_without_ink_has_no_spots() -> None:
    spots = find_spots(np.zeros((4, 6), np.uint8))

    assert spots.boxes.shape == (0, 4)
    assert not spots.mask([]).any()


@settings(derandomize=True, deadline=None)
@given(arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=24)))
def test_spots_are_those_that_labels_tell_apart(ink: np.ndarray) -> None:
    image = (INK * ink).astype(np.uint8)
    count, labels = cv2.connectedComponents(image, connectivity=8)

    spots = find_spots(image)

    assert len(spots.boxes) == count - 1
    for spot in range(len(spots.boxes)):
        place, part = spots.alone(spot)
        mask = spots.mask([spot])
        (label,) = set(labels[mask > 0].tolist())
        assert ((labels == label) == (mask > 0)).all()
        assert (mask[place] == part).all()
        assert (mask > 0).sum() == (part > 0).sum()


def test_every_choice_of_spots_is_drawn_whole() -> None:
    random = np.random.default_rng(1)
    ink = (INK * (random.random((60, 80)) < 0.5)).astype(np.uint8)
    spots = find_spots(ink)

    for chosen in (range(0, len(spots.boxes), 2), range(1, len(spots.boxes), 2)):
        expected = np.zeros_like(ink)
        for spot in chosen:
            place, part = spots.alone(spot)
            expected[place] |= part
        assert (spots.mask(chosen) == expected).all()
