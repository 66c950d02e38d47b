"""Pages of published documents against what their pictures say."""

import pytest

import planparse
from conftest import ROOT
from planparse.extract.document import extract_draft
from planparse.extract.lines import to_lines
from planparse.knowledge import load
from planparse.read.layouts import look_at
from planparse.read.options import AS_IT_COMES
from planparse.runs.scanning import scan
from planparse.schema.layout import PageKind

REAL = ROOT / "tests" / "data" / "real"


def lines_of(name: str) -> list[str]:
    return [line.text for line in to_lines(look_at(REAL / name).pages[0].words)]


def test_tcvn3_with_headings_in_capitals() -> None:
    lines = lines_of("109-2004-ND-CP-tcvn3.pdf")

    assert lines[0] == "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "Số: 109/2004/NĐ-CP" in lines
    assert "Hà nội, ngày 02 tháng 4 năm 2004" in lines
    assert lines[5:7] == ["NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "Về đăng ký kinh doanh"]
    assert "Theo đề nghị của Bộ trưởng Bộ Kế hoạch và Đầu tư," in lines
    assert "kinh doanh đối với các doanh nghiệp hoạt động theo Luật Doanh nghiệp và hộ" in lines
    preface = extract_draft(look_at(REAL / "109-2004-ND-CP-tcvn3.pdf"), load()).prefaces[0]
    assert preface.document_type.text == "NGHỊ ĐỊNH CỦA CHÍNH PHỦ"
    assert (preface.title.text, preface.enacting.text) == ("Về đăng ký kinh doanh", "NGHỊ ĐỊNH :")
    assert preface.place_and_date.text == "Hà nội, ngày 02 tháng 4 năm 2004"


def test_tcvn3_in_running_text() -> None:
    lines = lines_of("ke-hoach-2005-tcvn3.pdf")

    assert lines[:3] == [
        "BÁO CÁO",
        "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ KẾ HOẠCH NĂM 2004",
        "VÀ KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2005",
    ]
    assert "Bước vào kế hoạch năm 2004, nhiều khó khăn, thách thức liên tiếp phát sinh:" in lines


def test_fonts_without_a_map_and_a_number_over_spaces() -> None:
    document = planparse.extract(REAL / "1105-KH-DKT-broken-tounicode.pdf")
    plan = document.plan

    assert (plan.document_number, str(plan.issued_on)) == ("1105/KH-ĐKT", "2026-03-10")
    assert (plan.document_type, plan.issued_at) == ("Kế hoạch", "Lào Cai")
    assert (plan.plan_id, plan.province_name) == ("lao-cai-1105-kh-dkt-2026", "Lào Cai")
    assert not document.tasks  # objects, time and place of an inspection are none
    assert plan.issuing_authority_text == (
        "SỞ CÔNG THƯƠNG ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SCT"
    )
    assert plan.title == (
        "Kiểm tra việc chấp hành Quy định pháp luật trong sử dụng và bảo quản vật liệu nổ công "
        "nghiệp trên địa bàn tỉnh Lào Cai"
    )
    assert [i.code for i in document.issues if "glyphs" in i.message] == ["text_repaired"]


def test_letters_that_the_map_confuses() -> None:
    layout = look_at(REAL / "1178-DCK-CTT-wrong-glyphs.pdf")
    draft = extract_draft(layout, load())
    preface = draft.prefaces[0]

    assert [line.text for line in preface.issuing_authority] == [
        "BỘ CÔNG THƯƠNG", "CỤC ĐỔI MỚI SÁNG TẠO,", "CHUYỂN ĐỔI XANH VÀ", "KHUYẾN CÔNG",
    ]  # fmt: skip
    assert (preface.number.text, preface.place_and_date.text) == (
        "Số: 1178 /ĐCK-CTT", "Hà Nội, ngày 09 tháng 7 năm 2025",
    )  # fmt: skip
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in [r.passage.text for r in draft.removed]
    repair = next(f for f in draft.findings if f.code == "text_repaired")
    assert "(Õ → Ò, Ƣ → Ư, ƣ → ư)" in repair.message


@pytest.mark.parametrize(
    ("name", "kind", "verdict"),
    [
        ("109-2004-ND-CP-tcvn3.pdf", PageKind.LEGACY_FONTS, "extract reads it."),
        ("1105-KH-DKT-broken-tounicode.pdf", PageKind.TEXT, "extract reads it."),
        (
            "2307-QD-UBND-Son-La-outlined.pdf",
            PageKind.OUTLINES,
            "extract reads it, 1 of 1 pages by OCR.",
        ),
        (
            "dong-nai-useless-ocr-layer.pdf",
            PageKind.USELESS_LAYER,
            "extract reads it, 1 of 1 pages by OCR.",
        ),
    ],
)
def test_scan_says_what_a_page_is(
    name: str, kind: PageKind, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planparse.runs.scanning.is_installed", lambda: True)
    look = scan(REAL / name, AS_IT_COMES)

    assert [run.kind for run in look.runs] == [kind]
    assert look.verdict == verdict


def test_scan_says_that_ocr_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.runs.scanning.is_installed", lambda: False)
    look = scan(REAL / "dong-nai-useless-ocr-layer.pdf", AS_IT_COMES)

    assert look.verdict.startswith("extract cannot read it")
    assert "planparse doctor" in look.verdict
