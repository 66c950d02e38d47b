"""Workbooks: what Excel shows of a sheet, as portals publish annexes."""

import io
import shutil
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

import planparse
from planparse.errors import UnreadableError
from planparse.read.flow.number_format import show
from planparse.read.layouts import read_layout
from planparse.schema.records import PlanDocument

DATA = Path(__file__).parent / "data"
THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)
HEADER: list[list[object]] = [
    ["STT", "Nhiệm vụ", "Chỉ tiêu", None, "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
    [None, None, 2026, 2027, None, None, None],
]
ROWS: list[list[object]] = [
    ["I", "Chính quyền số", None, None, None, None, None],
    [1, "Cung cấp dịch vụ công trực tuyến", 0.8, 0.955, "Sở Khoa học và Công nghệ",
     "Các sở, ban, ngành", datetime(2026, 12, 31)],
    [2, "Số hóa hồ sơ", 1250, 2500.5, None, "UBND cấp xã", "Thường xuyên"],
    [3, "Nhiệm vụ đã bỏ", None, None, "Sở Tài chính", None, "Quý II/2026"],
    ["II", "Kinh tế số", None, None, None, None, None],
    [4, "Hỗ trợ doanh nghiệp\nchuyển đổi số", "≥ 50", None, "Sở Tài chính", None, "Quý IV/2026"],
]  # fmt: skip
MERGED = ["A8:A9", "B8:B9", "C8:D8", "E8:E9", "F8:F9", "G8:G9", "E11:E12"]


def annex(is_ruled: bool = True) -> openpyxl.Workbook:
    """A sheet with the header of a document, a table from row 8 on, and conclusions below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["E1"] = (
        "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    )
    sheet["A2"], sheet["E2"] = "Số: 15/KH-UBND", "Vĩnh Long, ngày 10 tháng 01 năm 2026"
    sheet["A4"], sheet["A5"] = "KẾ HOẠCH", "Chuyển đổi số năm 2026"
    sheet["A6"] = "PHỤ LỤC"
    for place in ("A1:D1", "E1:G1", "A2:D2", "E2:G2", "A4:G4", "A5:G5", "A6:G6"):
        sheet.merge_cells(place)
        sheet[place.split(":")[0]].alignment = Alignment(horizontal="center")
        sheet[place.split(":")[0]].font = Font(name="Times New Roman", bold=True)
    for at, row in enumerate([*HEADER, *ROWS], start=8):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column, value)
            cell.border = BOX if is_ruled else Border()
    sheet["C11"].number_format, sheet["D11"].number_format = "0%", "0.0%"
    sheet["C12"].number_format, sheet["D12"].number_format = "#,##0", "#,##0.0"
    sheet["G11"].number_format = "dd/mm/yyyy"
    for place in MERGED:
        sheet.merge_cells(place)
    sheet["E17"], sheet["E18"] = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Nguyễn Văn A"
    return book


def read(book: openpyxl.Workbook, folder: Path, name: str = "annex.xlsx") -> PlanDocument:
    path = folder / name
    book.save(path)
    return planparse.extract(path)


def cells(document: PlanDocument) -> list[tuple[object, ...]]:
    return [
        (t.kind, t.number, t.text, dict(t.year_texts), t.lead_text, t.coordinating_text,
         t.timeline_text)
        for t in document.tasks
    ]  # fmt: skip


EMPTY = {2026: "", 2027: ""}
SHOWN = [
    ("group", "I", "Chính quyền số", EMPTY, "", "", ""),
    ("task", "1", "Cung cấp dịch vụ công trực tuyến", {2026: "80%", 2027: "95,5%"},
     "Sở Khoa học và Công nghệ", "Các sở, ban, ngành", "31/12/2026"),
    ("task", "2", "Số hóa hồ sơ", {2026: "1.250", 2027: "2.500,5"},
     "Sở Khoa học và Công nghệ", "UBND cấp xã", "Thường xuyên"),
    ("task", "3", "Nhiệm vụ đã bỏ", EMPTY, "Sở Tài chính", "", "Quý II/2026"),
    ("group", "II", "Kinh tế số", EMPTY, "", "", ""),
    ("task", "4", "Hỗ trợ doanh nghiệp chuyển đổi số", {2026: "≥ 50", 2027: ""},
     "Sở Tài chính", "", "Quý IV/2026"),
]  # fmt: skip


def test_a_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    document = read(annex(), tmp_path)

    assert cells(document) == SHOWN
    assert document.plan.source_format == "xlsx"
    assert document.plan.document_number == "15/KH-UBND"
    assert document.plan.issued_on == date(2026, 1, 10)
    assert document.plan.province_name == "Vĩnh Long"
    assert document.plan.unplaced_characters == 0
    assert document.tasks[1].due_on == date(2026, 12, 31)
    assert {t.value for t in document.targets if t.year == 2027} == {95.5, 2500.5}


def test_a_sheet_without_borders_is_a_table_where_many_columns_have_texts(tmp_path: Path) -> None:
    assert cells(read(annex(is_ruled=False), tmp_path)) == SHOWN


def test_what_is_hidden_is_left_out_and_said(tmp_path: Path) -> None:
    book = annex()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.row_dimensions[13].hidden = True
    sheet.column_dimensions["F"].hidden = True
    draft = book.create_sheet("nháp")
    draft["A1"], draft.sheet_state = "Bản nháp", "hidden"

    document = read(book, tmp_path)

    left = [row for row in SHOWN if row[1] != "3"]
    assert cells(document) == [(*row[:5], None, row[6]) for row in left]
    (said,) = [i for i in document.issues if i.code == "cells_hidden"]
    assert said.text is not None
    for text in ("Bản nháp", "Nhiệm vụ đã bỏ", "Sở Tài chính", "Cơ quan phối hợp", "UBND cấp xã"):
        assert text in said.text


def test_headings_of_two_rows_without_a_rule_between_are_one(tmp_path: Path) -> None:
    """As in the national plan of 2003: "Đơn vị" in one row, "tính" in the next."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "1. MỘT SỐ CHỈ TIÊU"
    rows: list[list[object]] = [
        ["TT", "Nhiệm vụ", "Cơ quan", "Thời hạn"],
        [None, None, "chủ trì", "hoàn thành"],
        *[[n, f"Nhiệm vụ số {n}", "Sở Tài chính", "Quý I/2026"] for n in range(1, 6)],
    ]
    for at, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            sides = {3: (THIN, None), 4: (None, THIN)}.get(at, (THIN, THIN))
            cell = sheet.cell(at, column, value)
            cell.border = Border(THIN, THIN, sides[0] or Side(), sides[1] or Side())

    document = read(book, tmp_path)

    assert [c.heading for c in document.annex_tables[0].columns] == [
        "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành",
    ]  # fmt: skip
    assert [(t.number, t.lead_text, t.timeline_text) for t in document.tasks] == [
        (str(n), "Sở Tài chính", "Quý I/2026") for n in range(1, 6)
    ]


def test_formats_far_below_the_last_text_cost_nothing(tmp_path: Path) -> None:
    book = annex()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.cell(1_048_576, 16_384).border = BOX

    assert cells(read(book, tmp_path)) == SHOWN


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        ("Thường xuyên", "General", "Thường xuyên"),
        (7, "General", "7"),
        (33.7466872521, "General", "33,746687252"),
        (33.7466872521, "0.0", "33,7"),
        (7.0, "0.0", "7,0"),
        (1070, "#,##0", "1.070"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (1.5, "0.##", "1,5"),
        (1.0, "0.##", "1"),
        (0.8, "0%", "80%"),
        (0.955, "0.0%", "95,5%"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "0.0", "-5,0"),
        (12, '0" sản phẩm"', "12 sản phẩm"),
        (12, '"≥"0', "≥12"),
        (1234, "_(* #,##0_);_(* (#,##0);_(@_)", "1.234"),
        (5, "[Red]0", "5"),
        (12500000, '#,##0,,"tr"', "12tr"),
        (12345678901234, "General", "12345678901234"),
        (0.00012, "0.00E+00", "0,00012"),
        (datetime(2026, 6, 30), "dd/mm/yyyy", "30/06/2026"),
        (datetime(2026, 6, 30), "d/m/yy", "30/6/26"),
        (datetime(2026, 6, 1), "mm/yyyy", "06/2026"),
        (datetime(2026, 6, 30), "mm-dd-yy", "30/06/2026"),
        (datetime(2026, 6, 30), "d-m-yyyy", "30-6-2026"),
        (datetime(2026, 6, 30), "[$-42A]d mmmm yyyy", "30/06/2026"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_shown_as_their_format_asks(
    value: object, number_format: str, shown: str
) -> None:
    assert show(value, number_format) == shown


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    annex().save(buffer)
    path = tmp_path / "cut.xlsx"
    content = buffer.getvalue()
    place = content.index(b"xl/worksheets/sheet1.xml")
    path.write_bytes(content[: place + 40] + b"\0" * 200 + content[place + 240 :])

    with pytest.raises(UnreadableError, match="damaged"):
        planparse.extract(path)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.formats.MAX_MEMBER", 1024**2)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(2 * 1024**2))

    with pytest.raises(UnreadableError, match="bomb"):
        planparse.extract(path)


def test_the_national_plan_of_2003(tmp_path: Path) -> None:
    """Sheet 2 as it stands on the page; letters are in TCVN3 and VNI, sheets 3 to 5 hide rows."""
    path = shutil.copy(DATA / "real/ke-hoach-2003-tcvn3-vni.xlsx", tmp_path)

    document = planparse.extract(Path(path))

    gdp = [
        (t.number, t.text, t.extra["Đơn vị tính"], t.extra["Thực hiện năm 2001"],
         t.extra["Ước TH năm 2002"], t.year_texts[2003])
        for t in document.tasks if t.page_first == 2
    ]  # fmt: skip
    assert gdp == GDP
    assert [document.tasks[i].text for i in (1, -1)] == [
        "Tốc độ tăng tổng sản phẩm trong nước (GDP)", "So với tổng số",
    ]  # fmt: skip
    assert not document.tables
    assert document.plan.unplaced_characters == 0
    found = {t.indicator: (t.value, t.unit) for t in document.targets}
    assert found["+ Công nghiêp, xây dựng"] == (10.5, "%")  # its unit is a ditto mark
    assert found["Lâm nghiệp"] == (6200, "tỷ đồng")  # "Ngh. tỷ đồng"
    passengers = [t.unit for t in document.targets if "Vận tải hành khách" in t.indicator]
    assert passengers == ["HK", "HK.km"]  # the row with the second unit has no name
    assert {"tấn", "tấn.km"} < {t.unit for t in document.targets}
    codes = Counter(str(i.code) for i in document.issues)
    assert (codes["unknown_column"], codes["row_repeated"], codes["target_conflict"]) == (1, 2, 3)
    (said,) = [i for i in document.issues if i.code == "cells_hidden"]
    assert "Hàng điện tử" in (said.text or "")
    assert "Lúa Đông xuân" in (said.text or "")


GDP = [
    ("1", "GDP theo giá 1994", "Nghìn tỷ đồng", "292,4", "312,8", "336,5"),
    (None, "- Tốc độ tăng trưởng GDP", "%", "6,8", "7,0", "7,5"),
    (None, "Trong đó:", "", "", "", ""),
    (None, "+ Nông, lâm, ngư nghiệp", '"', "2,8", "3,6", "4,0"),
    (None, "+ Công nghiêp, xây dựng", '"', "10,3", "10,0", "10,5"),
    (None, "+ Dịch vụ", '"', "6,1", "6,2", "6,6"),
    ("2", "GDP theo giá hiện hành", "Nghìn tỷ đồng", "484,5", "541,0", "610,0"),
    (None, "- Chỉ số giá GDP", "%", "2,7", "4,3", "5,0"),
    (None, "- Cơ cấu GDP", "", "", "", ""),
    (None, "+ Nông, lâm, ngư nghiệp", "%", "23,6", "23,5", "22,5"),
    (None, "+ Công nghiệp và xây dựng", "%", "37,8", "38,4", "39,0"),
    (None, "+ Dịch vụ", "%", "38,6", "38,1", "38,5"),
    (None, "- GDP bình quân đầu người", "Nghìn đồng", "6.177", "6.805", "7.610"),
    ("3", "Tích luỹ, tiêu dùng", "", "", "", ""),
    (None, "- Tổng quỹ tích luỹ (giá hiện hành)", "Nghìn tỷ đồng", "149,6", "178,9", "207,6"),
    (None, "- Tổng quỹ tiêu dùng (giá hiện hành)", "Nghìn tỷ đồng", "344,8", "382,4", "422,6"),
    (None, "- Cơ cấu tích luỹ, tiêu dùng:", "%", "100", "100", "100"),
    (None, "+ Tích luỹ", "%", "30,3", "31,9", "32,9"),
    (None, "+ Tiêu dùng", "%", "69,7", "68,1", "67,1"),
]


def test_letters_of_old_fonts_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for place, text in enumerate(["NhiÖm vô", "ChuyÓn ®æi sè", "80%"], 1):
        sheet.cell(place, 1, text).font = Font(name=".VnTime")
    book.save(tmp_path / "plan.xlsx")

    [page] = read_layout(tmp_path / "plan.xlsx").pages

    assert " ".join(word.text for word in page.words) == "Nhiệm vụ Chuyển đổi số 80%"
    assert [(r.kind, r.count) for r in page.repairs] == [("tcvn3", 18)]


def test_formulas_without_results_are_told(tmp_path: Path) -> None:
    """openpyxl computes nothing; Excel and LibreOffice save results beside formulas."""
    book = annex()
    sheet = book.active
    assert sheet
    sheet["C10"] = "=C9*2"
    book.save(tmp_path / "plan.xlsx")

    document = planparse.extract(tmp_path / "plan.xlsx")

    [issue] = [issue for issue in document.issues if issue.code == "formulas_unsaved"]
    assert (issue.severity, issue.text, issue.page) == ("warning", "C10", 1)


def test_what_a_sheet_hides_is_told_though_it_shows_nothing(tmp_path: Path) -> None:
    book = annex()
    sheet = book.create_sheet("Ghi chú")
    sheet["A1"] = "Số liệu cũ"
    sheet.row_dimensions[1].hidden = True
    book.save(tmp_path / "plan.xlsx")

    document = planparse.extract(tmp_path / "plan.xlsx")

    assert [i.text for i in document.issues if i.code == "cells_hidden"] == ["Số liệu cũ"]
