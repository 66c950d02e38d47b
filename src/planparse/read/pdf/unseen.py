"""Text that a file holds and nobody sees on the page: invisible or white letters, layers that are
switched off, what a box or a picture covers.

Whether it is seen, the page says that is drawn with it and without it. Only what may be unseen is
tried so, as drawing takes longer than reading.
"""

import ctypes
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pikepdf
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from planparse.read.kinds import COVERED
from planparse.read.pdf.frames import holds
from planparse.read.pdf.pdfium_calls import fast
from planparse.read.pdf.pdfium_places import Places
from planparse.read.pdf.pdfium_shapes import Frame, Shapes
from planparse.schema.layout import Box

# Shades, of 255, by which letters differ at least from what is behind them where they are seen:
# nobody reads light grey of 3 % on white.
CONTRAST = 8
# Text that is drawn as invisible, and as nothing but a clip (ISO 32000-1, table 106).
_INVISIBLE = frozenset({3, 7})
# Colours of which every part is at least this may be no other than their ground.
_PALE = 240
# What is less opaque than this, of 255, is not seen.
_CLEAR = 8
_POINTER = ctypes.c_void_p
_mode_of = fast("FPDFTextObj_GetTextRenderMode", ctypes.c_int, _POINTER)
_get_color = fast("FPDFPageObj_GetFillColor", ctypes.c_int, *[_POINTER] * 5)
_Picture = NDArray[np.uint8]


def hides_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether a file has layers (optional content) that are off, or may be."""
    layers = pdf.Root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(usual, pikepdf.Dictionary):
        return False
    return bool(usual.get("/OFF") or usual.get("/AS") or usual.get("/BaseState") == "/OFF")


def find_unseen(
    page: Any, frame: Frame, shapes: Shapes, places: Places, has_layers: bool
) -> frozenset[int]:
    """The addresses of those texts of a page that nobody sees.

    A scan, whose text layer is never seen, has none, and neither has a text in whose place
    something is drawn that it may be the layer of; but that is no other text.
    """
    if shapes.covered >= COVERED:
        return frozenset()
    suspects = set(shapes.texts) if has_layers else set(_find_clear(shapes.texts))
    suspects |= _find_covered(frame, shapes, places)
    if not suspects:
        return frozenset()
    boxes = {address: shapes.texts[address]() for address in suspects}
    whole = _draw(page, frame)
    with _taken_away(suspects):
        rest = _draw(page, frame)
    changed = np.abs(whole.astype(np.int16) - rest) > CONTRAST
    unseen = {each for each, box in boxes.items() if not _part(changed, box).any()}
    others = [shapes.texts[each]() for each in shapes.texts.keys() - unseen] if unseen else []
    return frozenset(
        each
        for each in unseen
        if _is_even(_part(whole, boxes[each])) or any(holds(o, boxes[each]) for o in others)
    )


def _find_clear(texts: Iterable[int]) -> Iterator[int]:
    """Texts that are invisible, clear, or pale."""
    color = (ctypes.c_uint * 4)()
    parts = [ctypes.addressof(color) + i * ctypes.sizeof(ctypes.c_uint) for i in range(4)]
    for text in texts:
        if _mode_of(text) in _INVISIBLE:
            yield text
        elif _get_color(text, *parts):
            *shades, opacity = color
            if min(shades) >= _PALE or opacity < _CLEAR:
                yield text


def _find_covered(frame: Frame, shapes: Shapes, places: Places) -> set[int]:
    """Texts over which something is drawn later that is no line."""
    if not shapes.covers or not len(places.owners):
        return set()
    numbers = {address: number for number, address in enumerate(shapes.texts)}
    order = np.array([numbers.get(each, len(numbers)) for each in places.owners.tolist()])
    x, y = frame.place(*places.origins.T)
    found: set[int] = set()
    for before, box in shapes.covers:
        within = (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)
        found.update(places.owners[within & (order < before)].tolist())
    return found


@contextmanager
def _taken_away(texts: Iterable[int]) -> Iterator[None]:
    """The page without these texts."""
    items = [ctypes.cast(text, pdfium.FPDF_PAGEOBJECT) for text in texts]
    try:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, False)
        yield
    finally:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, True)


def _draw(page: Any, frame: Frame) -> _Picture:
    """The part of a page that is shown in grey, a pixel for each point, as its text runs."""
    width, height = max(1, math.ceil(frame.width)), max(1, math.ceil(frame.height))
    picture = np.full((height, width), 255, dtype=np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, picture.ctypes.data, width
    )
    back = -pdfium.FPDFPage_GetRotation(page) % 4
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, back, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return picture


def _part(picture: NDArray[Any], box: Box) -> NDArray[Any]:
    """The pixels that a box touches."""
    x0, top = (max(0, math.floor(edge)) for edge in (box.x0, box.top))
    return picture[top : math.ceil(box.bottom), x0 : math.ceil(box.x1)]


def _is_even(part: _Picture) -> bool:
    """Whether a place shows nothing but its ground, a line at its edge aside."""
    inner = part[1:-1, 1:-1]
    return not inner.size or int(inner.max()) - int(inner.min()) <= CONTRAST
