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
from planparse.batch import Options, run
from planparse.errors import UnreadableError
from planparse.extract.document import extract_draft
from planparse.extract.dumps import set_again
from planparse.extract.dumps.blocks import find_blocks
from planparse.extract.dumps.grid import read_grid
from planparse.extract.dumps.grid_headings import find_grid_header
from planparse.extract.dumps.lines import TextLine, to_text_lines
from planparse.extract.dumps.names import find_names
from planparse.extract.dumps.notes import find_notes
from planparse.extract.dumps.page_numbers import find_page_numbers
from planparse.extract.dumps.paragraphs import begins_paragraph
from planparse.extract.dumps.rows import TextRow
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.dumps.text_headers import find_text_header, skip_header
from planparse.knowledge import load
from planparse.read.text_dump import read_text_pages
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


def test_of_all_rows_of_both_dumps_99_of_100_are_as_transcribed_and_the_others_are_flagged() -> (
    None
):
    right, wrong, flagged = 0, 0, 0
    for plan, annexes in ANNEXES:
        exact, other = compare(plan, annexes)
        doubtful = {i.task_id for i in dump_of(plan).issues if i.code == "doubtful_cells"}
        right, wrong = right + len(exact), wrong + len(other)
        flagged += sum(task.task_id in doubtful for task in exact)

        assert {task.task_id for task in other} <= doubtful

    assert right + wrong == 253
    assert right >= 0.99 * 253
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

    assert issues
    for issue in issues:
        start, _, other = issue.message.partition("The cells may also be parted so: ")
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
        ("tien-giang-394.layout.txt", "tien-giang-394", 0.99),
        ("tien-giang-394.pdfbox.txt", "tien-giang-394", 0.98),
        ("vinh-long-742.raw.txt", "vinh-long-742", 0.97),
        ("vinh-long-742.layout.txt", "vinh-long-742", 0.98),
        ("vinh-long-742.pdfbox.txt", "vinh-long-742", 0.95),
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


# The parts


def test_a_header_is_parted_into_headings() -> None:
    text = "TT Nhiệm vụ trọng tâm Năm 2023 Năm 2024 Cơ quan chủ trì\nCơ quan phối\nhợp\n1. Xây dựng"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == [
        "TT", "Nhiệm vụ trọng tâm", "Năm 2023", "Năm 2024", "Cơ quan chủ trì", "Cơ quan phối hợp"
    ]  # fmt: skip
    assert header.count == 3


def test_the_second_line_of_a_header_stands_below_the_first() -> None:
    text = "Stt\nTên nhiệm vụ Đơn vị chủ trì Sản phẩm Thời hạn\nTT\nChi\ntiết\n1\nLàm sạch dữ liệu"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, " ".join(w.text for w in h.above)) for h in header.columns][:3] == [
        ("TT", "Stt"), ("Chi tiết", ""), ("Tên nhiệm vụ", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("again", "lines"),
    [
        ("TT Nhiệm vụ Cơ quan chủ trì Thời gian", 1),
        ("TT Nhiệm vụ Cơ quan", 1),
        ("Cơ quan chủ trì\nThời gian", 2),
        ("1 Xây dựng", 0),
    ],
)
def test_a_header_is_known_again_whole_or_cut(again: str, lines: int) -> None:
    first = lines_of("TT Nhiệm vụ Cơ quan chủ trì Thời gian\n1 Xây dựng")
    header = find_text_header(first, 0, KNOWLEDGE)

    assert header is not None
    assert skip_header(lines_of(again), 0, header) == lines


@pytest.mark.parametrize(
    ("text", "headings", "lines"),
    [
        ("Nhiệm vụ Mục tiêu Cơ quan\nchủ trì\nThời gian\nNăm\n2023\nNăm\n2024\n1. Xây dựng",
         ["Nhiệm vụ", "Năm 2023", "Năm 2024", "Cơ quan chủ trì", "Thời gian"], 7),
        ("Số\nTT\nNội dung công việc Chủ trì\n1 Xây dựng",
         ["Số TT", "Nội dung công việc", "Chủ trì"], 3),
        ("TT Nhiệm vụ Chủ trì Thời gian\nhoàn thành\nMục tiêu\nNăm 2023 Năm 2024\n1 Xây dựng",
         ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian hoàn thành", "Năm 2023", "Năm 2024"], 4),
        ("TT Nhiệm vụ Chủ trì Thời gian\nCÔNG BÁO TIỀN GIANG/Số 02/Ngày 19-01-2023 49\n1 Rà",
         ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], 1),
    ],
)  # fmt: skip
def test_a_header_may_be_broken_over_lines_or_cut_by_its_page(
    text: str, headings: list[str], lines: int
) -> None:
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [heading.text for heading in header.columns] == headings
    assert header.count == lines


def test_headings_of_a_dump_that_keeps_columns_are_what_stands_in_one_place() -> None:
    text = (
        "                             Cơ quan chủ     Thời gian\n"
        "TT       Nhiệm vụ                            thực hiện\n"
        "                                trì\n"
        "1   Xây dựng nền tảng          Sở Y tế       2024\n"
    )
    header = find_grid_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns] == [
        "TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện"
    ]  # fmt: skip


def test_headings_one_space_apart_are_parted_where_no_word_stands_across() -> None:
    text = (
        "                                                   Sản phẩm\n"
        "STT Nội dung công việc      Năm 2024 Chủ trì                  Căn cứ pháp lý\n"
        "                                                   dự kiến\n"
        "1   Xây dựng nền tảng       100%     Sở Y tế       Báo cáo    Kế hoạch 1/KH-UBND\n"
    )
    header = find_grid_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert header.count == 3
    assert [h.text for h in header.columns] == [
        "STT", "Nội dung công việc", "Năm 2024", "Chủ trì", "Sản phẩm dự kiến", "Căn cứ pháp lý"
    ]  # fmt: skip


def test_headings_set_close_and_moved_are_told_by_their_wording() -> None:
    text = (
        "STT Nhiệm vụ Mục tiêu                  Chủ trì Cơ quan Thời gian\n"
        "                                                       phối   hoàn\n"
        "                                                       hợp    thành\n"
        "                 Năm       Năm\n"
        "                 2023       2024\n"
        "1.   Hoàn        100%      >80%    Sở Tài    Sở Y tế   2023\n"
    )
    header = find_grid_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert header.count == 5
    assert [h.text for h in header.columns] == [
        "STT", "Nhiệm vụ", "Mục tiêu Năm 2023", "Năm 2024", "Chủ trì", "Cơ quan phối hợp",
        "Thời gian hoàn thành",
    ]  # fmt: skip


def test_a_header_ends_with_its_page() -> None:
    text = (
        "TT Nhiệm vụ trọng tâm    Chủ trì   Ghi chú\n\f"
        "TT Nhiệm vụ trọng tâm                         Chủ trì          Ghi chú\n"
        "1    CHÍNH QUYỀN SỐ\n"
    )
    header = find_grid_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert (header.count, len(header.columns)) == (1, 4)


def test_two_headings_are_a_header_where_rows_begin_below() -> None:
    header = "Nhiệm vụ, giải pháp                 Đơn vị thực hiện\n"
    numbered = lines_of(header + "1. Triển khai nền tảng              Sở Y tế\n")
    prose = lines_of(header + "Các cơ quan báo cáo trước ngày 15 tháng 12.\n")

    for find in (find_grid_header, find_text_header):
        found = find(numbered, 0, KNOWLEDGE)
        assert found is not None
        assert [h.kind for h in found.columns] == ["task", "lead"]
    assert find_grid_header(prose, 0, KNOWLEDGE) is None


def grid_rows_of(text: str) -> list[TextRow]:
    lines = lines_of(text)
    header = find_grid_header(lines, 0, KNOWLEDGE)
    assert header is not None
    return read_grid(lines[1:], lines[:1], header.columns, KNOWLEDGE)


def test_a_full_cell_ends_one_space_before_the_next_and_rows_are_moved() -> None:
    text = (
        "TT   Nhiệm vụ                            Chủ trì       Sản phẩm\n"
        "1.   Nâng cấp trên địa bàn tỉnh đến năm Công an tỉnh Hệ thống\n"
        "     2025 phục vụ chỉ đạo, điều hành và              được đưa\n"
        "     các địa phương                                  vào sử dụng\n"
        "2.   Xây dựng cơ sở dữ liệu chuyên       Sở Y tế       Quyết định\n"
        "     ngành                                             của UBND\n"
        "                                                       tỉnh\n"
    )
    rows = grid_rows_of(text)

    assert [
        [" ".join(word.text for word in row.words(column, 0)) for column in range(3)]
        for row in rows
    ] == [
        [
            "Nâng cấp trên địa bàn tỉnh đến năm 2025 phục vụ chỉ đạo, điều hành và các địa phương",
            "Công an tỉnh", "Hệ thống được đưa vào sử dụng",
        ],
        ["Xây dựng cơ sở dữ liệu chuyên ngành", "Sở Y tế", "Quyết định của UBND tỉnh"],
    ]  # fmt: skip


def test_a_number_on_two_lines_with_a_title_between_is_one() -> None:
    text = (
        "TT    Nhiệm vụ                        Chủ trì        Thời gian\n"
        "VI    Phát triển dữ liệu số\n"
        "1     Xây dựng nền tảng               Sở Y tế        2024\n"
        "VII   Phát triển nhân lực số\n"
        "1     Đào tạo cán bộ                  Sở Nội vụ      2025\n"
        "VII\n"
        "      Phát triển doanh nghiệp số\n"
        "I\n"
        "1     Hỗ trợ doanh nghiệp             Sở Công Thương 2025\n"
    )
    rows = grid_rows_of(text)

    assert ["".join(word.text for word in row.numbers[0]) for row in rows] == [
        "VI", "1", "VII", "1", "VIII", "1"
    ]  # fmt: skip
    assert [word.text for word in rows[4].words(0, 0)] == ["Phát", "triển", "doanh", "nghiệp", "số"]


def test_a_number_that_the_page_break_parts_is_one() -> None:
    text = (
        "TT   Nhiệm vụ                Chủ trì        Thời gian\n"
        "99   Xây dựng nền tảng       Sở Y tế        2024\n"
        "10   Đào tạo cán bộ, công    Sở Nội vụ      2025\n"
        "\f"
        "0    chức, viên chức\n"
        "10   Hỗ trợ doanh nghiệp     Sở Công Thương 2025\n"
        "1\n"
        "2    Không theo thứ tự nào   Sở Tài chính   2025\n"
    )
    rows = grid_rows_of(text)

    assert ["".join(word.text for word in row.numbers[0]) for row in rows] == [
        "99", "100", "101", "2"
    ]  # fmt: skip


def test_rows_are_found_by_their_numbers() -> None:
    text = "I. CHÍNH QUYỀN SỐ\n1. Xây dựng\n2 sản phẩm\n2. Rà soát\nVII\nII. KINH TẾ SỐ\n3. Đào tạo"
    starts = find_row_starts(lines_of(text), 1, KNOWLEDGE)

    assert [start.labels[0].printed for start in starts] == ["I.", "1.", "2.", "II.", "3."]


def test_a_number_on_two_lines_is_one() -> None:
    numbers = "\n".join(f"{n}\nNội dung" for n in ("I", "II", "III", "IV", "V", "VI", "VII"))
    starts = find_row_starts(lines_of(f"{numbers}\nVII\nI\nNội dung"), 1, KNOWLEDGE)

    assert starts[-1].taken == 2
    assert starts[-1].labels[0].printed == "VIII"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1.\n1\nXây dựng\n1.\n2\nRà soát\n1.3\n.\nĐào tạo", ["1.", "1.1", "1.2", "1.3."]),
        ("a) Xây dựng\nb) Rà soát\n01 mô hình\n5 sản phẩm\n2. KINH TẾ SỐ\na) Đào tạo",
         ["1.", "a)", "b)", "2.", "a)"]),
    ],
)  # fmt: skip
def test_numbers_are_told_from_their_halves_and_from_amounts(text: str, printed: list[str]) -> None:
    starts = find_row_starts(lines_of(f"1. CHÍNH QUYỀN SỐ\n{text}"), 1, KNOWLEDGE)

    assert [start.labels[0].printed for start in starts] == printed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công an tỉnh Các sở, ban, ngành tỉnh; UBND cấp huyện Quyết định số",
         ["Công an tỉnh", "Các sở, ban, ngành tỉnh;", "UBND cấp huyện"]),
        ("Công an tỉnh UBND các huyện, thị xã, thành phố Các sở, ban, ngành tỉnh",
         ["Công an tỉnh", "UBND các huyện, thị xã, thành phố", "Các sở, ban, ngành tỉnh"]),
        ("Trên 95% Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
        ("Công an xã Các thôn", ["Công an xã", "Các thôn"]),
        ("Chi cục Thuế", []),
    ],
)  # fmt: skip
def test_names_are_found_across_words(text: str, names: list[str]) -> None:
    words = text.split()

    assert [" ".join(words[a:b]) for a, b in find_names(words, KNOWLEDGE)] == names


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Sở Y tế\nTrước\n30/6/2025", ["Sở Y tế", "Trước 30/6/2025"]),
        ("Sở Y tế\n2023 -\n2025", ["Sở Y tế", "2023 - 2025"]),
    ],
)  # fmt: skip
def test_a_time_on_two_lines_is_one_cell(row: str, cells: list[str]) -> None:
    header = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT Nhiệm vụ Chủ trì Thời gian"
    text = f"{header}\n1 Xây dựng\n{row}\n2 Rà soát\nSở Nội vụ\n2024"
    (table,) = extract_draft(layout_from(text), KNOWLEDGE).tables

    assert [cell.text for cell in table.rows[0].cells[2:]] == cells


def test_a_note_is_told_by_its_mark() -> None:
    text = "theo quy định của pháp luật\n1\n.\n\nđảm bảo an\n\n\n1 Hầu hết các dữ liệu.\n toàn"
    (note,) = find_notes(lines_of(text))

    assert (note.mark, note.start, note.end) == (1, 4, 5)


@pytest.mark.parametrize(
    ("above", "below", "begins"),
    [
        ("triển khai thực hiện Kế hoạch này.", "Ủy ban nhân dân tỉnh yêu cầu", True),
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện Nghị quyết số",
         "07-NQ/TU ngày 16/11/2022", False),
        ("các cơ quan, đơn vị liên quan triển khai thực hiện Kế hoạch đúng quy", "định", False),
        ("bảo đảm an toàn thông tin;", "b) Phát triển hạ tầng số", True),
    ],
)  # fmt: skip
def test_where_a_paragraph_begins(above: str, below: str, begins: bool) -> None:
    first, second = lines_of(f"{above}\n{below}")

    assert begins_paragraph(first, second, False, 33.0, KNOWLEDGE) is begins


def test_text_that_sticks_to_its_label_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    lines = ["KẾ HOẠCH", "Chuyển đổi số năm 2026", "I.MỤC TIÊU", "1.Mục tiêu chung", "a)Kịp thời;"]
    path.write_text("\n".join(lines), encoding="utf-8")

    sections = planparse.extract(path).sections

    assert [(s.label, s.heading, s.text) for s in sections] == [
        ("I.", "MỤC TIÊU", ""),
        ("1.", "Mục tiêu chung", ""),
        ("a)", None, "Kịp thời;"),
    ]


def test_a_number_that_ends_a_cell_is_no_page_number() -> None:
    table = "TT Nhiệm vụ Chủ trì Thời gian\n1 Rà soát.\nSở Y tế\n2022 -\n2025\nTT Nhiệm vụ Chủ trì"
    blocks = find_blocks(lines_of(table + " Thời gian\n2 Xây dựng.\nSở Y tế\n2024"), KNOWLEDGE)

    assert [e.kind for e in blocks.entries] == ["header", *["row"] * 4, "repeated", *["row"] * 3]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (("2", "3", "4"), 3),
        (("2", "2025", "3"), 2),
        (("2", "4", "5"), 0),
        (("1", "2", "3"), 0),
        (("2",), 0),
    ],
    ids=["pages", "and a year", "not all", "rows", "one"],
)
def test_numbers_alone_that_count_on_from_2_are_those_of_pages(
    numbers: Sequence[str], found: int
) -> None:
    text = "".join(f"Hệ thống được đưa\nvào sử dụng\n{number}\ncủa tỉnh\n" for number in numbers)

    assert len(find_page_numbers(lines_of(text), KNOWLEDGE)) == found


def test_a_number_in_step_with_those_of_other_pages_is_that_of_a_page() -> None:
    header = "TT Nhiệm vụ Chủ trì Thời gian\n"
    rows = ["1 Rà soát.\nSở Y tế\n2022\n", "2 Xây dựng.\nSở Y tế\n2024\n"]
    text = header + rows[0] + "21\n" + header + rows[1] + "22\n" + header + "3 Mua.\nSở Y tế\n23"
    blocks = find_blocks(lines_of(text), KNOWLEDGE)

    numbers = [e.line.text for e in blocks.entries if e.kind == "page_number"]
    assert numbers == ["21", "22", "23"]


def test_two_headings_of_agencies_stand_below_one_of_both() -> None:
    text = "STT Nhiệm vụ Phân công thực hiện Thời gian hoàn\nthành\nChủ trì Phối hợp\n1 Rà soát"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [(h.text, " ".join(w.text for w in h.above)) for h in header.columns] == [
        ("STT", ""), ("Nhiệm vụ", ""), ("Chủ trì", "Phân công thực hiện"), ("Phối hợp", ""),
        ("Thời gian hoàn thành", ""),
    ]  # fmt: skip


def test_what_stands_above_years_is_no_heading_of_a_column() -> None:
    text = "TT Chỉ tiêu Đơn vị\ntính\nNăm Cơ quan theo\ndõi\n2026 2027 2028\n1 Tỷ lệ"
    header = find_text_header(lines_of(text), 0, KNOWLEDGE)

    assert header is not None
    assert [h.text for h in header.columns] == [
        "TT", "Chỉ tiêu", "Đơn vị tính", "2026", "2027", "2028", "Cơ quan theo dõi"
    ]  # fmt: skip
    assert [word.text for word in header.columns[3].above] == ["Năm"]


def test_a_province_is_no_name_of_an_agency() -> None:
    text = "Đại học Tiền Giang và các trường Cao đẳng trên địa bàn tỉnh Tiền Giang"
    row = text.split()

    assert ("Tiền", "Giang") not in [tuple(row[a:b]) for a, b in find_names(row, KNOWLEDGE)]


def test_units_of_ministries_are_names_by_their_form() -> None:
    row = "1 Rà soát văn bản Vụ Kinh tế số và Xã hội số Cục An toàn thông tin Tháng 6/2026"

    names = ["Vụ Kinh tế số và Xã hội số", "Cục An toàn thông tin"]
    assert [" ".join(row.split()[a:b]) for a, b in find_names(row.split(), KNOWLEDGE)] == names


def test_a_title_in_capitals_above_a_header_is_no_heading() -> None:
    text = (
        "CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2026\nSTT Chỉ tiêu Mục tiêu năm 2026 Cơ quan chủ trì\n1 Tỷ lệ"
    )

    assert find_text_header(lines_of(text), 0, KNOWLEDGE) is None


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
