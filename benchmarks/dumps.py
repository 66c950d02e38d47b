"""How many rows of a PDF its text dumps give back: python benchmarks/dumps.py [RANDOM PLANS].

Needs pdftotext (Debian: poppler-utils). Dumps are made of the plans in data/raw and of random plans
from the tests' typesetter; a row counts when every cell is that of the PDF, white space aside. Rows
with a merged cell are left out: no text tells what a cell covers. `flagged` are rows that say how
else they could be read; `wrong` those that differ and do not say so.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hypothesis import HealthCheck, Phase, given, seed, settings

import planparse
import plans
import typeset
from planparse.schema.records import PlanDocument, Task

ROOT = Path(__file__).resolve().parents[1]
MODES = ("raw", "layout")
CELLS = (
    "number", "text", "lead_text", "coordinating_text", "timeline_text", "legal_basis_text",
    "deliverable_text",
)  # fmt: skip


def cells_of(task: Task) -> tuple[str, ...]:
    cells = [getattr(task, name) for name in CELLS] + list(task.year_texts.values())
    return (task.kind, *("".join((cell or "").split()) for cell in cells))


def dump(pdf: Path, mode: str) -> PlanDocument:
    text = pdf.with_suffix(".txt")
    subprocess.run(["pdftotext", f"-{mode}", pdf, text], check=True)
    return planparse.extract(text)


def count(pdf: Path, mode: str) -> Counter[str]:
    wanted = [cells_of(task) for task in planparse.extract(pdf).tasks if not task.inherited]
    document = dump(pdf, mode)
    flagged = {i.task_id for i in document.issues if i.code == "doubtful_cells"}
    left = list(wanted)
    found: Counter[str] = Counter(rows=len(wanted), unplaced=document.plan.unplaced_characters)
    for task in document.tasks:
        cells = cells_of(task)
        found["flagged"] += task.task_id in flagged
        if cells in left:
            left.remove(cells)
            found["equal"] += 1
        else:
            found["wrong"] += task.task_id not in flagged
    return found


def random_plans(number: int, folder: Path) -> Iterator[Path]:
    """Random plans on upright pages in Unicode; pdftotext mends neither turned nor old ones."""
    made: list[Path] = []

    @seed(1)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(annex=plans.annexes(), look=plans.looks())
    def make(annex: plans.Annex, look: plans.Look) -> None:
        if not look.rotated and not look.doubled and look.encoding == "unicode":
            made.append(folder / f"{len(made)}.pdf")
            made[-1].write_bytes(typeset.typeset(annex, look))

    make()
    yield from made


def report(name: str, totals: dict[str, Counter[str]]) -> None:
    for mode, total in totals.items():
        share = total["equal"] / max(1, total["rows"])
        print(
            f"{name:16} {mode:8} {total['equal']:5} of {total['rows']:5} rows {share:7.1%}"
            f"  flagged {total['flagged']:4}  wrong {total['wrong']:4}"
            f"  unplaced {total['unplaced']}"
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sorted((ROOT / "data" / "raw").glob("*.pdf")):
            pdf = folder / path.name
            pdf.write_bytes(path.read_bytes())
            report(path.name[:16], {mode: count(pdf, mode) for mode in MODES})
        totals: dict[str, Counter[str]] = {mode: Counter() for mode in MODES}
        for pdf in random_plans(int(sys.argv[1]) if len(sys.argv) > 1 else 100, folder):
            for mode in MODES:
                totals[mode] += count(pdf, mode)
        report("random plans", totals)


if __name__ == "__main__":
    main()
