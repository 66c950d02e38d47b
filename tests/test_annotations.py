"""What annotations and fields of forms show is filled in or told, as are attached files."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

import planparse
from drawing import Sheet
from planparse.schema.records import PlanDocument

XS = [50.0, 80.0, 290.0, 390.0, 480.0, 560.0]
HEADINGS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Ghi chú"]
ROW = ["1", "Xây dựng cổng thông tin", "Sở Y tế", "2023", ""]
HEIGHT = 841.9
# The last cell of the row, and a place below the table; as PDFs measure.
CELL = [482, HEIGHT - 309, 558, HEIGHT - 286]
BELOW = [60, HEIGHT - 470, 400, HEIGHT - 440]


def annotated(folder: Path, rectangle: list[float], lines: list[str], **more: object) -> Path:
    """A plan with an annotation, which has an appearance where there are `lines`."""
    sheet = Sheet()
    sheet.head()
    sheet.table(XS, [260, 285, 310], [HEADINGS, ROW])
    path = sheet.save(folder / "plan.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        fields: dict[str, Any] = {"Type": Name.Annot, "Rect": rectangle, "F": 4, **more}
        width, height = rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]
        shown = "".join(
            f"1 0 0 1 2 {height - 11 - 12 * i} Tm ({line}) Tj " for i, line in enumerate(lines)
        )
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = pdf.make_stream(f"BT /F 10 Tf {shown} ET".encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, [0, 0, width, height]
        look.Resources = Dictionary(Font=Dictionary(F=font))
        if lines:
            fields["AP"] = Dictionary(N=look)
        annotation = pdf.make_indirect(Dictionary(**fields))
        pdf.pages[0].Annots = pikepdf.Array([annotation])
        if more["Subtype"] == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=[annotation])
        pdf.save(path)
    return path


def read(path: Path) -> PlanDocument:
    document = planparse.extract(path)
    assert document.plan.unplaced_characters == 0
    return document


def told(document: PlanDocument) -> list[str | None]:
    found = [issue.text for issue in document.issues if issue.code == "annotation_left_out"]
    assert found == [r.text for r in document.removed if r.kind == "annotation"]
    return found


TYPED = {"Subtype": Name.FreeText, "Contents": pikepdf.String("15/3")}
FIELD = {"Subtype": Name.Widget, "FT": Name.Tx, "T": "g", "V": pikepdf.String("15/3")}


@pytest.mark.parametrize("more", [TYPED, FIELD], ids=["typed", "field"])
@pytest.mark.parametrize("lines", [["15/3"], []], ids=["with appearance", "without"])
def test_what_is_filled_into_a_cell_is_read_there(
    more: dict[str, object], lines: list[str], tmp_path: Path
) -> None:
    document = read(annotated(tmp_path, CELL, lines, **more))
    assert [task.extra["Ghi chú"] for task in document.tasks] == ["15/3"]
    assert told(document) == []


@pytest.mark.parametrize(
    ("rectangle", "lines", "more", "text"),
    [
        (CELL, ["Gap", "15/3"], FIELD, "Gap 15/3"),
        (BELOW, ["Thay the"], TYPED, "Thay the"),
        (BELOW, [], TYPED, "15/3"),
        (BELOW, ["SAO Y"], {"Subtype": Name.Stamp}, "SAO Y"),
        (CELL, ["4"], {"Subtype": Name.Widget, "FT": Name.Btn}, "4"),
    ],
    ids=["two lines", "typed", "without appearance", "stamp", "tick of a box"],
)
def test_what_fills_in_no_line_is_told(
    rectangle: list[float], lines: list[str], more: dict[str, object], text: str, tmp_path: Path
) -> None:
    document = read(annotated(tmp_path, rectangle, lines, **more))
    assert [task.extra["Ghi chú"] for task in document.tasks] == [""]
    assert told(document) == [text]


@pytest.mark.parametrize(
    "more",
    [
        {"Subtype": Name.Text, "Contents": pikepdf.String("Xem")},
        {**TYPED, "F": 2},
        {"Subtype": Name.Widget, "FT": Name.Sig, "T": "s"},
    ],
    ids=["comment", "hidden", "signature without appearance"],
)
def test_what_nobody_sees_on_the_page_is_not_told(more: dict[str, object], tmp_path: Path) -> None:
    assert told(read(annotated(tmp_path, CELL, [], **more))) == []


def test_words_that_an_annotation_strikes_through_are_told(tmp_path: Path) -> None:
    top, foot = HEIGHT - 287.5, HEIGHT - 299.5
    corners = [293, top, 330, top, 293, foot, 330, foot]
    strike = {"Subtype": Name.StrikeOut, "QuadPoints": corners}
    document = read(annotated(tmp_path, [293, foot, 330, top], [], **strike))
    assert [task.lead_text for task in document.tasks] == ["Sở Y tế"]
    assert [i.text for i in document.issues if i.code == "text_struck"] == ["Sở Y tế"]


@pytest.mark.parametrize("by", [90, 180, 270])
def test_fields_without_appearance_are_read_on_turned_pages(by: int, tmp_path: Path) -> None:
    path = annotated(tmp_path, CELL, [], **FIELD)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = by
        pdf.save(path)
    assert [task.extra["Ghi chú"] for task in read(path).tasks] == ["15/3"]


def test_files_that_are_attached_are_named(tmp_path: Path) -> None:
    path = annotated(tmp_path, CELL, [], **FIELD)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name in ("Phụ lục 1.xlsx", "Phụ lục 2.docx"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"PK", filename=name)
        pdf.save(path)
    told = [issue.text for issue in read(path).issues if issue.code == "files_attached"]
    assert told == ["Phụ lục 1.xlsx, Phụ lục 2.docx"]
