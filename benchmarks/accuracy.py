"""Precision and recall of the parsers of values on the labelled sets.

python benchmarks/accuracy.py [--doubts]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from planparse.knowledge import load
from scoring import SCORES


def main() -> None:
    print("| labelled set | values | right | wrong | missed | precision % | recall % |")
    print("|---|---|---|---|---|---|---|")
    scores = {name: score(load()) for name, score in SCORES.items()}
    for name, s in scores.items():
        print(
            f"| {name} | {s.right + s.missed} | {s.right} | {s.wrong} | {s.missed} "
            f"| {100 * s.precision:.2f} | {100 * s.recall:.2f} |"
        )
    if "--doubts" in sys.argv[1:]:
        for name, s in scores.items():
            print(f"\n## {name}\n", *s.doubts, sep="\n")


if __name__ == "__main__":
    main()
