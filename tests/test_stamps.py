"""What digital signatures draw over a page: numbers and dates filled in, and their own text."""

from pathlib import Path

import pikepdf
import pytest

import planparse
from drawing import Sheet
from planparse.knowledge import Knowledge
from planparse.normalize.numbers import find_in_file_name
from planparse.schema.records import PlanDocument

HIDDEN = 2


def a_form(folder: Path, number: str = "Số:         /KH-UBND") -> Path:
    """A plan whose number and date are to be filled in."""
    sheet = Sheet()
    sheet.text(80, 60, "ỦY BAN NHÂN DÂN", bold=True)
    sheet.text(85, 76, "TỈNH TIỀN GIANG", bold=True)
    sheet.text(90, 95, number)
    sheet.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    sheet.text(340, 95, "Tiền Giang, ngày        tháng        năm 2023")
    sheet.text(265, 140, "KẾ HOẠCH", bold=True)
    sheet.text(200, 158, "Chuyển đổi số của tỉnh", bold=True)
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    return sheet.save(folder / "plan.pdf")


def sign(path: Path, x: float, y: float, *lines: str, flags: int = 132) -> None:
    """Add a signature field as viewers write it, forms in forms; `y` is the first baseline."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        shown = "".join(f"1 0 0 1 2 {3 - 12 * i} Tm ({line}) Tj " for i, line in enumerate(lines))
        inner = form(pdf, f"BT /F1 11 Tf {shown} ET", Font=pikepdf.Dictionary(F1=font))
        outer = form(pdf, "q 1 0 0 1 0 0 cm /n2 Do Q", XObject=pikepdf.Dictionary(n2=inner))
        foot = 841.9 - y
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[x - 2, foot - 3 - 40, x + 98, foot - 3 + 20],
            FT=pikepdf.Name.Sig,
            T=f"Signature{len(page.get('/Annots', []))}",
            F=flags,
            AP=pikepdf.Dictionary(N=outer),
        )
        fields = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(field)])
        page.Annots = fields
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
        pdf.save(path)


def form(pdf: pikepdf.Pdf, content: str, **resources: pikepdf.Dictionary) -> pikepdf.Stream:
    """A form of 100 by 60 points whose origin lies 40 points above its foot."""
    return pdf.make_stream(
        content.encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, -40, 100, 20],
        Resources=pikepdf.Dictionary({f"/{kind}": named for kind, named in resources.items()}),
    )


def read(path: Path) -> PlanDocument:
    document = planparse.extract(path)
    assert document.plan.unplaced_characters == 0
    return document


def test_number_and_date_are_read_where_signatures_put_them(tmp_path: Path) -> None:
    path = a_form(tmp_path)
    sign(path, 112, 97, "277")  # two points below its line, as clerks drop it
    sign(path, 430, 94, "14")
    sign(path, 482, 94, "7")
    plan = read(path).plan

    assert (plan.document_number, str(plan.issued_on)) == ("277/KH-UBND", "2023-07-14")
    assert plan.plan_id == "tien-giang-277-kh-ubnd-2023"


def test_one_field_may_fill_day_and_month(tmp_path: Path) -> None:
    path = a_form(tmp_path)
    sign(path, 430, 94, "14" + " " * 13 + "7")

    assert str(read(path).plan.issued_on) == "2023-07-14"


def test_what_signs_is_no_text_of_the_plan(tmp_path: Path) -> None:
    path = a_form(tmp_path)
    sign(path, 112, 95, "99", flags=HIDDEN)
    sign(path, 300, 145, "Email: a@tiengiang.gov.vn", "Co quan: UBND", "Gio: 08:00")
    sign(path, 345, 95, "Ban sao")  # over words of the date
    document = read(path)

    assert document.plan.document_number is None
    assert document.plan.title == "Chuyển đổi số của tỉnh"
    assert [r.text for r in document.removed if r.kind == "signature"] == [
        "Email: a@tiengiang.gov.vn Co quan: UBND Gio: 08:00",
        "Ban sao",
    ]


def test_bytes_before_the_first_line_do_not_hide_what_was_added_last(tmp_path: Path) -> None:
    path = a_form(tmp_path)
    sign(path, 112, 95, "277")
    path.write_bytes(b"\xab\x17 of a portal \x00" + path.read_bytes())

    assert read(path).plan.document_number == "277/KH-UBND"


@pytest.mark.parametrize(
    ("name", "printed", "number"),
    [
        ("277-KH-UBND-Ha-Noi-2026", "Số: /KH-UBND", "277/KH-UBND"),
        ("KH so 15_QD-UBND", "Số:    /QĐ-UBND", "15/QĐ-UBND"),
        ("277-QD-UBND", "Số: /KH-UBND", None),
        ("277-KH-UBND", "", None),
        ("27-KH-UBND thay 26-KH-UBND", "Số: /KH-UBND", None),
        ("ke-hoach-2026", "Số: /KH-UBND", None),
    ],
)
def test_a_file_name_gives_the_number_when_its_symbol_is_the_printed_one(
    name: str, printed: str, number: str | None, knowledge: Knowledge
) -> None:
    assert find_in_file_name(name, printed, knowledge) == number


def test_a_number_of_the_file_name_is_an_issue(tmp_path: Path) -> None:
    path = a_form(tmp_path).rename(tmp_path / "277-KH-UBND.pdf")
    document = read(path)

    assert document.plan.document_number == "277/KH-UBND"
    assert "number_from_file_name" in [issue.code for issue in document.issues]


@pytest.mark.parametrize("y", [140, 146, 158, 164])
@pytest.mark.parametrize("x", [40, 450])
def test_what_is_stamped_beside_the_title_is_not_of_it(x: float, y: float, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    for index, stamped in enumerate(("CỔNG THÔNG TIN", "ĐẾN Giờ: 8", "Ngày: 24/01")):
        sheet.text(x, y + 12 * index, stamped, size=9)
    sheet.text(190, 174, "giai đoạn chuyển đổi số toàn diện của tỉnh", bold=True)
    sheet.text(60, 220, "I. MỤC TIÊU", bold=True)
    for line in range(16):
        sheet.text(60, 240 + 16 * line, "Phát triển chính quyền số của tỉnh theo hướng " * 2)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert document.plan.document_type == "Kế hoạch"
    assert document.plan.title == (
        "Chuyển đổi số năm 2023 của tỉnh giai đoạn chuyển đổi số toàn diện của tỉnh"
    )
    assert {r.text for r in document.removed if r.kind == "marking"} == {
        "CỔNG THÔNG TIN", "ĐẾN Giờ: 8", "Ngày: 24/01",
    }  # fmt: skip
    assert [section.heading for section in document.sections] == ["MỤC TIÊU"]
