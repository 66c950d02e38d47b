"""Tables of dumps that other tools than PDFBox make: numbers, titles, columns torn apart."""

from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

import planparse
from planparse.extract.document import extract_draft
from planparse.extract.dumps.blocks import find_blocks
from planparse.extract.dumps.doubts import doubt_rows, doubt_swapped, doubt_unled
from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.headers.sequential import find_text_header
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.dumps.sequential.pieces import Spacing, to_piece
from planparse.extract.dumps.sequential.rows import read_rows
from planparse.extract.dumps.sequential.ways import Reading
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.titles import is_subtitle, is_title, is_title_of_restart
from planparse.extract.dumps.unlikely import is_unlikely
from planparse.extract.dumps.words.flow import score_flow
from planparse.extract.dumps.words.known import Words
from planparse.extract.dumps.words.names import find_names
from planparse.schema.draft import Draft
from planparse.schema.records import PlanDocument
from test_dump_rows import grid_rows_of
from test_dumps import KNOWLEDGE, OTHER_DUMPS, layout_from, lines_of


def numbers_of(text: str) -> list[str]:
    """The numbers of the rows of a table that keeps its columns, as they are printed."""
    return ["".join(word.text for word in row.numbers[0]) for row in grid_rows_of(text)]


def cells_of(text: str) -> list[list[str]]:
    """What each row of such a table has in its columns behind the number."""
    return [
        [" ".join(word.text for word in row.words(column, 0)) for column in range(2)]
        for row in grid_rows_of(text)
    ]


def rows_of(text: str) -> list[list[str]]:
    """The cells of the rows of a table whose cells stand one after another."""
    lines = lines_of(text)
    header = find_text_header(lines, 0, KNOWLEDGE)
    assert header is not None
    rows = read_rows(lines[header.count :], header.columns, KNOWLEDGE)
    columns = range(len(header.columns) - 1)
    return [[" ".join(w.text for w in row.words(c, 0)) for c in columns] for row in rows]


# Cells that stand side by side


def test_a_cell_may_begin_on_the_last_line_of_the_one_before() -> None:
    text = (
        "TT Nhiệm vụ Chủ trì Thời gian\n"
        "1 Triển khai Chiến lược phát triển hạ\ntầng số quốc gia. Sở Công Thương\n2022 - 2025\n"
        "2 Triển khai Chiến lược tài chính của\nngành tài chính. Sở Tài chính\n2022 - 2025\n"
        "3 Xây dựng cơ sở dữ liệu về đất đai và\ncác bản đồ số. Sở Y tế\n2023\n"
    )

    assert [row[1:] for row in rows_of(text)] == [
        ["Sở Công Thương", "2022 - 2025"], ["Sở Tài chính", "2022 - 2025"], ["Sở Y tế", "2023"]
    ]  # fmt: skip


def test_a_cell_with_a_capital_may_begin_behind_the_name_that_ends_on_its_line() -> None:
    texts = ("Văn", "phòng", "UBND", "tỉnh", "Theo", "dõi")

    assert Words(texts, False, (), KNOWLEDGE).worded == (False,) * 4 + (True, False)


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        (["Xây dựng", "", "Sở Y tế", ""], True),
        (["Xây dựng", "Sở Y tế", "", ""], False),
        (["Hoàn thiện tại", "Sở Y tế", "", "100%"], True),
        (["Hoàn thiện nền tảng số", "Sở Y tế", "", "100%"], False),
        (["Phát triển điểm đến", "Sở Y tế", "", "100%"], False),
        (["Xây dựng", "Các sở, ban, ngành tỉnh;", "UBND cấp xã", ""], True),
        (["Xây dựng", "Các sở; UBND cấp xã", "", ""], False),
        (["Xây dựng", "Sở Y tế", "", "xuyên"], True),
        (["Xây dựng", "Sở Y tế", "", "Thường xuyên"], False),
        (["(trừ hồ sơ mật)", "Sở Y tế", "", "100%"], True),
        (["(1) Xây dựng (trừ hồ sơ mật)", "Sở Y tế", "", "100%"], False),
        (["Xây dựng . nền tảng số", "Sở Y tế", "", "100%"], True),
        (["", "Xây dựng Sở Y tế", "", "100%"], True),
        (["Xây dựng", "Giao thông", "", "100%"], True),
        (["Xây dựng", "Sở", "Văn hóa, Thể Công an tỉnh thao và Du lịch", "100%"], True),
        (["Xây dựng", "Sở Tư pháp và Công an tỉnh", "", "100%"], False),
        (["Xây dựng", "", "", "Sở Văn hóa, 100%"], True),
        (["Xây dựng", "Văn phòng UBND tỉnh,", "Sở Tư pháp", "100%"], True),
        (["Xây dựng 93% 94% xã", "Sở Y tế", "", "100%"], True),
    ],
)
def test_cells_that_seem_to_have_the_rest_of_others_are_doubted(
    cells: list[str], doubted: bool
) -> None:
    kinds = ("task", "lead", "coordinating", "year")

    assert is_unlikely([cell.split() for cell in cells], kinds, KNOWLEDGE) == doubted


@pytest.mark.parametrize(
    ("years", "doubted"),
    [
        (["5 sản phẩm >80%", ""], True),
        (["", "Thường xuyên 01 mô hình"], True),
        (["5 sản phẩm >80%", "100%"], False),
        (["5 sản phẩm", ""], False),
        (["01 mô hình Thường xuyên", "5 sản phẩm", ""], True),
        (["01 mô hình", "5 sản phẩm", ""], False),
    ],
)
def test_two_values_where_a_cell_is_empty_are_doubted(years: list[str], doubted: bool) -> None:
    cells = [cell.split() for cell in ["Xây dựng", "Sở Y tế", *years]]
    kinds = ("task", "lead", *("year" for _ in years))

    assert is_unlikely(cells, kinds, KNOWLEDGE) == doubted


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        (["Xây dựng", "Hằng năm 350", "", ""], True),
        (["Xây dựng", "Tháng 6/2026 Chương trình năm 2026", "", ""], True),
        (["Xây dựng", "Hằng năm 350", "", "NSTW"], True),
        (["Xây dựng", "Hằng năm", "", "350"], False),
        (["Xây dựng", "Quý I/2026 Quý II/2026", "", ""], False),
        (["Xây dựng", "2026", "Kế hoạch số 4/KH-UBND ngày nền tảng 7/6/2022", ""], True),
        (["Xây dựng", "2026", "Kế hoạch số 4/KH-UBND ngày 7/6/2022", ""], False),
    ],
)
def test_what_no_time_and_no_legal_basis_has_is_doubted(cells: list[str], doubted: bool) -> None:
    kinds = ("task", "timeline", "legal_basis", "funding")

    assert is_unlikely([cell.split() for cell in cells], kinds, KNOWLEDGE) == doubted


def test_an_agency_that_only_coordinates_elsewhere_is_doubted_where_it_leads_alone() -> None:
    others = [row_of("Xây dựng", "Sở Y tế", "UBND cấp xã") for _ in range(3)]
    rows = [*others, row_of("Đào tạo", "UBND cấp xã", ""), row_of("Đào tạo", "Sở Y tế", "")]

    doubted = [row.doubtful for row in doubt_swapped(rows, ("task", "lead", "coordinating"))]

    assert doubted == [False, False, False, True, False]


def test_agencies_may_coordinate_where_no_column_says_who_leads() -> None:
    cells = [["Xây", "dựng"], ["Sở", "Y", "tế"]]

    assert not is_unlikely(cells, ("task", "coordinating"), KNOWLEDGE)


def test_a_row_without_an_agency_is_doubted_in_a_layout_dump_where_nearly_all_have_one() -> None:
    rows = [f"{number}    Xây dựng nền tảng số    Sở Y tế\n" for number in range(1, 6)]
    text = "TT   Nhiệm vụ                Chủ trì\n" + "".join(rows)

    assert not any(row.doubtful for row in grid_rows_of(text))
    assert grid_rows_of(text + "6    Xây dựng nền tảng số\n")[-1].doubtful


def test_a_short_form_in_capitals_far_from_its_number_is_no_title() -> None:
    text = (
        "TT   Nhiệm vụ                                  Chủ trì       Thời gian\n"
        "     Triển khai Nền tảng số của ngành          Sở Y tế        Khi Bộ\n"
        "1                                                            VHTT& DL\n"
        "     du lịch                                                 ban hành\n"
    )

    (row,) = grid_rows_of(text)
    assert " ".join(word.text for word in row.words(2, 0)) == "Khi Bộ VHTT& DL ban hành"


def test_a_column_is_as_wide_as_its_heading() -> None:
    header = Heading(
        tuple(w for line in lines_of("Thời gian\nhoàn thành") for w in line.words), None
    )

    assert header.width(KNOWLEDGE) == pytest.approx(KNOWLEDGE.text_width("hoàn thành"))


def test_of_readings_that_are_as_good_the_first_column_is_filled_and_the_row_doubtful() -> None:
    text = (
        "TT Nhiệm vụ Năm 2023 Năm 2024 Chủ trì\n"
        "1 Triển khai Hệ thống thông tin nguồn của tỉnh\nX\nSở Thông tin và Truyền thông\n"
    )

    assert rows_of(text)[0][1:] == ["X", "", "Sở Thông tin và Truyền thông"]


def test_agencies_without_a_figure_are_seldom_a_value() -> None:
    text = (
        "TT Nhiệm vụ Năm 2023 Năm 2024 Chủ trì\n"
        "1 Triển khai tại 100%\ncơ quan nhà nước\n100%\nSở Y tế\n"
    )
    (row,) = rows_of(text)

    assert "cơ quan nhà nước" not in row[1:3]
    assert row[3] == "Sở Y tế"


def test_years_below_a_heading_between_others_need_no_numbering_column() -> None:
    lines = lines_of(
        "Nội dung công việc Mục tiêu Cơ quan chủ trì\nNăm 2023 Năm 2024\n1. Xây dựng nền tảng\n"
    )
    header = find_text_header(lines, 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns] == [
        "Nội dung công việc", "Năm 2023", "Năm 2024", "Cơ quan chủ trì"
    ]  # fmt: skip


# Numbers that a narrow column breaks


def test_a_figure_on_a_line_of_its_own_is_no_number_where_these_stand_before_their_text() -> None:
    text = "1 Xây dựng\nSở Y tế\n2 Rà soát thủ tục đợt\n2\nSở Y tế\n3 Đào tạo cán bộ\n"
    starts = find_row_starts(lines_of(text), 1, KNOWLEDGE)

    assert [start.line for start in starts] == [0, 2, 5]


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("B DỰ ÁN MỚI 80.000 25.000", True),
        ("B DỰ ÁN MỚI 12,5%", True),
        ("B XÃ HỘI SỐ 2", False),
        ("B DỰ ÁN NĂM 2025", False),
    ],
)
def test_a_title_that_ends_in_sums_is_doubted(title: str, doubted: bool) -> None:
    row = replace(row_of(title, ""), is_title=True)

    assert [each.doubtful for each in doubt_rows([row], ("task", "lead"), KNOWLEDGE)] == [doubted]


def test_a_title_that_is_counted_with_rows_before_or_behind_it_is_doubted() -> None:
    starts = find_row_starts(lines_of("1 Xây dựng\n2 Đào tạo cán bộ\n3 Rà soát\n"), 1, KNOWLEDGE)
    cells = [("Xây dựng", "Sở Y tế"), ("Đào tạo cán bộ", ""), ("Rà soát", "Sở Y tế")]
    rows = [replace(row_of(*c), start=s) for c, s in zip(cells, starts, strict=True)]
    rows[1] = replace(rows[1], is_title=True)

    read = doubt_rows(rows, ("task", "lead"), KNOWLEDGE)
    first = doubt_rows(rows[1:], ("task", "lead"), KNOWLEDGE)

    assert [row.doubtful for row in read] == [False, True, False]
    assert [row.doubtful for row in first] == [True, False]


def test_numbers_in_a_table_that_count_on_from_the_page_before_are_those_of_pages() -> None:
    rows = [f"{n} Xây dựng nền tảng số\nSở Y tế\n2025\n" for n in range(1, 10)]
    pages = "".join(
        f"{''.join(rows[3 * i : 3 * i + 2])}{i + 3}\n{rows[3 * i + 2]}" for i in range(3)
    )
    text = f"KẾ HOẠCH\n2\nPHỤ LỤC\nTT Nhiệm vụ Chủ trì Thời gian\n{pages}"

    blocks = find_blocks(lines_of(text), KNOWLEDGE)

    numbers = [entry.line.text for entry in blocks.entries if entry.kind == "page_number"]
    assert numbers == ["2", "3", "4", "5"]
    assert blocks.entries[-1].line.page == 5


def test_a_full_stop_below_a_number_is_of_that_number() -> None:
    text = (
        "TT Nhiệm vụ                          Chủ trì\n"
        "9. Rà soát cơ sở dữ liệu             Sở Y tế\n"
        "10 Xây dựng nền tảng số              Sở Tài chính\n"
        ".\n"
        "11 Đào tạo cán bộ                    Sở Nội vụ\n"
        ".\n"
    )

    assert numbers_of(text) == ["9.", "10.", "11."]
    assert cells_of(text)[1] == ["Xây dựng nền tảng số", "Sở Tài chính"]


def test_two_lines_are_the_halves_of_a_number_where_the_sequence_says_so() -> None:
    text = (
        "TT Nhiệm vụ                          Chủ trì\n"
        "98 Rà soát cơ sở dữ liệu             Sở Y tế\n"
        ".\n"
        "99 Xây dựng nền tảng số              Sở Tài chính\n"
        ".\n"
        "10 Đào tạo cán bộ về an toàn         Sở Nội vụ\n"
        "0. thông tin\n"
        "10 Mua sắm thiết bị                  Sở Công Thương\n"
        "1.\n"
    )

    assert numbers_of(text) == ["98.", "99.", "100.", "101."]
    assert cells_of(text)[2] == ["Đào tạo cán bộ về an toàn thông tin", "Sở Nội vụ"]


def test_numbers_of_two_levels_are_broken_too() -> None:
    text = (
        "TT   Nhiệm vụ                        Chủ trì\n"
        "1.   CHÍNH QUYỀN SỐ\n"
        "1.   Rà soát cơ sở dữ liệu           Sở Y tế\n"
        "1.   dùng chung\n"
        "1.   Xây dựng nền tảng số            Sở Tài chính\n"
        "2.   của tỉnh\n"
        "2.   KINH TẾ SỐ\n"
    )

    assert numbers_of(text) == ["1.", "1.1.", "1.2.", "2."]


def test_a_number_printed_otherwise_is_one_when_the_next_follows_it() -> None:
    text = "1. Xây dựng\n2. Rà soát\n3 Nâng cấp nền tảng\n4. Đào tạo\n5. Tổ chức"
    alone = "1. Xây dựng\n2. Rà soát\n3 Nâng cấp nền tảng\nnăm 2025"

    def printed(text: str) -> list[str]:
        return [start.labels[0].printed for start in find_row_starts(lines_of(text), 1, KNOWLEDGE)]

    assert printed(text) == ["1.", "2.", "3", "4.", "5."]
    assert printed(alone) == ["1.", "2."]


def test_a_text_begins_with_its_number_where_no_column_has_numbers() -> None:
    text = (
        "Nhiệm vụ                             Chủ trì         Sản phẩm\n"
        "1. Rà soát cơ sở dữ liệu tại         Sở Y tế         Báo cáo\n"
        "100% cơ quan nhà nước\n"
        "                                                     Quyết định\n"
        "2. Xây dựng nền tảng số dùng         Sở Tài chính\n"
        "chung của tỉnh                                       của tỉnh\n"
    )
    rows = grid_rows_of(text)

    assert [" ".join(w.text for w in row.words(0, 0)) for row in rows] == [
        "1. Rà soát cơ sở dữ liệu tại 100% cơ quan nhà nước",
        "2. Xây dựng nền tảng số dùng chung của tỉnh",
    ]
    assert [" ".join(w.text for w in row.words(2, 0)) for row in rows] == [
        "Báo cáo", "Quyết định của tỉnh"
    ]  # fmt: skip


# Titles in small letters, without a number


def test_a_line_below_a_title_that_had_room_for_it_is_a_title() -> None:
    lines = lines_of(
        "V Phát triển kinh tế số thương mại\nThương mại\n1\n"
        "Triển khai Kế hoạch hành động thực hiện Quyết định số 1968/QĐ-TTg"
    )
    full = max(line.width for line in lines)

    assert is_subtitle(lines, 1, full, KNOWLEDGE)
    assert not is_subtitle(lines, 1, lines[0].width, KNOWLEDGE)


@pytest.mark.parametrize(
    ("above", "line", "titled"),
    [
        ("Khi Bộ Công Thương ban hành", "Công nghiệp và năng lượng", True),
        ("Sở Thông tin và", "Truyền thông", False),
        ("Sở Y tế", "Quý II/2024", False),
        ("Sở Y tế", "- Kế hoạch hằng năm", False),
        ("Sở Y tế", "Báo cáo tổng hợp.", False),
    ],
)
def test_what_stands_above_a_sequence_that_begins_again_is_a_title_if_no_cell(
    above: str, line: str, titled: bool
) -> None:
    lines = lines_of(f"5\n{above}\n{line}\n1\nTriển khai")

    assert is_title_of_restart(lines, 2, KNOWLEDGE) is titled


def test_a_title_in_small_letters_is_a_row_of_its_own_in_a_layout_dump() -> None:
    text = (
        "TT  Nhiệm vụ                                      Chủ trì\n"
        "V   Phát triển kinh tế số\n"
        "    Thương mại\n"
        "    Triển khai Kế hoạch hành động thực hiện\n"
        "1                                                 Sở Công Thương\n"
        "    Quyết định số 1968/QĐ-TTg\n"
        "2   Hỗ trợ người dân đưa sản phẩm lên sàn         Sở Công Thương\n"
        "    Công nghiệp và năng lượng\n"
        "1   Triển khai Nền tảng số kết nối doanh nghiệp   Sở Công Thương\n"
    )

    assert [cells[0] for cells in cells_of(text)] == [
        "Phát triển kinh tế số",
        "Thương mại",
        "Triển khai Kế hoạch hành động thực hiện Quyết định số 1968/QĐ-TTg",
        "Hỗ trợ người dân đưa sản phẩm lên sàn",
        "Công nghiệp và năng lượng",
        "Triển khai Nền tảng số kết nối doanh nghiệp",
    ]


# What words say


def test_pairs_of_words_say_what_goes_on_and_what_does_not() -> None:
    assert score_flow("địa", "bàn") > 1
    assert score_flow("địa", "huyện") < 0
    assert score_flow("tỉnh;", "Sở") == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Báo Vĩnh Long, Đài PTTH Vĩnh Long Sở, ban, ngành",
         ["Báo Vĩnh Long,", "Đài PTTH Vĩnh Long", "Sở, ban, ngành"]),
        ("Báo cáo tổng hợp", []),
    ],
)  # fmt: skip
def test_the_province_behind_a_name_belongs_to_it(text: str, names: list[str]) -> None:
    words = text.split()

    assert [" ".join(words[a:b]) for a, b in find_names(words, KNOWLEDGE)] == names


def test_shares_side_by_side_divide_among_the_years() -> None:
    header = "TT Nhiệm vụ Năm 2023 Năm 2024 Năm 2025 Chủ trì\n"
    lines = lines_of(f"{header}1. Tỷ lệ thanh toán\n20% 40% 30% 50% 40% 60%\nSở Y tế")
    found = find_text_header(lines, 0, KNOWLEDGE)
    assert found is not None
    (row,) = read_rows(lines[1:], found.columns, KNOWLEDGE)

    assert [" ".join(w.text for w in row.words(i, 0)) for i in range(5)] == [
        "Tỷ lệ thanh toán", "20% 40%", "30% 50%", "40% 60%", "Sở Y tế"
    ]  # fmt: skip


# Columns torn apart

TORN = """PHỤ LỤC
DANH MỤC NHIỆM VỤ

TT

Nhiệm vụ

Cơ quan chủ
trì

Thời gian

1.

Xây dựng nền tảng số
của tỉnh

2.

Rà soát cơ sở dữ liệu

Sở Y tế

2024

Sở Tài chính

2025
"""


def torn_draft() -> Draft:
    return extract_draft(layout_from(TORN), KNOWLEDGE)


def test_a_table_whose_columns_are_torn_apart_is_kept_as_printed_and_said_so() -> None:
    draft = torn_draft()
    (table,) = draft.tables

    assert [finding.code for finding in draft.findings] == ["columns_torn"]
    assert not table.is_annex
    assert [cell.text for row in table.rows for cell in row.cells] == [
        "TT\nNhiệm vụ\nCơ quan chủ trì\nThời gian", "1.", "Xây dựng nền tảng số của tỉnh", "2.",
        "Rà soát cơ sở dữ liệu", "Sở Y tế", "2024", "Sở Tài chính", "2025",
    ]  # fmt: skip
    assert not draft.unplaced


def test_a_dump_of_plain_pdftotext_has_no_rows_but_an_issue() -> None:
    document = planparse.extract(OTHER_DUMPS / "tien-giang-394.plain.txt")

    assert not document.tasks
    assert "columns_torn" in {issue.code for issue in document.issues}
    assert document.plan.document_number == "394/KH-UBND"
    assert document.plan.unplaced_characters == 0


# Tables of other kinds

INDICATORS = """TT Chỉ tiêu Đơn vị
tính
Năm Cơ quan theo
dõi, đánh giá2026 2027
(1) (2) (3) (4) (5) (6)
1 Tỷ lệ hồ sơ trực tuyến
toàn trình % ≥ 80 85 Văn phòng
UBND tỉnh
2 Số sản phẩm OCOP sản
phẩm 5 10 Sở Nông nghiệp
và Môi trường
3 Tốc độ tăng năng suất
lao động %/năm 7,5 7,8 Sở Tài chính
"""


def test_units_stand_in_their_column_and_years_below_their_heading() -> None:
    lines = lines_of(INDICATORS)
    header = find_text_header(lines, 0, KNOWLEDGE)
    assert header is not None
    kinds = [heading.kind for heading in header.columns]
    assert kinds == ["number", "indicator", "unit", "year", "year", "monitoring"]

    rows = read_rows(lines[header.count + 1 :], header.columns, KNOWLEDGE)

    assert [[" ".join(w.text for w in row.words(c, 0)) for c in range(5)] for row in rows] == [
        ["Tỷ lệ hồ sơ trực tuyến toàn trình", "%", "≥ 80", "85", "Văn phòng UBND tỉnh"],
        ["Số sản phẩm OCOP", "sản phẩm", "5", "10", "Sở Nông nghiệp và Môi trường"],
        ["Tốc độ tăng năng suất lao động", "%/năm", "7,5", "7,8", "Sở Tài chính"],
    ]


def test_figures_and_an_abbreviation_are_cells_and_no_title() -> None:
    lines = lines_of("1\nHỗ trợ\n2026 450 NSTP\nAN TOÀN 11\n2\nĐào tạo\n")

    assert [is_title(lines, index, 0, KNOWLEDGE) for index in (2, 3)] == [False, True]


def test_a_title_that_takes_all_words_either_way_has_no_other_reading() -> None:
    text = (
        "TT Nội dung nhiệm vụ Đơn vị chủ trì Đơn vị phối hợp Tiến độ thực hiện\n"
        "1 Nhóm nhiệm vụ thể chế\n"
        "1.1 Rà soát cơ sở dữ liệu Sở Nội vụ Công an tỉnh;\ncác sở, ngành Quý II/2026\n"
        "1.2 Ban hành quy chế Sở Tư pháp Các cơ quan\nliên quan Năm 2026\n"
        "1.2.1 Đề án việc làm Sở Nội vụ Năm 2026-\n2028\n1.2.2 Đề án hai Sở Y tế 2027\n"
    )
    lines = lines_of(text)
    header = find_text_header(lines, 0, KNOWLEDGE)
    assert header is not None

    first, *_ = read_rows(lines[header.count :], header.columns, KNOWLEDGE)

    assert first.is_title
    assert first.reading.second is None


IN_THE_BODY = """KẾ HOẠCH
Cải cách hành chính năm 2024
I. MỤC TIÊU
Tỷ lệ hài lòng đạt từ 90% trở lên.
II. NHIỆM VỤ
Phân công nhiệm vụ như sau:
{header}
{first}Tuyên truyền pháp luật Sở Tư pháp Các sở, ban, ngành Năm 2024
{second}Rà soát thủ tục hành chính Sở Nội vụ Sở Tài chính Quý III/2024
III. KINH PHÍ
Từ ngân sách tỉnh.
"""
HEADINGS = "Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian"


def read_in_body(header: str, first: str, second: str, folder: Path) -> PlanDocument:
    path = folder / "plan.txt"
    text = IN_THE_BODY.format(header=header, first=first, second=second)
    path.write_text(text, encoding="utf-8")
    return planparse.extract(path)


def test_a_table_in_the_body_ends_where_the_text_goes_on(tmp_path: Path) -> None:
    document = read_in_body(f"TT {HEADINGS}", "1 ", "2 ", tmp_path)

    assert [(task.number, task.lead_text) for task in document.tasks] == [
        ("1", "Sở Tư pháp"), ("2", "Sở Nội vụ")
    ]  # fmt: skip
    assert [section.label for section in document.sections] == ["I.", "II.", "III."]


@pytest.mark.parametrize(
    "header", [HEADINGS, HEADINGS.replace(" Cơ", "\nCơ").replace(" Th", "\nTh")]
)
def test_rows_without_numbers_are_kept_as_printed_and_said_so(header: str, tmp_path: Path) -> None:
    document = read_in_body(header, "", "", tmp_path)

    assert not document.tasks
    assert "rows_unnumbered" in {issue.code for issue in document.issues}
    assert "Sở Tư pháp" in " ".join(cell or "" for row in document.tables for cell in row.cells)
    assert [section.label for section in document.sections] == ["I.", "II.", "III."]
    assert document.plan.unplaced_characters == 0


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("nền tảng số >80%", True),
        ("nền tảng số tại 100%", False),
        ("nền tảng số", False),
        ("nền tảng của Thường xuyên", True),
        ("nền tảng thường xuyên", False),
    ],
)
def test_a_value_at_the_end_of_a_line_of_text_is_doubted_where_none_stands_in_its_column(
    text: str, doubted: bool
) -> None:
    kinds = ("task", "lead", "year")
    piece = to_piece(lines_of(f"Xây dựng {text}\ncủa tỉnh\nSở Y tế\n"), 0, Spacing(), "", KNOWLEDGE)
    end = piece.count - 3
    reading = Reading((((0, end),), ((end, piece.count),), ((piece.count, piece.count),)), 0.0)
    (row,) = doubt_rows([TextRow(None, (), (piece,), reading)], kinds, KNOWLEDGE)

    assert row.doubtful == doubted


def row_of(*cells: str) -> TextRow:
    """A row of which the cells, each on lines of its own, are beyond doubt by their search."""
    text = "".join(f"{cell}\n" for cell in cells if cell)
    piece = to_piece(lines_of(text), 0, Spacing(), "", KNOWLEDGE)
    ends = list(accumulate(len(cell.split()) for cell in cells))
    places = tuple(((a, b),) for a, b in pairwise([0, *ends]))
    return TextRow(None, (), (piece,), Reading(places, 0.0))


def test_the_row_without_the_agency_that_nearly_all_others_have_is_doubted() -> None:
    led = [row_of("Xây dựng nền tảng số", "Sở Y tế") for _ in range(4)]
    rows = [*led, row_of("Đào tạo cán bộ", "")]

    doubted = [row.doubtful for row in doubt_unled(rows, ("task", "lead"))]
    fewer = [row.doubtful for row in doubt_unled(rows[2:] + rows[4:], ("task", "lead"))]

    assert doubted == [False] * 4 + [True]
    assert fewer == [False] * 4


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        (("Xây dựng nền tảng số", "Sở Y tế\n3", "100%"), True),
        (("Xây dựng nền tảng số", "Sở Y tế", "3"), False),
        (("Xây dựng nền tảng số", "", "3"), True),
        (("Xây dựng nền tảng số\n2025", "Sở Y tế", "100%"), False),
    ],
)
def test_a_number_on_a_line_of_its_own_may_be_that_of_the_page(
    cells: tuple[str, ...], doubted: bool
) -> None:
    (row,) = doubt_rows([row_of(*cells)], ("task", "lead", "year"), KNOWLEDGE)

    assert row.doubtful == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [("Xây dựng nền tảng số. 100%", True), ("Xây dựng nền tảng số. Đào tạo cán bộ", False)],
)
def test_a_value_behind_the_full_stop_of_a_text_is_doubted(text: str, doubted: bool) -> None:
    row = row_of(text, "Sở Y tế", "80%")

    (read,) = doubt_rows([row], ("task", "lead", "year"), KNOWLEDGE)

    assert read.doubtful == doubted
