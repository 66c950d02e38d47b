"""Which columns of a table are which, and which tables are lists of tasks; drawn by the tests."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import planparse
from drawing import Cells, Sheet
from planparse.schema.records import PlanDocument

TOP = 250.0
HEIGHT = 45.0


def read(
    cells: Cells, folder: Path, gone: Sequence[tuple[float, float, float, float]] = ()
) -> PlanDocument:
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 200, "I. NHIỆM VỤ", bold=True)
    xs = [40, 70, *(70 + 485 * (i + 1) / (len(cells[0]) - 1) for i in range(len(cells[0]) - 1))]
    sheet.table(xs, [TOP + HEIGHT * row for row in range(len(cells) + 1)], cells, gone=gone)
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def test_places_and_persons_concerned_stand_beside_tasks(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nội dung\nkiểm tra,\ngiám sát", "Đối tượng", "Địa điểm", "Chủ trì", "Thời gian"],
        ["1", "Việc chấp hành\nquy chế", "Chi bộ 3", "Thôn Đoài", "Sở Nội vụ", "Quý II/2023"],
        ["2", "Việc thu, nộp\nđảng phí", "Chi bộ 5", "", "Sở Tài chính", "Quý III/2023"],
    ]

    document = read(cells, tmp_path)

    assert [(t.text, t.lead_agencies, t.extra) for t in document.tasks] == [
        (
            "Việc chấp hành quy chế",
            ["Sở Nội vụ"],
            {"Đối tượng": "Chi bộ 3", "Địa điểm": "Thôn Đoài"},
        ),
        ("Việc thu, nộp đảng phí", ["Sở Tài chính"], {"Đối tượng": "Chi bộ 5", "Địa điểm": ""}),
    ]
    assert (document.tables, document.issues) == ([], [])


def test_places_alone_make_no_list_of_tasks(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nội dung", "Địa điểm", "Thời gian", "Sản phẩm"],
        ["1", "Tập huấn", "Hội trường", "8h00", "Tài liệu"],
    ]

    document = read(cells, tmp_path)

    assert document.tasks == []
    assert [row.cells for row in document.tables] == [cells[1]]


def test_projects_are_tasks_of_their_owner_where_they_have_a_time(tmp_path: Path) -> None:
    cells = [
        ["TT", "Danh mục dự án", "Chủ đầu tư", "Địa điểm", "Thời gian\nKC-HT", "Kế hoạch vốn"],
        ["1", "Cầu Vĩnh Điện", "Sở Xây dựng", "Phường 3", "2023-2025", "1.200"],
    ]

    document = read(cells, tmp_path)

    (task,) = document.tasks
    assert (task.text, task.lead_text, task.lead_agencies) == (
        "Cầu Vĩnh Điện",
        "Sở Xây dựng",
        ["Sở Xây dựng"],
    )
    assert (task.starts_on, task.due_on) == (date(2023, 1, 1), date(2025, 12, 31))
    assert task.extra == {"Địa điểm": "Phường 3", "Kế hoạch vốn": "1.200"}


def test_projects_with_funds_alone_stay_a_table(tmp_path: Path) -> None:
    cells = [
        ["TT", "Danh mục dự án", "Chủ đầu tư", "Địa điểm", "Kế hoạch vốn"],
        ["1", "Cầu Vĩnh Điện", "Sở Xây dựng", "Phường 3", "1.200"],
    ]

    document = read(cells, tmp_path)

    assert document.tasks == []
    assert [row.cells for row in document.tables] == [cells[1]]


def test_a_person_in_charge_gives_way_to_the_body_that_leads(tmp_path: Path) -> None:
    heads = ["TT", "Nội dung", "Người chịu\ntrách nhiệm", "Đơn vị chủ trì", "Hạn hoàn thành"]
    cells = [heads, ["1", "Tập huấn", "Lê Thị Mai", "Sở Nội vụ", "30/3/2023"]]

    (task,) = read(cells, tmp_path).tasks

    assert (task.lead_text, task.extra) == (
        "Sở Nội vụ",
        {"Người chịu trách nhiệm": "Lê Thị Mai"},
    )


def test_a_person_in_charge_leads_where_nobody_else_does(tmp_path: Path) -> None:
    heads = ["TT", "Nội dung", "Người phụ trách", "Hạn hoàn thành"]

    (task,) = read([heads, ["1", "Tập huấn", "Lê Thị Mai", "30/3/2023"]], tmp_path).tasks

    assert (task.lead_text, task.extra) == ("Lê Thị Mai", {})


def test_how_long_an_inspection_takes_is_not_when_it_is_done(tmp_path: Path) -> None:
    heads = ["TT", "Tên cuộc\nthanh tra", "Thời hạn\nthanh tra", "Thời gian\ntiến hành", "Chủ trì"]
    cells = [heads, ["1", "Thanh tra đất đai", "45 ngày", "Quý II/2023", "Thanh tra tỉnh"]]

    (task,) = read(cells, tmp_path).tasks

    assert (task.timeline_text, task.due_on) == ("Quý II/2023", date(2023, 6, 30))
    assert task.extra == {"Thời hạn thanh tra": "45 ngày"}


def test_a_column_that_sorts_the_tasks_is_not_the_task(tmp_path: Path) -> None:
    """Its cells are merged over the rows that the next column tells apart."""
    heads = ["TT", "Nhóm giải pháp", "Nội dung\nthực hiện", "Chủ trì", "Thời hạn"]
    rows = [
        ["1", "Quản lý chi phí", "Tiết giảm chi phí", "Sở Tài chính", "Quý I/2023"],
        ["2", "", "Xử lý công nợ", "Sở Tài chính", "Quý II/2023"],
        ["3", "", "Quyết toán dự án", "Sở Xây dựng", "Quý III/2023"],
    ]
    x0, x1 = 70, 70 + 485 / 4
    gone = [(x0, TOP + HEIGHT * row, x1, TOP + HEIGHT * row) for row in (2, 3)]

    document = read([heads, *rows], tmp_path, gone)

    assert [t.text for t in document.tasks] == [row[2] for row in rows]
    assert [t.extra for t in document.tasks] == [{"Nhóm giải pháp": "Quản lý chi phí"}] * 3
    assert [t.inherited for t in document.tasks] == [[], *[["extra.Nhóm giải pháp"]] * 2]
    assert [issue.code for issue in document.issues] == ["second_column"]


def test_one_criterion_merged_over_two_contents_shows_which_column_tells_rows(
    tmp_path: Path,
) -> None:
    heads = ["TT", "Tên tiêu chí", "Nội dung\ntiêu chí", "Phụ trách", "Năm 2024"]
    rows = [
        ["1", "Điện", "Hộ dùng điện", "Phòng Kinh tế", "98%"],
        ["2", "Y tế", "Tham gia bảo hiểm", "Trạm Y tế", "95%"],
        ["3", "", "Trẻ em thấp còi", "Trạm Y tế", "17%"],
        ["4", "Nhà ở", "Nhà tạm", "Phòng Kinh tế", "0%"],
        ["5", "Việc làm", "Lao động có việc", "Phòng Kinh tế", "90%"],
    ]
    rule = TOP + HEIGHT * 3

    document = read([heads, *rows], tmp_path, [(70, rule, 70 + 485 / 4, rule)])

    assert [t.text for t in document.tasks] == [row[2] for row in rows]
    assert [t.extra["Tên tiêu chí"] for t in document.tasks] == [
        *("Điện", "Y tế", "Y tế", "Nhà ở", "Việc làm")
    ]


def test_a_second_column_of_times_is_said_to_be_one(tmp_path: Path) -> None:
    heads = ["TT", "Tên văn bản", "Chủ trì", "Thời gian trình\nBộ", "Thời gian\nban hành"]
    cells = [heads, ["1", "Thông tư về đất", "Vụ Pháp chế", "Tháng 4", "Tháng 6"]]

    document = read(cells, tmp_path)

    assert document.tasks[0].timeline_text == "Tháng 6"
    assert [(i.code, i.text) for i in document.issues if i.field == "extra"] == [
        ("second_column", "Thời gian trình Bộ")
    ]


def test_what_an_amendment_replaces_gives_way_to_what_it_sets(tmp_path: Path) -> None:
    heads = ["TT", "Tên nhiệm vụ", "Cơ quan thực hiện", "Thời hạn cũ", "Thời hạn\nđiều chỉnh"]
    cells = [heads, ["1", "Số hóa hồ sơ", "Sở Tài chính", "Quý IV/2025", "Quý II/2026"]]
    cells += [["2", "Mua máy trạm", "//", "31/12/2025", "-"]]

    document = read(cells, tmp_path)

    assert [task.timeline_text for task in document.tasks] == ["Quý II/2026", "-"]
    assert [task.due_on for task in document.tasks] == [date(2026, 6, 30), None]
    assert [task.extra for task in document.tasks] == [
        {"Thời hạn cũ": "Quý IV/2025"},
        {"Thời hạn cũ": "31/12/2025"},
    ]
    assert [task.lead_agencies for task in document.tasks] == [["Sở Tài chính"]] * 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Năm 2026", "Năm 2026 (điều chỉnh)"),
        ("Chỉ tiêu năm 2026\nđã giao", "Chỉ tiêu năm 2026\nđiều chỉnh"),
        ("Kế hoạch 2026", "Kế hoạch 2026\nsau điều chỉnh"),
    ],
)
def test_a_year_is_the_one_that_an_amendment_sets(old: str, new: str, tmp_path: Path) -> None:
    cells = [["TT", "Chỉ tiêu", "Chủ trì", old, new], ["1", "Trồng rừng", "Sở Tài chính", "9", "7"]]

    document = read(cells, tmp_path)

    assert document.tasks[0].year_texts == {2026: "7"}
    assert [(i.code, i.text) for i in document.issues if i.field == "extra"] == [
        ("second_column", old.replace("\n", " "))
    ]


def test_who_leads_is_who_does_so_after_a_reorganisation(tmp_path: Path) -> None:
    heads = [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì\nhiện nay",
        "Cơ quan chủ trì\nsau sắp xếp",
        "Thời hạn",
    ]
    row = ["1", "Tập huấn", "Sở Nội vụ", "Sở Tài chính", "Quý II"]

    assert read([heads, row], tmp_path).tasks[0].lead_text == "Sở Tài chính"


@pytest.mark.parametrize(
    ("heads", "lead"),
    [
        (["TT", "Nhiệm vụ", "Thực hiện", "Phối hợp", "Thời hạn"], "Sở Tài chính"),
        (["TT", "Nhiệm vụ", "Thực hiện", "Phối hợp", "Chủ trì"], "Quý II"),
        (["TT", "Nhiệm vụ", "Thực hiện", "Kết quả", "Thời hạn"], None),
    ],
)
def test_who_does_it_stands_beside_who_helps(
    heads: list[str], lead: str | None, tmp_path: Path
) -> None:
    row = ["1", "Số hóa", "Sở Tài chính", "Sở Nội vụ", "Quý II"]

    assert read([heads, row], tmp_path).tasks[0].lead_text == lead


def test_how_far_a_task_is_does_not_say_when_it_is_due(tmp_path: Path) -> None:
    heads = ["TT", "Nhiệm vụ", "Tiến độ thực hiện\nđến 31/3/2026", "Thời hạn", "Chủ trì"]
    row = ["1", "Số hóa", "Đạt 40%", "30/6/2026", "Sở Tài chính"]

    assert read([heads, row], tmp_path).tasks[0].timeline_text == "30/6/2026"


def test_a_quarter_below_a_year_is_no_time_of_a_task(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(70, 200, "I. NHIỆM VỤ", bold=True)
    heads = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Kế hoạch năm 2026", ""],
        ["", "", "", "Quý I", "Quý II"],
    ]
    cells = [*heads, ["1", "Trồng rừng (ha)", "Chi cục Kiểm lâm", "400", "600"]]
    xs, ys = [40, 70, 180, 280, 401, 555], [TOP + HEIGHT * row for row in range(4)]
    gone = [(401, ys[0], 401, ys[1]), *((x0, ys[1], x1, ys[1]) for x0, x1 in pairwise(xs[:4]))]
    sheet.table(xs, ys, cells, gone=gone)

    [task] = planparse.extract(sheet.save(tmp_path / "plan.pdf")).tasks

    assert (task.timeline_text, task.due_on) == (None, None)
    assert task.extra == {"Quý I": "400", "Quý II": "600"}


def test_a_time_by_a_plan_is_the_time_where_there_is_no_other(tmp_path: Path) -> None:
    heads = ["TT", "Tên nhiệm vụ", "Cơ quan thực hiện", "Thời hạn theo Kế hoạch"]
    cells = [heads, ["1", "Số hóa hồ sơ", "Sở Tài chính", "Quý IV/2026"]]

    assert read(cells, tmp_path).tasks[0].timeline_text == "Quý IV/2026"


def test_an_unknown_heading_before_who_and_when_is_the_task_and_said_so(tmp_path: Path) -> None:
    heads = ["TT", "Đợt cao điểm", "Đơn vị chủ trì", "Thời gian"]

    document = read([heads, ["1", "Ra quân", "Công an tỉnh", "Tháng 4/2023"]], tmp_path)

    (task,) = document.tasks
    assert (task.text, task.lead_agencies, task.due_on) == (
        "Ra quân",
        ["Công an tỉnh"],
        date(2023, 4, 30),
    )
    assert [(i.code, i.field, i.text) for i in document.issues] == [
        ("unknown_column", "text", "Đợt cao điểm")
    ]


def test_an_indicator_above_others_keeps_its_values_and_a_total_is_none(tmp_path: Path) -> None:
    heads = ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "Năm 2025"]
    cells = [
        heads,
        ["2", "Lao động", "", "", ""],
        ["2.1", "Lao động nữ", "%", "Trên 50%", "60"],
        ["2.1.1", "Ở nông thôn", "%", "40-42%", "45"],
        ["2.2", "Hợp tác xã", "Hợp tác xã", "25", "40"],
        ["", "TỔNG CỘNG", "", "", ""],
    ]

    document = read(cells, tmp_path)

    assert [(t.kind, t.number, t.section_path) for t in document.tasks] == [
        ("group", "2", []),
        ("indicator", "2.1", ["2"]),
        ("indicator", "2.1.1", ["2", "2.1"]),
        ("indicator", "2.2", ["2"]),
        ("group", None, []),
    ]
    values = [(t.comparator, t.value, t.value_max, t.year) for t in document.targets]
    assert values[:3] == [(">", 50, None, 2024), ("=", 60, None, 2025), ("=", 40, 42, 2024)]


def read_calendar(folder: Path, above: str, below: list[str], ys: list[float]) -> PlanDocument:
    """Two rows with marks in three columns below one heading."""
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 290.0, 400.0, 430.0, 460.0, 490.0]
    header = [["TT", "Nội dung", "Chủ trì", above], ["", "", "", *below]]
    rows = [["1", "Kiểm tra", "Sở Y tế", "", "x", "x"], ["2", "Tổng kết", "Sở Nội vụ", "", "", "x"]]
    gone = [(x0, 220.0, x1, 220.0) for x0, x1 in ((40.0, 70.0), (70.0, 290.0), (290.0, 400.0))]
    gone += [(430.0, 200.0, 430.0, 220.0), (460.0, 200.0, 460.0, 220.0)]
    sheet.table(xs, ys, [*header, *rows], bold_rows=2, gone=gone)
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def test_the_months_below_a_time_are_parts_of_it(tmp_path: Path) -> None:
    ys = [200.0, 220.0, 240.0, 260.0, 280.0]
    document = read_calendar(tmp_path, "Thời gian (tháng)", ["1", "2", "3"], ys)

    month = "Thời gian (tháng) / {}".format
    assert [(t.timeline_text, t.extra) for t in document.tasks] == [
        (None, {month(1): "", month(2): "x", month(3): "x"}),
        (None, {month(1): "", month(2): "", month(3): "x"}),
    ]
    assert document.issues == []


def test_the_quarters_below_a_time_may_be_roman_numbers_alone_and_broken(tmp_path: Path) -> None:
    ys = [200.0, 220.0, 250.0, 270.0, 290.0]
    document = read_calendar(tmp_path, "Tiến độ (quý)", ["I", "II", "II\nI"], ys)

    assert [(t.starts_on, t.due_on) for t in document.tasks] == [
        (date(2023, 4, 1), date(2023, 9, 30)),
        (None, date(2023, 9, 30)),
    ]
    assert document.issues == []


def test_columns_may_be_lettered_and_a_time_may_have_two_ends(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 290.0, 400.0, 475.0, 550.0]
    header = [["TT", "Nội dung", "Chủ trì", "Thời gian", ""], ["", "", "", "Từ", "Đến"]]
    rows = [[*"ABC12"], ["1", "Kiểm tra", "Sở Y tế", "05/7/2023", "15/8/2023"]]
    gone = [(x0, 220.0, x1, 220.0) for x0, x1 in ((40.0, 70.0), (70.0, 290.0), (290.0, 400.0))]
    gone.append((475.0, 200.0, 475.0, 220.0))
    ys = [200.0, 220.0, 240.0, 260.0, 280.0]
    sheet.table(xs, ys, [*header, *rows], bold_rows=2, gone=gone)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.timeline_text, t.extra) for t in document.tasks] == [
        ("1", "15/8/2023", {"Từ": "05/7/2023"})
    ]
    assert [(t.starts_on, t.due_on) for t in document.tasks] == [
        (date(2023, 7, 5), date(2023, 8, 15))
    ]
    assert document.issues == []


def test_a_word_wider_than_its_column_is_not_cut_by_the_rule(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 58.5, 290.0, 400.0, 550.0]
    rows = [["STT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Kiểm tra", "Sở Y tế", "2023"]]
    sheet.table(xs, [200.0, 220.0, 240.0], rows, bold_rows=1)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text, t.extra) for t in document.tasks] == [("1", "Kiểm tra", {})]
    assert document.issues == []


def test_a_date_wider_than_its_column_is_whole_and_ends_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 290.0, 400.0, 450.0]
    rows = [["TT", "Nội dung", "Chủ trì", "Hạn"], ["1", "Kiểm tra", "Sở Y tế", "31/12/2023"]]
    rows.append(["2", "Tổng kết", "Sở Y tế", "2024"])
    sheet.table(xs, [200.0, 220.0, 240.0, 260.0], rows)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [t.timeline_text for t in document.tasks] == ["31/12/2023", "2024"]


def test_a_syllable_that_a_narrow_column_breaks_is_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 290.0, 335.0, 450.0, 550.0]
    rows = [["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Chủ trì"]]
    rows.append(["1", "Số giường bệnh", "Giườn\ng", "34", "Sở Y tế"])
    rows.append(["2", "Nước sạch", "Lít\nm", "40", "Sở Xây\ndựng"])
    sheet.table(xs, [200.0, 240.0, 280.0, 320.0], rows)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.extra, t.lead_text) for t in document.tasks] == [
        ({"Đơn vị": "Giường"}, "Sở Y tế"),
        ({"Đơn vị": "Lít m"}, "Sở Xây dựng"),
    ]


def test_a_column_is_what_the_nearest_heading_over_it_says(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 250.0, 360.0, 450.0, 550.0]
    header = [
        ["TT", "Nhiệm vụ", "Phân công thực hiện", "", ""],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["", "", "", "Trong Sở", "Ngoài Sở"],
    ]
    ys = [200.0, 220.0, 240.0, 260.0, 280.0]
    gone = [(x0, y, x1, y) for x0, x1 in ((40.0, 70.0), (70.0, 250.0)) for y in ys[1:3]]
    gone += [(250.0, 240.0, 360.0, 240.0), (360.0, 200.0, 360.0, 220.0)]
    gone += [(450.0, 200.0, 450.0, 240.0)]
    rows = [["1", "Mở dữ liệu", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]]
    sheet.table(xs, ys, [*header, *rows], bold_rows=3, gone=gone)
    (task,) = planparse.extract(sheet.save(tmp_path / "plan.pdf")).tasks

    assert (task.lead_text, task.coordinating_text) == ("Sở Y tế", "Sở Nội vụ")
    assert list(task.extra.values()) == ["Công an tỉnh"]


def test_who_does_it_may_only_be_called_a_body(tmp_path: Path) -> None:
    cells = [
        ["TT", "Cơ quan,\nđơn vị", "Nhiệm vụ", "Thời hạn"],
        ["1", "Sở Y tế", "Mở dữ liệu", "Quý II/2023"],
        ["2", "Sở Nội vụ", "Tập huấn", "Quý III/2023"],
    ]

    document = read(cells, tmp_path)

    assert [(t.text, t.lead_text) for t in document.tasks] == [
        ("Mở dữ liệu", "Sở Y tế"),
        ("Tập huấn", "Sở Nội vụ"),
    ]
    assert document.issues == []


@pytest.mark.parametrize(
    ("title", "number", "text"),
    [
        ("A. Công tác tổ chức", "A", "Công tác tổ chức"),
        ("II. Tổ chức", "II", "Tổ chức"),
        ("1. Tổ chức", None, "1. Tổ chức"),  # as rows are numbered in their own column
    ],
)
def test_a_title_may_have_its_number_before_its_text(
    title: str, number: str | None, text: str, tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.head()
    cells = [
        ["TT", "Nội dung", "Chủ trì", "Thời hạn"],
        ["", title, "", ""],
        ["1", "Kiện toàn bộ máy", "Sở Nội vụ", "Quý I/2023"],
    ]
    sheet.table([40.0, 70.0, 300.0, 420.0, 555.0], [200.0, 220.0, 240.0, 260.0], cells, bold_rows=2)
    group, task = planparse.extract(sheet.save(tmp_path / "plan.pdf")).tasks

    assert (group.kind, group.number, group.text) == ("group", number, text)
    assert task.section_titles == [text]


def test_numbered_tasks_with_their_time_are_enough(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nội dung\nphối hợp", "Thời gian", "Ghi chú"],
        ["1", "Tuyên truyền", "Tháng 9/2023", ""],
        ["2", "Sơ kết", "Quý IV/2023", ""],
    ]

    document = read(cells, tmp_path)

    assert [(t.text, t.timeline_text) for t in document.tasks] == [
        ("Tuyên truyền", "Tháng 9/2023"),
        ("Sơ kết", "Quý IV/2023"),
    ]


def test_each_place_that_shares_an_aim_has_a_column_that_is_known(tmp_path: Path) -> None:
    cells = [
        ["TT", "Chỉ tiêu", "Kế hoạch\nnăm 2023", "Phường\nSa Đéc", "Xã Lai\nVung"],
        ["1", "Hợp tác xã mới", "20", "12", "8"],
    ]

    document = read(cells, tmp_path)

    assert [t.extra for t in document.tasks] == [{"Phường Sa Đéc": "12", "Xã Lai Vung": "8"}]
    assert document.issues == []


def test_numbers_may_begin_or_end_with_a_letter(tmp_path: Path) -> None:
    numbers = ["I", "I.1", "I.2", "II", "1.1", "1.1.a", "1.1.b"]
    rows = [[n, f"Việc thứ {i}", "Sở Y tế", "2023"] for i, n in enumerate(numbers)]

    document = read([["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], *rows], tmp_path)

    assert [t.number for t in document.tasks] == numbers


def test_one_column_may_name_who_leads_and_who_helps(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì,\nphối hợp", "Thời gian"],
        ["1", "Mở dữ liệu", "Chủ trì: Sở Y tế\nPhối hợp: Sở Nội vụ;\nCông an tỉnh", "Quý I/2023"],
        ["2", "Tập huấn", "Sở Y tế phối hợp\nvới Sở Tài chính", "Quý I/2023"],
        ["3", "Tổng kết", "Phối hợp: Sở Y tế", "Quý I/2023"],
    ]

    document = read(cells, tmp_path)

    assert [(t.lead_agencies, t.coordinating_agencies) for t in document.tasks] == [
        (["Sở Y tế"], ["Sở Nội vụ", "Công an tỉnh"]),
        (["Sở Y tế"], ["Sở Tài chính"]),
        (["Sở Y tế"], []),  # the column says who leads
    ]
    assert document.tasks[0].lead_text == "Chủ trì: Sở Y tế\nPhối hợp: Sở Nội vụ; Công an tỉnh"


def test_indicators_may_be_promised_for_school_years(tmp_path: Path) -> None:
    cells = [
        ["TT", "Chỉ tiêu", "Đơn vị\ntính", "Năm học\n2025-2026", "Năm học\n2026-2027"],
        ["1", "Trường đạt chuẩn", "%", "68", "72"],
    ]

    document = read(cells, tmp_path)

    assert [(t.kind, t.text) for t in document.tasks] == [("indicator", "Trường đạt chuẩn")]
    assert document.issues == []


def test_below_a_year_a_plan_is_its_value_and_no_task(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 220.0, 280.0, 340.0, 400.0, 470.0, 555.0]
    cells = [
        ["TT", "Chỉ tiêu", "", "Năm 2022", "", "Năm 2023", "Chủ trì"],
        ["", "", "", "Kế hoạch", "Ước TH", "", ""],
        ["1", "Hồ sơ trực tuyến", "Cấp tỉnh", "80", "82,5", "85", "Sở Nội vụ"],
        ["", "", "Cấp xã", "70", "71", "75", "Sở Nội vụ"],
    ]
    whole = [(40.0, 70.0), (70.0, 220.0), (220.0, 280.0), (400.0, 470.0), (470.0, 555.0)]
    gone = [(x0, 220.0, x1, 220.0) for x0, x1 in whole]  # headings of two levels
    gone += [(220.0, y, 220.0, y + 20) for y in (200.0, 220.0)] + [(340.0, 200.0, 340.0, 220.0)]
    gone += [(40.0, 260.0, 70.0, 260.0), (70.0, 260.0, 220.0, 260.0)]  # cells over two rows
    sheet.table(xs, [200.0, 220.0, 240.0, 260.0, 280.0], cells, bold_rows=2, gone=gone)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.kind, t.number, t.text, t.year_texts) for t in document.tasks] == [
        ("indicator", "1", "Hồ sơ trực tuyến", {2022: "80", 2023: "85"}),
        ("indicator", "1", "Hồ sơ trực tuyến", {2022: "70", 2023: "75"}),
    ]
    assert [t.extra for t in document.tasks] == [
        {"Chỉ tiêu (2)": "Cấp tỉnh", "Ước TH": "82,5"},
        {"Chỉ tiêu (2)": "Cấp xã", "Ước TH": "71"},
    ]
    assert [i.code for i in document.issues if i.severity != "info"] == []


def test_the_whole_year_is_the_year_above_it_and_a_part_that_is_not_known_is_told(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [40.0, 70.0, 220.0, 280.0, 340.0, 400.0, 555.0]
    cells = [
        ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "", "Chủ trì"],
        ["", "", "", "Cả năm", "Vùng cao", ""],
        ["1", "Số xã đạt chuẩn", "xã", "12", "5", "Sở Nội vụ"],
    ]
    whole = [(40.0, 70.0), (70.0, 220.0), (220.0, 280.0), (400.0, 555.0)]
    gone = [(x0, 230.0, x1, 230.0) for x0, x1 in whole] + [(340.0, 200.0, 340.0, 230.0)]
    sheet.table(xs, [200.0, 230.0, 250.0, 270.0], cells, bold_rows=2, gone=gone)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    [task] = document.tasks
    assert (task.year_texts, task.extra["Vùng cao"]) == ({2024: "12"}, "5")
    assert [(t.year, t.value, t.unit) for t in document.targets] == [(2024, 12, "xã")]
    told = [i.text for i in document.issues if i.code == "unknown_column"]
    assert told == ["Vùng cao"]
