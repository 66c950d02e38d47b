"""Tables without upright rules, or without any: the records are those of the ruled tables."""

from pathlib import Path

import pytest

import planparse
from conftest import PLANS, RAW, document_of
from drawing import Sheet
from planparse.extract.unruled.bands import Band, to_bands
from planparse.extract.unruled.missed import find_rest
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word
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


def test_a_space_within_titles_is_not_where_columns_meet(sheet: Sheet, tmp_path: Path) -> None:
    """Both titles have one at 290, over which the text of a row goes."""
    title, text = "Phát triển chính quyền số và kinh tế", "Xây dựng cổng dữ liệu mở của tỉnh ta"
    from_title, from_text = (
        end - sheet.canvas.stringWidth(words, "Regular", 11)
        for words, end in ((title, 289), (text, 297))
    )
    set_row(sheet, 260, HEADER, bold=True)
    for y, label, number in ((280, "I", "1"), (320, "II", "2")):
        sheet.text(50, y, label)
        sheet.text(from_title, y, title)
        sheet.text(292, y, "số của tỉnh")
        set_row(sheet, y + 20, [number, "", "Sở Y tế", "2024"])
        sheet.text(from_text, y + 20, text)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.kind, t.number, t.text, t.lead_text) for t in document.tasks] == [
        ("group", "I", f"{title} số của tỉnh", ""),
        ("task", "1", text, "Sở Y tế"),
        ("group", "II", f"{title} số của tỉnh", ""),
        ("task", "2", text, "Sở Y tế"),
    ]


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


def test_a_last_row_that_the_foot_of_the_page_cuts_is_of_the_table(
    sheet: Sheet, tmp_path: Path
) -> None:
    set_row(sheet, 660, HEADER, bold=True)
    set_row(sheet, 680, ["1", "Xây dựng cổng\ndữ liệu mở", "Sở Y tế", "2024"])
    set_row(sheet, 720, ["2", "Mở dữ liệu", "Sở Y tế", "2024"])
    for y in (646, 666, 700, 739):
        sheet.rule(48, y, 500, y)
    sheet.text(90, 753, "Đào tạo cán bộ, công chức,")
    set_row(sheet, 766, ["3", "viên chức của tỉnh theo", "Sở Nội vụ", "2025"])
    sheet.next_page()
    sheet.text(90, 60, "từng năm")
    set_row(sheet, 80, ["4", "Số hóa hồ sơ", "Sở Y tế", "2024"])
    for y in (66, 86):
        sheet.rule(48, y, 500, y)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text) for t in document.tasks] == [
        ("1", "Xây dựng cổng dữ liệu mở"),
        ("2", "Mở dữ liệu"),
        ("3", "Đào tạo cán bộ, công chức, viên chức của tỉnh theo từng năm"),
        ("4", "Số hóa hồ sơ"),
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


def test_a_plain_text_between_two_rules_is_the_title_of_rows(sheet: Sheet, tmp_path: Path) -> None:
    for y in (250, 270, 290, 310, 330, 350):
        sheet.rule(50, y, 555, y)
    set_row(sheet, 264, HEADER, bold=True)
    sheet.text(80, 284, "Hoạt động một: truyền thông về chuyển đổi số cho người dân")
    set_row(sheet, 304, ["1", "Tập huấn", "Sở Y tế", "2023"])
    sheet.text(80, 324, "Hoạt động hai: xây dựng cổng dữ liệu mở của tỉnh")
    set_row(sheet, 344, ["2", "Khảo sát", "Sở Nội vụ", "2023"])
    sheet.text(60, 370, "Văn bản này gửi các sở.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.kind, t.text) for t in document.tasks] == [
        ("group", "Hoạt động một: truyền thông về chuyển đổi số cho người dân"),
        ("task", "Tập huấn"),
        ("group", "Hoạt động hai: xây dựng cổng dữ liệu mở của tỉnh"),
        ("task", "Khảo sát"),
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


PAIRS = [("Nhiệm vụ", "Cơ quan chủ trì"), ("TT", "Nhiệm vụ"), ("TT", "Nội dung công việc")]
LONG = "Xây dựng nền tảng số dùng chung của tỉnh"


def set_pair(sheet: Sheet, heads: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    """Two headings in bold, and rows of two cells below them."""
    xs = (60, 90 if heads[0] == "TT" else 330)
    for row, cells in enumerate([heads, *rows]):
        for x, cell in zip(xs, cells, strict=True):
            sheet.text(x, 260 + 20 * row, cell, bold=row == 0)


@pytest.mark.parametrize("heads", PAIRS)
def test_a_table_of_two_headings_without_rules(
    heads: tuple[str, str], sheet: Sheet, tmp_path: Path
) -> None:
    rows = [(LONG, "Sở Nội vụ"), ("Đào tạo cán bộ", "Sở Y tế"), ("Mở dữ liệu", "Công an tỉnh")]
    if heads[0] == "TT":
        rows = [(str(number), text) for number, (text, _) in enumerate(rows, start=1)]
    set_pair(sheet, heads, rows)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    found = [table.cells for table in document.tables]
    found += [[task.text, task.lead_text or ""] for task in document.tasks]
    assert found == [list(row) for row in rows]
    assert "table_unseen" not in {issue.code for issue in document.issues}
    assert document.plan.unplaced_characters == 0


@pytest.mark.parametrize("heads", PAIRS)
def test_two_headings_above_what_may_be_no_rows_are_said(
    heads: tuple[str, str], sheet: Sheet, tmp_path: Path
) -> None:
    numbered = [("1", LONG), ("", "gồm cơ sở dữ liệu"), ("7", "Đào tạo cán bộ")]
    lines = [(LONG, "Sở Nội vụ"), ("gồm cơ sở dữ liệu", ""), ("và bản đồ số", ""), ("Mở", "Sở")]
    set_pair(sheet, heads, numbered if heads[0] == "TT" else lines)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert not [task for task in document.tasks if task.annex is not None]
    assert [(i.text, i.page) for i in document.issues if i.code == "table_unseen"] == [
        (" ".join(heads), 1)
    ]


def test_a_list_of_people_without_rules_is_a_table(sheet: Sheet, tmp_path: Path) -> None:
    people = [["1", "Trần Thị Bình", "Sở Nội vụ", ""], ["2", "Lê Văn An", "Sở Y tế", ""]]
    for row, cells in enumerate([["STT", "Họ và tên", "Đơn vị công tác", "Ghi chú"], *people]):
        set_row(sheet, 260 + 20 * row, cells, bold=row == 0)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [table.cells for table in document.tables] == people
    assert document.tasks == []


def test_headings_of_two_lines_in_bold_are_one_header(sheet: Sheet, tmp_path: Path) -> None:
    people = [[str(number), "Trần Thị Bình", "Sở Nội vụ", "Ủy viên"] for number in range(1, 10)]
    for row, cells in enumerate([["STT", "Họ và tên", "Đơn vị", "Nhiệm vụ"], ["", "", "Cũ", "Tổ"]]):
        set_row(sheet, 260 + 14 * row, cells, bold=True)
    for row, cells in enumerate(people):
        set_row(sheet, 300 + 20 * row, cells)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert document.tables[0].headings == ["STT", "Họ và tên", "Đơn vị Cũ", "Nhiệm vụ Tổ"]
    assert [table.cells for table in document.tables] == people


def test_the_title_of_a_section_close_above_a_header_is_none_of_it(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.text(60, 247, "II. NHIỆM VỤ CỤ THỂ", bold=True)
    set_row(sheet, 260, HEADER, bold=True)
    set_row(sheet, 280, ["1", "Xây dựng cổng\ndữ liệu mở", "Sở Y tế", "2024"])
    set_row(sheet, 313, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [section.heading for section in document.sections][-1] == "NHIỆM VỤ CỤ THỂ"
    assert [task.number for task in document.tasks] == ["1", "2"]


def test_a_heading_of_numbers_on_two_lines_begins_a_header(sheet: Sheet, tmp_path: Path) -> None:
    set_row(sheet, 260, ["T\nT", "Nhiệm vụ", "Đơn vị\nchủ trì", "Thời gian\nthực hiện"], bold=True)
    set_row(sheet, 300, ["1", "Mở dữ liệu", "Sở Y tế", "2024"])
    set_row(sheet, 320, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text, t.lead_text, t.timeline_text) for t in document.tasks] == [
        ("1", "Mở dữ liệu", "Sở Y tế", "2024"),
        ("2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"),
    ]


def test_the_rest_of_a_text_alone_on_the_next_page_is_of_its_row(
    sheet: Sheet, tmp_path: Path
) -> None:
    set_row(sheet, 740, HEADER, bold=True)
    set_row(sheet, 760, ["1", "Mở dữ liệu", "Sở Y tế", "2024"])
    set_row(sheet, 780, ["2", "Đào tạo cán bộ, công\nchức, viên chức theo", "Sở Nội vụ", "2025"])
    sheet.next_page()
    sheet.text(90, 60, "từng năm")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.number, t.text) for t in document.tasks] == [
        ("1", "Mở dữ liệu"),
        ("2", "Đào tạo cán bộ, công chức, viên chức theo từng năm"),
    ]


def test_columns_below_no_known_headings_are_said(sheet: Sheet, tmp_path: Path) -> None:
    for row in range(7):
        set_row(sheet, 260 + 20 * row, ["", f"Trần Văn Ba {row}", "Phó Giám đốc", "Sở Y tế"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(i.text, i.page) for i in document.issues if i.code == "table_unseen"] == [
        ("Trần Văn Ba 0 Phó Giám đốc Sở Y tế", 1)
    ]


def test_headings_side_by_side_in_one_cell_are_said(sheet: Sheet, tmp_path: Path) -> None:
    for x in (60, 90, 500):
        sheet.rule(x, 250, x, 400)
    for y in (250, 400):
        sheet.rule(60, y, 500, y)
    set_row(sheet, 262, ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"])
    for row in range(3):
        set_row(sheet, 300 + 30 * row, [str(row + 1), "Mở dữ liệu", "Sở Y tế", "Quý II"])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(i.text, i.page) for i in document.issues if i.code == "table_unseen"] == [
        ("Nhiệm vụ Chủ trì Thời gian", 1)
    ]


def test_a_list_and_its_labels_are_no_columns(sheet: Sheet, tmp_path: Path) -> None:
    for row in range(7):
        sheet.text(60, 260 + 20 * row, f"{row + 1}.")
        sheet.text(90, 260 + 20 * row, "Sở Y tế báo cáo kết quả thực hiện.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert "table_unseen" not in {issue.code for issue in document.issues}


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


def test_what_may_be_the_rest_of_a_table_is_told(knowledge: Knowledge) -> None:
    """Lines in pieces, at the top of the page behind one; not lines of text, nor conclusions."""
    lines = ["sát, điều hành", "UBND tỉnh", "các xã"]
    told = list(find_rest(2, [bands_of(lines, y) for y in range(60, 160, 13)], knowledge))

    assert [(f.code, f.place and f.place.page, "may go on" in f.message) for f in told] == [
        ("table_unseen", 2, True)
    ]
    for other in (
        ["Các cơ quan thực hiện Kế hoạch"],
        ["Nơi nhận:", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ):
        assert not list(find_rest(2, [bands_of(other, y) for y in range(60, 160, 13)], knowledge))


def bands_of(pieces: list[str], y: float) -> Band:
    words = [
        Word(text, Box(60 + 100 * n, y, 140 + 100 * n, y + 11), y + 9, 11, False, False, 2, n)
        for n, text in enumerate(pieces)
    ]
    (band,) = to_bands(words)
    return band


def test_text_on_the_page_behind_a_table_is_no_rest_of_it(sheet: Sheet, tmp_path: Path) -> None:
    set_row(sheet, 700, HEADER, bold=True)
    set_row(sheet, 720, ["1", "Xây dựng cổng", "Sở Y tế", "2024"])
    set_row(sheet, 740, ["2", "Mở dữ liệu", "Sở Y tế", "2024"])
    sheet.next_page()
    for line in range(8):
        sheet.text(60, 60 + 13 * line, "Các cơ quan, đơn vị thực hiện Kế hoạch này theo quy định")

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [t.number for t in document.tasks] == ["1", "2"]
    assert "table_unseen" not in {issue.code for issue in document.issues}


@pytest.mark.parametrize("part", ["III. TỔ CHỨC THỰC HIỆN", "VI. TỔ CHỨC THỰC HIỆN"])
def test_the_next_part_of_the_body_ends_a_table(sheet: Sheet, part: str, tmp_path: Path) -> None:
    """One that does not go on with the part above may be a title of rows."""
    sheet.text(60, 240, "II. NHIỆM VỤ", bold=True)
    set_row(sheet, 260, HEADER, bold=True)
    set_row(sheet, 285, ["1", "Xây dựng cổng", "Sở Y tế", "2024"])
    set_row(sheet, 310, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    sheet.text(60, 335, part, bold=True)
    sheet.text(60, 355, "1. Sở Nội vụ theo dõi.")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    ended = part.startswith("III")
    assert len(document.tasks) == (2 if ended else 4)
    assert [s.path for s in document.sections] == ["I", "II"] + ["III", "III.1"] * ended


def test_groups_count_on_in_the_column_of_numbers_and_a_last_row_ends_at_its_rule(
    sheet: Sheet, tmp_path: Path
) -> None:
    """ "II" stands below "I" of the table, whose last row goes on alone above its rule."""
    sheet.text(60, 620, "I. NHIỆM VỤ", bold=True)
    set_row(sheet, 640, HEADER, bold=True)
    set_row(sheet, 660, ["I", "DỮ LIỆU", "", ""])
    set_row(sheet, 680, ["1", "Mở dữ liệu của các sở", "Sở Y tế", "2024"])
    set_row(sheet, 700, ["II", "NHÂN LỰC", "", ""])
    set_row(sheet, 720, ["2", "Đào tạo cán bộ", "Sở Nội vụ", "2025"])
    set_row(sheet, 740, ["3", "Đào tạo cán bộ, công", "Sở Nội vụ", "2025"])
    for y in (626, 646, 666, 686, 706, 726):
        sheet.rule(48, y, 500, y)
    sheet.next_page()
    sheet.text(90, 60, "chức từng năm")
    sheet.rule(48, 66, 500, 66)
    sheet.text(60, 100, "II. TỔ CHỨC THỰC HIỆN", bold=True)
    sheet.text(
        60, 120, "1. Các cơ quan, đơn vị thực hiện Kế hoạch này theo quy định của pháp luật."
    )
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(t.kind, t.number, t.text) for t in document.tasks] == [
        ("group", "I", "DỮ LIỆU"),
        ("task", "1", "Mở dữ liệu của các sở"),
        ("group", "II", "NHÂN LỰC"),
        ("task", "2", "Đào tạo cán bộ"),
        ("task", "3", "Đào tạo cán bộ, công chức từng năm"),
    ]
    assert [s.heading for s in document.sections][-2:] == ["TỔ CHỨC THỰC HIỆN", None]


def test_a_body_in_two_columns_is_said(sheet: Sheet, tmp_path: Path) -> None:
    """The columns are set apart by themselves: their lines stand at heights of their own."""
    for row in range(9):
        sheet.text(60, 250 + 14 * row, f"Dòng thứ {row} của cột bên trái rất dài")
        sheet.text(310, 255 + 14.5 * row, f"dòng thứ {row} của cột bên phải rất dài")
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    [issue] = [issue for issue in document.issues if issue.code == "table_unseen"]
    assert (issue.text, issue.page) == ("Dòng thứ 0 của cột bên trái rất dài", 1)
