"""Tables without upright rules, or without any: the records are those of the ruled tables."""

from pathlib import Path

import pytest

import planparse
from conftest import PLANS, RAW, document_of
from drawing import Sheet
from planparse.schema.records import Task
from unruled import Gone, without_rules

# Cells merged over two rows: nothing on a page without rules tells how far they reach.
MERGED = {"37", "38", "144"}


def told(task: Task) -> tuple[object, ...]:
    """What a row says, white space aside."""
    texts = (task.text, task.lead_text, task.coordinating_text, task.timeline_text)
    more = (task.deliverable_text, task.legal_basis_text, *task.year_texts.values())
    cells = ["".join((text or "").split()) for text in (*texts, *more, *task.extra.values())]
    return task.kind, task.number, *task.section_path, *cells


@pytest.mark.parametrize(
    ("plan", "gone"),
    [
        ("tien-giang-394", "upright"),
        ("tien-giang-394", "all"),
        ("vinh-long-742", "upright"),
        ("vinh-long-742", "all"),
        ("ha-noi-277", "upright"),
    ],
)
def test_a_plan_whose_rules_are_gone_gives_the_same_rows(
    plan: str, gone: Gone, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(without_rules(RAW / PLANS[plan], gone))
    document = planparse.extract(path)
    unknown = MERGED if (plan, gone) == ("vinh-long-742", "all") else set()
    wanted = [told(t) for t in document_of(plan).tasks if t.number not in unknown]

    assert [told(t) for t in document.tasks if t.number not in unknown] == wanted
    assert document.plan.unplaced_characters == 0
    assert [s.text for s in document.sections] == [s.text for s in document_of(plan).sections]


HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
XS = [50.0, 90.0, 300.0, 420.0]


@pytest.fixture
def sheet() -> Sheet:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    return sheet


def set_row(sheet: Sheet, y: float, cells: list[str], bold: bool = False) -> None:
    for x, cell in zip(XS, cells, strict=True):
        for index, line in enumerate(cell.split("\n")):
            sheet.text(x, y + 13 * index, line, bold=bold)


def test_a_table_without_rules_below_a_paragraph(sheet: Sheet, tmp_path: Path) -> None:
    set_row(sheet, 260, HEADER, bold=True)
    set_row(sheet, 280, ["1", "Xây dựng cổng\ndữ liệu mở", "Sở Y tế", "2024"])
    set_row(sheet, 313, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text, t.lead_text, t.timeline_text) for t in document.tasks] == [
        ("1", "Xây dựng cổng dữ liệu mở", "Sở Y tế", "2024"),
        ("2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"),
    ]
    assert document.plan.unplaced_characters == 0


def test_the_last_of_the_rules_across_ends_a_table(sheet: Sheet, tmp_path: Path) -> None:
    set_row(sheet, 260, HEADER, bold=True)
    set_row(sheet, 280, ["1", "Xây dựng cổng\ndữ liệu mở", "Sở Y tế", "2024"])
    set_row(sheet, 313, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    for y in (246, 266, 299, 319):
        sheet.rule(48, y, 500, y)
    sheet.text(60, 340, "II. KINH PHÍ", bold=True)
    sheet.text(60, 360, "Từ ngân sách tỉnh.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text) for t in document.tasks] == [
        ("1", "Xây dựng cổng dữ liệu mở"),
        ("2", "Đào tạo cán bộ"),
    ]
    assert [(s.path, s.heading) for s in document.sections] == [
        ("I", "MỤC TIÊU"),
        ("II", "KINH PHÍ"),
    ]


def test_rules_between_rows_make_a_table_of_rows_without_numbers(
    sheet: Sheet, tmp_path: Path
) -> None:
    rows = [HEADER, ["", "Mở dữ liệu", "Sở Y tế", "2024"], ["", "Đào tạo", "Sở Nội vụ", "2025"]]
    for index, cells in enumerate(rows):
        set_row(sheet, 260 + 20 * index, ["", *cells[1:]], bold=index == 0)
    for y in (246, 266, 286, 306):
        sheet.rule(88, y, 500, y)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.text, t.lead_text) for t in document.tasks] == [
        ("Mở dữ liệu", "Sở Y tế"),
        ("Đào tạo", "Sở Nội vụ"),
    ]


def test_words_in_columns_under_unknown_headings_are_no_table(sheet: Sheet, tmp_path: Path) -> None:
    set_row(sheet, 260, ["Xe", "Biển", "Màu", "Người lái"], bold=True)
    set_row(sheet, 280, ["Tải", "Ba bốn", "Xanh", "Ông Nam"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert document.tasks == []
    assert document.tables == []


def test_an_announcement_of_a_table_is_no_task(sheet: Sheet, tmp_path: Path) -> None:
    sheet.text(60, 245, "II. NHIỆM VỤ", bold=True)
    sheet.text(60, 260, "Phân công nhiệm vụ như sau:")
    set_row(sheet, 280, HEADER, bold=True)
    set_row(sheet, 300, ["1", "Xây dựng cổng", "Sở Y tế", "2024"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text) for t in document.tasks] == [("1", "Xây dựng cổng")]


@pytest.mark.parametrize(
    "heads", [("Nhiệm vụ", "Cơ quan chủ trì"), ("TT", "Nhiệm vụ"), ("TT", "Nội dung công việc")]
)
def test_a_table_of_two_headings_without_rules_is_said(
    heads: tuple[str, str], sheet: Sheet, tmp_path: Path
) -> None:
    x = 90 if heads[0] == "TT" else 330
    for column, head in zip((60, x), heads, strict=True):
        sheet.text(column, 260, head, bold=True)
    for row in range(3):
        first = f"{row + 1}" if heads[0] == "TT" else "Xây dựng nền tảng số dùng chung của tỉnh"
        sheet.text(60, 280 + 20 * row, first)
        sheet.text(x, 280 + 20 * row, "Sở Thông tin và Truyền thông")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(i.text, i.page) for i in document.issues if i.code == "table_unseen"] == [
        (" ".join(heads), 1)
    ]


def test_a_table_that_is_seen_and_a_text_are_not_said_to_be_unseen(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.table([60, 300, 500], [250, 270, 290], [["Nhiệm vụ", "Cơ quan chủ trì"], ["Một", "Sở"]])
    sheet.text(60, 400, "Nhiệm vụ")
    sheet.text(60, 420, "Cơ quan chủ trì: Sở Thông tin và Truyền thông")
    sheet.text(60, 440, "Nơi nhận:", bold=True)
    sheet.text(330, 440, "TM. ỦY BAN NHÂN DÂN", bold=True)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert "table_unseen" not in {issue.code for issue in document.issues}
