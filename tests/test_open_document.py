"""OpenDocument: what LibreOffice saves is read as what Word and Excel save."""

import io
import sys
import zipfile
from pathlib import Path

import pytest

import planparse
from planparse.errors import EncryptedError, PlanparseError, UnreadableError
from planparse.read.formats import format_of
from planparse.read.layouts import read_layout
from test_office import said
from test_workbooks import annex

TYPE = "application/vnd.oasis.opendocument."


def opened(type_: str, manifest: str | None = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", type_)
        if manifest is not None:
            archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


@pytest.mark.parametrize(
    ("type_", "wanted"),
    [("text", "odt"), ("text-template", "odt"), ("spreadsheet", "ods")],
)
def test_the_format_is_what_the_file_says(type_: str, wanted: str) -> None:
    assert format_of("plan.zip", opened(TYPE + type_)) == wanted


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (opened(TYPE + "presentation"), UnreadableError, "presentation, which is not read"),
        (opened("application/epub+zip"), UnreadableError, "epub.*, which is not read"),
        (opened(TYPE + "text", "<m:encryption-data/>"), EncryptedError, "asks for a password"),
        (opened(TYPE + "text")[:-9], UnreadableError, "damaged or cut short"),
        (opened(TYPE + "text", None), UnreadableError, "damaged or cut short"),
        (opened(" " * 1000), UnreadableError, "which is not read"),
    ],
)
def test_refusals(content: bytes, error: type[PlanparseError], words: str) -> None:
    with pytest.raises(error, match=words):
        format_of("plan.odt", content)


def test_without_libreoffice_the_error_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "plan.ods").write_bytes(opened(TYPE + "spreadsheet"))

    with pytest.raises(UnreadableError, match=r"libreoffice-calc\), or save the file as \.xlsx"):
        read_layout(tmp_path / "plan.ods")


# In place of LibreOffice, which not every machine has: it gives the workbook for whatever it gets.
OFFICE = """#!{python}
import shutil, sys
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
shutil.copy({made!r}, folder / "document.xlsx")
"""


def test_a_spreadsheet_gives_the_records_of_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = tmp_path / "annex.xlsx"
    annex().save(workbook)
    program = tmp_path / "bin/soffice"
    program.parent.mkdir()
    program.write_text(OFFICE.format(python=sys.executable, made=str(workbook)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    (tmp_path / "annex.ods").write_bytes(opened(TYPE + "spreadsheet"))

    made, wanted = (planparse.extract(tmp_path / f"annex.{kind}") for kind in ("ods", "xlsx"))
    assert made.plan.source_format == "ods"
    assert len(made.tasks) == 6
    assert said(made.model_dump(mode="json")) == said(wanted.model_dump(mode="json"))
