"""How well scans are read: python benchmarks/ocr.py; prints the table of benchmarks/ocr.md.

Scans of the two plans of data/raw made by tests/scans.py are held against the plans themselves; the
lexicon that repairs is built without the plan at hand. Pages of published scans are held against
transcriptions made by eye (tests/data/scans). `plain`: a cell is right when its letters are,
diacritics and capitals aside. A row is marked when it has an issue that is more than information.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parent))

import lexicon as builder
from rapidfuzz.distance import Levenshtein

import planparse
import planparse.read
import scans
from planparse.extract.document import extract_draft
from planparse.knowledge import load
from planparse.knowledge.lexicon import bare, to_lexicon
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
    with patch.object(planparse.read, "load_lexicon", lambda: own):
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


def score_published(scan: str, truth: str) -> Counter[str]:
    """The rows of a published page against its transcription."""
    wanted = json.loads((SCANS / truth).read_text(encoding="utf-8"))["rows"]
    draft = extract_draft(planparse.read.read_layout(SCANS / scan), load())
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
    shares["right"] = f"{1 - counts['wrong'] / counts['characters']:.2%}"
    return "| " + " | ".join([name, *(shares.get(key, str(counts[key])) for key in SHOWN)]) + " |"


def scores(folder: Path) -> Iterable[tuple[str, Counter[str]]]:
    yield from ((scan, score_published(scan, truth)) for scan, truth in PUBLISHED)
    yield from ((plan, score_plan(ROOT / "data/raw" / plan, folder)) for plan in PLANS)


def main() -> None:
    print("| scan | rows | found | cells | exact | plain | characters | marked | wrong, unmarked |")
    print("|---|" + "---:|" * len(SHOWN))
    with tempfile.TemporaryDirectory() as folder:
        for name, counts in scores(Path(folder)):
            print(line(name, counts), flush=True)


if __name__ == "__main__":
    main()
