"""Figures that stand beside others, or apart from their bound or rate; times of reports."""

from datetime import date
from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.targets.cells import parse_cell
from planparse.normalize.targets.prose import parse_sentence_values
from planparse.normalize.times.timelines import parse_timeline
from test_columns import read

ISSUED = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "20 dự án, tổng vốn 500 tỷ đồng",
            [("=", 20, "dự án", None), ("=", 500, "tỷ đồng", None)],
        ),
        (
            "15 dự án với tổng vốn đăng ký 3.000 tỷ đồng",
            [("=", 15, "dự án", None), ("=", 3000, "tỷ đồng", None)],
        ),
        ("01 mô hình, diện tích trên 5 ha", [("=", 1, "mô hình", None), (">", 5, "ha", None)]),
        ("3 lớp x 50 học viên", [("=", 3, "lớp", None), ("=", 50, "học viên", "lớp")]),
        (
            "3 lớp x 2 ngày x 50 người",
            [("=", 3, "lớp", None), ("=", 2, "ngày", None), ("=", 50, "người", None)],
        ),
        ("80/100 xã gửi báo cáo", [("=", 80, "xã", None)]),
        ("45/100.000 trẻ", [("=", 45, None, "100.000 trẻ")]),
        ("Ít nhất mỗi xã có 01 mô hình", [(">=", 1, "mô hình", None)]),
        ("Mỗi xã có 01 mô hình", [("=", 1, "mô hình", None)]),
        (
            "10 sản phẩm 4 sao, 01 sản phẩm 5 sao",
            [("=", 10, "sản phẩm", None), ("=", 1, "sản phẩm", None)],
        ),
        ("5 xã 2 phường", [("=", 5, "xã", None), ("=", 2, "phường", None)]),
        ("90% đồng bào", [("=", 90, "%", None)]),
        ("05 đồng chí", [("=", 5, "đồng chí", None)]),
        ("500 đồng/kg", [("=", 500, "đồng", "kg")]),
        ("5.000 m3/ngày đêm", [("=", 5000, "m3", "ngày đêm")]),
        ("Tối thiểu mỗi năm 02 đợt", [(">=", 2, "đợt", "năm")]),
    ],
)
def test_a_cell_may_hold_several_figures(
    text: str, expected: list[tuple[object, ...]], knowledge: Knowledge
) -> None:
    values = parse_cell(text, knowledge, lambda _: None)

    assert [(v.comparator, v.value, v.unit, v.per) for v in values] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cắt giảm ít nhất 30% thời gian giải quyết và 30% chi phí tuân thủ.",
            [(">=", 30, "%", None), (">=", 30, "%", None)],
        ),
        (
            "Thời gian tiếp cận không quá 15 phút ở đô thị và 30 phút ở nông thôn.",
            [("<=", 15, "phút", None), ("<=", 30, "phút", None)],
        ),
        ("Trên 80% xã và 50% phường đạt chuẩn.", [(">", 80, "%", None), ("=", 50, "%", None)]),
        (
            "Giảm 5% số vụ cháy mỗi năm; giảm 10% thiệt hại.",
            [("=", 5, "%", "năm"), ("=", 10, "%", None)],
        ),
        ("Ít nhất mỗi xã có 01 mô hình.", [(">=", 1, "mô hình", None)]),
        ("Được khám sức khỏe ít nhất mỗi năm 1 lần.", [(">=", 1, "lần", "năm")]),
        (
            "Đào tạo 10 lớp x 50 người; có 3 mô hình.",
            [("=", 10, "lớp", None), ("=", 50, "người", "lớp"), ("=", 3, "mô hình", None)],
        ),
        ("100% trạm y tế xã, phường có ít nhất 4 bác sĩ.", [("=", 100, "%", None)]),
        ("Tuổi thọ trung bình trên 80 tuổi.", [(">", 80, "tuổi", None)]),
        ("Mật độ dân số 500 người/km2.", [("=", 500, "người", "km2")]),
        ("Tổng số 120 xã đạt chuẩn.", [("=", 120, "xã", None)]),
        ("80/100 xã đạt chuẩn.", [("=", 80, "xã", None)]),
        (
            "Có 34 giường bệnh và 15 bác sĩ trên vạn dân.",
            [("=", 34, "giường bệnh", "vạn dân"), ("=", 15, "bác sĩ", "vạn dân")],
        ),
        (
            "Có 34 giường bệnh và 15 bác sĩ/vạn dân.",
            [("=", 34, "giường bệnh", None), ("=", 15, "bác sĩ", "vạn dân")],
        ),
        (
            "Thu hút ít nhất 15 dự án với tổng vốn đăng ký 3.000 tỷ đồng.",
            [(">=", 15, "dự án", None), ("=", 3000, "tỷ đồng", None)],
        ),
        (
            "Có 1.250 bác sĩ, đạt tỷ lệ 12 bác sĩ trên 1 vạn dân.",
            [("=", 1250, "bác sĩ", None), ("=", 12, "bác sĩ", "vạn dân")],
        ),
        ("Công suất 5.000 m3/ngày đêm.", [("=", 5000, "m3", "ngày đêm")]),
        ("Không để xảy ra quá 02 vụ cháy.", [("<=", 2, "vụ cháy", None)]),
        ("Không để phát sinh nợ đọng, giải ngân đạt trên 95%.", [(">", 95, "%", None)]),
        # figures in pieces are none
        ("Thu ngân sách đạt 2 8,5 tỷ đồng, tăng 14, 3 %.", []),
        ("Tiêm phòng đợt 1 80% số hộ.", [("=", 80, "%", None)]),
    ],
)
def test_a_sentence_may_hold_several_figures(
    text: str, expected: list[tuple[object, ...]], knowledge: Knowledge
) -> None:
    values = parse_sentence_values(text, knowledge)

    assert [(v.comparator, v.value, v.unit, v.per) for v in values] == expected


@pytest.mark.parametrize(
    ("text", "due", "cadence", "settled"),
    [
        ("Báo cáo quý, 6 tháng, năm", None, "quarterly", True),
        ("Báo cáo tháng, quý", None, "monthly", True),
        ("Báo cáo tuần, tháng; báo cáo đột xuất khi có dịch", None, "weekly", True),
        ("Trước 05 ngày so với ngày 30/6/2026", None, None, False),
        ("Từ ngày 10/9 đến 30/11", date(2026, 11, 30), None, True),
        ("Sau khi có Nghị quyết, hoàn thành trong quý II/2026", date(2026, 6, 30), None, True),
        ("24 tháng kể từ ngày phê duyệt", None, None, True),
        ("Ngày 20, 21 tháng 9 năm 2026", date(2026, 9, 21), None, True),
        ("Ngày 20, 25/9/2026", None, None, False),
    ],
)
def test_when_reports_are_due_and_days_that_are_counted_back(
    text: str, due: date | None, cadence: str | None, settled: bool, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, ISSUED, knowledge, 2026)

    assert (timeline.due_on, timeline.cadence, timeline.is_settled) == (due, cadence, settled)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Từ tháng 3 đến 30/6/2026", date(2026, 3, 1)),
        ("Quý I - 30/6/2026", date(2026, 1, 1)),
        ("15/5 đến hết 30/6/2026", date(2026, 5, 15)),
    ],
)
def test_what_begins_without_a_year_is_in_that_of_the_end(
    text: str, start: date, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, None, knowledge)

    assert (timeline.starts_on, timeline.due_on) == (start, date(2026, 6, 30))


def test_a_stretch_may_begin_on_the_day_of_issue(knowledge: Knowledge) -> None:
    timeline = parse_timeline("Từ ngày ban hành Kế hoạch đến 31/12/2026", ISSUED, knowledge)

    assert (timeline.starts_on, timeline.due_on) == (ISSUED, date(2026, 12, 31))


def test_a_part_of_a_cell_may_name_its_year(tmp_path: Path) -> None:
    cells = [
        ["TT", "Chỉ tiêu", "ĐVT", "Mục tiêu"],
        ["1", "Hộ dùng nước sạch", "%", "Năm 2027: 60%; năm 2028: 80%"],
        ["2", "Giải ngân vốn", "%", "105% kế hoạch"],
    ]

    document = read(cells, tmp_path)

    assert [(t.year, t.value, t.scope_text) for t in document.targets] == [
        (2027, 60, None),
        (2028, 80, None),
        (None, 105, None),
    ]
    assert "share_over_100" not in {issue.code for issue in document.issues}


def test_a_further_figure_of_a_deliverable_has_a_name_of_its_own(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Sản phẩm"],
        ["1", "Thu hút đầu tư", "Sở Tài chính", "Quý II/2023", "20 dự án, tổng vốn 5 tỷ đồng"],
    ]

    document = read(cells, tmp_path)

    named = [(t.indicator, t.value, t.unit) for t in document.targets]
    assert named == [("Thu hút đầu tư", 20, "dự án"), ("tổng vốn", 5, "tỷ đồng")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đào tạo 1.200 lao động; mở 2 lớp", [(1200, "lao động")]),
        ("Lắp mới 30 camera AI", [(30, "camera AI")]),
        ("Xây dựng Kế hoạch 5 năm", []),
        ("Tổ chức 6 tháng một lần", []),
    ],
)
def test_a_deliverable_says_what_is_done(
    text: str, expected: list[tuple[object, ...]], tmp_path: Path
) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Sản phẩm"],
        ["1", "Nhân lực", "Sở Nội vụ", "Quý II/2023", text],
    ]

    document = read(cells, tmp_path)

    assert [(t.value, t.unit) for t in document.targets] == expected


def test_labels_on_one_line_are_fields_of_a_task(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    lines = [
        "I. NHIỆM VỤ",
        "1. Đào tạo lao động",
        "Chủ trì: Sở Nội vụ. Phối hợp: Công an tỉnh; Sở Y tế. Thời gian: năm 2026.",
        "2. Cấp phép",
        "- Cơ quan chủ trì: Sở Xây dựng; cơ quan phối hợp: Sở Tài chính.",
    ]
    for place, line in enumerate(lines):
        sheet.text(70, 200 + 20 * place, line, bold=line[:2] in {"I.", "1.", "2."})

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [
        (t.lead_agencies, t.coordinating_agencies, t.timeline_text) for t in document.tasks
    ] == [
        (["Sở Nội vụ"], ["Công an tỉnh", "Sở Y tế"], "năm 2026."),
        (["Sở Xây dựng"], ["Sở Tài chính"], None),
    ]


def test_when_something_is_done_comes_before_when_it_is_submitted(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian\ntrình", "Thời gian\nhoàn thành"],
        ["1", "Nghị quyết", "Sở Tài chính", "15/10/2023", "31/12/2023"],
    ]

    document = read(cells, tmp_path)

    [task] = document.tasks
    assert (task.due_on, task.extra) == (date(2023, 12, 31), {"Thời gian trình": "15/10/2023"})


@pytest.mark.parametrize(
    ("years", "promised", "unknown"),
    [((2023, 2024), True, False), ((2021, 2022), False, False), ((2022, 2023), False, True)],
)
def test_results_of_years_are_promised_or_reached_as_the_date_of_issue_tells(
    years: tuple[int, int], promised: bool, unknown: bool, tmp_path: Path
) -> None:
    headings = [f"Kết quả\n{year}" for year in years]
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", *headings],
        ["1", "Tập huấn", "Sở Nội vụ", "40%", "70%"],
    ]

    document = read(cells, tmp_path)

    [task] = document.tasks
    texts = ("40%", "70%")
    assert task.deliverable_text is None
    assert task.year_texts == (dict(zip(years, texts, strict=True)) if promised else {})
    assert list(task.extra.values()) == ([] if promised else list(texts))
    assert [t.value for t in document.targets] == ([40, 70] if promised else [])
    told = [issue.text for issue in document.issues if issue.code == "unknown_column"]
    assert told == ([h.replace("\n", " ") for h in headings] if unknown else [])


def test_a_result_of_a_year_that_has_a_column_takes_its_place_from_none(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Năm 2023", "Kết quả 2023", "Kết quả 2024"],
        ["1", "Tập huấn", "Sở Nội vụ", "30%", "40%", "70%"],
    ]

    [task] = read(cells, tmp_path).tasks

    assert task.year_texts == {2023: "30%"}
    assert task.extra == {"Kết quả 2023": "40%", "Kết quả 2024": "70%"}


def test_a_unit_beside_years_and_those_who_lead_measures_tasks(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nội dung", "Đơn vị", "2024", "2025", "Chủ trì"],
        ["1", "Diện tích trồng", "ha", "300", "400", "Sở Nội vụ"],
    ]

    document = read(cells, tmp_path)

    assert [(t.value, t.unit) for t in document.targets] == [(300, "ha"), (400, "ha")]
    assert not [issue for issue in document.issues if issue.code == "unknown_column"]


def test_agencies_below_such_a_heading_are_no_units(tmp_path: Path) -> None:
    cells = [
        ["TT", "Nội dung", "Đơn vị", "2024", "2025", "Chủ trì"],
        ["1", "Diện tích trồng", "Sở Nội vụ", "300", "400", "Sở Y tế"],
    ]

    assert [i.code for i in read(cells, tmp_path).issues if i.code == "unknown_column"]


def test_what_is_striven_for_is_promised_wherever_it_stands(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    lines = [
        "I. MỤC ĐÍCH",
        "Nâng cao nhận thức; năm 2022 có 60% hộ tham gia.",
        "Phấn đấu thu hút 500 lượt doanh nghiệp. Năm 2022 thu hút 300 lượt.",
        "II. NHIỆM VỤ",
        "1. Đến năm 2026, phấn đấu giải ngân đạt trên 95% kế hoạch vốn.",
        "2. Thi đua phấn đấu vượt 10% kế hoạch.",
    ]
    for place, line in enumerate(lines):
        sheet.text(70, 200 + 20 * place, line, bold=line.isupper())

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.comparator, t.value, t.unit, t.year) for t in document.targets] == [
        ("=", 500, "lượt doanh nghiệp", None),
        (">", 95, "%", 2026),
    ]


def plan_of_commune(folder: Path, title: str, more: str = "") -> str:
    page = f"""<html><body><table><tr><td>ỦY BAN NHÂN DÂN<br/>XÃ TÂN THÀNH</td>
      <td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc</td></tr>
      <tr><td>Số: 35/KH-UBND</td><td>Tân Thành, ngày 05 tháng 02 năm 2026</td></tr></table>
      <p><b>KẾ HOẠCH</b></p><p><b>{title}</b></p><p>I. MỤC TIÊU</p><p>Nâng cao nhận thức. {more}</p>
      </body></html>"""
    (folder / "plan.html").write_text(page, encoding="utf-8")
    return planparse.extract(folder / "plan.html").plan.plan_id


def test_a_plan_of_no_known_province_stays_the_same_in_another_file(tmp_path: Path) -> None:
    first = plan_of_commune(tmp_path, "Cải cách hành chính năm 2026")

    assert regex.fullmatch(r"xa-tan-thanh-35-kh-ubnd-2026-[0-9a-f]{12}", first)
    assert plan_of_commune(tmp_path, "CẢI CÁCH HÀNH CHÍNH NĂM 2026", "Bản lưu lại.") == first
    assert plan_of_commune(tmp_path, "Phòng, chống dịch bệnh năm 2026") != first
