"""Output folders that are damaged or not whole: whatever looks at them names the file."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import planparse
from drawing import Sheet
from planparse.cli import app
from planparse.errors import ExitCode, UnreadableError
from planparse.schema.records import TABLES
from planparse.write.output import Formats, write_files
from planparse.write.render import render_document

LOOKERS = (
    ["export", "OUT", "--to", "x.xlsx"],
    ["compact", "OUT"],
    ["agencies", "unresolved", "OUT"],
)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))
    write_files(render_document(document, Formats.ALL), tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "out"


def refusal(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == ExitCode.UNREADABLE, result.exception
    return result.stderr


@pytest.mark.parametrize("is_foreign", [False, True])
def test_a_damaged_table_is_named(is_foreign: bool, out: Path) -> None:
    import pandas as pd

    [path] = (out / "plans").iterdir()
    path.write_bytes(b"")
    if is_foreign:
        pd.DataFrame({"x": [1]}).to_parquet(path)
    for arguments in LOOKERS:
        assert f"{path} is" in refusal(*(each.replace("OUT", str(out)) for each in arguments))
    with pytest.raises(UnreadableError, match="extract its documents again"):
        planparse.load(out)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "plans"])
def test_a_table_that_is_missing_is_named(table: str, out: Path) -> None:
    shutil.rmtree(out / table)
    with pytest.raises(UnreadableError, match=f"{out / table}.*is missing"):
        planparse.load(out)


@pytest.mark.parametrize("change", [{"tasks": None}, {"issues": [1]}, {"plan": {}}, {"more": None}])
def test_json_with_a_table_that_is_none_is_named(change: dict[str, object], out: Path) -> None:
    [path] = (out / "json").iterdir()
    document = json.loads(path.read_text(encoding="utf-8"))
    whole = out.parent / "whole.json"
    whole.write_text(json.dumps(document), encoding="utf-8")
    path.write_text(json.dumps(document | change), encoding="utf-8")

    for arguments in (["inspect", "--out", str(out)], ["diff", str(whole), str(path)]):
        assert f"{path} is no JSON of a plan" in refusal(*arguments)
