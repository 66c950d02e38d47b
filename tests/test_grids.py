"""Tables that keep their columns by spaces: what all rows and all pages of one say for each."""

import pytest

from planparse.extract.dumps.grid.strips import to_strips
from planparse.extract.dumps.headers.grid import find_grid_header
from planparse.extract.dumps.headers.headings import Heading, to_heading
from planparse.extract.dumps.headers.spots import find_headings
from planparse.extract.dumps.lines import TextLine, column_of
from planparse.extract.dumps.text_rows import TextRow
from test_dump_rows import grid_rows_of
from test_dumps import KNOWLEDGE, lines_of


def table_of(text: str) -> tuple[list[TextLine], list[TextLine], tuple[Heading, ...]]:
    """The lines of a table, those of its header, and its columns."""
    lines = lines_of(text)
    header = find_grid_header(lines, 0, KNOWLEDGE)
    assert header is not None
    return lines[1:], lines[:1], tuple(header.columns)


def cells_of(row: TextRow) -> list[str]:
    """What a row has in its columns, numbering ones aside."""
    return [
        " ".join(word.text for word in row.words(column, 0))
        for column in range(len(row.reading.cells))
    ]


HEADER = "TT   Nhiệm vụ              2023      Chủ trì\n"
IN_THE_MIDDLE = "".join(
    "     Hoàn thiện nền tảng\n"
    "     số dùng chung của\n"
    f"{number}.   tỉnh phục vụ chỉ      {value}   {lead}\n"
    "     đạo, điều hành và các\n"
    "     địa phương\n"
    for number, value, lead in [
        (1, ">80%   ", "Sở Y tế"),
        (2, "100%   ", "Sở Tài chính"),
        (3, "01 hệ  ", "Sở Y tế"),
        (4, ">80%   ", "Công an tỉnh"),
    ]
)


def test_a_share_off_the_middle_where_values_stand_in_it_is_of_the_text() -> None:
    text = HEADER + IN_THE_MIDDLE + (
        "     Hoàn thiện tại 100%\n"
        "     cơ quan nhà nước\n"
        "5.   phục vụ chỉ đạo,                 Sở Y tế\n"
        "     điều hành kỹ năng số\n"
        "     cho người dân\n"
    )  # fmt: skip

    assert cells_of(grid_rows_of(text)[4]) == [
        "Hoàn thiện tại 100% cơ quan nhà nước phục vụ chỉ đạo, điều hành kỹ năng số cho người dân",
        "",
        "Sở Y tế",
    ]


def test_a_share_on_the_first_line_is_a_value_where_values_stand_on_top() -> None:
    rows = "".join(
        f"{number}.   Hoàn thiện nền tảng   >80%      Sở Y tế\n"
        "     số dùng chung của\n"
        "     tỉnh phục vụ chỉ\n"
        "     đạo, điều hành\n"
        for number in range(1, 6)
    )  # fmt: skip

    assert [cells_of(row)[1] for row in grid_rows_of(HEADER + rows)] == [">80%"] * 5


def test_agencies_that_coordinate_with_none_are_doubted() -> None:
    text = (
        "TT   Nhiệm vụ            Chủ trì        Phối hợp\n"
        "1.   Xây dựng kho dữ     Sở Y tế        Sở Tài chính\n"
        "     liệu dùng chung\n"
        "2.   Xây dựng cổng dữ                   Sở Tài chính\n"
        "     liệu mở\n"
    )
    rows = grid_rows_of(text)

    assert cells_of(rows[1])[1:] == ["", "Sở Tài chính"]
    assert [row.doubtful for row in rows] == [False, True]


def test_cells_stand_around_the_text_where_it_begins_with_the_number() -> None:
    text = (
        "Nhiệm vụ                                 Chủ trì        Kết quả\n"
        "                                                        - Báo cáo\n"
        "                                                        tổng hợp;\n"
        "                                         Sở Văn hóa,    - Danh mục\n"
        "1. Xây dựng trên địa bàn tỉnh đến năm\n"
        "                                         Thể thao và Du dữ liệu mở\n"
        "2025.\n"
        "                                         lịch           của tỉnh;\n"
        "                                                        - Kế hoạch\n"
        "                                                        hằng năm.\n"
        "                                                        Quyết định\n"
        "2. Hoàn thiện trên địa bàn tỉnh đến năm\n"
        "                                         Sở Y tế        của UBND\n"
        "2025 bảo đảm an toàn, an ninh mạng\n"
        "                                                        tỉnh\n"
        "3. Xây dựng phục vụ chỉ đạo, điều hành                  Quyết định\n"
        "                                         Văn phòng\n"
        "bảo đảm an toàn, an ninh mạng cơ sở dữ                  của UBND\n"
        "                                         UBND tỉnh\n"
        "liệu chuyên ngành.                                      tỉnh\n"
    )

    assert [cells_of(row)[-1] for row in grid_rows_of(text)] == [
        "- Báo cáo tổng hợp; - Danh mục dữ liệu mở của tỉnh; - Kế hoạch hằng năm.",
        "Quyết định của UBND tỉnh",
        "Quyết định của UBND tỉnh",
    ]


def test_a_page_that_holds_little_has_its_columns_where_the_others_have_them() -> None:
    full = "".join(
        f"{number}.   Nâng cấp hạ tầng   5 sản   01 mô   Thường   Sở Tài\n"
        "     số dùng chung      phẩm    hình    xuyên    chính\n"
        for number in (1, 2, 3)
    )
    little = (
        "4.   Hoàn thiện cơ              5 sản            Sở Văn\n"
        "     sở dữ liệu                 phẩm             hóa, Thể\n"
        "     chuyên ngành                                thao\n"
    )
    text = f"TT   Nhiệm vụ           2023    2024    2025     Chủ trì\n{full}\f{little}\f" + (
        little.replace("4.", "5.") + "\f" + little.replace("4.", "6.")
    )
    lines, header, columns = table_of(text)
    first, *others = to_strips(lines, header, columns, KNOWLEDGE)

    assert [strip.edges for strip in others] == [first.edges] * 3
    assert cells_of(grid_rows_of(text)[4])[1:4] == ["", "5 sản phẩm", ""]


def test_a_page_with_its_own_header_has_its_columns_below_it_however_narrow() -> None:
    full = "".join(
        f"{number}. Xây dựng theo hướng dẫn của Bộ Thông tin         100%           >80%"
        "         Thường xuyên   Sở Y tế       Báo cáo\n"
        "và Truyền thông về bảo đảm an toàn, an ninh mạng\n"
        for number in range(1, 9)
    )
    text = (
        "Nhiệm vụ                                         Năm 2023       Năm 2024     Năm 2025"
        f"       Chủ trì       Kết quả\n{full}\f"
        "Nhiệm vụ          Năm 2023   Năm 2024   Năm 2025   Chủ trì       Kết quả\n"
        "và Truyền thông                                                  hợp;\n"
        "                                                                 - Danh mục\n"
        "                                                                 dữ liệu mở\n"
        "                                                                 của tỉnh.\n"
    )
    lines = lines_of(text)
    header = find_grid_header(lines, 0, KNOWLEDGE)
    assert header is not None
    strips = to_strips(lines[1:17] + lines[18:], [lines[0], lines[17]], header.columns, KNOWLEDGE)

    assert [strips[-1].text(line, 5) for line in range(4)] == [
        "hợp;", "- Danh mục", "dữ liệu mở", "của tỉnh."
    ]  # fmt: skip


def test_a_heading_stands_where_all_its_words_are_near_each_other() -> None:
    lines = lines_of(
        "                                Năm 2026\n"
        "TT   Chỉ tiêu            ĐVT                               Năm 2030    Chủ trì\n"
        "                                Giao đầu năm   Điều chỉnh\n"
    )
    headings = [to_heading(words, KNOWLEDGE) for words in (lines[1].words[4:6], lines[2].words[:3])]
    spots = find_headings(lines, headings)

    assert [[column_of(word) for word in spot] for spot in spots] == [[59, 63], [32, 37, 41]]


def test_a_gap_speaks_for_one_of_the_edges_in_it() -> None:
    """On a page without a header, one row has a value of 2025; nine have none before the agency."""
    header = "TT   Nhiệm vụ              Năm 2023      Năm 2024      Năm 2025          Chủ trì\n"
    row = "     Hoàn thiện nền tảng   100%          01 mô hình                      Sở Y tế\n"
    other = "     Hoàn thiện nền tảng                               100%              Sở Y tế\n"
    lines, _, columns = table_of(header + row * 8 + other)

    assert to_strips(lines, [], columns, KNOWLEDGE)[0].edges == (5, 27, 41, 55, 73)


NUMBERED = "     Nâng cấp kỹ    100%      Sở Y tế\n     năng số\n"


@pytest.mark.parametrize(
    ("above", "title"),
    [("", "     CHÍNH\nI.\n     QUYỀN SỐ 0\n"), ("1.", "\n     CHÍNH\n     QUYỀN SỐ 18\n")],
)
def test_a_title_on_two_lines_of_a_narrow_column_is_one(above: str, title: str) -> None:
    before = above + NUMBERED[len(above) :] if above else ""
    text = f"TT   Nhiệm vụ       2023      Chủ trì\n{before}{title}2.{NUMBERED[2:]}"
    titles = [row for row in grid_rows_of(text) if row.is_title]

    assert [[w.text for piece in row.pieces for w in piece.words][:2] for row in titles] == [
        ["CHÍNH", "QUYỀN"]
    ]


def test_an_item_without_a_mark_among_others_is_of_the_next_column() -> None:
    text = (
        "TT Nhiệm vụ          Chủ trì   Sản phẩm          Ghi chú\n"
        "1. Nâng cấp kỹ năng  Sở Y tế   - Báo cáo; Theo dõi\n"
        "                               - Danh mục;\n"
        "                               - Kế hoạch.\n"
        "2. Nâng cấp kỹ năng  Sở Y tế   Quyết định của    Theo dõi\n"
    )

    assert [cells_of(row)[2:] for row in grid_rows_of(text)] == [
        ["- Báo cáo; - Danh mục; - Kế hoạch.", "Theo dõi"], ["Quyết định của", "Theo dõi"]
    ]  # fmt: skip
