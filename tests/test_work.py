"""How much is done for a plan, counted: what a clock would say depends on the machine."""

import gc
import json
import pickle
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import planparse
from conftest import RAW
from planparse.extract.contents import read_contents
from planparse.extract.document import extract_draft
from planparse.extract.tables.grids import lattice
from planparse.extract.tables.rules import Rule
from planparse.knowledge import load
from planparse.normalize import build_document
from planparse.normalize.agencies import registry
from planparse.normalize.targets import quantities
from planparse.process import count_cores
from planparse.read.layouts import read_layout
from planparse.read.pdf import pdfium_places, pdfium_shapes, pdfium_text, unseen, words
from planparse.read.pdf.pdfium import Pdfium
from planparse.read.reader import _to_sent
from planparse.schema import packed
from planparse.schema.spool import forget_visits
from planparse.write.render import render_json

PLAN = RAW / "vinh-long-742-QD-UBND-2023.pdf"
PAGES, WORDS, CHARACTERS = 57, 23390, 104957
# Each bound lies some 15 % or less above what is measured, so that a step back fails.
# Calls of our functions for each word (46): letters go by arrays, so that none costs a call.
CALLS_PER_WORD = 48
# Calls of PDFium for each character (2.62): its text, its place, and some for each run of them.
CALLS_PER_CHARACTER = 2.7
# Bytes that a layout holds for each word, rules included (300): words share equal texts and the
# numbers of their line.
BYTES_PER_WORD = 340
# Bytes that a process sends to another for each word, rules included (62).
BYTES_SENT_PER_WORD = 70
# What a run on a PDF with text does without: readers of other formats, the reference engine and
# pictures, data frames, other processes, other places than this machine, a terminal to draw on, and
# the files of knowledge, which are kept compiled.
NOT_LOADED = {
    "PIL", "cv2", "distributed", "docx", "fsspec", "lxml", "multiprocessing", "pandas", "pdfminer",
    "pdfplumber", "pebble", "rich", "upath", "yaml",
}  # fmt: skip
EXTRACTS = """
import json, os, sys
if sys.argv[1] == "alone":
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
del sys.argv[1]
from planparse.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
print(json.dumps([name.partition(".")[0] for name in sys.modules]))
"""
# What each step makes of a page of a long document, in kilobytes: what is held of it, and what
# there is at most meanwhile, most of it what was visited last (the plan has 57 pages): 0.4 and 58,
# 1.8 and 85 (97 behind other tests), 0.6 and 30, 0.3 and 13. Words and cells that are held would
# take 20, rows 18, a table that is held while it is drafted 130, the text of the body 5, and
# records 35.
KILOBYTES = {
    "contents": (0.45, 66),
    "draft": (2.1, 106),
    "records": (0.66, 34),
    "json": (0.36, 14.3),
}
SOURCE = str(Path(planparse.__file__).parent)


def test_every_page_and_character_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Counter[int] = Counter()
    visited: list[int] = []
    draw, to_words = Pdfium.draw, words.to_words

    def count_page(self: Pdfium, index: int) -> Any:
        drawn[index] += 1
        return draw(self, index)

    def count_characters(characters: Any, *others: Any, **more: Any) -> Any:
        visited.append(len(characters))
        return to_words(characters, *others, **more)

    monkeypatch.setattr(Pdfium, "draw", count_page)
    monkeypatch.setattr("planparse.read.pdf.to_words", count_characters)
    planparse.extract(PLAN)
    assert drawn == dict.fromkeys(range(PAGES), 1)
    assert (len(visited), sum(visited)) == (PAGES, CHARACTERS)


def test_a_plan_takes_no_more_calls_than_it_did() -> None:
    planparse.extract(PLAN)  # what is computed once for all plans
    calls = count_calls(lambda: planparse.extract(PLAN))
    assert calls <= CALLS_PER_WORD * WORDS


def test_pdfium_is_asked_no_more_than_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls[name] += 1
            return function(*arguments)

        return call

    for module in (pdfium_places, pdfium_text, pdfium_shapes, unseen):
        for name, function in list(vars(module).items()):
            if type(function).__name__ == "CFunctionType":
                monkeypatch.setattr(module, name, counted(name, function))
    read_layout(PLAN)
    assert len(calls) >= 8
    assert calls.total() <= CALLS_PER_CHARACTER * CHARACTERS


def test_a_plan_loads_no_library_that_it_does_without(tmp_path: Path) -> None:
    arguments = ["extract", "--quiet", "--no-cache", "--out", str(tmp_path), str(PLAN)]

    def run(how: str) -> set[str]:
        command = [sys.executable, "-c", EXTRACTS, how, *arguments]
        said = subprocess.run(command, capture_output=True, check=True).stdout
        return set(json.loads(said))

    run("alone")  # keeps what is known
    loaded = run("alone")
    assert {"numpy", "pikepdf", "pyarrow", "pydantic"} <= loaded
    assert loaded & NOT_LOADED == set()
    beside = run("beside")
    assert beside & NOT_LOADED == set()
    if count_cores() > 1:  # what reads PDFs is loaded by the process that does
        assert beside & {"pikepdf", "pypdfium2"} == set()


def test_a_page_on_its_way_between_processes_is_small() -> None:
    """Some forty of them fit into the pipe: as many as are read while the other process loads."""
    sizes = [len(pickle.dumps(_to_sent(page, (1, PAGES)))) for page in read_layout(PLAN).pages]
    assert sum(sizes) <= BYTES_SENT_PER_WORD * WORDS


def test_workers_are_copies_of_a_process_that_has_loaded_everything() -> None:
    """multiprocessing says nothing where what it is to load beforehand cannot be loaded."""
    counts = "gc.get_freeze_count(), gc.get_threshold()[0]"
    code = f"import planparse.runs.preloaded, gc; print({counts})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    frozen, threshold = map(int, said.split())
    assert (frozen > 50_000, threshold) == (True, 500_000)


def test_what_a_plan_says_again_is_read_once() -> None:
    registry._build.cache_clear()
    quantities._find_quantities.cache_clear()
    planparse.extract(PLAN)
    known, read = registry._build.cache_info(), quantities._find_quantities.cache_info()
    assert known.misses == 1
    # 527 texts with figures were looked at, of 226 that differ.
    assert read.misses <= 230 < read.hits + read.misses


def test_a_layout_takes_no_more_than_it_did() -> None:
    read_layout(PLAN)  # what is kept for all plans
    tracemalloc.start()
    try:
        layout = read_layout(PLAN)
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len([*layout.words]) == WORDS - 1
    assert size <= BYTES_PER_WORD * WORDS


def count_calls(run: Callable[[], object]) -> int:
    """How many functions of ours are called."""
    calls = 0

    def note(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls
        if event == "call" and frame.f_code.co_filename.startswith(SOURCE):
            calls += 1

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def test_a_lattice_looks_once_at_all_its_lines() -> None:
    """Each field looks at the lines that run along it: a page that is a map has thousands."""
    looks = 0

    class Lines(list[Rule]):
        def __iter__(self) -> Iterator[Rule]:
            nonlocal looks
            looks += 1
            return super().__iter__()

    places = [10.0 * i for i in range(31)]
    lines = Lines(Rule(at, start, start + 10.0) for at in places for start in places[:-1])
    grid = lattice(1, (places, places), (lines, lines), 12.0, (False, False))
    assert len(grid.spans) == 900
    assert looks <= 4


def test_a_page_of_a_long_document_takes_no_more_than_it_did(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packed, "AT_HAND", 0)
    knowledge, layout = load(), read_layout(PLAN)
    render_json(build_document(extract_draft(layout, knowledge), knowledge))  # kept for all plans

    figures: dict[str, tuple[float, float]] = {}
    _, figures["contents"] = took(lambda: read_contents(layout.pages, knowledge))
    draft, figures["draft"] = took(lambda: extract_draft(layout, knowledge))
    drafts = [draft]
    del draft
    document, figures["records"] = took(lambda: build_document(drafts.pop(), knowledge))
    _, figures["json"] = took(lambda: render_json(document))
    for step, (held, most) in figures.items():
        assert held <= KILOBYTES[step][0], (step, held)
        assert most <= KILOBYTES[step][1], (step, most)
    assert figures.keys() == KILOBYTES.keys()


def took(make: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """What is made, and kilobytes for each page: what it holds, and what there was at most.

    The pages visited last are let go.
    """
    tracemalloc.start()
    try:
        made = make()
        forget_visits()
        gc.collect()
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return made, (held / 1000 / PAGES, most / 1000 / PAGES)
