"""Merged files are read like those they were merged from, and plans in them are replaced."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import planparse
from drawing import Sheet
from planparse.errors import CannotWriteError, UnreadableError
from planparse.runs.batch import Options, run
from planparse.schema.records import TABLES
from planparse.write.compaction import compact
from planparse.write.output import Formats, write_files


def plan(folder: Path, number: str, objective: str = "MỤC TIÊU", year: int = 2023) -> Path:
    sheet = Sheet()
    sheet.head(number, year)
    sheet.text(60, 200, f"I. {objective}", bold=True)
    return sheet.save(folder / f"{number.partition('/')[0]}-{year}-{objective[:3]}.pdf")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    paths = [plan(tmp_path, f"{number}/KH-UBND") for number in (1, 2, 3)]
    paths.append(plan(tmp_path, "1/KH-UBND", year=2022))
    assert [o.error for o in run(paths, Options(tmp_path / "out"))] == [None] * 4
    return tmp_path / "out"


def headings(out: Path) -> dict[str, str]:
    sections = planparse.load(out).sections
    return dict(zip(sections["plan_id"], sections["heading"], strict=True))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def by_plan(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("plan_id", kind="stable").reset_index(drop=True)


def test_merged_files_are_read_like_those_they_were_merged_from(out: Path) -> None:
    before = planparse.load(out)
    assert compact(out, list(TABLES)) == (3, 1)  # the plan of 2022 is alone in its group
    assert names(out / "plans") == [
        "tien-giang-1-kh-ubnd-2022.parquet",
        "vn-46-2023.compact.parquet",
    ]
    after = planparse.load(out)
    for table in TABLES:
        one, other = by_plan(getattr(before, table)), by_plan(getattr(after, table))
        pd.testing.assert_frame_equal(one, other)
    whole = pd.read_parquet(out / "sections")
    assert sorted(whole["plan_id"]) == sorted(before.sections["plan_id"])
    assert len(names(out / "json")) == 4

    files = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert compact(out, list(TABLES)) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == files


THREADS = """
import os, sys
from pathlib import Path
import pyarrow.parquet
from planparse.schema.records import TABLES
from planparse.write.compaction import Compacted, compact
threads = lambda: len(os.listdir("/proc/self/task"))
before, out = threads(), Path(sys.argv[1])
print(compact(out, list(TABLES)), len(Compacted(out).plans), threads() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc counts the threads")
def test_no_thread_is_needed_of_which_a_busy_system_may_have_none(out: Path) -> None:
    code = [sys.executable, "-c", THREADS, str(out)]
    done = subprocess.run(code, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["(3,", "1)", "3", "0"]


def test_a_file_that_is_gone_is_named_and_written_again_by_the_next_run(
    out: Path, tmp_path: Path
) -> None:
    gone = out / "tasks" / "tien-giang-2-kh-ubnd-2023.parquet"
    gone.unlink()
    with pytest.raises(UnreadableError, match=f"{gone} cannot be opened: No such file"):
        compact(out, list(TABLES))
    list(run([plan(tmp_path, "2/KH-UBND")], Options(out)))
    assert compact(out, list(TABLES))[0] == 3


def test_a_plan_that_did_not_change_stays_merged(out: Path, tmp_path: Path) -> None:
    compact(out, list(TABLES))
    list(run([plan(tmp_path, "2/KH-UBND")], Options(out)))
    assert len(names(out / "plans")) == 2


def test_a_plan_that_changed_is_replaced(out: Path, tmp_path: Path) -> None:
    compact(out, list(TABLES))
    changed = plan(tmp_path, "2/KH-UBND", "NHIỆM VỤ")
    (refused,) = run([changed], Options(out))
    assert isinstance(refused.error, CannotWriteError)
    (replaced,) = run([changed], Options(out, replace=True))
    assert replaced.error is None
    kept = {f"tien-giang-{n}-kh-ubnd-2023": "MỤC TIÊU" for n in (1, 3)}
    other = {"tien-giang-1-kh-ubnd-2022": "MỤC TIÊU"}
    assert headings(out) == kept | other | {"tien-giang-2-kh-ubnd-2023": "NHIỆM VỤ"}

    assert compact(out, list(TABLES)) == (1, 1)
    assert headings(out) == kept | other | {"tien-giang-2-kh-ubnd-2023": "NHIỆM VỤ"}
    assert len(names(out / "plans")) == 2


def test_without_json_a_merged_plan_still_knows_its_source(out: Path, tmp_path: Path) -> None:
    compact(out, list(TABLES))
    (out / "json" / "tien-giang-2-kh-ubnd-2023.json").unlink()
    changed = plan(tmp_path, "2/KH-UBND", "NHIỆM VỤ")
    (refused,) = run([changed], Options(out, Formats.PARQUET))
    assert "from another source" in str(refused.error)


@pytest.mark.parametrize("is_merged", [False, True])
def test_json_alone_leaves_no_tables_of_an_older_source(
    is_merged: bool, out: Path, tmp_path: Path
) -> None:
    if is_merged:
        compact(out, list(TABLES))
    same, changed = plan(tmp_path, "1/KH-UBND"), plan(tmp_path, "2/KH-UBND", "NHIỆM VỤ")
    outcomes = list(run([same, changed], Options(out, Formats.JSON, replace=True)))
    assert [each.error for each in outcomes] == [None, None]
    others = {"tien-giang-1-kh-ubnd-2023", "tien-giang-3-kh-ubnd-2023", "tien-giang-1-kh-ubnd-2022"}
    assert headings(out) == dict.fromkeys(others, "MỤC TIÊU")
    frames = planparse.load(out)
    held = {name: set(frame["plan_id"]) for name, frame in zip(TABLES, frames, strict=True)}
    assert (held["plans"], set().union(*held.values())) == (others, others)


def test_tables_alone_leave_no_json_of_an_older_source(out: Path, tmp_path: Path) -> None:
    same, changed = plan(tmp_path, "1/KH-UBND"), plan(tmp_path, "2/KH-UBND", "NHIỆM VỤ")
    list(run([same, changed], Options(out, Formats.PARQUET, replace=True)))
    assert names(out / "json") == [
        "tien-giang-1-kh-ubnd-2022.json",
        "tien-giang-1-kh-ubnd-2023.json",
        "tien-giang-3-kh-ubnd-2023.json",
    ]
    assert headings(out)["tien-giang-2-kh-ubnd-2023"] == "NHIỆM VỤ"


def test_a_table_of_another_version_is_named_and_not_merged(out: Path) -> None:
    odd = out / "tasks" / "tien-giang-2-kh-ubnd-2023.parquet"
    pq.write_table(pq.read_table(odd).drop_columns(["inherited"]), odd)
    before = {path: path.read_bytes() for path in out.rglob("*.parquet")}

    with pytest.raises(UnreadableError, match=rf"{odd.name} has other columns"):
        compact(out, list(TABLES))
    assert {path: path.read_bytes() for path in out.rglob("*.parquet")} == before


def test_a_plan_that_cannot_be_written_stays_in_its_merged_file(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written again by the same run, it must not be there twice."""
    compact(out, list(TABLES))
    paths = [plan(tmp_path, "2/KH-UBND", "NHIỆM VỤ"), plan(tmp_path, "2/KH-UBND", "GIẢI PHÁP")]
    calls = []

    def fail_once(*arguments: Any, **options: Any) -> None:
        calls.append(arguments)
        if len(calls) == 1:
            raise CannotWriteError("No space left on device")
        write_files(*arguments, **options)

    monkeypatch.setattr("planparse.runs.folder.write_files", fail_once)
    outcomes = [*run(paths, Options(out, replace=True))]
    assert [bool(outcome.error) for outcome in outcomes] == [True, False]
    assert len(planparse.load(out).plans) == 4


def test_a_merge_that_was_killed_before_it_deleted_is_completed_by_the_next(
    out: Path,
) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*.parquet")}
    rows = {table: len(getattr(planparse.load(out), table)) for table in TABLES}
    compact(out, list(TABLES))
    for path, content in before.items():
        path.write_bytes(content)

    assert compact(out, list(TABLES)) == (3, 1)
    assert {table: len(getattr(planparse.load(out), table)) for table in TABLES} == rows
    assert len(names(out / "plans")) == 2
