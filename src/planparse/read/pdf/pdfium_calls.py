"""Functions of PDFium that are called for every character or object of a page."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def fast(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as plain numbers.

    A pointer object for each call would take longer than the call itself.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)
