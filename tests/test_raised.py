"""Marks of notes and powers of units in scans: small figures above the line."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

import planparse
from drawing import Sheet
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import render
from planparse.read.ocr.pages import read_page
from planparse.read.ocr.quarters import is_stroke
from planparse.read.ocr.raised import _parted, with_raised
from planparse.read.ocr.regions import Region
from scans import scan_pages
from test_scans import reads_scans


def raised(sheet: Sheet, x: float, y: float, text: str, figures: str, rest: str = "") -> None:
    """A text with raised figures behind it, as Word sets them, and what follows."""
    sheet.text(x, y, text, 14)
    x += sheet.canvas.stringWidth(text, "Regular", 14)
    sheet.text(x, y - 4.6, figures, 9)
    sheet.text(x + sheet.canvas.stringWidth(figures, "Regular", 9), y, rest, 14)


@reads_scans
def test_raised_figures_are_words_of_their_own(tmp_path: Path) -> None:
    sheet = Sheet()
    raised(sheet, 60, 100, "Nguồn lực dự kiến của các đơn vị trong tỉnh Hậu Giang", "1", ";")
    raised(sheet, 60, 130, "Trồng rừng trên diện tích đất của xã là 1.200 m", "2", ";")
    sheet.text(60, 160, "Hưởng ứng phong trào thi đua “Dân vận khéo” của huyện!", 14)
    with pypdfium2.PdfDocument(sheet.save(tmp_path / "drawn.pdf")) as pdf:
        words = [word for run in read_page(render(pdf[0]), 1).runs for word in run]

    usual = max(word.size for word in words)
    small = [word.text for word in words if word.size < 0.8 * usual]
    assert small == ["1", "2;"]
    assert {"Giang;", "m"} <= {word.text for word in words}
    assert [word.text for word in words][-3:] == ["khéo”", "của", "huyện!"]


@reads_scans
@pytest.mark.parametrize("mark", ["1", ""])
def test_a_note_of_a_scan_is_found_by_its_mark_or_below_its_rule(mark: str, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", 13, bold=True)
    raised(
        sheet, 60, 225, "1. Mở dữ liệu dùng chung của các cơ quan trong tỉnh Tiền Giang", "1", "."
    )
    sheet.text(60, 250, "2. Nâng cao nhận thức của cán bộ, công chức về chuyển đổi số.", 14)
    sheet.rule(60, 760, 200, 760)
    sheet.text(70, 769, mark, 5)
    sheet.text(75, 772, "Theo Nghị quyết của Hội đồng nhân dân tỉnh về dữ liệu mở của tỉnh.", 8)
    path = tmp_path / "plan.pdf"
    path.write_bytes(scan_pages(sheet.save(tmp_path / "drawn.pdf")))

    document = planparse.extract(path)

    [note] = [note for section in document.sections for note in section.footnotes]
    assert (note.mark, note.text[:15]) == ("1", "Theo Nghị quyết")


@reads_scans
def test_a_stroke_of_dust_alone_is_no_mark() -> None:
    grey = np.full((400, 400), 255, np.uint8)
    grey[100:122, 100:105] = 0
    dust = Reading("'", 100, 100, 105, 122, 140, 28, 0.5, 0)
    word = Reading("Theo", 130, 110, 200, 140, 140, 28, 0.9, 0)
    block = Region(0, 0, 400, 400, grey, cell=False)

    [alone], [before] = (with_raised([run], grey, [block]) for run in ([dust], [dust, word]))

    assert [reading.text for reading in alone] == ["'"]
    assert [reading.text for reading in before] == ["1", "Theo"]


def test_one_upright_stroke_is_told_from_two_and_from_a_slash() -> None:
    one, two, slash = (np.zeros((30, 30), np.uint8) for _ in range(3))
    one[:, 10:13] = two[:, 10:13] = two[:, 18:21] = 255
    for y in range(30):
        slash[y, 20 - y // 2 : 23 - y // 2] = 255

    assert [is_stroke(ink) for ink in (one, two, slash, 0 * one)] == [True, False, False, False]


def test_a_mark_before_a_note_that_looks_like_a_word_with_a_mark_is_one_word() -> None:
    mark = Reading("l1", 100, 100, 112, 110, 110, 10, 0.9, 0)
    word = Reading("dân1", 100, 100, 140, 110, 110, 10, 0.9, 0)

    assert [reading.text for reading in _parted(mark, "11", 100)] == ["11"]
    assert [reading.text for reading in _parted(word, "1", 130)] == ["dân", "1"]


def test_what_goes_on_from_the_page_before_is_no_note_to_a_power(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", 13, bold=True)
    raised(sheet, 60, 225, "1. Giảm phát thải xuống dưới 10", "6", " tấn mỗi năm.")
    sheet.text(60, 250, "2. Nâng cao nhận thức của cán bộ, công chức về chuyển đổi số.", 14)
    sheet.rule(60, 760, 200, 760)
    sheet.text(75, 772, "của Hội đồng nhân dân tỉnh về dữ liệu mở của tỉnh, như trên.", 8)

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert not [note for section in document.sections for note in section.footnotes]
    assert "106 tấn" in "".join(section.text for section in document.sections)
