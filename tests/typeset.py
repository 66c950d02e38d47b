"""Random annexes → PDF, laid out line by line so that page breaks can cut rows anywhere."""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

import font_source_serif_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from plans import Annex, Look, Row

A4 = (595.3, 841.9)
MARGIN = 42.0
LEADING = 1.2
# Letters that some offices' fonts lack, drawn in another font within the word.
FALLBACK = set("ươạếộữ")
# Fonts from before Unicode: the name that a PDF gives them, and the file they are drawn with.
OLD_FONTS = {
    "tcvn3 Regular": (".VnTime", "Regular"),
    "tcvn3 Bold": (".VnTime,Bold", "Bold"),
    "tcvn3 capitals Regular": (".VnTimeH", "Regular"),
    "tcvn3 capitals Bold": (".VnTimeH,Bold", "Bold"),
    "vni Regular": ("VNI-Times", "Regular"),
    "vni Bold": ("VNI-Times,Bold", "Bold"),
}
# TCVN 5712:1993 (VN3), letter by letter; capitals with a tone are small letters of a font that
# draws capitals.
TCVN3 = str.maketrans(
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
)
# VNI: a letter and a mark of its own for each tone, or for a hat or bow with its tone.
VNI_LETTERS = dict(zip("ĐđỊịĨĩỈỉỴỵƠơƯưÌìÍí", "ÑñÒòÓóÆæÎîÔôÖöÌìÍí", strict=True))
VNI_MARKS = {
    "": "øûõùï",  # grave, hook, tilde, acute, dot
    "\u0302": "âàåãáä",  # the hat alone, and with each tone
    "\u0306": "êèúüéë",
}
TONES = "\u0300\u0309\u0303\u0301\u0323"


def to_vni(text: str) -> str:
    """Text as it is typed in VNI."""
    return "".join(map(_letter_to_vni, unicodedata.normalize("NFC", text)))


def _letter_to_vni(letter: str) -> str:
    if letter in VNI_LETTERS:
        return VNI_LETTERS[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in TONES), "")
    hat = next((mark for mark in marks if mark in VNI_MARKS), "")
    horn = unicodedata.normalize("NFC", base + "\u031b") if "\u031b" in marks else base
    row = VNI_MARKS[hat]
    mark = row[TONES.index(tone) + bool(hat)] if tone else row[0] if hat else ""
    return VNI_LETTERS.get(horn, horn) + (mark.upper() if letter.isupper() else mark)


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab."""
    folder = Path(font_source_serif_pro.__file__).parent / "files"
    for name in ("Regular", "Bold", "Light"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"SourceSerifPro-{name}.ttf")))
    for name, (shown, file) in OLD_FONTS.items():
        font = TTFont(name, str(folder / f"SourceSerifPro-{file}.ttf"))
        font.face.name = shown.encode()
        pdfmetrics.registerFont(font)


@dataclass(frozen=True)
class Block:
    """A row ready to draw: lines per cell; a cell is (first column, end column, lines, bold).

    `merged` are columns whose cell began above, `below` those whose cell goes on below.
    """

    cells: tuple[tuple[int, int, tuple[str, ...], bool], ...]
    merged: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    shaded: bool = False

    @property
    def depth(self) -> int:
        """The number of lines of the deepest cell."""
        return max(1, *(len(lines) for _, _, lines, _ in self.cells))

    def split(self, count: int) -> tuple["Block", "Block"]:
        """The first `count` lines of each cell, and the rest."""
        top = tuple((a, b, lines[:count], bold) for a, b, lines, bold in self.cells)
        rest = tuple((a, b, lines[count:], bold) for a, b, lines, bold in self.cells)
        return replace(self, cells=top), replace(self, cells=rest)


def _is_capital_with_tone(letter: str) -> bool:
    return letter.isupper() and any(c in TONES for c in unicodedata.normalize("NFD", letter))


def typeset(annex: Annex, look: Look) -> bytes:
    """A plan with a page of body and the annex, as PDF."""
    register_fonts()
    return _Typesetter(annex, look).run()


class _Typesetter:
    def __init__(self, annex: Annex, look: Look) -> None:
        self.annex, self.look = annex, look
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=True, pageCompression=0)
        self.page = 0
        self.width, self.height = A4
        self.y = 0.0
        self.xs: list[float] = []

    def run(self) -> bytes:
        self._begin_page(A4, rotated=False)
        self._draw_body()
        size = (A4[1], A4[0]) if self.look.landscape else A4
        self._end_page()
        self._begin_page(size, self.look.rotated)
        self._draw_title()
        self.xs = self._column_edges()
        self._draw_table(size)
        self._end_page()
        self.canvas.save()
        return self.buffer.getvalue()

    # Pages

    def _begin_page(self, size: tuple[float, float], rotated: bool) -> None:
        self.page += 1
        self.width, self.height = size
        if rotated:
            self.canvas.setPageSize((size[1], size[0]))
            self.canvas.setPageRotation(90)
            self.canvas.translate(size[1], 0)
            self.canvas.rotate(90)
        else:
            self.canvas.setPageSize(size)
            self.canvas.setPageRotation(0)
        self._draw_furniture()
        self.y = MARGIN + 12

    def _end_page(self) -> None:
        self.canvas.showPage()

    def _draw_furniture(self) -> None:
        look = self.look
        if look.gazette:
            head, number = "CÔNG BÁO TIỀN GIANG/Số 02/Ngày 19-01-2023", str(46 + self.page)
            text = f"{head} {number}" if self.page % 2 else f"{number} {head}"
            self._text(self.width - MARGIN - self._measure(text, 10), 30, text, 10)
        elif look.page_numbers != "none" and self.page > 1:
            y = 30 if look.page_numbers == "top" else self.height - 20
            self._text(self.width / 2 - 4, y, str(self.page), 11)

    # The body

    def _draw_body(self) -> None:
        for x, y, text, bold in (
            (80, 60, "ỦY BAN NHÂN DÂN", False), (85, 76, "TỈNH TIỀN GIANG", True),
            (90, 95, f"Số: {self.look.plan_number}/KH-UBND", False),
            (290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            (345, 76, "Độc lập - Tự do - Hạnh phúc", True),
            (330, 95, "Tiền Giang, ngày 05 tháng 01 năm 2023", False),
        ):  # fmt: skip
            self._text(x, y, text, 11, bold)
        self._centred(140, "KẾ HOẠCH", 13)
        self._centred(158, "Chuyển đổi số giai đoạn 2023 - 2025", 13)
        lines = ["I. MỤC TIÊU", "Phát triển kinh tế số của tỉnh.", "II. TỔ CHỨC THỰC HIỆN"]
        for index, line in enumerate([*lines, "Các cơ quan thực hiện theo Phụ lục./."]):
            self._text(MARGIN + 30, 200 + 22 * index, line, 12, bold=index % 2 == 0)
        self._text(MARGIN, 330, "Nơi nhận:", 12, bold=True)
        self._text(MARGIN, 346, "- Như Điều 3;", 11)
        self._text(MARGIN, 360, "- Lưu: VT.", 11)
        self._text(380, 330, "TM. ỦY BAN NHÂN DÂN", 12, bold=True)
        self._text(400, 346, "CHỦ TỊCH", 12, bold=True)
        self._text(395, 420, "Nguyễn Văn An", 12, bold=True)

    def _draw_title(self) -> None:
        self._centred(self.y + 14, "PHỤ LỤC 1", 12)
        self._centred(self.y + 30, "DANH MỤC NHIỆM VỤ", 12)
        self.y = max(self.y + 44, self.height - MARGIN - self.look.first_page_room)

    def _centred(self, y: float, text: str, size: float) -> None:
        x = (self.width - self._measure(text, size, bold=True)) / 2
        self._text(x, y, text, size, bold=True)

    # The table

    def _column_edges(self) -> list[float]:
        """Widths by what the columns hold; a column is never narrower than its longest word."""
        room = self.width - 2 * MARGIN
        wide = [
            max(self.look.number_width if c.field == "number" else 30.0, self._longest_word(i))
            for i, c in enumerate(self.annex.columns)
        ]
        spare = room - sum(wide)
        weights = [{"number": 0.0, "text": 5.0}.get(c.field, 1.0) for c in self.annex.columns]
        shares = [max(spare, 0.0) * w / sum(weights) for w in weights]
        edges = [MARGIN]
        for width, share in zip(wide, shares, strict=True):
            edges.append(edges[-1] + width + share)
        return edges

    def _longest_word(self, column: int) -> float:
        words = [word for text in self._texts(column) for word in text.split()]
        longest = max((self._measure(w, self.look.size, bold=True) for w in words), default=0.0)
        return longest + 2 * self.look.padding + 1

    def _texts(self, column: int) -> Iterator[str]:
        yield self.annex.columns[column].heading
        if self.annex.columns[column].field != "number":
            yield from (row.cells[column] for row in self.annex.rows if row.kind == "task")

    def _draw_table(self, size: tuple[float, float]) -> None:
        header = self._header_blocks(again=False)
        self._draw_blocks(header)
        blocks = [self._to_block(row) for row in self.annex.rows]
        following = [*(block.merged for block in blocks[1:]), frozenset[int]()]
        blocks = [replace(b, below=m) for b, m in zip(blocks, following, strict=True)]
        for index, block in enumerate(blocks):
            together = [block]
            for below in blocks[index + 1 :]:
                if not below.merged:
                    break
                together.append(below)
            self._place(block, together, size)

    def _place(self, block: Block, together: list[Block], size: tuple[float, float]) -> None:
        """Draw a row here, cut it, or take it (with those merged to it) to the next page."""
        needed = sum(self._height(b) for b in together)
        if block.merged or needed <= self._left():
            self._draw_row(block)
            return
        lines = int((self._left() - 2 * self.look.padding) / (LEADING * self.look.size))
        alone = len(together) == 1
        first = self.y < MARGIN + 160
        if alone and lines >= 1 and block.depth > lines and (self.look.cut_rows or first):
            top, rest = block.split(lines)
            self._draw_row(top, open_bottom=self.look.open_cut)
            self._next_page(size)
            self._place_rest(rest, size)
            return
        self._next_page(size)
        if needed > self._left() and alone:
            self._place_rest(block, size, open_top=False)
        else:
            self._draw_row(block)

    def _place_rest(self, block: Block, size: tuple[float, float], open_top: bool = True) -> None:
        while self._height(block) > self._left():
            lines = max(1, int((self._left() - 2 * self.look.padding) / (LEADING * self.look.size)))
            top, block = block.split(lines)
            self._draw_row(top, self.look.open_cut, self.look.open_cut and open_top)
            self._next_page(size)
            open_top = True
        self._draw_row(block, open_top=self.look.open_cut and open_top)

    def _next_page(self, size: tuple[float, float]) -> None:
        self._end_page()
        self._begin_page(size, self.look.rotated)
        if self.look.repeat_header:
            self._draw_blocks(self._header_blocks(again=True))

    def _left(self) -> float:
        return self.height - MARGIN - self.y

    def _height(self, block: Block) -> float:
        return block.depth * LEADING * self.look.size + 2 * self.look.padding

    def _to_block(self, row: Row) -> Block:
        columns = self.annex.columns
        numbered = columns[0].field == "number"
        title = columns.index(next(c for c in columns if c.field == "text"))
        if row.kind == "group" and self.look.group_shape != "empty cells":
            start = int(numbered and self.look.group_shape == "number and wide")
            label = f"{row.number.rstrip('.')}. " if row.number and not start else ""
            text = label + row.cells[title]
            cells = [(0, 1, self._number_lines(row.number), True)] if start else []
            cells.append((start, len(columns), self._wrap(text, start, len(columns), True), True))
            return Block(tuple(cells))
        bold = row.kind == "group"
        cells = []
        for index, cell in enumerate(row.cells):
            text = cell
            if index == title and not numbered:
                text = f"{row.number} {cell}".strip()
            lines = self._wrap(text, index, index + 1, bold)
            if columns[index].field == "number":
                lines = self._number_lines(row.number)
            cells.append((index, index + 1, () if index in row.merged else lines, bold))
        return Block(tuple(cells), row.merged)

    def _number_lines(self, number: str) -> tuple[str, ...]:
        """A number too wide for its column is broken between characters."""
        room = self.xs[1] - self.xs[0] - 2 * self.look.padding
        lines = [""]
        for character in number:
            if lines[-1] and self._measure(lines[-1] + character, self.look.size, True) > room:
                lines.append("")
            lines[-1] += character
        return tuple(lines) if number else ()

    def _wrap(self, text: str, start: int, end: int, bold: bool) -> tuple[str, ...]:
        room = self.xs[end] - self.xs[start] - 2 * self.look.padding
        lines: list[str] = []
        for paragraph in text.split("\n") if text else []:
            lines.append("")
            for word in paragraph.split():
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and self._measure(longer, self.look.size, bold) > room:
                    lines.append(word)
                else:
                    lines[-1] = longer
        return tuple(lines)

    def _header_blocks(self, again: bool) -> list[Block]:
        """The header, of one line or two, and the row of column numbers below it."""
        columns = self.annex.columns
        years = [i for i, c in enumerate(columns) if c.field.startswith("year")]
        grouped = self.look.two_line_header and len(years) > 1
        headings = [c.heading for c in columns]
        if again and self.look.stray_space:
            headings = [h.replace("ph", "ph ").replace("ch", "c h") for h in headings]
        first, second = [], []
        for index, heading in enumerate(headings):
            lines = self._wrap(heading, index, index + 1, True)
            if grouped and index in years:
                second.append((index, index + 1, lines, True))
                if index == years[0]:
                    wide = self._wrap("Mục tiêu", years[0], years[-1] + 1, True)
                    first.append((years[0], years[-1] + 1, wide, True))
            else:
                first.append((index, index + 1, lines, True))
        others = frozenset(range(len(columns))) - set(years) if grouped else frozenset[int]()
        blocks = [Block(tuple(first), below=others, shaded=self.look.shaded)]
        if grouped:
            blank: list[tuple[int, int, tuple[str, ...], bool]] = [
                (i, i + 1, (), True) for i in sorted(others)
            ]
            blocks.append(Block(tuple(blank + second), others, shaded=self.look.shaded))
        if self.look.column_numbers:
            numbers = [(i, i + 1, (f"({i + 1})",), False) for i in range(len(columns))]
            blocks.append(Block(tuple(numbers)))
        return blocks

    def _draw_blocks(self, blocks: list[Block]) -> None:
        if sum(map(self._height, blocks)) > self._left():
            self._end_page()
            self._begin_page((self.width, self.height), self.look.rotated)
        for block in blocks:
            self._draw_row(block)

    def _draw_row(self, block: Block, open_bottom: bool = False, open_top: bool = False) -> None:
        top, bottom = self.y, self.y + self._height(block)
        for start, end, lines, bold in block.cells:
            left, right = self.xs[start], self.xs[end]
            if block.shaded:
                self._fill(left, top, right, bottom)
            self._draw_lines(lines, left + self.look.padding, top, bottom, bold)
            self._rule(left, top, left, bottom)
            self._rule(right, top, right, bottom)
            if start not in block.merged and not open_top:
                self._rule(left, top, right, top)
            if not open_bottom and start not in block.below:
                self._rule(left, bottom, right, bottom)
        self.y = bottom

    def _draw_lines(
        self, lines: tuple[str, ...], x: float, top: float, bottom: float, bold: bool
    ) -> None:
        step = LEADING * self.look.size
        y = top + self.look.padding
        if self.look.middle:
            y = (top + bottom - len(lines) * step) / 2
        for index, line in enumerate(lines):
            self._text(x, y + index * step + 0.95 * self.look.size, line, self.look.size, bold)

    # Marks on the page; y runs down from the top

    def _text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        for font, part in self._runs(text, self._weight(bold)):
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, self.height - y, part)
            if bold and self.look.doubled:
                self.canvas.drawString(x + 0.03 * size, self.height - y, part)
            x += pdfmetrics.stringWidth(part, font, size)

    def _weight(self, bold: bool) -> str:
        """Bold has a font of its own, or is the regular one drawn twice."""
        return "Bold" if bold and not self.look.doubled else "Regular"

    def _runs(self, text: str, main: str) -> Iterator[tuple[str, str]]:
        if self.look.encoding == "vni":
            yield f"vni {main}", to_vni(text)
        elif self.look.encoding == "tcvn3":
            for capital, group in groupby(text, _is_capital_with_tone):
                part = "".join(group)
                kind = "tcvn3 capitals" if capital else "tcvn3"
                yield f"{kind} {main}", (part.lower() if capital else part).translate(TCVN3)
        elif not self.look.second_font or main == "Bold":
            yield main, unicodedata.normalize("NFD" if self.look.decomposed else "NFC", text)
        else:
            for character in unicodedata.normalize("NFD" if self.look.decomposed else "NFC", text):
                yield "Light" if character in FALLBACK else main, character

    def _measure(self, text: str, size: float, bold: bool = False) -> float:
        runs = self._runs(text, self._weight(bold))
        return sum(float(pdfmetrics.stringWidth(part, font, size)) for font, part in runs)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.look.ruled == "none" or (self.look.ruled == "across" and x0 == x1):
            return
        self.canvas.setLineWidth(0.5)
        if self.look.rules == "rects":
            self.canvas.rect(
                x0 - 0.25, self.height - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1
            )
        elif self.look.rules == "dashes":
            self._dashes(x0, y0, x1, y1)
        else:
            self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def _dashes(self, x0: float, y0: float, x1: float, y1: float) -> None:
        length = max(x1 - x0, y1 - y0)
        at = 0.0
        while at < length:
            a, b = at / length, min(at + 3, length) / length
            self.canvas.line(
                x0 + a * (x1 - x0), self.height - y0 - a * (y1 - y0),
                x0 + b * (x1 - x0), self.height - y0 - b * (y1 - y0),
            )  # fmt: skip
            at += 5

    def _fill(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.setFillGray(0.85)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)
