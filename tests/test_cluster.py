"""A run on a cluster of separate processes, reached over TCP, writes what a local run writes."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path, PosixPath
from typing import Any

import pandas as pd
import pytest
from distributed import LocalCluster

from conftest import RAW, ROOT
from drawing import Sheet
from planparse.errors import ClusterError, ExitCode
from planparse.read.options import ReadOptions
from planparse.runs.batch import Options, run
from test_workers import codes, files_of

FRESH = ReadOptions(keep=False)


class Deadly(PosixPath):
    """A file that kills the worker that reads it first."""

    def read_bytes(self) -> bytes:
        mark = self.with_suffix(".read")
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read_bytes()


class Strange(PosixPath):
    """A file of a kind that workers do not know."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _know_nothing, ()


def _know_nothing() -> None:
    raise ModuleNotFoundError("No module named 'planparse'")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(6):
        sheet = Sheet()
        sheet.head(f"{number + 20}/KH-UBND")
        paths.append(sheet.save(tmp_path / f"plan-{number}.pdf"))
    return paths


def test_a_cluster_writes_what_a_local_run_writes_though_a_worker_is_lost(
    scheduler: str, plans: list[Path], tmp_path: Path
) -> None:
    assert scheduler.startswith("tcp://")
    here = list(run(plans, Options(tmp_path / "here", reading=FRESH)))
    files = [*plans[:2], Deadly(plans[2]), *plans[3:]]
    there = list(run(files, Options(tmp_path / "there", reading=FRESH, cluster=scheduler)))

    assert plans[2].with_suffix(".read").exists()
    assert codes(here) == codes(there) == [ExitCode.OK] * 6
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")


def test_an_address_where_nobody_answers_is_said(
    plans: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planparse.runs.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match="No Dask scheduler answers"):
        list(run(plans, Options(tmp_path / "out", cluster="tcp://127.0.0.1:9")))


def test_a_scheduler_that_is_lost_ends_the_run_with_an_error(
    scheduler: str, plans: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_lost(_: object) -> None:
        raise CancelledError("scheduler-connection-lost")

    monkeypatch.setattr("distributed.Future.result", is_lost)
    with pytest.raises(ClusterError, match="was lost"):
        list(run(plans[:1], Options(tmp_path / "out", reading=FRESH, cluster=scheduler)))


def test_workers_without_planparse_are_named_for_each_file(
    scheduler: str, plans: list[Path], tmp_path: Path
) -> None:
    options = Options(tmp_path / "out", reading=FRESH, cluster=scheduler)
    outcomes = list(run([plans[0], Strange(plans[1])], options))
    assert codes(outcomes) == [ExitCode.OK, ExitCode.USAGE]
    assert "the cluster gave an error (ModuleNotFoundError: No module" in str(outcomes[1].error)


def test_the_function_for_other_engines_does_what_the_docs_say() -> None:
    code = (ROOT / "docs/cluster.md").read_text(encoding="utf-8").split("```python\n")[1]
    scope: dict[str, Any] = {}
    exec(code.split("```")[0], scope)
    paths = [str(RAW / "tien-giang-394-KH-UBND-2022.pdf"), "missing.pdf"]
    found = pd.concat(scope["read_tasks"]([pd.DataFrame({"path": paths})]))
    assert found["path"].value_counts().to_dict() == {paths[0]: 109, paths[1]: 1}
    assert found["text"].iloc[-1].startswith("missing.pdf cannot be opened")
