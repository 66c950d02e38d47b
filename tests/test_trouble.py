"""What stands in the way of one plan is said, and stops no other one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from drawing import Sheet
from planparse.errors import CannotWriteError, UnreadableError
from planparse.read.options import ReadOptions
from planparse.runs import results
from planparse.runs.batch import Options, run
from planparse.runs.results import Outcome
from planparse.write.output import PackedBytes, sweep, write_files


def plans(folder: Path) -> list[Path]:
    paths = []
    for number in (1, 2):
        sheet = Sheet()
        sheet.head(f"{number}/KH-UBND")
        paths.append(sheet.save(folder / f"{number}.pdf"))
    return paths


def read(paths: list[Path], out: Path) -> list[Outcome]:
    return [*run(paths, Options(out, reading=ReadOptions(keep=False)))]


@pytest.mark.parametrize("name", ["json/{}.json", "plans/{}.parquet"])
def test_what_cannot_be_looked_at_in_the_output_folder_is_named(name: str, tmp_path: Path) -> None:
    in_the_way = tmp_path / "out" / name.format("tien-giang-1-kh-ubnd-2023")
    in_the_way.mkdir(parents=True)
    first, second = read(plans(tmp_path), tmp_path / "out")

    assert isinstance(first.error, CannotWriteError)
    assert str(first.error).startswith(f"{in_the_way} is there and cannot be read:")
    assert second.error is None
    assert in_the_way.is_dir()


def test_a_plan_whose_files_cannot_be_made_stops_no_other_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_result = results.to_result

    def fail_once(*_: object) -> object:
        monkeypatch.setattr(results, "to_result", to_result)
        raise UnicodeEncodeError("utf-8", "\udc00", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(results, "to_result", fail_once)
    first, second = read(plans(tmp_path), tmp_path / "out")

    assert isinstance(first.error, UnreadableError)
    assert "This is a defect of planparse" in str(first.error)
    assert second.error is None


def test_what_a_killed_process_left_half_written_goes_with_the_next_that_writes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "out" / "json"
    folder.mkdir(parents=True)
    abandoned, recent, own = (folder / n for n in (".a.json.7.tmp", ".b.json.8.tmp", "notes.tmp"))
    for each in (abandoned, recent, own):
        each.write_bytes(b"{")
    for each in (abandoned, own):
        os.utime(each, (1, 1))
    read(plans(tmp_path), tmp_path / "out")

    assert not abandoned.exists()
    assert recent.exists()
    assert own.exists()


def test_hidden_files_of_others_stay_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    others = folder / ".draft.tmp"
    others.write_bytes(b"mine")
    os.utime(others, (1, 1))
    sweep(tmp_path)

    assert others.exists()


def test_two_processes_of_one_number_write_the_same_file_whole(tmp_path: Path) -> None:
    """As those of two containers that share a folder: one begins while the other writes."""
    path = tmp_path / "json" / "plan.json"

    class Meanwhile(PackedBytes):
        def __iter__(self) -> Iterator[bytes]:
            first, *rest = super().__iter__()
            yield first
            write_files({"json/plan.json": b"{}"}, tmp_path)
            assert path.read_bytes() == b"{}"
            yield from rest

    write_files({"json/plan.json": Meanwhile([b"{" * 50_000, b"}"])}, tmp_path)
    assert path.read_bytes() == b"{" * 50_000 + b"}"
    assert [*path.parent.iterdir()] == [path]
