"""PDFium's objects of a page: the rules its paths make, its pictures, where its texts stand."""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import repeat
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

from planparse.read.pdf.pdfium_calls import address_of, fast
from planparse.read.pdf.strokes import Stroke, is_bulky, rules_of
from planparse.schema.layout import Box, around

# Colours of which every part is at least this, of 255, are white.
_WHITE = 253
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
FindBox = Callable[[], Box]
_AS_IT_IS: _Matrix = (1, 0, 0, 1, 0, 0)
_POINTER, _INT, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
_object_of = fast("FPDFPage_GetObject", _ADDRESS, _POINTER, _INT)
_object_of_form = fast("FPDFFormObj_GetObject", _ADDRESS, _POINTER, ctypes.c_ulong)
_kind_of_object = fast("FPDFPageObj_GetType", _INT, _POINTER)


class Frame(NamedTuple):
    """The part of a page that is shown, as PDFs measure: `top` counts upwards."""

    left: float
    top: float
    width: float
    height: float

    def place(self, x: float, y: float) -> _Point:
        """A point as counted from the top left corner."""
        return x - self.left, self.top - y


class Shapes(NamedTuple):
    """`covered` is the part of the page under pictures; `texts`, as they are drawn one after the
    other, are measured by address. `covers` are pictures and filled shapes that are no rules, each
    with how many texts are drawn before it.
    """

    rules: tuple[Box, ...]
    covered: float
    curves: int
    texts: dict[int, FindBox]
    covers: list[tuple[int, Box]]


def find_shapes(page: Any, frame: Frame) -> Shapes:
    """What is drawn on a page beside characters; places from the top left corner of `frame`."""
    rules: list[Box] = []
    curves, pictures = 0, 0.0
    texts: dict[int, FindBox] = {}
    covers: list[tuple[int, Box]] = []
    for kind, item, matrix in _find_objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            for stroke in _strokes_of(_as_pointer(item), matrix, frame):
                own = rules_of(stroke)
                rules += own
                curves += stroke.kind == "curve"
                if stroke.is_filled and len(own) != 1 and is_bulky(stroke):
                    covers.append((len(texts), stroke.box))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _box_of(item, matrix, frame)
            pictures += box.width * box.height
            covers.append((len(texts), box))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts[item] = partial(_box_of, item, matrix, frame)
    covered = min(1.0, pictures / (frame.width * frame.height))
    return Shapes(tuple(rules), covered, curves, texts, covers)


def _find_objects(page: Any) -> Iterator[tuple[int, int, _Matrix]]:
    """The objects of a page and of the forms on it: kind, address, the matrix each stands in."""
    handle = address_of(page)
    count = pdfium.FPDFPage_CountObjects(page)
    yield from _unfold(map(_object_of, repeat(handle), range(count)), _AS_IT_IS)


def _unfold(items: Iterable[int], matrix: _Matrix) -> Iterator[tuple[int, int, _Matrix]]:
    for item in items:
        kind = _kind_of_object(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            form = _as_pointer(item)
            count = pdfium.FPDFFormObj_CountObjects(form)
            inner = map(_object_of_form, repeat(item), range(count))
            yield from _unfold(inner, _times(_matrix_of(form), matrix))
        else:
            yield kind, item, matrix


def _as_pointer(item: int) -> Any:
    return ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)


def _strokes_of(item: Any, matrix: _Matrix, frame: Frame) -> Iterator[Stroke]:
    """Each part of a path as a shape of its own."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    is_white = _is_white(item, bool(fill.value), bool(stroke.value))
    for points, is_closed, is_bent in _find_parts(item, _times(_matrix_of(item), matrix), frame):
        box = around(Box(x, y, x, y) for x, y in points)
        kind = "curve" if is_bent else _kind_of(points, is_closed)
        yield Stroke(kind, box, points, bool(stroke.value), is_white, bool(fill.value))


def _find_parts(
    path: Any, matrix: _Matrix, frame: Frame
) -> Iterator[tuple[list[_Point], bool, bool]]:
    """The corners of each part of a path, whether it is closed, and whether it is bent."""
    points: list[_Point] = []
    is_closed = is_bent = False
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, is_closed, is_bent
            points, is_closed, is_bent = [], False, False
        is_closed = is_closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        is_bent = is_bent or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(frame.place(*_apply(matrix, _point_of(segment))))
    if len(points) > 1:
        yield points, is_closed, is_bent


def _kind_of(points: list[_Point], is_closed: bool) -> Literal["line", "rect", "curve"]:
    corners = points[:-1] if len(points) > 2 and points[0] == points[-1] else points
    if len(corners) == 2:
        return "line"
    is_closed = is_closed or corners is not points
    if len(corners) == 4 and is_closed and len(set(corners)) == 4 and _is_square(corners):
        return "rect"
    return "curve"


def _is_square(corners: list[_Point]) -> bool:
    """Whether four corners are those of a rectangle along the axes."""
    return len({x for x, _ in corners}) == len({y for _, y in corners}) == 2


def _is_white(item: Any, is_filled: bool, is_stroked: bool) -> bool:
    getters = [pdfium.FPDFPageObj_GetFillColor] * is_filled
    getters += [pdfium.FPDFPageObj_GetStrokeColor] * is_stroked
    return all(min(_color_of(item, getter)) >= _WHITE for getter in getters)


def _color_of(item: Any, getter: Any) -> tuple[int, int, int]:
    """Red, green and blue, black where nothing is said."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    getter(item, *map(ctypes.byref, (red, green, blue, alpha)))
    return red.value, green.value, blue.value


def _box_of(item: int, matrix: _Matrix, frame: Frame) -> Box:
    left, foot, right, head = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(_as_pointer(item), *map(ctypes.byref, (left, foot, right, head)))
    corners = [(x.value, y.value) for x in (left, right) for y in (foot, head)]
    places = [frame.place(*_apply(matrix, corner)) for corner in corners]
    return around(Box(x, y, x, y) for x, y in places)


def _point_of(segment: Any) -> _Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """What two matrices do one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: _Matrix, point: _Point) -> _Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
