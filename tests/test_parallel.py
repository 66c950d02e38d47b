"""Work shared with a copy of the process comes out as if there had been none."""

import os
import signal
import threading
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
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_shares", True)
    monkeypatch.setattr(process, "count_cores", lambda: 2)


def where(item: int) -> tuple[int, int]:
    """What is computed from an item, and in which process."""
    return item * item, os.getpid()


def has_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


@pytest.mark.usefixtures("two_cores")
def test_every_second_item_is_computed_by_a_copy() -> None:
    found, places = zip(*parallel_map(where, ITEMS), strict=True)
    assert list(found) == [item * item for item in ITEMS]
    assert set(places[::2]) == {os.getpid()}
    assert len(set(places[1::2])) == 1
    assert places[1] != os.getpid()
    assert not has_children()


@pytest.mark.usefixtures("two_cores")
def test_few_items_threads_and_one_core_are_computed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def here(items: list[int]) -> bool:
        return {place for _, place in parallel_map(where, items)} == {os.getpid()}

    assert here(ITEMS[: LEAST - 1])
    assert not here(ITEMS)
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    assert here(ITEMS)
    waiting.set()
    thread.join()
    monkeypatch.setattr(process, "count_cores", lambda: 1)
    assert here(ITEMS)


def test_the_library_starts_no_process_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "count_cores", lambda: 2)
    assert {place for _, place in parallel_map(where, ITEMS)} == {os.getpid()}


@pytest.mark.usefixtures("two_cores")
def test_a_copy_that_dies_costs_nothing_but_time() -> None:
    parent = os.getpid()

    def dies(item: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return -item

    assert parallel_map(dies, ITEMS) == [-item for item in ITEMS]
    assert not has_children()


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("wrong", [0, 1])
def test_what_goes_wrong_goes_wrong_here(wrong: int, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        parallel_map(lambda item: 1 / (item - wrong), ITEMS)
    assert not has_children()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("two_cores")
def test_a_dump_read_by_two_processes_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    path: Path = RAW / DUMPS["vinh-long-742"]
    shared = extract_draft(read_layout(path), load())
    monkeypatch.setattr(parallel, "LEAST", 1000)
    assert extract_draft(read_layout(path), load()) == shared
