"""What `inspect` shows: each issue with its row, beside a picture of where it stands."""

import base64
import io
import json
import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

import docx
import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

import planparse
from drawing import A4, Sheet
from planparse.cli import app
from planparse.errors import ExitCode, PlanparseError, UnreadableError
from planparse.inspection import inspect
from planparse.read.pdf.pictures import AROUND, FRAME, SCALE, SCALE_OF_PAGE, draw_places
from planparse.schema.layout import Box
from planparse.schema.records import PlanDocument
from planparse.write.output import Formats, write_files
from planparse.write.render import render_document

PLANS = Path(__file__).parents[1] / "data" / "raw"
XS = [60, 90, 270, 370, 460, 550]
HEADS = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Its second row, from 320 to 340 points below the top, names an agency that nobody knows."""
    sheet = Sheet()
    sheet.head()
    rows = [
        ["1", "Mở lớp", "Sở Y tế", "", "Quý I"],
        ["2", "Đọc <sách> & báo", "Ban Lạ Lùng", "", "Quý I"],
    ]
    sheet.table(XS, [280, 300, 320, 340], [HEADS, *rows])
    (tmp_path / "plans").mkdir()
    return sheet.save(tmp_path / "plans" / "plan.pdf")


@pytest.fixture
def document(plan: Path) -> PlanDocument:
    document = planparse.extract(plan)
    write_files(render_document(document, Formats.JSON), plan.parents[1] / "out")
    return document


def pictures(html: str) -> Iterator[Image.Image]:
    for found in re.findall(r'src="data:image/png;base64,([^"]+)"', html):
        yield Image.open(io.BytesIO(base64.b64decode(found))).convert("RGB")


def frame_of(picture: Image.Image) -> tuple[int, int, int, int]:
    """The outer edges of what has the colour of a frame, pixels."""
    pixels = np.asarray(picture).astype(int)
    ys, xs = np.nonzero((abs(pixels - np.array(FRAME)) < 24).all(axis=2))
    assert len(xs)
    return int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())


def test_an_issue_stands_beside_its_row_on_the_page(
    plan: Path, document: PlanDocument, tmp_path: Path
) -> None:
    [issue] = document.issues
    [(name, count)] = inspect(tmp_path / "out", [str(plan.parent)], tmp_path / "html", [], None)
    html = Path(name).read_text(encoding="utf-8")

    assert (Path(name).name, count) == (f"{document.plan.plan_id}.html", 1)
    assert f"<h2>{issue.code} (warning): {issue.message}</h2>" in html
    assert "<dt>text</dt><dd>Đọc &lt;sách&gt; &amp; báo</dd>" in html
    assert "<dt>lead_text</dt><dd>Ban Lạ Lùng</dd>" in html
    assert "<dt>coordinating_text" not in html
    [picture] = pictures(html)
    assert picture.width == pytest.approx(SCALE * A4[0], abs=2)
    assert picture.height == pytest.approx(SCALE * (20 + 2 * AROUND), abs=2)
    left, top, right, bottom = frame_of(picture)
    assert (left, right) == pytest.approx((SCALE * XS[0], SCALE * XS[-1]), abs=3)
    assert (top, bottom) == pytest.approx((SCALE * AROUND, SCALE * (AROUND + 20)), abs=3)


def test_without_its_file_a_plan_has_no_pictures(document: PlanDocument, tmp_path: Path) -> None:
    [(name, _)] = inspect(tmp_path / "out", [], tmp_path / "html", [], None)
    html = Path(name).read_text(encoding="utf-8")

    assert "plan.pdf is not among the files given" in html
    assert document.issues[0].message in html
    assert list(pictures(html)) == []


def test_only_plans_of_the_files_given_are_shown(
    plan: Path, document: PlanDocument, tmp_path: Path
) -> None:
    out, to = tmp_path / "out", tmp_path / "html"
    other = tmp_path / "other.pdf"
    other.write_bytes(plan.read_bytes() + b"\n")
    assert document.issues

    assert len(list(inspect(out, [str(plan), str(other)], to, [], None))) == 1
    with pytest.raises(PlanparseError, match="was made of the files given"):
        list(inspect(out, [str(other)], to, [], None))


def test_a_document_in_several_files_is_shown_with_the_pages_of_each(
    plan: Path, tmp_path: Path
) -> None:
    """The files are given in the order in which they were joined."""
    cover = Sheet()
    cover.text(60, 100, "CÔNG BÁO", bold=True)
    first = cover.save(tmp_path / "z.pdf")
    joined = planparse.extract(first, reading=planparse.ReadOptions(more=(plan,)))
    write_files(render_document(joined, Formats.JSON), tmp_path / "out")
    [issue] = [each for each in joined.issues if each.code == "agency_unresolved"]
    out, to = tmp_path / "out", tmp_path / "html"

    [(name, _)] = inspect(out, [str(first), str(plan)], to, [issue.task_id or ""], None)
    [picture] = pictures(Path(name).read_text(encoding="utf-8"))

    assert issue.page == 2
    left, _, right, _ = frame_of(picture)
    assert (left, right) == pytest.approx((SCALE * XS[0], SCALE * XS[-1]), abs=3)
    with pytest.raises(UnreadableError, match="was made of the files given"):
        list(inspect(out, [str(plan), str(first)], to, [], None))


def test_a_row_that_is_asked_for_is_shown_without_an_issue(
    plan: Path, document: PlanDocument, tmp_path: Path
) -> None:
    key = document.tasks[0].task_id
    [(name, count)] = inspect(tmp_path / "out", [str(plan)], tmp_path / "html", [key], None)
    html = Path(name).read_text(encoding="utf-8")

    assert count == len(list(pictures(html))) == 1
    assert "Mở lớp" in html
    assert "Ban Lạ Lùng" not in html
    assert list(inspect(tmp_path / "out", [], tmp_path / "html", ["x/a/1"], None)) == []


def test_the_lines_that_correct_a_row_are_ready(
    plan: Path, document: PlanDocument, tmp_path: Path
) -> None:
    key = document.tasks[1].task_id
    list(inspect(tmp_path / "out", [], tmp_path / "seen", [key], None))
    html = (tmp_path / "seen" / f"{document.plan.plan_id}.html").read_text(encoding="utf-8")
    [lines] = re.findall("<pre>(.*?)</pre>", html, re.S)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "corrections.csv").write_text(unescape(lines), encoding="utf-8")
    same = planparse.extract(plan, knowledge_folder=mine)
    assert same.tasks == document.tasks
    read = {i.field: i.text for i in same.issues if i.code == "corrected"}
    assert read["text"] == "Đọc <sách> & báo"
    assert (read["lead_text"], read["coordinating_text"]) == ("Ban Lạ Lùng", None)

    other = unescape(lines).replace("Ban Lạ Lùng\n", "Sở Y tế\n")
    (mine / "corrections.csv").write_text(other, encoding="utf-8")
    assert planparse.extract(plan, knowledge_folder=mine).tasks[1].lead_text == "Sở Y tế"


def test_a_row_on_two_pages_has_two_pictures(tmp_path: Path) -> None:
    """As columns of it stand on a sheet of their own."""
    sheet = Sheet()
    sheet.head()
    sheet.next_page()
    left = [HEADS[:3], ["1", "Mở lớp", "Sở Y tế"], ["2", "In sách", "Sở Y tế"]]
    sheet.table(XS[:4], [60, 80, 100, 120], left)
    sheet.next_page()
    right = [["Thời gian", "Sản phẩm"], ["Quý I", "Lớp"], ["Quý II", "Sách"]]
    sheet.table([50, 200, 330], [60, 80, 100, 120], right)
    path = sheet.save(tmp_path / "plan.pdf")
    document = planparse.extract(path)
    write_files(render_document(document, Formats.JSON), tmp_path / "out")
    key = document.tasks[0].task_id

    [(name, _)] = inspect(tmp_path / "out", [str(path)], tmp_path / "html", [key], None)
    html = Path(name).read_text(encoding="utf-8")

    assert re.findall(r"<small>(.*?)</small>", html) == ["page 2", "page 3"]
    assert len(list(pictures(html))) == 2


def test_an_issue_of_a_row_that_a_page_break_cuts_shows_both_pages(tmp_path: Path) -> None:
    out = planparse.extract(PLANS / "vinh-long-742-QD-UBND-2023.pdf")
    [issue] = [each for each in out.issues if each.code == "lead_coordinates"]
    write_files(render_document(out, Formats.JSON), tmp_path / "out")
    [(name, _)] = inspect(tmp_path / "out", [], tmp_path / "html", [], None)
    html = Path(name).read_text(encoding="utf-8")
    entry = html[html.index(escape(issue.message)) :].partition("<h2>")[0]

    assert re.findall(r"<small>page (\d+)</small>", entry) == ["47", "48"]


def test_a_word_file_has_no_pictures(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Số: 12/KH-UBND")
    table = document.add_table(2, 4, style="Table Grid")
    for row, cells in zip(table.rows, (HEADS[:4], ["1", "Mở lớp", "Ban Lạ Lùng", ""]), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "plan.docx"
    document.save(str(path))
    write_files(render_document(planparse.extract(path), Formats.JSON), tmp_path / "out")

    [(name, _)] = inspect(tmp_path / "out", [str(path)], tmp_path / "html", [], None)
    html = Path(name).read_text(encoding="utf-8")

    assert "Ban Lạ Lùng" in html
    assert "is not among the files" not in html
    assert list(pictures(html)) == []


@pytest.mark.parametrize("box", [None, Box(60, 500, 700, 520)], ids=["no box", "turned"])
def test_a_place_without_a_box_that_is_seen_is_its_page(plan: Path, box: Box | None) -> None:
    [png] = draw_places([(plan.name, plan.read_bytes())], [(1, box)], None)
    picture = Image.open(io.BytesIO(png))

    assert picture.size == pytest.approx([SCALE_OF_PAGE * length for length in A4], abs=2)


def test_what_cannot_be_drawn_is_said(plan: Path, tmp_path: Path) -> None:
    content = plan.read_bytes()
    with pytest.raises(UnreadableError, match=r"plan\.pdf has no page 2"):
        list(draw_places([(plan.name, content)], [(2, None)], None))
    with pytest.raises(UnreadableError, match=r"plan\.pdf cannot be drawn"):
        list(draw_places([(plan.name, content[:200])], [(1, None)], None))
    with pytest.raises(PlanparseError, match="holds no JSON"):
        list(inspect(tmp_path / "plans", [], tmp_path / "html", [], None))


def test_the_command_names_what_it_wrote(
    plan: Path, document: PlanDocument, tmp_path: Path
) -> None:
    out, to = tmp_path / "out", tmp_path / "html"
    command = ["inspect", str(plan), "--out", str(out), "--to", str(to)]
    shown = CliRunner().invoke(app, command)
    nothing = CliRunner().invoke(app, [*command, "--task", "x/a/1"])

    assert (shown.exit_code, shown.stdout) == (0, f"{to / document.plan.plan_id}.html: 1 issue\n")
    assert (nothing.exit_code, nothing.stdout) == (ExitCode.USAGE, "")
    assert nothing.stderr == "No plan has a row x/a/1.\n"


@pytest.mark.usefixtures("document")
def test_rows_that_lack_a_column_are_told(tmp_path: Path) -> None:
    [path] = (tmp_path / "out" / "json").iterdir()
    written = json.loads(path.read_text(encoding="utf-8"))
    del written["issues"][0]["page"]
    path.write_text(json.dumps(written), encoding="utf-8")

    with pytest.raises(UnreadableError, match="has rows without 'page'"):
        list(inspect(tmp_path / "out", [], tmp_path / "html", [], None))
