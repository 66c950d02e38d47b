"""How a run grows with the corpus: documents per second, memory, and files written.

    python benchmarks/scale.py [--jobs 2] [--largest 10000]

Small plans (a page: header, an objective, a table of three tasks) of ten years, drawn by the sheet
of the tests; 10, 100, 1,000, … of them. Peak memory is that of the command, whose workers hold one
document each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from drawing import Sheet  # noqa: E402

AGENCIES = ("Sở Y tế", "Sở Tài chính", "Công an tỉnh")


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--largest", type=int, default=10_000)
    arguments = parser.parse_args()
    print(
        "| documents | seconds | per second | again, s | MB | files | files merged | compact, s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        raw, count = Path(folder) / "raw", 10
        raw.mkdir()
        while count <= arguments.largest:
            for number in range(len(list(raw.iterdir())), count):
                draw(raw, number)
            print(f"| {count:,} | {measure(raw, Path(folder) / str(count), arguments.jobs)} |")
            count *= 10


def draw(folder: Path, number: int) -> None:
    """One plan."""
    sheet = Sheet()
    sheet.head(f"{number // 10 + 1}/KH-UBND", 2015 + number % 10)
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    rows = [[str(i + 1), f"Xây dựng kho dữ liệu {number}", a] for i, a in enumerate(AGENCIES)]
    cells = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"], *rows]
    sheet.text(260, 240, "PHỤ LỤC", bold=True)
    sheet.table([60, 100, 340, 530], [260, 285, 310, 335, 360], cells)
    sheet.save(folder / f"{number}.pdf")


def measure(raw: Path, out: Path, jobs: int) -> str:
    """A line of the table for the plans in a folder, with an empty cache before."""
    subprocess.run([sys.executable, "-m", "planparse.cli", "cache", "prune"], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    extract = ["extract", str(raw), "--out", str(out), "--quiet", "--jobs", str(jobs)]
    first, megabytes = run(extract)
    again, _ = run(extract)
    files = count_files(out)
    merging, _ = run(["compact", str(out)])
    count = len(list(raw.iterdir()))
    return (
        f"{first:.1f} | {count / first:.0f} | {again:.1f} | {megabytes:.0f} | {files:,} | "
        f"{count_files(out):,} | {merging:.1f}"
    )


def run(arguments: list[str]) -> tuple[float, float]:
    """Seconds of a command, and megabytes at its peak."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "planparse.cli", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def count_files(out: Path) -> int:
    """How many Parquet files there are."""
    return sum(1 for _ in out.rglob("*.parquet"))


if __name__ == "__main__":
    main()
