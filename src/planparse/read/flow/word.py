"""Word (.docx) → flow: what the document says once its tracked changes are accepted."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from lxml.etree import XMLSyntaxError

from planparse.errors import UnreadableError
from planparse.knowledge import load
from planparse.read.flow.blocks import (
    Align,
    Block,
    Cell,
    Flow,
    Note,
    PageBreak,
    Paragraph,
    Run,
    filled,
    to_table,
)
from planparse.read.flow.word_numbering import Numbering
from planparse.read.flow.word_runs import NEW_PAGE, Runs
from planparse.read.flow.word_styles import Styles, W, at, is_on, value

# Parts of the text's width: a paragraph indented by more stands on the right half of the page.
RIGHT_HALF = 0.35
# What a paragraph of the body is at least wide in A4, twentieths of a point.
_TEXT_WIDTH = 9354
_ALIGN: dict[str, Align] = {"center": "centre", "right": "right", "end": "right"}


def read_word(name: str, content: bytes) -> Flow:
    """What a .docx holds. Raises UnreadableError when it is damaged."""
    try:
        document = docx.Document(io.BytesIO(content))
        return _Reader(document).read()
    except (
        PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError, EOFError,
    ) as error:  # fmt: skip
        raise UnreadableError(
            f"{name} is a damaged Word document. Download it again, or open and save it in Word "
            "or LibreOffice."
        ) from error


class _Reader:
    """One document; its paragraphs have to be read in their order, as numbers count on."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        parts = {part.partname.split("/")[-1]: part for part in document.part.package.iter_parts()}
        self._roots = {name: _root_of(part) for name, part in parts.items()}
        self.styles = Styles(self._roots.get("styles.xml"))
        self.numbering = Numbering(self._roots.get("numbering.xml"), self.styles)
        self.runs = Runs(self.styles)

    def read(self) -> Flow:
        """The body, and the notes it refers to."""
        blocks = tuple(self._blocks(self._body))
        return Flow(blocks, tuple(self._notes()), tuple(self._heads()))

    def _heads(self) -> Iterator[Paragraph]:
        """The line of the gazette among the page headers; numbers and titles there are left out."""
        for name in sorted(self._roots):
            for paragraph in self._paragraphs_of(name) if name.startswith("header") else ():
                head = Paragraph(tuple(self.runs.of(paragraph)), "right")
                if load().find("gazette_head", head.text.strip()):
                    yield head
                    return

    def _paragraphs_of(self, name: str) -> Iterator[Any]:
        root = self._roots[name]
        return iter(()) if root is None else root.iter(f"{W}p")

    def _notes(self) -> Iterator[Note]:
        for kind in ("footnote", "endnote"):
            root = self._roots.get(f"{kind}s.xml")
            for note in [] if root is None else root.findall(f"{W}{kind}"):
                mark = self.runs.marks.get((kind, note.get(W + "id")))
                if mark:
                    yield Note(mark, tuple(self._note_runs(note)))

    def _note_runs(self, note: Any) -> Iterator[Run]:
        for paragraph in note.iter(f"{W}p"):
            yield from self.runs.of(paragraph)
            yield Run(" ")

    # Blocks

    def _blocks(self, parent: Any) -> Iterator[Block]:
        """Paragraphs and tables; one whose mark was deleted goes on in the next paragraph."""
        held: list[Run] = []
        for element in _elements(parent):
            if element.tag == f"{W}tbl":
                yield self._table(element)
                continue
            if is_on(element, "w:pPr/w:pageBreakBefore"):
                yield PageBreak()
            runs = [*held, *self._runs(element)]
            held = []
            if at(element, "w:pPr/w:rPr/w:del") is not None:
                held = runs
                continue
            yield from self._split(runs, self._align(element))
            for box in self.runs.text_boxes(element):
                yield from self._blocks(box)
            if _ends_section(element):
                yield PageBreak()
        if held:
            yield Paragraph(tuple(held))

    def _runs(self, paragraph: Any) -> list[Run]:
        runs = list(self.runs.of(paragraph))
        label = self.numbering.label(paragraph)
        if not label:
            return runs
        look = self.runs.look(runs, paragraph)
        return [self.runs.symbol(label, look), Run(" "), *runs]

    def _split(self, runs: list[Run], align: Align) -> Iterator[Block]:
        """A paragraph, parted where a new page is asked for inside it."""
        part: list[Run] = []
        for run in runs:
            if run is NEW_PAGE:
                yield from [Paragraph(tuple(part), align)] if part else []
                yield PageBreak()
                part = []
            else:
                part.append(run)
        if any(run.text.strip() for run in part):
            yield Paragraph(tuple(part), align)

    def _align(self, paragraph: Any) -> Align:
        align, indent = None, None
        for properties in self.styles.of_paragraph(paragraph):
            align = align or value(properties, "w:jc")
            found = at(properties, "w:ind")
            if indent is None and found is not None:
                indent = found.get(W + "left", found.get(W + "start"))
        if float(indent or 0) > RIGHT_HALF * _TEXT_WIDTH:
            return "right"
        return _ALIGN.get(align or "", "left")

    # Tables

    def _table(self, table: Any) -> Block:
        cells: list[Cell] = []
        open_: dict[int, int] = {}  # column → the cell that rows below may belong to
        rows = [row for row in _elements(table, "tr") if at(row, "w:trPr/w:del") is None]
        for number, row in enumerate(rows):
            column = int(value(row, "w:trPr/w:gridBefore") or 0)
            for each in _elements(row, "tc"):
                span = int(value(each, "w:tcPr/w:gridSpan") or 1)
                merge = value(each, "w:tcPr/w:vMerge")
                if merge is not None and merge != "restart" and column in open_:
                    above = cells[open_[column]]
                    cells[open_[column]] = Cell(
                        above.row, column, number - above.row + 1, above.columns, above.blocks
                    )
                else:
                    open_[column] = len(cells)
                    cells.append(Cell(number, column, 1, span, tuple(self._blocks(each))))
                column += span
        return to_table(filled(cells), self.styles.rules_tables(table))


def _root_of(part: Any) -> Any:
    """The XML of a part, or None for a picture and the like."""
    if hasattr(part, "element"):
        return part.element
    if not str(part.content_type).endswith("xml"):
        return None
    return parse_xml(part.blob)


def _elements(parent: Any, *names: str) -> Iterator[Any]:
    """Paragraphs and tables (or what is named) below an element, through content controls."""
    wanted = {W + name for name in names or ("p", "tbl")}
    for element in parent:
        if element.tag in wanted:
            yield element
        elif element.tag in {f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins")}:
            yield from _elements(element, *names)


def _ends_section(paragraph: Any) -> bool:
    """Whether a section ends here and the next one stands on a new page."""
    section = at(paragraph, "w:pPr/w:sectPr")
    return section is not None and value(section, "w:type") != "continuous"
