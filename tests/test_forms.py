"""Plans as party committees, ministries, cities and communes lay them out, drawn by the tests."""

from datetime import date
from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse.schema.records import PlanDocument, Task

XS = [40, 70, 250, 330, 430, 555]


def read(sheet: Sheet, folder: Path) -> PlanDocument:
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def read_annex(cells: list[list[str]], folder: Path) -> PlanDocument:
    """A plan for 2026 of which nothing but the annex table is at stake."""
    sheet = Sheet()
    sheet.head(year=2026)
    sheet.text(265, 300, "PHỤ LỤC", bold=True)
    sheet.table(XS, [340 + 20 * i for i in range(len(cells) + 1)], cells)
    return read(sheet, folder)


def figures(document: PlanDocument, task: Task) -> list[tuple[float | None, str | None]]:
    return [(t.value, t.unit) for t in document.targets if t.task_id == task.task_id]


def test_a_paper_of_a_party_committee(tmp_path: Path) -> None:
    """The right column is wider than its heading, a star and a rule stand alone, labels have a
    dash."""
    sheet = Sheet()
    sheet.text(90, 60, "ĐẢNG BỘ TỈNH CÀ MAU")
    sheet.text(80, 76, "ĐẢNG ỦY XÃ NĂM CĂN", bold=True)
    sheet.text(140, 92, "*")
    sheet.text(100, 108, "Số 12-KH/ĐU")
    sheet.text(345, 60, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True)
    sheet.text(330, 92, "Năm Căn, ngày 12 tháng 02 năm 2026")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(215, 158, "chuyển đổi số năm 2026", bold=True)
    sheet.text(285, 174, "-----")
    sheet.text(70, 200, "Căn cứ Kế hoạch số 33-KH/TU, ngày 05/01/2026 của Ban Thường vụ Tỉnh ủy;")
    sheet.text(70, 218, "I- MỤC TIÊU", bold=True)
    sheet.text(70, 236, "1- Từ 80% đảng viên trở lên sử dụng Sổ tay đảng viên điện tử.")
    sheet.text(70, 254, "2- Hoàn thành số hóa tài liệu.")
    sheet.text(70, 272, "II- NHIỆM VỤ", bold=True)
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Số hóa tài liệu", "Văn phòng\nĐảng ủy", "Ban nhân dân\ncác ấp", "Quý II"],
        ["2", "Kiểm tra", "Ủy ban\nKiểm tra", "-nt-", "Trước 30/9"],
    ]
    sheet.table(XS, [290, 310, 340, 370], cells)

    document = read(sheet, tmp_path)

    plan = document.plan
    assert (plan.document_number, plan.issued_on) == ("12-KH/ĐU", date(2026, 2, 12))
    assert (plan.issuing_authority, plan.title) == (
        "Đảng ủy xã Năm Căn",
        "chuyển đổi số năm 2026",
    )
    assert (plan.issued_at, plan.province_name) == ("Năm Căn", "Cà Mau")
    assert [s.path for s in document.sections] == ["I", "I.1", "I.2", "II"]
    assert [(t.indicator, t.comparator, t.value) for t in document.targets] == [
        ("đảng viên sử dụng Sổ tay đảng viên điện tử", ">=", 80)
    ]
    assert [
        (t.lead_agencies, t.coordinating_text, t.coordinating_agencies, t.due_on)
        for t in document.tasks
    ] == [
        (["Văn phòng Đảng ủy xã"], "Ban nhân dân các ấp", ["Cộng đồng"], date(2026, 6, 30)),
        (["Ủy ban Kiểm tra Đảng ủy xã"], "-nt-", ["Cộng đồng"], date(2026, 9, 30)),
    ]
    assert (plan.unplaced_characters, document.issues) == (0, [])


def test_annexes_numbered_on_top_of_their_pages(tmp_path: Path) -> None:
    """Three lines that differ in a number stand at one height: they are no running head."""
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 200, "I. MỤC TIÊU", bold=True)
    for number in (1, 2, 3):
        sheet.next_page()
        sheet.text(265, 60, f"Phụ lục {number}", bold=True)
        sheet.text(230, 78, f"DANH MỤC THỨ {number}", bold=True)
        cells = [
            ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
            ["1", f"Việc {number}", "Sở Y tế", "Sở Nội vụ", "Quý I/2023"],
        ]
        sheet.table(XS, [100, 120, 140], cells)

    document = read(sheet, tmp_path)

    assert [(t.annex, t.annex_title, t.text) for t in document.tasks] == [
        ("1", "DANH MỤC THỨ 1", "Việc 1"),
        ("2", "DANH MỤC THỨ 2", "Việc 2"),
        ("3", "DANH MỤC THỨ 3", "Việc 3"),
    ]


@pytest.mark.parametrize(
    ("heading", "leads", "helps"),
    [
        ("Cơ quan thực hiện\n(chủ trì/phối hợp)", ["Sở Y tế"], ["Sở Nội vụ", "Sở Tài chính"]),
        ("Cơ quan thực hiện", ["Sở Y tế", "Sở Nội vụ", "Sở Tài chính"], []),
    ],
)
def test_a_heading_may_say_who_leads_and_who_helps(
    tmp_path: Path, heading: str, leads: list[str], helps: list[str]
) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC", bold=True)
    cells = [
        ["TT", "Nhiệm vụ", heading, "Thời gian", "Ghi chú"],
        ["1", "Rà soát", "Sở Y tế/ Sở Nội vụ,\nSở Tài chính", "Quý I/2023", ""],
        ["2", "Kiểm tra", "UBND các huyện/\nthị xã", "Quý II/2023", ""],
    ]
    sheet.table([40, 70, 200, 360, 450, 555], [100, 140, 170, 200], cells)

    first, second = read(sheet, tmp_path).tasks

    assert (first.lead_agencies, first.coordinating_agencies) == (leads, helps)
    assert first.lead_text == "Sở Y tế/ Sở Nội vụ, Sở Tài chính"
    assert first.coordinating_text is None
    assert second.coordinating_agencies == []


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Đơn vị tính: tỷ đồng", "tỷ đồng"),
        ("(ĐVT: Triệu đồng/người/năm)", "triệu đồng"),
        ("Đơn vị: Sở Tài chính", None),
        ("", None),
    ],
)
def test_a_line_above_a_table_names_the_unit_of_its_numbers(
    tmp_path: Path, line: str, unit: str | None
) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC I", bold=True)
    sheet.text(180, 78, "CHỈ TIÊU KINH TẾ - XÃ HỘI", bold=True)
    sheet.text(380, 100, line)
    cells = [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2025", "Ghi chú"],
        ["1", "Thu ngân sách", "1.200", "1.350", ""],
        ["2", "Tỷ lệ giải ngân", "95%", "98%", ""],
    ]
    sheet.table(XS, [110, 130, 150, 170], cells)

    document = read(sheet, tmp_path)

    assert [(t.value, t.unit) for t in document.targets] == [
        (1200, unit), (1350, unit), (95, "%"), (98, "%"),
    ]  # fmt: skip
    assert all("Đơn vị tính" not in task.extra for task in document.tasks)
    assert document.issues == []


def test_the_headings_of_all_years_may_name_a_unit(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC I", bold=True)
    header = ["TT", "Chỉ tiêu", "Năm 2024\n(%)", "Năm 2025\n(%)", "Ghi chú"]
    cells = [header, ["1", "Tỷ lệ giải ngân", "95", "98", ""]]
    sheet.table(XS, [100, 130, 150], cells)

    document = read(sheet, tmp_path)

    assert [(t.value, t.unit, t.kind) for t in document.targets] == [
        (95, "%", "ratio"), (98, "%", "ratio"),
    ]  # fmt: skip


def test_a_line_that_names_a_unit_for_one_of_two_tables_is_an_issue(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC I", bold=True)
    sheet.text(400, 100, "ĐVT: tỷ đồng")
    header = ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2025", "Ghi chú"]
    sheet.table(XS, [110, 130, 150], [header, ["1", "Thu ngân sách", "1.200", "1.350", ""]])
    sheet.text(70, 180, "Diện tích:")
    sheet.table(XS, [190, 210, 230], [header, ["1", "Diện tích rừng", "85", "90", ""]])

    document = read(sheet, tmp_path)

    assert {(t.unit, t.indicator) for t in document.targets} == {
        (None, "Thu ngân sách"), (None, "Diện tích rừng"),
    }  # fmt: skip
    assert [(i.code, i.text) for i in document.issues] == [("unit_doubtful", "tỷ đồng")] * 2


def test_a_line_in_one_of_two_annexes_without_numbers_names_the_unit_of_neither(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.head()
    header = ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2025", "Ghi chú"]
    for title, line, row in (
        ("CHỈ TIÊU VỀ NGÂN SÁCH", "ĐVT: tỷ đồng", ["1", "Thu ngân sách", "1.200", "1.350", ""]),
        ("CHỈ TIÊU VỀ ĐẤT ĐAI", "", ["1", "Diện tích rừng", "85", "90", ""]),
    ):
        sheet.next_page()
        sheet.text(265, 60, "PHỤ LỤC", bold=True)
        sheet.centred(80, title, bold=True)
        sheet.text(400, 100, line)
        sheet.table(XS, [110, 130, 150], [header, row])

    document = read(sheet, tmp_path)

    assert {(t.unit, t.indicator) for t in document.targets} == {
        (None, "Thu ngân sách"), (None, "Diện tích rừng"),
    }  # fmt: skip
    assert [(i.code, i.text) for i in document.issues] == [("unit_doubtful", "tỷ đồng")] * 2


def indicators(tmp_path: Path) -> PlanDocument:
    """A table of indicators whose last row, without a number, stands on the next page."""
    header = ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2026", "Năm 2027"]
    sheet = Sheet()
    sheet.head(year=2026)
    sheet.text(265, 600, "PHỤ LỤC", bold=True)
    cells = [
        header,
        ["1", "Sản lượng lúa", "Nghìn tấn", "3.210", "3.225,5"],
        ["2", "Vốn đầu tư", "Tỷ đồng", "55", "62,5"],
        ["3", "Xã đạt chuẩn", "Xã", "25/48", "30/48"],
        ["4", "Tỷ lệ lao động qua đào tạo", "%", "72", "≥ 74"],
    ]
    sheet.table(XS, [620, 640, 660, 680, 700, 720], cells)
    sheet.next_page()
    cells = [header, ["", "Trong đó: có bằng cấp", "%", "29", "31"]]
    sheet.table(XS, [60, 80, 100], cells)
    return read(sheet, tmp_path)


def test_figures_have_the_unit_that_their_row_names(tmp_path: Path) -> None:
    document = indicators(tmp_path)

    assert [figures(document, task) for task in document.tasks] == [
        [(3_210_000, "tấn"), (3_225_500, "tấn")],
        [(55, "tỷ đồng"), (62.5, "tỷ đồng")],
        [(25, "xã"), (30, "xã")],
        [(72, "%"), (74, "%")],
        [(29, "%"), (31, "%")],
    ]
    assert [t.kind for t in document.targets[-4:]] == ["ratio"] * 4
    assert [t.of_what for t in document.targets[4:6]] == ["48 xã", "48 xã"]


def test_figures_above_and_below_a_page_break_are_two_rows(tmp_path: Path) -> None:
    last, below = indicators(tmp_path).tasks[-2:]

    assert (last.text, last.year_texts) == (
        "Tỷ lệ lao động qua đào tạo",
        {2026: "72", 2027: "≥ 74"},
    )
    assert (below.text, below.year_texts) == ("Trong đó: có bằng cấp", {2026: "29", 2027: "31"})
    assert not last.rejoined


def test_aims_without_years_and_columns_of_quarters(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head(year=2026)
    sheet.text(265, 300, "PHỤ LỤC", bold=True)
    sheet.text(220, 318, "CHỈ TIÊU NĂM 2026", bold=True)
    cells = [
        ["TT", "Chỉ tiêu", "ĐVT", "Mục tiêu", "Quý I"],
        ["1", "Trồng cây xanh", "1.000 cây", "120", "30"],
        ["2", "Hồ sơ trực tuyến", "%", "Cấp tỉnh 90%,\ncấp xã 80%", "70"],
    ]
    sheet.table(XS, [340, 360, 380, 410], cells)

    document = read(sheet, tmp_path)

    assert [(t.value, t.unit, t.scope_text, t.year) for t in document.targets] == [
        (120_000, "cây", None, 2026),
        (90, "%", "Cấp tỉnh", 2026),
        (80, "%", "cấp xã", 2026),
    ]
    assert [(t.timeline_text, t.extra["Quý I"]) for t in document.tasks] == [
        (None, "30"),
        (None, "70"),
    ]


@pytest.mark.parametrize(
    ("headings", "lead"),
    [(("Nhiệm vụ", "Đơn vị", "Phối hợp"), ["Sở Y tế"]), (("Chỉ tiêu", "Đơn vị", "Chủ trì"), [])],
)
def test_what_a_column_headed_unit_holds(
    headings: tuple[str, str, str], lead: list[str], tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(265, 300, "PHỤ LỤC", bold=True)
    cells = [["TT", *headings, "Thời gian"], ["1", "Việc một", "Sở Y tế", "", "Quý I/2023"]]
    sheet.table(XS, [340, 360, 380], cells)

    [task] = read(sheet, tmp_path).tasks

    assert task.lead_agencies == lead


def test_the_result_of_an_indicator_is_a_figure_or_no_target(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head(year=2026)
    sheet.text(265, 300, "PHỤ LỤC", bold=True)
    cells = [
        ["TT", "Chỉ tiêu", "ĐVT", "Kết quả", "Chủ trì"],
        ["1", "Xã đạt chuẩn", "%", "85", "Sở Y tế"],
        ["2", "Đánh giá mức sống", "", "Báo cáo năm 2026", "Sở Y tế"],
    ]
    sheet.table(XS, [340, 360, 380, 400], cells)

    document = read(sheet, tmp_path)

    assert [(t.indicator, t.value, t.unit) for t in document.targets] == [("Xã đạt chuẩn", 85, "%")]


def test_columns_for_when_a_task_begins_and_ends(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Kết thúc"],
        ["1", "Việc một", "Sở Y tế", "01/2026", "6/2027"],
    ]
    [task] = read_annex(cells, tmp_path).tasks

    assert (task.starts_on, task.due_on) == (date(2026, 1, 1), date(2027, 6, 30))
    assert (task.timeline_text, task.extra["Bắt đầu"]) == ("6/2027", "01/2026")


def test_a_month_in_the_column_of_beginnings_is_of_the_year_of_the_plan(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.top(year=2026)
    sheet.text(200, 158, "Kiểm soát thủ tục hành chính năm 2026", bold=True)
    sheet.text(265, 300, "PHỤ LỤC", bold=True)
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Kết thúc"],
        ["1", "Việc một", "Sở Y tế", "Tháng 01", "Tháng 12"],
    ]
    sheet.table(XS, [340, 360, 380], cells)

    [task] = read(sheet, tmp_path).tasks

    assert (task.starts_on, task.due_on) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("begins", ["Tuần 2 tháng 5/2026", "Sau quý I/2026", "Trước 15/6/2026"])
def test_nothing_begins_on_the_first_day_of_what_is_not_said_so(
    begins: str, tmp_path: Path
) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Kết thúc"],
        ["1", "Việc một", "Sở Y tế", begins, "9/2026"],
    ]
    document = read_annex(cells, tmp_path)
    [task] = document.tasks

    assert (task.starts_on, task.due_on) == (None, date(2026, 9, 30))
    unsettled = [(i.field, i.text) for i in document.issues if i.code == "timeline_unsettled"]
    assert unsettled == [("extra.Bắt đầu", begins)]


@pytest.mark.parametrize(
    ("text", "lead", "codes"),
    [("", "Sở Y tế", ["text_empty"]), ("Việc một", "Sở Y tế", []), ("", "", [])],
)
def test_a_table_without_the_text_of_any_task_is_told(
    text: str, lead: str, codes: list[str], tmp_path: Path
) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", text, lead, "", ""],
        ["2", "", lead, "", ""],
    ]
    document = read_annex(cells, tmp_path)

    assert [i.code for i in document.issues if i.code == "text_empty"] == codes


def test_who_takes_part_and_what_is_to_be_reached(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Cùng thực hiện", "Chỉ tiêu"],
        ["1", "Việc một", "Sở Y tế", "Sở Nội vụ", "Trên 90% hộ nghèo"],
    ]
    document = read_annex(cells, tmp_path)
    [task] = document.tasks

    assert (task.coordinating_text, task.deliverable_text) == ("Sở Nội vụ", "Trên 90% hộ nghèo")
    assert [(t.comparator, t.value) for t in document.targets] == [(">", 90)]


def test_numbers_run_on_over_items_and_groups(tmp_path: Path) -> None:
    """A number without any other cell above dashes or letters heads these, and is counted on."""
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["I", "Thể chế", "", "", ""],
        ["1", "Việc một", "Sở Y tế", "Sở Nội vụ", "Quý I"],
        ["2", "Các thông tư", "", "", ""],
        ["a)", "Thông tư một", "Sở Y tế", "Sở Nội vụ", "Quý I"],
        ["b)", "Thông tư hai", "Sở Y tế", "Sở Nội vụ", "Quý I"],
        ["II", "Dịch vụ", "", "", ""],
        ["3", "Dịch vụ công", "", "", ""],
        ["-", "Cắt giảm hồ sơ", "Sở Y tế", "Sở Nội vụ", "Quý I"],
        ["4", "Việc bốn", "Sở Y tế", "Sở Nội vụ", "Quý I"],
    ]
    document = read_annex(cells, tmp_path)

    kinds = {task.text: (task.kind, ".".join(task.section_path)) for task in document.tasks}
    assert kinds["Dịch vụ công"] == ("group", "II")
    assert kinds["Cắt giảm hồ sơ"] == ("task", "II.3")
    assert kinds["Việc bốn"] == ("task", "II")
    assert "number_gap" not in {issue.code for issue in document.issues}


def test_a_line_of_the_issuer_wider_than_the_one_beside_the_national_header(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.text(110, 60, "KHO BẠC NHÀ NƯỚC", bold=True)
    sheet.text(85, 76, "KHO BẠC NHÀ NƯỚC KHU VỰC XVIII", bold=True)
    sheet.text(90, 95, "Số: 12/KH-KBKV")
    sheet.national_header()
    sheet.text(340, 95, "Vĩnh Long, ngày 05 tháng 01 năm 2026")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Chuyển đổi số năm 2026", bold=True)
    sheet.text(70, 200, "Kho bạc Nhà nước khu vực XVIII ban hành Kế hoạch như sau:")
    plan = planparse.extract(sheet.save(tmp_path / "plan.pdf")).plan

    assert plan.issuing_authority == "Kho bạc Nhà nước khu vực XVIII"
    assert plan.issued_at == "Vĩnh Long"


def test_a_national_header_broken_by_its_column(tmp_path: Path) -> None:
    """ "NAM" on a line of its own belongs to it, not to the place of issue."""
    sheet = Sheet()
    sheet.text(80, 60, "ỦY BAN NHÂN DÂN", bold=True)
    sheet.text(85, 76, "TỈNH TIỀN GIANG", bold=True)
    sheet.text(90, 108, "Số: 12/KH-UBND")
    sheet.text(310, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", bold=True)
    sheet.text(400, 76, "NAM", bold=True)
    sheet.text(345, 92, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.text(340, 108, "Tiền Giang, ngày 05 tháng 01 năm 2023")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Chuyển đổi số năm 2023 của tỉnh", bold=True)

    document = read(sheet, tmp_path)

    assert (document.plan.issued_at, document.plan.issued_on) == ("Tiền Giang", date(2023, 1, 5))
    assert [r.text for r in document.removed] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
        "NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_an_annex_without_label_on_the_page_of_the_signature(tmp_path: Path) -> None:
    """Who decides stands in the middle and signs nothing; the annex goes on overleaf."""
    sheet = Sheet()
    sheet.head("12/QĐ-UBND")
    sheet.text(245, 180, "CHỦ TỊCH ỦY BAN", bold=True)
    sheet.text(
        70, 200, "Điều 1. Ban hành kèm theo Quyết định này danh mục nhiệm vụ năm 2023 của tỉnh."
    )
    sheet.text(70, 230, "Nơi nhận:", bold=True)
    sheet.text(70, 245, "- Như Điều 1;")
    sheet.text(70, 260, "- Lưu: VT.")
    sheet.text(380, 230, "KT. CHỦ TỊCH", bold=True)
    sheet.text(372, 245, "PHÓ CHỦ TỊCH", bold=True)
    sheet.text(375, 300, "Nguyễn Văn Bình", bold=True)
    sheet.text(207, 340, "DANH MỤC NHIỆM VỤ NĂM 2023", bold=True)
    sheet.text(165, 358, "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2023)")
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Số hóa tài liệu\nlưu trữ của các", "Sở Nội vụ", "Sở Y tế", "Quý II"],
    ]
    sheet.table(XS, [380, 400, 440], cells)
    sheet.next_page()
    rest = ["", "cơ quan", "", "", ""]
    sheet.table(XS, [60, 80, 110, 140], [cells[0], rest, ["2", "Tập huấn", "Sở Y tế", "", "Quý I"]])

    document = read(sheet, tmp_path)

    plan = document.plan
    assert (plan.signer_name, plan.signer_title) == (
        "Nguyễn Văn Bình",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    )
    assert plan.recipients == ["- Như Điều 1;", "- Lưu: VT."]
    assert [(t.text, t.annex, t.annex_title, t.rejoined) for t in document.tasks] == [
        ("Số hóa tài liệu lưu trữ của các cơ quan", "", "DANH MỤC NHIỆM VỤ NĂM 2023", True),
        ("Tập huấn", "", "DANH MỤC NHIỆM VỤ NĂM 2023", False),
    ]


def test_the_mark_of_a_draft_is_no_part_of_the_authority(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(80, 60, "ỦY BAN NHÂN DÂN", bold=True)
    sheet.text(85, 76, "TỈNH TIỀN GIANG", bold=True)
    sheet.text(105, 92, "DỰ THẢO LẦN 2", bold=True)
    sheet.text(90, 108, "Số:      /KH-UBND")
    sheet.national_header()
    sheet.text(340, 108, "Tiền Giang, ngày     tháng 01 năm 2026")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Chuyển đổi số năm 2026 của tỉnh", bold=True)

    document = read(sheet, tmp_path)

    assert document.plan.issuing_authority == "Ủy ban nhân dân tỉnh Tiền Giang"
    assert "DỰ THẢO LẦN 2" in [r.text for r in document.removed if r.kind == "marking"]


def set_central_head(sheet: Sheet, x: float, issuer: str, number: str) -> None:
    """The head of a plan of a body in Hà Nội, whose name begins at `x`."""
    sheet.text(x, 60, issuer, bold=True)
    sheet.text(90, 95, f"Số: {number}")
    sheet.national_header()
    sheet.text(340, 95, "Hà Nội, ngày 10 tháng 02 năm 2026")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)


def test_an_enterprise_its_departments_and_the_numbers_of_others(tmp_path: Path) -> None:
    """Named as its paper writes it in small letters; what the plan looks forward to is no year of
    it."""
    sheet = Sheet()
    set_central_head(sheet, 60, "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM", "902/KH-EVN")
    sheet.text(140, 158, "Tiết kiệm năm 2026, định hướng đến năm 2030", bold=True)
    sheet.text(70, 190, "Tập đoàn Điện lực Việt Nam ban hành Kế hoạch như sau:")
    sheet.text(70, 208, "I. GIẢI PHÁP", bold=True)
    cells = [
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"],
        ["1", "Rà soát công nợ", "Ban Kế hoạch", "Ban Pháp chế 1, 2", "2025-2027"],
    ]
    sheet.table(XS, [230, 250, 290], cells)

    document = read(sheet, tmp_path)

    plan = document.plan
    assert (plan.plan_id, plan.issuing_authority) == (
        "viet-nam-902-kh-evn-2026",
        "Tập đoàn Điện lực Việt Nam",
    )
    assert (plan.period_start, plan.period_end) == (2026, 2026)
    assert [(r.agency_name, r.agency_id) for r in document.responsibilities] == [
        ("Ban Kế hoạch", "VN/tap-doan-dien-luc-viet-nam/ban-ke-hoach"),
        ("Ban Pháp chế 1", "VN/tap-doan-dien-luc-viet-nam/ban-phap-che-1"),
        ("Ban Pháp chế 2", "VN/tap-doan-dien-luc-viet-nam/ban-phap-che-2"),
    ]
    assert document.issues == []


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Thu nhập (triệu đồng/năm)", "triệu đồng"),
        ("Diện tích rừng (ha)", "ha"),
        ("Chỉ số năng lực (PCI)", None),
    ],
)
def test_an_indicator_may_name_its_unit_in_brackets(
    indicator: str, unit: str | None, tmp_path: Path
) -> None:
    heads = ["TT", "Chỉ tiêu", "Chủ trì", "Năm 2026", "Năm 2027"]

    document = read_annex([heads, ["1", indicator, "Sở Tài chính", "62", "≥ 66,5"]], tmp_path)

    assert [(t.value, t.unit) for t in document.targets] == [(62, unit), (66.5, unit)]


def test_a_unit_whose_name_goes_on_behind_a_comma(tmp_path: Path) -> None:
    sheet = Sheet()
    set_central_head(sheet, 100, "BỘ TƯ PHÁP", "188/KH-BTP")
    sheet.text(190, 158, "Phổ biến pháp luật năm 2026", bold=True)
    sheet.text(70, 208, "I. NỘI DUNG", bold=True)
    long = "Cục Phổ biến,\ngiáo dục pháp\nluật và Trợ giúp\npháp lý"
    cells = [
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"],
        ["1", "Rà soát", long, "Vụ Pháp chế, các\nđơn vị liên quan", "Quý I"],
    ]
    sheet.table(XS, [230, 250, 320], cells)

    (task,) = read(sheet, tmp_path).tasks

    assert task.lead_agencies == ["Cục Phổ biến, giáo dục pháp luật và Trợ giúp pháp lý"]
    assert task.coordinating_agencies == ["Vụ Pháp chế", "Các cơ quan, đơn vị"]


def test_a_table_within_a_cell_parts_no_columns_of_the_one_around_it(tmp_path: Path) -> None:
    """On the second page it stands in the first row, without a header above."""
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 200, "I. NHIỆM VỤ", bold=True)
    heads = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    first = ["1", "Tập huấn", "Sở Y tế", "Sở Nội vụ", "Quý I"]
    sheet.table(XS, [700, 720, 740], [heads, first])
    sheet.next_page()
    below = [
        ["2", "Khảo sát", "Sở Y tế", "Sở Nội vụ", "Theo lịch sau:"],
        ["3", "Báo cáo", "Sở Y tế", "Sở Nội vụ", "Trước ngày 15/12/2023"],
    ]
    sheet.table(XS, [60, 140, 160], below, bold_rows=0)
    for y in (80, 100, 130):
        sheet.rule(440, y, 555, y)
    for x in (440, 480):
        sheet.rule(x, 80, x, 130)
    for x, y, text in ((443, 93, "Đợt 1"), (483, 93, "Tháng 6"), (443, 113, "Đợt 2")):
        sheet.text(x, y, text)
    for y, text in ((113, "Tháng 8 và"), (126, "tháng 9")):
        sheet.text(483, y, text)

    tasks = read(sheet, tmp_path).tasks

    assert [(t.number, t.text, t.lead_text, t.timeline_text) for t in tasks] == [
        ("1", "Tập huấn", "Sở Y tế", "Quý I"),
        (
            "2",
            "Khảo sát",
            "Sở Y tế",
            "Theo lịch sau:\nĐợt 1\nTháng 6\nĐợt 2\nTháng 8 và tháng 9",
        ),
        ("3", "Báo cáo", "Sở Y tế", "Trước ngày 15/12/2023"),
    ]


def test_two_authorities_sign_side_by_side(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 60, "SỞ Y TẾ - CÔNG AN TỈNH", bold=True)
    sheet.text(85, 76, "TỈNH TIỀN GIANG", bold=True)
    sheet.text(80, 95, "Số: 12/KHLT-SYT-CAT")
    sheet.national_header()
    sheet.text(340, 95, "Tiền Giang, ngày 05 tháng 01 năm 2023")
    sheet.text(240, 140, "KẾ HOẠCH LIÊN TỊCH", bold=True)
    sheet.text(200, 158, "Phối hợp phòng, chống ma túy", bold=True)
    sheet.text(60, 200, "1. Nội dung: hai bên thường xuyên trao đổi thông tin./.")
    sheet.text(80, 240, "KT. GIÁM ĐỐC CÔNG AN", bold=True)
    sheet.text(360, 240, "GIÁM ĐỐC SỞ Y TẾ", bold=True)
    sheet.text(105, 254, "PHÓ GIÁM ĐỐC", bold=True)
    sheet.text(105, 310, "Trần Văn Phúc", bold=True)
    sheet.text(370, 310, "Lê Thị Hoa", bold=True)
    sheet.text(60, 340, "Nơi nhận:", bold=True)
    sheet.text(60, 355, "- UBND tỉnh (b/c);")
    sheet.text(60, 370, "- Lưu: VT.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    plan = document.plan
    assert (plan.document_type, plan.title) == (
        "Kế hoạch liên tịch",
        "Phối hợp phòng, chống ma túy",
    )
    assert plan.signer_name == "Trần Văn Phúc\nLê Thị Hoa"
    assert plan.signer_title == "KT. GIÁM ĐỐC CÔNG AN\nPHÓ GIÁM ĐỐC\nGIÁM ĐỐC SỞ Y TẾ"
    assert plan.recipients == ["- UBND tỉnh (b/c);", "- Lưu: VT."]
    assert [s.text for s in document.sections] == [
        "Nội dung: hai bên thường xuyên trao đổi thông tin./."
    ]


def test_two_signers_below_the_names_of_their_bodies_and_on_two_pages(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 700, "1. Nội dung: hai bên thường xuyên trao đổi thông tin./.")
    for y, left, right in ((740, "CÔNG AN TỈNH", "SỞ Y TẾ"), (756, "PHÓ GIÁM ĐỐC", "GIÁM ĐỐC")):
        sheet.text(105, y, left, bold=True)
        sheet.text(370, y, right, bold=True)
    sheet.next_page()
    sheet.text(175, 60, "Trần Văn Phúc", bold=True)
    sheet.text(330, 60, "Lê Thị Hoa", bold=True)
    sheet.text(60, 100, "Nơi nhận:", bold=True)
    sheet.text(60, 115, "- Lưu: VT.")

    document = read(sheet, tmp_path)

    plan = document.plan
    assert plan.signer_name == "Trần Văn Phúc\nLê Thị Hoa"
    assert plan.signer_title == "CÔNG AN TỈNH\nPHÓ GIÁM ĐỐC\nSỞ Y TẾ\nGIÁM ĐỐC"
    assert (plan.recipients, document.annexes) == (["- Lưu: VT."], [])


@pytest.mark.parametrize("numbers", [["1", "2", "3"], ["7", "9", "8"]], ids=["counted", "other"])
def test_a_first_column_that_counts_the_rows_numbers_them(
    numbers: list[str], tmp_path: Path
) -> None:
    """A scan reads "TT" as something else; figures that do not count are kept as they are."""
    sheet = Sheet()
    sheet.head()
    rows = [[number, "Mở lớp", "Sở Y tế", "", "Quý I"] for number in numbers]
    heads = ["lí bl", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    sheet.table(XS, [300 + 20 * n for n in range(5)], [heads, *rows])

    tasks = read(sheet, tmp_path).tasks

    counted = numbers == ["1", "2", "3"]
    assert [task.number for task in tasks] == (numbers if counted else [None] * 3)
    assert [task.extra for task in tasks] == [{} if counted else {"lí bl": n} for n in numbers]


@pytest.mark.parametrize(
    ("deliverable", "found"),
    [
        ("Doanh thu đạt tối thiểu 500 tỷ đồng", [("Doanh thu", ">=", 500, "tỷ đồng", None)]),
        ("Mỗi xã mở tối thiểu 02 lớp", [("lớp", ">=", 2, "lớp", None)]),
        ("02 lớp/xã", [("Mở lớp", "=", 2, "lớp", "xã")]),
        ("200 sản phẩm/dịch vụ được đưa lên sàn", [("Mở lớp", "=", 200, "sản phẩm", None)]),
        ("50/124 xã", [("Mở lớp", "=", 50, "xã", None)]),
        ("Từ 8.500 đến 9.000 lao động", [("Mở lớp", "=", 8500, "lao động", None)]),
        ("Dư nợ tăng 8-10%/năm", [("Dư nợ", "=", 8, "%", "năm")]),
        ("Tỷ lệ đạt chuẩn ≥ 70%", [("Tỷ lệ đạt chuẩn", ">=", 70, "%", None)]),
        ("Hộ nghèo giảm còn 3%", [("Hộ nghèo", "=", 3, "%", None)]),
        (
            "02 lớp, mỗi lớp 60 học viên",
            [("Mở lớp", "=", 2, "lớp", None), ("Mở lớp", "=", 60, "học viên", None)],
        ),
        ("Tập huấn từ 06 lớp trở lên", [("Tập huấn lớp", ">=", 6, "lớp", None)]),
        ("Báo cáo trước 15/6 và 15/12", []),
        ("Đề án phát triển trên 1 triệu ha lúa", []),
    ],
)
def test_what_a_deliverable_promises(
    deliverable: str, found: list[tuple[str, str, float, str, str | None]], tmp_path: Path
) -> None:
    """A bounded quantity says itself what is measured; numbers in the title of a paper are none."""
    sheet = Sheet()
    sheet.head()
    heads = ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm", "Thời gian"]
    row = ["1", "Mở lớp", "Sở Y tế", deliverable, "Quý I"]
    sheet.table([40, 70, 150, 220, 480, 555], [300, 320, 340], [heads, row])

    targets = read(sheet, tmp_path).targets

    said = [(t.indicator, t.comparator, t.value, t.unit, t.per) for t in targets]
    assert said == found


def test_an_issuer_of_a_province_that_nothing_names_is_to_be_looked_at(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(80, 60, "UBND TỈNH TIỀN GIANG")
    sheet.text(90, 76, "TGV ĐỀ ÁN SỐ HÓA", bold=True)
    sheet.text(90, 95, "Số: 12/KH-TGV")
    sheet.national_header()
    sheet.text(340, 95, "Tiền Giang, ngày 05 tháng 01 năm 2023")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Số hóa tài liệu năm 2023", bold=True)

    document = read(sheet, tmp_path)

    assert (document.plan.province_code, document.plan.issuing_authority) == ("VN-46", None)
    assert [i.code for i in document.issues if i.field == "issuing_authority"] == [
        "authority_unknown"
    ]


def test_blocks_of_two_documents_with_the_same_labels_keep_to_themselves(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, what, lead in (
        ("12/KH-UBND", "Số hóa hồ sơ", "Sở Nội vụ"),
        ("13/KH-UBND", "Phát triển du lịch", "Sở Công Thương"),
    ):
        sheet.head(number)
        sheet.text(70, 400, "I. NHIỆM VỤ", bold=True)
        sheet.text(70, 420, f"1. {what}:")
        sheet.text(70, 440, f"a) Cơ quan chủ trì: {lead}.")
        sheet.text(70, 460, "b) Thời gian thực hiện: Năm 2024.")
        sheet.next_page()

    document = read(sheet, tmp_path)

    assert [(t.text, t.lead_text, t.timeline_text, t.section_path) for t in document.tasks] == [
        ("Số hóa hồ sơ:", "Sở Nội vụ.", "Năm 2024.", ["I"]),
        ("Phát triển du lịch:", "Sở Công Thương.", "Năm 2024.", ["I"]),
    ]


def test_what_stands_below_a_task_belongs_to_it_where_tasks_stand_beside(tmp_path: Path) -> None:
    """A remark on who helps parts no time from its task, and a task may have a time alone; a time
    among the headings of an event makes none."""
    sheet = Sheet()
    sheet.head()
    lines = [
        ("I. NỘI DUNG", True),
        ("1. Mua sắm phần mềm", True),
        ("- Đơn vị thực hiện: Sở Y tế.", False),
        ("- Sở Tài chính hướng dẫn, theo dõi việc mua sắm.", False),
        ("- Thời gian thực hiện: Quý II/2023.", False),
        ("2. Nhập dữ liệu", True),
        ("- Nhập hồ sơ của người bệnh.", False),
        ("- Thời gian thực hiện: Quý III/2023.", False),
        ("II. ĐỐI TƯỢNG, NỘI DUNG KIỂM TRA", True),
        ("1. Đối tượng kiểm tra: Các doanh nghiệp.", False),
        ("2. Thời gian kiểm tra: Tháng 5/2023.", False),
    ]
    for row, (line, bold) in enumerate(lines):
        sheet.text(70, 300 + 18 * row, line, bold=bold)

    document = read(sheet, tmp_path)

    assert [(t.number, t.lead_text, t.timeline_text, t.due_on) for t in document.tasks] == [
        ("1", "Sở Y tế.", "Quý II/2023.", date(2023, 6, 30)),
        ("2", None, "Quý III/2023.", date(2023, 9, 30)),
    ]
    assert document.tasks[0].text.endswith("- Sở Tài chính hướng dẫn, theo dõi việc mua sắm.")


def test_a_number_that_is_printed_twice_begins_a_part_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 300, "I. TỔ CHỨC THỰC HIỆN", bold=True)
    sheet.text(70, 320, "1. Sở Y tế chủ trì thực hiện Kế hoạch này.")
    sheet.text(70, 340, "2. Sở Tài chính bố trí kinh phí.")
    sheet.text(70, 360, "2. Sở Nội vụ tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh.")

    document = read(sheet, tmp_path)

    assert [s.path for s in document.sections] == ["I", "I.1", "I.2", "I.2"]
    assert [r.mention for r in document.responsibilities] == [
        "Sở Y tế",
        "Sở Tài chính",
        "Sở Nội vụ",
    ]


def test_the_title_of_an_annex_ends_where_its_outline_begins(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC 1", bold=True)
    sheet.text(235, 80, "ĐỀ CƯƠNG BÁO CÁO", bold=True)
    sheet.text(70, 110, "I. Đánh giá kết quả", bold=True)
    sheet.text(70, 130, "1. Công an tỉnh", bold=True)
    sheet.text(70, 150, "- Đánh giá công tác phòng ngừa.")

    (annex,) = read(sheet, tmp_path).annexes

    assert annex.title == "ĐỀ CƯƠNG BÁO CÁO"
    assert annex.paragraphs == [
        "I. Đánh giá kết quả", "1. Công an tỉnh", "- Đánh giá công tác phòng ngừa.",
    ]  # fmt: skip


def test_lengths_of_time_are_told_once(tmp_path: Path) -> None:
    cells = [
        ["TT", "Công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Số ngày dự kiến"],
        ["1", "Cài đặt", "Sở Y tế", "Sở Nội vụ", "7"],
        ["2", "Chạy thử", "Sở Y tế", "Sở Nội vụ", "10 ngày"],
        ["3", "Nghiệm thu", "Sở Y tế", "Sở Nội vụ", "Chưa rõ"],
    ]

    issues = [i for i in read_annex(cells, tmp_path).issues if i.code == "timeline_unsettled"]

    assert [(i.text, i.message.endswith("1 further rows.")) for i in issues] == [
        ("Chưa rõ", False),
        ("7", True),
    ]


def test_a_row_that_begins_with_the_heading_of_numbers_is_a_header(tmp_path: Path) -> None:
    """Though no other of its headings is known, and none is bold."""
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC", bold=True)
    sheet.table(
        [40, 70, 250, 555],
        [100, 130, 150, 170],
        [["TT", "Loại mẫu", "Phương pháp"], ["1", "Nước", "TCVN 6663"], ["2", "Đất", "TCVN 7538"]],
    )

    rows = read(sheet, tmp_path).tables

    assert [row.headings for row in rows] == [["TT", "Loại mẫu", "Phương pháp"]] * 2
    assert [row.cells[0] for row in rows] == ["1", "2"]


def test_a_cell_over_columns_of_another_table_stands_in_the_first(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC", bold=True)
    sheet.table([40, 70, 150, 555], [100, 120], [["TT", "Máy chủ", "Cấu hình"]])
    title = "- Cụm máy chủ ứng dụng\n- Thiết bị"
    sheet.table([40, 70, 555], [120, 150], [["I", title]], bold_rows=0)
    rest = [["1", "Redis", "8 vCPU"], ["2", "Kafka", "16 vCPU"]]
    sheet.table([40, 70, 150, 555], [150, 170, 190], rest, bold_rows=0)

    first, *_ = read(sheet, tmp_path).tables

    assert first.cells == ["I", title, ""]


def test_marks_in_columns_of_quarters_or_months_are_times(tmp_path: Path) -> None:
    def read_calendar(*cells: list[str]) -> PlanDocument:
        sheet = Sheet()
        sheet.head()
        sheet.text(265, 300, "PHỤ LỤC", bold=True)
        xs, ys = [40, 70, 200, 330, 400, 470, 555], [340 + 20 * i for i in range(len(cells) + 1)]
        sheet.table(xs, ys, list(cells))
        return read(sheet, tmp_path)

    document = read_calendar(
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Quý I", "Quý II", "Quý III"],
        ["1", "Xây dựng phần mềm", "Sở Nội vụ", "x", "x", ""],
        ["2", "Tập huấn cán bộ", "Sở Nội vụ", "", "", "X"],
        ["3", "Kiểm tra", "Sở Nội vụ", "x", "", "x"],
        ["4", "Hỗ trợ hộ nghèo", "Sở Nội vụ", "20", "x", ""],
    )

    assert [(t.timeline_text, t.starts_on, t.due_on) for t in document.tasks] == [
        (None, date(2023, 1, 1), date(2023, 6, 30)),
        (None, None, date(2023, 9, 30)),
        (None, None, None),
        (None, None, None),
    ]
    assert [(i.code, i.text) for i in document.issues] == [("timeline_unsettled", "Quý I, Quý III")]

    [task] = read_calendar(
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Tháng 3", "Tháng 4", "Tháng 5"],
        ["1", "Xây dựng phần mềm", "Sở Nội vụ", "", "x", "x"],
    ).tasks

    assert (task.starts_on, task.due_on) == (date(2023, 4, 1), date(2023, 5, 31))


def test_a_task_of_the_body_may_say_in_brackets_who_does_it_and_when(tmp_path: Path) -> None:
    lines = ["BỘ Y TẾ", "Số: 45/KH-BYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    lines += ["Hà Nội, ngày 15 tháng 5 năm 2026", "KẾ HOẠCH", "Phòng bệnh năm 2026", "II. NHIỆM VỤ"]
    lines += [
        "a) Trình Nghị định về dự phòng (Đơn vị chủ trì: Cục Phòng bệnh; đơn vị phối hợp: "
        "Cục Quản lý Dược; Vụ Pháp chế; thời hạn: tháng 9/2026).",
        "b) Kiểm tra tiêm chủng (tại các tỉnh: Cà Mau; Vĩnh Long).",
        "c) Tổ chức tập huấn (Chủ trì: Vụ Pháp chế).",
    ]
    path = tmp_path / "plan.html"
    path.write_text("".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")

    document = planparse.extract(path)

    [task] = document.tasks
    assert (task.text, task.due_on) == ("Trình Nghị định về dự phòng", date(2026, 9, 30))
    assert task.lead_agencies == ["Cục Phòng bệnh"]
    assert task.coordinating_agencies == ["Cục Quản lý Dược", "Vụ Pháp chế"]


SHEET = """<style>@import url(x.css); @page { size: A4; margin: 2cm }
/* as office programs write them */ .c3, h1 { text-align: center }
.c4{font-weight:700} p.c4.c5 { text-transform: uppercase; display: none }
@media print { .c4 { font-weight: 400 } } table td.c6 { border: 1pt solid #000 }</style>"""


@pytest.mark.parametrize("sheet", ["", SHEET])
def test_a_plan_below_its_decision_on_a_page_whose_looks_stand_in_a_style_sheet(
    tmp_path: Path, sheet: str
) -> None:
    head = "<table><tr><td>BỘ Y TẾ<br>Số: 45/QĐ-BYT</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>"
    head += "Hà Nội, ngày 15 tháng 5 năm 2026</td></tr></table>"
    lines = ["QUYẾT ĐỊNH", "Ban hành Kế hoạch phòng bệnh", "Căn cứ Luật Phòng bệnh;"]
    lines += ["QUYẾT ĐỊNH:", "Điều 1. Ban hành Kế hoạch."]
    foot = "<table><tr><td>Nơi nhận:<br>- Như Điều 1;</td>"
    foot += "<td><b>THỨ TRƯỞNG</b><br><b>Lê Văn An</b></td></tr></table>"
    plan = ["KẾ HOẠCH", "PHÒNG BỆNH NĂM 2026", "(Kèm theo Quyết định số 45/QĐ-BYT)"]
    body = ["II. MỤC TIÊU", "1. Tỷ lệ tiêm chủng đạt 95%."]
    cells = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Tập huấn", "Cục Quản lý Dược"]]
    rows = ("".join(f'<td class="c6">{cell}</td>' for cell in row) for row in cells)
    text = [head, *(f'<p class="c3 c4">{line}</p>' for line in lines), foot]
    text += [*(f'<p class="c3 c4">{line}</p>' for line in plan), *(f"<p>{x}</p>" for x in body)]
    text += ["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]
    path = tmp_path / "plan.html"
    path.write_text(f"<head>{sheet}</head><body>{''.join(text)}</body>", encoding="utf-8")

    document = planparse.extract(path)

    assert [d.signer_titles for d in document.documents] == [["THỨ TRƯỞNG"], []]
    assert (document.plan.promulgates_type, document.documents[1].title) == ("Kế hoạch", plan[1])
    assert [(t.value, t.indicator) for t in document.targets] == [(95, "Tỷ lệ tiêm chủng")]
    tasks = [(task.text, task.lead_agencies) for task in document.tasks]
    assert tasks == [("Tập huấn", ["Cục Quản lý Dược"])]


@pytest.mark.parametrize("style", ["", ' align="center"'])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (2, 3, 0, 1, 4, 5), (2, 3, 4, 0, 1, 5)])
def test_a_header_in_one_column_with_or_without_looks(
    tmp_path: Path, order: tuple[int, ...], style: str
) -> None:
    """As portals have it that keep the looks of a page apart from its text."""
    head = ["ỦY BAN NHÂN DÂN<br>TỈNH VĨNH LONG", "Số: 12/KH-UBND"]
    head += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    head += ["Vĩnh Long, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH"]
    body = ["Thực hiện chuyển đổi số năm 2026", "Căn cứ Nghị quyết số 5/NQ-HĐND.", "I. MỤC TIÊU"]
    lines = [*(head[place] for place in order), *body, "Nâng cao hiệu quả."]
    path = tmp_path / "plan.html"
    path.write_text("".join(f"<p{style}>{line}</p>" for line in lines), encoding="utf-8")

    document = planparse.extract(path)

    assert document.plan.plan_id == "vinh-long-12-kh-ubnd-2026"
    assert (document.plan.document_type, document.plan.title) == ("Kế hoạch", body[0])
    assert document.documents[0].preamble == [body[1]]
    assert [section.heading for section in document.sections] == ["MỤC TIÊU"]
