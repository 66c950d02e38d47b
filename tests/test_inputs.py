"""Which files the words of a command line mean."""

import ntpath
import os
import unicodedata
from pathlib import Path

import pytest

import planparse
from drawing import Sheet
from planparse.errors import LocationError
from planparse.inspection import inspect
from planparse.locations import common_folder, to_path
from planparse.runs.inputs import find_inputs
from planparse.write.output import Formats, write_files
from planparse.write.render import render_document
from planparse.write.sheets import export


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")


def found(*arguments: Path) -> list[str]:
    return [path.name for path in find_inputs([str(each) for each in arguments])[0]]


def test_what_is_hidden_is_passed_over_wherever_it_lies(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", ".hidden.txt", ".ipynb_checkpoints/b.txt", "more/.git/c.txt")

    assert found(tmp_path) == ["a.txt"]
    assert found(tmp_path / ".ipynb_checkpoints") == ["b.txt"]  # it is named
    assert found(tmp_path / ".ipynb_checkpoints/*.txt") == ["b.txt"]


def test_brackets_in_the_name_of_a_folder_are_no_pattern(tmp_path: Path) -> None:
    made(tmp_path, "Kế hoạch [2023]/a.txt", "Kế hoạch [2023]/b.pdf", "Kế hoạch 2/c.txt")

    assert found(tmp_path / "Kế hoạch [2023]/*.txt") == ["a.txt"]
    assert found(tmp_path / "Kế hoạch [2023]/a.txt") == ["a.txt"]
    assert found(tmp_path / "Kế hoạch [0-9]/*") == ["c.txt"]


def test_a_name_means_the_file_however_its_letters_are_composed(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(f, "Kế hoạch.txt") for f in ("NFC", "NFD"))
    made(tmp_path, decomposed)

    assert found(tmp_path / composed) == found(tmp_path / decomposed) == [decomposed]
    assert found(tmp_path / "Kế hoạch khác.txt") == ["Kế hoạch khác.txt"]  # said when it is read


def test_what_must_not_be_looked_into_is_told_when_its_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And costs no other file; a folder that cannot be listed would lack its files unsaid."""
    made(tmp_path, "a.txt", "locked/b.txt")
    locked, can, look = tmp_path / "locked", os.access, Path.stat

    def access(path: Path, mode: int) -> bool:
        return path != locked and can(path, mode)

    def stat(path: Path, **how: bool) -> os.stat_result:
        if path.parent == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **how)

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "rglob", lambda *_: iter([tmp_path / "a.txt", locked]))

    assert found(tmp_path) == ["a.txt", "locked"]
    monkeypatch.setattr(Path, "rglob", lambda *_: iter([]))
    assert found(locked) == ["locked"]
    assert found(tmp_path / "a.txt", locked / "b.txt") == ["a.txt", "b.txt"]


def test_an_empty_name_is_not_the_working_folder() -> None:
    with pytest.raises(LocationError, match="is empty"):
        to_path("")


def test_what_planparse_wrote_into_a_folder_is_no_source_there(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    xs = [60, 90, 330, 560]
    sheet.table(xs, [300, 330, 360], [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Mở lớp", "Ban Lạ"]])
    plan = sheet.save(tmp_path / "plan.pdf")
    out = tmp_path / "data" / "out"
    write_files(render_document(planparse.extract(plan), Formats.ALL), out)
    [(page, _)] = inspect(out, [str(plan)], tmp_path / "inspect", [], None)
    [book] = export(out, tmp_path / "plans.xlsx", replace=False)
    for name in ("other.html", "other.xlsx", "other.json"):
        (tmp_path / name).write_bytes(b"<p>")

    files, passed = find_inputs([str(tmp_path)])

    assert [path.name for path in files] == ["other.xlsx", "plan.pdf", "other.html"]
    assert [path.name for path in passed] == ["other.json"]
    assert find_inputs([page, book])[0] == [Path(book), Path(page)]


def test_files_on_two_drives_of_windows_have_no_common_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "a" / "1.pdf", tmp_path / "b" / "2.pdf"]
    assert common_folder(files) == str(tmp_path)

    drives = {str(tmp_path / "a"): "C:\\a", str(tmp_path / "b"): "D:\\b"}
    monkeypatch.setattr(
        "os.path.commonpath", lambda paths: ntpath.commonpath([drives[str(p)] for p in paths])
    )
    assert common_folder(files) == ""
