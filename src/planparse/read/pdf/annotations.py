"""What annotations show: appearance streams, of signature fields above all.

An appearance is a form that a viewer draws over the page, fitted into the rectangle of its
annotation (ISO 32000-1, 12.5.5). It is drawn here on a page of its own, so that its characters
come out as those of any page do.
"""

import copy
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from planparse.read.pdf.plumber_pages import DrawnPage

# Flags of an annotation that nobody sees on the screen (table 165: Hidden, NoView).
_UNSEEN = 1 << 1 | 1 << 5
_NAME = "Appearance"
# pdfminer draws only what has the number of an object; no object has this one.
_NO_OBJECT = -1


def draw_appearances(page: Any) -> Iterator[Any]:
    """One page of pdfplumber per visible annotation of `page`, with what it shows and no more."""
    for reference in resolve1(page.page_obj.annots) or ():
        annotation = resolve1(reference)
        form = _appearance_of(annotation) if isinstance(annotation, dict) else None
        rectangle = _numbers(annotation.get("Rect"), 4) if form else None
        if form and rectangle and _is_seen(annotation, rectangle):
            yield _draw(page, form, rectangle)


def _appearance_of(annotation: dict[str, Any]) -> PDFStream | None:
    """The normal appearance, in the state the annotation is in."""
    normal = resolve1((resolve1(annotation.get("AP")) or {}).get("N"))
    if isinstance(normal, dict):
        state = resolve1(annotation.get("AS"))
        normal = resolve1(normal.get(state.name)) if isinstance(state, PSLiteral) else None
    return normal if isinstance(normal, PDFStream) else None


def _is_seen(annotation: dict[str, Any], rectangle: list[float]) -> bool:
    flags = resolve1(annotation.get("F"))
    x0, y0, x1, y1 = rectangle
    return x0 != x1 and y0 != y1 and not (isinstance(flags, int) and flags & _UNSEEN)


def _draw(page: Any, form: PDFStream, rectangle: list[float]) -> Any:
    """The appearance alone on a page like `page`, its box fitted into the rectangle."""
    alone = copy.copy(page.page_obj)
    matrix = " ".join(f"{value:.6f}" for value in _fit(form, rectangle))
    content = PDFStream({}, f"q {matrix} cm /{_NAME} Do Q".encode())
    content.set_objid(_NO_OBJECT, 0)
    alone.contents = [content]
    alone.resources = {"XObject": {_NAME: form}}
    return DrawnPage(page.pdf, alone, page.page_number)


def _fit(form: PDFStream, rectangle: list[float]) -> tuple[float, ...]:
    """The matrix that takes the form's box, as its own matrix leaves it, to the rectangle."""
    a, b, c, d, e, f = _numbers(form.get("Matrix"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x0, y0, x1, y1 = _numbers(form.get("BBox"), 4) or rectangle
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    left, right = sorted((rectangle[0], rectangle[2]))
    foot, head = sorted((rectangle[1], rectangle[3]))
    wide = (right - left) / ((max(xs) - min(xs)) or 1.0)
    high = (head - foot) / ((max(ys) - min(ys)) or 1.0)
    return wide, 0.0, 0.0, high, left - min(xs) * wide, foot - min(ys) * high


def _numbers(value: object, count: int) -> list[float] | None:
    """So many numbers, or None for anything else."""
    items = [resolve1(item) for item in resolve1(value) or ()]
    if len(items) != count or not all(isinstance(item, int | float) for item in items):
        return None
    return [float(item) for item in items]
