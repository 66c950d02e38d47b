"""planparse beside what a user would pick instead: time, memory and whole rows, in one run.

    python benchmarks/compare.py [--runs 3]

Each tool runs as a process of its own on the longest plan in `data/raw`; figures are medians, and
ratios are to planparse. A row is whole when its task stands in one cell, as transcribed by hand.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "data/raw/vinh-long-742-QD-UBND-2023.pdf"
TRUTH = ROOT / "tests/golden/vinh-long-742/annex-1.jsonl"

TOOLS = {
    "planparse": """
import planparse, sys
cells = [t.text for t in planparse.extract(sys.argv[1]).tasks]
""",
    "pdfplumber extract_tables": """
import pdfplumber, sys
cells = []
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        cells += [c for t in page.extract_tables() for row in t for c in row if c]
        page.close()
""",
    "pymupdf find_tables": """
import pymupdf, sys
cells = [
    c for page in pymupdf.open(sys.argv[1]) for t in page.find_tables() for row in t.extract()
    for c in row if c
]
""",
    "camelot lattice": """
import camelot, sys
tables = camelot.read_pdf(sys.argv[1], pages="all", flavor="lattice", suppress_stdout=True)
cells = [c for t in tables for c in t.df.to_numpy().ravel() if c]
""",
}
TAIL = """
import json
print(json.dumps(["".join(c.split()) for c in cells]))
"""


class Figures(NamedTuple):
    """Medians of several runs: seconds, megabytes, and rows found whole."""

    seconds: float
    megabytes: float
    rows: int


def main() -> None:
    """Run every tool that is installed and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    wanted = read_truth()
    figures = {name: measure(code, wanted, runs) for name, code in TOOLS.items()}
    base = figures["planparse"]
    assert base is not None
    print(f"| tool | seconds | ratio | MB | ratio | whole rows of {len(wanted)} |")
    print("|---|---|---|---|---|---|")
    for name, found in figures.items():
        print(f"| {name} | {to_cells(found, base)} |")


def to_cells(found: Figures | None, base: Figures) -> str:
    """One line of the table."""
    if found is None:
        return "not installed | | | |"
    return (
        f"{found.seconds:.1f} | {found.seconds / base.seconds:.2f} | {found.megabytes:.0f} | "
        f"{found.megabytes / base.megabytes:.2f} | {found.rows}"
    )


def read_truth() -> list[str]:
    """The tasks as transcribed, without white space."""
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    tasks = [row["cells"]["task"] for row in rows if row["kind"] == "row"]
    return ["".join("".join(x for x in lines if x != "\f").split()) for lines in tasks]


def measure(code: str, wanted: list[str], runs: int) -> Figures | None:
    """Medians over `runs` processes; None where the tool is not installed."""
    results = [run_once(code + TAIL) for _ in range(runs)]
    done = [result for result in results if result is not None]
    if not done:
        return None
    seconds, megabytes, cells = zip(*done, strict=True)
    found = set(cells[0])
    return Figures(
        statistics.median(seconds), statistics.median(megabytes), sum(t in found for t in wanted)
    )


def run_once(code: str) -> tuple[float, float, list[str]] | None:
    """Wall seconds, peak memory and cells of one process."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(PLAN)], stdout=output, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        output.seek(0)
        text = output.read().decode()
    if status:
        return None
    return seconds, usage.ru_maxrss / 1024, json.loads(text.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
