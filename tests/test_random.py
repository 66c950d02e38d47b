"""What was typeset is what is extracted: random annexes in random layouts."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

import planparse
from planparse.schema.records import Task
from plans import Annex, Look, Row, annexes, looks
from typeset import typeset

FIELDS = {
    "text": "text",
    "lead": "lead_text",
    "coordinating": "coordinating_text",
    "timeline": "timeline_text",
    "deliverable": "deliverable_text",
    "legal_basis": "legal_basis_text",
}


def squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def wanted_of(annex: Annex, row: Row) -> dict[str, object]:
    """What a row should come out as, white space aside; groups have a title only."""
    wanted: dict[str, object] = {
        "kind": row.kind,
        "number": row.number.rstrip(".)") or None,
        "section_path": list(row.path),
    }
    for column, cell in zip(annex.columns, row.cells, strict=True):
        if column.field in FIELDS:
            wanted[FIELDS[column.field]] = squeeze(cell)
        elif column.field != "number":
            wanted[column.heading] = squeeze(cell)
    return wanted


def found_of(annex: Annex, task: Task) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": task.kind,
        "number": task.number,
        "section_path": task.section_path,
    }
    for column in annex.columns:
        if column.field in FIELDS:
            found[FIELDS[column.field]] = squeeze(getattr(task, FIELDS[column.field]))
        elif column.field.startswith("year"):
            year = int(column.field.split()[1])
            found[column.heading] = squeeze(task.year_texts.get(year))
        elif column.field != "number":
            found[column.heading] = squeeze(task.extra.get(column.heading))
    return found


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(annex=annexes(), look=looks())
def test_what_was_typeset_is_what_is_extracted(annex: Annex, look: Look, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(annex, look))
    document = planparse.extract(path)

    assert [found_of(annex, t) for t in document.tasks] == [wanted_of(annex, r) for r in annex.rows]
    assert document.plan.unplaced_characters == 0
    assert document.plan.plan_id == "tien-giang-12-kh-ubnd-2023"
