"""Text that a PDF holds and nobody sees on its pages: it is left out, kept and told."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader

import planparse
from drawing import Sheet
from planparse.read.options import Engine, ReadOptions
from planparse.schema.records import PlanDocument

ENGINES = get_args(Engine)
XS = [50.0, 80.0, 290.0, 390.0, 480.0, 560.0]
HEADINGS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Ghi chú"]
ROW = ["1", "Xây dựng cổng thông tin", "Sở Y tế", "2023", ""]
# Where the last cell of the row is.
LEFT, FOOT = 485.0, 295.0
Draw = Callable[[Sheet], None]


def a_plan(path: Path, draw: Draw) -> Path:
    sheet = Sheet()
    sheet.head()
    sheet.table(XS, [260, 285, 310], [HEADINGS, ROW])
    draw(sheet)
    return sheet.save(path)


def colored(color: Color, text: str = "Mật khẩu", alpha: float = 1.0) -> Draw:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        sheet.canvas.setFillColor(color)
        sheet.canvas.setFillAlpha(alpha)
        sheet.text(LEFT, FOOT, text)
        sheet.canvas.restoreState()

    return draw


def in_mode(mode: int) -> Draw:
    def draw(sheet: Sheet) -> None:
        text = sheet.canvas.beginText(LEFT, sheet.size[1] - FOOT)
        text.setFont("Regular", 11)
        text.setTextRenderMode(mode)
        text.textOut("Mật khẩu")
        sheet.canvas.drawText(text)

    return draw


def box(sheet: Sheet, color: Color) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setFillColor(color)
    sheet.canvas.rect(481, sheet.size[1] - 309, 78, 23, stroke=0, fill=1)
    sheet.canvas.restoreState()


def picture(sheet: Sheet, of: Image.Image) -> None:
    sheet.canvas.drawImage(ImageReader(of), 481, sheet.size[1] - 309, 78, 23)


def covered_by(color: Color) -> Draw:
    def draw(sheet: Sheet) -> None:
        colored(black)(sheet)
        box(sheet, color)

    return draw


def covered_by_picture(sheet: Sheet) -> None:
    colored(black)(sheet)
    picture(sheet, Image.new("L", (50, 20), 255))


def on_blue(sheet: Sheet) -> None:
    box(sheet, Color(0, 0, 0.6))
    colored(white)(sheet)


def layer_of_picture(sheet: Sheet) -> None:
    """What a scanner read in a picture lies over it unseen."""
    stripes = Image.frombytes("L", (16, 1), bytes(255 * (x % 2) for x in range(16)))
    picture(sheet, stripes)
    in_mode(3)(sheet)


def layer_of_text(sheet: Sheet) -> None:
    """A text that was recognised once more: unseen, over the same text that is seen."""
    colored(black, "Gấp")(sheet)
    text = sheet.canvas.beginText(LEFT + 3, sheet.size[1] - FOOT - 1)
    text.setFont("Regular", 11)
    text.setTextRenderMode(3)
    text.textOut("Gap")
    sheet.canvas.drawText(text)


def in_layer(path: Path, is_off: bool, turn: int = 0) -> None:
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Nháp"))
        usual = pikepdf.Dictionary(OFF=[layer] if is_off else [], Order=[layer])
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=usual)
        page = pdf.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        font = next(iter(page.Resources.Font.keys())).encode()
        text = b"/OC /L BDC q BT %s 11 Tf 485 547 Td (NHAP) Tj ET Q EMC"
        page.contents_add(text % font)
        page.Rotate = turn
        pdf.save(out)
    path.write_bytes(out.getvalue())


def read(path: Path, engine: Engine) -> PlanDocument:
    document = planparse.extract(path, reading=ReadOptions(engine=engine))
    assert document.plan.unplaced_characters == 0
    return document


def notes(document: PlanDocument) -> list[str]:
    return [task.extra["Ghi chú"] for task in document.tasks]


def left_out(document: PlanDocument) -> list[str]:
    told = [i.text or "" for i in document.issues if i.code == "text_unseen"]
    assert told == [r.text for r in document.removed if r.kind == "unseen_text"]
    return told


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "draw",
    [
        colored(white),
        colored(Color(0.98, 0.98, 0.98)),
        colored(black, alpha=0),
        in_mode(3),
        covered_by(white),
        covered_by(black),
        covered_by_picture,
    ],
    ids=["white", "nearly white", "clear", "invisible", "white box", "black box", "picture"],
)
def test_what_nobody_sees_is_left_out_and_told(draw: Draw, engine: Engine, tmp_path: Path) -> None:
    document = read(a_plan(tmp_path / "plan.pdf", draw), engine)
    assert notes(document) == [""]
    assert left_out(document) == ["Mật khẩu"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "draw", [on_blue, colored(Color(0.9, 0.9, 0.9)), layer_of_picture],
    ids=["white on blue", "light grey", "layer of a picture"],
)  # fmt: skip
def test_what_is_seen_is_read_whatever_its_colour(
    draw: Draw, engine: Engine, tmp_path: Path
) -> None:
    document = read(a_plan(tmp_path / "plan.pdf", draw), engine)
    assert notes(document) == ["Mật khẩu"]
    assert left_out(document) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_recognised_again_does_not_mix_with_the_one_that_is_seen(
    engine: Engine, tmp_path: Path
) -> None:
    document = read(a_plan(tmp_path / "plan.pdf", layer_of_text), engine)
    assert notes(document) == ["Gấp"]
    assert left_out(document) == ["Gap"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_layer_that_is_off_is_left_out(turn: int, engine: Engine, tmp_path: Path) -> None:
    path = a_plan(tmp_path / "plan.pdf", lambda _: None)
    in_layer(path, is_off=True, turn=turn)
    document = read(path, engine)
    assert (notes(document), left_out(document)) == ([""], ["NHAP"])


def test_a_layer_that_is_on_is_read(tmp_path: Path) -> None:
    path = a_plan(tmp_path / "plan.pdf", lambda _: None)
    in_layer(path, is_off=False)
    document = read(path, "pdfium")
    assert (notes(document), left_out(document)) == (["NHAP"], [])


def test_the_text_layer_of_a_scan_is_no_unseen_text(tmp_path: Path) -> None:
    """Its letters may be printed beside those of the picture."""

    def draw(sheet: Sheet) -> None:
        scan = ImageReader(Image.new("L", (60, 84), 255))
        sheet.canvas.drawImage(scan, 0, 0, *sheet.size)

    document = read(a_plan(tmp_path / "plan.pdf", draw), "pdfium")
    assert [task.lead_text for task in document.tasks] == ["Sở Y tế"]
    assert left_out(document) == []
