"""Scans: made of a plan that is known, cut from published ones, and drawn pixel by pixel.

What is expected of published pages was transcribed by eye (tests/data/scans).
"""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

import planparse
from conftest import PLANS, RAW, document_of
from drawing import Sheet
from planparse.errors import ExitCode, ProgramError
from planparse.extract.body.conclusions import read_conclusions
from planparse.extract.document import extract_draft
from planparse.extract.doubts import find_doubts
from planparse.extract.lines import Line
from planparse.knowledge import load
from planparse.knowledge.lexicon import bare, load_lexicon, to_lexicon
from planparse.normalize import build_document
from planparse.read.layouts import look_at, read_layout
from planparse.read.ocr import cache as kept
from planparse.read.ocr import tesseract
from planparse.read.ocr.dashes import with_dashes
from planparse.read.ocr.days import _is_sure
from planparse.read.ocr.dots import with_dots
from planparse.read.ocr.engine import Reading, _mended, _parse, read_images
from planparse.read.ocr.faint import with_faint
from planparse.read.ocr.images import (
    MARGIN,
    SCALE,
    _turn,
    evenly_lit,
    find_skew,
    ink_of,
    measure_paper,
    render,
    with_white_paper,
    without_seals,
)
from planparse.read.ocr.lost import find_lost, with_unread
from planparse.read.ocr.numerals import _to_roman, _to_romans
from planparse.read.ocr.quarters import count_strokes, has_flag, with_quarters
from planparse.read.ocr.reading import (
    Placed,
    _believed,
    _without_marks,
    doubted_beside,
)
from planparse.read.ocr.regions import Region, find_pictures, find_regions
from planparse.read.ocr.repair import repair
from planparse.read.ocr.rules import Rules, find_rules
from planparse.read.ocr.scans import Scan
from planparse.read.ocr.signs import find_sign, with_signs
from planparse.read.ocr.tesseract import is_installed
from planparse.read.ocr.torn import with_torn
from planparse.read.ocr.turning import level
from planparse.read.ocr.voting import settle
from planparse.read.options import ReadOptions
from planparse.schema.draft import Draft, Passage, Preface
from planparse.schema.layout import Box, Page, PageKind, Source, Word
from planparse.schema.records import PlanDocument, Task
from scans import scan_pages

SCANS = Path(__file__).parent / "data" / "scans"
REAL = SCANS.with_name("real")
AFRESH = ReadOptions(keep=False)
reads_scans = pytest.mark.skipif(
    not is_installed(), reason="Tesseract or its Vietnamese model is not installed"
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "cache")


@cache
def draft_of(name: str) -> Draft:
    return extract_draft(read_layout(SCANS / name, options=AFRESH), load())


def published(name: str) -> PlanDocument:
    return build_document(draft_of(name), load())


@reads_scans
@pytest.mark.parametrize("askew", [0.0, 1.5])
def test_a_sheet_scanned_sideways_or_head_down_is_set_upright(askew: float) -> None:
    sheet = Sheet()
    sheet.head()
    sheet.table(
        [50, 90, 300, 545],
        [200, 220, 240],
        [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Mở dữ liệu", "Sở Y tế"]],
    )
    sheet.canvas.showPage()
    sheet.canvas.save()
    with pypdfium2.PdfDocument(sheet.buffer.getvalue()) as pdf:
        upright = _turn(without_seals(render(pdf[0])), askew, 255)

    assert np.array_equal(level(upright), upright)
    for quarters in (1, 2, 3):
        sideways = np.ascontiguousarray(np.rot90(upright, quarters))
        assert np.array_equal(level(sideways), upright)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> PlanDocument:
    """The second annex of Tiền Giang, printed and scanned."""
    path = tmp_path_factory.mktemp("scans") / "annex.pdf"
    path.write_bytes(scan_pages(RAW / PLANS["tien-giang-394"], [25, 26]))
    return planparse.extract(path, reading=AFRESH)


def squeezed(text: str | None) -> str:
    return "".join((text or "").replace("–", "-").split())


def cells_of(task: Task) -> list[str]:
    return [squeezed(t) for t in (task.text, task.lead_text, task.coordinating_text)]


@reads_scans
def test_a_scan_gives_the_rows_of_what_was_scanned(made: PlanDocument) -> None:
    printed = [task for task in document_of("tien-giang-394").tasks if task.annex == "2"]
    pairs = list(zip(printed, made.tasks, strict=True))
    cells = [c for a, b in pairs for c in zip(cells_of(a), cells_of(b), strict=True) if any(c)]

    assert [(a.kind, a.number) for a, _ in pairs] == [(b.kind, b.number) for _, b in pairs]
    assert sum(bare(a) == bare(b) for a, b in cells) >= 0.95 * len(cells)
    assert sum(a == b for a, b in cells) >= 0.9 * len(cells)
    wrong = sum(Levenshtein.distance(a, b) for a, b in cells)
    assert wrong <= 0.01 * sum(len(a) for a, _ in cells)


@reads_scans
def test_what_was_read_wrong_of_agencies_and_numbers_is_marked(made: PlanDocument) -> None:
    printed = [task for task in document_of("tien-giang-394").tasks if task.annex == "2"]
    marked = {issue.task_id for issue in made.issues if issue.severity == "warning"}
    wrong = {
        b.task_id
        for a, b in zip(printed, made.tasks, strict=True)
        if (a.number, cells_of(a)[1:]) != (b.number, cells_of(b)[1:])
    }
    assert wrong  # of the print itself: "địa bản" is repaired
    assert wrong <= marked


def transcribed(name: str) -> list[list[str]]:
    rows = json.loads((SCANS / name).read_text(encoding="utf-8"))["rows"]
    return [[squeezed(cell) for cell in (row["number"], *row["cells"])] for row in rows]


@reads_scans
@pytest.mark.parametrize(
    ("scan", "truth", "exact"),
    [
        ("411-QD-TTg-p1-p42.pdf", "411-p42.json", 0.85),
        ("222-QD-TTg-p21.pdf", "222-p21.json", 0.7),
    ],
)
def test_annex_pages_of_published_scans_are_as_transcribed(
    scan: str, truth: str, exact: float
) -> None:
    wanted = transcribed(truth)
    found = [row for table in draft_of(scan).tables for row in table.rows]
    assert len(found) == len(wanted)
    cells = [
        (a, "" if i in row.inherited else squeezed(row.cells[i].text))
        for texts, row in zip(wanted, found, strict=True)
        for i, a in enumerate(texts)
    ]
    cells = [pair for pair in cells if any(pair)]
    assert sum(a == b for a, b in cells) >= exact * len(cells)


@reads_scans
def test_the_header_of_a_scan_and_its_handwritten_number() -> None:
    document = published("411-QD-TTg-p1-p42.pdf")
    plan = document.plan

    assert plan.source_format == "scan"
    assert plan.document_type == "Quyết định"
    assert plan.issuing_authority == "Thủ tướng Chính phủ"
    assert str(plan.issued_on) == "2022-03-31"
    assert plan.title == (
        "Phê duyệt Chiến lược quốc gia phát triển kinh tế số và xã hội số đến năm 2025, "
        "định hướng đến năm 2030"
    )
    doubts = {(issue.code, issue.field) for issue in document.issues}
    assert plan.document_number == "411/QĐ-TTg" or ("number_missing", "document_number") in doubts
    assert ("doubtful_reading", "document_number") in doubts


@reads_scans
def test_letters_drawn_as_outlines_are_read_and_text_is_left_alone() -> None:
    path = SCANS / "2307-QD-UBND-Son-La-p1-p5.pdf"
    outlined, with_text = read_layout(path, options=AFRESH).pages

    assert all(word.confidence is not None for word in outlined.words)
    assert with_text.words
    assert all(word.confidence is None for word in with_text.words)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(w.text for w in outlined.words)
    # The day is read "II" at first, and again as the figures that it can only be.
    assert "ngày 11 tháng 09 năm 2025" in " ".join(w.text for w in outlined.words)
    assert [w.confidence for w in outlined.words if w.text == "11"] == [0.5]


@pytest.mark.parametrize(
    ("texts", "read", "most", "sure"),
    [
        (["11", "11", "11"], "II", 31, True),
        (["17", "17", "17"], "l7", 31, True),
        (["11", "11", ""], "II", 31, False),
        (["11", "17", "11"], "II", 31, False),
        (["47", "47", "47"], "l7", 31, False),  # no day
        (["12", "12", "12"], "l7", 31, False),  # the seven was seen
        (["1", "1", "1"], "II", 12, False),
        (["13", "13", "13"], "I3", 12, False),  # no month
    ],
)
def test_days_are_figures_where_all_readings_say_which(
    texts: list[str], read: str, most: int, sure: bool
) -> None:
    assert _is_sure(texts, read, most) == sure


@reads_scans
def test_a_scan_that_lost_its_end_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    content = scan_pages(RAW / PLANS["tien-giang-394"], [1, 26])
    path.write_bytes(content[: content.index(b"endstream", content.index(b"endstream") + 9) + 200])
    document = planparse.extract(path, reading=AFRESH)

    assert document.plan.document_number == "394/KH-UBND"
    assert "file_damaged" in {issue.code for issue in document.issues}


def test_a_text_layer_without_diacritics_is_of_no_use() -> None:
    (page,) = look_at(REAL / "dong-nai-useless-ocr-layer.pdf").pages
    born_digital = look_at(RAW / PLANS["tien-giang-394"]).pages[0]

    assert page.words
    assert page.kind.needs_ocr
    assert not born_digital.kind.needs_ocr


def test_without_tesseract_the_error_says_what_to_install(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_pages(RAW / PLANS["tien-giang-394"], [1]))
    command = [sys.executable, "-m", "planparse.cli", "extract", str(path), "--out", str(tmp_path)]
    environment = {**os.environ, "PATH": ""}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    assert result.returncode == ExitCode.NO_TEXT
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in result.stderr


@reads_scans
def test_a_scan_is_read_as_soon_as_the_model_is_there(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    path, models = tmp_path / "scan.pdf", tmp_path / "models"
    path.write_bytes(scan_pages(sheet.save(tmp_path / "drawn.pdf")))
    models.mkdir()
    command = [sys.executable, "-m", "planparse.cli", "extract", str(path), "--out", str(tmp_path)]
    here = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "kept")}
    without = {**here, "TESSDATA_PREFIX": str(models)}
    codes = [subprocess.run(command, env=each).returncode for each in (without, without, here)]

    assert codes == [ExitCode.NO_TEXT, ExitCode.NO_TEXT, ExitCode.OK]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\nexec /bin/sleep 9\n", "gave no answer within 0.2 seconds"),
        ("#!/bin/sh\necho no memory >&2\nexit 1\n", r"failed: no memory\.$"),
        ("#!/bin/sh\nkill -KILL $$\n", "it was ended by SIGKILL"),
        ("no script", "does not start"),
    ],
)
def test_what_stops_tesseract_is_an_error_that_is_expected(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tesseract, "_TIMEOUT", 0.2)
    with pytest.raises(ProgramError, match=said):
        tesseract.run(["--version"])


def test_doctor_says_why_tesseract_does_not_start(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho liblept.so.5 is missing >&2\nexit 127\n")
    program.chmod(0o755)
    sheet = Sheet()
    sheet.head()
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_pages(sheet.save(tmp_path / "drawn.pdf")))
    command = [sys.executable, "-m", "planparse.cli"]
    here = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    said = subprocess.run([*command, "doctor"], capture_output=True, text=True, env=here)
    looked = subprocess.run([*command, "scan", str(path)], capture_output=True, text=True, env=here)

    assert said.returncode == looked.returncode == ExitCode.OK
    assert "tesseract: Tesseract failed: liblept.so.5 is missing." in said.stderr


def test_a_full_disk_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ProgramError, match=r"cannot be written to .*: No space left on device"):
        read_images([canvas()], 300)


def test_doctor_names_what_there_is() -> None:
    command = [sys.executable, "-m", "planparse.cli", "doctor"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "tesseract" in result.stdout
    assert "LibreOffice" in result.stdout


def canvas() -> np.ndarray:
    return np.full((900, 1200), 255, np.uint8)


def write(picture: np.ndarray, text: str, at: tuple[int, int]) -> None:
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_COMPLEX, 1.4, 0, 3)


def test_a_red_seal_goes_and_black_ink_under_it_stays() -> None:
    grey = canvas()
    write(grey, "KE HOACH", (300, 300))
    picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    ring = np.zeros_like(grey)
    cv2.circle(ring, (450, 290), 150, 255, 12)
    picture[(ring > 0) & (grey > 128)] = (60, 50, 220)
    picture[(ring > 0) & (grey <= 128)] = (20, 10, 70)

    cleaned = without_seals(picture)

    assert (cleaned[(ring > 0) & (grey > 128)] == 255).all()
    assert (cleaned[grey <= 128] <= 128).all()


def test_the_grain_of_paper_is_made_white_and_clean_paper_left_alone() -> None:
    grey = canvas()
    write(grey, "KE HOACH", (300, 300))
    grain = np.random.default_rng(1).normal(0, 12, grey.shape)
    grainy = np.clip(grey * 0.85 + grain, 0, 255).astype(np.uint8)

    assert (with_white_paper(grey, measure_paper(grey)) == grey).all()
    cleaned = with_white_paper(grainy, measure_paper(grainy))
    assert (cleaned[grey == 255] == 255).mean() > 0.99
    assert (cleaned[grey == 0] < 90).mean() > 0.99


@reads_scans
def test_row_numbers_in_small_type_are_read_on_grainy_paper(tmp_path: Path) -> None:
    path = tmp_path / "annex.pdf"
    path.write_bytes(scan_pages(RAW / PLANS["vinh-long-742"], [22, 23]))
    tasks = planparse.extract(path, reading=AFRESH).tasks

    assert [t.number_text for t in tasks if t.number] == [f"{n}." for n in range(6, 18)]


def reading(text: str, confidence: float = 0.9) -> Reading:
    return Reading(text, 0.0, 0.0, 60.0, 20.0, 20.0, 12.0, confidence, 0)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("VIH", ("VIII", 0.5)),  # two serifs touch; told apart, and doubted
        ("VỊ", ("VI", 0.9)),
        ("H", ("H", 0.9)),  # a letter as good as a number
        ("IHH", ("IHH", 0.9)),
    ],
)
def test_strokes_alone_in_a_cell_are_a_roman_number(read: str, meant: tuple[str, float]) -> None:
    roman = _to_roman(reading(read))
    assert (roman.text, roman.confidence) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("I,H,IV", ["I,", "II,", "IV"]),
        ("1,II,IV", ["I,", "II,", "IV"]),
        ("I,I,IV", []),  # a list rises
        ("LH,IV", []),
    ],
)
def test_a_list_of_roman_numbers_is_what_rises(read: str, meant: list[str]) -> None:
    assert [each.text for each in _to_romans([reading(read)])] == meant


@pytest.mark.parametrize("angle", [-4.6, -1.3, -0.4, 0.0, 0.6, 3.2])
def test_the_skew_of_lines_is_measured(angle: float) -> None:
    grey = canvas()
    for row in range(100, 850, 60):
        write(grey, "mot hai ba bon nam sau bay tam", (60, row))
    turn = cv2.getRotationMatrix2D((600, 450), angle, 1.0)
    askew = cv2.warpAffine(grey, turn, (1200, 900), borderValue=255)

    assert find_skew(askew) == pytest.approx(angle, abs=0.1)


def table_drawing() -> np.ndarray:
    """Ink: a table of two columns and a low header row, its last cells open, and a slash."""
    ink = np.zeros((900, 1200), np.uint8)
    for y in (100, 160, 400, 800):
        cv2.line(ink, (100, y), (1100, y + 2), 255, 3)  # bent by two pixels
    for x in (100, 500, 1100):
        cv2.line(ink, (x, 100), (x, 800), 255, 3)
    cv2.putText(ink, "TT", (120, 150), cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 2)
    cv2.putText(ink, "Nhiem vu", (520, 150), cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 2)
    cv2.putText(ink, "mot hai", (520, 300), cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 2)
    return ink


def test_rules_and_cells_of_a_drawn_table() -> None:
    ink = table_drawing()
    rules = find_rules(ink)
    text = ink & ~cv2.dilate(rules.mask, np.ones((5, 5), np.uint8))

    across = [box for box in rules.boxes() if box[2] - box[0] > 900]
    assert len(across) == 4
    regions = find_regions(text, rules)
    assert all(region.cell for region in regions)
    assert len(regions) == 3


def test_an_upright_rule_of_a_single_line_is_none_of_a_letter() -> None:
    ink = np.zeros((600, 1200), np.uint8)
    for y in (100, 165):
        cv2.line(ink, (100, y), (1100, y), 255, 3)
    cv2.line(ink, (500, 100), (500, 165), 255, 3)  # between the two rules
    cv2.line(ink, (500, 300), (500, 365), 255, 3)  # the same stroke with no rules about it

    upright = find_rules(ink).upright

    assert upright[130, 500]
    assert not upright[330, 500]


def with_grain(grey: np.ndarray) -> np.ndarray:
    grain = np.random.default_rng(1).normal(0, 7, grey.shape)
    return np.clip(grey * 0.95 + grain, 0, 255).astype(np.uint8)


def rules_of(grey: np.ndarray) -> tuple[Rules, Rules]:
    """The rules as dark as ink, and all."""
    strong = find_rules(ink_of(with_white_paper(grey, measure_paper(grey))))
    return strong, with_faint(strong, grey, measure_paper(grey))


def test_rules_lighter_than_ink_are_found_on_grainy_paper() -> None:
    grey = canvas()
    write(grey, "NHIEM VU", (520, 300))
    for y in (100, 400, 800):
        cv2.line(grey, (100, y), (1100, y + 2), 210, 2)
    for x in (100, 480, 1100):
        cv2.line(grey, (x, 100), (x, 800), 210, 2)
    strong, rules = rules_of(with_grain(grey))

    level = [box for box in rules.boxes() if box[2] - box[0] > 900]
    assert not strong.mask.any()
    assert [round(top, -1) for _, top, _, _ in sorted(level)] == [100, 400, 800]
    assert len([box for box in rules.boxes() if box[3] - box[1] > 600]) == 3


def test_rules_torn_to_dots_and_dashes_reach_from_rule_to_rule() -> None:
    """Leaders do not, and dots that end before the next rule."""
    ink = np.zeros((900, 1200), np.uint8)
    for x in (100, 500, 1100):
        for y in range(106, 795, 25):
            cv2.line(ink, (x, y), (x, y + 12), 255, 2)
    for y in (100, 400, 800):
        for x in range(100, 1100, 12):
            cv2.line(ink, (x, y), (x + 3, y), 255, 2)
    for x in range(160, 440, 8):
        ink[298:301, x : x + 3] = 255
        ink[879:882, x : x + 3] = 255

    rules = with_torn(find_rules(ink), ink)

    level = [(x1 - x0, round(top, -1)) for x0, top, x1, bottom in rules.boxes() if bottom - top < 9]
    assert sorted(top for width, top in level if width > 900) == [100, 400, 800]
    assert len(level) == 3
    assert sum(bottom - top > 600 for _, top, _, bottom in rules.boxes()) == 3


def test_a_torn_rule_of_one_row_counts_where_it_stands_over_a_longer_one() -> None:
    """A header with a merged row below it has such rules; a bar between words is none."""
    ink = np.zeros((900, 1200), np.uint8)
    for y in (100, 170, 240, 800):
        cv2.line(ink, (100, y), (1100, y), 255, 2)
    for x in (100, 1100):
        cv2.line(ink, (x, 100), (x, 800), 255, 2)
    for x, tops in ((600, (104, 244)), (850, (104,))):
        for top, end in zip(tops, (168, 795), strict=False):
            for y in range(top, end, 14):
                cv2.line(ink, (x, y), (x, y + 6), 255, 2)

    rules = with_torn(find_rules(ink), ink)

    assert rules.upright[135, 598:603].any()
    assert rules.upright[500, 598:603].any()
    assert not rules.upright[205, 598:603].any()
    assert not rules.upright[135, 845:855].any()


@pytest.mark.parametrize(("dash", "gap"), [(3.0, 3.0), (6.0, 2.0)])
def test_dashed_rules_make_a_table_where_they_cross(
    dash: float, gap: float, tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.canvas.setDash(dash, gap)
    rows = [[str(n), "Kiểm tra an toàn", "Công an tỉnh"] for n in range(1, 4)]
    sheet.table((50, 90, 300, 420), (220, 245, 285, 325, 365), [["TT", "Nhiệm vụ", "Ai"], *rows])
    page = pypdfium2.PdfDocument(sheet.save(tmp_path / "table.pdf"))[0]
    ink = ink_of(page.render(scale=SCALE, grayscale=True).to_numpy().squeeze())
    found = find_rules(ink)
    rules = with_torn(found, ink)
    text = ink & ~cv2.dilate(rules.mask, np.ones((5, 5), np.uint8))
    heights = [box[3] - box[1] for box in rules.boxes()]

    assert not found.mask.any()
    assert sum(height < 2 * SCALE for height in heights) == 5
    assert sum(height > 100 * SCALE for height in heights) == 4
    assert sum(r.cell and r.x1 - r.x0 > 4 * SCALE for r in find_regions(text, rules)) >= 11


def test_two_words_read_as_one_have_no_say_in_either() -> None:
    at = [("I.", 0, 20), ("MỤC", 24, 100), ("IL.MỤC", 0, 100)]
    label, word, both = (replace(reading(text), x0=x0, x1=x1) for text, x0, x1 in at)
    run = [replace(label, confidence=0.95), replace(word, confidence=0.95)]

    others = [[replace(both, confidence=0.6)]] * 2

    assert [r.text for r in settle([run, *others])] == ["I.", "MỤC"]


def test_a_word_that_all_others_read_as_two_is_two() -> None:
    at = [("5", 0, 12), ("triệu", 24, 100), ("5triệu", 0, 100)]
    number, unit, both = (replace(reading(text), x0=x0, x1=x1) for text, x0, x1 in at)
    two = [number, replace(unit, confidence=0.3)]

    found = settle([[both], two, two])
    [alone] = settle([[both], two, [unit]])

    wide = replace(number, text="kinh", x1=100)  # its box is

    assert [(r.text, round(r.confidence, 2)) for r in found] == [("5", 0.6), ("triệu", 0.2)]
    assert [r.text for r in settle([[wide, unit], two, two])] == ["kinh", "triệu"]
    assert alone.text == "5triệu"  # doubted, where "triệu" of the second is but a part of it
    assert alone.confidence < 0.65


def test_what_is_wider_than_a_seal_is_text_however_badly_it_is_read() -> None:
    def kept(width: float) -> list[Reading]:
        mask = np.zeros((40, round(width * SCALE)), np.uint8)
        return _believed([reading("lnôi", 0.2)], Region(0, 0, mask.shape[1], 40, mask, cell=False))

    assert kept(120) == []
    assert [r.text for r in kept(300)] == ["lnôi"]


def test_paper_in_the_shade_is_made_as_light_as_the_rest() -> None:
    even = canvas()
    write(even, "KE HOACH", (300, 300))
    shade = np.linspace(1.0, 0.5, even.shape[1])
    lit = evenly_lit((even * shade).astype(np.uint8))

    assert evenly_lit(even) is even
    assert np.percentile(lit, 10) > 240
    assert lit[ink_of(even) > 0].mean() < 60


def test_columns_of_a_block_are_read_each_by_itself() -> None:
    """White that runs down several lines parts them; that of a single line does not."""
    text = np.zeros((900, 1200), np.uint8)
    for x, words in ((60, "mot hai"), (271, "ba bon")):
        for y in (100, 160, 220):
            cv2.putText(text, words, (x, y), cv2.FONT_HERSHEY_COMPLEX, 1.4, 255, 3)
        cv2.putText(text, words, (x, 600), cv2.FONT_HERSHEY_COMPLEX, 1.4, 255, 3)
    regions = find_regions(text, find_rules(text * 0))

    assert sorted(round(region.top, -2) for region in regions) == [100, 100, 600]


def test_feet_of_letters_are_no_rules() -> None:
    with pypdfium2.PdfDocument(RAW / PLANS["tien-giang-394"]) as pdf:
        grey = pdf[2].render(scale=SCALE, grayscale=True).to_numpy().squeeze()
    strong, rules = rules_of(with_grain(cv2.GaussianBlur(grey, (0, 0), 2)))

    assert (rules.mask == strong.mask).all()


@pytest.mark.parametrize("shape", [(5, 40), (20, 20), (300, 400)])
@pytest.mark.parametrize("grey", [0, 255])
def test_a_page_of_one_colour_has_no_rules(shape: tuple[int, int], grey: int) -> None:
    page = np.full(shape, grey, np.uint8)
    _, rules = rules_of(page)

    assert (with_white_paper(page, measure_paper(page)) == page).all()
    assert grey == 0 or not rules.mask.any()


def test_a_streak_down_the_page_is_no_rule() -> None:
    grey = canvas()
    write(grey, "NHIEM VU", (520, 300))
    for y in (100, 400, 800):
        cv2.line(grey, (100, y), (1100, y), 0, 3)
    cv2.line(grey, (900, 0), (900, 899), 210, 2)
    _, rules = rules_of(with_grain(grey))

    assert rules.across[100, 600]
    assert not rules.upright[:, 850:950].any()


def test_strokes_of_a_seal_are_no_table() -> None:
    ink = table_drawing()
    cv2.rectangle(ink, (800, 500), (800 + round(45 * SCALE), 500 + round(30 * SCALE)), 255, 3)
    ink[405:795, 105:495] = 0

    assert not find_rules(ink).mask[500:790, 700:1090].any()


def test_what_touches_a_seal_has_lost_letters_and_is_doubted() -> None:
    ring = np.zeros((900, 1200), np.uint8)
    cv2.circle(ring, (300, 300), 150, 255, 6)
    beside = [replace(reading("HÁT"), x0=x, x1=x + 80, top=285, bottom=315) for x in (452, 480)]
    found = doubted_beside(ring, [Placed(each, (0, 0)) for each in beside])

    assert [each.reading.confidence for each in found] == [0.5, 0.9]


def test_what_is_too_tall_for_letters_is_a_picture() -> None:
    ink = table_drawing() * 0
    cv2.circle(ink, (600, 500), round(40 * SCALE), 255, 5)
    cv2.putText(ink, "chu", (100, 100), cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 2)

    pictures = find_pictures(ink)

    assert pictures[500 - round(40 * SCALE), 600]
    assert not pictures[:150].any()


LEXICON = to_lexicon(
    {("", "tổ"): 30, ("tổ", "chức"): 90, ("cơ", "cấu"): 5, ("", "cơ"): 9}
    | {("thực", "hiện"): 80, ("", "thực"): 80, ("một", "số"): 40, ("", "một"): 40}
    | {("", "bán"): 5, ("bán", "cá"): 5, ("bán", "cà"): 5}
    | {("", "tuân"): 5, ("", "tuần"): 5, ("kinh", "tế"): 9, ("", "kinh"): 9, ("", "soc"): 2}
    | {("", "chi"): 9, ("chi", "tiết"): 66, ("", "chỉ"): 20, ("chỉ", "tiêu"): 90}
)


def words(text: str, confidence: float = 0.6) -> tuple[Word, ...]:
    def boxes() -> Iterator[Word]:
        for index, part in enumerate(text.split()):
            box = Box(index * 40.0, 0.0, index * 40.0 + 30, 12.0)
            yield Word(part, box, 10.0, 12.0, False, False, 1, index, confidence)

    return tuple(boxes())


def repaired(text: str, confidence: float = 0.6) -> tuple[Word, ...]:
    (scan,) = repair([Scan(1, 600, 800, (words(text, confidence),), ())], LEXICON)
    return scan.runs[0]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("tô chức", "tổ chức"),
        ("Tô chức, thưc hiện", "Tổ chức, thực hiện"),
        ("TÔ CHỨC", "TỔ CHỨC"),
        ("một sỐ", "một số"),
        ("chỉ tiết", "chi tiết"),  # the dot of an i taken for a hook
        ("chỉ tiêu", "chỉ tiêu"),
        ("bán ca", "bán ca"),  # cá or cà: nobody can tell
        ("to4 chức", "to4 chức"),  # digits are never touched
        ("07-NQ/TÔ chức", "07-NQ/TÔ chức"),  # nor is what belongs to a number
        ("theo SOC của", "theo SOC của"),  # an abbreviation
    ],
)
def test_diacritics_are_repaired_where_nothing_else_is_likely(read: str, meant: str) -> None:
    assert " ".join(word.text for word in repaired(read)) == meant


def test_two_guesses_of_one_letter_are_one() -> None:
    said = [_mended(text) for text in ("CHÂẦU", "TRIÊỄN", "QÐĐ-UBND", "Cầu", "II⁄2026")]
    assert said == ["CHẦU", "TRIỄN", "QĐ-UBND", "Cầu", "II/2026"]


def test_lines_come_in_their_order_whatever_they_are_taken_for() -> None:
    kinds = ("ocr_line", "ocr_header", "ocr_line")
    lines = "".join(
        f'<span class="{kind}" title="bbox 0 {9 * i} 9 {9 * i + 9}; x_size 9">'
        f'<span class="ocrx_word" title="bbox 0 0 9 9; x_wconf 90">{i}</span></span>'
        for i, kind in enumerate(kinds)
    )
    [words] = _parse(f'<html><div class="ocr_page">{lines}</div></html>')

    assert [(word.text, word.line) for word in words] == [("0", 0), ("1", 1), ("2", 2)]


def test_a_speck_is_no_sign_before_a_word_and_no_line_of_its_own() -> None:
    said = [_mended(text) for text in ("_a)", "`xây", "_TỈNH", "_", "a_b@c.vn", "~30%")]
    block = Region(0, 0, 100, 40, np.zeros((40, 100), np.uint8), cell=False)

    assert said == ["a)", "xây", "TỈNH", "_", "a_b@c.vn", "~30%"]
    assert _believed([reading("|", 0.9)], block) == []
    assert _believed([reading("-", 0.9)], block) != []
    assert _believed([reading("|", 0.9), reading("a", 0.9)], block) != []


def test_what_was_read_stays_beside_what_was_repaired() -> None:
    first, second = repaired("tô chức")

    assert (first.text, first.read_as) == ("tổ", "tô")
    assert second.read_as is None
    assert first.confidence is not None
    assert first.confidence > 0.6


def test_a_document_teaches_its_own_words_even_if_they_are_often_misread() -> None:
    text = " ; ".join(["kinh tế tuần hoàn"] * 9 + ["kinh tê tuân hoàn"] * 3)
    found = " ".join(word.text for word in repaired(text, 0.96))

    assert found == " ; ".join(["kinh tế tuần hoàn"] * 12)


def test_what_a_document_has_once_speaks_for_nothing_but_itself() -> None:
    found = repaired("bán tố chức", 0.96)  # no other plan has "bán tố"

    assert " ".join(word.text for word in found) == "bán tổ chức"


def test_a_repair_of_what_was_read_for_sure_is_doubted_where_little_speaks_for_it() -> None:
    """ "đê" may be the dyke, though "để" is met more often."""
    lexicon = to_lexicon({("", "để"): 40, ("để", "được"): 80, ("", "đê"): 2, ("", "được"): 40})

    def confidence(of: float) -> tuple[str, float | None]:
        (scan,) = repair([Scan(1, 600, 800, (words("đê được", of),), ())], lexicon)
        return scan.runs[0][0].text, scan.runs[0][0].confidence

    assert confidence(0.96) == ("để", 0.5)
    assert confidence(0.6) == ("để", 0.9)


def test_a_repair_for_which_not_much_speaks_is_made_and_doubted() -> None:
    """Not where a capital may begin a name."""
    counts = {("", "và"): 20_000, ("", "sửa"): 100, ("sửa", "đổi"): 95, ("", "đối"): 50}
    lexicon = to_lexicon(counts)

    def read(text: str) -> tuple[str, str | None, float | None]:
        (scan,) = repair([Scan(1, 600, 800, (words(text, 0.95),), ())], lexicon)
        word = scan.runs[0][1]
        return word.text, word.read_as, word.confidence

    assert read("sửa đối") == ("đổi", "đối", 0.5)
    assert read("sửa Đối") == ("Đối", None, 0.5)


def test_names_of_persons_are_not_repaired() -> None:
    assert [word.text for word in repaired("Tô Chi Tuân", 0.96)] == ["Tô", "Chi", "Tuân"]
    assert repaired("Tô Chức", 0.6)[0].text == "Tổ"


def doubts_of_signer(name: str, confidence: float = 0.95) -> list[str]:
    title, signer = words("CHỦ TỊCH", 0.95), words(name, confidence)
    preface = Preface(signer_titles=(Passage("CHỦ TỊCH", title),), signer=Passage(name, signer))
    draft = Draft(Source("scan.pdf", "", "pdf"), 1, (preface,), (), (), (), ())
    return [doubt.text for doubt in find_doubts(draft, load()) if doubt.field == "signer_name"]


def test_the_name_of_a_signer_is_doubted_that_begins_as_none_does_or_is_missing() -> None:
    assert doubts_of_signer("Lê Thanh Phong") == doubts_of_signer("Đại tá H’Yim Kđoh") == []
    assert doubts_of_signer("PGS.TS. Vàng A Páo") == []
    assert doubts_of_signer("Lệ Thanh Phong") == ["Lệ Thanh Phong"]
    assert doubts_of_signer("Lê Thanh", 0.8) == ["Lê Thanh"]  # of three readings one differs
    assert doubts_of_signer("") == [""]


def test_a_word_of_capitals_within_a_sentence_is_small() -> None:
    lexicon = to_lexicon({("đơn", "vị"): 9, ("", "đơn"): 9})
    (scan,) = repair([Scan(1, 600, 800, (words("các đơn VỊ sự nghiệp", 0.9),), ())], lexicon)

    assert [word.text for word in scan.runs[0]][:3] == ["các", "đơn", "vị"]


def test_words_of_other_fields_are_known() -> None:
    model = load_lexicon()

    assert model.pairs["chi", "bộ"] == 3
    assert model.pairs["tổ", "chức"] > 100  # as counted
    assert model.pairs["lưu", "trú"] == 1  # "lưu trữ" is met often
    assert "uy" in model.singles


def test_a_listed_word_is_not_repaired_into_one_that_is_met_more_often() -> None:
    for text in ("các thứ trưởng", "cơ sở lưu trú", "điện mặt trời mái nhà"):
        (scan,) = repair([Scan(1, 600, 800, (words(text, 0.96),), ())], load_lexicon())

        assert " ".join(word.text for word in scan.runs[0]) == text


def test_letters_that_are_no_syllable_are_doubted() -> None:
    (word,) = repaired("nghệp", 0.96)

    assert word.text == "nghệp"
    assert word.confidence == 0.5


def test_a_word_of_which_another_spelling_is_likelier_is_doubted_where_none_is_clear() -> None:
    bán, ca = repaired("bán ca", 0.96)  # cá or cà is sold, ca is not

    assert (bán.text, ca.text) == ("bán", "ca")
    assert ca.confidence == 0.5
    assert bán.confidence != 0.5


def test_a_capital_inside_a_compound_is_small_as_elsewhere_in_the_document() -> None:
    text = "các cơ sở ; các Sở ; các sở ; các sở , các sở . các sở ; " + "của các cơ sở ; " * 9
    found = repaired(f"{text} tại cơ Sở giáo dục ; các Sở . Cơ Sở", 0.96)

    wanted = ["cơ", "sở", "giáo", "dục", ";", "các", "Sở", ".", "Cơ", "Sở"]
    assert [word.text for word in found[-10:]] == wanted
    assert [(word.read_as, word.text) for word in found if word.read_as] == [("Sở", "sở")]


def test_a_particle_within_a_sentence_has_no_capital() -> None:
    """Its letters have the shape of the small ones; names and what begins a cell keep theirs."""
    texts = ("quốc gia Về y tế", "Về y tế", "của Sở")
    said = [" ".join(word.text for word in repaired(text)) for text in texts]

    assert said == ["quốc gia về y tế", "Về y tế", "của Sở"]


def test_repairing_touches_letters_with_marks_only() -> None:
    found = repaired("Tô chức một sô bán 15 % cơ câu 1.2.a thực hiên")

    assert any(word.read_as for word in found)
    assert all(bare(word.read_as or word.text) == bare(word.text) for word in found)


def test_a_page_is_read_once_and_a_damaged_reading_again() -> None:
    picture = np.zeros((4, 4, 3), np.uint8)
    scan = Scan(3, 100.0, 200.0, (words("một hai"),), (Box(1.0, 2.0, 3.0, 4.0),))
    calls: list[int] = []

    def read() -> Scan:
        calls.append(1)
        return scan

    assert kept.read_through(picture, 3, "tesseract 5", read) == scan
    assert kept.read_through(picture, 3, "tesseract 5", read) == scan
    assert len(calls) == 1
    assert kept.read_through(picture, 3, "tesseract 6", read) == scan
    assert len(calls) == 2
    for path in kept.folder().iterdir():
        path.write_text("{", encoding="utf-8")
    assert kept.read_through(picture, 3, "tesseract 5", read) == scan
    assert len(calls) == 3


def test_pages_keep_what_scans_say() -> None:
    scan = Scan(2, 600.0, 800.0, (words("hai ba")[::-1],), ())

    assert scan.to_page() == Page(2, 600.0, 800.0, words("hai ba"), (), PageKind.RECOGNISED)


def drawn(text: str, folder: Path) -> np.ndarray:
    """Where the ink of a text is, at the resolution that pages are read at."""
    sheet = Sheet()
    sheet.text(60, 60, text, 13)
    page = pypdfium2.PdfDocument(sheet.save(folder / "word.pdf"))[0]
    return ink_of(page.render(scale=SCALE, grayscale=True).to_numpy().squeeze()) > 0


@pytest.mark.parametrize(
    ("text", "count", "flag"),
    [
        ("I/2026", 1, False),
        ("1/2026", 1, True),
        ("II/2026", 2, False),
        ("III/2026", 3, False),
        ("III", 3, False),
        ("IV/2026", 1, False),
        ("/2026", 0, False),
    ],
)
def test_strokes_of_a_quarter_are_counted(
    text: str, count: int, flag: bool, tmp_path: Path
) -> None:
    ink = drawn(text, tmp_path)

    assert (count_strokes(ink), has_flag(ink)) == (count, flag)


@pytest.mark.parametrize(("text", "meant"), [("II", "II"), ("H", "H")])
def test_two_strokes_alone_are_no_letter(text: str, meant: str, tmp_path: Path) -> None:
    picture = np.where(drawn(text, tmp_path), 0, 255).astype(np.uint8)
    ys, xs = np.nonzero(picture == 0)
    read = replace(reading("H"), x0=xs.min(), x1=xs.max(), top=ys.min(), bottom=ys.max())

    [[found]] = with_quarters([[read]], picture)

    assert found.text == meant


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        *(("≥ 95", "≥"), ("≤111", "≤"), ("> 97", ">"), ("< 3", "<"), ("295", None)),
        *(("= 5", None), ("± 3", None), ("Z 3", None), ("5 3", None)),
    ],
)
@pytest.mark.parametrize("spread", [1, 3, 5])
def test_an_angle_on_a_bar_is_the_sign_of_a_bound(
    text: str, sign: str | None, spread: int, tmp_path: Path
) -> None:
    """Also where ink has spread, so that both touch."""
    ink = cv2.dilate(drawn(text, tmp_path).astype(np.uint8), np.ones((spread, spread), np.uint8))
    found = find_sign(ink)

    assert (found[0] if found else None) == sign


def test_an_angle_that_is_none_is_doubted_and_no_dust() -> None:
    picture = canvas()
    cv2.rectangle(picture, (60, 60), (80, 90), 0, cv2.FILLED)
    read = replace(reading(">"), x0=60, top=60, x1=80, bottom=90)

    [[found]] = with_signs([[read]], picture)

    assert (found.text, found.confidence) == (">", 0.6)
    assert with_dashes([[found]], [picture], [region_of(picture)]) == [[found]]


def region_of(picture: np.ndarray, cell: bool = True) -> Region:
    height, width = (length - 2 * MARGIN for length in picture.shape)
    return Region(0, 0, width, height, np.full((height, width), 255, np.uint8), cell)


def bar(picture: np.ndarray, x: int, y: int, width: int = 14) -> None:
    cv2.rectangle(picture, (x + MARGIN, y + MARGIN), (x + MARGIN + width, y + MARGIN + 4), 0, -1)


def test_a_dash_alone_in_a_cell_is_read() -> None:
    picture, rule = canvas(), canvas()
    bar(picture, 200, 100)
    bar(rule, 200, 100, 90)  # the rest of a rule
    askew, specks = canvas(), canvas()
    cv2.fillConvexPoly(askew, np.array([(200, 101), (216, 98), (216, 103), (200, 105)]), 0)
    cv2.circle(specks, (200, 100), 2, 0, cv2.FILLED)

    def read(image: np.ndarray, cell: bool = True) -> list[str]:
        dust = reading("~", 0.3)
        return [r.text for r in with_dashes([[dust]], [image], [region_of(image, cell)])[0]]

    assert read(picture) == read(askew) == ["-"]
    assert read(picture, cell=False) == read(rule) == read(specks) == []


def test_a_dash_between_figures_is_read_whatever_its_box() -> None:
    """Boxes of words reach over the next; a bar that a word was made of is no dash."""
    picture = canvas()
    bar(picture, 120, 48)
    bar(picture, 320, 48)
    places = [("Từ", 40, 140, 0.9), ("8", 90, 110, 0.9), ("-", 115, 140, 0.3)]
    places += [("10", 150, 190, 0.9), ("20-30", 280, 380, 0.9)]
    run = [
        replace(reading(text, sure), x0=x0, x1=x1, top=35, bottom=65, baseline=65, height=21)
        for text, x0, x1, sure in places
    ]

    [found] = with_dashes([run], [picture], [region_of(picture)])

    assert [r.text for r in found] == ["Từ", "8", "-", "10", "20-30"]
    assert (found[2].x0, found[2].confidence) == (120, 0.7)
    [doubted] = with_dashes([[*run[:2], *run[3:]]], [picture], [region_of(picture)])
    assert (doubted[2].text, doubted[2].confidence) == ("-", 0.5)
    beside = [r if r.text != "-" else replace(r, x1=122, confidence=0.9) for r in run]
    assert with_dashes([beside], [picture], [region_of(picture)]) == [beside]


def test_the_tilde_of_a_word_is_no_dash() -> None:
    """It stands in the middle of the box of a higher word beside it."""
    picture = canvas()
    bar(picture, 120, 42)
    word = replace(reading("xã"), x0=90, x1=140, top=38, bottom=65, baseline=65, height=21)
    higher = replace(word, text="số,", x0=150, x1=200, top=20, bottom=70)

    for run in ([word, higher], [higher, word]):
        assert with_dashes([run], [picture], [region_of(picture)]) == [run]


def test_what_was_hardly_read_close_above_a_line_is_its_marks() -> None:
    """Some of it may be as high as letters; lines stand further apart than letters are high."""
    marks = [replace(reading("Ấ", 0.2), top=-8.0, bottom=2.0, baseline=2.0)] * 3
    high = replace(reading("lâm:", 0.3), top=-20.0, bottom=2.0, baseline=2.0)
    line = [replace(reading("số"), line=1)] * 3
    lower = [replace(r, top=30.0, bottom=50.0, baseline=50.0) for r in line]

    assert _without_marks([*marks, high, *line]) == line
    assert _without_marks([*marks, high, *lower]) == [*marks, high, *lower]
    sure = [replace(r, confidence=0.9) for r in marks]
    assert _without_marks([*sure, *line]) == [*sure, *line]
    assert _without_marks([*marks, high]) == [*marks, high]


def test_a_line_of_a_cell_in_which_nothing_was_read_is_found() -> None:
    """The box of the word below may reach over it; a speck is no line."""
    image = canvas()
    write(image, "Ty", (60, 60))
    write(image, "dong", (60, 110))
    image[150:153, 60:64] = 0
    region = Region(0, 0, image.shape[1], image.shape[0], np.full_like(image, 255), cell=True)
    padded = np.pad(image, MARGIN, constant_values=255)
    read = replace(reading("dong"), x0=60, top=30, x1=160, bottom=120, baseline=110, height=20)

    (lost,) = find_lost([read], padded, region)

    assert 20 < lost.top < 45 < 60 < lost.bottom < 90
    assert list(find_lost([replace(read, baseline=60), read], padded, region)) == []
    assert list(find_lost([], padded, region)) == []


def test_a_cell_is_not_empty_of_which_nothing_could_be_read() -> None:
    written, dusty, ruled = canvas(), canvas(), canvas()
    write(written, "%", (60, 60))
    cv2.circle(dusty, (60, 60), 3, 0, cv2.FILLED)
    cv2.line(ruled, (60, 20), (60, 90), 0, 2)
    regions = [
        Region(0, 0, 1200, 900, np.full_like(written, 255), cell=cell)
        for cell in (True, True, True, False)
    ]
    runs = with_unread([[]] * 4, [written, dusty, ruled, written], regions)
    [said] = with_unread([[reading("98")]], [written], regions[:1])

    assert [[(r.text, r.confidence) for r in run] for run in runs] == [[("�", 0.0)], [], [], []]
    assert [r.text for r in said] == ["98"]


def cell_of(draw: Callable[[np.ndarray], object]) -> list[str]:
    """What is read of the shape of a cell in which Tesseract reads nothing."""
    picture = canvas()[:160, :160]
    draw(picture)
    ink = np.full(picture.shape, 255, np.uint8)
    [run] = with_dots([[]], [picture], [Region(0, 0, 136, 136, ink, cell=True)])
    assert with_dots([[]], [picture], [Region(0, 0, 136, 136, ink, cell=False)]) == [[]]
    return [reading.text for reading in run]


@pytest.mark.parametrize(
    ("draw", "read"),
    [
        (lambda p: cv2.circle(p, (80, 80), 12, 0, cv2.FILLED), ["●"]),
        (lambda p: cv2.rectangle(p, (70, 70), (92, 90), 0, cv2.FILLED), ["●"]),
        (lambda p: cv2.circle(p, (80, 80), 12, 0, 2), []),  # a ring
        (lambda p: cv2.circle(p, (80, 80), 3, 0, cv2.FILLED), []),  # dust
        (lambda p: cv2.rectangle(p, (40, 76), (120, 84), 0, cv2.FILLED), []),  # the rest of a rule
        (lambda p: cv2.line(p, (70, 70), (92, 92), 0, 4), []),
        (lambda p: [cv2.circle(p, (x, 80), 8, 0, cv2.FILLED) for x in (50, 90)], []),  # dots
        (lambda p: [cv2.circle(p, (8 * r, 80), r, 0, cv2.FILLED) for r in (3, 11)], ["●"]),
        (lambda _: None, []),
    ],
)
def test_a_filled_mark_alone_in_a_cell_is_read(
    draw: Callable[[np.ndarray], object], read: list[str]
) -> None:
    assert cell_of(draw) == read


def test_strokes_of_a_signature_are_no_title_of_the_signer() -> None:
    def line(text: str, y: float, sure: float) -> Line:
        boxes = (Box(300 + 40 * i, y, 330 + 40 * i, y + 12) for i in count())
        return Line(
            tuple(
                Word(part, box, y, 12, False, False, 1, index, sure)
                for index, (part, box) in enumerate(zip(text.split(), boxes, strict=False))
            )
        )

    lines = [
        line("TM. ỦY BAN NHÂN DÂN", 100, 0.95),
        line("CHỦ TỊCH", 120, 0.2),
        line("[cxƒ .x", 150, 0.03),
        line("Trần Văn Lâu", 180, 0.9),
    ]

    preface, removed = read_conclusions(Preface(), lines, load())

    assert [p.text for p in preface.signer_titles] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert preface.signer.text == "Trần Văn Lâu"
    assert [(r.kind, r.passage.text) for r in removed] == [("handwriting", "[cxƒ .x")]
