"""What text dumps are made of: rows and their numbers, names, notes, paragraphs, page numbers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import planparse
from planparse.extract.document import extract_draft
from planparse.extract.dumps.blocks import find_blocks
from planparse.extract.dumps.grid.table import read_grid
from planparse.extract.dumps.headers.grid import find_grid_header
from planparse.extract.dumps.notes import find_notes
from planparse.extract.dumps.page_numbers import find_page_numbers
from planparse.extract.dumps.paragraphs import begins_paragraph
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.words.names import find_names
from planparse.extract.dumps.words.units import find_units
from test_dumps import KNOWLEDGE, layout_from, lines_of


def grid_rows_of(text: str) -> list[TextRow]:
    lines = lines_of(text)
    header = find_grid_header(lines, 0, KNOWLEDGE)
    assert header is not None
    return read_grid(lines[1:], lines[:1], header.columns, KNOWLEDGE)


def test_a_full_cell_ends_one_space_before_the_next_and_rows_are_moved() -> None:
    text = (
        "TT   Nhiệm vụ                            Chủ trì       Sản phẩm\n"
        "1.   Nâng cấp trên địa bàn tỉnh đến năm Công an tỉnh Hệ thống\n"
        "     2025 phục vụ chỉ đạo, điều hành và              được đưa\n"
        "     các địa phương                                  vào sử dụng\n"
        "2.   Xây dựng cơ sở dữ liệu chuyên       Sở Y tế       Quyết định\n"
        "     ngành                                             của UBND\n"
        "                                                       tỉnh\n"
    )
    rows = grid_rows_of(text)

    assert [
        [" ".join(word.text for word in row.words(column, 0)) for column in range(3)]
        for row in rows
    ] == [
        [
            "Nâng cấp trên địa bàn tỉnh đến năm 2025 phục vụ chỉ đạo, điều hành và các địa phương",
            "Công an tỉnh", "Hệ thống được đưa vào sử dụng",
        ],
        ["Xây dựng cơ sở dữ liệu chuyên ngành", "Sở Y tế", "Quyết định của UBND tỉnh"],
    ]  # fmt: skip


def test_a_number_on_two_lines_with_a_title_between_is_one() -> None:
    text = (
        "TT    Nhiệm vụ                        Chủ trì        Thời gian\n"
        "VI    Phát triển dữ liệu số\n"
        "1     Xây dựng nền tảng               Sở Y tế        2024\n"
        "VII   Phát triển nhân lực số\n"
        "1     Đào tạo cán bộ                  Sở Nội vụ      2025\n"
        "VII\n"
        "      Phát triển doanh nghiệp số\n"
        "I\n"
        "1     Hỗ trợ doanh nghiệp             Sở Công Thương 2025\n"
    )
    rows = grid_rows_of(text)

    assert ["".join(word.text for word in row.numbers[0]) for row in rows] == [
        "VI", "1", "VII", "1", "VIII", "1"
    ]  # fmt: skip
    assert [word.text for word in rows[4].words(0, 0)] == ["Phát", "triển", "doanh", "nghiệp", "số"]


def test_a_number_that_the_page_break_parts_is_one() -> None:
    text = (
        "TT   Nhiệm vụ                Chủ trì        Thời gian\n"
        "99   Xây dựng nền tảng       Sở Y tế        2024\n"
        "10   Đào tạo cán bộ, công    Sở Nội vụ      2025\n"
        "\f"
        "0    chức, viên chức\n"
        "10   Hỗ trợ doanh nghiệp     Sở Công Thương 2025\n"
        "1\n"
        "2    Không theo thứ tự nào   Sở Tài chính   2025\n"
    )
    rows = grid_rows_of(text)

    assert ["".join(word.text for word in row.numbers[0]) for row in rows] == [
        "99", "100", "101", "2"
    ]  # fmt: skip


def test_rows_are_found_by_their_numbers() -> None:
    text = "I. CHÍNH QUYỀN SỐ\n1. Xây dựng\n2 sản phẩm\n2. Rà soát\nVII\nII. KINH TẾ SỐ\n3. Đào tạo"
    starts = find_row_starts(lines_of(text), 1, KNOWLEDGE)

    assert [start.labels[0].printed for start in starts] == ["I.", "1.", "2.", "II.", "3."]


def test_a_number_on_two_lines_is_one() -> None:
    numbers = "\n".join(f"{n}\nNội dung" for n in ("I", "II", "III", "IV", "V", "VI", "VII"))
    starts = find_row_starts(lines_of(f"{numbers}\nVII\nI\nNội dung"), 1, KNOWLEDGE)

    assert starts[-1].taken == 2
    assert starts[-1].labels[0].printed == "VIII"
    starts = find_row_starts(lines_of(f"{numbers}\nVIII\n.\nNội dung"), 1, KNOWLEDGE)
    assert (starts[-1].taken, starts[-1].labels[0].printed) == (2, "VIII.")


def test_a_full_stop_on_a_line_of_its_own_is_part_of_every_number_of_a_narrow_column() -> None:
    numbers = [*(f"{n}." for n in range(1, 10)), *(f"{n}\n." for n in range(10, 21))]
    starts = find_row_starts(
        lines_of("\n".join(f"{n}\nNội dung\n100% hồ sơ" for n in numbers)), 1, KNOWLEDGE
    )

    assert [start.labels[0].printed for start in starts] == [f"{n}." for n in range(1, 21)]


def test_a_column_that_is_empty_on_most_pages_begins_where_the_others_end() -> None:
    def page(numbers: range, gap: str, note: Sequence[str] = ("", "")) -> str:
        return "".join(
            f"{number}.   Xây dựng nền tảng    Sở Y tế{gap}Hệ thống\n"
            f"     số dùng chung           {gap}       được đưa   {note[0]}\n"
            f"     của tỉnh                {gap}       vào sử dụng {note[1]}\n"
            for number in numbers
        )

    header = "TT   Nhiệm vụ             Chủ trì    Sản phẩm    Ghi chú\n"
    noted = page(range(4, 5), "   ", ("Theo", "dõi"))
    rows = grid_rows_of(
        f"{header}{page(range(1, 3), '    ')}\f{page(range(3, 4), '   ')}{noted}"
        f"{page(range(5, 6), '   ')}\f{page(range(6, 9), '   ')}"
    )

    assert [row.texts(row.reading.cells[2]) for row in rows] == [
        ["Hệ", "thống", "được", "đưa", "vào", "sử", "dụng"]
    ] * 8
    notes = [row.texts(row.reading.cells[3]) for row in rows]
    assert notes == [[], [], [], ["Theo", "dõi"], [], [], [], []]


def test_where_the_end_of_a_row_is_doubted_the_beginning_of_the_next_is() -> None:
    text = (
        "Nhiệm vụ                 Chủ trì      Sản phẩm\n"
        "1. CHÍNH QUYỀN SỐ\n"
        "                                      - Báo cáo\n"
        "                                      tổng hợp;\n"
        "a) Rà soát kỹ năng số    Văn phòng    - Danh mục\n"
        "cho người dân.           UBND tỉnh    dữ liệu mở\n"
    )
    title, task = grid_rows_of(text)

    assert title.doubtful
    assert task.doubtful


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1.\n1\nXây dựng\n1.\n2\nRà soát\n1.3\n.\nĐào tạo", ["1.", "1.1", "1.2", "1.3."]),
        ("a) Xây dựng\nb) Rà soát\n01 mô hình\n5 sản phẩm\n2. KINH TẾ SỐ\na) Đào tạo",
         ["1.", "a)", "b)", "2.", "a)"]),
        ("1.\n1 Xây dựng\n1.\n2 Rà soát\n1.\n3 Đào tạo", ["1.", "1.1", "1.2", "1.3"]),
    ],
)  # fmt: skip
def test_numbers_are_told_from_their_halves_and_from_amounts(text: str, printed: list[str]) -> None:
    starts = find_row_starts(lines_of(f"1. CHÍNH QUYỀN SỐ\n{text}"), 1, KNOWLEDGE)

    assert [start.labels[0].printed for start in starts] == printed


def test_a_number_without_a_stop_is_broken_where_its_column_has_become_too_narrow() -> None:
    to_99 = "".join(f"{n}\nXây dựng\n" for n in range(1, 100))
    broken = "10\n0\nĐào tạo\n10\n1 Rà soát\n10\n2\nNâng cấp\n"

    def printed(text: str) -> list[str]:
        return [x.labels[0].printed for x in find_row_starts(lines_of(text), 1, KNOWLEDGE)]

    assert printed(to_99 + broken)[98:] == ["99", "100", "101", "102"]
    # Figures of the row above are no halves of the next number where none was broken.
    to_12 = "".join(f"{n}\nXây dựng\n" for n in range(1, 13))
    assert printed(f"{to_12}2\n1\n3\nSở Y tế\n13\nĐào tạo\n14\nRà soát")[11:] == ["12", "13", "14"]
    starts = find_row_starts(lines_of(f"{to_12}2\n1\n3\nSở Y tế\n13\nĐào tạo"), 1, KNOWLEDGE)
    assert starts[-1].line == 28


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công an tỉnh Các sở, ban, ngành tỉnh; UBND cấp huyện Quyết định số",
         ["Công an tỉnh", "Các sở, ban, ngành tỉnh;", "UBND cấp huyện"]),
        ("Công an tỉnh UBND các huyện, thị xã, thành phố Các sở, ban, ngành tỉnh",
         ["Công an tỉnh", "UBND các huyện, thị xã, thành phố", "Các sở, ban, ngành tỉnh"]),
        ("Trên 95% Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
        ("Công an xã Các thôn", ["Công an xã", "Các thôn"]),
        ("Chi cục Thuế", []),
    ],
)  # fmt: skip
def test_names_are_found_across_words(text: str, names: list[str]) -> None:
    words = text.split()

    assert [" ".join(words[a:b]) for a, b in find_names(words, KNOWLEDGE)] == names


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Sở Y tế\nTrước\n30/6/2025", ["Sở Y tế", "Trước 30/6/2025"]),
        ("Sở Y tế\n2023 -\n2025", ["Sở Y tế", "2023 - 2025"]),
    ],
)  # fmt: skip
def test_a_time_on_two_lines_is_one_cell(row: str, cells: list[str]) -> None:
    header = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT Nhiệm vụ Chủ trì Thời gian"
    text = f"{header}\n1 Xây dựng\n{row}\n2 Rà soát\nSở Nội vụ\n2024"
    (table,) = extract_draft(layout_from(text), KNOWLEDGE).tables

    assert [cell.text for cell in table.rows[0].cells[2:]] == cells


def test_a_note_is_told_by_its_mark() -> None:
    text = "theo quy định của pháp luật\n1\n.\n\nđảm bảo an\n\n\n1 Hầu hết các dữ liệu.\n toàn"
    (note,) = find_notes(lines_of(text))

    assert (note.mark, note.start, note.end) == (1, 4, 5)


@pytest.mark.parametrize(
    ("above", "below", "begins"),
    [
        ("triển khai thực hiện Kế hoạch này.", "Ủy ban nhân dân tỉnh yêu cầu", True),
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện Nghị quyết số",
         "07-NQ/TU ngày 16/11/2022", False),
        ("các cơ quan, đơn vị liên quan triển khai thực hiện Kế hoạch đúng quy", "định", False),
        ("bảo đảm an toàn thông tin;", "b) Phát triển hạ tầng số", True),
    ],
)  # fmt: skip
def test_where_a_paragraph_begins(above: str, below: str, begins: bool) -> None:
    first, second = lines_of(f"{above}\n{below}")

    assert begins_paragraph(first, second, False, 33.0, KNOWLEDGE) is begins


def test_text_that_sticks_to_its_label_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    lines = ["KẾ HOẠCH", "Chuyển đổi số năm 2026", "I.MỤC TIÊU", "1.Mục tiêu chung", "a)Kịp thời;"]
    path.write_text("\n".join(lines), encoding="utf-8")

    sections = planparse.extract(path).sections

    assert [(s.label, s.heading, s.text) for s in sections] == [
        ("I.", "MỤC TIÊU", ""),
        ("1.", "Mục tiêu chung", ""),
        ("a)", None, "Kịp thời;"),
    ]


@pytest.mark.parametrize(
    ("above", "groups"), [("", []), ("I THỂ CHẾ\n", [("group", "I")])], ids=["tasks", "groups"]
)
def test_a_section_below_a_table_is_none_of_its_rows(
    above: str, groups: Sequence[tuple[str, str]], tmp_path: Path
) -> None:
    """ "III/2026", the second line of a quarter, is no number of a row; groups that are numbered
    like sections are printed without their stop."""
    path = tmp_path / "plan.txt"
    path.write_text(
        "KẾ HOẠCH\nPhát triển kinh tế số\nI. MỤC TIÊU\nĐạt 20% GRDP.\nII. NHIỆM VỤ\n"
        "STT Nhiệm vụ Cơ quan chủ trì Thời gian\n"
        f"{above}1 Rà soát thủ tục\nSở Y tế Quý\nIII/2026\n2 Tập huấn\nSở Nội vụ Quý II/2026\n"
        "III. TỔ CHỨC THỰC HIỆN\nSở Tài chính bố trí kinh phí thực hiện Kế hoạch này./.\n",
        encoding="utf-8",
    )
    document = planparse.extract(path)

    assert [(t.kind, t.number) for t in document.tasks] == [*groups, ("task", "1"), ("task", "2")]
    assert [s.path for s in document.sections] == ["I", "II", "III"]


def test_a_number_that_ends_a_cell_is_no_page_number() -> None:
    table = "TT Nhiệm vụ Chủ trì Thời gian\n1 Rà soát.\nSở Y tế\n2022 -\n2025\nTT Nhiệm vụ Chủ trì"
    blocks = find_blocks(lines_of(table + " Thời gian\n2 Xây dựng.\nSở Y tế\n2024"), KNOWLEDGE)

    assert [e.kind for e in blocks.entries] == ["header", *["row"] * 4, "repeated", *["row"] * 3]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (("2", "3", "4"), 3),
        (("2", "2025", "3"), 2),
        (("2", "4", "5"), 0),
        (("1", "2", "3"), 0),
        (("2",), 0),
    ],
    ids=["pages", "and a year", "not all", "rows", "one"],
)
def test_numbers_alone_that_count_on_from_2_are_those_of_pages(
    numbers: Sequence[str], found: int
) -> None:
    text = "".join(f"Hệ thống được đưa\nvào sử dụng\n{number}\ncủa tỉnh\n" for number in numbers)

    assert len(find_page_numbers(lines_of(text), KNOWLEDGE)) == found


def test_a_page_has_one_number_and_that_keeps_step_with_the_others() -> None:
    """Cells "3" and "4" end the pages 2 and 3, out of step with these by one."""
    pages = ["Sở Y tế", "2\nSở Y tế\n3", "3\nSở Y tế\n4", "4\nSở Y tế"]
    lines = lines_of("\f".join(pages))

    found = [lines[i] for i in sorted(find_page_numbers(lines, KNOWLEDGE))]

    assert [(line.page, line.text) for line in found] == [(2, "2"), (3, "3"), (4, "4")]


def test_a_number_in_step_with_those_of_other_pages_is_that_of_a_page() -> None:
    header = "TT Nhiệm vụ Chủ trì Thời gian\n"
    rows = ["1 Rà soát.\nSở Y tế\n2022\n", "2 Xây dựng.\nSở Y tế\n2024\n"]
    text = header + rows[0] + "21\n" + header + rows[1] + "22\n" + header + "3 Mua.\nSở Y tế\n23"
    blocks = find_blocks(lines_of(text), KNOWLEDGE)

    numbers = [e.line.text for e in blocks.entries if e.kind == "page_number"]
    assert numbers == ["21", "22", "23"]


def test_a_province_is_no_name_of_an_agency() -> None:
    text = "Đại học Tiền Giang và các trường Cao đẳng trên địa bàn tỉnh Tiền Giang"
    row = text.split()

    assert ("Tiền", "Giang") not in [tuple(row[a:b]) for a, b in find_names(row, KNOWLEDGE)]


def test_units_of_ministries_are_names_by_their_form() -> None:
    row = "1 Rà soát văn bản Vụ Kinh tế số và Xã hội số Cục An toàn thông tin Tháng 6/2026"

    names = ["Vụ Kinh tế số và Xã hội số", "Cục An toàn thông tin"]
    assert [" ".join(row.split()[a:b]) for a, b in find_names(row.split(), KNOWLEDGE)] == names


def test_a_title_in_capitals_on_two_lines_is_one() -> None:
    text = """TT   Nhiệm vụ            Chủ trì         Thời gian
1    Ban hành Kế hoạch   Sở Tư pháp      Tháng 01/2026
II   CẢI CÁCH THỦ
     TỤC HÀNH CHÍNH
2    Công bố danh mục    Sở Y tế         Quý II/2026
"""
    rows = grid_rows_of(text)

    assert [row.is_title for row in rows] == [False, True, False]
    assert rows[1].cell(0) == ["CẢI", "CÁCH", "THỦ", "TỤC", "HÀNH", "CHÍNH"]


def test_a_number_right_above_a_title_begins_no_row() -> None:
    text = "1 Nâng cấp\nTháng 01\n2 Giám sát\nTháng 02 -\n03\nQUÝ II\n3 Phản biện\n"
    starts = find_row_starts(lines_of(text), 1, KNOWLEDGE)

    assert [start.line for start in starts] == [0, 2, 5, 6]


def test_a_range_is_in_one_column_of_figures() -> None:
    header = "PHỤ LỤC\nTT Chỉ tiêu Ước TH 2025 KH 2026 KH 2026 so với TH 2025 (%)"
    text = f"{header}\n1 Tỷ lệ hộ nghèo 5,12 Giảm 1,5 - 2\n2 Tăng trưởng 7,2 8,5 - 9\n"
    (table,) = extract_draft(layout_from(text), KNOWLEDGE).tables

    found = [[cell.text for cell in row.cells] for row in table.rows]

    assert "Giảm 1,5 - 2" in found[0]
    assert "8,5 - 9" in found[1]


@pytest.mark.parametrize(("word", "line"), [("CHÍNH", 2), ("UBND", 3)])
def test_the_first_word_of_a_title_may_stand_above_it_but_no_abbreviation(
    word: str, line: int
) -> None:
    text = f"1 Nâng cấp kỹ năng\ncủa UBND xã\n{word}\nQUYỀN SỐ 18\n2 Nâng cấp kỹ năng\n"
    starts = find_row_starts(lines_of(text), 1, KNOWLEDGE)

    assert [start.line for start in starts] == [0, line, 4]


def test_a_unit_begins_with_the_word_that_scales_it() -> None:
    texts = ["BHXH", "tự", "nguyện", "Nghìn", "người", "1,8", "2,05"]
    valued = [text[0].isdigit() for text in texts]

    assert find_units(texts, valued, KNOWLEDGE) == {3}


def test_the_text_below_a_table_is_no_part_of_its_last_row(tmp_path: Path) -> None:
    text = """UBND XÃ HÒA TIẾN
Số: 45/KH-UBND
KẾ HOẠCH
Phòng, chống dịch
I. NHIỆM VỤ
TT Nhiệm vụ Chủ trì Thời gian
1 Mở lớp Sở Y tế Quý I
2 Sơ kết Sở Y tế Quý IV
Trên đây là Kế hoạch phòng, chống dịch, yêu cầu các đơn vị thực hiện./.
"""
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    document = planparse.extract(tmp_path / "plan.txt")

    assert [task.timeline_text for task in document.tasks] == ["Quý I", "Quý IV"]
