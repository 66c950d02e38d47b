"""The top of a document in a text dump: authority, number, place and date."""

from datetime import date
from pathlib import Path

import pytest

import planparse
from planparse.schema.records import Plan

BODY = """
KẾ HOẠCH
Phát triển kinh tế số giai đoạn 2026-2030
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC TIÊU
Đến năm 2030 kinh tế số chiếm 20% GRDP.
II. TỔ CHỨC THỰC HIỆN
Sở Tài chính bố trí kinh phí./.
"""
# As PDFBox writes a header of Decree 30/2020: cell by cell, but number and date on one line.
CELL_BY_CELL = """ỦY BAN NHÂN DÂN
TỈNH GIA LAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/KH-UBND Gia Lai, ngày 05 tháng 01 năm 2026"""
# A header that is set with tabs, not with a table: line by line.
LINE_BY_LINE = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH GIA LAI Độc lập - Tự do - Hạnh phúc
Số: 88/KH-UBND Gia Lai, ngày 05 tháng 01 năm 2026"""
BROKEN = """ỦY BAN NHÂN DÂN
TỈNH GIA LAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT
NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/KH-UBND Gia Lai, ngày 05 tháng 01 năm 2026"""
UNDERLINED = """ỦY BAN NHÂN DÂN
TỈNH GIA
LAI
———
Số: 88/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
———————
Gia Lai, ngày 05 tháng 01 năm 2026"""
IN_COLUMNS = """      ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH GIA LAI                Độc lập - Tự do - Hạnh phúc

      Số: 88/KH-UBND            Gia Lai, ngày 05 tháng 01 năm 2026"""

# The right column is too narrow for the national header.
BROKEN_IN_COLUMNS = """      ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA
                                        VIỆT NAM
        TỈNH GIA LAI
                                Độc lập - Tự do - Hạnh phúc
          _______
                                    _______________
      Số: 88/KH-UBND
                            Gia Lai, ngày 05 tháng 01 năm 2026"""
TOPS = [CELL_BY_CELL, LINE_BY_LINE, BROKEN, UNDERLINED, IN_COLUMNS, BROKEN_IN_COLUMNS]


def read(top: str, folder: Path) -> Plan:
    path = folder / "plan.txt"
    path.write_text(f"{top}\n{BODY}", encoding="utf-8")
    return planparse.extract(path).plan


@pytest.mark.parametrize("top", TOPS)
def test_authority_number_and_date_are_told_apart(top: str, tmp_path: Path) -> None:
    plan = read(top, tmp_path)

    assert plan.issuing_authority_text == "ỦY BAN NHÂN DÂN TỈNH GIA LAI"
    assert plan.document_number == "88/KH-UBND"
    assert plan.issued_on == date(2026, 1, 5)
    assert plan.issued_at == "Gia Lai"
    assert plan.title == "Phát triển kinh tế số giai đoạn 2026-2030"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ủy ban nhân dân tỉnh Điện Biên ban hành Kế hoạch triển khai",
        "Căn cứ Nghị quyết Đại hội Đảng bộ, Ủy ban nhân dân tỉnh xây dựng Kế hoạch",
    ],
)
def test_the_sentence_of_the_issuer_is_no_part_of_the_title(sentence: str, tmp_path: Path) -> None:
    text = """UBND TỈNH ĐIỆN BIÊN
Số: 09/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Điện Biên, ngày 03 tháng 02 năm 2026
KẾ HOẠCH
Triển khai Chương trình mục tiêu quốc gia giảm nghèo năm 2026
-----
{sentence}
như sau:
1. Mục tiêu
Giảm tỷ lệ hộ nghèo.
"""
    path = tmp_path / "plan.txt"
    path.write_text(text.format(sentence=sentence), encoding="utf-8")

    title = planparse.extract(path).plan.title

    assert title == "Triển khai Chương trình mục tiêu quốc gia giảm nghèo năm 2026"


def test_a_number_that_is_not_filled_in_takes_no_place(tmp_path: Path) -> None:
    top = CELL_BY_CELL.replace("88/KH-UBND", "      /KH-UBND").replace("ngày 05", "ngày    ")

    plan = read(top, tmp_path)

    assert plan.document_number is None
    assert plan.issued_on is None
    assert plan.issued_at == "Gia Lai"


def test_the_head_of_government_issues_a_decision(tmp_path: Path) -> None:
    top = UNDERLINED.replace("ỦY BAN NHÂN DÂN\nTỈNH GIA\nLAI", "THỦ TƯỚNG CHÍNH PHỦ")

    plan = read(top, tmp_path)

    assert plan.issuing_authority_text == "THỦ TƯỚNG CHÍNH PHỦ"
    assert plan.issued_on == date(2026, 1, 5)


def test_words_of_the_national_header_in_running_text_part_no_line(tmp_path: Path) -> None:
    plan = read(CELL_BY_CELL, tmp_path)
    text = "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"

    path = tmp_path / "other.txt"
    path.write_text(f"{CELL_BY_CELL}\n{BODY}".replace("I. MỤC", f"{text}\nI. MỤC"), "utf-8")

    assert text in planparse.extract(path).plan.preamble_text
    assert text not in plan.preamble_text


def test_numbers_behind_a_column_that_sorts_the_rows_do_not_begin_them(tmp_path: Path) -> None:
    """The table is seen and its lines are kept, where it had been running text without an issue."""
    text = """UBND TỈNH ĐIỆN BIÊN
Số: 09/KH-UBND
Điện Biên, ngày 03 tháng 02 năm 2026
KẾ HOẠCH
Chuyển đổi số

  Nhóm      STT    Tên chỉ      Đơn vị     Năm 2028   Năm 2030   Cơ quan
 chỉ tiêu           tiêu                                          chủ trì

Kinh tế     1     Tỷ trọng     %           ≥ 18        ≥ 25       Sở Khoa
số                kinh tế số                                      học và
                  trong                                           Công nghệ

            2     Doanh thu    Tỷ đồng     15.000      26.500     Sở Công
                  bán lẻ                                          Thương
"""
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")

    document = planparse.extract(path)

    assert "rows_unnumbered" in {issue.code for issue in document.issues}
    assert document.tasks == []


def test_a_title_ends_where_the_sentence_begins_that_says_who_issues_the_plan(
    tmp_path: Path,
) -> None:
    body = BODY.replace("như sau:", "phát triển kinh tế số năm 2026.")
    (tmp_path / "plan.txt").write_text(CELL_BY_CELL + body, encoding="utf-8")
    plan = planparse.extract(tmp_path / "plan.txt").plan

    assert plan.title == "Phát triển kinh tế số giai đoạn 2026-2030"
    assert plan.preamble_text == (
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển kinh tế số năm 2026."
    )


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Nguyễn Văn An\nBIỂU PHÂN CÔNG\nNHIỆM VỤ\n", "BIỂU PHÂN CÔNG NHIỆM VỤ"),
        ("Nguyễn Văn An\nBIỂU VIỆC\n(Kèm theo\nKế hoạch số 5)\n", "BIỂU VIỆC"),
        ("Nguyễn Văn An\nBIỂU VIỆC (ĐỢT 1)\n", "BIỂU VIỆC (ĐỢT 1)"),
        ("NGUYỄN VĂN AN\n", None),
    ],
)
def test_the_title_of_a_table_without_a_label_is_no_signer(
    above: str, title: str | None, tmp_path: Path
) -> None:
    table = "TT Nhiệm vụ Cơ quan chủ trì Thời gian\n1 Mở lớp\nSở Y tế\nQuý I\n"
    text = f"{CELL_BY_CELL}{BODY}Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n{above}{table}"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    document = planparse.extract(tmp_path / "plan.txt")

    assert (document.plan.signer_title, document.tasks[0].annex_title) == ("CHỦ TỊCH", title)


def test_a_document_that_begins_with_its_type_has_its_title_below(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(BODY.lstrip(), encoding="utf-8")
    plan = planparse.extract(tmp_path / "plan.txt").plan

    assert (plan.document_type, plan.title) == (
        "Kế hoạch", "Phát triển kinh tế số giai đoạn 2026-2030"
    )  # fmt: skip
