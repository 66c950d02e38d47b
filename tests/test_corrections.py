"""What a person has read on the page stands in place of what was read, and never silently."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

import planparse
from conftest import DUMPS, RAW, document_of, dump_of
from planparse.errors import KnowledgeError
from planparse.knowledge import CORRECTIONS
from planparse.schema.records import Issue, PlanDocument, Task

PLAN = "vinh-long-742"
# The dump's row 29, over a page break, is parted wrongly; the PDF shows what its cells say.
ROW = "vinh-long-742-qd-ubnd-2023/a1/30"
COLUMNS = ("task_id", "field", "printed", "text")


def row(document: PlanDocument, task_id: str = ROW) -> Task:
    return next(task for task in document.tasks if task.task_id == task_id)


def issues(document: PlanDocument, code: str) -> list[Issue]:
    return [issue for issue in document.issues if issue.code == code]


def corrected(folder: Path, lines: Sequence[Sequence[str]]) -> PlanDocument:
    """The dump with a table of corrections."""
    with (folder / CORRECTIONS).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([COLUMNS, *lines])
    return planparse.extract(RAW / DUMPS[PLAN], knowledge_folder=folder)


def cell(task: Task, field: str) -> str:
    """What a row has in a field, or in the column of a year."""
    text = task.year_texts[int(field)] if field.isdigit() else getattr(task, field)
    assert isinstance(text, str)
    return text


def test_a_corrected_row_is_that_of_the_page(tmp_path: Path) -> None:
    read, page = row(dump_of(PLAN)), row(document_of(PLAN))
    wrong = ("2023", "2024", "2025")
    assert cell(page, "2024").endswith("chọn 25% đơn vị")
    assert all(cell(read, field) != cell(page, field) for field in wrong)
    # Pasted from another program, white space is lost.
    lines = [(ROW, f, " ".join(cell(read, f).split()), cell(page, f)) for f in wrong]
    document = corrected(tmp_path, lines)

    assert [cell(row(document), field) for field in wrong] == [cell(page, f) for f in wrong]
    assert row(document).lead_agencies == page.lead_agencies
    assert [t.value_text for t in document.targets if t.task_id == ROW] == [
        t.value_text for t in document_of(PLAN).targets if t.task_id == ROW
    ]
    said = issues(document, "corrected")
    assert {(issue.field, issue.text) for issue in said} == {(f, cell(read, f)) for f in wrong}
    assert {(i.severity, i.task_id, i.page, i.plan_id) for i in said} == {
        ("info", ROW, 10, document.plan.plan_id)
    }
    assert not issues(document, "correction_unused")


def test_a_person_who_looked_at_a_row_settles_its_doubts_alone(tmp_path: Path) -> None:
    before = issues(dump_of(PLAN), "doubtful_cells")
    assert {issue.severity for issue in before} == {"warning"}
    task = row(dump_of(PLAN))
    document = corrected(tmp_path, [(ROW, "lead_text", task.lead_text or "", task.lead_text or "")])

    assert row(document) == task
    after = issues(document, "doubtful_cells")
    assert [i.task_id for i in after] == [i.task_id for i in before]
    assert [i.task_id for i in after if i.severity == "info"] == [ROW]


def test_a_new_name_is_resolved(tmp_path: Path) -> None:
    task = row(dump_of(PLAN))
    lines = [
        (ROW, "lead_text", task.lead_text or "", "Sở Y tế"),
        (ROW, "text", task.text, "Chọn thí điểm"),
    ]
    document = corrected(tmp_path, lines)
    assert (row(document).lead_agencies, row(document).text) == (["Sở Y tế"], "Chọn thí điểm")
    of_row = [r for r in document.responsibilities if r.task_id == ROW]
    assert (of_row[0].agency_name, of_row[0].role) == ("Sở Y tế", "lead")


@pytest.mark.parametrize(
    "line",
    [
        (ROW, "lead_text", "Sở Y tế", "Sở Tư pháp"),
        (ROW, "deliverable_text", "", "Báo cáo"),
        (ROW, "2030", "", "5"),
        ("vinh-long-742-qd-ubnd-2023/a9/1", "text", "Một", "Hai"),
    ],
)
def test_a_line_that_no_cell_reads_as_is_said(tmp_path: Path, line: tuple[str, ...]) -> None:
    document = corrected(tmp_path, [line, ("another-plan/a1/1", "text", "Một", "Hai")])
    assert document.tasks == dump_of(PLAN).tasks
    [said] = issues(document, "correction_unused")
    assert (said.severity, said.field, said.text) == ("warning", line[1], line[2] or None)
    assert said.message.startswith(f"Line 2 of corrections.csv was not used: {line[0]} has no")


@pytest.mark.parametrize("line", [("", "text", "Một", "Hai"), (ROW, "", "Một", "Hai")])
def test_a_line_names_a_cell(tmp_path: Path, line: tuple[str, ...]) -> None:
    with pytest.raises(KnowledgeError, match=r"corrections\.csv, line 2: name a task_id and a"):
        corrected(tmp_path, [line])
