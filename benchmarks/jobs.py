"""What a second process brings: `--jobs 2` beside `--jobs 1` and beside two commands at once.

    python benchmarks/jobs.py [--rounds 5] [--plans 60]

Random plans of the tests' typesetter, one seed each, read with an empty cache. Two commands that
each read half of the files, and know nothing of each other, show what the machine can do: where
they do not take half of the time, nothing can.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dumps import random_plans


def main() -> None:
    """Print a line for each round, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plans", type=int, default=60)
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        halves = halve(list(random_plans(arguments.plans, raw)))
        print("| `--jobs 1`, s | `--jobs 2`, s | two commands, s | times | times of two commands |")
        print("|---:|---:|---:|---:|---:|")
        rounds = [compare(halves, Path(folder)) for _ in range(arguments.rounds)]
    times, of_two = (statistics.median(each) for each in zip(*rounds, strict=True))
    print(f"| | | median | {times:.2f} | {of_two:.2f} |")


def halve(plans: Sequence[Path]) -> list[list[Path]]:
    """Two halves that take as long, by what each plan took alone."""
    halves: list[list[Path]] = [[], []]
    sums = [0.0, 0.0]
    for seconds, plan in sorted(
        ((run([[plan]], plan.parent), plan) for plan in plans), reverse=True
    ):
        less = sums.index(min(sums))
        halves[less].append(plan)
        sums[less] += seconds
    return halves


def compare(halves: Sequence[Sequence[Path]], folder: Path) -> tuple[float, float]:
    """How many times as long one process takes, as two of one command and as two commands.

    One process is run before and after, as the machine changes within a round.
    """
    every = [plan for half in halves for plan in half]
    before, two = run([every], folder), run([every], folder, jobs=2)
    apart, after = run(halves, folder), run([every], folder)
    one = (before + after) / 2
    print(
        f"| {one:.1f} | {two:.1f} | {apart:.1f} | {one / two:.2f} | {one / apart:.2f} |", flush=True
    )
    return one / two, one / apart


def run(groups: Sequence[Sequence[Path]], folder: Path, jobs: int = 1) -> float:
    """Seconds of commands that run at once, each with some of the files."""
    start = time.perf_counter()
    commands = [
        [sys.executable, "-m", "planparse", "extract", *map(str, files), "--quiet", "--no-cache",
         "--jobs", str(jobs), "--replace", "--out", str(folder / f"out{index}")]
        for index, files in enumerate(groups)
    ]  # fmt: skip
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    codes = [process.wait() for process in running]
    assert not any(codes), codes
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
