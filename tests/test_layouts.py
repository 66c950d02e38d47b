"""One drawn document for each thing that pages do to tables and text."""

from itertools import pairwise
from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse.schema.records import PlanDocument, Task

XS = [50.0, 90.0, 300.0, 400.0, 545.0]
HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


def read(sheet: Sheet, folder: Path) -> PlanDocument:
    document = planparse.extract(sheet.save(folder / "plan.pdf"))
    assert document.plan.unplaced_characters == 0
    return document


def told(task: Task) -> tuple[str | None, str, str | None, str | None]:
    return task.number, task.text, task.lead_text, task.timeline_text


@pytest.fixture
def sheet() -> Sheet:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    sheet.next_page()
    sheet.text(270, 60, "PHỤ LỤC", bold=True)
    return sheet


def test_a_header_alone_at_the_foot_of_a_page(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(XS, [780, 800], [HEADER])
    sheet.next_page()
    sheet.table(XS, [60, 80, 100], [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2024"]])

    assert [told(t) for t in read(sheet, tmp_path).tasks] == [
        ("1", "Xây dựng cổng", "Sở Y tế", "2024")
    ]


def test_a_header_cut_by_the_page_break(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(XS, [780, 800], [["TT", "Nhiệm vụ", "Cơ quan", "Thời gian"]])
    sheet.next_page()
    rows = [["", "", "chủ trì", "thực hiện"], ["1", "Xây dựng cổng", "Sở Y tế", "2024"]]
    sheet.table(XS, [60, 80, 100], rows)
    document = read(sheet, tmp_path)

    assert [told(t) for t in document.tasks] == [("1", "Xây dựng cổng", "Sở Y tế", "2024")]
    headings = [column.heading for column in document.annex_tables[0].columns]
    assert headings == ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện"]


def test_a_row_over_three_pages_with_open_edges(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(
        XS, [780, 800, 815], [HEADER, ["1", "Xây dựng cổng", "Sở Y tế,", "2024"]], open_bottom=True
    )
    sheet.next_page()
    sheet.table(XS, [60, 75], [["", "dịch vụ công", "Sở Tài", ""]], bold_rows=0, open_bottom=True)
    sheet.next_page()
    sheet.table(
        XS, [60, 75, 95],
        [["", "của tỉnh.", "chính", ""], ["2", "Đào tạo cán bộ.", "Sở Nội vụ", "2025"]],
        bold_rows=0,
    )  # fmt: skip
    first, second = read(sheet, tmp_path).tasks

    assert told(first) == (
        "1",
        "Xây dựng cổng dịch vụ công của tỉnh.",
        "Sở Y tế, Sở Tài chính",
        "2024",
    )
    assert [region.page for region in first.regions] == [2, 3, 4]
    assert "open_edge" in first.join_reasons
    assert told(second) == ("2", "Đào tạo cán bộ.", "Sở Nội vụ", "2025")


def test_a_line_that_says_the_annex_goes_on_is_no_break(sheet: Sheet, tmp_path: Path) -> None:
    rows = [HEADER, ["I", "HẠ TẦNG", "", ""], ["1", "Xây dựng cổng.", "Sở Y tế", "2024"]]
    sheet.table(XS, [740, 760, 780, 800], rows)
    sheet.next_page()
    sheet.text(240, 50, "PHỤ LỤC (tiếp theo)", bold=True)
    sheet.table(XS, [60, 80, 100], [HEADER, ["2", "Đào tạo cán bộ.", "Sở Nội vụ", "2025"]])
    document = read(sheet, tmp_path)

    assert [(t.number, t.section_path) for t in document.tasks] == [
        ("I", []), ("1", ["I"]), ("2", ["I"]),
    ]  # fmt: skip
    assert [(r.kind, r.text) for r in document.removed][:1] == [
        ("continued", "PHỤ LỤC (tiếp theo)")
    ]


def test_rows_that_end_at_the_page_stay_two(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(XS, [760, 780, 800], [HEADER, ["1", "Xây dựng cổng.", "Sở Y tế", "2024"]])
    sheet.next_page()
    sheet.table(XS, [60, 80], [["2", "Đào tạo cán bộ.", "Sở Nội vụ", "2025"]], bold_rows=0)
    tasks = read(sheet, tmp_path).tasks

    assert [t.number for t in tasks] == ["1", "2"]
    assert [t.rejoined for t in tasks] == [False, False]


def test_a_title_row_after_the_page_break_is_not_joined(sheet: Sheet, tmp_path: Path) -> None:
    rows = [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2024"], ["2", "Đào tạo", "Sở Y tế", "2024"]]
    sheet.table(XS, [700, 720, 740, 760], rows)
    sheet.next_page()
    sheet.table(
        XS, [60, 80, 100],
        [["", "Lĩnh vực y tế", "", ""], ["3", "Kết nối dữ liệu", "Sở Y tế", "2025"]],
    )  # fmt: skip
    tasks = read(sheet, tmp_path).tasks

    assert [(t.kind, t.number) for t in tasks] == [
        ("task", "1"), ("task", "2"), ("group", None), ("task", "3"),
    ]  # fmt: skip
    assert tasks[3].section_path == ["Lĩnh vực y tế"]


def test_cells_merged_over_rows_and_over_years(sheet: Sheet, tmp_path: Path) -> None:
    xs = [50.0, 90.0, 250.0, 320.0, 390.0, 545.0]
    ys = [100.0, 120.0, 140.0, 160.0]
    rows = [
        ["TT", "Nhiệm vụ", "Năm 2024", "Năm 2025", "Cơ quan chủ trì"],
        ["1", "Xây dựng cổng", "Thường xuyên", "", "Sở Y tế"],
        ["2", "Đào tạo cán bộ", "50%", "100%", ""],
    ]
    sheet.table(xs, ys, rows, gone=[(390, 140, 545, 140), (320, 120, 320, 140)])
    first, second = read(sheet, tmp_path).tasks

    assert first.year_texts == {2024: "Thường xuyên", 2025: "Thường xuyên"}
    assert first.inherited == ["year_texts.2025"]
    assert (second.lead_text, second.inherited) == ("Sở Y tế", ["lead_text"])


def test_a_merged_cell_goes_on_over_the_page_break(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(
        XS, [740, 760, 780, 800],
        [HEADER, ["1", "Xây dựng", "Sở Y tế", "2024"], ["2", "Đào tạo", "", "2024"]],
        gone=[(300, 780, 400, 780)],
    )  # fmt: skip
    sheet.next_page()
    sheet.table(
        XS, [60, 80, 100], [["3", "Kết nối", "", "2025"], ["4", "Mở dữ liệu", "", "2025"]],
        bold_rows=0, gone=[(300, 80, 400, 80)],
    )  # fmt: skip
    document = read(sheet, tmp_path)

    assert [t.lead_text for t in document.tasks] == ["Sở Y tế"] * 4
    assert [t.inherited for t in document.tasks] == [[], *[["lead_text"]] * 3]
    assert "doubtful_merge" not in {issue.code for issue in document.issues}


def test_a_number_merged_over_activities_does_not_join_them(sheet: Sheet, tmp_path: Path) -> None:
    xs = [50.0, 90.0, 200.0, 330.0, 420.0, 545.0]
    header = ["TT", "Nhiệm vụ", "Hoạt động cụ thể", "Cơ quan chủ trì", "Thời gian"]
    sheet.table(
        xs, [740, 760, 780],
        [header, ["1", "Dữ liệu mở", "Lập danh mục", "Sở Y tế", "2023"]],
    )  # fmt: skip
    sheet.next_page()
    below = [
        ["", "", "Công bố dữ liệu", "Sở Nội vụ", "2023"],
        ["", "", "Kiểm tra dữ liệu", "Sở Y tế", "2023"],
        ["2", "Đào tạo", "Mở lớp học", "Sở Nội vụ", "2023"],
        ["", "", "Thi tay nghề", "Sở Y tế", "2023"],
    ]
    gone = [(xs[i], y, xs[i + 1], y) for i in (0, 1) for y in (80, 120)]
    sheet.table(xs, [60, 80, 100, 120, 140], below, bold_rows=0, gone=gone)
    tasks = read(sheet, tmp_path).tasks

    assert [(t.number, t.text, t.lead_text) for t in tasks] == [
        ("1", "Lập danh mục", "Sở Y tế"),
        ("1", "Công bố dữ liệu", "Sở Nội vụ"),
        ("1", "Kiểm tra dữ liệu", "Sở Y tế"),
        ("2", "Mở lớp học", "Sở Nội vụ"),
        ("2", "Thi tay nghề", "Sở Y tế"),
    ]


@pytest.mark.parametrize(
    ("above", "targets"),
    [
        ("Kinh phí (tỷ đồng)", [2]),
        ("Kết quả thực hiện", [2]),
        ("Mục tiêu", [40, 50]),
    ],
)
def test_years_below_funds_or_what_was_reached_are_no_targets(
    sheet: Sheet, above: str, targets: list[int], tmp_path: Path
) -> None:
    xs = [50.0, 90.0, 230.0, 320.0, 410.0, 475.0, 545.0]
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", above, ""],
        ["", "", "", "", "Năm 2022", "Năm 2023"],
        ["1", "Mở trung tâm", "Sở Y tế", "02 trung tâm", "40", "50"],
    ]
    gone = [(xs[i], 120, xs[i + 1], 120) for i in range(4)] + [(475.0, 100, 475.0, 120)]
    sheet.table(xs, [100, 120, 140, 160], rows, bold_rows=2, gone=gone)
    document = read(sheet, tmp_path)

    assert [target.value for target in document.targets] == targets
    assert document.tasks[0].deliverable_text == "02 trung tâm"


def test_figures_that_a_narrow_cell_broke_are_doubted(sheet: Sheet, tmp_path: Path) -> None:
    xs = [50.0, 90.0, 250.0, 330.0, 410.0, 545.0]
    rows = [
        ["TT", "Chỉ tiêu", "Hiện trạng", "Năm 2023", "Cơ quan chủ trì"],
        ["1", "Số lao động có việc làm", "16.25\n0", "17.000", "Sở Nội vụ"],
        ["2", "Số lượt khám bệnh", "12 500", "13.000", "Sở Y tế"],
    ]
    sheet.table(xs, [100, 120, 150, 170], rows)
    document = read(sheet, tmp_path)

    doubts = [i for i in document.issues if i.code == "number_in_pieces"]
    assert [(i.task_id, i.field) for i in doubts] == [
        (document.tasks[0].task_id, "extra.Hiện trạng")
    ]


def test_no_outer_rules_at_the_sides(sheet: Sheet, tmp_path: Path) -> None:
    rows = [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2024"]]
    sheet.table(XS, [100, 120, 140], rows, sides=False)

    assert [told(t) for t in read(sheet, tmp_path).tasks] == [
        ("1", "Xây dựng cổng", "Sở Y tế", "2024")
    ]


def test_a_group_printed_above_its_first_task_in_one_row(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(
        XS,
        [100, 120, 150, 170],
        [HEADER, ["", "", "Sở Y tế", "2024"], ["2", "Mở dữ liệu", "Sở Y tế", "2025"]],
    )
    sheet.text(60, 132, "I", bold=True)
    sheet.text(60, 145, "1")
    sheet.text(93, 132, "CHÍNH QUYỀN SỐ", bold=True)
    sheet.text(93, 145, "Xây dựng cổng")
    tasks = read(sheet, tmp_path).tasks

    assert [(t.kind, t.number, t.text) for t in tasks] == [
        ("group", "I", "CHÍNH QUYỀN SỐ"),
        ("task", "1", "Xây dựng cổng"),
        ("task", "2", "Mở dữ liệu"),
    ]
    assert tasks[1].section_path == ["I"]
    assert tasks[1].lead_text == "Sở Y tế"


def test_a_missing_and_a_repeated_number_are_issues(sheet: Sheet, tmp_path: Path) -> None:
    rows = [[n, f"Nhiệm vụ thứ {n}", "Sở Y tế", "2024"] for n in ("1", "2", "2", "4")]
    sheet.table(XS, [100, 120, 140, 160, 180, 200], [HEADER, *rows])
    document = read(sheet, tmp_path)
    issues = {issue.code.value: issue for issue in document.issues}

    assert [t.number for t in document.tasks] == ["1", "2", "2", "4"]
    # The plan is one of 2023, and row 2 says the same twice.
    assert set(issues) == {"number_repeat", "number_gap", "row_repeated", "due_outside_period"}
    assert issues["number_gap"].task_id == document.tasks[3].task_id
    assert (issues["number_gap"].page, issues["number_gap"].text) == (2, "4")
    assert document.plan.status == "review"


def test_an_unknown_column_is_kept_and_said(sheet: Sheet, tmp_path: Path) -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Mức độ khẩn"], ["1", "Xây dựng", "Sở Y tế", "Cao"]]
    sheet.table(XS, [100, 120, 140], rows)
    document = read(sheet, tmp_path)

    assert document.tasks[0].extra == {"Mức độ khẩn": "Cao"}
    assert [issue.code.value for issue in document.issues] == ["unknown_column"]


def test_two_tables_of_one_annex_and_one_that_is_none(sheet: Sheet, tmp_path: Path) -> None:
    sheet.table(XS, [100, 120, 140], [HEADER, ["1", "Xây dựng", "Sở Y tế", "2024"]])
    sheet.text(60, 170, "Thiết bị cần mua sắm", bold=True)
    equipment = [["TT", "Tên thiết bị", "Số lượng", "Đơn giá"], ["1", "Máy chủ", "2", "50"]]
    sheet.table(XS, [180, 200, 220], equipment)
    sheet.text(60, 250, "Nhiệm vụ khác", bold=True)
    sheet.table(XS, [260, 280, 300], [HEADER, ["1", "Đào tạo", "Sở Nội vụ", "2025"]])
    document = read(sheet, tmp_path)

    assert [(t.position, t.text) for t in document.tasks] == [(1, "Xây dựng"), (2, "Đào tạo")]
    assert [row.cells for row in document.tables] == [["1", "Máy chủ", "2", "50"]]
    assert document.tables[0].headings == equipment[0]
    assert document.annexes[0].paragraphs == ["Thiết bị cần mua sắm", "Nhiệm vụ khác"]


def test_a_blank_form_is_no_list_of_tasks(sheet: Sheet, tmp_path: Path) -> None:
    rows = [HEADER, ["1", "", "", ""], ["2", "…", "", ""], ["3", "...", "", ""]]
    sheet.table(XS, [100, 120, 140, 160, 180], rows)
    document = read(sheet, tmp_path)

    assert document.tasks == []
    assert [row.cells[0] for row in document.tables] == ["1", "2", "3"]


def test_notes_stay_with_their_marks_and_powers_stay_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Mở dữ liệu theo quy định của pháp luật")
    sheet.text(
        60 + sheet.canvas.stringWidth("Mở dữ liệu theo quy định của pháp luật", "Regular", 11),
        216,
        "1",
        6.5,
    )
    sheet.text(60, 240, "Xây dựng trung tâm rộng 500 m")
    sheet.text(
        60 + sheet.canvas.stringWidth("Xây dựng trung tâm rộng 500 m", "Regular", 11), 236, "2", 6.5
    )
    sheet.rule(50, 760, 200, 760)
    sheet.text(50, 771, "1", 5.5)
    sheet.text(56, 775, "Theo Luật Giao dịch điện tử.", 9)
    section = read(sheet, tmp_path).sections[0]

    assert section.text.split("\n") == [
        "Mở dữ liệu theo quy định của pháp luật", "Xây dựng trung tâm rộng 500 m2",
    ]  # fmt: skip
    assert [(n.mark, n.paragraph, n.text) for n in section.footnotes] == [
        ("1", 1, "Theo Luật Giao dịch điện tử.")
    ]


def test_a_page_whose_text_runs_upwards(sheet: Sheet, tmp_path: Path) -> None:
    sheet.next_page()
    sheet.canvas.translate(595.3, 0)
    sheet.canvas.rotate(90)
    sheet.size = (841.9, 595.3)
    xs = [50.0, 90.0, 400.0, 550.0, 780.0]
    sheet.table(xs, [100, 120, 140], [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2024"]])

    assert [told(t) for t in read(sheet, tmp_path).tasks] == [
        ("1", "Xây dựng cổng", "Sở Y tế", "2024")
    ]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.table([50, 545], [190, 260], [[""]])
    sheet.text(60, 210, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 230, "Phát triển chính quyền số.")
    document = read(sheet, tmp_path)

    assert document.tables == []
    assert [(s.heading, s.text) for s in document.sections] == [
        ("MỤC TIÊU", "Phát triển chính quyền số.")
    ]


def test_the_first_two_rows_of_a_group_are_not_one_number(sheet: Sheet, tmp_path: Path) -> None:
    numbers = [str(n) for n in range(1, 12)]
    rows = [[n, f"Triển khai nền tảng số {n}.", "Sở Y tế", "2023"] for n in numbers]
    rows += [["II", "KINH TẾ SỐ", "", ""], ["1", "Xây dựng cổng", "Sở Công Thương", "2023"]]
    sheet.table(XS, [80.0 + 20 * i for i in range(len(rows) + 2)], [HEADER, *rows])
    sheet.next_page()
    sheet.table(XS, [60, 80, 100], [HEADER, ["2", "Mở dữ liệu số", "Sở Nội vụ", "2023"]])
    tasks = read(sheet, tmp_path).tasks

    assert [t.number for t in tasks] == [*numbers, "II", "1", "2"]
    assert not any(t.rejoined for t in tasks)


def test_a_repeated_header_in_other_letters_goes_on_with_its_table(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.table(XS, [100, 120, 140], [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2023"]])
    sheet.next_page()
    again = ["STT", "Nhiệm vụ cụ thể", "Cơ quan chủ trì", "Thời gian thực hiện"]
    sheet.table(XS, [60, 80, 100], [again, ["2", "Mở dữ liệu", "Sở Nội vụ", "2023"]])
    document = read(sheet, tmp_path)

    assert len(document.annex_tables) == 1
    assert [t.number for t in document.tasks] == ["1", "2"]
    assert document.issues == []


@pytest.mark.parametrize(("size", "gaps"), [(8, []), (11, ["number_gap"])])
def test_small_type_below_a_table_does_not_end_it(
    size: float, gaps: list[str], sheet: Sheet, tmp_path: Path
) -> None:
    sheet.table(XS, [100, 120, 140], [HEADER, ["1", "Xây dựng cổng", "Sở Y tế", "2023"]])
    sheet.text(60, 760, "Nguồn lực dự kiến gồm ngân sách nhà nước và nguồn xã hội hóa.", size)
    sheet.next_page()
    sheet.table(XS, [60, 80], [["2", "Mở dữ liệu", "Sở Nội vụ", "2023"]], bold_rows=0)
    document = read(sheet, tmp_path)

    assert [i.code for i in document.issues if i.code == "number_gap"] == gaps
    assert [t.number for t in document.tasks] == ["1", "2"]


def test_notes_below_the_end_of_a_table_answer_to_its_first_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    rows = [
        HEADER,
        ["1", "Đào tạo kỹ sư", "Sở Y tế", "2024"],
        ["2", "Xây 500 m", "Sở Y tế", "2025"],
    ]
    sheet.table(XS, [200, 220, 240, 260], rows)
    for row, text in enumerate(("Đào tạo kỹ sư", "Xây 500 m")):
        width = sheet.canvas.stringWidth(text, "Regular", 11)
        sheet.text(93 + width, 228 + 20 * row, "2", 6.5)
    sheet.next_page()
    sheet.table(XS, [60, 80, 100], [HEADER, ["3", "Báo cáo", "Sở Y tế", "2026"]])
    width = sheet.canvas.stringWidth("Báo cáo", "Regular", 11)
    sheet.text(93 + width, 88, "1", 6.5)
    for row, text in enumerate(("Mỗi năm một lần.", "Theo Luật Giáo dục.")):
        sheet.text(50, 120 + 14 * row, str(row + 1), 5.5)
        sheet.text(56, 124 + 14 * row, text, 9)
    document = read(sheet, tmp_path)

    assert [task.text for task in document.tasks] == ["Đào tạo kỹ sư", "Xây 500 m2", "Báo cáo"]
    notes = [removed.text for removed in document.removed if removed.kind == "footnote"]
    assert notes == ["1 Mỗi năm một lần.", "2 Theo Luật Giáo dục."]


def test_the_rules_of_cells_are_none_of_notes(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    sheet.text(265, 60, "PHỤ LỤC", bold=True)
    xs, rows = [50, 180, 310, 430, 555], [["1", "Việc", "Sở Y tế", "2024"]] * 25
    sheet.table(xs, [80 + 25 * i for i in range(27)], [HEADER, *rows])
    for x0, x1 in pairwise(xs):
        sheet.rule(x0, 730, x1, 730)
    sheet.text(60, 750, "Ghi chú: kinh phí do ngân sách tỉnh bảo đảm.", 8)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [r.kind for r in document.removed if "Ghi chú" in r.text] == []


@pytest.mark.parametrize(("end", "read"), [(170, "footnote"), (500, None)])
def test_notes_below_their_rule_need_no_mark(end: float, read: str | None, tmp_path: Path) -> None:
    """A scan loses marks; a rule as wide as the text parts something else."""
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 300, "I. NHIỆM VỤ", bold=True)
    for row in range(20):
        sheet.text(70, 320 + 18 * row, f"- Việc thứ {row + 1} của các cơ quan, đơn vị, địa phương;")
    sheet.rule(70, 745, end, 745)
    sheet.text(70, 760, "Theo Nghị quyết số 171/NQ-HĐND ngày 31/7/2025 của HĐND tỉnh.", 8)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    kinds = [r.kind for r in document.removed if "171/NQ-HĐND" in r.text]
    assert kinds == ([read] if read else [])
    assert document.plan.unplaced_characters == 0


@pytest.mark.parametrize(("mark", "said"), [("", True), ("x", False)])
def test_a_calendar_without_any_mark_is_said(mark: str, said: bool, tmp_path: Path) -> None:
    """Its months may be shaded."""
    sheet = Sheet()
    sheet.head()
    heads = ["TT", "Nhiệm vụ", "Chủ trì", "T1", "T2", "T3"]
    rows = [["1", "Khảo sát", "Sở Y tế", "", "", ""], ["2", "Báo cáo", "Sở Y tế", "", mark, ""]]
    sheet.table([50, 90, 300, 400, 440, 480, 520], [200, 220, 240, 260], [heads, *rows])
    document = read(sheet, tmp_path)

    found = [(i.page, i.text) for i in document.issues if i.code == "calendar_empty"]
    assert found == ([(1, "Khảo sát")] if said else [])


def test_words_that_are_struck_through_are_said(tmp_path: Path) -> None:
    """A rule of a table, and a line below a word, strike nothing."""
    sheet = Sheet()
    sheet.head()
    sheet.table(XS, [200, 220, 240], [HEADER, ["1", "Xây dựng đề án dự án", "Sở Y tế", "2024"]])
    for text, y in (("đề án", 228.5), ("dự án", 233.5)):
        lead = "Xây dựng đề án dự án".partition(text)[0]
        x0 = 93 + sheet.canvas.stringWidth(lead, "Regular", 11)
        sheet.rule(x0, y, x0 + sheet.canvas.stringWidth(text, "Regular", 11), y)
    document = read(sheet, tmp_path)

    assert [task.text for task in document.tasks] == ["Xây dựng đề án dự án"]
    found = [(i.page, i.text) for i in document.issues if i.code == "text_struck"]
    assert found == [(1, "đề án")]
