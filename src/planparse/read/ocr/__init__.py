"""Scanned pages → pages: rendered, set upright, and read cell by cell with Tesseract."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2

from planparse.read.ocr import engine
from planparse.read.ocr.images import SCALE, WHITE, Image, deskewed, ink_of, render, without_seals
from planparse.read.ocr.regions import Region, find_regions
from planparse.read.ocr.rules import find_rules
from planparse.read.ocr.words import Placed, to_words
from planparse.schema.layout import Box, Page

# The share of the resolution of the page at which letters are read.
READ_SCALE = 2 / 3
MARGIN = 12


def read_scanned_pages(
    content: bytes, numbers: Iterable[int], password: str | None = None
) -> Iterator[Page]:
    """The pages of these numbers, in their order, as many at a time as there are cores.

    Raises NoTextError when Tesseract or its Vietnamese model is not installed.
    """
    engine.require()
    workers = os.cpu_count() or 1
    with (
        pypdfium2.PdfDocument(content, password=password) as pdf,
        ThreadPoolExecutor(workers) as pool,
    ):
        waiting = []
        for number in numbers:
            picture = render(pdf[number - 1])  # PDFium works for one thread only
            waiting.append(pool.submit(read_page, picture, number))
            if len(waiting) > workers:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def read_page(picture: Image, number: int) -> Page:
    """One page from its picture."""
    grey = deskewed(without_seals(picture))
    ink = ink_of(grey)
    rules = find_rules(ink)
    drawn = cv2.dilate(rules.mask, np.ones((5, 5), np.uint8))
    grey[drawn > 0] = WHITE
    placed = _read(grey, find_regions(ink, rules))
    words = to_words(placed, ink & ~drawn, number)
    boxes = tuple(Box(*(length / SCALE for length in box)) for box in rules.boxes())
    height, width = grey.shape
    return Page(number, width / SCALE, height / SCALE, words, boxes, True)


def _read(grey: Image, regions: list[Region]) -> list[Placed]:
    images = [_cut_out(grey, region) for region in regions]
    found = engine.read_images(images, round(SCALE * 72 * READ_SCALE))
    return [
        Placed(_on_page(reading, region), (index, reading.line))
        for index, (region, readings) in enumerate(zip(regions, found, strict=True))
        for reading in readings
    ]


def _cut_out(grey: Image, region: Region) -> Image:
    part = grey[region.top : region.bottom, region.x0 : region.x1].copy()
    part[region.mask == 0] = WHITE
    part = cv2.copyMakeBorder(part, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=WHITE)
    return cv2.resize(part, None, fx=READ_SCALE, fy=READ_SCALE, interpolation=cv2.INTER_AREA)


def _on_page(reading: engine.Reading, region: Region) -> engine.Reading:
    def x(length: float) -> float:
        return length / READ_SCALE - MARGIN + region.x0

    def y(length: float) -> float:
        return length / READ_SCALE - MARGIN + region.top

    return replace(
        reading,
        x0=x(reading.x0),
        x1=x(reading.x1),
        top=y(reading.top),
        bottom=y(reading.bottom),
        baseline=y(reading.baseline),
        height=reading.height / READ_SCALE,
    )
