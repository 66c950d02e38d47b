"""PDFium's characters of a page, as arrays."""

import ctypes
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from planparse.read.pdf.drawing import Characters
from planparse.read.pdf.font_maps import Changes
from planparse.read.pdf.fonts import is_bold, is_italic
from planparse.read.pdf.pdfium_shapes import Frame
from planparse.schema.layout import Box, Repair

# How PDFium gives a hyphen at the end of a line.
_HYPHEN = 0x02
# Part of its height by which the box of a text that is drawn twice may be off, at most.
_DOUBLED = 0.1


class LeftToReferenceError(Exception):
    """The page has to be drawn by the other engine."""


class _Run(NamedTuple):
    """Neighbouring characters of one text object.

    `handle` is PDFium's font, `wide` and `size` what a unit of the font is across and down.
    """

    handle: Any
    font: str
    wide: float
    size: float


def _fast(name: str, result: Any, *arguments: Any) -> Callable[..., int]:
    """A function of PDFium that takes addresses as plain numbers.

    These are called for every character, and a pointer object for each would take longer than the
    call itself.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    function: Callable[..., int] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return function


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_unicode_of = _fast("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_is_unknown = _fast("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
_object_of = _fast("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_get_origin = _fast("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)


def read_characters(
    text: Any, frame: Frame, changes: Mapping[str, Changes], objects: Mapping[int, Box]
) -> tuple[Characters, list[Repair]]:
    """What stands on a page, with the letters that are read otherwise than its fonts say.

    `changes` are those of the file's fonts; `objects` the boxes of the page's texts by address.
    Raises LeftToReferenceError.
    """
    count = max(0, pdfium.FPDFText_CountChars(text))
    handle = ctypes.cast(text, ctypes.c_void_p).value
    calls = repeat(handle), range(count)
    owners = np.array([owner or 0 for owner in map(_object_of, *calls)], dtype=np.uint64)
    # What belongs to no text of the page are spaces and line breaks that PDFium put in.
    drawn = np.flatnonzero(owners)
    owners = owners[drawn]
    _refuse_doubles(set(owners.tolist()), objects)
    if any(map(_is_unknown, *calls)):
        raise LeftToReferenceError
    codes = np.array(list(map(_unicode_of, *calls)), dtype=np.int64)[drawn].tolist()
    starts = np.flatnonzero(np.diff(owners, prepend=np.uint64(0))) if len(owners) else owners
    runs = [_run_of(text, index) for index in drawn[starts].tolist()]
    lengths = np.diff(np.append(starts, len(owners))).astype(int)
    texts, repairs = _read_letters(codes, runs, lengths.tolist(), changes)
    advances = np.array(_advances_of(codes, runs, lengths.tolist()))
    origins = _origins_of(handle, count)[drawn]
    _refuse_outside(origins, frame)

    def spread(values: Sequence[Any], kind: type) -> NDArray[Any]:
        return np.repeat(np.array(values, dtype=kind), lengths)

    characters = Characters(
        texts,
        origins[:, 0] - frame.left,
        origins[:, 0] + advances - frame.left,
        frame.top - origins[:, 1],
        spread([run.size for run in runs], float),
        spread([is_bold(run.font) for run in runs], bool),
        spread([is_italic(run.font) for run in runs], bool),
    )
    return characters, repairs


def _refuse_doubles(owners: set[int], objects: Mapping[int, Box]) -> None:
    """PDFium drops a text that is drawn over itself; how often that is done tells of bold."""
    read = [box for address, box in objects.items() if address in owners]
    for address, box in objects.items():
        if address not in owners and box.width > 0:
            off = _DOUBLED * abs(box.height)
            if any(abs(r.x0 - box.x0) <= off and abs(r.top - box.top) <= off for r in read):
                raise LeftToReferenceError


def _refuse_outside(origins: NDArray[np.float64], frame: Frame) -> None:
    """Whether what stands outside of the frame is hidden, the other engine decides."""
    if len(origins):
        (x0, y0), (x1, y1) = origins.min(axis=0), origins.max(axis=0)
        right, foot = frame.left + frame.width, frame.top - frame.height
        if x0 < frame.left or x1 > right or y0 < foot or y1 > frame.top:
            raise LeftToReferenceError


def _run_of(text: Any, index: int) -> _Run:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    size = pdfium.FPDFText_GetFontSize(text, index)
    if matrix.b or matrix.a <= 0 or matrix.d <= 0 or size <= 0:
        raise LeftToReferenceError  # text that is turned or mirrored
    font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text, index))
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    return _Run(font, name.value.decode("utf-8", "replace"), size * matrix.a, size * matrix.d)


def _read_letters(
    codes: Sequence[int],
    runs: Sequence[_Run],
    lengths: Sequence[int],
    changes: Mapping[str, Changes],
) -> tuple[list[str], list[Repair]]:
    """The letters of all runs, those read otherwise counted."""
    texts = ["-" if code == _HYPHEN else chr(code) for code in codes]
    mended: Counter[str] = Counter()
    start = 0
    for run, length in zip(runs, lengths, strict=True):
        own = changes.get(run.font)
        if own is None:
            raise LeftToReferenceError
        for index in range(start, start + length) if own else ():
            letter = own.get(texts[index], texts[index])
            if letter is None:
                raise LeftToReferenceError
            if letter != texts[index]:
                mended[f"{texts[index]} → {letter}"] += 1
                texts[index] = letter
        start += length
    repairs = [Repair("glyphs", mended.total(), tuple(sorted(mended)))] if mended else []
    return texts, repairs


def _advances_of(codes: Sequence[int], runs: Sequence[_Run], lengths: Sequence[int]) -> list[float]:
    """How far every character takes the pen, without the spacing that is added to it."""
    known: dict[tuple[int, int], float] = {}
    advances: list[float] = []
    for run, length in zip(runs, lengths, strict=True):
        address = ctypes.cast(run.handle, _POINTER).value or 0
        for code in codes[len(advances) : len(advances) + length]:
            if (address, code) not in known:
                known[address, code] = _width_of(run.handle, code)
            advances.append(known[address, code] * run.wide)
    return advances


def _width_of(font: Any, code: int) -> float:
    """The width of a letter in a font of size 1."""
    width = ctypes.c_float()
    letter = ord("-") if code == _HYPHEN else code
    if not pdfium.FPDFFont_GetGlyphWidth(font, letter, 1.0, ctypes.byref(width)):
        raise LeftToReferenceError
    return width.value


def _origins_of(handle: int | None, count: int) -> NDArray[np.float64]:
    """Where the pen stands for every character: x and y, y upwards."""
    origins = np.empty((max(1, count), 2))[:count]
    start, step = origins.ctypes.data, origins.strides[0]
    xs = range(start, start + count * step, step)
    ys = range(start + 8, start + 8 + count * step, step)
    if not all(map(_get_origin, repeat(handle), range(count), xs, ys)):
        raise LeftToReferenceError
    return origins
