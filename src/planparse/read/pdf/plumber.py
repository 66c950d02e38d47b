"""The reference engine: pages as pdfplumber draws them."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from planparse.errors import REPAIR_ADVICE, EncryptedError, UnreadableError
from planparse.read.content import Content, stream_of
from planparse.read.legacy import encoding_of, to_repairs
from planparse.read.pdf.annotations import find_annotations, find_strikes
from planparse.read.pdf.drawing import Characters, Drawing, Seal
from planparse.read.pdf.frames import (
    Turn,
    direction,
    exchange_sides,
    holds,
    turn_of,
    visible_part,
)
from planparse.read.pdf.plumber_fonts import FontReader
from planparse.read.pdf.plumber_letters import (
    Char,
    as_in_mirror,
    box_of,
    is_mirrored,
    text_of,
    to_box,
    to_characters,
    without_slanted,
    without_unseen,
)
from planparse.read.pdf.plumber_pages import DrawnPage
from planparse.read.pdf.strokes import Stroke, rules_of
from planparse.read.pdf.turned import lay_over, set_upright
from planparse.schema.layout import Box, Repair, around

# The type size of a field without an appearance that is as high as it, points, at most.
FIELD = 12.0
# What pdfminer and pdfplumber raise over files that are damaged.
_DAMAGE = (
    PDFException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
    struct.error,
    zlib.error,
)


class Plumber:
    """A PDF opened with pdfplumber; pages are drawn one at a time and their memory given back.

    Raises UnreadableError or EncryptedError, which name the file and the way out.
    """

    def __init__(self, name: str, content: Content, password: str | None) -> None:
        self._name = name
        try:
            self._pdf = pdfplumber.open(stream_of(content), password=password)
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
                said = "does not open with this password" if password else "asks for a password"
                raise EncryptedError(f"{name} {said}. Give it with --password.") from error
            raise self._unreadable() from error
        except _DAMAGE as error:
            raise self._unreadable() from error
        self._fonts = FontReader()
        self._pdf.rsrcmgr = self._fonts

    def __len__(self) -> int:
        try:
            return len(self._pdf.pages)
        except _DAMAGE as error:
            raise self._unreadable() from error

    def close(self) -> None:
        """Let the file go; pdfplumber looks at all pages again for that."""
        with suppress(*_DAMAGE):
            self._pdf.close()

    def draw(self, index: int, unseen: Sequence[tuple[float, float]] = ()) -> Drawing:
        """The page of this index, from 0; `unseen` is where letters begin that nobody sees, as the
        file measures."""
        self._fonts.mended.clear()
        try:
            found = self._pdf.pages[index]
            with closing(DrawnPage(self._pdf, found.page_obj, found.page_number)) as page:
                return self._draw(page, unseen)
        except _DAMAGE as error:
            raise self._unreadable() from error

    def _draw(self, page: Any, unseen: Sequence[tuple[float, float]]) -> Drawing:
        frame = visible_part(page)
        # Without a crop nothing is hidden on purpose: some writers give a wrong page box.
        whole = frame == Box(*map(float, page.mediabox))
        chars = [char for char in page.chars if whole or holds(frame, box_of(char))]
        chars, hidden = without_unseen(chars, unseen, page)
        strokes = map(_to_stroke, (*page.lines, *page.rects, *page.curves))
        edges = [box for stroke in strokes for box in rules_of(stroke)]
        edges = [box for box in [*edges, *_strikes(page)] if whole or holds(frame, box)]
        if 2 * sum(map(is_mirrored, chars)) > len(chars):
            chars = [as_in_mirror(char, frame) for char in chars]
            edges = [exchange_sides(box, frame) for box in edges]
        turn = turn_of(chars, frame)
        slanted, chars = without_slanted(chars)
        rules = tuple(map(turn.box, edges))
        return Drawing(
            *turn.size,
            _read_along(chars, turn, frame, rules),
            rules,
            _covered(page),
            len(page.curves),
            [*_lay_over(slanted, turn), *_to_seals(page, turn), *_not_seen(hidden, turn)],
            [*_find_decoded(chars), *_find_mended(self._fonts.mended)],
        )

    def _unreadable(self) -> UnreadableError:
        return UnreadableError(f"{self._name} is damaged or cut short. {REPAIR_ADVICE}")


def _lay_over(slanted: Sequence[Char], turn: Turn) -> Iterator[Seal]:
    if any(char["text"].strip() for char in slanted):
        text = "".join(map(text_of, slanted))
        box = around(turn.box(box_of(char)) for char in slanted)
        size = float(slanted[0]["size"])
        yield Seal(lay_over(text, box, size), [], "slanted")


def _not_seen(chars: Sequence[Char], turn: Turn) -> Iterator[Seal]:
    if chars:
        yield Seal(to_characters(chars, turn), [], "unseen")


def _read_along(chars: Sequence[Char], turn: Turn, frame: Box, rules: Sequence[Box]) -> Characters:
    """The characters as the page is read, those that run otherwise set upright."""
    ways: dict[int, list[Char]] = {turn.quarter: []}
    for char in chars:
        ways.setdefault(direction(*char["matrix"][:2]), []).append(char)
    along = to_characters(ways.pop(turn.quarter), turn)
    owns = [(Turn(way, frame), turned) for way, turned in ways.items()]
    return along.joined(
        [set_upright(to_characters(turned, own), own, turn, rules) for own, turned in owns]
    )


def _to_stroke(item: dict[str, Any]) -> Stroke:
    colors = [item["stroking_color"]] if item["stroke"] else []
    colors += [item["non_stroking_color"]] if item["fill"] else []
    points = [] if item["object_type"] == "rect" else item["pts"]
    is_white = bool(colors) and all(map(_is_white, colors))
    return Stroke(item["object_type"], box_of(item), points, bool(item["stroke"]), is_white)


def _is_white(color: object) -> bool:
    values = color if isinstance(color, tuple | list) else (color,)
    numbers = [v for v in values if isinstance(v, int | float)]
    if not numbers or len(numbers) != len(values):
        return False
    return all(v == 0 for v in numbers) if len(numbers) == 4 else all(v >= 0.99 for v in numbers)


def _covered(page: Any) -> float:
    """The part of the page that images cover, 0 to 1."""
    areas = (float(i["width"]) * float(i["height"]) for i in page.images)
    return min(1.0, sum(areas) / (float(page.width) * float(page.height)))


def _to_seals(page: Any, turn: Turn) -> Iterator[Seal]:
    """What annotations show."""
    for kind, rectangle, drawn, text in find_annotations(page):
        if drawn:
            pictures = [turn.box(box_of(image)) for image in drawn.images]
            yield Seal(to_characters(drawn.chars, turn), pictures, kind)
        else:
            box = turn.box(to_box(page, rectangle))
            yield Seal(lay_over(text, box, min(FIELD, box.height)), [], kind)


def _strikes(page: Any) -> Iterator[Box]:
    """The lines of annotations that strike text through."""
    for box in (to_box(page, corners) for corners in find_strikes(page)):
        middle = box.middle[1]
        yield box._replace(top=middle, bottom=middle)


def _find_decoded(chars: Sequence[Char]) -> Iterator[Repair]:
    """Letters of fonts from before Unicode."""
    letters = (char for char in chars if encoding_of(char["fontname"]))
    encodings = Counter(encoding_of(c["fontname"]) for c in letters if text_of(c).isalpha())
    return to_repairs(encodings)


def _find_mended(mended: Counter[str]) -> Iterator[Repair]:
    """Letters that the order of glyphs says, not the map of their font."""
    if mended:
        yield Repair("glyphs", mended.total(), tuple(sorted(filter(None, mended))))
