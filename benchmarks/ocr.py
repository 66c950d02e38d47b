"""How well scans are read: python benchmarks/ocr.py; prints the table of benchmarks/ocr.md.

Scans of the two plans of data/raw made by tests/scans.py are held against the plans themselves; the
lexicon that repairs is built without the plan at hand. Pages of published scans are held against
transcriptions made by eye (tests/data/scans). `plain`: a cell is right when its letters are,
diacritics and capitals aside. A row is marked when it has an issue that is more than information.

Beside each stands plain Tesseract, page by page at the same resolution (`tesseract page.png - -l
vie`): it has no rows, so a cell counts as exact when its text stands anywhere on a page unbroken.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parent))

import cv2
import lexicon as builder
import pypdfium2
from rapidfuzz.distance import Levenshtein

import planparse
import scans
from planparse.extract.document import extract_draft
from planparse.knowledge import load
from planparse.knowledge.lexicon import bare, to_lexicon
from planparse.read.layouts import read_layout
from planparse.read.ocr import pages
from planparse.schema.records import PlanDocument, Task

ROOT = Path(__file__).resolve().parents[1]
SCANS = ROOT / "tests/data/scans"
PLANS = ("tien-giang-394-KH-UBND-2022.pdf", "vinh-long-742-QD-UBND-2023.pdf")
PUBLISHED = (
    ("411-QD-TTg-p1-p42.pdf", "411-p42.json"),
    ("222-QD-TTg-p21.pdf", "222-p21.json"),
)
CELLS = (
    "number_text", "text", "lead_text", "coordinating_text", "timeline_text", "legal_basis_text",
    "deliverable_text",
)  # fmt: skip
DPI = 200
SHOWN = ("rows", "found", "cells", "exact", "plain", "right", "marked", "unmarked")


def squeezed(text: str | None) -> str:
    return "".join((text or "").replace("–", "-").split())


def cells_of(task: Task) -> list[str]:
    named = [getattr(task, name) for name in CELLS]
    return [squeezed(c) for c in (*named, *task.year_texts.values(), *task.extra.values())]


def compare(wanted: Sequence[str], found: Sequence[str]) -> Counter[str]:
    """Counts over the cells of one row."""
    counts: Counter[str] = Counter()
    for a, b in zip_longest(wanted, found, fillvalue=""):
        if a or b:
            plain = bare(a).lower() == bare(b).lower()
            counts.update(cells=1, exact=a == b, plain=plain, characters=len(a))
            counts["wrong"] += Levenshtein.distance(a, b)
    return counts


def score_plan(pdf: Path, folder: Path) -> Counter[str]:
    """A made scan against the plan it was made of."""
    wanted = planparse.extract(pdf)
    path = folder / f"scan-of-{pdf.name}"
    path.write_bytes(scans.scan_pages(pdf))
    own = to_lexicon(builder.count(iter([*builder.names(), *builder.plan_texts(pdf.name)])))
    with patch.object(pages, "load_lexicon", lambda: own):
        found = planparse.extract(path)
    return score_rows(wanted, found) + score_body(wanted, found)


def score_rows(wanted: PlanDocument, found: PlanDocument) -> Counter[str]:
    marked = {issue.task_id for issue in found.issues if issue.severity != "info"}
    counts: Counter[str] = Counter(rows=len(wanted.tasks), found=len(found.tasks))
    for a, b in zip(wanted.tasks, found.tasks, strict=False):
        row = compare(cells_of(a), cells_of(b))
        wrong = row["exact"] < row["cells"]
        row.update(marked=b.task_id in marked, unmarked=wrong and b.task_id not in marked)
        counts += row
    return counts


def score_body(wanted: PlanDocument, found: PlanDocument) -> Counter[str]:
    """Characters of the numbered body."""
    a, b = ("".join(squeezed(s.text) for s in d.sections) for d in (wanted, found))
    return Counter(characters=len(a), wrong=Levenshtein.distance(a, b))


def score_plainly(scan: Path, cells: Iterable[str]) -> Counter[str]:
    """Which cells plain Tesseract reads, wherever they stand."""
    texts = [squeezed(text) for text in read_plainly(scan)]
    bares = [bare(text).lower() for text in texts]
    counts: Counter[str] = Counter()
    for cell in filter(None, cells):
        exact = any(cell in text for text in texts)
        plain = any(bare(cell).lower() in text for text in bares)
        counts.update(cells=1, exact=exact, plain=plain)
    return counts


def read_plainly(scan: Path) -> Iterator[str]:
    """The text of each page."""
    pdf = pypdfium2.PdfDocument(scan)
    for index in range(len(pdf)):
        picture = pdf[index].render(scale=DPI / 72, grayscale=True).to_numpy()
        _, content = cv2.imencode(".png", picture)
        command = ["tesseract", "-", "-", "-l", "vie", "--dpi", str(DPI)]
        done = subprocess.run(command, input=content.tobytes(), capture_output=True, check=True)
        yield done.stdout.decode()


def score_published(scan: str, truth: str) -> Counter[str]:
    """The rows of a published page against its transcription."""
    wanted = json.loads((SCANS / truth).read_text(encoding="utf-8"))["rows"]
    draft = extract_draft(read_layout(SCANS / scan), load())
    rows = [(table, row) for table in range(len(draft.tables))
            for row in range(len(draft.tables[table].rows))]  # fmt: skip
    marked = {finding.row for finding in draft.findings if finding.code == "doubtful_reading"}
    counts: Counter[str] = Counter(rows=len(wanted), found=len(rows))
    for texts, (table, index) in zip(wanted, rows, strict=False):
        found = draft.tables[table].rows[index]
        own = ["" if i in found.inherited else c.text for i, c in enumerate(found.cells)]
        row = compare([*map(squeezed, (texts["number"], *texts["cells"]))], [*map(squeezed, own)])
        wrong = row["exact"] < row["cells"]
        row.update(marked=(table, index) in marked, unmarked=wrong and (table, index) not in marked)
        counts += row
    return counts


def line(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    shares = {key: f"{counts[key] / counts['cells']:.1%}" for key in ("exact", "plain")}
    shares["cells"] = str(counts["cells"])
    if counts["characters"]:
        shares["right"] = f"{1 - counts['wrong'] / counts['characters']:.2%}"
    rows = str(counts["rows"] or "–")  # plain Tesseract has none
    cells = (shares.get(key) or (str(counts[key]) if rows != "–" else rows) for key in SHOWN)
    return "| " + " | ".join([name, *cells]) + " |"


def scores(folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """What is read of each scan, by planparse and by Tesseract alone."""
    for scan, truth in PUBLISHED:
        yield scan, score_published(scan, truth)
        rows = json.loads((SCANS / truth).read_text(encoding="utf-8"))["rows"]
        cells = [squeezed(cell) for row in rows for cell in (row["number"], *row["cells"])]
        yield f"{scan}, Tesseract", score_plainly(SCANS / scan, cells)
    for plan in PLANS:
        yield plan, score_plan(ROOT / "data/raw" / plan, folder)
        tasks = planparse.extract(ROOT / "data/raw" / plan).tasks
        cells = [cell for task in tasks for cell in cells_of(task)]
        yield f"{plan}, Tesseract", score_plainly(folder / f"scan-of-{plan}", cells)


def main() -> None:
    print("| scan | rows | found | cells | exact | plain | characters | marked | wrong, unmarked |")
    print("|---|" + "---:|" * len(SHOWN))
    with tempfile.TemporaryDirectory() as folder:
        for name, counts in scores(Path(folder)):
            print(line(name, counts), flush=True)


if __name__ == "__main__":
    main()
