"""Documents side by side: the same files as one after the other, and no document costs another."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path, PosixPath

import pytest

from conftest import RAW
from drawing import Sheet
from planparse import process
from planparse.errors import ExitCode
from planparse.read.options import ReadOptions
from planparse.runs.batch import Options, run
from planparse.runs.results import Outcome

FRESH = ReadOptions(keep=False)


class Deadly(PosixPath):
    """A file that kills the process that reads it, as one does that asks for too much memory, or
    over which PDFium crashes."""

    def read_bytes(self) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""


class Endless(PosixPath):
    """A file that is never read to its end."""

    def read_bytes(self) -> bytes:
        time.sleep(600)
        return b""


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(4):
        sheet = Sheet()
        sheet.head(f"{number + 20}/KH-UBND")
        paths.append(sheet.save(tmp_path / f"plan-{number}.pdf"))
    return paths


def test_files_read_at_a_time_share_the_cores_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota = tmp_path / "cpu.max"
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(6), raising=False)
    monkeypatch.setattr(process, "_QUOTA", quota)
    here, cluster = Options(tmp_path), Options(tmp_path, cluster="tcp://host:8786")

    def threads(options: Options, at_a_time: int) -> int | None:
        return options.job(tmp_path, at_a_time).reading.threads

    assert [threads(here, each) for each in (1, 2, 4, 16)] == [6, 3, 1, 1]
    assert threads(cluster, 1) == 1
    for share, cores in (("max 100000", 6), ("200000 100000", 2), ("50000 100000", 1), ("", 6)):
        quota.write_text(share)
        assert process.count_cores() == cores
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert process.count_cores() == 3


def files_of(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def codes(outcomes: list[Outcome]) -> list[int]:
    return [outcome.exit_code for outcome in outcomes]


def test_side_by_side_gives_the_files_of_one_after_the_other(tmp_path: Path) -> None:
    paths = sorted(RAW.glob("*.pdf")) + sorted(RAW.glob("tien-giang*.txt"))
    one = list(run(paths, Options(tmp_path / "one", reading=FRESH)))
    two = list(run(paths, Options(tmp_path / "two", jobs=2, reading=FRESH)))
    assert [o.path for o in one] == [o.path for o in two] == paths
    assert codes(one) == codes(two) == [0] * len(paths)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_worker_that_dies_costs_one_document(plans: list[Path], tmp_path: Path) -> None:
    files = [plans[0], Deadly(plans[1]), plans[2], Deadly(plans[1]), plans[3]]
    outcomes = list(run(files, Options(tmp_path / "out", jobs=2, reading=FRESH)))
    dead = ExitCode.NOT_FINISHED
    assert codes(outcomes) == [0, dead, 0, dead, 0]
    assert "plan-1.pdf: its worker process died" in str(outcomes[1].error)
    assert len(list((tmp_path / "out/json").iterdir())) == 3


def test_a_document_that_hangs_is_given_up(plans: list[Path], tmp_path: Path) -> None:
    options = replace(Options(tmp_path / "out", reading=FRESH), timeout=5)
    outcomes = list(run([Endless(plans[0]), *plans[1:]], options))
    assert codes(outcomes) == [ExitCode.NOT_FINISHED, 0, 0, 0]
    assert str(outcomes[0].error) == (
        "plan-0.pdf was given up after 5 seconds. Give it more with --timeout."
    )
