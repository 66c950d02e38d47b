"""PDFium's characters of a page, as arrays."""

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from planparse.read.pdf.drawing import Characters
from planparse.read.pdf.font_maps import Changes
from planparse.read.pdf.fonts import is_bold, is_italic
from planparse.read.pdf.pdfium_calls import address_of, fast
from planparse.read.pdf.pdfium_places import LeftToReferenceError, Places, for_each
from planparse.read.pdf.pdfium_shapes import FindBox, Frame
from planparse.schema.layout import Repair

# How PDFium gives a hyphen at the end of a line: in the text of a page, and by itself.
_HYPHENS = (0xFFFE, 0x02)
# The leading bits of half a character of UTF-16.
_SURROGATE = 0xD800 >> 11
# Part of its height by which the box of a text that is drawn twice may be off, at most.
_DOUBLED = 0.1


class _Run(NamedTuple):
    """Neighbouring characters of one text object.

    `font` is PDFium's; `wide` and `size` are what a unit of it is across and down, points.
    """

    font: int
    wide: float
    size: float


_POINTER, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_ADDRESS = ctypes.c_size_t  # a pointer that is given back as a number, 0 for none
_unicode_of = fast("FPDFText_GetUnicode", ctypes.c_uint)
_is_hyphen = fast("FPDFText_IsHyphen", _INT, _POINTER, _INT)
_is_unknown = fast("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
_get_text = fast("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_get_matrix = fast("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
_size_of = fast("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
_font_of = fast("FPDFTextObj_GetFont", _ADDRESS, _POINTER)
_get_name = fast("FPDFFont_GetBaseFontName", _ADDRESS, _POINTER, _POINTER, _ADDRESS)
_get_width = fast("FPDFFont_GetGlyphWidth", _INT, _POINTER, ctypes.c_uint32, _FLOAT, _POINTER)


def read_characters(
    text: Any,
    places: Places,
    frame: Frame,
    changes: Mapping[str, Changes],
    find_box: Mapping[int, FindBox],
) -> tuple[Characters, list[Repair]]:
    """What stands on a page, with the letters that are read otherwise than its fonts say.

    `changes` are those of the file's fonts; `find_box` measures texts. Raises LeftToReferenceError.
    """
    count, drawn, owners, origins = places
    handle = address_of(text)
    _refuse_doubles(set(owners.tolist()), find_box)
    codes = _with_hyphens(_codes_of(text, handle, count)[drawn], handle, drawn)
    _refuse_outside(origins, frame)
    _refuse_shared(codes, owners, origins)
    starts = np.flatnonzero(np.diff(owners, prepend=0)) if len(owners) else drawn
    runs = list(_find_runs(handle, drawn[starts].tolist(), owners[starts].tolist()))
    lengths = np.diff(starts, append=len(owners))
    fonts = _fonts_of(runs)
    texts, repairs = _read_letters(codes, [changes.get(font) for font in fonts], lengths)
    kinds, firsts, widths = _glyphs_of(codes, runs, lengths)
    if any(_is_unknown(handle, index) for index in drawn[firsts].tolist()):
        raise LeftToReferenceError
    wide = _spread([run.wide for run in runs], lengths, float)
    return Characters(
        texts,
        origins[:, 0] - frame.left,
        origins[:, 0] + widths[kinds] * wide - frame.left,
        frame.top - origins[:, 1],
        _spread([run.size for run in runs], lengths, float),
        _spread([is_bold(font) for font in fonts], lengths, bool),
        _spread([is_italic(font) for font in fonts], lengths, bool),
    ), repairs


def _fonts_of(runs: Sequence[_Run]) -> list[str]:
    """The name of the font of each run."""
    names = {font: _name_of(font) for font in {run.font for run in runs}}
    return [names[run.font] for run in runs]


def _codes_of(text: Any, handle: int | None, count: int) -> NDArray[np.int64]:
    """The characters of a page as numbers, taken at once where each has one place in its text."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    # Its address and no pointer, which would leave a cycle behind for every page.
    taken = _get_text(address_of(text), 0, count, buffer.ctypes.data)
    if taken == count + 1 and not (buffer >> 11 == _SURROGATE).any():
        codes = buffer[:count].astype(np.int64)
    else:
        codes = for_each(_unicode_of, handle, count)
    return codes


def _with_hyphens(
    codes: NDArray[np.int64], handle: int | None, drawn: NDArray[np.intp]
) -> NDArray[np.int64]:
    """The characters of these indexes; one of which the font does not say what it is looks like the
    hyphen at the end of a line, which PDFium gives its own number."""
    odd = np.isin(codes, _HYPHENS) | (codes < ord(" ")) | (codes >> 11 == _SURROGATE)
    for place in np.flatnonzero(odd).tolist():
        index = int(drawn[place])
        if _is_hyphen(handle, index):
            codes[place] = ord("-")
        elif not chr(_unicode_of(_POINTER(handle), index)).isspace():
            raise LeftToReferenceError
    return codes


def _spread(values: Sequence[Any], lengths: NDArray[np.intp], kind: type) -> NDArray[Any]:
    """Values of runs as values of their characters."""
    return np.repeat(np.array(values, dtype=kind), lengths)


def _refuse_doubles(owners: set[int], find_box: Mapping[int, FindBox]) -> None:
    """Leave a page where a text is drawn over itself, as some bold is: PDFium drops it."""
    left_out = [find_box[address]() for address in find_box.keys() - owners]
    left_out = [box for box in left_out if box.width > 0]
    read = [find() for address, find in find_box.items() if address in owners] if left_out else []
    for box in left_out:
        off = _DOUBLED * box.height
        if any(abs(r.x0 - box.x0) <= off and abs(r.top - box.top) <= off for r in read):
            raise LeftToReferenceError


def _refuse_outside(origins: NDArray[np.float64], frame: Frame) -> None:
    """Leave a page with text outside the frame: the other engine decides whether it is hidden."""
    if len(origins):
        (x0, y0), (x1, y1) = origins.min(axis=0), origins.max(axis=0)
        right, foot = frame.left + frame.width, frame.top - frame.height
        if x0 < frame.left or x1 > right or y0 < foot or y1 > frame.top:
            raise LeftToReferenceError


def _refuse_shared(
    codes: NDArray[np.int64], owners: NDArray[np.int64], origins: NDArray[np.float64]
) -> None:
    """Leave a page where letters side by side in one text begin in one place: they are those of one
    glyph (“fi”), or of a text that the file gives in its stead (/ActualText), and PDFium does not
    say where each of them stands. Marks do begin where another one does."""
    shared = (np.diff(origins, axis=0) == 0).all(axis=1) & (np.diff(owners) == 0)
    seconds = map(chr, codes[1:][shared].tolist())
    if any(not letter.isspace() and not unicodedata.combining(letter) for letter in seconds):
        raise LeftToReferenceError


def _find_runs(handle: int | None, indexes: Sequence[int], owners: Sequence[int]) -> Iterator[_Run]:
    """The runs that begin at these characters, in these texts."""
    matrix = pdfium.FS_MATRIX()
    place = ctypes.addressof(matrix)
    for index, owner in zip(indexes, owners, strict=True):
        _get_matrix(handle, index, place)
        size, wide, high = _size_of(handle, index), matrix.a, matrix.d
        if matrix.b or wide <= 0 or high <= 0 or size <= 0:
            raise LeftToReferenceError  # text that is turned or mirrored
        yield _Run(_font_of(owner), size * wide, size * high)


def _name_of(font: int) -> str:
    name = ctypes.create_string_buffer(256)
    _get_name(font, ctypes.addressof(name), len(name))
    return name.value.decode("utf-8", "replace")


def _read_letters(
    codes: NDArray[np.int64], changes: Sequence[Changes], lengths: NDArray[np.intp]
) -> tuple[NDArray[np.object_], list[Repair]]:
    """The letters of runs, by the changes of the font of each; those read otherwise counted."""
    texts = np.array(list(map(chr, codes.tolist())), dtype=object)
    mended: Counter[str] = Counter()
    ends = np.cumsum(lengths).tolist()
    for own, length, end in zip(changes, lengths.tolist(), ends, strict=True):
        if own is None:
            raise LeftToReferenceError
        for index in range(end - length, end) if own else ():
            letter = own.get(texts[index], texts[index])
            if letter is None:
                raise LeftToReferenceError
            if letter != texts[index]:
                mended[f"{texts[index]} → {letter}"] += 1
                texts[index] = letter
    repairs = [Repair("glyphs", mended.total(), tuple(sorted(mended)))] if mended else []
    return texts, repairs


def _glyphs_of(
    codes: NDArray[np.int64], runs: Sequence[_Run], lengths: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Which letter of which font each character is, where each of these stands first, and the
    width it has in a font of size 1.
    """
    fonts = list({run.font for run in runs})
    numbers = {font: number for number, font in enumerate(fonts)}
    own = _spread([numbers[run.font] for run in runs], lengths, int)
    keys, firsts, places = np.unique(own << 32 | codes, return_index=True, return_inverse=True)
    widths = [_width_of(fonts[key >> 32], key & 0xFFFFFFFF) for key in keys.tolist()]
    return places, firsts, np.array(widths, dtype=float)


def _width_of(font: int, code: int) -> float:
    """The width of a letter in a font of size 1."""
    width = _FLOAT()
    if not _get_width(font, code, 1.0, ctypes.addressof(width)):
        raise LeftToReferenceError
    return width.value
