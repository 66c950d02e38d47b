"""Scanned pages → pages: rendered, set upright, and read cell by cell with Tesseract."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import cv2
import numpy as np
import pypdfium2

from planparse.knowledge.lexicon import load_lexicon
from planparse.process import count_cores
from planparse.read.ocr import cache, tesseract
from planparse.read.ocr.dirt import find_specks, without_edges
from planparse.read.ocr.faint import with_faint
from planparse.read.ocr.images import (
    SCALE,
    WHITE,
    deskewed,
    evenly_lit,
    ink_of,
    measure_paper,
    render,
    with_white_paper,
    without_seals,
)
from planparse.read.ocr.reading import doubted_beside, read_regions
from planparse.read.ocr.regions import find_pictures, find_regions
from planparse.read.ocr.repair import repair
from planparse.read.ocr.rules import find_rules
from planparse.read.ocr.scans import Image, Scan
from planparse.read.ocr.torn import with_torn
from planparse.read.ocr.turning import level
from planparse.read.ocr.words import to_runs
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.schema.layout import Box, Page


def read_scans(
    content: bytes,
    numbers: Sequence[int],
    options: ReadOptions = AS_IT_COMES,
    on_page: OnPage | None = None,
) -> Iterator[Page]:
    """The pages of these numbers from their pictures, repaired by what all of them say.

    Raises ProgramError when Tesseract fails, or it or its Vietnamese model is not installed.
    """
    scans = []
    for scan in read_scanned_pages(content, numbers, options):
        scans.append(scan)
        if on_page:
            on_page(len(scans), len(numbers))
    for scan in repair(scans, load_lexicon()):
        yield scan.to_page()


def read_scanned_pages(
    content: bytes, numbers: Iterable[int], options: ReadOptions = AS_IT_COMES
) -> Iterator[Scan]:
    """The pages of these numbers, in their order, some at a time as `options` say.

    One that cannot be drawn is left out. What is read is kept in the user's cache folder unless
    they say otherwise. Raises ProgramError when Tesseract fails, or it or its Vietnamese model is
    not installed.
    """
    reader = tesseract.require()

    def read(picture: Image, number: int) -> Scan:
        if not options.keep:
            return read_page(picture, number)
        return cache.read_through(picture, number, reader, lambda: read_page(picture, number))

    workers = options.threads or count_cores()
    with ThreadPoolExecutor(workers) as pool:
        waiting = []
        for number, picture in _draw(content, numbers, options.password):
            waiting.append(pool.submit(read, picture, number))
            if len(waiting) > workers:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _draw(
    content: bytes, numbers: Iterable[int], password: str | None
) -> Iterator[tuple[int, Image]]:
    """The pictures of pages, drawn one by one: PDFium works for one thread only."""
    try:
        pdf = pypdfium2.PdfDocument(content, password=password)
    except pypdfium2.PdfiumError:
        return
    with pdf:
        for number in numbers:
            with suppress(pypdfium2.PdfiumError):
                yield number, render(pdf[number - 1])


def read_page(picture: Image, number: int) -> Scan:
    """One page from its picture."""
    upright = deskewed(level(without_edges(evenly_lit(without_seals(picture)))))
    paper = measure_paper(upright)
    grey = with_white_paper(upright, paper)
    ink = ink_of(grey)
    rules = with_torn(with_faint(find_rules(ink), upright, paper), ink)
    drawn = cv2.dilate(rules.mask, np.ones((5, 5), np.uint8))
    pictures = find_pictures(ink & ~drawn)
    drawn |= cv2.dilate(pictures, np.ones((3, 3), np.uint8))
    drawn |= cv2.dilate(find_specks(ink & ~drawn), np.ones((3, 3), np.uint8))
    grey[drawn > 0] = WHITE
    text = ink & ~drawn
    placed = doubted_beside(pictures, read_regions(grey, find_regions(text, rules)))
    runs = to_runs(placed, text, number)
    boxes = tuple(Box(*(length / SCALE for length in box)) for box in rules.boxes())
    height, width = grey.shape
    return Scan(number, width / SCALE, height / SCALE, runs, boxes)
