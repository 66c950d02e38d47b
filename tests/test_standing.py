"""Where nothing has changed, nothing is read or written; whatever has changed is noticed."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drawing import Sheet
from planparse.errors import ExitCode, NotAPlanError
from planparse.knowledge import load
from planparse.read.options import ReadOptions
from planparse.runs import cache, results, standing
from planparse.runs.batch import Options, run
from planparse.runs.results import Job, Outcome
from planparse.schema.records import TABLES
from planparse.write.compaction import compact
from planparse.write.output import Formats

PAGE = """<html><head><meta charset="utf-8"></head><body>
<p>ỦY BAN NHÂN DÂN</p><p>TỈNH TIỀN GIANG</p><p>Số: 7/KH-UBND</p>
<p>Tiền Giang, ngày 3 tháng 4 năm 2023</p><p>KẾ HOẠCH</p><p>Chuyển đổi số</p>
<table border="1"><tr><th>STT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th></tr>
<tr><td>1</td><td>Xây dựng kho dữ liệu</td><td>Sở Y tế</td></tr>
<tr><td>2</td><td>Đào tạo cán bộ</td><td>Sở Nội vụ</td></tr></table></body></html>"""


class Runs:
    """Runs over files that tell which were read, or asked for in the cache."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.options = Options(folder / "out")
        self.asked: list[str] = []
        read_through = cache.read_through

        def note(job: Job, *others: object) -> object:
            self.asked.append(job.path.name)
            return read_through(job, *others)  # type: ignore[arg-type]

        monkeypatch.setattr(cache, "read_through", note)

    def __call__(self, *files: Path, **options: object) -> list[Outcome]:
        """A run after all that came before it has settled."""
        time.sleep(1.5 * standing._TICK / 1e9)
        self.asked.clear()
        return list(run(files, replace(self.options, **options)))  # type: ignore[arg-type]

    @property
    def files(self) -> dict[str, bytes]:
        """What the output folder holds."""
        paths = sorted(path for path in self.options.out.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in paths}


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    load()  # what is known is kept, too, by the first that needs it
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Runs(tmp_path, monkeypatch)


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    return [draw(tmp_path / f"plan-{number}.pdf", number) for number in (1, 2, 3)]


def draw(path: Path, number: int, year: int = 2023) -> Path:
    sheet = Sheet()
    sheet.head(f"{number}/KH-UBND", year)
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    return sheet.save(path)


def records(folder: Path) -> list[Path]:
    return sorted((folder / "cache/planparse/runs").glob("*"))


def test_what_stands_is_told_without_being_asked_for(runs: Runs, plans: list[Path]) -> None:
    first = runs(*plans)
    assert runs.asked == [path.name for path in plans]
    written = runs.files
    assert len(written) == 27

    assert runs(*plans) == first
    assert (runs.asked, runs.files) == ([], written)


def test_a_new_file_does_not_touch_the_others(runs: Runs, plans: list[Path]) -> None:
    runs(*plans[:2])
    assert [o.exit_code for o in runs(*plans)] == [ExitCode.OK] * 3
    assert runs.asked == [plans[2].name]
    runs(plans[2])
    assert runs(*plans) == runs(*plans)
    assert runs.asked == []


def with_other_bytes(path: Path) -> None:
    """The same size and the same time, as a careful hand leaves them."""
    status, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size


@pytest.mark.parametrize("change", [Path.unlink, with_other_bytes, lambda p: p.write_bytes(b"")])
def test_an_output_that_is_gone_or_changed_is_written_again(
    runs: Runs, plans: list[Path], change: Callable[[Path], object]
) -> None:
    runs(*plans)
    written = runs.files
    for name in ("json/tien-giang-2-kh-ubnd-2023.json", "tasks/tien-giang-2-kh-ubnd-2023.parquet"):
        change(runs.options.out / name)
        assert runs.files != written
        runs(*plans)
        assert (runs.asked, runs.files) == ([plans[1].name], written)


def test_a_source_with_other_bytes_is_read(runs: Runs, plans: list[Path]) -> None:
    runs(*plans)
    with_other_bytes(plans[0])
    (outcome, *_) = runs(*plans, replace=True)
    assert runs.asked == [plans[0].name]
    assert outcome.result

    draw(plans[0], 1, 2024)
    assert runs(*plans)[0].result != outcome.result
    assert runs.asked == [plans[0].name]


def test_a_source_that_changes_while_it_is_read_is_read_again(
    runs: Runs, plans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_change(job: Job, _: object) -> object:
        found = results.read(job)
        with_other_bytes(plans[0])
        return found

    with monkeypatch.context() as patch:
        patch.setattr(cache, "read", read_and_change)
        runs(plans[0])
    runs(plans[0], replace=True)
    assert runs.asked == [plans[0].name]


def test_a_source_changed_within_a_tick_of_the_clock_is_looked_at(
    runs: Runs, plans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change in the same tick would leave the same times behind."""
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(standing, "_TICK", 3600 * standing._SECOND)
    for _ in range(3):
        runs(*plans)
        assert len(runs.asked) == 3

    now = 1_700_000_000 * standing._SECOND
    signed = ["plan.pdf", 1, now + 7, now + 7, 1]
    monkeypatch.setattr(standing, "_TICK", 10)
    assert [standing._is_settled(signed, now + 7 + after) for after in (10, 11)] == [False, True]
    # Times in whole seconds are those of a file system that knows no more (FAT: every second one).
    whole = ["plan.pdf", 1, now, now, 1]
    assert not standing._is_settled(whole, now + standing._SECOND)
    assert standing._is_settled(whole, now + 3 * standing._SECOND)
    assert not standing._is_settled(["plan.pdf"], now)


def test_an_output_changed_within_a_tick_of_the_clock_is_noticed(
    runs: Runs, plans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = standing._signature

    def coarse(name: str) -> tuple[int, ...]:
        """Of what was written all bears the same time, a moment ago."""
        size, *others = signature(name)
        is_written = name.startswith(str(runs.options.out))
        return (size, *([1 << 62] * 3 if is_written else others))

    monkeypatch.setattr(standing, "_signature", coarse)
    runs(*plans)
    written = runs.files
    runs(*plans)
    assert runs.asked == []
    with_other_bytes(runs.options.out / "json/tien-giang-2-kh-ubnd-2023.json")
    runs(*plans)
    assert (runs.asked, runs.files) == ([plans[1].name], written)


def test_what_else_results_depend_on_is_noticed(
    runs: Runs, plans: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "agencies.csv").write_text("scope,name\n", encoding="utf-8")
    runs(*plans, knowledge_folder=own)
    assert runs(*plans, knowledge_folder=own)
    assert runs.asked == []

    for others in (
        {"formats": Formats.JSON},
        {"reading": ReadOptions(engine="pdfplumber")},
        {"out": tmp_path / "other"},
    ):
        runs(*plans, **{"knowledge_folder": own, **others})
        assert len(runs.asked) == 3
    (own / "agency_aliases.csv").write_text("scope,alias,name\n", encoding="utf-8")
    runs(*plans, knowledge_folder=own)
    assert len(runs.asked) == 3
    monkeypatch.setattr(cache, "fingerprint", lambda: "another version")
    runs(*plans, knowledge_folder=own)
    assert len(runs.asked) == 3


def test_without_a_cache_nothing_stands(runs: Runs, plans: list[Path], tmp_path: Path) -> None:
    runs(*plans, reading=ReadOptions(keep=False))
    assert records(tmp_path) == []
    runs(*plans)
    runs(*plans, reading=ReadOptions(keep=False))
    assert len(runs.asked) == 3


def test_errors_of_a_document_are_told_again_and_others_are_not(runs: Runs, tmp_path: Path) -> None:
    letter = Sheet()
    letter.text(60, 60, "Giấy mời họp")
    paths = [letter.save(tmp_path / "letter.pdf"), tmp_path / "empty.pdf", tmp_path / "missing.pdf"]
    paths[1].write_bytes(b"")
    first = runs(*paths)
    assert [type(o.error) for o in runs(*paths)] == [type(o.error) for o in first]
    assert isinstance(first[0].error, NotAPlanError)
    assert runs.asked == ["empty.pdf", "missing.pdf"]


def test_a_damaged_record_costs_nothing_but_time(
    runs: Runs, plans: list[Path], tmp_path: Path
) -> None:
    runs(*plans)
    (record,) = records(tmp_path)
    lines = record.read_bytes().split(b"\n")
    damaged = [lines[0][:50], b"7", b"{}", b'{"members":[]}', *lines[1:]]
    for damage in (b"\n".join(damaged), b"\xff"):
        record.write_bytes(damage)
        assert len(runs(*plans)) == 3
        assert runs.asked
        runs(*plans)
        assert runs.asked == []


def test_sources_of_one_plan_stand_and_fall_together(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, checks = tmp_path / "plan.doc", [tmp_path / f"{n}.html" for n in "abc"]
    word.write_text(PAGE, encoding="utf-8")
    for path, text in zip(checks, ("kho", "kho số liệu", "kho dùng chung"), strict=True):
        path.write_text(PAGE.replace("kho dữ liệu", text), encoding="utf-8")
    first = runs(word, checks[1])
    assert first[1].checked_against == word
    assert runs(word, checks[1]) == first
    assert runs.asked == []

    def fresh(*files: Path) -> dict[str, bytes]:
        """What the same files give in a folder of their own."""
        other = Runs(tmp_path / f"fresh-{len(files)}", monkeypatch)
        other(*files)
        out = str(other.options.out)
        return {name.replace(out, str(runs.options.out)): c for name, c in other.files.items()}

    # Alone, the plan has no issue of its check; then again, and with checks before and after.
    for files in ([word], [word, checks[1]], [word, *checks[:2]], [word, *checks], [word]):
        for _ in range(2):
            runs(*files)
            assert runs.files == fresh(*files)
    assert runs(checks[0])[0].exit_code is ExitCode.CANNOT_WRITE


def test_merged_plans_stand_while_their_merged_files_do(runs: Runs, plans: list[Path]) -> None:
    runs(*plans)
    compact(runs.options.out, list(TABLES))
    first = runs(*plans)
    written = runs.files
    assert len(written) == 3 + 8
    assert (runs(*plans), runs.asked) == (first, [])

    (merged,) = runs.options.out.glob("tasks/*")
    merged.unlink()
    runs(*plans)
    assert len(runs.asked) == 3
    assert len(list(runs.options.out.glob("tasks/*"))) == 3
