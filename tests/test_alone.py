"""Annexes, and what a decision encloses, in files of their own: they have no header."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import planparse
from conftest import RAW
from drawing import Sheet
from planparse.schema.records import PlanDocument

TIEN_GIANG = RAW / "tien-giang-394-KH-UBND-2022.pdf"
HA_NOI = RAW / "277-KH-UBND-Ha-Noi-2026.pdf"
ROWS = [
    ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
    ["1", "Số hóa hồ sơ đất đai", "Sở Nội vụ", "UBND cấp xã", "Quý II/2026"],
    ["2", "Kiểm tra", "Thanh tra tỉnh", "", "Trước 30/9/2026"],
]


def cut(plan: Path, pages: slice, folder: Path) -> PlanDocument:
    """Some pages of a published plan as a file."""
    path = folder / "phu-luc.pdf"
    with pikepdf.open(plan) as whole:
        del whole.pages[pages.stop :]
        del whole.pages[: pages.start]
        whole.save(path)
    return planparse.extract(path)


def draw(folder: Path, heads: Sequence[str]) -> PlanDocument:
    """A table below centred lines, of which those in capitals are bold."""
    sheet = Sheet()
    for place, head in enumerate(heads):
        sheet.centred(60 + 18 * place, head, bold=head.isupper())
    top = 90 + 18 * len(heads)
    sheet.table([40, 70, 250, 330, 430, 555], [top, top + 20, top + 40, top + 60], ROWS)
    return planparse.extract(sheet.save(folder / "plan.pdf"))


def codes(document: PlanDocument) -> list[str]:
    return [issue.code for issue in document.issues]


def test_an_annex_says_whose_it_is(tmp_path: Path) -> None:
    """The note leaves number and day to the fields of the signature, and the rows name bodies of
    the city by what they are there."""
    annex = cut(HA_NOI, slice(4, 12), tmp_path)
    whole = planparse.extract(HA_NOI)

    plan = annex.plan
    assert plan.plan_id == f"{whole.plan.plan_id}-{plan.source_sha256[:12]}"
    assert (plan.document_type, plan.document_number) == ("Kế hoạch", "277/KH-UBND")
    assert plan.issued_on == date(2026, 7, 14)
    assert (plan.issuing_authority, plan.province_code) == (
        "Ủy ban nhân dân thành phố Hà Nội",
        "VN-HN",
    )
    assert plan.title == "DANH MỤC NHIỆM VỤ TRỌNG TÂM TRIỂN KHAI TRONG 100 NGÀY"
    assert [a.label for a in annex.annexes] == ["Phụ lục"]
    assert [(t.text, t.lead_agencies, t.due_on) for t in annex.tasks] == [
        (t.text, t.lead_agencies, t.due_on) for t in whole.tasks
    ]
    [note] = [i for i in annex.issues if i.code == "facts_from_note"]
    assert note.text == annex.annexes[0].note
    assert set(codes(annex)) - {"facts_from_note"} <= set(codes(whole))


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        (slice(14, 24), "1"),  # the title names the province, which the note does not
        (slice(24, 26), "2"),  # the gazette does
    ],
)
def test_each_annex_of_a_gazette_is_of_its_province(
    pages: slice, number: str, tmp_path: Path
) -> None:
    annex = cut(TIEN_GIANG, pages, tmp_path)

    plan = annex.plan
    assert plan.plan_id.startswith("tien-giang-394-kh-ubnd-2022-")
    assert plan.issuing_authority == "Ủy ban nhân dân tỉnh Tiền Giang"
    assert plan.issuing_authority_text == "Ủy ban nhân dân tỉnh"
    assert {t.annex for t in annex.tasks} == {number}
    whole = planparse.extract(TIEN_GIANG)
    assert [t.text for t in annex.tasks] == [t.text for t in whole.tasks if t.annex == number]


def test_a_title_above_a_note_heads_an_annex_without_a_label(tmp_path: Path) -> None:
    annex = draw(
        tmp_path,
        [
            "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ",
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026",
            "của Ủy ban nhân dân tỉnh Cà Mau)",
        ],
    )

    assert annex.plan.plan_id == f"ca-mau-12-kh-ubnd-2026-{annex.plan.source_sha256[:12]}"
    assert annex.plan.issued_on == date(2026, 1, 5)
    assert [a.title for a in annex.annexes] == ["DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ"]
    assert annex.tasks[1].lead_agencies == ["Thanh tra tỉnh"]
    assert annex.documents == []


def test_a_title_alone_heads_an_annex(tmp_path: Path) -> None:
    annex = draw(tmp_path, ["NHIỆM VỤ CỦA TỈNH CÀ MAU", "Năm 2026"])

    assert [a.title for a in annex.annexes] == ["NHIỆM VỤ CỦA TỈNH CÀ MAU Năm 2026"]
    assert len(annex.tasks) == 2
    assert {"number_missing", "date_missing", "authority_unknown"} <= set(codes(annex))


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_label_may_stand_in_the_corner(is_alone: bool, tmp_path: Path) -> None:
    sheet = Sheet()
    if not is_alone:
        sheet.head()
        sheet.text(70, 200, "I. MỤC TIÊU", bold=True)
        sheet.text(70, 220, "1. Số hóa hồ sơ.")
        sheet.text(360, 300, "CHỦ TỊCH", bold=True)
        sheet.text(350, 360, "Nguyễn Văn A", bold=True)
        sheet.canvas.showPage()
    sheet.text(470, 50, "Biểu số 01")
    sheet.centred(80, "DANH MỤC NHIỆM VỤ", bold=True)
    sheet.table([40, 70, 250, 330, 430, 555], [110, 130, 150, 170], ROWS)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [(a.annex, a.label) for a in document.annexes] == [("01", "Biểu số 01")]
    assert {t.annex for t in document.tasks} == {"01"}


def test_a_plan_without_its_decision(tmp_path: Path) -> None:
    """As where a file holds both: the decision is what was issued, the plan what it promulgates."""
    document = draw(
        tmp_path,
        [
            "KẾ HOẠCH",
            "CHUYỂN ĐỔI SỐ TỈNH CÀ MAU NĂM 2026",
            "(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 20/01/2026",
            "của Chủ tịch UBND tỉnh Cà Mau)",
        ],
    )

    plan = document.plan
    assert (plan.document_type, plan.document_number) == ("Quyết định", "45/QĐ-UBND")
    assert (plan.issued_on, plan.province_name) == (date(2026, 1, 20), "Cà Mau")
    assert (plan.title, plan.promulgates_type) == (None, "Kế hoạch")
    assert plan.promulgates_title == "CHUYỂN ĐỔI SỐ TỈNH CÀ MAU NĂM 2026"
    assert (plan.period_start, plan.period_end) == (2026, 2026)


def test_notes_of_two_documents_settle_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, top in (("12", 60), ("13", 300)):
        sheet.centred(top, f"PHỤ LỤC {number}", bold=True)
        sheet.centred(top + 18, f"(Kèm theo Kế hoạch số {number}/KH-UBND của UBND tỉnh Cà Mau)")
        rows = [top + 50, top + 70, top + 90, top + 110]
        sheet.table([40, 70, 250, 330, 430, 555], rows, ROWS)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert [a.annex for a in document.annexes] == ["12", "13"]
    assert (document.plan.document_number, document.plan.province_code) == (None, None)
    assert "facts_from_note" not in codes(document)
    assert {"number_missing", "authority_unknown"} <= set(codes(document))


def test_a_form_with_a_label_above_its_header_is_a_document(tmp_path: Path) -> None:
    """Schools fill in forms that a ministry gave out as annexes, labels and all."""
    sheet = Sheet()
    sheet.centred(50, "Phụ lục III", bold=True)
    sheet.centred(66, "(Kèm theo Công văn số 5512/BGDĐT-GDTrH ngày 18/12/2020 của Bộ GDĐT)")
    sheet.text(90, 90, "UBND XÃ TÂN AN", bold=True)
    sheet.text(90, 106, "Số: 7/KH-UBND")
    sheet.text(300, 90, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    sheet.text(330, 106, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.text(330, 124, "Tân An, ngày 05 tháng 9 năm 2025")
    sheet.centred(160, "KẾ HOẠCH", bold=True)
    sheet.centred(178, "GIÁO DỤC NĂM 2025", bold=True)
    sheet.table([40, 70, 250, 330, 430, 555], [210, 230, 250, 270], ROWS)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert (document.plan.document_number, document.plan.title) == (
        "7/KH-UBND",
        "GIÁO DỤC NĂM 2025",
    )
    assert document.annexes == []
    assert "facts_from_note" not in codes(document)
