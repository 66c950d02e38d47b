"""What annotations show: appearance streams, of signature fields above all.

An appearance is a form that a viewer draws over the page, fitted into the rectangle of its
annotation (ISO 32000-1, 12.5.5). It is drawn here on a page of its own, so that its characters
come out as those of any page do.
"""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from planparse.read.pdf.plumber_pages import DrawnPage
from planparse.schema.layout import StampKind

# Flags of an annotation that nobody sees on the screen (table 165: Hidden, NoView).
_UNSEEN = 1 << 1 | 1 << 5
_NAME = "Appearance"
# How many numbers the corners of one line of text are.
_QUAD = 8
# pdfminer draws only what has the number of an object; no object has this one.
_NO_OBJECT = -1


class Annotation(NamedTuple):
    """What a viewer shows of an annotation: a page of pdfplumber with its appearance and no more,
    or the text of one that has none, in its rectangle; places are as the file measures."""

    kind: StampKind
    rectangle: list[float]
    drawn: Any
    text: str


def find_annotations(page: Any) -> Iterator[Annotation]:
    """The visible annotations of `page` that show something."""
    for annotation in _annotations_of(page):
        rectangle = _numbers(annotation.get("Rect"), 4)
        if rectangle and _is_seen(annotation, rectangle):
            form = _appearance_of(annotation)
            drawn = _draw(page, form, rectangle) if form else None
            text = "" if form else _text_of(annotation)
            if drawn or text:
                yield Annotation(_kind_of(annotation), rectangle, drawn, text)


def find_strikes(page: Any) -> Iterator[list[float]]:
    """The four corners of each line of text that an annotation strikes through."""
    for annotation in _annotations_of(page):
        if _name_of(annotation.get("Subtype")) == "StrikeOut":
            corners = resolve1(annotation.get("QuadPoints")) or ()
            for start in range(0, len(corners), _QUAD):
                quad = _numbers(corners[start : start + _QUAD], _QUAD)
                if quad:
                    yield quad


def _annotations_of(page: Any) -> Iterator[dict[str, Any]]:
    found = map(resolve1, resolve1(page.page_obj.annots) or ())
    return (each for each in found if isinstance(each, dict))


def _kind_of(annotation: dict[str, Any]) -> StampKind:
    if _name_of(annotation.get("Subtype")) != "Widget":
        return "annotation"
    kind = _name_of(_inherited(annotation, "FT"))
    return "button" if kind == "Btn" else "annotation" if kind in {"Tx", "Ch"} else "signature"


def _text_of(annotation: dict[str, Any]) -> str:
    """What viewers show of an annotation without an appearance: typed text, or a field's value."""
    subtype, kind = _name_of(annotation.get("Subtype")), _name_of(_inherited(annotation, "FT"))
    if subtype == "FreeText":
        said = resolve1(annotation.get("Contents"))
    else:
        said = _inherited(annotation, "V") if subtype == "Widget" and kind in {"Tx", "Ch"} else None
    return " ".join(decode_text(said).split()) if isinstance(said, bytes) else ""


def _inherited(field: dict[str, Any], key: str) -> Any:
    """What a field says, or the one that it is a part of."""
    parent = resolve1(field.get("Parent"))
    return resolve1(field.get(key) or (parent.get(key) if isinstance(parent, dict) else None))


def _name_of(value: object) -> str:
    name = resolve1(value)
    return str(name.name) if isinstance(name, PSLiteral) else ""


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
