"""Work shared with a copy of the process comes out as if there had been none."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import DUMPS, RAW
from planparse import parallel, process
from planparse.extract.document import extract_draft
from planparse.knowledge import load
from planparse.parallel import LEAST, parallel_map
from planparse.read.layouts import read_layout

ITEMS = list(range(LEAST + 1))


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The copies that are made where there are two cores and no threads, as other tests leave
    some; at the end, none is left."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(process, "_shares", True)
    monkeypatch.setattr(process, "count_cores", lambda: 2)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    yield made
    for copy in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)


def where(item: int) -> tuple[int, int]:
    """What is computed from an item, and in which process."""
    return item * item, os.getpid()


@pytest.mark.usefixtures("copies")
def test_a_copy_begins_at_the_end() -> None:
    def slowly(item: int) -> tuple[int, int]:
        time.sleep(0.005)
        return where(item)

    found, places = zip(*parallel_map(slowly, ITEMS), strict=True)
    assert list(found) == [item * item for item in ITEMS]
    assert (places[0], len(set(places))) == (os.getpid(), 2)
    first = places.index(places[-1])
    assert set(places[:first]) == {os.getpid()}
    assert set(places[first:]) == {places[-1]}


@pytest.mark.usefixtures("copies")
def test_a_copy_that_gets_no_time_is_not_waited_for() -> None:
    parent = os.getpid()

    def stops(item: int) -> int:
        if os.getpid() != parent and item < LEAST - 2:
            time.sleep(60)
        return -item

    assert parallel_map(stops, ITEMS) == [-item for item in ITEMS]


@pytest.mark.usefixtures("copies")
def test_large_results_come_whole() -> None:
    def large(item: int) -> bytes:
        time.sleep(0.001)
        return bytes([item]) * 300_000

    assert parallel_map(large, ITEMS) == [bytes([item]) * 300_000 for item in ITEMS]


def test_few_items_threads_and_one_core_are_computed_here(
    monkeypatch: pytest.MonkeyPatch, copies: list[int]
) -> None:
    def here(items: list[int]) -> bool:
        copies.clear()
        return parallel_map(abs, items) == items and not copies

    assert here(ITEMS[: LEAST - 1])
    assert not here(ITEMS)
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert here(ITEMS)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(process, "count_cores", lambda: 1)
    assert here(ITEMS)


def test_the_library_starts_no_process_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "count_cores", lambda: 2)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was started"))
    assert parallel_map(where, ITEMS) == list(map(where, ITEMS))


@pytest.mark.usefixtures("copies")
def test_a_copy_that_dies_costs_nothing_but_time() -> None:
    parent = os.getpid()

    def dies(item: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return -item

    assert parallel_map(dies, ITEMS) == [-item for item in ITEMS]


@pytest.mark.usefixtures("copies")
@pytest.mark.parametrize("wrong", [ITEMS[0], ITEMS[-1]])
def test_what_goes_wrong_goes_wrong_here(wrong: int, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        parallel_map(lambda item: 1 / (item - wrong), ITEMS)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("copies")
def test_a_dump_read_by_two_processes_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    path: Path = RAW / DUMPS["vinh-long-742"]
    shared = extract_draft(read_layout(path), load())
    monkeypatch.setattr(parallel, "LEAST", 1000)
    assert extract_draft(read_layout(path), load()) == shared
