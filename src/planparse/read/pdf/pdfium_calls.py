"""Functions of PDFium that are called for every character or object of a page."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def fast(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as plain numbers.

    A pointer object for each call would take longer than the call itself, and so would giving the
    interpreter away for its time. Without `arguments` only whole numbers and one `c_void_p` for all
    calls can be given, which takes half as long again.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(pointer: Any) -> int:
    """The address in a pointer. `ctypes.cast` would leave a cycle behind for every page."""
    return ctypes.c_void_p.from_buffer(pointer).value or 0
