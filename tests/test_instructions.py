"""Instructions of the hot functions, counted by callgrind: what a clock would say depends on the
machine, and absolute counts on how Python, numpy and PDFium were built. What is asserted does not:
how the count grows with the work, and how it compares with other work of the same process.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import instructions
from drawing import Sheet
from instructions import MARK, SIZES, WORK
from planparse.knowledge import load

# Rows of the smaller table on one page, pages of the smaller document, rows of the smaller dump.
ROWS, PAGES, LINES = 16, 2, 6
# Twice the work may take so many times as much as twice the words of the yardstick do, which is
# twice as much. What has turned quadratic comes near to twice that.
GROWTH = 1.15
# Each kind of work, and the instructions that it may take for each one of the yardstick: JSON of
# the same words, written in Python. Measured are 2.18, 0.75, 1.64, 0.71, 0.07 and 7.98: the bounds
# lie a half above, as other versions of Python and PDFium may weigh one against the other anew.
BOUNDS = {
    "read": ("page", 3.3),
    "grids": ("page", 1.1),
    "draft": ("pages", 2.45),
    "records": ("pages", 1.07),
    "json": ("pages", 0.1),
    "dump": ("text", 12.0),
}
AGENCIES = ("Sở Y tế", "Sở Tài chính", "Công an tỉnh", "Sở Giáo dục và Đào tạo")
VERBS = ("Xây dựng", "Nâng cấp", "Triển khai", "Hoàn thiện", "Rà soát")


def row(number: int) -> list[str]:
    """No two rows say the same: what is said twice is read once."""
    task = f"{VERBS[number % 5]} hệ thống {number * 37} cho {number * 11 + 3} xã"
    lead, other = AGENCIES[number % 4], AGENCIES[(number // 4 + 1) % 4]
    return [str(number), task, lead, other, f"{number % 90 + 5}%", f"{number % 12 + 1}/2025"]


HEADINGS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Năm 2025", "Thời gian"]
EDGES = [40, 70, 280, 380, 480, 530, 580]


def draw_pages(path: Path, sheets: list[list[list[str]]], height: float) -> None:
    """A plan whose annex has these rows on its pages."""
    sheet = Sheet((620, height))
    sheet.head("7/KH-UBND")
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(260, 240, "PHỤ LỤC", bold=True)
    top = 260
    for rows in sheets:
        cells = [HEADINGS, *rows]
        sheet.table(EDGES, [top + 20.0 * i for i in range(len(cells) + 1)], cells)
        sheet.next_page()
        top = 60
    sheet.save(path)


def write_documents(folder: Path) -> None:
    """A page with rows, pages with rows, a dump with rows; of each size."""
    for size in {*SIZES}:
        rows = [row(n) for n in range(1, size * ROWS + 1)]
        draw_pages(folder / f"page-{size}.pdf", [rows], 300 + 20 * (2 * ROWS + 2))
        sheets = [[row(12 * p + n) for n in range(1, 13)] for p in range(size * PAGES)]
        draw_pages(folder / f"pages-{size}.pdf", sheets or [[]], 842)
        lines = [" ".join(HEADINGS), *(" ".join(row(n)) for n in range(1, size * LINES + 1))]
        (folder / f"dump-{size}.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Instructions of each kind of work for none of it, once and twice as much."""
    if not shutil.which("valgrind"):
        pytest.skip("valgrind is not installed")
    folder = tmp_path_factory.mktemp("instructions")
    write_documents(folder)
    load()  # knowledge is kept compiled for the other process
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
    command += [f"--dump-before={MARK}", sys.executable, instructions.__file__, str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    # One file a mark, each for what came before it: the start, then work and what stands between.
    pieces = [total(folder / f"out.{2 * i}") for i in range(1, len(WORK) * len(SIZES) + 1)]
    runs = [pieces[i : i + len(WORK)] for i in range(0, len(pieces), len(WORK))]
    return dict(zip(WORK, map(list, zip(*runs[1:], strict=True)), strict=True))


def total(counted: Path) -> int:
    """The instructions in a file of callgrind."""
    with counted.open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("totals:"))


@pytest.mark.parametrize("work", BOUNDS)
def test_twice_the_work_takes_twice_as_much(counts: dict[str, list[int]], work: str) -> None:
    none, once, twice = counts[work]
    yardstick, _ = BOUNDS[work]
    before, words, more_words = counts[yardstick]
    assert none < once < twice
    assert (twice - none) / (once - none) <= GROWTH * (more_words - before) / (words - before)


@pytest.mark.parametrize("work", BOUNDS)
def test_work_takes_no_more_beside_other_work_than_it_did(
    counts: dict[str, list[int]], work: str
) -> None:
    yardstick, bound = BOUNDS[work]
    (none, _, twice), (before, _, words) = counts[work], counts[yardstick]
    assert (twice - none) / (words - before) <= bound
