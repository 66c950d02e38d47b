"""What `export` writes for Excel: a cell for each value, as text where it is text."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import planparse
from drawing import Sheet
from planparse.errors import CannotWriteError, UnreadableError
from planparse.schema.records import TABLES
from planparse.write import sheets
from planparse.write.output import Formats, write_files
from planparse.write.render import render_document

HEADS = ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2023", "Năm 2024", "Cơ quan chủ trì"]
ROWS = [
    ["1", "=1+1 là chỉ tiêu", "%", "30", "50", "Sở Y tế, Sở Nội vụ"],
    ["3", "- Số lớp", "lớp", "3", "4", "Ban Lạ Lùng"],
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """One plan: a number is missing and an agency is unknown."""
    sheet = Sheet()
    sheet.head()
    xs = [60, 90, 270, 330, 390, 450, 560]
    sheet.table(xs, [300, 330, 360, 390], [HEADS, *ROWS])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))
    write_files(render_document(document, Formats.ALL), tmp_path / "out")
    return tmp_path / "out"


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_place_that_cannot_be_written_is_that_of_the_option_which_named_it(
    out: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(CannotWriteError, match="Name another folder with --to"):
        sheets.export(out, tmp_path / "file/plans.xlsx", replace=False)


def test_a_workbook_has_a_sheet_for_each_table(out: Path, tmp_path: Path) -> None:
    to = tmp_path / "plans.xlsx"
    assert sheets.export(out, to, replace=False) == [str(to)]
    book = openpyxl.load_workbook(to)

    assert book.sheetnames == list(TABLES)
    [plan] = rows_of(book["plans"])
    assert plan["issued_on"] == datetime(2023, 1, 5)
    first, second = rows_of(book["tasks"])
    assert (first["text"], first["lead_agencies"]) == (ROWS[0][1], "Sở Y tế\nSở Nội vụ")
    assert (first["year_texts.2023"], first["year_texts.2024"]) == ("30", "50")
    assert first["extra"] == "Đơn vị tính: %"
    assert (first["rejoined"], first["page_first"]) == (False, 1)
    assert second["text"] == "- Số lớp"
    assert first["issues"] is None
    names = ("issuing_authority", "document_number", "issued_on")
    assert [first[name] for name in names] == [plan[name] for name in names]
    assert str(second["issues"]).splitlines() == [
        issue["message"] for issue in rows_of(book["issues"]) if issue["task_id"]
    ]
    assert len(str(second["issues"]).splitlines()) == 2
    assert {cell.data_type for row in book["tasks"].iter_rows() for cell in row} <= {*"snbd"}


def test_the_same_tables_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        sheets.export(out, tmp_path / name, replace=False)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_csv_files_have_the_mark_of_utf_8(out: Path, tmp_path: Path) -> None:
    written = sheets.export(out, tmp_path / "csv", replace=False)

    assert [Path(name).name for name in written] == [f"{table}.csv" for table in TABLES]
    content = (tmp_path / "csv" / "tasks.csv").read_bytes()
    assert content.startswith("\N{BOM}".encode())
    tasks = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [task["text"] for task in tasks] == [row[1] for row in ROWS]
    assert [task["year_texts.2024"] for task in tasks] == ["50", "4"]
    targets = (tmp_path / "csv" / "targets.csv").read_text(encoding="utf-8-sig")
    assert {line["year"] for line in csv.DictReader(io.StringIO(targets))} == {"2023", "2024"}
    issues = (tmp_path / "csv" / "issues.csv").read_text(encoding="utf-8-sig")
    assert {line["page"] for line in csv.DictReader(io.StringIO(issues))} == {"1"}
    plans = (tmp_path / "csv" / "plans.csv").read_text(encoding="utf-8-sig")
    assert date(2023, 1, 5).isoformat() in plans


def test_the_name_of_another_file_is_no_folder(out: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="neither a workbook"):
        sheets.export(out, tmp_path / "tasks.csv", replace=False)
    assert not (tmp_path / "tasks.csv").exists()


@pytest.mark.parametrize("name", ["plans.xlsx", "csv"])
def test_what_is_there_is_not_overwritten_unasked(out: Path, tmp_path: Path, name: str) -> None:
    """A person may have corrected it."""
    to = tmp_path / name
    [written, *_] = sheets.export(out, to, replace=False)
    Path(written).write_text("corrected", encoding="utf-8")

    with pytest.raises(CannotWriteError, match="is there already"):
        sheets.export(out, to, replace=False)
    assert Path(written).read_text(encoding="utf-8") == "corrected"
    sheets.export(out, to, replace=True)
    assert Path(written).stat().st_size > len("corrected")


def test_what_no_sheet_holds(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CHARACTERS", 12)
    sheets.export(out, tmp_path / "cut.xlsx", replace=False)
    task = rows_of(openpyxl.load_workbook(tmp_path / "cut.xlsx")["tasks"])[0]
    assert task["text"] == f"{ROWS[0][1][:8]} […]"
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    with pytest.raises(CannotWriteError, match="tasks has 2 rows, more than a sheet"):
        sheets.export(out, tmp_path / "long.xlsx", replace=False)


def test_a_folder_without_plans_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="run `planparse extract` first"):
        sheets.export(tmp_path, tmp_path / "plans.xlsx", replace=False)
    (tmp_path / "json").mkdir()
    (tmp_path / "json/plan.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnreadableError, match="without --json-only"):
        sheets.export(tmp_path, tmp_path / "plans.xlsx", replace=False)
