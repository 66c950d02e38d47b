"""Sheets as offices print them: on their side, with a head, a stamp, notes and columns of money."""

from pathlib import Path

import pytest

import planparse
from drawing import A4, Sheet
from planparse.schema.records import PlanDocument

XS = [60, 90, 270, 370, 460, 550]
HEADS = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
WIDE = (A4[1], A4[0])


def read(sheet: Sheet, folder: Path) -> PlanDocument:
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def tasks_of(document: PlanDocument) -> list[tuple[str | None, str, str | None]]:
    return [(task.number, task.text, task.lead_text) for task in document.tasks]


@pytest.mark.parametrize("header", [True, False], ids=["header again", "no header"])
def test_a_table_goes_on_over_a_sheet_of_another_width(tmp_path: Path, header: bool) -> None:
    """The columns stand elsewhere on the sheet that lies on its side, and where they were before on
    the one after it."""
    sheet = Sheet()
    sheet.head()
    rows = [[str(n), f"Việc thứ {n}", "Sở Y tế", "Sở Nội vụ", "Quý I"] for n in range(1, 7)]
    sheet.table(XS, [300, 320, 340, 360], [HEADS, *rows[:2]])
    sheet.next_page(WIDE)
    top = [HEADS] if header else []
    xs = [50, 80, 420, 560, 690, 790]
    sheet.table(xs, [60, 80, 100, 120][: len(top) + 3], [*top, *rows[2:4]], bold_rows=len(top))
    sheet.next_page(A4)
    sheet.table(XS, [60, 80, 100], rows[4:], bold_rows=0)

    document = read(sheet, tmp_path)

    assert tasks_of(document) == [(str(n), f"Việc thứ {n}", "Sở Y tế") for n in range(1, 7)]
    assert {task.timeline_text for task in document.tasks} == {"Quý I"}
    assert document.tables == []


def test_other_columns_on_a_sheet_of_another_width_are_another_table(tmp_path: Path) -> None:
    """As many columns do not make it the same table where the numbers begin anew."""
    sheet = Sheet()
    sheet.head()
    rows = [[str(n), f"Việc thứ {n}", "Sở Y tế", "Sở Nội vụ", "Quý I"] for n in (1, 2)]
    sheet.table(XS, [300, 320, 340, 360], [HEADS, *rows])
    sheet.next_page(WIDE)
    prices = [["1", "Máy in", "05", "3.000.000", "15.000.000"]]
    sheet.table([50, 80, 420, 560, 690, 790], [60, 80], prices, bold_rows=0)

    document = read(sheet, tmp_path)

    assert [task.text for task in document.tasks] == ["Việc thứ 1", "Việc thứ 2"]
    assert [row.cells[1] for row in document.tables] == ["Máy in"]


def test_head_and_foot_of_two_pages(tmp_path: Path) -> None:
    """What stands on both is no part of the conclusions; the second page lies on its side."""
    sheet = Sheet()
    sheet.head()
    sheet.text(80, 200, "Các sở, ngành thực hiện kế hoạch này./.")
    sheet.text(80, 240, "Nơi nhận:", bold=True)
    sheet.text(80, 256, "- Lưu: VT.", size=9)
    sheet.text(360, 240, "CHỦ TỊCH", bold=True)
    sheet.text(350, 300, "Nguyễn Văn Ba", bold=True)
    for height in (A4[1], A4[0]):
        sheet.text(60, 25, "Kế hoạch số 12/KH-UBND", size=9)
        sheet.text(60, height - 20, "tiengiang.gov.vn", size=9)
        if height == A4[1]:
            sheet.next_page(WIDE)
    sheet.text(400, 60, "PHỤ LỤC", bold=True)
    row = ["1", "Khám sức khỏe", "Sở Y tế", "Sở Nội vụ", "Quý I"]
    sheet.table(XS, [100, 120, 140], [HEADS, row])

    document = read(sheet, tmp_path)

    assert document.plan.signer_name == "Nguyễn Văn Ba"
    assert document.plan.recipients == ["- Lưu: VT."]
    heads = [one.text for one in document.removed if one.kind == "running_head"]
    assert sorted(heads) == ["Kế hoạch số 12/KH-UBND"] * 2 + ["tiengiang.gov.vn"] * 2
    assert tasks_of(document) == [("1", "Khám sức khỏe", "Sở Y tế")]


def test_a_stamp_whose_lines_are_too_long_for_it(tmp_path: Path) -> None:
    """The rest of the time of signing is not the name of who signs; text in the type of the page
    that begins at the edge of the stamp is text."""
    sheet = Sheet()
    sheet.head()
    sheet.text(80, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(80, 216, "Bảo đảm an toàn thông tin.")
    sheet.text(360, 240, "CHỦ TỊCH", bold=True)
    sheet.text(350, 300, "Nguyễn Văn Ba", bold=True)
    lines = ["Ký bởi: ỦY BAN NHÂN DÂN", "TỈNH TIỀN GIANG", "Thời gian ký: 05.01.2023", "+07:00"]
    for index, line in enumerate(lines):
        sheet.text(80, 330 + 9 * index, line, size=7)

    document = read(sheet, tmp_path)

    assert document.plan.signer_name == "Nguyễn Văn Ba"
    stamp = [one.text for one in document.removed if one.kind == "signature_stamp"]
    assert stamp == lines
    assert [section.text for section in document.sections] == ["Bảo đảm an toàn thông tin."]


def test_a_mark_set_as_browsers_set_it(tmp_path: Path) -> None:
    """Five sixths of the size of the text: the mark stands behind its word, not before all."""
    sheet = Sheet()
    sheet.head()
    cells = [HEADS, ["1", "", "Sở Y tế", "Sở Nội vụ", "Quý I"]]
    sheet.table(XS, [300, 320, 350], cells)
    sheet.text(93, 335, "Cấp 50 m", size=12)
    width = sheet.canvas.stringWidth("Cấp 50 m", "Regular", 12)
    sheet.text(93 + width, 331, "2", size=10)

    document = read(sheet, tmp_path)

    assert [task.text for task in document.tasks] == ["Cấp 50 m2"]


def test_columns_of_money(tmp_path: Path) -> None:
    """A sum of columns stands in the row of column numbers; a group with sums of its own stands
    beside another one, and the numbers of tasks run on over it."""
    sheet = Sheet()
    sheet.head()
    cells = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Ngân sách tỉnh", "Ngân sách xã"],
        ["1", "2", "3", "4=5+6", "5"],
        ["", "TỔNG CỘNG", "", "60", "6"],
        ["I", "Đào tạo", "", "30", "3"],
        ["1", "Mở lớp", "Sở Y tế", "20", "2"],
        ["2", "In tài liệu", "Sở Y tế", "10", "1"],
        ["II", "Đầu tư", "", "30", "3"],
        ["3", "Mua máy", "Sở Y tế", "30", "3"],
    ]
    sheet.table(XS, [300 + 20 * n for n in range(9)], cells)

    document = read(sheet, tmp_path)

    assert [(task.kind, task.number, task.text) for task in document.tasks] == [
        ("group", None, "TỔNG CỘNG"),
        ("group", "I", "Đào tạo"),
        ("task", "1", "Mở lớp"),
        ("task", "2", "In tài liệu"),
        ("group", "II", "Đầu tư"),
        ("task", "3", "Mua máy"),
    ]
    assert [task.section_path for task in document.tasks[2:]] == [["I"], ["I"], [], ["II"]]
    assert document.issues == []


def test_a_task_beside_a_group_stays_a_task(tmp_path: Path) -> None:
    """Below it the numbers begin neither anew nor go on."""
    sheet = Sheet()
    sheet.head()
    cells = [
        HEADS,
        ["I", "Đào tạo", "", "", ""],
        ["1", "Mở lớp", "Sở Y tế", "Sở Nội vụ", "Quý I"],
        ["II", "Đầu tư", "Sở Tài chính", "Sở Nội vụ", "Quý II"],
        ["III", "Tổng kết", "Sở Nội vụ", "Sở Y tế", "Quý IV"],
    ]
    sheet.table(XS, [300 + 20 * n for n in range(6)], cells)

    kinds = [task.kind for task in read(sheet, tmp_path).tasks]

    assert kinds == ["group", "task", "task", "task"]


def test_numbers_below_a_merged_first_column(tmp_path: Path) -> None:
    """2.1 comes after 1.2 where the aim that both are numbered after has no number of its own."""
    sheet = Sheet()
    sheet.head()
    cells = [
        ["TT", "Hoạt động", "Chủ trì", "Phối hợp", "Thời gian"],
        *([n, f"Việc {n}", "Sở Y tế", "", "Quý I"] for n in ("1.1", "1.2", "2.1", "2.2", "3.2")),
    ]
    sheet.table(XS, [300 + 20 * n for n in range(7)], cells)

    issues = read(sheet, tmp_path).issues

    assert [(issue.code, issue.text) for issue in issues] == [("number_order", "3.2")]


def test_who_submits_leads_where_nobody_else_does(tmp_path: Path) -> None:
    """A programme of meetings; the paragraph below its title ends far from the right edge."""
    sheet = Sheet()
    sheet.head()
    sheet.text(150, 180, "Ủy ban nhân dân tỉnh ban hành Chương trình công tác như sau:")
    cells = [
        ["TT", "Nội dung", "Cơ quan trình", "Cơ quan thẩm tra", "Ghi chú"],
        ["1", "Giao biên chế", "Sở Nội vụ", "Ban Pháp chế", ""],
    ]
    sheet.table(XS, [300, 320, 340], cells)

    document = read(sheet, tmp_path)

    assert document.plan.title == "Chuyển đổi số năm 2023 của tỉnh"
    assert tasks_of(document) == [("1", "Giao biên chế", "Sở Nội vụ")]
    assert document.tasks[0].extra == {"Cơ quan thẩm tra": "Ban Pháp chế", "Ghi chú": ""}


def test_a_heading_where_all_paragraphs_are_indented(tmp_path: Path) -> None:
    """The line above fills the page and no line shows where the text begins: bold parts them."""
    sheet = Sheet()
    sheet.head()
    act = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020"
    sheet.text(80, 200, f"Căn cứ {act} của Chính phủ về công tác văn thư, lưu trữ;")
    sheet.text(80, 218, "I. MỤC TIÊU", bold=True)
    sheet.text(80, 236, "Bảo đảm an toàn thông tin.")
    sheet.text(80, 254, "II. YÊU CẦU", bold=True)
    sheet.text(80, 272, "Thực hiện đúng quy định.")

    document = read(sheet, tmp_path)

    assert [(s.path, s.text) for s in document.sections] == [
        ("I", "Bảo đảm an toàn thông tin."),
        ("II", "Thực hiện đúng quy định."),
    ]


def test_lines_of_cells_set_to_whole_pixels(tmp_path: Path) -> None:
    """Without rules between rows: lines of a cell stand 14 or 15 points apart, rows far more."""
    sheet = Sheet()
    sheet.head()
    for x, heading in zip(XS, HEADS, strict=False):
        sheet.text(x + 3, 300, heading, bold=True)
    sheet.rule(XS[0], 306, XS[-1], 306)
    tall = ["Xây dựng cơ sở dữ liệu", "ngành y tế, kết nối", "với trục liên thông"]
    for top, number in ((320, "1"), (385, "2"), (450, "3")):
        for x, text in zip(XS, [number, "", "Sở Y tế", "Sở Nội vụ", "Quý I"], strict=False):
            sheet.text(x + 3, top, text)
        for step, text in zip((0, 13.2, 27.2), tall, strict=True):
            sheet.text(XS[1] + 3, top + step, text)
        sheet.text(XS[2] + 3, top + 13.2, "tỉnh")
    sheet.rule(XS[0], 495, XS[-1], 495)

    document = read(sheet, tmp_path)

    assert tasks_of(document) == [(n, " ".join(tall), "Sở Y tế tỉnh") for n in ("1", "2", "3")]


LEFT, RIGHT = ["TT", "Nhiệm vụ", "Chủ trì"], ["Thời gian", "Sản phẩm"]
MIDDLE = ["Phối hợp", "Kinh phí"]
# Rows of a spreadsheet, two on a sheet, where they stand, and how high they are.
SHEET_ROWS = [[str(n), f"Việc thứ {n}", "Sở Y tế", f"Quý {n}", f"Báo cáo {n}"] for n in range(1, 5)]
SHEET_YS = [60, 80, 120, 145]
# The columns of two and of three sheets side by side: headings, cells of a row, and rules.
TWO = [(LEFT, [0, 1, 2], [50, 80, 400, 540]), (RIGHT, [3, 4], [50, 200, 330])]
THREE = [TWO[0], (MIDDLE, [2, 0], [60, 300, 420]), TWO[1]]


def spreadsheet(order: str, heads: bool = True, height: int = 40, wide: int = 2) -> Sheet:
    """Four rows over sheets, `wide` of them side by side: columns "down" then over, or "over" then
    down; the second row of sheets has `heads` again or not, and `height` is that of the first row
    on all sheets but the left ones."""
    sheet = Sheet()
    sheet.head()
    sides = range(wide)
    down = [(side, half) for side in sides for half in (0, 1)]
    over = [(side, half) for half in (0, 1) for side in sides]
    for side, half in down if order == "down" else over:
        sheet.next_page()
        headings, taken, xs = (TWO if wide == 2 else THREE)[side]
        top = [headings] if heads or half == 0 else []
        rows = SHEET_ROWS[2 * half : 2 * half + 2]
        cells = [*top, *([row[i] for i in taken] for row in rows)]
        ys = [*SHEET_YS[:2], SHEET_YS[1] + (height if side else 40), 145]
        sheet.table(xs, ys if top else ys[1:], cells, bold_rows=len(top))
    return sheet


@pytest.mark.parametrize("order", ["down", "over"])
@pytest.mark.parametrize("heads", [True, False], ids=["heads", "no heads"])
def test_columns_on_sheets_of_their_own(tmp_path: Path, order: str, heads: bool) -> None:
    """A spreadsheet too wide for its paper: the rest of each row is on another sheet."""
    document = read(spreadsheet(order, heads), tmp_path)

    found = [
        [t.number, t.text, t.lead_text, t.timeline_text, t.deliverable_text] for t in document.tasks
    ]
    assert found == SHEET_ROWS
    assert (document.tables, document.plan.unplaced_characters) == ([], 0)


def test_a_spreadsheet_three_sheets_wide(tmp_path: Path) -> None:
    """First over, then down: each sheet repeats the number and the name, and the first ones as much
    of the title as they have room for."""
    sheet = Sheet()
    sheet.head()
    own = [LEFT[2:], RIGHT[:1], RIGHT[1:]]
    for rows in (SHEET_ROWS[:2], SHEET_ROWS[2:]):
        for place, heads in enumerate(own):
            sheet.next_page()
            if rows[0] is SHEET_ROWS[0]:
                sheet.text(60, 40, "DANH MỤC NHIỆM VỤ NĂM 2023" if not place else "DANH MỤC NHI")
            cells = [[*LEFT[:2], *heads], *([*row[:2], row[place + 2]] for row in rows)]
            sheet.table([50, 80, 400, 540], SHEET_YS, cells, bold_rows=1)

    document = read(sheet, tmp_path)

    assert [
        [t.number, t.text, t.lead_text, t.timeline_text, t.deliverable_text] for t in document.tasks
    ] == SHEET_ROWS
    assert document.plan.unplaced_characters == 0


@pytest.mark.parametrize(
    "texts", [["Việc 1", "Việc 2"], ["Việc 1", "Việc 3"]], ids=["same", "other"]
)
def test_columns_printed_again_beside_those_of_a_sheet(tmp_path: Path, texts: list[str]) -> None:
    """A spreadsheet repeats the first columns to say which rows they are; other rows are others."""
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    first = [["1", "Việc 1", "Sở Y tế"], ["2", "Việc 2", "Sở Nội vụ"]]
    sheet.table([50, 80, 400, 540], SHEET_YS, [LEFT, *first])
    sheet.next_page()
    rest = [[str(n), text, f"Quý {n}", "Báo cáo"] for n, text in enumerate(texts, 1)]
    sheet.table([50, 80, 400, 470, 540], SHEET_YS, [[*LEFT[:2], *RIGHT], *rest])

    document = read(sheet, tmp_path)

    found = [(t.text, t.lead_text, t.timeline_text) for t in document.tasks]
    again = [one.text for one in document.removed if one.kind == "repeated_column"]
    if texts[1] == "Việc 2":
        assert found == [("Việc 1", "Sở Y tế", "Quý 1"), ("Việc 2", "Sở Nội vụ", "Quý 2")]
        assert again == ["1", "Việc 1", "2", "Việc 2"]
    else:
        assert (len(found), again) == (4, [])
    assert document.plan.unplaced_characters == 0


def test_a_table_of_other_rows_is_not_put_beside(tmp_path: Path) -> None:
    """Rows of other heights are other rows, whatever their columns say."""
    document = read(spreadsheet("down", height=30), tmp_path)

    assert [task.timeline_text for task in document.tasks] == [None] * 4
    assert [row.cells for row in document.tables] == [row[3:] for row in SHEET_ROWS]


def test_columns_on_three_sheets(tmp_path: Path) -> None:
    document = read(spreadsheet("down", wide=3), tmp_path)

    found = [
        [t.number, t.text, t.lead_text, t.timeline_text, t.deliverable_text] for t in document.tasks
    ]
    assert found == SHEET_ROWS
    assert [t.coordinating_text for t in document.tasks] == ["Sở Y tế"] * 4
    assert [t.extra for t in document.tasks] == [{"Kinh phí": str(n)} for n in range(1, 5)]
    assert (document.tables, document.plan.unplaced_characters) == ([], 0)


@pytest.mark.parametrize(
    ("order", "wide", "pages"),
    [
        ("down", 2, [[2, 4], [2, 4], [3, 5], [3, 5]]),
        ("over", 2, [[2, 3], [2, 3], [4, 5], [4, 5]]),
        ("down", 3, [[2, 4, 6], [2, 4, 6], [3, 5, 7], [3, 5, 7]]),
    ],
)
def test_a_row_has_the_places_of_all_its_sheets(
    tmp_path: Path, order: str, wide: int, pages: list[list[int]]
) -> None:
    """Whoever checks a cell finds the page and the box where it is printed."""
    document = read(spreadsheet(order, wide=wide), tmp_path)
    tasks = document.tasks

    assert [[region.page for region in task.regions] for task in tasks] == pages
    assert [[task.page_first, task.page_last] for task in tasks] == [[p[0], p[-1]] for p in pages]
    assert [(task.rejoined, task.join_reasons) for task in tasks] == [(True, ["level_sheets"])] * 4
    [table] = document.annex_tables
    assert (table.page_first, table.page_last) == (2, 1 + 2 * wide)
    last = tasks[0].regions[-1]
    assert [round(x) for x in (last.x0, last.top, last.x1, last.bottom)] == [50, 80, 330, 120]


def test_a_row_over_a_break_and_two_sheets(tmp_path: Path) -> None:
    """It stands on four pages; the reasons say both why its lines and why its columns are one."""
    sheet = Sheet()
    sheet.head()
    tall = ["2", "Xây dựng cơ sở dữ liệu và", "Sở Y tế", "Quý II", "Báo cáo về"]
    rest = ["", "kết nối", "", "", "kết quả"]
    for headings, taken, xs in TWO:
        for rows in ([headings, SHEET_ROWS[0], tall], [headings, rest, SHEET_ROWS[2]]):
            sheet.next_page()
            cells = [rows[0], *([row[i] for i in taken] for row in rows[1:])]
            sheet.table(xs, SHEET_YS, cells)

    row = read(sheet, tmp_path).tasks[1]

    assert (row.text, row.deliverable_text) == (f"{tall[1]} kết nối", "Báo cáo về kết quả")
    assert [region.page for region in row.regions] == [2, 3, 4, 5]
    assert row.join_reasons[-1] == "level_sheets"
    assert "unfinished_text" in row.join_reasons


def test_the_code_of_a_task_is_not_its_text(tmp_path: Path) -> None:
    """The number beside it says which row it is, the name what is to be done."""
    sheet = Sheet()
    sheet.head()
    cells = [
        ["STT", "Mã nhiệm vụ", "Tên nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "NV01", "Mở lớp", "Sở Y tế", "Quý I"],
    ]
    sheet.table([60, 90, 180, 370, 460, 550], [300, 320, 340], cells)

    tasks = read(sheet, tmp_path).tasks

    assert [(task.text, task.extra) for task in tasks] == [("Mở lớp", {"Mã nhiệm vụ": "NV01"})]


def test_a_merged_cell_of_which_one_row_stands_above_the_break(tmp_path: Path) -> None:
    """The empty cell over several rows below is the rest of it, for the column is always filled."""
    sheet = Sheet()
    sheet.head()
    groups = [("Sở Y tế", 3), ("Sở Nội vụ", 1)]
    ys = [300 + 20 * n for n in range(6)]
    rows, numbers = [HEADS], iter(range(1, 9))
    for lead, count in groups:
        rows += [[str(next(numbers)), "Việc", lead if not k else "", "", ""] for k in range(count)]
    inside = [(XS[2], y, XS[3], y) for y in ys[2:4]]
    sheet.table(XS, ys, rows, gone=inside)
    sheet.next_page()
    below = [60, 80, 100, 120]
    rest = [[str(next(numbers)), "Việc", "", "", ""] for _ in range(3)]
    sheet.table(XS, below, rest, bold_rows=0, gone=[(XS[2], y, XS[3], y) for y in below[1:3]])

    document = read(sheet, tmp_path)

    tasks = document.tasks
    assert [task.lead_text for task in tasks] == ["Sở Y tế"] * 3 + ["Sở Nội vụ"] * 4
    assert [task.inherited for task in tasks[4:]] == [["lead_text"]] * 3
    assert doubtful_merges(document) == [(tasks[4].task_id, "Sở Nội vụ")]


def doubtful_merges(document: PlanDocument) -> list[tuple[str | None, str | None]]:
    return [(i.task_id, i.text) for i in document.issues if i.code == "doubtful_merge"]


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "single"])
def test_a_merged_cell_of_which_one_row_stands_below_the_break(
    tmp_path: Path, merged: bool
) -> None:
    """An empty cell below one over several rows is its rest; below a single one it stays empty, but
    is doubted as all others are filled."""
    sheet = Sheet()
    sheet.head()
    ys = [300 + 20 * n for n in range(8)]
    leads = [*["Sở Y tế", "Sở Nội vụ"] * 2, "Sở Tài chính", "" if merged else "Sở Xây dựng"]
    rows = [HEADS, *([str(n), "Việc", lead, "", ""] for n, lead in enumerate(leads, 1))]
    sheet.table(XS, ys, rows, gone=[(XS[2], ys[6], XS[3], ys[6])] if merged else [])
    sheet.next_page()
    sheet.table(XS, [60, 80], [["7", "Việc", "", "", ""]], bold_rows=0)

    document = read(sheet, tmp_path)

    tasks = document.tasks
    expected = ["Sở Tài chính", "Sở Tài chính"] if merged else ["Sở Xây dựng", ""]
    assert [task.lead_text for task in tasks[5:]] == expected
    taken = "Sở Tài chính" if merged else None
    assert doubtful_merges(document) == [(tasks[6].task_id, taken)]
