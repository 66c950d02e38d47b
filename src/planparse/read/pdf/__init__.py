"""PDF → pages: words on their baselines and ruled lines."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planparse.errors import UnreadableError
from planparse.read.content import Content
from planparse.read.kinds import COVERED, find_unknown, kind_of
from planparse.read.options import Engine
from planparse.read.pdf.characters import with_marks, without_doubles
from planparse.read.pdf.drawing import A4, Characters, Drawing, Seal
from planparse.read.pdf.laid_over import find_laid_over
from planparse.read.pdf.pdfium import Pdfium
from planparse.read.pdf.verify import find_difference
from planparse.read.pdf.words import to_words
from planparse.schema.layout import Page, PageKind, Repair, Stamp, around

if TYPE_CHECKING:
    from planparse.read.pdf.plumber import Plumber


def read_pdf_pages(
    name: str,
    content: Content,
    password: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
    engine: Engine = "pdfium",
    verify: bool = False,
) -> Iterator[Page]:
    """Read page by page, giving back each page's memory.

    With `verify` the other engine reads each page, too, and pages say where it differs. A page that
    no engine can read is of the kind DAMAGED and empty. Raises UnreadableError or EncryptedError.
    """
    with closing(_Pdf(name, content, password, engine)) as pdf:
        total = len(pdf)
        if total == 0:
            raise UnreadableError(f"{name} has no pages. Download it again.")
        for number in range(1, total + 1):
            drawing = pdf.draw(number - 1)
            page = to_page(drawing, number) if drawing else _damaged(number)
            again = pdf.draw_again(number - 1) if verify and drawing else None
            if again:
                page = replace(page, otherwise=find_difference(page, to_page(again, number)))
            if on_page:
                on_page(number, total)
            yield page


class _Pdf:
    """A file opened with the engine asked for; what PDFium leaves, pdfplumber draws."""

    def __init__(self, name: str, content: Content, password: str | None, engine: Engine) -> None:
        self._source = (name, content, password)
        self._engine = engine
        self._fast = Pdfium(content, password)
        self._reference: Plumber | None = None

    def __len__(self) -> int:
        return len(self._fast) or len(self._opened())

    def close(self) -> None:
        """Let the file go."""
        self._fast.close()
        if self._reference:
            self._reference.close()

    def draw(self, index: int) -> Drawing | None:
        """The page of this index, from 0; None where no engine can read it."""
        drawing = self._fast.draw(index) if self._engine == "pdfium" else None
        return drawing or self._draw_by_reference(index)

    def draw_again(self, index: int) -> Drawing | None:
        """The page by the other engine; None where that leaves it or cannot read it."""
        other = self._draw_by_reference if self._engine == "pdfium" else self._fast.draw
        return other(index)

    def _draw_by_reference(self, index: int) -> Drawing | None:
        try:
            return self._opened().draw(index, self._fast.find_unseen(index))
        except UnreadableError:  # one page is no reason to give up the others
            return None

    def _opened(self) -> "Plumber":
        from planparse.read.pdf.plumber import Plumber

        self._reference = self._reference or Plumber(*self._source)
        return self._reference


def _damaged(number: int) -> Page:
    """An empty page in place of one that cannot be read; its size may only be known from its
    picture."""
    return Page(number, *A4, (), (), PageKind.DAMAGED)


def to_page(drawing: Drawing, number: int) -> Page:
    """The words, rules and stamps of what is drawn, and what kind of page it makes."""
    once = without_doubles(drawing.characters)
    doubled = len(drawing.characters) - len(once)
    once, seals = _without_watermarks(once, drawing)
    torn: list[str] = []
    words = tuple(to_words(with_marks(once), drawing.rules, number, torn=torn))
    repairs = list(drawing.repairs)
    if doubled:
        repairs.append(Repair("doubled", doubled))
    if torn:
        repairs.append(Repair("torn", len(torn), tuple(torn)))
    is_legacy = any(repair.kind in {"tcvn3", "vni"} for repair in repairs)
    texts = [word.text for word in words]
    kind, quality = kind_of(texts, drawing.covered, drawing.curves, is_legacy)
    unknown = () if kind.needs_ocr else tuple(find_unknown(texts))
    if unknown:
        repairs.append(Repair("unknown", len(unknown), unknown))
    stamps = tuple(_to_stamps(seals, number, len(words)))
    return Page(
        number,
        drawing.width,
        drawing.height,
        words,
        drawing.rules,
        kind,
        quality,
        stamps,
        tuple(repairs),
    )


def _without_watermarks(characters: Characters, drawing: Drawing) -> tuple[Characters, list[Seal]]:
    """The characters that are of the text, and what is laid over it; of the layer of a scan, whose
    sizes are guessed, all are."""
    over = find_laid_over(characters, drawing.rules) if drawing.covered < COVERED else None
    if over is None or not over.any():
        return characters, drawing.seals
    seal = Seal(characters.take(np.flatnonzero(over)), [], "laid_over")
    return characters.take(np.flatnonzero(~over)), [*drawing.seals, seal]


def _to_stamps(seals: list[Seal], number: int, index: int) -> Iterator[Stamp]:
    """What lies over a page, words counted on from `index`; one that shows nothing is left out."""
    for seal in seals:
        words = tuple(to_words(with_marks(seal.characters), (), number, index))
        index += len(words)
        boxes = [word.box for word in words] or seal.pictures
        if boxes:
            yield Stamp(around(boxes), words, seal.kind)
