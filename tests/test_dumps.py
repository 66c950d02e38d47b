"""Text dumps against the transcriptions of their plans, and against the PDF of the same plan."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planparse
from conftest import DUMPS, RAW, ROOT, count_places, document_of, dump_of
from planparse.errors import UnreadableError
from planparse.extract.document import extract_draft
from planparse.extract.dumps import set_again
from planparse.extract.dumps.lines import TextLine, to_text_lines
from planparse.extract.dumps.tables import UNSURE
from planparse.knowledge import load
from planparse.read.text_dump import read_text_pages
from planparse.runs.batch import Options, run
from planparse.schema.layout import Layout, Places, Source
from planparse.schema.records import PlanDocument, Task
from test_truth import expected_cells, found_cells, outline_of, read_rows, squeeze

KNOWLEDGE = load()
ANNEXES = [("tien-giang-394", ("1", "2")), ("vinh-long-742", ("1",))]
OTHER_DUMPS = ROOT / "tests" / "data" / "dumps"


def layout_from(text: str) -> Layout:
    pages = tuple(read_text_pages("plan.txt", text.encode()))
    return Layout(Source("plan.txt", "0", "text"), pages, places=Places.TYPED)


def lines_of(text: str) -> list[TextLine]:
    return to_text_lines(layout_from(text), KNOWLEDGE)


# The tables


def compare(plan: str, annexes: Sequence[str]) -> tuple[list[Task], list[Task]]:
    """The rows of a dump that are as transcribed in every cell, and those that are not."""
    right: list[Task] = []
    wrong: list[Task] = []
    for annex in annexes:
        rows = [row for row in read_rows(plan, annex) if row["kind"] == "row"]
        tasks = [t for t in dump_of(plan).tasks if t.annex == annex and t.kind != "group"]
        assert len(tasks) == len(rows)
        for task, row in zip(tasks, rows, strict=True):
            wanted = expected_cells(row)
            (right if found_cells(task, wanted) == wanted else wrong).append(task)
    return right, wrong


def test_all_rows_of_both_dumps_but_one_are_as_transcribed_and_that_one_is_flagged() -> None:
    right, flagged = 0, 0
    wrong: list[str | None] = []
    for plan, annexes in ANNEXES:
        exact, other = compare(plan, annexes)
        doubtful = {i.task_id for i in dump_of(plan).issues if i.code == "doubtful_cells"}
        right, wrong = right + len(exact), [*wrong, *(task.number for task in other)]
        flagged += sum(task.task_id in doubtful for task in exact)

        assert {task.task_id for task in other} <= doubtful

    assert (right, wrong) == (252, ["29"])
    assert flagged <= 0.1 * right


@pytest.mark.parametrize("plan", DUMPS)
def test_groups_and_sections_of_the_rows_are_those_of_the_pdf(plan: str) -> None:
    paths = [[(t.kind, t.number, t.section_path) for t in d.tasks] for d in both(plan)]

    assert paths[0] == paths[1]


def test_a_row_that_a_page_break_cuts_says_so() -> None:
    cut = [t for t in dump_of("vinh-long-742").tasks if t.rejoined]

    assert len(cut) == 21
    assert {tuple(t.join_reasons) for t in cut} == {("read_as_one",)}


def test_a_doubtful_row_shows_the_other_reading() -> None:
    issues = [i for i in dump_of("vinh-long-742").issues if i.code == "doubtful_cells"]

    others = [i.message for i in issues if i.message != UNSURE]
    assert len(others) > len(issues) / 2
    for message in others:
        start, _, other = message.partition("The cells may also be parted so: ")
        assert (start, ":" in other) == ("", True)


# The body


def both(plan: str) -> tuple[PlanDocument, PlanDocument]:
    return dump_of(plan), document_of(plan)


@pytest.mark.parametrize(("plan", "ambiguous"), [("tien-giang-394", 0), ("vinh-long-742", 3)])
def test_the_outline_is_as_transcribed_but_for_breaks_that_no_text_tells(
    plan: str, ambiguous: int
) -> None:
    path = ROOT / "tests" / "golden" / plan / "body.json"
    truth = json.loads(path.read_text(encoding="utf-8"))["outline"]
    found = outline_of(dump_of(plan))

    assert [n["path"] for n in found] == [n["path"] for n in truth]
    assert [squeeze(n["heading"]) for n in found] == [squeeze(n.get("heading")) for n in truth]
    assert [squeeze("".join(n["items"])) for n in found] == [
        squeeze("".join(n.get("items") or [])) for n in truth
    ]
    apart = [
        n["path"]
        for n, t in zip(found, truth, strict=True)
        if [squeeze(x) for x in n["items"]] != [squeeze(x) for x in t.get("items") or []]
    ]
    assert len(apart) <= ambiguous


@pytest.mark.parametrize("plan", DUMPS)
def test_the_facts_and_documents_are_those_of_the_pdf(plan: str) -> None:
    dump, pdf = both(plan)
    own = {"source_name", "source_sha256", "source_format", "pages", "issue_count", "target_count"}
    own |= {"gazette_name", "gazette_issue", "gazette_date", "status"}

    assert dump.plan.model_dump(exclude=own) == pdf.plan.model_dump(exclude=own)
    assert dump.documents == pdf.documents
    assert dump.annexes == pdf.annexes


@pytest.mark.parametrize("plan", DUMPS)
def test_the_promises_of_the_body_are_those_of_the_pdf(plan: str) -> None:
    prose = [
        [(t.indicator, t.value_text, t.value) for t in d.targets if t.task_id is None]
        for d in both(plan)
    ]

    assert prose[0] == prose[1]
    assert len(prose[0]) > 10


def test_footnotes_stand_with_the_section_that_carries_their_mark() -> None:
    path = ROOT / "tests" / "golden" / "vinh-long-742" / "body.json"
    truth = json.loads(path.read_text(encoding="utf-8"))["footnotes"]
    found = [(f.mark, f.text) for s in dump_of("vinh-long-742").sections for f in s.footnotes]

    assert found == [(note["marker"], note["text"]) for note in truth]


# The account

SCRAPS = [
    "TT Nhiệm vụ Cơ quan chủ trì Thời gian", "1 Xây dựng", "Sở Y tế", "2024", "", " ",
    "I. MỤC TIÊU", "Phụ lục", "\f", "a) Nội dung;", "3", "Nơi nhận:",
]  # fmt: skip


@pytest.mark.parametrize("plan", DUMPS)
def test_nothing_is_lost_and_no_place_on_a_page_is_claimed(plan: str) -> None:
    document = dump_of(plan)

    assert document.plan.source_format == "text"
    assert document.plan.unplaced_characters == 0
    assert not any(task.regions for task in document.tasks)
    assert {removed.x0 for removed in document.removed} == {None}


@pytest.mark.parametrize("name", sorted(path.name for path in OTHER_DUMPS.iterdir()))
def test_every_word_of_any_dump_stands_in_one_place(name: str) -> None:
    text = (OTHER_DUMPS / name).read_text(encoding="utf-8")
    layout = layout_from(text)
    setting = set_again(layout, KNOWLEDGE)
    draft = extract_draft(layout, KNOWLEDGE)

    assert sorted(w.text for w in setting.layout.words) == sorted(w.text for w in layout.words)
    assert set(count_places(draft).values()) == {1}
    assert not draft.unplaced


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS)))
def test_no_word_of_any_text_is_lost(lines: list[str]) -> None:
    layout = layout_from("\n".join(lines))
    draft = extract_draft(layout, KNOWLEDGE)

    assert not draft.unplaced


# Dumps of other tools


def rows_as_in_the_pdf(name: str, plan: str) -> float:
    document = planparse.extract(OTHER_DUMPS / name)
    wanted = [cells_of(task) for task in document_of(plan).tasks if not task.inherited]
    found = [cells_of(task) for task in document.tasks]
    return sum(cells in found for cells in wanted) / len(wanted)


def cells_of(task: Task) -> tuple[str, ...]:
    cells = [task.number, task.text, task.lead_text, task.coordinating_text, task.timeline_text]
    cells += [task.legal_basis_text, *task.year_texts.values()]
    return tuple(squeeze(cell) for cell in cells)


@pytest.mark.parametrize(
    ("name", "plan", "share"),
    [
        ("tien-giang-394.raw.txt", "tien-giang-394", 0.99),
        ("tien-giang-394.layout.txt", "tien-giang-394", 1.0),
        ("tien-giang-394.pdfbox.txt", "tien-giang-394", 0.99),
        ("vinh-long-742.raw.txt", "vinh-long-742", 0.97),
        ("vinh-long-742.layout.txt", "vinh-long-742", 0.98),
        ("vinh-long-742.pdfbox.txt", "vinh-long-742", 0.97),
        ("ha-noi-277.pdfbox.txt", "ha-noi-277", 0.9),
        ("ha-noi-277.raw.txt", "ha-noi-277", 0.96),
        ("ha-noi-277.layout.txt", "ha-noi-277", 0.83),
    ],
)
def test_dumps_of_other_tools_give_most_rows(name: str, plan: str, share: float) -> None:
    assert rows_as_in_the_pdf(name, plan) >= share


# Reading


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "crlf", "cr"],
)
def test_a_dump_is_read_in_any_unicode_encoding_and_with_any_line_ends(encode: object) -> None:
    content = encode("KẾ HOẠCH\n\nVề chuyển đổi số\f- 2 -\n")  # type: ignore[operator]
    pages = read_text_pages("plan.txt", content)

    assert [[word.text for word in page.words] for page in pages] == [
        ["KẾ", "HOẠCH", "Về", "chuyển", "đổi", "số"], ["-", "2", "-"]
    ]  # fmt: skip


def test_headings_that_stand_side_by_side_without_a_space_are_parted() -> None:
    (page,) = read_text_pages("plan.txt", "thànhChủ trì iHanoi giá2026".encode())

    assert [word.text for word in page.words] == ["thành", "Chủ", "trì", "iHanoi", "giá", "2026"]


def test_a_decomposed_dump_is_composed() -> None:
    (page,) = read_text_pages("plan.txt", "chuyển đổi".encode())

    assert [word.text for word in page.words] == ["chuyển", "đổi"]


def test_a_mark_apart_from_its_letter_moves_nothing_behind_a_wide_gap() -> None:
    text = "Rà soát dữ liệu"
    apart = unicodedata.normalize("NFD", text)
    lines = [apart, text.ljust(len(apart))]
    content = "\n".join(f"{line}   Sở Y tế" for line in lines).encode()
    (page,) = read_text_pages("plan.txt", content)
    above, below = page.words[:7], page.words[7:]

    assert len(apart) > len(text)
    assert [(w.text, w.box.x0) for w in above] == [(w.text, w.box.x0) for w in below]


@pytest.mark.parametrize("content", ["Kế hoạch".encode("cp1258", "replace") + b"\xff", b"a\0b"])
def test_what_is_no_unicode_text_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"plan\.txt"):
        read_text_pages("plan.txt", content)


# Two sources of one plan


def test_a_dump_checks_the_pdf_of_its_plan(tmp_path: Path) -> None:
    pdf, dump = RAW / "tien-giang-394-KH-UBND-2022.pdf", tmp_path / "dump.txt"
    text = (RAW / DUMPS["tien-giang-394"]).read_text(encoding="utf-8")
    changed = text.replace("Triển khai Chiến lược phát triển hạ tầng số. ", "Triển khai hạ tầng. ")
    dump.write_text(changed, encoding="utf-8")
    outcomes = list(run([pdf, dump], Options(tmp_path / "out")))

    assert changed != text
    assert [o.error for o in outcomes] == [None, None]
    assert outcomes[1].checked_against == pdf
    frames = planparse.load(tmp_path / "out")
    assert frames.plans["source_format"].tolist() == ["pdf"]
    differences = frames.issues[frames.issues["code"] == "sources_differ"]
    assert differences[["field", "text"]].values.tolist() == [["text", "Triển khai hạ tầng."]]
    assert frames.plans["status"].tolist() == ["review"]
