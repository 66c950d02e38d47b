"""Rows of dumps that are doubted: for what stands in their cells, and beside other rows."""

from dataclasses import replace

import pytest

from planparse.extract.dumps.doubts import (
    doubt_bare,
    doubt_begun,
    doubt_end,
    doubt_joined,
    doubt_lacking,
    doubt_rows,
    doubt_shared,
    doubt_shifted,
)
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.unlikely import is_unlikely
from test_dump_rows import grid_rows_of
from test_dump_tables import row_of
from test_dumps import KNOWLEDGE, lines_of


def doubts(rows: list[TextRow]) -> list[bool]:
    return [row.doubtful for row in rows]


def test_a_row_of_a_text_alone_is_doubted_where_others_have_more() -> None:
    rows = [row_of("Xây dựng", "Sở Y tế"), row_of("Hạ tầng số", ""), row_of("Đào tạo", "Sở Y tế")]
    title = [rows[0], replace(rows[1], is_title=True), rows[2]]

    assert doubts(list(doubt_bare(rows, ("task", "lead")))) == [False, True, False]
    assert doubts(list(doubt_bare(title, ("task", "lead")))) == [False] * 3
    assert doubts(list(doubt_bare([rows[1]] * 3, ("task", "lead")))) == [False] * 3


@pytest.mark.parametrize("text", ["dữ liệu số", "- Dữ liệu số"])
def test_a_row_that_begins_inside_a_text_and_the_one_above_it_are_doubted(text: str) -> None:
    rows = [row_of("Xây dựng", "Sở Y tế")] * 4
    inner = row_of(text, "Sở Y tế")

    assert doubts(list(doubt_begun([*rows, inner], ("task", "lead")))) == [False] * 3 + [True] * 2
    assert not any(doubts(list(doubt_begun([*rows, *[inner] * 4], ("task", "lead")))))


def test_a_row_of_a_number_alone_and_the_one_above_it_are_doubted() -> None:
    rows = [row_of("Xây dựng", "Sở Y tế"), row_of("Hạ tầng số", ""), row_of("Đào tạo", "")]
    bare = replace(rows[-1], pieces=tuple(replace(p, words=(), texts=()) for p in rows[-1].pieces))

    assert doubts(list(doubt_begun([*rows[:-1], bare], ("task", "lead")))) == [False, True, True]
    assert doubts(list(doubt_begun(rows, ("task", "lead")))) == [False] * 3


def test_the_one_row_that_lacks_what_every_other_has_is_doubted() -> None:
    kinds = ("task", "timeline", "deliverable")
    full = row_of("Xây dựng", "Quý I", "Báo cáo")
    lacking = row_of("Kiểm tra", "", "02 đợt/ năm 02 cuộc")

    assert doubts(list(doubt_lacking([full, full, full, lacking], kinds)))[-1]
    assert not any(doubts(list(doubt_lacking([full, lacking, lacking, full], kinds))))


def test_a_last_row_that_ends_as_the_text_below_may_is_doubted() -> None:
    ending = row_of("Giám sát", "02 cuộc Ban Chỉ đạo theo dõi việc thực hiện.")
    other = row_of("Xây dựng", "01 báo cáo")

    assert doubts(list(doubt_end([other, ending]))) == [False, True]
    assert doubts(list(doubt_end([ending, ending]))) == [False, False]


def test_a_cell_that_is_two_cells_of_other_rows_is_doubted() -> None:
    kinds = ("task", "deliverable", "note")
    rows = [row_of("Xây dựng", "Báo cáo", ""), row_of("Đào tạo", "Lớp học", "Theo dõi")]
    joined = row_of("Nâng cấp", "Báo cáo Theo dõi", "")
    other = row_of("Nâng cấp", "Báo cáo Rà soát", "")

    assert doubts(list(doubt_joined([*rows, joined], kinds))) == [False, False, True]
    assert doubts(list(doubt_joined([*rows, other], kinds))) == [False] * 3


def test_a_row_with_some_of_the_figures_that_others_have_is_doubted() -> None:
    kinds = ("indicator", "result", "year", "comparison")
    rows = [row_of("Thu ngân sách", "24", "26", "109"), row_of("Che phủ rừng", "47", "48", "")]

    assert doubts(list(doubt_shifted(rows, kinds))) == [False, True]
    assert doubts(list(doubt_shifted(rows, ("indicator", "year", "year", "year")))) == [False] * 2


@pytest.mark.parametrize(
    ("text", "lead", "doubted"),
    [
        ("Xây dựng", "Sở Tài chính toàn, an ninh mạng kỹ năng số", True),
        ("Xây dựng", "Các đơn vị cung cấp dịch vụ an toàn thông tin trong nước", False),
        ("Xây dựng nền tảng. hội", "Sở Y tế", True),
        ("Xây dựng nền tảng. Hội", "Sở Y tế", False),
        ("Đào tạo tp. mới", "Sở Y tế", False),
    ],
)
def test_what_goes_on_behind_a_name_or_a_full_stop_is_doubted(
    text: str, lead: str, doubted: bool
) -> None:
    row = row_of(text, lead)

    assert doubts(list(doubt_rows([row], ("task", "lead"), KNOWLEDGE))) == [doubted]


def test_who_is_named_once_above_items_may_lead_or_coordinate() -> None:
    starts = find_row_starts(lines_of("1 Làm sạch dữ liệu\na) Thuế\nb) Đất đai\n"), 1, KNOWLEDGE)
    cells = [("Làm sạch dữ liệu", "Sở Y tế", ""), ("Thuế", "Sở Y tế", ""), ("Đất đai", "", "")]
    rows = [replace(row_of(*c), start=s) for c, s in zip(cells, starts, strict=True)]

    assert doubts(list(doubt_shared(rows, ("task", "lead", "coordinating")))) == [
        True, False, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "doubted"),
    [("NSTW NSĐP NSTW NSĐP", True), ("XÃ HỌÎ SỐ", True), ("XÃ HỘI SỐ", False)],
)
def test_a_title_that_names_columns_or_has_a_strange_letter_is_doubted(
    title: str, doubted: bool
) -> None:
    row = replace(row_of(title, ""), is_title=True)

    assert doubts(list(doubt_rows([row], ("task", "lead"), KNOWLEDGE))) == [doubted]


@pytest.mark.parametrize(
    ("kinds", "cells", "doubted"),
    [
        (("task", "legal_basis", "deliverable"), ("Xây dựng", "Quyết định của UBND", ""), True),
        (("task", "legal_basis", "deliverable"), ("Xây dựng", "Quyết định số 5", ""), False),
        (("task", "legal_basis"), ("Xây dựng", "Luật Giao dịch điện tử"), False),
        (("indicator", "year", "year"), ("Xếp hạng", "Nhóm 25 Top", "20"), True),
        (("indicator", "year", "year"), ("Xếp hạng", "Nhóm 25", "Top 20"), False),
        (("indicator", "year"), ("Thu nhập bình quân đầu người Triệu đồng/năm", "70"), True),
        (("indicator", "year"), ("Thu nhập bình quân đầu người", "70 triệu đồng"), False),
        (("task", "year", "year"), ("Xây dựng", "100% an toàn,", "01 mô hình"), True),
        (("task", "lead", None), ("Xây dựng", "Văn phòng UBND tỉnh Theo dõi", ""), True),
        (("task", "lead", None), ("Xây dựng", "Văn phòng UBND tỉnh", "Theo dõi"), False),
        (("task", "legal_basis", None), ("Xây dựng", "Kế hoạch ngày 17/6/2022 Theo dõi", ""), True),
        (("task", "legal_basis", None), ("Xây dựng", "QĐ ngày 1/6/2022 Quyết định 5", ""), False),
        (("task", "lead"), ("Xây dựng kho dữ liệu Công an tỉnh", ""), True),
        (("task", None), ("Sửa đổi định mức", "XI Trồng và phục hồi rừng"), True),
        (("task", None), ("Sửa đổi định mức", "X Trồng"), False),
        (("task", "timeline"), ("Mở 15 lớp dạy nghề", "Cả năm"), False),
        (("task", "lead"), ("Xây dựng kho dữ liệu Các sở: Y tế, Nội vụ", ""), True),
        (("task", "lead"), ("Xây dựng kho dữ liệu của Sở Y tế", ""), False),
        (("deliverable", None), ("- Báo cáo; - Danh mục", "Theo dõi dữ liệu; - Kế hoạch"), True),
        (("deliverable", None), ("- Báo cáo; - Danh mục", "- Theo dõi dữ liệu; - Kế hoạch"), False),
        (("deliverable", None), ("- Báo cáo; - Danh mục.", "Theo dõi dữ liệu; - Kế hoạch"), False),
        (("deliverable", None), ("- Báo cáo; Theo dõi - Danh mục", ""), True),
        (("deliverable", None), ("- Báo cáo; Theo dõi - Danh mục", "x"), False),
        (("deliverable", None), ("- Báo cáo; - Danh mục; Theo dõi", ""), False),
        (("task", "lead"), ("Đào tạo nghề Trường Cao đẳng Kỹ thuật Đồng Nai", ""), True),
        (("task", "legal_basis", "deliverable"), ("Xây dựng", "01 bản đồ", ""), True),
        (("task", "legal_basis", "deliverable"), ("Xây dựng", "01 bản đồ", "Báo cáo"), False),
        (("task", "investor"), ("An toàn cấp độ 4 Ban Quản lý dự án xây dựng tỉnh", ""), True),
        (("indicator", "result"), ("Số doanh nghiệp công nghệ số", "1.800 1.850"), True),
        (("indicator", "year"), ("Công suất cấp nước", "2. Nhiệm vụ"), True),
        (("task", "lead"), ("3.", "Tổ chức cơ sở dữ liệu UBND các huyện"), True),
        (("lead", "deliverable"), ("Sở Y tế", "(trước ngày 20/6) Báo cáo"), True),
        (("lead", "deliverable"), ("Sở Y tế", "Báo cáo (trước ngày 20/6)"), False),
        (("lead", "note"), ("Ban Quản lý dự án đầu tư xây dựng tỉnh Nha", "x"), True),
        (("lead", "note"), ("Sở Y tế Sở Nội vụ", "x"), False),
        (("lead", "note"), ("Các sở, ban, ngành tỉnh, tỉnh", "x"), True),
        (("lead", "deliverable"), ("", "Báo cáo đánh giá Viện Khoa học Lâm nghiệp"), True),
        (("lead", "deliverable"), ("", "Báo cáo đánh giá của Viện Khoa học Lâm nghiệp"), False),
        (("task", "timeline"), ("Xây dựng", "Lồng ghép"), True),
        (("task", "deliverable"), ("Xây dựng", "3 - 01 cuộc thi"), True),
        (("task", "deliverable"), ("Xây dựng", "20 - 30 giáo viên"), False),
        (("task", "timeline", "funding"), ("Xây dựng", "", "Quý IV/2027"), True),
        (("task", "timeline", "funding"), ("Xây dựng", "2026", "2.000 triệu đồng"), False),
        (("indicator", "unit"), ("Chiều cao của nam", "thanh niên 18 tuổi cm"), True),
        (("indicator", "unit"), ("Chiều cao của nam", "cm"), False),
        (("indicator", "result"), ("Chiều cao của nam", "18 tuổi cm 169,5"), True),
        (("indicator", "result"), ("Chiều cao của nam", "169 - 171"), False),
        (("indicator", "year"), ("Tỷ lệ trẻ suy dinh dưỡng % thấp còi", "15"), True),
        (("task", "timeline"), ("Xây dựng", "06/2026 Quý II"), True),
        (("task", "timeline"), ("Xây dựng", "2027 Thường xuyên Trước 30/11/2026"), True),
        (("task", "timeline"), ("Xây dựng", "Tháng 6 và tháng 12"), False),
        (("task", "timeline"), ("Xây dựng", "Trước 15/12 hằng năm"), False),
    ],
)
def test_cells_that_may_be_those_of_others_are_doubted(
    kinds: tuple[str, ...], cells: tuple[str, ...], doubted: bool
) -> None:
    assert is_unlikely([cell.split() for cell in cells], kinds, KNOWLEDGE) == doubted


def test_a_line_that_sums_up_is_of_no_row_that_began_above_it() -> None:
    cells = [["Kiểm", "tra"], ["Quý", "I", "Tổng", "cộng", "(I+II)"]]
    lines = [[["Kiểm", "tra"]], [["Quý", "I"], ["Tổng", "cộng", "(I+II)"]]]

    assert is_unlikely(cells, ("task", "timeline"), KNOWLEDGE, lines)
    assert not is_unlikely([["Tổng", "cộng"], []], ("task", None), KNOWLEDGE, [[["Tổng", "cộng"]]])


HEADER = "TT   Nhiệm vụ                       Năm 2025     Năm 2026     Chủ trì\n"


def test_a_figure_that_a_line_of_text_leads_to_is_doubted_in_the_next_cell() -> None:
    text = (
        HEADER + "1    Xây dựng kho dữ liệu số       100%         100%         Sở Y tế\n"
        "     của tỉnh\n"
        "2    Rà soát hệ thống thông tin tại 100%         100%         Sở Y tế\n"
        "     cơ quan nhà nước\n"
    )

    assert doubts(grid_rows_of(text)) == [False, True]


def test_a_number_on_a_last_line_of_its_own_may_be_that_of_the_page() -> None:
    text = (
        HEADER + "1    Xây dựng kho dữ liệu số       100%         100%         Sở Y tế\n"
        "     của tỉnh\n"
        "2    Rà soát hệ thống thông tin                  100%         Sở Y tế\n"
        "     của tỉnh\n"
        "                                   2\n"
    )

    assert doubts(grid_rows_of(text)) == [False, True]
