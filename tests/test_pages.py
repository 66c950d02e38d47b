"""Pages as files hold them: turned, cropped, with their corner elsewhere."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import planparse
from drawing import Sheet
from planparse.runs.batch import Options, run
from planparse.schema.records import PlanDocument

XS = [50.0, 90.0, 300.0, 400.0, 545.0]
ROWS = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Xây dựng cổng", "Sở Y tế", "2024"]]
A4 = [0, 0, 595.3, 841.9]
Change = Callable[[pikepdf.Page], None]


def plan(path: Path) -> Path:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh.")
    sheet.next_page()
    sheet.text(270, 60, "PHỤ LỤC", bold=True)
    sheet.table(XS, [100, 120, 140], ROWS)
    return sheet.save(path)


def changed(path: Path, change: Change) -> PlanDocument:
    out = io.BytesIO()
    with pikepdf.open(plan(path)) as pdf:
        for page in pdf.pages:
            change(page)
        pdf.save(out)
    path.write_bytes(out.getvalue())
    return planparse.extract(path)


def turn(degrees: int) -> Change:
    def change(page: pikepdf.Page) -> None:
        page.Rotate = degrees

    return change


def move_corner(page: pikepdf.Page) -> None:
    page.contents_add(b"1 0 0 1 100 -200 cm", prepend=True)
    page.MediaBox = [100, -200, 695.3, 641.9]


def crop(page: pikepdf.Page) -> None:
    """A larger sheet: around the plan stand words and a rule that the crop box hides."""
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q BT /F1+0 11 Tf 20 860 Td (XXXX) Tj ET 0 870 m 595 870 l S")
    page.MediaBox = [-80, -80, 700, 900]
    page.CropBox = A4


def shut(page: pikepdf.Page) -> None:
    """A crop box that leaves nothing, on a page that PDFium does not read."""
    page.CropBox = [10, 10, 10, 10]
    page.Rotate = 90


def enlarge(page: pikepdf.Page) -> None:
    page.UserUnit = 2


@pytest.mark.parametrize(
    "change",
    [turn(90), turn(180), turn(270), move_corner, crop, shut, enlarge],
    ids=["90", "180", "270", "corner", "crop", "shut", "unit"],
)
def test_a_page_is_read_as_it_is_shown(change: Change, tmp_path: Path) -> None:
    wanted = planparse.extract(plan(tmp_path / "wanted.pdf"))
    document = changed(tmp_path / "plan.pdf", change)
    about_the_file = {"plan_id", "source_name", "source_sha256"}

    assert document.plan.model_dump(exclude=about_the_file) == wanted.plan.model_dump(
        exclude=about_the_file
    )
    assert [t.model_dump(exclude={"regions"}) for t in document.tasks] == [
        t.model_dump(exclude={"regions"}) for t in wanted.tasks
    ]
    assert [s.text for s in document.sections] == [s.text for s in wanted.sections] != []
    assert document.tasks[0].regions[0].top == pytest.approx(120, abs=1)


def gazette(path: Path, parts: set[str]) -> PlanDocument:
    """A plan that the gazette printed in two issues: the first, the second, or both in a file."""
    sheet = Sheet()
    if "first" in parts:
        sheet.head()
        sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
        sheet.text(60, 220, "Phát triển chính quyền số của tỉnh.")
        sheet.text(60, 240, "II. GIẢI PHÁP", bold=True)
        sheet.text(60, 260, "Đào tạo cán bộ.")
        sheet.text(210, 700, "(Xem tiếp Công báo số 715 + 716)")
    if len(parts) == 2:
        sheet.next_page()
    if "second" in parts:
        sheet.text(210, 60, "(Tiếp theo Công báo số 713 + 714)")
        sheet.text(60, 200, "III. TỔ CHỨC THỰC HIỆN", bold=True)
        sheet.text(60, 220, "Các sở, ban, ngành thực hiện Kế hoạch này.")
        sheet.text(60, 240, "Báo cáo kết quả hằng năm.")
    return planparse.extract(sheet.save(path))


def test_a_plan_whose_rest_is_in_another_issue_says_so(tmp_path: Path) -> None:
    document = gazette(tmp_path / "first.pdf", {"first"})
    found = [issue for issue in document.issues if issue.code.value == "rest_elsewhere"]

    assert [(issue.page, issue.text) for issue in found] == [
        (1, "(Xem tiếp Công báo số 715 + 716)")
    ]
    assert "--join" in found[0].message


def test_two_issues_in_one_file_are_one_plan(tmp_path: Path) -> None:
    document = gazette(tmp_path / "whole.pdf", {"first", "second"})

    assert "rest_elsewhere" not in [issue.code.value for issue in document.issues]
    assert [section.label for section in document.sections] == ["I.", "II.", "III."]
    assert [r.text for r in document.removed if r.kind == "continued"] == [
        "(Xem tiếp Công báo số 715 + 716)",
        "(Tiếp theo Công báo số 713 + 714)",
    ]


@pytest.mark.parametrize(
    ("first", "number", "told"),
    [
        ("12/KH-UBND", "13/QĐ-UBND", [(2, "13/QĐ-UBND")]),  # a document of its own
        ("12/KH-UBND", "12/KH-UBND", []),  # the plan that a decision encloses
        ("12/KH-UBND", "…/BC-UBND", []),  # a form in an annex
        ("        /KH-UBND", "13/QĐ-UBND", [(2, "13/QĐ-UBND")]),  # after one numbered by hand
    ],
)
def test_a_second_document_in_the_file_is_named(
    first: str, number: str, told: list[tuple[int, str]], tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.head(first)
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.next_page()
    sheet.head(number)
    sheet.text(60, 200, "I. NHIỆM VỤ", bold=True)
    issues = planparse.extract(sheet.save(tmp_path / "plan.pdf")).issues
    assert [(i.page, i.text) for i in issues if i.code == "several_documents"] == told


def test_a_plan_that_a_decision_encloses_may_name_its_issuer_first(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.top("12/QĐ-UBND")
    sheet.text(200, 158, "Ban hành Kế hoạch chuyển đổi số năm 2023", bold=True)
    sheet.text(60, 200, "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số năm 2023.")
    sheet.text(60, 400, "Nơi nhận:", bold=True)
    sheet.text(400, 400, "CHỦ TỊCH", bold=True)
    sheet.text(390, 460, "Nguyễn Văn An", bold=True)
    sheet.next_page()
    sheet.centred(60, "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", bold=True)
    sheet.centred(80, "KẾ HOẠCH", bold=True)
    sheet.centred(98, "Chuyển đổi số năm 2023", bold=True)
    sheet.centred(116, "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2023 của UBND tỉnh)")
    sheet.text(60, 150, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 170, "1. Tỷ lệ hồ sơ nộp trực tuyến đạt 80%.")
    sheet.text(60, 190, "2. Dữ liệu của các sở, ban, ngành tỉnh và cấp xã" + " được mở" * 6)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [d.document_type for d in document.documents] == ["KẾ HOẠCH", "KẾ HOẠCH"]
    assert document.plan.promulgates_title == "Chuyển đổi số năm 2023"
    assert [s.path for s in document.sections] == ["Điều 1", "I", "I.1", "I.2"]
    assert [(t.value, t.unit) for t in document.targets] == [(80, "%")]


def test_objectives_may_follow_their_name_in_an_article(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "Điều 1. Phê duyệt Kế hoạch với các nội dung sau:")
    sheet.text(60, 220, "1. Mục tiêu: đến năm 2030 có 90% hồ sơ trực tuyến.")
    sheet.text(60, 240, "2. Nhiệm vụ: mở 80% dữ liệu của các sở.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.value, t.year, t.section_path) for t in document.targets] == [
        (90, 2030, ["Điều 1", "1"])
    ]


@pytest.mark.parametrize("labels", ["1. 2. 3. 4. 5.", "a) b) c) d) đ)", "a) b) c) d) e)"])
def test_items_of_a_page_that_no_line_fills_stay_apart(labels: str, tmp_path: Path) -> None:
    """The longest item reaches as far as anything on its page."""
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số, kinh tế số và xã hội số của tỉnh.")
    sheet.next_page()
    texts = ["Hạ tầng số", "Dữ liệu số", "Nhân lực số", "Kinh tế số dùng chung", "Xã hội số"]
    items = list(zip(labels.split(), texts, strict=True))
    for number, (label, text) in enumerate(items, 1):
        sheet.text(60, 60 + 18 * number, f"{label} {text}")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))
    assert [(s.label, s.heading) for s in document.sections[1:]] == items


def test_labels_of_annexes_at_one_height_are_no_running_heads(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    for number in (1, 2, 3):
        sheet.next_page()
        sheet.text(270, 60, f"PHỤ LỤC {number}", bold=True)
        sheet.text(60, 100, "Danh mục nhiệm vụ như sau:")
        rows = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", f"Nhiệm vụ {number}", "Sở Y tế"]]
        sheet.table([60, 100, 300, 450], [120, 140, 160], rows)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.annex, t.text) for t in document.tasks] == [
        ("1", "Nhiệm vụ 1"),
        ("2", "Nhiệm vụ 2"),
        ("3", "Nhiệm vụ 3"),
    ]


def two_documents(path: Path) -> Path:
    """A plan of two pages, and a decision of one with a number of its own."""
    sheet = Sheet()
    sheet.head("12/KH-UBND")
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.next_page()
    sheet.text(60, 80, "II. NHIỆM VỤ", bold=True)
    sheet.next_page()
    sheet.head("13/QĐ-UBND")
    sheet.text(60, 200, "I. TỔ CHỨC THỰC HIỆN", bold=True)
    return sheet.save(path)


def test_two_documents_in_one_file_are_two_records(tmp_path: Path) -> None:
    first, second = planparse.extract_all(two_documents(tmp_path / "both.pdf"))

    assert [d.plan.document_number for d in (first, second)] == ["12/KH-UBND", "13/QĐ-UBND"]
    assert [d.plan.pages for d in (first, second)] == [2, 1]
    assert [s.label for s in first.sections] == ["I.", "II."]
    assert [(s.label, s.page_first) for s in second.sections] == [("I.", 3)]
    assert not [i for d in (first, second) for i in d.issues if i.code == "several_documents"]
    assert [d.plan.unplaced_characters for d in (first, second)] == [0, 0]


def test_a_run_writes_every_document_of_a_file_and_keeps_them(tmp_path: Path) -> None:
    path = two_documents(tmp_path / "both.pdf")

    def plans(out: str) -> list[str]:
        outcomes = list(run([path], Options(tmp_path / out)))
        assert {outcome.path for outcome in outcomes} == {path}
        return [outcome.result.plan_id for outcome in outcomes if outcome.result]

    again = [plans("first"), plans("again")]
    assert again[0] == again[1]
    assert len(again[0]) == 2
    for name in ("first", "again"):
        assert sorted(p.stem for p in (tmp_path / name).glob("json/*.json")) == sorted(again[0])


@pytest.mark.parametrize(
    ("closing", "issued_on", "told"),
    [
        (["thông qua ngày 14 tháng 7 năm 2023."], "2023-07-14", {"date_of_passing"}),
        (["có hiệu lực từ ngày 24 tháng 7 năm 2023."], "None", {"date_missing"}),
        (
            ["thông qua ngày 14 tháng 7 năm 2023.", "thông qua ngày 15 tháng 7 năm 2023."],
            "None",
            {"date_missing"},
        ),
    ],
)
def test_a_resolution_without_a_date_is_of_the_day_it_was_passed(
    closing: list[str], issued_on: str, told: set[str], tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.text(80, 60, "HỘI ĐỒNG NHÂN DÂN", bold=True)
    sheet.text(85, 76, "TỈNH VĨNH LONG", bold=True)
    sheet.text(90, 95, "Số: 12/NQ-HĐND")
    sheet.national_header()
    sheet.text(265, 140, "NGHỊ QUYẾT", bold=True)
    sheet.text(200, 158, "Phát triển kinh tế số của tỉnh", bold=True)
    sheet.text(60, 200, "Điều 1. Thông qua Đề án phát triển kinh tế số.")
    for index, text in enumerate(closing):
        sheet.text(60, 230 + 30 * index, "Nghị quyết này đã được HĐND tỉnh khóa X " + text)
    document = planparse.extract(sheet.save(tmp_path / "resolution.pdf"))

    assert str(document.plan.issued_on) == issued_on
    assert {i.code.value for i in document.issues if "date" in i.code.value} == told


def test_a_header_of_a_single_column(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(190, 60, "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", bold=True)
    sheet.text(258, 80, "Số: 12/KH-UBND")
    sheet.text(205, 100, "Tiền Giang, ngày 05 tháng 01 năm 2023")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Chuyển đổi số năm 2023 của tỉnh", bold=True)
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))
    plan = document.plan

    assert plan.issuing_authority_text == "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG"
    assert (plan.document_number, str(plan.issued_on)) == ("12/KH-UBND", "2023-01-05")
    assert [r.text for r in document.removed] == []


def test_an_arrival_stamp_below_the_date_is_none_of_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(380, 112, "ĐẾN Số: 1234")
    sheet.text(380, 124, "Ngày: 07/02/2023")
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert (document.plan.issued_at, str(document.plan.issued_on)) == ("Tiền Giang", "2023-01-05")
    assert [r.text for r in document.removed if r.kind == "marking"] == [
        "ĐẾN Số: 1234",
        "Ngày: 07/02/2023",
    ]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["CHỦ TỊCH", "Nguyễn Văn Vĩnh"], "Nguyễn Văn Vĩnh"),
        (["TRƯỞNG ĐOÀN", "Hoàng Văn Thuân", "PHÓ GIÁM ĐỐC", "SỞ CÔNG THƯƠNG"], "Hoàng Văn Thuân"),
        (["CHỦ TỊCH", "(Đã ký)", "NGUYỄN VĂN VĨNH"], "NGUYỄN VĂN VĨNH"),
        (["KT. CHỦ TỊCH", "(Đã ký)", "PHÓ CHỦ TỊCH"], None),
    ],
)
def test_who_signs(lines: list[str], name: str | None, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 300, "Nơi nhận:", bold=True)
    sheet.text(60, 320, "- Các sở;")
    for index, line in enumerate(lines):
        sheet.text(350, 300 + 20 * index, line, bold=True)
    plan = planparse.extract(sheet.save(tmp_path / "plan.pdf")).plan

    assert plan.signer_name == name
    assert plan.signer_title == "\n".join(x for x in lines if x not in (name, "(Đã ký)"))


def test_what_a_browser_prints_on_its_pages_is_no_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    for number in (1, 2):
        sheet.text(30, 25, "11/28/26, 1:54 AM", size=8)
        sheet.text(30, 820, "https://tiengiang.gov.vn/ke-hoach.html", size=8)
        sheet.text(550, 820, f"{number}/2", size=8)
        if number == 1:
            sheet.next_page()
    sheet.text(60, 100, "Nơi nhận:", bold=True)
    sheet.text(60, 115, "- Các sở;")
    sheet.text(350, 100, "CHỦ TỊCH", bold=True)
    sheet.text(340, 160, "Nguyễn Văn Vĩnh", bold=True)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert document.plan.signer_name == "Nguyễn Văn Vĩnh"
    assert document.plan.recipients == ["- Các sở;"]
    assert document.sections[-1].text.endswith("hiện đại.")
