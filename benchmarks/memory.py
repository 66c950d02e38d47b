"""What a long document takes: the memory of a run at its peak, above that of all that is loaded.

    python benchmarks/memory.py [--times 1 18 90]

The longest plan in `data/raw` stands so many times in one file. Each file is read by a process of
its own that reads alone; Linux says what it took. Ninety times take minutes.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

PLAN = Path(__file__).resolve().parents[1] / "data/raw/vinh-long-742-QD-UBND-2023.pdf"

READ = """
import sys
from pathlib import Path
from planparse import process
process.set_up()
import planparse.cli, planparse.pipeline, planparse.read.pdf, planparse.write.render
from planparse.knowledge import load
from planparse.runs.results import Job, read
load(None)

def megabytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024

start = megabytes("VmRSS")
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
result = read(Job(Path(sys.argv[1])))
peak = megabytes("VmHWM")
print(f"| {result.pages:,} | {result.tasks:,} | {peak:.0f} | {peak - start:.0f} |")
"""


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 18, 90])
    print("| pages | tasks | MB | above the start |\n|---:|---:|---:|---:|", flush=True)
    for times in parser.parse_args().times:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / PLAN.name
            repeat(path, times)
            subprocess.run([sys.executable, "-c", READ, str(path)], check=True)


def repeat(path: Path, times: int) -> None:
    """A file with the plan so many times."""
    with pikepdf.Pdf.new() as joined:
        for _ in range(times):
            with pikepdf.open(PLAN) as plan:
                joined.pages.extend(plan.pages)
        joined.save(path)


if __name__ == "__main__":
    main()
