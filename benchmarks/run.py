"""planparse beside what a user would pick instead: time, memory and whole rows, in one run.

    python benchmarks/run.py [--runs 5] [--others FOLDER]

Each tool runs as a process of its own on the longest plan in `data/raw`, one after the other in
every round, so that they meet the same machine; figures are medians of the rounds. A row is whole
when its task stands in one cell, as transcribed by hand. planparse does all that `extract` does
(records written as JSON and Parquet), the others find tables only. They are installed in a virtual
environment of their own (FOLDER), never beside planparse: the licences of some bind their users.
"""

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "data/raw/vinh-long-742-QD-UBND-2023.pdf"
PAGES = 57
TRUTH = ROOT / "tests/golden/vinh-long-742/annex-1.jsonl"


class Tool(NamedTuple):
    """What is run, the package it comes in ("" for planparse itself), and under which licence."""

    name: str
    package: str
    licence: str
    code: str


# Each leaves the texts of all cells in `cells`.
TOOLS = [
    Tool(
        "planparse extract",
        "",
        "MIT",
        """
import json, pathlib, sys, tempfile
from planparse.cli import main
with tempfile.TemporaryDirectory() as out:
    sys.argv = ["planparse", "extract", "--quiet", "--no-cache", "--out", out, sys.argv[1]]
    try:
        main()
    except SystemExit as end:
        assert not end.code
    plan = next(pathlib.Path(out).glob("json/*.json"))
    cells = [task["text"] for task in json.loads(plan.read_text(encoding="utf-8"))["tasks"]]
""",
    ),
    Tool(
        "pdfplumber extract_tables",
        "pdfplumber",
        "MIT",
        """
import pdfplumber, sys
cells = []
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        cells += [c for t in page.extract_tables() for row in t for c in row if c]
        page.close()
""",
    ),
    Tool(
        "tablers find_tables",
        "tablers",
        "MIT",
        """
import sys
from tablers import Document, find_tables
tables = [t for page in Document(sys.argv[1]).pages() for t in find_tables(page, extract_text=True)]
cells = [cell.text for table in tables for cell in table.cells if cell.text]
""",
    ),
    Tool(
        "Camelot lattice",
        "camelot-py",
        "MIT",
        """
import camelot, sys
tables = camelot.read_pdf(sys.argv[1], pages="all", flavor="lattice", suppress_stdout=True)
cells = [c for t in tables for c in t.df.to_numpy().ravel() if c]
""",
    ),
    Tool(
        "PyMuPDF find_tables",
        "pymupdf",
        "AGPL-3.0 or commercial",
        """
import pymupdf, sys
cells = [
    c for page in pymupdf.open(sys.argv[1]) for t in page.find_tables() for row in t.extract()
    for c in row if c
]
""",
    ),
]
TAIL = """
import json
print(json.dumps(["".join(c.split()) for c in cells]))
"""


class Run(NamedTuple):
    """Wall seconds, megabytes at the peak, and the cells found."""

    seconds: float
    megabytes: float
    cells: Sequence[str]


def main() -> None:
    """Run every tool in turn and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--others", type=Path, default=ROOT / "benchmarks/.venv")
    arguments = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=1)  # as an installation does, of the others too
    python = install_others(arguments.others)
    runs: dict[str, list[Run]] = {tool.name: [] for tool in TOOLS}
    for _ in range(arguments.runs):
        for tool in TOOLS:
            runs[tool.name].append(run_once(python if tool.package else sys.executable, tool))
    wanted, base = read_truth(), median_seconds(runs["pdfplumber extract_tables"])
    print(
        f"| tool | licence | seconds | to pdfplumber | s/page | MB | whole rows of {len(wanted)} |"
    )
    print("|---|---|---|---|---|---|---|")
    for tool in TOOLS:
        print(f"| {tool.name} | {tool.licence} | {to_cells(runs[tool.name], base, wanted)} |")


def install_others(folder: Path) -> str:
    """The Python of an environment that holds the other tools, made where there is none."""
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        packages = [tool.package for tool in TOOLS if tool.package]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return str(python)


def to_cells(runs: Sequence[Run], base: float, wanted: Sequence[str]) -> str:
    """One line of the table."""
    seconds, found = median_seconds(runs), set(runs[0].cells)
    megabytes = statistics.median(run.megabytes for run in runs)
    rows = sum(task in found for task in wanted)
    return (
        f"{seconds:.2f} | {seconds / base:.2f} | {seconds / PAGES:.3f} | {megabytes:.0f} | {rows}"
    )


def median_seconds(runs: Sequence[Run]) -> float:
    """The usual time of a tool."""
    return statistics.median(run.seconds for run in runs)


def read_truth() -> list[str]:
    """The tasks as transcribed, without white space."""
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    tasks = [row["cells"]["task"] for row in rows if row["kind"] == "row"]
    return ["".join("".join(x for x in lines if x != "\f").split()) for lines in tasks]


def run_once(python: str, tool: Tool) -> Run:
    """Run a tool in a process of its own."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        command = [python, "-c", tool.code + TAIL, str(PLAN)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        output.seek(0)
        text = output.read().decode()
    if status:
        raise SystemExit(f"{tool.name} failed: {' '.join(command[:1])}")
    return Run(seconds, usage.ru_maxrss / 1024, json.loads(text.strip().splitlines()[-1]))


if __name__ == "__main__":
    main()
