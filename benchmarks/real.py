"""What is read right of published documents: python benchmarks/real.py FOLDER [PART OF A NAME].

FOLDER holds documents as offices published them; `real.csv` says what stands on their first pages,
written down by eye; the parent of an authority may stand before it. Prints a table for real.md.
Scans need Tesseract and take minutes.
"""

import csv
import sys
import time
import unicodedata
from pathlib import Path

import planparse
from planparse.errors import PlanparseError
from planparse.schema.records import Plan, PlanDocument

TRUTH = Path(__file__).with_name("real.csv")
FIELDS = ("number", "date", "type", "title", "authority")


def squeeze(text: object) -> str:
    """Text as it is compared: without white space, full stops at the end, or capitals."""
    plain = unicodedata.normalize("NFC", str(text or "")).casefold()
    return "".join(plain.split()).rstrip(".")


def said(plan: Plan) -> dict[str, str]:
    return {
        "number": squeeze(plan.document_number),
        "date": squeeze(plan.issued_on),
        "type": squeeze(plan.document_type),
        "title": squeeze(plan.title),
        "authority": squeeze(plan.issuing_authority_text),
    }


def read(path: Path) -> tuple[PlanDocument | None, str, float]:
    start = time.perf_counter()
    try:
        document = planparse.extract(path)
    except PlanparseError as error:
        return None, f"refused ({error.exit_code.name.lower()})", time.perf_counter() - start
    return document, document.plan.status, time.perf_counter() - start


def row(truth: dict[str, str], folder: Path) -> str:
    document, status, seconds = read(folder / truth["file"])
    cells = [truth["file"], status]
    for field in FIELDS:
        wanted = squeeze(truth[field])
        found = said(document.plan)[field] if document else ""
        is_right = found.endswith(wanted) if field == "authority" else found == wanted
        cells.append("" if not wanted and not found else "yes" if wanted and is_right else "no")
    wanted_rows = truth["task_rows"]
    found_rows = [t for t in document.tasks if t.number and t.kind != "group"] if document else []
    cells.append(f"{len(found_rows)} of {wanted_rows}" if wanted_rows else "")
    issues = {issue.code for issue in document.issues} if document else set()
    return f"| {' | '.join(cells)} | {', '.join(sorted(issues))} | {seconds:.0f} s |"


def main() -> None:
    folder, part = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    print("| file | status | number | date | type | title | authority | rows | issues | time |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with TRUTH.open(encoding="utf-8") as file:
        for truth in csv.DictReader(file):
            if part in truth["file"] and (folder / truth["file"]).exists():
                print(row(truth, folder), flush=True)


if __name__ == "__main__":
    main()
