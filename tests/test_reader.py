"""A document read by a process beside this one: the same pages, and nothing of it left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PosixPath

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from conftest import DUMPS, PLANS, RAW
from drawing import Sheet
from planparse import process
from planparse.errors import EncryptedError, ExitCode, NotFinishedError, PlanparseError
from planparse.read.layouts import read_layout
from planparse.read.options import ReadOptions
from planparse.read.reader import Reader, start_reader
from planparse.runs import batch
from planparse.runs.batch import Options
from planparse.schema import packed
from test_workers import Deadly

LONGEST = RAW / PLANS["vinh-long-742"]
FRESH = ReadOptions(keep=False)


class Cut(PosixPath):
    """A file that ends too early for the library that reads it."""

    def read_bytes(self) -> bytes:
        raise EOFError("cut short")


@contextmanager
def reading(path: Path, options: ReadOptions = FRESH) -> Iterator[ReadOptions]:
    """Options with a process that has begun to read the document."""
    reader = Reader()
    try:
        reader.begin(path, options)
        yield replace(options, reader=reader)
    finally:
        reader.close()
    assert is_gone(reader.process)


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.head("20/KH-UBND")
    return sheet.save(tmp_path / "plan.pdf")


def test_the_layout_is_that_of_a_document_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "AT_HAND", 20)  # the pages behind come packed
    for path in (LONGEST, RAW / DUMPS["tien-giang-394"]):
        here, beside = list[tuple[int, int]](), list[tuple[int, int]]()
        expected = read_layout(path, lambda *at, to=here: to.append(at))
        with reading(path) as options:
            layout = read_layout(path, lambda *at, to=beside: to.append(at), options)
        assert layout == expected
        assert beside == here
        packs = [isinstance(page.words, packed.PackedWords) for page in layout.pages]
        assert packs == [isinstance(page.words, packed.PackedWords) for page in expected.pages]


def test_every_page_is_looked_at_as_it_comes(plan: Path) -> None:
    seen: list[int] = []
    with reading(plan) as options:
        read_layout(plan, None, options, lambda page: seen.append(page.number))
    assert seen == [1]


def test_only_the_document_that_was_begun_is_read_beside(plan: Path) -> None:
    with reading(plan) as options:
        other = read_layout(RAW / PLANS["ha-noi-277"], None, options)
        first, again = read_layout(plan, None, options), read_layout(plan, None, options)
    assert len(other.pages) == 12
    assert first == again == read_layout(plan)


def test_errors_are_those_of_a_document_read_here(tmp_path: Path) -> None:
    locked, empty, missing = (tmp_path / f"{name}.pdf" for name in ("locked", "empty", "missing"))
    canvas = Canvas(str(locked), encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 760, "KẾ HOẠCH")
    canvas.save()
    empty.touch()
    for path in (locked, empty, missing):
        with pytest.raises(PlanparseError) as here:
            read_layout(path)
        with reading(path) as options, pytest.raises(type(here.value)) as beside:
            read_layout(path, None, options)
        assert str(beside.value) == str(here.value)
    with reading(locked) as options, pytest.raises(EncryptedError):
        read_layout(locked, None, options)
    with reading(locked, replace(FRESH, password="secret")) as options:
        assert len(read_layout(locked, None, options).pages) == 1


def test_what_goes_wrong_over_a_document_is_told(plan: Path) -> None:
    """Libraries raise EOFError, too, which must not look like the end of the process."""
    with reading(Cut(plan)) as options, pytest.raises(EOFError, match="cut short"):
        read_layout(Cut(plan), None, options)


def test_a_process_that_is_killed_is_an_error() -> None:
    with reading(LONGEST) as options:
        reader = options.reader
        assert reader
        _, pages = reader.open(None)
        next(pages)
        os.kill(reader.process, signal.SIGKILL)
        with pytest.raises(NotFinishedError, match=r"died \(exit code -9; .* --engine pdfplumber"):
            list(pages)


def test_one_that_is_left_early_is_ended() -> None:
    """The pipe holds fewer pages than the document has, so it is waiting to send one."""
    with reading(LONGEST) as options:
        assert options.reader
        _, pages = options.reader.open(None)
        assert next(pages).number == 1


def test_a_file_that_crashes_its_process_costs_no_other(plan: Path, tmp_path: Path) -> None:
    reader = Reader()
    options = Options(tmp_path / "out", reading=replace(FRESH, reader=reader))
    first, second = batch.run([Deadly(plan), plan], options)
    assert (first.exit_code, second.exit_code) == (ExitCode.NOT_FINISHED, ExitCode.OK)
    assert "plan.pdf: the process that read it died (exit code -9;" in str(first.error)
    assert is_gone(reader.process)


def test_one_process_is_enough_where_a_second_has_no_core_or_is_not_safe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "_shares", True)
    for cores, threads, is_started in ((2, 1, True), (1, 1, False), (2, 2, False)):
        monkeypatch.setattr(process, "count_cores", lambda n=cores: n)
        monkeypatch.setattr("threading.active_count", lambda n=threads: n)
        reader = start_reader()
        assert bool(reader) is is_started
        if reader:
            reader.close()


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    arguments = ["extract", "--no-cache", "--out", str(tmp_path), str(LONGEST)]
    command = subprocess.Popen(
        [sys.executable, "-m", "planparse", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Tests that run in the background inherit that the signal is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
    while not children.read_text():
        time.sleep(0.01)
    time.sleep(0.05)  # wherever the two of them are then
    os.killpg(command.pid, signal.SIGINT)
    _, said = command.communicate(timeout=60)
    # Python ends itself by the signal where that interrupts an `exec`, as dataclasses are made by.
    assert command.returncode in {ExitCode.INTERRUPTED, -signal.SIGINT}
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):  # the group has no process left
        os.killpg(command.pid, 0)
