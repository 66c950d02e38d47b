"""Where PDFium's characters of a page stand, and which texts of the page they are of."""

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from planparse.read.pdf.pdfium_calls import address_of, fast

_POINTER = ctypes.c_void_p
# A text is a pointer that is given back as a number, 0 for none.
_object_of = fast("FPDFText_GetTextObject", ctypes.c_size_t)
_get_origin = fast("FPDFText_GetCharOrigin", ctypes.c_int)


class LeftToReferenceError(Exception):
    """The page has to be drawn by the other engine."""


class Pens:
    """Where the pen stands for every character, in room that is kept from page to page: pointers
    made for each character of each page would take as long as to ask for it.
    """

    def __init__(self) -> None:
        self._make_room(0)

    def read(self, handle: int | None, count: int) -> NDArray[np.float64]:
        """The places of a page's characters until the next page: x and y, y upwards."""
        if count > len(self._xs):
            self._make_room(2 * count)
        if not all(map(_get_origin, repeat(_POINTER(handle)), range(count), self._xs, self._ys)):
            raise LeftToReferenceError
        return self._room[:count]

    def _make_room(self, count: int) -> None:
        self._room = np.zeros((count, 2))
        memory = (ctypes.c_double * (2 * count)).from_buffer(self._room.data)
        places = range(0, ctypes.sizeof(memory), ctypes.sizeof(ctypes.c_double))
        self._xs = [ctypes.byref(memory, place) for place in places[::2]]
        self._ys = [ctypes.byref(memory, place) for place in places[1::2]]


class Places(NamedTuple):
    """Where the characters of a page stand, of `total` that PDFium gives those that are drawn:
    their indexes, the addresses of the texts that they are of, and where the pen stands for each
    (x and y, y upwards).
    """

    total: int
    drawn: NDArray[np.intp]
    owners: NDArray[np.int64]
    origins: NDArray[np.float64]


def find_places(text: Any, pens: Pens) -> Places:
    """Where the characters of a page stand. Raises LeftToReferenceError."""
    count = max(0, pdfium.FPDFText_CountChars(text))
    handle = address_of(text)
    owners = for_each(_object_of, handle, count)
    # What belongs to no text of the page are spaces and line breaks that PDFium put in.
    drawn = np.flatnonzero(owners)
    return Places(count, drawn, owners[drawn], pens.read(handle, count)[drawn])


def for_each(function: Callable[..., int], handle: int | None, count: int) -> NDArray[np.int64]:
    """What a function, which takes no other `arguments`, says of every character of a page."""
    said = map(function, repeat(_POINTER(handle)), range(count))
    return np.fromiter(said, dtype=np.int64, count=count)
