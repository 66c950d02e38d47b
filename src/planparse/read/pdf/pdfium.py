"""The fast engine: pages as PDFium reads them, where it reads what the reference engine does.

A page that it might read otherwise (turned text, annotations, fonts whose letters only their codes
tell) is left to that engine.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pikepdf
import pypdfium2.raw as pdfium

from planparse.process import give_back
from planparse.read.content import Content, address_of, let_go, stream_of
from planparse.read.pdf.drawing import Drawing, Seal
from planparse.read.pdf.font_maps import Changes, read_font_changes
from planparse.read.pdf.pdfium_places import LeftToReferenceError, Pens, find_places
from planparse.read.pdf.pdfium_shapes import Frame, find_shapes
from planparse.read.pdf.pdfium_text import read_characters
from planparse.read.pdf.unseen import find_unseen, hides_layers

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
        self._has_layers = False
        self._pens = Pens()
        try:
            if self._pdf:
                with pikepdf.open(stream_of(content), password=password or "") as pdf:
                    self._has_layers = hides_layers(pdf)
                    self._changes = read_font_changes(pdf)
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

    def find_unseen(self, index: int) -> list[tuple[float, float]]:
        """Where the characters of a page begin that nobody sees, as the file measures: for the
        other engine. None where PDFium does not open the page."""
        if not self._pdf:
            return []
        try:
            with _opened(self._pdf, index) as (page, text):
                frame = _frame_of(page)
                places = find_places(text, self._pens)
                shapes = find_shapes(page, frame)
                unseen = find_unseen(page, frame, shapes, places, self._has_layers)
                origins = places.origins[np.isin(places.owners, list(unseen))]
                return [(x, y) for x, y in origins.tolist()]
        except LeftToReferenceError:
            return []

    def _draw(self, page: Any, text: Any) -> Drawing:
        if pdfium.FPDFPage_GetRotation(page) or _has_annotations(page):
            raise LeftToReferenceError
        frame = _frame_of(page)
        shapes = find_shapes(page, frame)
        places = find_places(text, self._pens)
        characters, repairs = read_characters(text, places, frame, self._changes, shapes.texts)
        unseen = find_unseen(page, frame, shapes, places, self._has_layers)
        is_unseen = np.isin(places.owners, list(unseen))
        return Drawing(
            frame.width,
            frame.height,
            characters.take(np.flatnonzero(~is_unseen)) if unseen else characters,
            shapes.rules,
            shapes.covered,
            shapes.curves,
            [Seal(characters.take(np.flatnonzero(is_unseen)), [], "unseen")] if unseen else [],
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
