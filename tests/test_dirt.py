"""Scans with what was never printed: black edges, dust, arrival stamps, cut rows; lone strokes."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest

import planparse
from drawing import Sheet
from planparse.knowledge.lexicon import Lexicon, load_lexicon, to_lexicon
from planparse.read.ocr.dashes import with_dashes
from planparse.read.ocr.dirt import find_specks, without_edges
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE
from planparse.read.ocr.lone import _agreed, with_lone
from planparse.read.ocr.numerals import ROMAN, _doubted
from planparse.read.ocr.regions import Region
from planparse.read.ocr.repair import repair
from planparse.read.ocr.rules import find_rules
from planparse.read.ocr.scans import Scan
from planparse.schema.layout import Box, Word

POINT = round(SCALE)


def paper() -> np.ndarray:
    return np.full((200 * POINT, 300 * POINT), 255, np.uint8)


def drawn(text: str, folder: Path) -> Any:
    """A text in large type on white, with a margin."""
    sheet = Sheet()
    sheet.text(60, 60, text, 13)
    page = pypdfium2.PdfDocument(sheet.save(folder / "word.pdf"))[0]
    picture = page.render(scale=SCALE, grayscale=True).to_numpy().squeeze()
    ys, xs = np.nonzero(picture < 128)
    cut = picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return cv2.copyMakeBorder(cut, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=255)


def region_of(picture: np.ndarray, cell: bool = True) -> Region:
    height, width = (length - 2 * MARGIN for length in picture.shape)
    return Region(0, 0, width, height, np.full((height, width), 255, np.uint8), cell)


def scanned(text: str, confidence: float) -> Scan:
    run = tuple(
        Word(part, Box(30 * i, 0, 30 * i + 25, 10), 8, 10, False, False, 1, i, confidence)
        for i, part in enumerate(text.split())
    )
    return Scan(1, 600, 800, (run,), ())


def test_the_black_around_a_sheet_goes_with_its_frays_and_nothing_else() -> None:
    picture = paper()
    cv2.putText(picture, "chu", (400, 400), cv2.FONT_HERSHEY_COMPLEX, 2.0, 0, 4)
    cv2.line(picture, (0, 600), (900, 600), 0, 3)  # a rule that runs out of the sheet
    clean = picture.copy()
    picture[:, -40:] = 10
    for y in range(0, len(picture), 9):
        picture[y, -50:] = 20

    cleaned = without_edges(picture)

    assert (cleaned[:, -60:] == 255).all()
    assert np.array_equal(cleaned[:, :-100], clean[:, :-100])
    assert without_edges(clean) is clean


def test_dust_is_small_and_far_from_all_else() -> None:
    ink = 255 - paper()
    cv2.putText(ink, "19", (100, 100), cv2.FONT_HERSHEY_COMPLEX, 1.5, 255, 3)
    stop, far, dash = (170, 98), (260, 98), (400, 90)
    for middle in (stop, far):
        cv2.circle(ink, middle, 3, 255, cv2.FILLED)
    cv2.rectangle(ink, dash, (dash[0] + 16, dash[1] + 3), 255, cv2.FILLED)
    leaders = [(x, 300) for x in range(100, 300, 12)]
    for middle in leaders:
        cv2.circle(ink, middle, 2, 255, cv2.FILLED)

    specks = find_specks(ink)

    assert specks[far[1], far[0]]
    kept = [stop, (dash[0] + 5, dash[1] + 1), *leaders]
    assert not any(specks[y, x] for x, y in kept)
    assert not find_specks(ink * 0).any()


def test_the_upright_rules_of_a_row_that_the_page_cuts_go_on_from_those_above() -> None:
    ink = 255 - paper()
    for y in (100, 250, 400):
        cv2.line(ink, (100, y), (1000, y), 255, 3)
    for x in (100, 500, 1000):
        cv2.line(ink, (x, 100), (x, 250), 255, 3)
        cv2.line(ink, (x, 400), (x, 470), 255, 3)
    cv2.line(ink, (700, 400), (700, 470), 255, 6)  # a letter close below a rule

    rules = find_rules(ink)

    assert all(rules.upright[450, x] for x in (100, 500, 1000))
    assert not rules.upright[450, 690:710].any()


def test_a_letter_alone_below_others_that_is_hardly_read_is_dust(tmp_path: Path) -> None:
    def read(text: str, line: int, sure: float) -> Reading:
        return Reading(text, 0, 40 * line, 30, 40 * line + 20, 40 * line + 20, 15, sure, line)

    run = [read("3.2.3", 0, 0.9), read("F", 1, 0.19), read("I", 2, 0.19), read("A", 3, 0.4)]
    picture = drawn("3.2.3", tmp_path)
    [found] = with_lone([run], [picture], [region_of(picture)])

    [title] = with_lone([[read("A", 0, 0.2)]], [picture], [region_of(picture)])

    assert [reading.text for reading in found] == ["3.2.3", "I", "A"]
    assert [reading.text for reading in title] == ["A"]


@pytest.mark.parametrize(("text", "meant"), [("I", "I"), ("1", "1"), ("H", None), ("-", None)])
def test_a_stroke_alone_in_a_cell_of_which_nothing_was_read(
    text: str, meant: str | None, tmp_path: Path
) -> None:
    picture = drawn(text, tmp_path)

    [found] = with_lone([[]], [picture], [region_of(picture)])
    [outside] = with_lone([[]], [picture], [region_of(picture, cell=False)])

    assert [(r.text, r.confidence) for r in found] == ([(meant, 0.5)] if meant else [])
    assert outside == []


def test_a_percent_sign_of_which_nothing_was_read(tmp_path: Path) -> None:
    picture = drawn("%", tmp_path)
    runs = [[], *([Reading("%", 0, 0, 30, 20, 20, 15, sure, 0)] for sure in (0.2, 0.9))]
    images, regions = [picture] * 3, [region_of(picture)] * 3

    found = with_dashes(with_lone(runs, images, regions), images, regions)

    assert [[(r.text, r.confidence) for r in run] for run in found] == [
        [("%", 0.6)],
        [("%", 0.6)],
        [("%", 0.9)],
    ]


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["x1", "XII", "XII.", "XII.", "XII-", "xI"], "XII"),
        (["XI", "XII", "XI", "XII", "XI", "XII"], ""),
        (["XII", "XII", "x", "", "", ""], ""),
    ],
)
def test_most_readings_say_which_roman_number_it_is(texts: list[str], meant: str) -> None:
    assert _agreed(texts, ROMAN) == meant


@pytest.mark.parametrize(
    ("text", "at", "meant", "sure"),
    [
        ("-2028", None, "2028", 0.5),
        ("-2028", 40, "-2028", 0.9),
        ("30-", None, "30", 0.5),
        ("30-", 150, "30-", 0.9),
        ("2025-2030", None, "2025-2030", 0.9),
    ],
)
def test_a_speck_is_no_dash_of_a_number(text: str, at: int | None, meant: str, sure: float) -> None:
    picture = np.full((100, 300), 255, np.uint8)
    cv2.circle(picture, (45, 50), 3, 0, cv2.FILLED)
    if at:
        cv2.rectangle(picture, (at, 48), (at + 15, 52), 0, cv2.FILLED)
    x0 = 40 - MARGIN
    read = Reading(text, x0, 35 - MARGIN, x0 + 125, 65 - MARGIN, 65 - MARGIN, 21, 0.9, 0)

    [[found]] = with_dashes([[read]], [picture], [region_of(picture)])

    assert (found.text, found.confidence) == (meant, sure)


def doubted(text: str, lexicon: Lexicon) -> list[str]:
    [found] = repair([scanned(text, 0.96)], lexicon)
    return [word.text for word in found.runs[0] if (word.confidence or 0) < 0.65]


def test_a_full_stop_before_a_small_letter_is_doubted() -> None:
    assert "vững." in doubted("phát triển bền vững. rừng ngập mặn", load_lexicon())
    assert "vững." not in doubted("phát triển bền vững. Rừng ngập mặn", load_lexicon())


def test_a_word_that_no_plan_has_there_is_doubted_where_another_is_nearly_as_likely() -> None:
    counts = {"kiểm": 325, "kiếm": 10, "định": 180, "tìm": 40, "và": 50_000}
    pairs = {("kiểm", "định"): 2, ("tìm", "kiếm"): 20}
    lexicon = to_lexicon({("", syllable): count for syllable, count in counts.items()} | pairs)

    assert doubted("kiếm định", lexicon) == ["kiếm"]
    assert doubted("kiểm định", lexicon) == doubted("tìm kiếm", lexicon) == []
    assert doubted("và Kiếm định", lexicon) == []  # a name


def test_an_arrival_stamp_above_the_header_is_neither_issuer_nor_number(tmp_path: Path) -> None:
    sheet = Sheet()
    for y, text in ((14, "VĂN PHÒNG UBND TỈNH"), (25, "ĐẾN"), (36, "Số: 5127")):
        sheet.text(70, y, text, 10)
    sheet.text(70, 47, "Ngày: 12/10/2024", 8)
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Mở dữ liệu dùng chung.")

    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))

    assert document.plan.document_number == "12/KH-UBND"
    assert document.plan.issuing_authority_text == "ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG"
    removed = [x.text for x in document.removed if x.kind == "marking"]
    assert removed == ["VĂN PHÒNG UBND TỈNH", "ĐẾN", "Số: 5127", "Ngày: 12/10/2024"]


def test_a_number_that_two_models_read_otherwise_is_doubted() -> None:
    def run(text: str) -> list[Reading]:
        return [Reading(text, 0, 0, 50, 20, 20, 15, 0.7, 0)]

    def sure(new: str, old: str) -> float:
        return _doubted(run(new), run(old))[0].confidence

    assert sure("331.1", "31.1") == 0.5
    assert sure("3.1.1", "31.1") == sure("1", "l") == 0.7


def test_no_repair_makes_a_word_stutter_that_plans_never_double() -> None:
    counts = {("", "mùa"): 900, ("mùa", "lũ"): 900, ("", "lũ"): 9, ("", "mưa"): 1}
    lexicon = to_lexicon(counts | {("", "từng"): 9, ("từng", "từng"): 9})

    def repaired(text: str) -> str:
        [found] = repair([scanned(text, 0.5)], lexicon)
        return " ".join(word.text for word in found.runs[0])

    assert repaired("mùa mưa lũ") == "mùa mưa lũ"
    assert repaired("từng tưng") == "từng từng"
