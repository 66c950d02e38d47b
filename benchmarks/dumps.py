"""How many rows of a PDF its text dumps give back: python benchmarks/dumps.py [RANDOM PLANS].

Needs pdftotext (Debian: poppler-utils) and, for the dumps of PDFBox, Java with PDFBox 2 (Debian:
libpdfbox2-java, default-jre-headless); those of PyMuPDF are counted where it is installed. Dumps
are made of the plans in data/raw and of random plans from the tests' typesetter; a row counts when
every cell is that of the PDF, white space aside. Rows with a merged cell are left out: no text
tells what a cell covers. `flagged` are rows that are equal and yet say how else they could be read;
`wrong` those that differ and do not say so.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hypothesis import HealthCheck, Phase, given, seed, settings

import planparse
import plans
import typeset
from planparse.schema.records import PlanDocument, Task

ROOT = Path(__file__).resolve().parents[1]
JARS = [
    f"/usr/share/java/{name}.jar"
    for name in ("pdfbox2", "pdfbox2-tools", "fontbox2", "commons-logging")
]
PDFBOX = ["java", "-cp", ":".join(JARS), "org.apache.pdfbox.tools.PDFBox", "ExtractText"]
MODES = {
    "raw": ["pdftotext", "-raw"],
    "layout": ["pdftotext", "-layout"],
    "plain": ["pdftotext"],
    "pdfbox": [*PDFBOX, "-encoding", "UTF-8"],
}
if not all(Path(jar).exists() for jar in JARS):
    del MODES["pdfbox"]
# Of each page what `get_text` gives.
PYMUPDF = """
import pathlib, pymupdf, sys
text = "\\f".join(page.get_text() for page in pymupdf.open(sys.argv[1]))
pathlib.Path(sys.argv[2]).write_text(text, encoding="utf-8")
"""
if find_spec("pymupdf"):
    MODES["pymupdf"] = [sys.executable, "-c", PYMUPDF]
# Of each seed so many examples are drawn, and the last one is taken: the first is the simplest.
EXAMPLES = 4
CELLS = (
    "number", "text", "lead_text", "coordinating_text", "timeline_text", "legal_basis_text",
    "deliverable_text",
)  # fmt: skip


def cells_of(task: Task) -> tuple[str, ...]:
    cells = [getattr(task, name) for name in CELLS] + list(task.year_texts.values())
    return (task.kind, *("".join((cell or "").split()) for cell in cells))


def dump(pdf: Path, mode: str) -> PlanDocument:
    text = pdf.with_suffix(".txt")
    subprocess.run([*MODES[mode], pdf, text], check=True, stderr=subprocess.DEVNULL)
    return planparse.extract(text)


def compare(pdf: Path, mode: str) -> Counter[str]:
    tasks = planparse.extract(pdf).tasks
    left = [cells_of(task) for task in tasks if not task.inherited]
    merged = [cells_of(task)[:3] for task in tasks if task.inherited]
    document = dump(pdf, mode)
    flagged = {i.task_id for i in document.issues if i.code == "doubtful_cells"}
    found: Counter[str] = Counter(rows=len(left), unplaced=document.plan.unplaced_characters)
    for task in document.tasks:
        cells = cells_of(task)
        if cells in left:
            left.remove(cells)
            found["equal"] += 1
            found["flagged"] += task.task_id in flagged
        elif cells[:3] in merged:
            merged.remove(cells[:3])
        else:
            found["wrong"] += task.task_id not in flagged
    return found


def random_plans(number: int, folder: Path) -> Iterator[Path]:
    """Random plans on upright pages in Unicode; pdftotext mends neither turned nor old ones.

    Each has a seed of its own: further examples of one seed are much like the first ones.
    """
    for start in count():
        annex, look = draw(start)
        if not look.rotated and not look.doubled and look.encoding == "unicode":
            number -= 1
            path = folder / f"{start}.pdf"
            path.write_bytes(typeset.typeset(annex, replace(look, plan_number=start + 1)))
            yield path
        if not number:
            return


def draw(start: int) -> tuple[plans.Annex, plans.Look]:
    """A random plan of a seed."""
    drawn: list[tuple[plans.Annex, plans.Look]] = []

    @seed(start)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(annex=plans.annexes(), look=plans.looks())
    def make(annex: plans.Annex, look: plans.Look) -> None:
        drawn.append((annex, look))

    make()
    return drawn[-1]


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
            report(path.name[:16], {mode: compare(pdf, mode) for mode in MODES})
        totals: dict[str, Counter[str]] = {mode: Counter() for mode in MODES}
        for pdf in random_plans(int(sys.argv[1]) if len(sys.argv) > 1 else 100, folder):
            for mode in MODES:
                totals[mode] += compare(pdf, mode)
        report("random plans", totals)


if __name__ == "__main__":
    main()
