"""The top of a document and its end, where offices print more than the form asks for."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse.schema.records import PlanDocument


def read(sheet: Sheet, folder: Path) -> PlanDocument:
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def top() -> Sheet:
    """The header of a plan, up to its type."""
    sheet = Sheet()
    sheet.top()
    return sheet


def body(sheet: Sheet) -> None:
    for y in range(220, 320, 20):
        sheet.text(60, y, "Việc này được thực hiện theo quy định của pháp luật và của tỉnh.", 13.5)
    sheet.text(60, 330, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 350, "Hoàn thành nhiệm vụ được giao.")


def test_a_title_that_begins_as_a_basis_does(tmp_path: Path) -> None:
    """A scan, or a font without a bold face, shows no bold: the middle of the page tells."""
    sheet = top()
    sheet.text(175, 158, "Thực hiện Chương trình nông thôn mới năm 2023")
    basis = "Thực hiện Quyết định số 800/QĐ-TTg ngày 04/6/2022 của Thủ tướng Chính phủ;"
    sheet.text(88, 190, basis)
    body(sheet)

    plan = read(sheet, tmp_path).plan

    assert plan.title == "Thực hiện Chương trình nông thôn mới năm 2023"
    assert (plan.preamble_text or "").startswith(basis)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (["(Plan for the digital sector", "in 2023)"], "Chuyển đổi số"),
        (["Action plan on digital transformation"], "Chuyển đổi số"),
        (["(giai đoạn 2023 - 2025)"], "Chuyển đổi số (giai đoạn 2023 - 2025)"),
    ],
    ids=["brackets", "bare", "Vietnamese"],
)
def test_an_english_title_is_no_part_of_the_title(
    below: Sequence[str], title: str, tmp_path: Path
) -> None:
    sheet = top()
    sheet.text(265, 158, "Chuyển đổi số", bold=True)
    for index, line in enumerate(below):
        sheet.canvas.setFont("Regular", 11)
        sheet.canvas.drawCentredString(297, sheet.size[1] - 174 - 14 * index, line)
    body(sheet)

    document = read(sheet, tmp_path)

    assert (document.plan.title, document.plan.unplaced_characters) == (title, 0)


def test_specks_between_recipients_and_signer(tmp_path: Path) -> None:
    """A seal over the gutter leaves specks in it; below the name a speck is no name."""
    sheet = top()
    sheet.text(250, 158, "Chuyển đổi số", bold=True)
    body(sheet)
    sheet.text(60, 400, "Nơi nhận:", bold=True)
    for index, line in enumerate(["- Bộ Nội vụ;", "- Các sở, ban, ngành;", "- Lưu: VT."]):
        sheet.text(60, 416 + 14 * index, line)
    sheet.text(380, 400, "KT. CHỦ TỊCH", bold=True)
    specks = [(172, 416, "tư it"), (200, 430, "T7 Zt"), (232, 400, "Aế jx"), (262, 416, "Xng 2")]
    specks += [(295, 430, "sĩ Là"), (322, 400, "t Và"), (345, 416, "ằ ng"), (380, 490, "ñY 4Ó")]
    for x, y, speck in specks:
        sheet.text(x, y, speck)
    sheet.text(375, 470, "Trần Huy Tuấn", bold=True)

    plan = read(sheet, tmp_path).plan

    assert plan.recipients == ["- Bộ Nội vụ;", "- Các sở, ban, ngành;", "- Lưu: VT."]
    assert plan.signer_name == "Trần Huy Tuấn"


def concluded() -> Sheet:
    """A plan up to the title of its signer."""
    sheet = top()
    sheet.text(250, 158, "Chuyển đổi số", bold=True)
    body(sheet)
    sheet.text(60, 400, "Nơi nhận:", bold=True)
    sheet.text(60, 416, "- Các sở;")
    sheet.text(380, 400, "CHỦ TỊCH", bold=True)
    return sheet


def test_what_stands_for_a_signature_is_no_title(tmp_path: Path) -> None:
    sheet = concluded()
    sheet.text(380, 430, "(Đã ký)")
    sheet.text(380, 460, "Trần Huy Tuấn", bold=True)

    plan = read(sheet, tmp_path).plan

    assert (plan.signer_title, plan.signer_name) == ("CHỦ TỊCH", "Trần Huy Tuấn")


@pytest.mark.parametrize("last", ["- Lưu: VT, NN (2b)", "Phối hợp tuyên truyền.", "Văn Lâu"])
def test_what_is_no_name_signs_nothing(last: str, tmp_path: Path) -> None:
    """Below a seal that hides the name, or with its family name lost."""
    sheet = concluded()
    sheet.text(380, 460, last)

    assert read(sheet, tmp_path).plan.signer_name is None


def test_what_a_portal_says_above_a_document_is_no_part_of_it(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(
        """<meta charset="utf-8"><table><tr><td>Số hiệu:</td><td>17/KH-UBND</td></tr>
        <tr><td>Loại văn bản:</td><td>Kế hoạch</td></tr></table>
        <table><tr><td align="center"><b>ỦY BAN NHÂN DÂN<br>TỈNH BẮC NINH</b></td><td>
        <b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></td></tr>
        <tr><td align="center">Số: 17/KH-UBND</td><td>Bắc Ninh, ngày 12 tháng 01 năm
        2026</td></tr></table><p align="center"><b>KẾ HOẠCH</b></p><p align="center"><b>Triển khai
        Đề án 06</b></p><p><b>I. MỤC TIÊU</b></p><p>Hoàn thành nhiệm vụ được giao.</p>""",
        encoding="utf-8",
    )

    document = planparse.extract(page)

    plan = document.plan
    assert (plan.document_number, plan.issued_at) == ("17/KH-UBND", "Bắc Ninh")
    assert plan.issuing_authority == "Ủy ban nhân dân tỉnh Bắc Ninh"
    said = [r.text for r in document.removed if r.kind == "marking"]
    assert said == ["Số hiệu: 17/KH-UBND", "Loại văn bản: Kế hoạch"]
