"""HTML → flow: the document inside the page of a portal."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as markup

from planparse import regex
from planparse.errors import UnreadableError
from planparse.read.flow.blocks import (
    Block,
    Cell,
    Flow,
    PageBreak,
    Paragraph,
    Run,
    filled,
    to_table,
)
from planparse.read.flow.html_look import Look, breaks_page, has_borders, look_of
from planparse.read.flow.html_shell import document_in
from planparse.read.flow.html_styles import apply_styles
from planparse.read.flow.word_numbering import written
from planparse.read.formats import marked_encoding
from planparse.read.legacy import encoding_of

_CHARSET = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", regex.I)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul", "caption",
}  # fmt: skip
_COUNTED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
            "I": "upperRoman"}  # fmt: skip
# The most rows or columns that a cell may cover, as in browsers.
_MAX_SPAN = 1000
# Where a word may be cut at the end of a line; it is not seen anywhere else.
_SOFT_HYPHEN = "\xad"


def read_html(name: str, content: bytes) -> Flow:
    """What the document in a page says. Raises UnreadableError when there is no text in it."""
    try:
        page = markup.document_fromstring(
            _decode(content), parser=markup.HTMLParser(huge_tree=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(f"{name} is an HTML page without content.") from error
    apply_styles(page)
    return Flow(tuple(_Reader().read(document_in(page))))


def _decode(content: bytes) -> str:
    """The text of a page: by its byte order mark, as UTF-8, by what it says, else as Vietnamese."""
    says = _CHARSET.search(content[:4096])
    said = says[1].decode("ascii", "replace") if says else "windows-1258"
    for encoding in filter(None, (marked_encoding(content), "utf-8", said, "windows-1258")):
        try:
            # A declaration of an encoding in text that is decoded already confuses the parser.
            return regex.sub(r"^\s*<\?xml[^>]*\?>", "", content.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("windows-1258", "replace")


@dataclass
class _Reader:
    """Collects runs until a block ends."""

    runs: list[Run] = field(default_factory=list)
    label: str = ""

    def read(self, element: Any) -> Iterator[Block]:
        """The blocks of an element and all below it."""
        look = look_of(element, self._inherited(element))
        yield from self._children(element, look)
        yield from self._end(look)

    def read_cell(self, cell: Any, above: Look) -> Iterator[Block]:
        """The blocks of a cell of a table."""
        look = look_of(cell, above)
        if not look.is_hidden:
            yield from self._children(cell, look)
            yield from self._end(look)

    def _inherited(self, element: Any) -> Look:
        """The look that the elements around the document give it."""
        look = Look()
        for above in reversed(list(element.iterancestors())):
            look = look_of(above, look)
        return replace(look, is_hidden=False)

    def _children(self, element: Any, look: Look) -> Iterator[Block]:
        self._add(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._element(child, look)
            self._add(child.tail, look)

    def _element(self, element: Any, above: Look) -> Iterator[Block]:
        look = look_of(element, above)
        if look.is_hidden:
            return
        if breaks_page(element):
            yield from self._end(above)
            yield PageBreak()
        if element.tag == "br":
            self.runs.append(Run("\n"))
        elif element.tag == "table":
            yield from self._end(above)
            yield _table(element, look)
        elif element.tag in _BLOCKS:
            yield from self._end(above)
            self.label = _label_of(element)
            yield from self._children(element, look)
            yield from self._end(look)
        else:
            yield from self._children(element, look)

    def _add(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if encoding_of(look.font) is None:  # in which it is a letter
            text = text.replace(_SOFT_HYPHEN, "")
        shown = text.upper() if look.is_upper else text
        shown = shown if look.keeps_breaks else regex.sub(r"\s+", " ", shown)
        if self.label and shown.strip():
            self.runs.append(Run(f"{self.label} ", look.bold, look.italic))
            self.label = ""
        self.runs.append(Run(shown, look.bold, look.italic, look.font))

    def _end(self, look: Look) -> Iterator[Block]:
        """End the paragraph, if it has text."""
        if any(run.text.strip() for run in self.runs):
            yield Paragraph(tuple(self.runs), look.align)
        self.runs = []


def _table(table: Any, look: Look) -> Block:
    """Cells where rowspan and colspan put them."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        row_look = look_of(row, look)
        column = 0
        for each in row:
            if each.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            down = min(_span(each, "rowspan") or len(rows), len(rows) - number)
            across = _span(each, "colspan") or 1
            blocks = tuple(_Reader().read_cell(each, row_look))
            cells.append(Cell(number, column, down, across, blocks))
            taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
    return to_table(filled(cells), has_borders(table))


def _span(cell: Any, name: str) -> int:
    said = regex.match(r"\s*(\d+)", cell.get(name, "1"))
    return min(int(said[1]), _MAX_SPAN) if said else 1


def _label_of(element: Any) -> str:
    """The number or bullet that a browser puts before an item of a list."""
    parent = element.getparent()
    styles = (each.get("style", "") for each in (element, parent) if each is not None)
    if element.tag != "li" or parent is None or any("list-style" in style for style in styles):
        return ""
    if parent.tag != "ol":
        return "•"
    items = [item for item in parent if item.tag == "li"]
    count = int(parent.get("start") or 1) + items.index(element)
    return written(count, _COUNTED.get(parent.get("type", "1"), "decimal")) + "."
