"""Shapes that plans of other offices have: headers, tables and tasks as these set them."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import planparse
from drawing import Sheet

XS = (60.0, 100.0, 300.0, 420.0, 540.0)


def set_lines(sheet: Sheet, y: float, lines: list[str], indent: float = 80) -> None:
    """Paragraphs of one line; headings, with a Roman number or a number and one dot, are bold."""
    for place, line in enumerate(lines):
        bold = line.split()[0].rstrip(".").isupper() or len(line) < 30
        sheet.text(indent, y + 20 * place, line, bold=bold)


def test_a_narrow_column_wraps_the_national_header_beside_the_number(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(90, 60, "THỦ TƯỚNG CHÍNH PHỦ", bold=True)
    sheet.text(320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", bold=True)
    sheet.text(110, 76, "Số: 702/QĐ-TTg")
    sheet.text(380, 76, "VIỆT NAM", bold=True)
    sheet.text(340, 92, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.text(345, 108, "Hà Nội, ngày 11 tháng 5 năm 2026")
    sheet.text(260, 140, "QUYẾT ĐỊNH", bold=True)
    sheet.text(180, 158, "Ban hành Kế hoạch phát triển nhân lực", bold=True)
    sheet.text(80, 180, "Điều 1. Ban hành Kế hoạch kèm theo Quyết định này.")
    plan = planparse.extract(sheet.save(tmp_path / "plan.pdf")).plan

    assert (plan.document_number, plan.issuing_authority) == ("702/QĐ-TTg", "Thủ tướng Chính phủ")
    assert plan.issued_on == date(2026, 5, 11)


def test_a_task_says_on_its_line_who_does_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head(year=2026)
    lines = [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Kéo giảm ít nhất 5% số vụ phạm pháp hình sự so với năm 2025.",
        "2. Tổng kết 05 năm thực hiện Đề án bảo đảm an ninh.",
        "3. Không để xảy ra ùn tắc giao thông kéo dài trên 30 phút.",
        "II. NHIỆM VỤ",
        "1. Kiểm tra chợ. Chủ trì: Công an xã; Phối hợp: Sở Y tế; Thời gian: Tháng 01/2026.",
        "2. Chợ nào do ai quản lý. Chủ trì cuộc họp: không có.",
        "III. QUẢNG BÁ DU LỊCH (Chủ trì: Sở Nội vụ; thời gian: Quý II/2026)",
        "Xây dựng ấn phẩm giới thiệu.",
    ]
    set_lines(sheet, 200, lines)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    task, headed = document.tasks
    assert (headed.text, headed.lead_text, headed.due_on) == (
        "QUẢNG BÁ DU LỊCH", "Sở Nội vụ", date(2026, 6, 30),
    )  # fmt: skip
    assert (task.text, task.lead_text) == ("Kiểm tra chợ.", "Công an xã;")
    assert (task.coordinating_agencies, task.due_on) == (["Sở Y tế"], date(2026, 1, 31))
    [target] = document.targets
    assert (target.value, target.comparator, target.change) == (5, ">=", "decrease")
    assert target.indicator == "số vụ phạm pháp hình sự so với năm 2025"


def test_the_two_rules_of_a_double_border_are_one(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"],
        ["1", "Thông quan", "Sở Tài chính", "Giảm phát thải 10%"],
        ["2", "Phủ sóng", "Sở Xây dựng", "120 trạm BTS"],
    ]
    ys = (200.0, 222.0, 244.0, 266.0)
    for off in (-2, 2):
        for y in ys:
            sheet.rule(XS[0], y + off, XS[-1], y + off)
        for x in XS:
            for top, bottom in pairwise(ys):
                sheet.rule(x + off, top + 2, x + off, bottom - 2)
    for y, row in zip(ys, cells, strict=False):
        for x, cell in zip(XS, row, strict=False):
            sheet.text(x + 6, y + 15, cell, bold=y == ys[0])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text, t.lead_text) for t in document.tasks] == [
        ("1", "Thông quan", "Sở Tài chính"),
        ("2", "Phủ sóng", "Sở Xây dựng"),
    ]
    assert [(t.value, t.unit, t.change) for t in document.targets] == [
        (10, "%", "decrease"),
        (120, "trạm BTS", None),
    ]


def test_a_heading_that_counts_on_from_that_of_a_table_ends_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    set_lines(sheet, 200, ["1. Mục tiêu", "Phát triển đô thị.", "2. Nội dung công việc"])
    rows = [
        ["TT", "Nội dung", "Thời gian", "Đơn vị chủ trì"],
        ["1", "Tự đánh giá chương trình", "Tháng 12/2025", "Sở Y tế"],
        ["2", "Khảo sát ý kiến", "Quý II/2026", "Sở Nội vụ"],
        ["3", "Rà soát chuẩn đầu ra", "2026", "Sở Tài chính"],
        ["4", "Tập huấn", "2027", "Sở Y tế"],
    ]
    for place, row in enumerate(rows):
        for x, cell in zip(XS, row, strict=False):
            sheet.text(x, 265 + 18 * place, cell, bold=not place)
    set_lines(sheet, 360, ["3. Tổ chức thực hiện", "Các đơn vị báo cáo kết quả về Sở Nội vụ."])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [t.number for t in document.tasks] == ["1", "2", "3", "4"]
    assert [s.path for s in document.sections] == ["1", "2", "3"]


def test_an_annex_below_the_signature_says_on_its_line_what_it_belongs_to(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    set_lines(sheet, 190, ["I. MỤC TIÊU", "Phát triển đô thị."])
    sheet.text(80, 240, "Nơi nhận:", bold=True)
    sheet.text(80, 256, "- Lưu: VT.")
    sheet.text(360, 240, "CHỦ TỊCH", bold=True)
    sheet.text(345, 300, "Nguyễn Hùng Nam", bold=True)
    line = "Phụ lục kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2023 của UBND tỉnh Tiền"
    sheet.centred(330, line, bold=True)
    sheet.centred(346, "Giang", bold=True)
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Tập huấn", "Sở Nội vụ", "2023"]]
    sheet.table(XS, (360.0, 380.0, 400.0), rows)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    [annex] = document.annexes
    assert (annex.label, annex.title) == (f"{line} Giang", "")
    assert document.plan.signer_name == "Nguyễn Hùng Nam"
    assert [(t.text, t.section_id) for t in document.tasks] == [("Tập huấn", None)]


def test_a_header_copied_to_where_a_page_once_began_is_no_row(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    header = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["(1)", "(2)", "(3)", "(4)"]]
    rows = [[str(n), f"Tập huấn đợt {n}", "Sở Nội vụ", f"Tháng {n}/2023"] for n in range(1, 5)]
    cells = [*header, *rows[:2], *header, *rows[2:]]
    sheet.table(XS, [200 + 20 * place for place in range(len(cells) + 1)], cells)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.timeline_text) for t in document.tasks] == [
        (str(n), f"Tháng {n}/2023") for n in range(1, 5)
    ]
    [again] = [each.text for each in document.removed if each.kind == "repeated_header"]
    assert again == "TT | Nhiệm vụ | Chủ trì | Thời gian | (1) | (2) | (3) | (4)"
    assert document.plan.unplaced_characters == 0


def test_the_longest_of_short_items_is_one_of_them(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    lines = [
        "I. MỤC TIÊU",
        "1.1. Năm 2026 hoàn thành 28.500 căn, khởi công 12 dự án.",
        "1.2. Giai đoạn 2027 - 2030 bình quân mỗi năm xây dựng tối thiểu 42.000 căn hộ xã hội.",
        "1.3. Diện tích nhà ở bình quân đầu người đạt 25,5 m2 vào năm 2030.",
    ]
    set_lines(sheet, 200, lines, indent=110)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [s.path for s in document.sections] == ["I", "I.1", "I.2", "I.3"]


@pytest.mark.parametrize("numbered", [False, True])
def test_a_header_that_no_rule_parts_from_the_rest_of_a_row_is_none_of_it(
    numbered: bool, tmp_path: Path
) -> None:
    header = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    numbers = [["(1)", "(2)", "(3)", "(4)"]] * numbered
    first = ["1", "Rà soát, hoàn thiện cơ sở", "Sở Nông nghiệp", "2023"]
    rest = ["", "dữ liệu đất đai.", "và Môi trường", ""]
    glued = ["\n".join(pair).rstrip() for pair in zip([header, *numbers][-1], rest, strict=True)]
    sheet = Sheet()
    sheet.head()
    top = [header, *numbers, first]
    ys = [700.0 + 20 * place for place in range(len(top) + 1)]
    sheet.table(XS, ys, top, open_bottom=True)
    sheet.next_page()
    below = [[header, glued], [glued]][not numbered]
    ys = [60.0, *([80.0] * numbered), 115.0, 135.0]
    sheet.table(XS, ys, [*below, ["2", "Tập huấn", "Sở Nội vụ", "2023"]])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text, t.lead_text) for t in document.tasks] == [
        ("1", "Rà soát, hoàn thiện cơ sở dữ liệu đất đai.", "Sở Nông nghiệp và Môi trường"),
        ("2", "Tập huấn", "Sở Nội vụ"),
    ]
    assert document.plan.unplaced_characters == 0
