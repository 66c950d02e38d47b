"""A published PDF drawn again, letter by letter at its place, in another dress."""

import io
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path

import font_source_serif_pro
import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from planparse.read.pdf.drawing import Drawing
from planparse.read.pdf.plumber import Plumber
from typeset import TCVN3, to_vni

FAMILIES = {
    "unicode": "SourceSerif",
    "vni": "VNI-Times",
    "tcvn3": ".VnTime",
    "capitals": ".VnTimeH",
}
STYLES = {(0, 0): "", (1, 0): ",Bold", (0, 1): ",Italic", (1, 1): ",BoldItalic"}
# How far a letter drawn twice is moved, part of its size.
TWICE = 0.02


def turning(turn: int, width: float, height: float) -> tuple[float, ...]:
    """The matrix of a page whose text runs turned, by quarters against the clock."""
    if turn == 90:
        return (0, 1, -1, 0, height, 0)
    if turn == 180:
        return (-1, 0, 0, -1, width, height)
    return (0, -1, 1, 0, 0, width) if turn == 270 else (1, 0, 0, 1, 0, 0)


@cache
def register_fonts() -> None:
    """Every family in every style, as reportlab knows them; only their names tell of the style."""
    folder = Path(font_source_serif_pro.__file__).parent / "files"
    for family in FAMILIES.values():
        for (bold, _), style in STYLES.items():
            file = folder / f"SourceSerifPro-{'Bold' if bold else 'Regular'}.ttf"
            font = TTFont(family + style, str(file))
            font.face.name = (family + style).encode()
            pdfmetrics.registerFont(font)


@cache
def drawings_of(path: Path) -> list[Drawing]:
    """The pages of a PDF, read with the reference engine."""
    pdf = Plumber(path.name, path.read_bytes(), None)
    return [pdf.draw(index) for index in range(len(pdf))]


def redress(path: Path, encoding: str = "unicode", doubled: bool = False, turn: int = 0) -> bytes:
    """The PDF in fonts of an encoding ("decomposed" is Unicode, too), bold by drawing it twice, or
    with its text running in another direction over a page that is turned to make up for it."""
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for drawing in drawings_of(path):
        size = (drawing.width, drawing.height)
        canvas.setPageSize(size if turn in (0, 180) else size[::-1])
        canvas.transform(*turning(turn, *size))
        for rule in drawing.rules:
            canvas.rect(rule.x0, size[1] - rule.bottom, rule.width, rule.height, stroke=0, fill=1)
        _draw_letters(canvas, drawing, encoding, doubled)
        canvas.showPage()
    canvas.save()
    return turned(buffer.getvalue(), turn) if turn else buffer.getvalue()


def _draw_letters(canvas: Canvas, drawing: Drawing, encoding: str, doubled: bool) -> None:
    letters = drawing.characters
    text = canvas.beginText()
    looks = zip(letters.bold, letters.italic, letters.size.round(2), strict=True)
    for (bold, italic, size), group in groupby(range(len(letters)), list(looks).__getitem__):
        for index in group:
            family, shown = _encoded(letters.texts[index], encoding)
            font = FAMILIES[family] + STYLES[bool(bold) and not doubled, bool(italic)]
            text.setFont(font, size)
            wide = pdfmetrics.stringWidth(shown, font, size)
            advance = letters.x1[index] - letters.x0[index]
            text.setHorizScale(100 * advance / wide if wide and advance else 100)
            for offset in (0, TWICE * size) if doubled and bold and shown.strip() else (0,):
                text.setTextOrigin(
                    letters.x0[index] + offset, drawing.height - letters.baseline[index]
                )
                text.textOut(shown)
    canvas.drawText(text)


def _encoded(letter: str, encoding: str) -> tuple[str, str]:
    """The family to draw a letter with, and how it is typed in it."""
    if encoding == "decomposed":
        return "unicode", unicodedata.normalize("NFD", letter)
    if encoding == "vni":
        return "vni", to_vni(letter)
    if encoding == "tcvn3":
        typed = letter.translate(TCVN3)
        if typed == letter and letter.isupper() and not letter.isascii():
            return "capitals", letter.lower().translate(TCVN3)
        return "tcvn3", typed
    return "unicode", letter


def turned(content: bytes, by: int) -> bytes:
    """The PDF with its pages shown turned, clockwise."""
    return changed(content, lambda page: page.rotate(by, relative=False))


def cropped(content: bytes, margin: float = 10.0) -> bytes:
    """The PDF on larger paper, of which the crop box shows the page it was."""

    def crop(page: pikepdf.Page) -> None:
        x0, y0, x1, y1 = map(float, page.mediabox)
        page.mediabox = pikepdf.Array([x0 - margin, y0 - margin, x1 + margin, y1 + margin])
        page.cropbox = pikepdf.Array([x0, y0, x1, y1])
        outside = f"BT /F1 6 Tf {x0 - margin + 1} {y0 - margin + 1} Td (printer's mark) Tj ET"
        page.contents_add(outside.encode())

    return changed(content, crop)


def changed(content: bytes, change: Callable[[pikepdf.Page], None]) -> bytes:
    """The PDF with something done to each page."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            change(page)
        pdf.save(saved)
    return saved.getvalue()
