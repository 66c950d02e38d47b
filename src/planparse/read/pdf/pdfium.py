"""The fast engine: pages as PDFium reads them, where it reads what the reference engine does.

A page that it might read otherwise (turned text, annotations, fonts whose letters only their codes
tell) is left to that engine.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2.raw as pdfium

from planparse.process import give_back
from planparse.read.content import Content, address_of, let_go
from planparse.read.pdf.drawing import Drawing
from planparse.read.pdf.font_maps import Changes, read_font_changes
from planparse.read.pdf.pdfium_shapes import Frame, find_shapes
from planparse.read.pdf.pdfium_text import LeftToReferenceError, Pens, read_characters

# PDFium keeps what it has parsed of every page; after so many pages the file is opened anew, which
# takes no time that shows.
OPEN = 64


class Pdfium:
    """A PDF opened with PDFium; a file that does not open has no pages."""

    def __init__(self, content: Content, password: str | None) -> None:
        self._content = content
        self._held = address_of(content)  # PDFium reads from it for as long as it is open
        self._secret = password.encode() if password else None
        self._pdf = self._load()
        self._changes: dict[str, Changes] = {}
        self._pens = Pens()
        try:
            if self._pdf:
                self._changes = read_font_changes(content, password)
                if len(self) > OPEN:  # for which every object of a long file was looked at
                    give_back()
                let_go(content)
        # Fonts or a file out of order.
        except (pikepdf.PdfError, RuntimeError, ValueError, AttributeError):
            self.close()

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._pdf)) if self._pdf else 0

    def _load(self) -> Any:
        return pdfium.FPDF_LoadMemDocument64(self._held, len(self._content), self._secret)

    def close(self) -> None:
        """Let the file go."""
        if self._pdf:
            pdfium.FPDF_CloseDocument(self._pdf)
        self._pdf = None

    def draw(self, index: int) -> Drawing | None:
        """The page of this index, from 0; None where it is left to the other engine."""
        if not self._pdf:
            return None
        if index and index % OPEN == 0:
            self.close()
            let_go(self._content)
            self._pdf = self._load()
        try:
            with _opened(self._pdf, index) as (page, text):
                return self._draw(page, text)
        except LeftToReferenceError:
            return None

    def _draw(self, page: Any, text: Any) -> Drawing:
        frame = _frame_of(page)
        shapes = find_shapes(page, frame)
        characters, repairs = read_characters(text, self._pens, frame, self._changes, shapes.texts)
        return Drawing(
            frame.width,
            frame.height,
            characters,
            shapes.rules,
            shapes.covered,
            shapes.curves,
            [],
            repairs,
        )


@contextmanager
def _opened(pdf: Any, index: int) -> Iterator[tuple[Any, Any]]:
    """A page and its text, which are given back at the end."""
    page = pdfium.FPDF_LoadPage(pdf, index)
    if not page:
        raise LeftToReferenceError
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise LeftToReferenceError
        try:
            yield page, text
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _frame_of(page: Any) -> Frame:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    if pdfium.FPDFPage_GetRotation(page) or _has_annotations(page):
        raise LeftToReferenceError
    return Frame(rect.left, rect.top, rect.right - rect.left, rect.top - rect.bottom)


def _has_annotations(page: Any) -> bool:
    """Whether anything but links lies over the page."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind != pdfium.FPDF_ANNOT_LINK:
            return True
    return False
