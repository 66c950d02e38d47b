"""Headers of dumps whose headings span others, on two levels or three, or are broken over lines."""

from pathlib import Path

import pytest

import planparse
from planparse.extract.dumps.blocks import find_blocks
from planparse.extract.dumps.headers.again import find_printed
from planparse.extract.dumps.headers.sequential import find_text_header
from test_dump_headers import grid_header
from test_dump_layouts import headings_of
from test_dumps import KNOWLEDGE, lines_of

THREE_LEVELS = (
    "                             Cơ quan thực hiện         Thời gian          Kinh phí (tỷ đồng)\n"
    "TT     Nhiệm vụ                                                           2026        2027\n"
    "                           Chủ trì     Phối hợp     Bắt đầu Kết thúc\n"
    "                                                                      NSTW NSĐP NSTW NSĐP\n"
    "1      Xây dựng kho dữ     Sở Y tế     Sở Nội vụ    01/2026 12/2026    10   2    20   4\n"
    "       liệu\n"
    "2      Đào tạo cán bộ      Sở Nội vụ   Sở Y tế      02/2026 11/2026    30   6    40   8\n"
)
SPANS = [
    "TT", "Nhiệm vụ", "Cơ quan thực hiện > Chủ trì", "Cơ quan thực hiện > Phối hợp",
    "Thời gian > Bắt đầu", "Thời gian > Kết thúc", "Kinh phí (tỷ đồng) > 2026 > NSTW",
    "Kinh phí (tỷ đồng) > 2026 > NSĐP", "Kinh phí (tỷ đồng) > 2027 > NSTW",
    "Kinh phí (tỷ đồng) > 2027 > NSĐP",
]  # fmt: skip


def test_a_heading_may_stand_below_one_that_stands_below_another(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"PHỤ LỤC\n{THREE_LEVELS}", encoding="utf-8")
    first, _ = planparse.extract(path).tasks

    assert headings_of(grid_header(THREE_LEVELS)) == SPANS
    assert first.extra == {
        "Bắt đầu": "01/2026",
        "Kinh phí (tỷ đồng) / 2026 / NSTW": "10",
        "Kinh phí (tỷ đồng) / 2026 / NSĐP": "2",
        "Kinh phí (tỷ đồng) / 2027 / NSTW": "20",
        "Kinh phí (tỷ đồng) / 2027 / NSĐP": "4",
    }


def test_what_is_said_once_for_each_year_stands_below_the_years() -> None:
    text = (
        "TT Nhiệm vụ\nCơ quan thực hiện Thời gian\nKinh phí (tỷ đồng)\n"
        "Chủ trì Phối hợp Bắt đầu Kết thúc\n2026 2027\nNSTW NSĐP NSTW NSĐP\n1 Xây dựng\n"
    )
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert headings_of(header) == SPANS


@pytest.mark.parametrize(
    "text",
    [
        "ST   Nhiệm vụ       Cơ quan     Thời\n T                  chủ trì     gian\n",
        "T    Nhiệm vụ       Cơ quan     Thời\nT                   chủ trì     gian\n",
        " S   Nhiệm vụ       Cơ quan     Thời\n T                  chủ trì     gian\n T\n",
    ],
)
def test_the_heading_of_a_narrow_column_of_numbers_is_broken_over_lines(text: str) -> None:
    rows = "I    KINH TẾ SỐ\n1    Xây dựng       Sở Y tế     2026\n2    Đào tạo        Sở Y tế\n"
    header = grid_header(text + rows)
    words = [line.split() for line in text.splitlines()]
    below = find_text_header(
        lines_of("\n".join(w[0] for w in words) + "\nNhiệm vụ Cơ quan\nchủ trì\nThời gian\n1 Xây"),
        0,
        KNOWLEDGE,
    )

    assert header.count == len(words)
    assert [h.kind for h in header.columns] == ["number", "task", "lead", "timeline"]
    assert below is not None
    assert [h.kind for h in below.columns] == ["number", "task", "lead", "timeline"]


def test_the_first_line_of_a_narrow_heading_may_be_indented() -> None:
    text = (
        "      T                            Cơ quan        Thời gian\n"
        "                  Nội dung\n"
        " T                                chủ trì        thực hiện\n\n"
        "     1      Kiện toàn Ban          Sở Y tế        Tháng 10\n"
        "     2      Khám sức khỏe          Sở Y tế        Tháng 12\n"
    )

    assert headings_of(grid_header(text)) == [
        "T T", "Nội dung", "Cơ quan chủ trì", "Thời gian thực hiện"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "TT Nhiệm vụ Đơn vị\ntính\nLộ trình thực hiện Phân công\n"
            "2026 2027 Cơ quan chủ trì Cơ quan phối hợp\n",
            [
                "Đơn vị tính", "Lộ trình thực hiện > 2026", "Lộ trình thực hiện > 2027",
                "Phân công > Cơ quan chủ trì", "Phân công > Cơ quan phối hợp",
            ],
        ),
        (
            "TT Nhiệm vụ\nKinh phí\nĐơn vị thực hiện\nTổng số\nNgân sách\ntỉnh\nNguồn khác\n",
            [
                "Kinh phí > Tổng số", "Kinh phí > Ngân sách tỉnh", "Kinh phí > Nguồn khác",
                "Đơn vị thực hiện",
            ],
        ),
        (
            "TT Nhiệm vụ Đơn vị chủ trì\nKinh phí\nThời gian\nVốn đầu tư Vốn sự nghiệp\n",
            ["Đơn vị chủ trì", "Kinh phí > Vốn đầu tư", "Kinh phí > Vốn sự nghiệp", "Thời gian"],
        ),
        (
            "TT Nhiệm vụ Đơn vị chủ trì Kinh phí\nNguồn vốn\nThời gian\n",
            ["Đơn vị chủ trì", "Kinh phí", "Nguồn vốn", "Thời gian"],
        ),
        (
            "TT Chỉ tiêu\nNăm 2025\nKế hoạch\nnăm 2026\nCơ quan chịu trách nhiệm\n"
            "Kế\nhoạch\nƯớc\nthực\nhiện\n",
            [
                "Năm 2025 > Kế hoạch", "Năm 2025 > Ước thực hiện", "Kế hoạch năm 2026",
                "Cơ quan chịu trách nhiệm",
            ],
        ),
    ],
)  # fmt: skip
def test_years_funds_and_agencies_stand_below_what_spans_them(
    text: str, headings: list[str]
) -> None:
    header = find_text_header(lines_of(f"{text}I Y TẾ\n1 Xây dựng\n"), 0, KNOWLEDGE)

    assert header is not None
    assert headings_of(header)[2:] == headings


def test_headings_stand_on_lines_of_their_own_in_the_middle_of_a_header() -> None:
    text = (
        "                    Phân công thực hiện\n"
        "TT                                            Kết quả đầu Thời gian\n"
        "      Hoạt động\n"
        "                                                  ra      thực hiện\n"
        "                    Chủ trì      Phối hợp\n\n"
        "1     Tập huấn      Sở Y tế      Sở Nội vụ    20 lớp      Quý I\n"
        "2     Truyền thông  Sở Nội vụ    Sở Y tế      10 tin      Quý II\n"
    )

    assert headings_of(grid_header(text)) == [
        "TT", "Hoạt động", "Phân công thực hiện > Chủ trì", "Phân công thực hiện > Phối hợp",
        "Kết quả đầu ra", "Thời gian thực hiện",
    ]  # fmt: skip


def test_a_year_below_what_has_been_reached_is_of_it_beside_years_that_are_spanned() -> None:
    text = (
        "TT   Chỉ tiêu          Hiện trạng        Mục tiêu\n"
        "                          năm          Đến       Đến\n"
        "                                       năm       năm\n"
        "                          2024         2025      2030\n"
        "1    Tỷ lệ hộ nghèo       5,8          4,0       2,0\n"
        "2    Số bác sĩ            8,2          9         11\n"
    )

    assert headings_of(grid_header(text)) == [
        "TT", "Chỉ tiêu", "Hiện trạng năm 2024", "Mục tiêu > Đến năm 2025",
        "Mục tiêu > Đến năm 2030",
    ]  # fmt: skip


def test_a_header_is_known_again_though_its_lines_are_mixed() -> None:
    first = "TT Nhiệm vụ Căn cứ pháp lý\nĐơn vị\nchủ trì\nThời gian\nhoàn thành\n"
    again = "TT Nhiệm vụ Căn cứ pháp Đơn vị Thời gian\nlý chủ trì hoàn thành\n"
    lines = lines_of(f"{first}1 Xây dựng\n{again}1 Đào tạo\n")
    header = find_text_header(lines, 0, KNOWLEDGE)

    assert header is not None
    printed = find_printed(lines, 6, [header])
    assert printed is not None
    assert (printed.count, printed.columns) == (2, header.columns)
    assert find_printed(lines, 7, [header]) is None


def test_a_header_that_is_printed_again_below_rows_of_its_page_is_that_of_another_table() -> None:
    header = "TT Nhiệm vụ Cơ quan\nchủ trì\n"
    again = "TT Nhiệm vụ\nchủ trì Cơ quan\n"
    page = f"{header}1 Xây dựng\nSở Y tế\n"

    def kinds(text: str) -> list[str]:
        return [entry.kind for entry in find_blocks(lines_of(text), KNOWLEDGE).entries]

    assert kinds(f"{page}{again}1 Đào tạo\n\f2 Rà soát\n")[4:6] == ["header", "header"]
    assert kinds(f"{page}\f{again}2 Đào tạo\n")[4:6] == ["repeated", "repeated"]


def test_sentences_are_no_headings() -> None:
    text = (
        "Nhiệm vụ chi tiết tại\nPhụ lục kèm theo Kế hoạch này. III. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Y tế theo dõi, đôn\nđốc báo cáo UBND tỉnh.\n2. Các sở, ban, ngành và UBND\n"
        "các xã, phường gửi báo cáo trước ngày 15/12 hằng năm.\n1 Xây dựng"
    )

    assert find_text_header(lines_of(text), 0, KNOWLEDGE) is None
