"""The shipped plans against transcriptions made by hand from the page."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import GOLDEN, document_of
from planparse.schema.records import PlanDocument, Task

FIELDS = {
    "lead": "lead_text",
    "coordinating": "coordinating_text",
    "time": "timeline_text",
    "legal_basis": "legal_basis_text",
}
ANNEXES = [("tien-giang-394", "1", 64), ("tien-giang-394", "2", 16), ("vinh-long-742", "1", 173)]


def squeeze(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFC", text or "").split())


def read_rows(plan: str, annex: str) -> list[dict[str, Any]]:
    lines = (GOLDEN / plan / f"annex-{annex}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def joined(lines: list[str]) -> str:
    return squeeze("".join(line for line in lines if line != "\f"))


def expected_cells(row: dict[str, Any]) -> dict[str, str]:
    cells, merged = row["cells"], row.get("merged_with_previous", [])
    wanted = {
        "number": row["tt"].rstrip("."),
        "text": joined(cells.get("task") or cells.get("indicator")),
    }
    wanted |= {FIELDS[k]: joined(cells[k]) for k in FIELDS if k in cells and k not in merged}
    return wanted | {
        y: joined(cells[f"y{y}"]) for y in ("2023", "2024", "2025") if f"y{y}" in cells
    }


def found_cells(task: Task, wanted: dict[str, str]) -> dict[str, str]:
    found = {name: getattr(task, name) for name in wanted if not name.isdigit()}
    found |= {year: task.year_texts.get(int(year)) for year in wanted if year.isdigit()}
    return {name: squeeze(value) for name, value in found.items()}


@pytest.mark.parametrize(("plan", "annex", "count"), ANNEXES)
def test_every_cell_of_the_annex_is_as_transcribed(plan: str, annex: str, count: int) -> None:
    rows = [row for row in read_rows(plan, annex) if row["kind"] == "row"]
    tasks = [t for t in document_of(plan).tasks if t.annex == annex and t.kind != "group"]
    wanted = [expected_cells(row) for row in rows]

    assert len(rows) == count
    assert [found_cells(t, w) for t, w in zip(tasks, wanted, strict=True)] == wanted


def truth_paths(rows: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """The groups above each row of a transcription: A over I over an unnumbered title."""
    path: dict[str, str] = {}
    order = ["group", "section", "subsection"]
    for row in rows:
        if row["kind"] == "row":
            yield tuple(path[kind] for kind in order if kind in path)
            continue
        title = row.get("number") or title_of(row)
        path = {k: v for k, v in path.items() if order.index(k) < order.index(row["kind"])}
        path[row["kind"]] = title


def title_of(row: dict[str, Any]) -> str:
    cells = row["cells"]
    text = " ".join(cells.get("tt") or cells.get("title") or [])
    return text.split(".")[0] if "tt" in cells else text


@pytest.mark.parametrize(("plan", "annex", "count"), ANNEXES)
def test_every_row_stands_in_its_groups(plan: str, annex: str, count: int) -> None:
    tasks = [t for t in document_of(plan).tasks if t.annex == annex and t.kind != "group"]

    assert [tuple(t.section_path) for t in tasks] == list(truth_paths(read_rows(plan, annex)))
    assert len(tasks) == count


def outline_of(document: PlanDocument) -> list[dict[str, Any]]:
    """Headings with their paragraphs; the points of a heading are paragraphs with their label."""
    nodes: list[dict[str, Any]] = []
    for section in document.sections:
        paragraphs = section.text.split("\n") if section.text else []
        if section.kind == "heading":
            nodes.append(
                {
                    "path": section.path,
                    "label": section.label,
                    "heading": section.heading or "",
                    "items": paragraphs,
                }
            )
        elif section.kind == "point":
            nodes[-1]["items"] += [f"{section.label} {paragraphs[0]}", *paragraphs[1:]]
    return nodes


@pytest.mark.parametrize("plan", ["tien-giang-394", "vinh-long-742"])
def test_the_outline_is_as_transcribed(plan: str) -> None:
    truth = json.loads((GOLDEN / plan / "body.json").read_text(encoding="utf-8"))
    wanted = [
        {
            k: node.get(k) or ([] if k == "items" else "")
            for k in ("path", "label", "heading", "items")
        }
        for node in truth["outline"]
    ]

    assert outline_of(document_of(plan)) == wanted


def test_the_facts_of_tien_giang() -> None:
    truth = json.loads((GOLDEN / "tien-giang-394" / "body.json").read_text(encoding="utf-8"))
    plan = document_of("tien-giang-394").plan

    assert plan.issuing_authority_text == truth["issuer"]
    assert plan.document_number == truth["number"]
    assert plan.issued_at == truth["place"]
    assert str(plan.issued_on) == truth["date"]
    assert plan.document_type == "Kế hoạch"
    assert plan.title == truth["title"]
    assert plan.preamble_text == truth["preamble"]
    assert plan.closing_text == truth["closing"][0]
    assert plan.signer_name == truth["signer"]
    assert plan.signer_title == "\n".join(truth["signer_title_lines"])
    assert plan.gazette_name == truth["gazette"]["name"]
    assert plan.gazette_issue == truth["gazette"]["issue"]
    assert str(plan.gazette_date) == truth["gazette"]["date"]


def test_the_decision_of_vinh_long_and_the_plan_it_encloses() -> None:
    truth = json.loads((GOLDEN / "vinh-long-742" / "body.json").read_text(encoding="utf-8"))
    document = document_of("vinh-long-742")
    plan, (decision, enclosed) = document.plan, document.documents
    articles = [s for s in document.sections if s.kind == "article"]

    assert (plan.document_type, plan.promulgates_type) == ("Quyết định", "Kế hoạch")
    assert plan.document_number == truth["number"]
    assert plan.title == truth["title"]
    assert plan.promulgates_title == truth["plan"]["title"]
    assert plan.recipients == truth["recipients"]["items"]
    assert plan.signer_title == truth["signer_title"]
    assert decision.authority == truth["authority"]
    assert decision.enacting == truth["enacting"]
    assert decision.preamble == truth["legal_bases"]
    assert [(s.path, s.label, s.text.split("\n")) for s in articles] == [
        (a["path"], a["label"], a["paragraphs"]) for a in truth["articles"]
    ]
    assert enclosed.preamble == [*truth["plan"]["legal_bases"], truth["plan"]["preamble"]]
    assert document.plan.closing_text == truth["closing"][0]


def test_the_annexes_are_as_titled() -> None:
    truth = json.loads((GOLDEN / "tien-giang-394" / "body.json").read_text(encoding="utf-8"))
    annexes = document_of("tien-giang-394").annexes

    assert [{"label": a.label, "title": a.title, "note": a.note} for a in annexes] == truth[
        "annexes"
    ]


HA_NOI = {
    "text": "text",
    "lead": "lead_text",
    "coordinating": "coordinating_text",
    "deliverable": "deliverable_text",
    "timeline": "timeline_text",
}


def test_every_cell_of_ha_noi_is_as_transcribed_paragraphs_included() -> None:
    path = GOLDEN / "ha-noi-277" / "annex.jsonl"
    wanted = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [
        {
            "kind": task.kind,
            "number": task.number_text,
            "detail": task.extra["Chi tiết"],
            **{name: getattr(task, field) for name, field in HA_NOI.items()},
            "inherited": [n for n, field in HA_NOI.items() if field in task.inherited],
            "pages": [task.page_first, task.page_last],
        }
        for task in document_of("ha-noi-277").tasks
    ]

    assert [row["kind"] for row in wanted].count("task") == 33
    assert found == [dict(row) for row in wanted]


def test_the_groups_of_ha_noi_end_where_a_number_does_not_belong_to_them() -> None:
    tasks = {t.number: t for t in document_of("ha-noi-277").tasks if t.kind == "task"}

    assert tasks["27"].section_titles[0].startswith("Cao điểm phát triển thương mại điện tử")
    assert [tasks[str(n)].section_path for n in (28, 29, 30, 31)] == [[], [], [], []]
    assert tasks["33"].section_path == tasks["32"].section_path != []
