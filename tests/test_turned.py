"""Text that runs otherwise than its page: headings set upright, watermarks, stamps put on askew."""

from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse.read.pdf import read_pdf_pages
from planparse.schema.records import PlanDocument

XS = [50.0, 80.0, 300.0, 400.0, 425.0, 450.0, 475.0, 500.0]
ROWS = [
    ["1", "Kiểm tra cơ sở giết mổ", "Sở Y tế", "X", "", "X", ""],
    ["2", "Ban hành kế hoạch", "Sở Tư pháp", "", "X", "", ""],
]


def write_turned(sheet: Sheet, x: float, y: float, text: str, degrees: float, size: float) -> None:
    """Text that begins at a place and runs up from there by some degrees."""
    sheet.canvas.saveState()
    sheet.canvas.translate(x, sheet.size[1] - y)
    sheet.canvas.rotate(degrees)
    sheet.canvas.setFont("Bold", size)
    sheet.canvas.drawString(0, 0, text)
    sheet.canvas.restoreState()


def a_table(turned: dict[int, str], degrees: float) -> Sheet:
    """A plan with a table whose last headings are turned."""
    sheet = Sheet()
    sheet.head()
    sheet.table(XS, [200, 290, 310, 330], [["TT", "Nhiệm vụ", "Chủ trì", "", "", "", ""], *ROWS])
    for column, heading in turned.items():
        x0, up = XS[column], degrees > 0
        for line, text in enumerate(heading.split("\n")):
            x = x0 + 11 + 11 * line if up else x0 + 14 - 11 * line
            write_turned(sheet, x, 285 if up else 205, text, degrees, 10)
    return sheet


def read(sheet: Sheet, folder: Path) -> PlanDocument:
    document = planparse.extract(sheet.save(folder / "plan.pdf"))
    assert document.plan.unplaced_characters == 0
    return document


def test_headings_turned_in_narrow_columns_name_them(tmp_path: Path) -> None:
    quarters = {3: "Quý I/2026", 4: "Quý II/2026", 5: "Quý III/2026", 6: "Quý IV/2026"}
    for degrees in (90, -90):
        document = read(a_table(quarters, degrees), tmp_path)

        assert [t.extra for t in document.tasks] == [
            {"Quý I/2026": "X", "Quý II/2026": "", "Quý III/2026": "X", "Quý IV/2026": ""},
            {"Quý I/2026": "", "Quý II/2026": "X", "Quý III/2026": "", "Quý IV/2026": ""},
        ]


def test_a_turned_heading_on_two_lines_is_read_line_by_line(tmp_path: Path) -> None:
    for degrees in (90, -90):
        document = read(a_table({6: "Nguồn kinh phí\nthực hiện"}, degrees), tmp_path)

        headings = [column.heading for column in document.annex_tables[0].columns]
        assert headings[-1] == "Nguồn kinh phí thực hiện"


def test_turned_texts_above_each_other_stay_in_their_cells(tmp_path: Path) -> None:
    """The foot of the one is as near to the head of the other as two words are."""
    for degrees in (90, -90):
        sheet = Sheet()
        sheet.head()
        xs, ys = [50.0, 80.0, 110.0, 300.0, 400.0], [200, 220, 250, 280, 310, 340]
        heads = ["Nhóm", "TT", "Nhiệm vụ", "Chủ trì"]
        rows = [["", str(n), f"Việc {n}", "Sở Y tế"] for n in (1, 2, 3, 4)]
        gone = [(50, y, 80, y) for y in (250, 310)]
        sheet.table(xs, ys, [heads, *rows], gone=gone)
        for foot, text in ((278, "HẠ TẦNG"), (330, "DỮ LIỆU")):
            up = degrees > 0
            write_turned(sheet, 70 if up else 62, foot if up else foot - 56, text, degrees, 10)
        document = read(sheet, tmp_path)

        groups = [task.extra["Nhóm"] for task in document.tasks]
        assert groups == ["HẠ TẦNG", "HẠ TẦNG", "DỮ LIỆU", "DỮ LIỆU"]


def test_a_watermark_is_no_text_of_cells_or_lines(tmp_path: Path) -> None:
    sheet = a_table({}, 90)
    sheet.text(60, 360, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 380, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    write_turned(sheet, 60, 420, "BẢN DỰ THẢO", 35, 70)
    document = read(sheet, tmp_path)

    assert [(t.number, t.text, t.lead_text) for t in document.tasks] == [
        tuple(row[:3]) for row in ROWS
    ]
    assert document.sections[0].text.startswith("Phát triển chính quyền số")
    assert [r.text for r in document.removed if r.kind == "slanted_text"] == ["BẢN DỰ THẢO"]


@pytest.mark.parametrize("is_first", [True, False])
def test_an_upright_watermark_is_no_text_of_cells_or_lines(is_first: bool, tmp_path: Path) -> None:
    """It lies over the table, whose rules part its letters, and over a line; a heading in as large
    letters, which nothing crosses, is a heading."""
    sheet = Sheet()
    if is_first:
        sheet.text(100, 330, "DỰ THẢO", 70, bold=True)
        sheet.text(60, 392, "LẦN 2", 40, bold=True)
    sheet.head()
    sheet.text(240, 190, "TỈNH 2023", 24, bold=True)
    sheet.table(XS, [200, 290, 310, 330], [["TT", "Nhiệm vụ", "Chủ trì", "", "", "", ""], *ROWS])
    sheet.text(60, 360, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 380, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    if not is_first:
        sheet.text(100, 330, "DỰ THẢO", 70, bold=True)
        sheet.text(60, 392, "LẦN 2", 40, bold=True)
    document = read(sheet, tmp_path)

    assert [(t.number, t.text, t.lead_text) for t in document.tasks] == [
        tuple(row[:3]) for row in ROWS
    ]
    assert document.sections[0].text == "Phát triển chính quyền số của tỉnh theo hướng hiện đại."
    watermark = " ".join(r.text for r in document.removed if r.kind == "watermark")
    assert sorted(watermark.replace(" ", "")) == sorted("DỰTHẢOLẦN2")


def test_a_page_that_is_askew_as_a_whole_is_no_watermark(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.rotate(7)
    sheet.head()
    page = next(read_pdf_pages("plan.pdf", sheet.save(tmp_path / "plan.pdf").read_bytes()))

    assert page.words
    assert not page.stamps


def test_text_with_its_head_down_is_read_as_it_stands(tmp_path: Path) -> None:
    """A sheet that was scanned or stamped the wrong way round: nobody reads letters backwards."""
    sheet = a_table({}, 90)
    sheet.text(60, 360, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 380, "Phát triển chính quyền số của tỉnh.")
    write_turned(sheet, 400, 700, "Trang này bị lộn ngược", 180, 11)
    write_turned(sheet, 400, 686, "và được đọc từ dưới lên.", 180, 11)
    write_turned(sheet, 300, 820, "12", 180, 11)
    document = read(sheet, tmp_path)

    assert document.sections[0].text.split("\n") == [
        "Phát triển chính quyền số của tỉnh.",
        "Trang này bị lộn ngược",
        "và được đọc từ dưới lên.",
    ]
    assert [r.text for r in document.removed if r.kind == "page_number"] == ["12"]


@pytest.mark.parametrize(("across", "down"), [(-1, 1), (1, -1)])
def test_a_page_as_in_a_mirror_is_read(across: int, down: int, tmp_path: Path) -> None:
    """Only the matrix of the page says so: the letters are what they are."""
    sheet = Sheet()
    sheet.canvas.translate(*(sheet.size[i] * (way < 0) for i, way in enumerate((across, down))))
    sheet.canvas.scale(across, down)
    sheet.head()
    sheet.table(XS, [200, 290, 310, 330], [["TT", "Nhiệm vụ", "Chủ trì", "", "", "", ""], *ROWS])
    document = read(sheet, tmp_path)

    assert [(t.number, t.text, t.lead_text) for t in document.tasks] == [
        tuple(row[:3]) for row in ROWS
    ]
    assert document.tasks[0].regions[0].top == pytest.approx(290, abs=1)
