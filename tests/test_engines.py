"""Both engines read every page the same; what PDFium might read otherwise it leaves."""

import dataclasses
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import planparse
from conftest import RAW
from drawing import Sheet
from planparse.read.layouts import look_at
from planparse.read.options import Engine, ReadOptions
from planparse.read.pdf.characters import with_marks
from planparse.read.pdf.drawing import Characters, Drawing
from planparse.read.pdf.font_maps import read_unicode_map
from planparse.read.pdf.pdfium import Pdfium
from planparse.read.pdf.verify import find_difference
from planparse.read.pdf.words import to_words
from planparse.schema.layout import Box, Page, Word
from plans import Annex, Look, annexes, looks
from typeset import typeset

VERIFIED = ReadOptions(ocr="never", verify=True)
OTHERS = sorted((Path(__file__).parent / "data").rglob("*.pdf"))


# Of the plan of Ha Noi, three pages show annotations: signatures and the stamp of the portal.
@pytest.mark.parametrize(
    ("name", "read", "left"),
    [
        ("tien-giang-394-KH-UBND-2022.pdf", 26, []),
        ("vinh-long-742-QD-UBND-2023.pdf", 57, []),
        ("277-KH-UBND-Ha-Noi-2026.pdf", 9, [1, 4, 5]),
    ],
)
def test_both_engines_give_the_same_records(name: str, read: int, left: list[int]) -> None:
    pdf = Pdfium((RAW / name).read_bytes(), None)
    drawn = [pdf.draw(index) for index in range(len(pdf))]
    assert sum(drawing is not None for drawing in drawn) == read
    assert [number for number, drawing in enumerate(drawn, 1) if drawing is None] == left

    fast = planparse.extract(RAW / name)
    reference = planparse.extract(RAW / name, reading=ReadOptions(engine="pdfplumber"))
    assert without_places(fast.model_dump()) == without_places(reference.model_dump())


def without_places(value: object) -> object:
    """Records whose coordinates are whole points: engines round, and one may round up."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return "" if isinstance(value, float) else value


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_both_engines_read_what_portals_publish_the_same(path: Path) -> None:
    assert [page.otherwise for page in look_at(path, None, VERIFIED).pages if page.otherwise] == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(annex=annexes(), look=looks())
def test_both_engines_read_random_plans_the_same(annex: Annex, look: Look, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(annex, look))
    assert {page.otherwise for page in look_at(path, None, VERIFIED).pages} == {""}


def test_a_page_that_is_read_differently_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet()
    sheet.head()
    path = sheet.save(tmp_path / "plan.pdf")
    draw = Pdfium.draw

    def misread(self: Pdfium, index: int) -> Drawing | None:
        drawing = draw(self, index)
        assert drawing is not None
        drawing.characters.texts[drawing.characters.texts == "K"] = "X"
        return drawing

    monkeypatch.setattr(Pdfium, "draw", misread)
    told = {i.text: i.page for i in planparse.extract(path, reading=VERIFIED).issues
            if i.code == "engines_differ"}  # fmt: skip
    assert told == {"“12/XH-UBND” against “12/KH-UBND”; “XẾ” against “KẾ”": 1}
    assert not any(i.code == "engines_differ" for i in planparse.extract(path).issues)


WORD = Word("Sở", Box(10, 10, 22, 20), 18, 10, bold=False, italic=False, page=1, index=0)
SO = WORD._replace(text="So")
PAGE = Page(1, 595, 842, (WORD,), (Box(0, 0, 100, 0),))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (PAGE, ""),
        (dataclasses.replace(PAGE, words=(WORD._replace(baseline=18.1),)), ""),
        (dataclasses.replace(PAGE, words=(SO,)), "“Sở” against “So”"),
        (dataclasses.replace(PAGE, words=()), "“Sở” against “”"),
        (
            dataclasses.replace(PAGE, words=(WORD._replace(box=Box(12, 10, 24, 20)),)),
            "1 words stand elsewhere, the first of them “Sở”",
        ),
        (dataclasses.replace(PAGE, rules=()), "1 rules against 0"),
    ],
)  # fmt: skip
def test_differences_are_told(other: Page, told: str) -> None:
    assert find_difference(PAGE, other) == told


def test_what_pdfium_might_read_otherwise_is_left() -> None:
    plain, turned, doubled = Sheet(), Sheet(), Sheet()
    for sheet in (plain, turned, doubled):
        sheet.text(60, 60, "Kế hoạch chuyển đổi số")
    turned.canvas.rotate(90)
    turned.text(60, 900, "Phụ lục")
    doubled.text(60.3, 60, "Kế hoạch chuyển đổi số")

    def is_read(sheet: Sheet) -> bool:
        sheet.canvas.save()
        return Pdfium(sheet.buffer.getvalue(), None).draw(0) is not None

    assert [is_read(sheet) for sheet in (plain, turned, doubled)] == [True, False, False]


def test_letters_of_one_glyph_are_all_read(tmp_path: Path) -> None:
    """LibreOffice sets “ffi” as one glyph and says in /ActualText what it is. PDFium gives all
    three letters in one place, where the second f was taken for the first one drawn twice."""
    sheet = Sheet()
    sheet.text(60, 60, "Văn phòng")
    sheet.text(60, 80, "o")
    sheet.canvas._code.append("/Span <</ActualText <FEFF006600660069>>> BDC")
    sheet.text(65.9, 80, "ffi")
    sheet.canvas._code.append("EMC")
    sheet.text(77, 80, "ce")
    pages = look_at(sheet.save(tmp_path / "plan.pdf")).pages
    assert [word.text for word in pages[0].words] == ["Văn", "phòng", "office"]


def test_letters_shown_one_by_one_keep_the_space_behind_each(tmp_path: Path) -> None:
    """As printer drivers of 2004 justify a line; then it takes up its place again."""
    sheet = Sheet()
    sheet.head()
    line = sheet.canvas.beginText(70, sheet.size[1] - 300)
    line.setFont("Regular", 11)
    line.setCharSpace(0.6)
    for letter in "Tổng thu ngân sách nhà nước năm 2005 là 1":
        line.textOut(letter)
    end = (
        70
        + 41 * 0.6
        + sheet.canvas.stringWidth("Tổng thu ngân sách nhà nước năm 2005 là 1", "Regular", 11)
    )
    line.setTextOrigin(end, sheet.size[1] - 300)
    line.textOut("79,7")
    sheet.canvas.drawText(line)
    path = sheet.save(tmp_path / "plan.pdf")

    for engine in ("pdfium", "pdfplumber"):
        words = look_at(path, None, ReadOptions(engine=engine)).pages[0].words
        assert "179,7" in [word.text for word in words], engine
    assert look_at(path, None, VERIFIED).pages[0].otherwise == ""


def test_letters_that_lean_are_no_wider(tmp_path: Path) -> None:
    """Where a font has no italics, letters are drawn leaning."""
    sheet = Sheet()
    text = sheet.canvas.beginText()
    text.setFont("Regular", 13)
    text.setTextTransform(1, 0, 0.33, 1, 60, 700)
    text.textOut("Hà Nội, ngày 05 tháng 01")
    sheet.canvas.drawText(text)
    path = sheet.save(tmp_path / "plan.pdf")
    for engine in ("pdfium", "pdfplumber"):
        words = look_at(path, None, ReadOptions(engine=engine)).pages[0].words
        assert [word.text for word in words] == ["Hà", "Nội,", "ngày", "05", "tháng", "01"]


def test_spacing_of_characters_follows_the_last_one_of_a_string(tmp_path: Path) -> None:
    """Strings one behind the other, set closer, ran over what follows: “2060” for “2006”."""
    sheet = Sheet()
    sheet.canvas.setFont("Helvetica", 12)
    sheet.canvas._code.append(
        "BT /F1 12 Tf 60 700 Td -2.5 Tc (2) Tj (0) Tj (0) Tj 12.5 0 Td (6) Tj "
        "60 -20 Td 0.5 Tc [-2000 (20) 100 (10)] TJ (:) Tj ET"
    )
    path = sheet.save(tmp_path / "plan.pdf")
    pages = [look_at(path, None, ReadOptions(engine=e)).pages[0] for e in get_args(Engine)]
    assert find_difference(*pages) == ""
    assert [word.text for word in pages[0].words] == ["2006", "2010:"]


def test_what_shows_nothing_parts_no_letters() -> None:
    shown = "Kế\u200bhoạch\u200b \ufeffsố"
    places = np.cumsum([0.0 if c in "\u200b\ufeff" else 6.0 for c in shown])
    count = len(shown)
    ones = np.ones(count)
    characters = Characters(
        np.array(list(shown), dtype=object), np.roll(places, 1) * (np.arange(count) > 0), places,
        20 * ones, 12 * ones, ones < 0, ones < 0,
    )  # fmt: skip
    assert [word.text for word in to_words(with_marks(characters), (), 1)] == ["Kếhoạch", "số"]


def test_unicode_maps_are_read_as_the_standard_says() -> None:
    cmap = b"""
    1 begincodespacerange <0000> <FFFF> endcodespacerange
    2 beginbfchar <0003> <0020> <01AF> <01B0 0301> endbfchar
    2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<00660069> <1EBF>] endbfrange
    """
    assert read_unicode_map(cmap) == {
        3: " ", 0x1AF: "ư\u0301", 0x24: "A", 0x25: "B", 0x26: "C", 0x30: "fi", 0x31: "ế",
    }  # fmt: skip
