"""How well scans are read: python benchmarks/ocr.py [--quick]; writes benchmarks/ocr.md.

Scans of the two plans of data/raw made by tests/scans.py are held against the plans themselves; the
lexicon that repairs is built without the plan at hand. Pages of two published scans are held against
transcriptions made by eye (tests/data/scans). `plain` counts a cell right when its letters are,
diacritics aside; `words` are rows wrong in any cell and not marked by an issue.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from rapidfuzz.distance import Levenshtein

import lexicon as builder
import planparse
import planparse.read
import scans
from planparse.knowledge.lexicon import bare, to_lexicon
from planparse.schema.records import PlanDocument, Task

SCANS = ROOT / "tests/data/scans"
PLANS = ("tien-giang-394-KH-UBND-2022.pdf", "vinh-long-742-QD-UBND-2023.pdf")
CELLS = (
    "text", "lead_text", "coordinating_text", "timeline_text", "legal_basis_text",
    "deliverable_text",
)  # fmt: skip


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
            counts += Counter(cells=1, exact=a == b, plain=plain, characters=len(a))
            counts["wrong"] += Levenshtein.distance(a, b)
    return counts


def score_plan(pdf: Path, pages: Sequence[int] | None, folder: Path) -> Counter[str]:
    """A made scan against the plan it was made of, row by row."""
    wanted = planparse.extract(pdf)
    path = folder / f"scan-of-{pdf.name}"
    path.write_bytes(scans.scan_pages(pdf, pages))
    texts = [*builder.names(), *builder.plan_texts(pdf.name)]
    own = to_lexicon(builder.count(iter(texts)))
    with patch.object(planparse.read, "load_lexicon", lambda: own):
        found = planparse.extract(path)
    return score_rows(wanted, found) + score_text(wanted, found)


def score_rows(wanted: PlanDocument, found: PlanDocument) -> Counter[str]:
    doubted = {i.task_id for i in found.issues if i.severity != "info"}
    counts: Counter[str] = Counter(rows=len(wanted.tasks), found=len(found.tasks))
    for a, b in zip(wanted.tasks, found.tasks, strict=False):
        row = compare(cells_of(a), cells_of(b))
        named = (a.number, a.lead_agencies, a.coordinating_agencies, a.timeline_text)
        read = (b.number, b.lead_agencies, b.coordinating_agencies, b.timeline_text)
        counts += row + Counter(
            numbers=a.number == b.number,
            doubted=b.task_id in doubted,
            unmarked=row["exact"] < row["cells"] and b.task_id not in doubted,
            agency_unmarked=named != read and b.task_id not in doubted,
        )
    return counts


def score_text(wanted: PlanDocument, found: PlanDocument) -> Counter[str]:
    """Characters of the numbered body."""
    a, b = ("".join(squeezed(s.text) for s in d.sections) for d in (wanted, found))
    return Counter(characters=len(a), wrong=Levenshtein.distance(a, b))


def table(rows: Iterator[tuple[str, Counter[str]]]) -> str:
    head = "| scan | rows | numbers | cells | exact | plain | characters | rows marked | wrong, not marked | … in agency, time or number |"
    lines = [head, "|---|" + "---:|" * 9]
    for name, c in rows:
        shares = (f"{c[key] / c['cells']:.1%}" for key in ("exact", "plain"))
        right = f"{1 - c['wrong'] / c['characters']:.2%}"
        cells = (name, f"{c['found']} of {c['rows']}", c["numbers"], c["cells"], *shares, right,
                 c["doubted"], c["unmarked"], c["agency_unmarked"])  # fmt: skip
        lines.append("| " + " | ".join(map(str, cells)) + " |")
        print(lines[-1], flush=True)
    return "\n".join(lines)


def main() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        print(table((p, score_plan(ROOT / "data/raw" / p, None, Path(folder))) for p in PLANS))


if __name__ == "__main__":
    main()
