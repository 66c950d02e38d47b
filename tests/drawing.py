"""Pages drawn by hand: words at places, ruled tables from column and row edges."""

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from typeset import register_fonts

A4 = (595.3, 841.9)
Cells = Sequence[Sequence[str]]


class Sheet:
    """A PDF under construction; y runs down from the top of the page, points."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        register_fonts()
        self.buffer = io.BytesIO()
        self.size = size
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=True)

    def text(self, x: float, y: float, text: str, size: float = 11, bold: bool = False) -> None:
        """Words on one baseline."""
        self.canvas.setFont("Bold" if bold else "Regular", size)
        self.canvas.drawString(x, self.size[1] - y, text)

    def centred(self, y: float, text: str, size: float = 11, bold: bool = False) -> None:
        """Words in the middle of the page."""
        width = self.canvas.stringWidth(text, "Bold" if bold else "Regular", size)
        self.text((self.size[0] - width) / 2, y, text, size, bold)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruled line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def table(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        cells: Cells,
        bold_rows: int = 1,
        open_bottom: bool = False,
        gone: Sequence[tuple[float, float, float, float]] = (),
        sides: bool = True,
    ) -> None:
        """A ruled table; `gone` are rules left out, `sides` draws the outer upright rules."""
        for y in ys[: -1 if open_bottom else None]:
            for x0, x1 in pairwise(xs):
                if (x0, y, x1, y) not in gone:
                    self.rule(x0, y, x1, y)
        for x in xs if sides else xs[1:-1]:
            for y0, y1 in pairwise(ys):
                if (x, y0, x, y1) not in gone:
                    self.rule(x, y0, x, y1)
        for row, (top, texts) in enumerate(zip(ys, cells, strict=False)):
            for x, cell in zip(xs, texts, strict=False):
                for index, line in enumerate(cell.split("\n")):
                    self.text(x + 3, top + 12 + 13 * index, line, bold=row < bold_rows)

    def head(self, number: str = "12/KH-UBND", year: int = 2023) -> None:
        """The header of a plan, so that the file is one."""
        self.top(number, year)
        self.text(200, 158, "Chuyển đổi số năm 2023 của tỉnh", bold=True)

    def top(self, number: str = "12/KH-UBND", year: int = 2023) -> None:
        """The header of a plan, up to its type."""
        self.text(80, 60, "ỦY BAN NHÂN DÂN", bold=True)
        self.text(85, 76, "TỈNH TIỀN GIANG", bold=True)
        self.text(90, 95, f"Số: {number}")
        self.national_header()
        self.text(340, 95, f"Tiền Giang, ngày 05 tháng 01 năm {year}")
        self.text(265, 140, "KẾ HOẠCH", bold=True)

    def national_header(self) -> None:
        """What stands on the right of every header (Decree 30/2020)."""
        self.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
        self.text(345, 76, "Độc lập - Tự do - Hạnh phúc", bold=True)

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        """Begin a page, of another size if one is given."""
        self.canvas.showPage()
        if size:
            self.size = size
            self.canvas.setPageSize(size)

    def save(self, path: Path) -> Path:
        """Write the PDF."""
        self.canvas.showPage()
        self.canvas.save()
        path.write_bytes(self.buffer.getvalue())
        return path
