"""What the cells of the shipped plans mean, against values checked by hand."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import GOLDEN, document_of
from planparse.knowledge import Knowledge, load
from planparse.normalize.acts.bases import build_citations
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.agencies.registry import build_registry
from planparse.normalize.agencies.responsibilities import (
    build_responsibilities,
    find_doubtful_roles,
)
from planparse.normalize.checks import find_value_issues
from planparse.normalize.targets.cells import parse_cell
from planparse.normalize.targets.promises import build_targets
from planparse.normalize.targets.prose import parse_sentence_values
from planparse.normalize.targets.quantities import find_quantities, parse_numeral
from planparse.normalize.targets.sentences import parse_paragraph
from planparse.normalize.times.calendars import with_marked_times
from planparse.normalize.times.periods import year_of
from planparse.normalize.times.tasks import time_of
from planparse.normalize.times.timelines import parse_timeline
from planparse.schema.records import PlanDocument, Target

PROSE = [("tien-giang-394", 16), ("vinh-long-742", 61)]
PLANS = ["tien-giang-394", "vinh-long-742"]
CHANGES = {"increase_by": "increase", "decrease_by": "decrease"}


def golden(plan: str, name: str) -> Any:
    return json.loads((GOLDEN / plan / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("plan", "count"), PROSE)
def test_prose_targets_are_as_transcribed(plan: str, count: int) -> None:
    wanted = [
        (
            t["indicator"],
            "=" if t["operator"] in CHANGES else t["operator"],
            CHANGES.get(t["operator"]),
            t["value"],
            t["unit"],
            t["deadline"],
            t["path"],
        )
        for t in golden(plan, "body")["prose_targets"]
    ]
    found = [told(t) for t in document_of(plan).targets if t.task_id is None]

    assert len(wanted) == count
    assert found == wanted


def told(target: Target) -> tuple[object, ...]:
    unit = " ".join(filter(None, [target.unit, target.of_what]))
    path = ".".join(target.section_path)
    return (
        target.indicator, target.comparator, target.change, target.value, unit, target.year, path,
    )  # fmt: skip


def year_cells(document: PlanDocument) -> dict[str, list[dict[str, Any]]]:
    """The values of each year cell by the text of the cell."""
    tasks = {task.task_id: task for task in document.tasks}
    cells: dict[str, list[dict[str, Any]]] = {}
    for task in document.tasks:
        for year, text in task.year_texts.items():
            mine = [t for t in document.targets if (t.task_id, t.year) == (task.task_id, year)]
            values = [
                {
                    k: v
                    for k, v in t.model_dump(mode="json", exclude=NOT_VALUES).items()
                    if v not in (None, [])
                }
                for t in mine
            ]
            assert cells.setdefault(text, values) == values, text
    assert tasks
    return cells


NOT_VALUES = {"plan_id", "target_id", "task_id", "section_path", "indicator", "year", "position"}


def test_every_year_cell_is_typed_as_checked_by_hand() -> None:
    document = document_of("vinh-long-742")
    count = sum(len(task.year_texts) for task in document.tasks if task.kind != "group")

    assert count == 519
    assert year_cells(document) == golden("vinh-long-742", "year_cells")


@pytest.mark.parametrize("plan", PLANS)
def test_every_mention_is_resolved_as_checked_by_hand(plan: str) -> None:
    mentions = sorted(
        {(r.mention, r.agency_name, r.level, r.method) for r in document_of(plan).responsibilities},
        key=str,
    )

    assert [list(m) for m in mentions] == golden(plan, "mentions")
    assert "unresolved" not in {method for _, _, _, method in mentions}


def test_every_timeline_is_typed_as_checked_by_hand() -> None:
    found = {
        task.timeline_text: [
            str(task.starts_on) if task.starts_on else None,
            str(task.due_on) if task.due_on else None,
            task.cadence,
            task.condition_text,
        ]
        for task in document_of("tien-giang-394").tasks
        if task.timeline_text
    }

    assert found == golden("tien-giang-394", "timelines")


def test_tasks_given_as_blocks_of_the_body_are_told_from_other_sections() -> None:
    assert [t for plan in PLANS for t in document_of(plan).tasks if t.annex is None] == []


def test_the_repeated_row_of_an_annex_is_an_issue() -> None:
    issues = [i for i in document_of("tien-giang-394").issues if i.code == "row_repeated"]

    assert [i.text for i in issues] == [
        "Tỷ lệ hộ gia đình được phủ mạng Internet băng thông rộng cáp quang đạt 80%."
    ]


def test_what_body_and_annex_promise_differently_is_an_issue() -> None:
    document = document_of("vinh-long-742")
    numbers = {task.task_id: task.number for task in document.tasks}
    found = {
        numbers[i.task_id]: i.message.split(" in the body")[0]
        for i in document.issues
        if i.code == "target_conflict" and i.task_id
    }

    assert sorted(found.values()) == [
        ">10 sản phẩm for 2025 here, Có ít nhất 10 sản phẩm, hàng hóa",
        ">50% for 2025 here, Tối thiểu 50%",
        ">50% for 2025 here, Tối thiểu 50%",
        ">50% for 2025 here, Tối thiểu 50%",
        ">80% for 2025 here, Tối thiểu 80%",
    ]


KNOWLEDGE = load()
NAMES = sorted(
    {
        province.fill(agency.name)
        for province in KNOWLEDGE.provinces
        if province.name == "Vĩnh Long"
        for agency in KNOWLEDGE.agencies
        if agency.scope == "province"
    }
)
SCOPE = Scope(KNOWLEDGE.province("Vĩnh Long"))


@settings(max_examples=400, derandomize=True, deadline=None)
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True),
    separator=st.sampled_from(["; ", ", ", ";\n", "\n", "\n- ", " và "]),
)
def test_splitting_a_joined_list_of_names_gives_the_names(names: list[str], separator: str) -> None:
    found = parse_agencies(separator.join(names), SCOPE, KNOWLEDGE)

    assert [m.name for m in found] == names
    assert [m.text for m in found] == names


@settings(derandomize=True, deadline=None)
@given(name=st.sampled_from(NAMES))
def test_a_canonical_name_is_its_own_meaning(name: str) -> None:
    registry = build_registry(SCOPE, KNOWLEDGE)
    (mention,) = parse_agencies(name, SCOPE, KNOWLEDGE)

    assert (mention.name, mention.method) == (name, "exact")
    assert registry.own


def format_numeral(value: float) -> str:
    """A number the Vietnamese way: 1000 is "1.000", 3.5 is "3,5"."""
    whole, _, part = f"{value:,.6f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + ("," + part if part else "")


def test_documents_share_what_can_be_named_while_no_agency_comes_or_goes() -> None:
    days = [date(2022, 1, 1), date(2024, 12, 31), date(2025, 2, 28), date(2025, 3, 1)]
    first, same, last, after = (
        build_registry(Scope(SCOPE.province, None, day), KNOWLEDGE) for day in days
    )

    assert same is first
    # On 1 March 2025 the departments of agriculture and of the environment became one.
    names = [registry.get("sởnôngnghiệp") for registry in (first, last, after)]
    assert [body and body.name for body in names] == [
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Nông nghiệp và Môi trường",
    ]


@settings(derandomize=True)
@given(st.integers(0, 10**9), st.integers(0, 2))
def test_a_number_formatted_the_vietnamese_way_parses_back(digits: int, places: int) -> None:
    value = digits / 10**places

    assert parse_numeral(format_numeral(value)) == value


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Giá trị dịch vụ tăng bình quân 4 năm khoảng 7,2%", [(7.2, "%")]),
        ("Tính chung 4 năm, tổng kim ngạch đạt gần 77 tỷ USD", [(77, "tỷ USD")]),
        ("Thời gian giải quyết bình quân 3 tháng", [(3, "tháng")]),
        ("Rút ngắn thời gian thực hiện 3 tháng, giảm chi phí 10%", [(3, "tháng"), (10, "%")]),
    ],
)
def test_years_over_which_something_is_counted_are_no_value(
    text: str, promised: list[tuple[float, str]], knowledge: Knowledge
) -> None:
    found = parse_paragraph(text, knowledge)

    assert [(m.quantity.value, m.unit or "%") for m in found] == promised


def test_a_sentence_whose_only_figure_stands_in_brackets_promises_nothing() -> None:
    assert parse_paragraph("Thu ngân sách vượt dự toán (tăng 5% so với năm trước).", load()) == []


def test_an_unresolved_name_is_said_once_with_its_first_place() -> None:
    document, knowledge = document_of("ha-noi-277"), load()
    cells = ["Phòng Lạ lùng; Sở Y tế", "Phòng Lạ Lùng", "Sở Y thế gioi"]
    first = [t for t in document.tasks if t.kind == "task"][: len(cells)]
    tasks = [
        t.model_copy(update={"lead_text": cell, "coordinating_text": None})
        for t, cell in zip(first, cells, strict=True)
    ]
    scope = Scope(knowledge.province("Hà Nội"))
    named = list(build_responsibilities(tasks, [], scope, knowledge))

    issues = list(find_value_issues(document.plan, tasks, [], named, [], knowledge))

    told = [i for i in issues if i.code == "agency_unresolved"]
    assert [(i.text, i.task_id) for i in told] == [
        ("Phòng Lạ lùng", tasks[0].task_id), ("Sở Y thế gioi", tasks[2].task_id)
    ]  # fmt: skip
    assert "2 places" in told[0].message
    assert not any("nearest" in i.message for i in told)
    assert sum(r.method == "unresolved" for r, _ in named) == 3


@pytest.mark.parametrize(
    ("printed", "cell", "value", "unit", "per"),
    [
        ("%", "85", 85, "%", None),
        ("%/năm", "7,5", 7.5, "%", "năm"),
        ("Điểm %", "0,5", 0.5, "điểm phần trăm", None),
        ("Triệu đồng/người/năm", "98", 98, "triệu đồng", "người/năm"),
        ("Tr.USD", "250", 250, "triệu USD", None),
        ("Nghìn tấn", "85,5", 85_500, "tấn", None),
        ("1.000 lượt khách", "120", 120_000, "lượt khách", None),
        ("Bác sĩ/vạn dân", "12", 12, "bác sĩ", "vạn dân"),
        ("Tuổi", "75,5", 75.5, "tuổi", None),
        ("USD", "5.400", 5400, "USD", None),
        ("%", "12 xã", 12, "xã", None),  # the cell says its own
        ("%; xã", "12", 12, None, None),  # which of two nobody knows
        ("", "12", 12, None, None),
    ],
)
def test_a_figure_is_in_the_unit_of_its_row(
    printed: str, cell: str, value: float, unit: str | None, per: str | None
) -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    row = task.model_copy(update={"year_texts": {2026: cell}, "extra": {"Đơn vị tính": printed}})

    [target] = build_targets([row], [], SCOPE, KNOWLEDGE)

    assert (target.value, target.unit, target.per) == (value, unit, per)
    assert target.kind == ("ratio" if unit == "%" else "quantity")


@pytest.mark.parametrize("count", ["4000000 ngày", "9000 năm", "99999999999999999999 tháng"])
def test_no_date_is_so_far_away(count: str, knowledge: Knowledge) -> None:
    timeline = parse_timeline(f"{count} kể từ ngày ban hành", date(2026, 1, 5), knowledge)

    assert (timeline.due_on, timeline.is_settled) == (None, False)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Vụ Xuân - Hè 2026", None),
        ("Trước Tết Nguyên đán năm 2026", None),
        ("Mùa khô 2026 - 2027", None),
        ("Giữa nhiệm kỳ (2028)", None),
        ("Đánh giá giữa kỳ năm 2028", None),
        ("Quý ba năm 2026", None),
        ("Tuần 1, 2 tháng 4/2026", None),
        ("Tuần 3 và tuần 4 tháng 4/2026", None),
        ("Tháng Thanh niên năm 2026", None),
        ("Dịp Tết Nguyên đán (tháng 02/2026)", date(2026, 2, 28)),
        ("Tổng kết nhiệm vụ năm 2026", date(2026, 12, 31)),
    ],
)
def test_a_season_of_a_year_does_not_end_with_the_year(
    text: str, due: date | None, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, date(2026, 1, 5), knowledge)

    assert (timeline.starts_on, timeline.due_on) == (None, due)
    assert timeline.is_settled == (due is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Trình trước 30/6/2026, ban hành trước 31/8/2026",
        "Hoàn thành trước ngày 30/6/2026, báo cáo trước 10/7/2026",
        "30/6/2026; 15/12/2026",
        "15/3/2026, 15/6/2026 và 15/9/2026",
        "05 ngày trước 30/6/2026",
        "Quý I, III/2026",
        "Tháng 6 và tháng 12/2026",
        "2026, 2028, 2030",
        "Sơ kết 6/2028, tổng kết 12/2030",
        "Đợt 1: tháng 3/2026, đợt 2: tháng 9/2026",
        "Từ năm 2026, sơ kết năm 2028",
        "Trình trong quý II, ban hành trong quý III/2026",
        "Đến hết quý II/2026 đạt 60%, đến hết năm đạt 80%",
        "Trước 30/6 và 31/12/2026",
        "2026/2027",
        "9 tháng đầu năm và năm 2026",
        "31/6/2026",
        "06.4/2026",
        "Tháng 02/20264/2026",  # cells printed over each other
    ],
)
def test_nothing_begins_on_the_first_of_two_deadlines(text: str, knowledge: Knowledge) -> None:
    timeline = parse_timeline(text, date(2026, 1, 5), knowledge)

    assert (timeline.starts_on, timeline.due_on, timeline.is_settled) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "starts", "due"),
    [
        ("2026 - 2027 và những năm tiếp theo", date(2026, 1, 1), None),
        ("Các năm 2026, 2027", date(2026, 1, 1), date(2027, 12, 31)),
        ("Tháng 4, tháng 5/2026", date(2026, 4, 1), date(2026, 5, 31)),
        ("Quý I/2026 và quý II/2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("Quý I - III/2026", date(2026, 1, 1), date(2026, 9, 30)),
        ("Từ quý I/2026, hoàn thành trước 30/11/2026", date(2026, 1, 1), date(2026, 11, 30)),
        ("Từ quý I/2026, hoàn thành trước quý IV/2026", date(2026, 1, 1), date(2026, 9, 30)),
        ("Trong quý II, trước ngày 25/6/2026", None, date(2026, 6, 25)),
        ("02 - 12/2026", date(2026, 2, 1), date(2026, 12, 31)),
    ],
)
def test_times_without_a_gap_are_one_stretch(
    text: str, starts: date | None, due: date | None, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, date(2026, 1, 5), knowledge)

    assert (timeline.starts_on, timeline.due_on) == (starts, due)


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("Quý IV, II hằng năm", "half_yearly"),
        ("Trước ngày 20 tháng 6 và ngày 20 tháng 12 hằng năm", "half_yearly"),
        ("Tháng 1, 4, 7, 10 hằng năm", "quarterly"),
        ("Trước ngày 15/3, 15/6, 15/9 và 15/12 hằng năm", "quarterly"),
        ("Quý I, II, III, IV hằng năm", "quarterly"),
        ("Tháng 3, tháng 6, tháng 12 hằng năm", "yearly"),
        ("Quý I, II hằng năm", "yearly"),
        ("Tháng 3 - 4 và tháng 9 - 10 hằng năm", "half_yearly"),
        ("Hằng năm (quý II, quý IV)", "half_yearly"),
        ("Hằng năm, trước ngày 15/6 và 15/12", "half_yearly"),
        ("Hằng năm (tháng 3, 6, 9, 12)", "quarterly"),
        ("Hằng năm (quý I, III, IV)", "yearly"),
    ],
)
def test_times_of_every_year_are_a_rhythm_where_they_stand_evenly(
    text: str, cadence: str, knowledge: Knowledge
) -> None:
    assert parse_timeline(text, None, knowledge).cadence == cadence


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ngay sau khi Đề án được phê duyệt, chậm nhất 30/6/2026", date(2026, 6, 30)),
        ("Khi có hướng dẫn, hoàn thành trước ngày 15/8/2026", date(2026, 8, 15)),
        ("Sau khi có hướng dẫn, chậm nhất sau 5 ngày", None),
    ],
)
def test_what_waits_may_be_due_on_a_day_in_any_case(
    text: str, due: date | None, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, date(2026, 1, 5), knowledge)

    assert (timeline.due_on, timeline.condition_text) == (due, text)


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("01 lần/năm", "yearly"),
        ("4 lần/năm", "quarterly"),
        ("1 tháng/lần", "monthly"),
        ("Mỗi năm 02 lần", "half_yearly"),
        ("1 lần/6 tháng", "half_yearly"),
        ("03 lần/năm", None),
        ("Mỗi năm 03 lần", None),
        ("Ba lần mỗi năm", None),
        ("Hai lần mỗi năm", "half_yearly"),
        ("Mỗi 6 tháng", "half_yearly"),
        ("02 năm một lần", None),
        ("Hai năm một lần", None),
    ],
)
def test_three_times_a_year_is_no_rhythm_that_has_a_name(
    text: str, cadence: str | None, knowledge: Knowledge
) -> None:
    assert parse_timeline(text, None, knowledge).cadence == cadence


@pytest.mark.parametrize(
    ("text", "starts", "due", "cadence"),
    [
        ("Thực hiện theo Nghị quyết số 12/2024/NQ-HĐND", None, None, None),
        (
            "Thực hiện Công văn số 123/SYT-NV ngày 5/6/2025, hoàn thành trước ngày 30/9/2025",
            None,
            date(2025, 9, 30),
            None,
        ),
        (
            "Thường xuyên từ tháng 6/2024, đúng Nghị định số 26/2020/NĐ-TTg ngày 28/02/2020",
            date(2024, 6, 1),
            None,
            "continuous",
        ),
        (
            "Đã khắc phục xong từ tháng 6/2024; giao Văn phòng tham mưu",
            None,
            date(2024, 6, 30),
            None,
        ),
        ("Đã thực hiện từ tháng 6/2024", date(2024, 6, 1), None, None),
        ("Hoàn thành từ tháng 6 đến tháng 9/2024", date(2024, 6, 1), date(2024, 9, 30), None),
    ],
)
def test_acts_and_what_is_finished_are_no_beginning(
    text: str, starts: date | None, due: date | None, cadence: str | None, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, date(2024, 1, 5), knowledge)

    assert (timeline.starts_on, timeline.due_on, timeline.cadence) == (starts, due, cadence)


@pytest.mark.parametrize(
    "text", ["Thường xuyên, báo cáo trước 15/11 hằng năm", "Thường xuyên; gửi báo cáo hằng quý"]
)
def test_when_a_report_is_due_is_not_the_rhythm_of_what_goes_on(
    text: str, knowledge: Knowledge
) -> None:
    timeline = parse_timeline(text, None, knowledge)

    assert (timeline.cadence, timeline.is_settled) == ("continuous", True)


@pytest.mark.parametrize(
    ("cell", "leads", "helps"),
    [
        ("Sở Y tế (chủ trì); Sở Nội vụ (phối hợp)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế chủ trì, phối hợp Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (CT), Sở Nội vụ (PH)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (chủ trì), Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế (chủ trì); Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], []),
        (
            "Sở Y tế (chủ trì); Sở Nội vụ; Công an tỉnh (phối hợp)",
            ["Sở Y tế"],
            ["Sở Nội vụ", "Công an tỉnh"],
        ),
        ("Sở Y tế, Sở Nội vụ (cùng chủ trì)", ["Sở Y tế", "Sở Nội vụ"], []),
        ("VNPT Vĩnh Long, Viettel Vĩnh Long phối hợp", ["VNPT Vĩnh Long", "Viettel Vĩnh Long"], []),
        ("Sở Nội vụ phối hợp", ["Sở Nội vụ"], []),  # somebody leads in a column of leads
    ],
)
def test_a_role_may_stand_behind_those_who_have_it(
    cell: str, leads: list[str], helps: list[str], knowledge: Knowledge
) -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    row = task.model_copy(update={"lead_text": cell, "coordinating_text": None})

    records = [record for record, _ in build_responsibilities([row], [], SCOPE, knowledge)]

    assert [r.agency_name for r in records if r.role == "lead"] == leads
    assert [r.agency_name for r in records if r.role == "coordinating"] == helps


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("UBND các huyện: Long Hồ, Mang Thít", True),
        ("UBND các xã, phường: Tân Hội, Trường An", True),
        ("UBND các huyện, thị xã Bình Minh, thành phố Vĩnh Long", False),
        ("UBND các xã biên giới", False),
    ],
)
def test_bodies_that_are_named_behind_their_collective_are_told(
    cell: str, told: bool, knowledge: Knowledge
) -> None:
    document = document_of("tien-giang-394")
    task = next(t for t in document.tasks if t.kind == "task")
    row = task.model_copy(update={"lead_text": cell, "coordinating_text": None})
    named = list(build_responsibilities([row], [], SCOPE, knowledge))

    issues = find_value_issues(document.plan, [row], [], named, [], knowledge)

    assert ("members_named" in [issue.code for issue in issues]) == told


@pytest.mark.parametrize(
    ("lead", "helps", "doubtful"),
    [
        ("Sở Y tế, Sở Nội vụ phối hợp", "", ["lead_text"]),
        ("Sở Y tế", "Chủ trì: Sở Nội vụ", ["coordinating_text"]),
        ("Sở Y tế chủ trì, Sở Nội vụ phối hợp", "", []),
        ("Sở Y tế", "Công an tỉnh phối hợp", []),
    ],
)
def test_a_cell_that_gives_nobody_the_role_of_its_column_is_doubted(
    lead: str, helps: str, doubtful: list[str], knowledge: Knowledge
) -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    row = task.model_copy(update={"lead_text": lead, "coordinating_text": helps})

    issues = find_doubtful_roles([row], knowledge)

    assert [(i.code, i.field) for i in issues] == [("role_doubtful", each) for each in doubtful]


def test_a_total_in_pieces_is_no_rate(knowledge: Knowledge) -> None:
    texts = ("103/10 3", "45/48", "8/10 tiêu chí", "45/100.000 trẻ")
    values = [parse_cell(text, knowledge, lambda _: None) for text in texts]

    assert [(v.kind, v.value, v.per, v.of_what) for [v] in values] == [
        ("text", None, None, None),
        ("quantity", 45, None, "48"),
        ("quantity", 8, None, "10 tiêu chí"),
        ("quantity", 45, "100.000 trẻ", None),
    ]


@pytest.mark.parametrize(
    "text", ["10 0%", "≥ 9 5%", "12 5", "12 500", "99, 5%", "4 5/48", "1.25 0", "2/3 số xã"]
)
def test_figures_in_pieces_are_no_value(text: str, knowledge: Knowledge) -> None:
    [value] = parse_cell(text, knowledge, lambda _: None, 2026)

    assert (value.kind, value.value, value.value_text) == ("text", None, text)


@pytest.mark.parametrize(("text", "count"), [("Dự báo, bao gồm:", 1), ("Tổng cộng", 0)])
def test_what_comes_of_a_group_is_promised_and_a_sum_is_not(
    text: str, count: int, knowledge: Knowledge
) -> None:
    [task, *_] = document_of("tien-giang-394").tasks
    row = task.model_copy(update={"kind": "group", "text": text, "deliverable_text": "03 mô hình"})

    values = [(target.value, target.unit) for target in build_targets([row], [], SCOPE, knowledge)]

    assert values == [(3, "mô hình")] * count


@pytest.mark.parametrize(
    ("titles", "year", "due"),
    [
        (["Năm 2027"], 2027, 2027),
        (["Nhiệm vụ năm 2027", "Về hạ tầng"], 2027, 2027),
        (["Đến năm 2030"], 2026, 2030),
        (["Thực hiện Nghị quyết năm 2024"], 2026, None),
    ],
)
def test_the_year_of_a_group_is_that_of_its_rows(
    titles: list[str], year: int, due: int | None, knowledge: Knowledge
) -> None:
    document = document_of("tien-giang-394")
    plan = document.plan.model_copy(update={"period_start": 2026, "period_end": 2026})
    task = next(t for t in document.tasks if t.kind == "task")
    row = task.model_copy(
        update={"annex_title": "Danh mục", "section_titles": titles, "kind": "indicator"}
    ).model_copy(update={"text": "Số xã đạt chuẩn", "extra": {"Mục tiêu": "45 xã"}})

    assert year_of(row, plan, knowledge) == year
    assert [t.year for t in build_targets([row], [], SCOPE, knowledge)] == [due]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nâng tỷ lệ hộ dùng nước sạch từ 65% lên 75%.", [("=", None, 75, None, None)]),
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống còn 2%.", [("=", None, 2, None, None)]),
        ("Giảm tỷ lệ hộ nghèo từ 5% đến 3%.", [("=", None, 3, None, None)]),
        ("Giảm tỷ lệ hộ nghèo từ 5% đến dưới 3%.", [("<", None, 3, None, None)]),
        ("Tăng từ 5% đến 7%/năm so với trước.", [("=", "increase", 5, "năm", None)]),
        ("Tăng thu ngân sách tối thiểu 10% so với dự toán.", [(">=", "increase", 10, None, None)]),
        ("Rút ngắn ít nhất 30% thời gian giải quyết.", [(">=", "decrease", 30, None, None)]),
        ("Có từ 90% đảng viên trở lên hoàn thành tốt.", [(">=", None, 90, None, None)]),
        ("Trên 90% đảng viên hoàn thành tốt nhiệm vụ trở lên.", [(">", None, 90, None, None)]),
        ("Chi cho khoa học tối thiểu đạt 3% ngân sách.", [(">=", None, 3, None, None)]),
        ("Mỗi xã ít nhất phải có 02 mô hình.", [(">=", None, 2, None, None)]),
        ("Tỷ lệ hộ nghèo tối đa là 5%.", [("<=", None, 5, None, None)]),
        ("Các chỉ tiêu nêu trên đạt 80%.", [("=", None, 80, None, None)]),
        ("Sai số không được vượt quá 5%.", [("<=", None, 5, None, None)]),
        ("Tổng vốn đầu tư 5 năm đạt 75.000 tỷ đồng.", [("=", None, 75000, None, None)]),
        ("Giá trị trên 1 ha đất đạt 120 triệu đồng.", [("=", None, 120, None, None)]),
        ("Hỗ trợ từ 3 đến 5 hợp tác xã mỗi năm.", [("=", None, 3, "năm", None)]),
        ("Mỗi năm, tạo việc làm cho 5.000 lao động.", [("=", None, 5000, "năm", None)]),
        ("Phấn đấu mỗi năm giảm 1,5% hộ nghèo.", [("=", "decrease", 1.5, "năm", None)]),
        ("Đạt 45 máy tính/100 học sinh.", [("=", None, 45, "100 học sinh", None)]),
        (
            "Tử vong mẹ giảm còn 40/100.000 trẻ đẻ sống.",
            [("=", None, 40, "100.000 trẻ đẻ sống", None)],
        ),
        ("Tỷ lệ mắc lao dưới 131/100.000 dân.", [("<", None, 131, "100.000 dân", None)]),
        ("Mỗi xã đạt 8/10 tiêu chí.", [("=", None, 8, None, None)]),
        (
            "Nâng tỷ lệ lao động có bằng từ 28% năm 2025 lên 35% năm 2030.",
            [("=", None, 35, None, 2030)],
        ),
        (
            "Nâng tỷ lệ hài lòng từ 85% (năm 2025) lên 90% (năm 2027).",
            [("=", None, 90, None, 2027)],
        ),
        (
            "Năm 2026 trồng 500 ha, năm 2027 trồng 700 ha rừng.",
            [("=", None, 500, None, 2026), ("=", None, 700, None, 2027)],
        ),
        (
            "Mỗi năm trồng 500 ha, đến năm 2030 đạt 5.000 ha.",
            [("=", None, 500, "năm", None), ("=", None, 5000, None, 2030)],
        ),
        (
            "Tỷ lệ đạt 85% năm 2026, 90% năm 2028.",
            [("=", None, 85, None, 2026), ("=", None, 90, None, 2028)],
        ),
        (
            "Năm 2026: 60% hộ dân; năm 2030: 95% hộ dân có nước sạch.",
            [("=", None, 60, None, 2026), ("=", None, 95, None, 2030)],
        ),
        (
            "Xây dựng 5 nhà máy, trồng 500 ha rừng mỗi năm.",
            [("=", None, 5, None, None), ("=", None, 500, "năm", None)],
        ),
        (
            "Đạt tối thiểu 80% hồ sơ vào năm 2026 và 90% vào năm 2028.",
            [(">=", None, 80, None, 2026), ("=", None, 90, None, 2028)],
        ),
        ("Hằng năm, 100% trẻ em được tiêm chủng.", [("=", None, 100, None, None)]),
        ("Có trên 2/3 số xã đạt chuẩn.", []),
        ("Khoảng 2/3 dân số được quản lý sức khỏe.", []),
        (
            "Giai đoạn 2026-2028 đạt 50%, giai đoạn 2029-2030 đạt 80% số xã.",
            [("=", None, 50, None, 2028), ("=", None, 80, None, 2030)],
        ),
        ("Từ năm 2026, mỗi năm tăng 5% số hợp tác xã.", [("=", "increase", 5, "năm", None)]),
        (
            "Trồng 100 ha rừng; chăm sóc 50 ha trong năm 2026.",
            [("=", None, 100, None, None), ("=", None, 50, None, 2026)],
        ),
        (
            "Tăng năng suất lao động 7%/năm, giảm chi phí vận tải xuống 15% GDP.",
            [("=", "increase", 7, "năm", None), ("=", None, 15, None, None)],
        ),
        (
            "Thu nhập đạt 200 triệu đồng, cao hơn 1,2 lần bình quân cả nước.",
            [("=", None, 200, None, None), ("=", "increase", 1.2, None, None)],
        ),
        ("Có 2/3 xã đạt chuẩn.", [("=", None, 2, None, None)]),
        ("Giảm ít nhất 2 điểm phần trăm tỷ lệ hộ nghèo.", [(">=", "decrease", 2, None, None)]),
        ("Tăng 5% tỷ lệ hồ sơ trực tuyến.", [("=", "increase", 5, None, None)]),
        ("Thu hút 3 tỷ lượt truy cập.", [("=", None, 3_000_000_000, None, None)]),
        (
            "Tăng thu nhập bình quân từ 60 triệu đồng/người/năm lên 75 triệu đồng/người/năm.",
            [("=", None, 75, "người/năm", None)],
        ),
        (
            "Đến năm 2026 đạt 60%, năm 2028 đạt 80% hộ dân có nước sạch.",
            [("=", None, 60, None, 2026), ("=", None, 80, None, 2028)],
        ),
        (
            "Giảm cường độ phát thải: Đến năm 2030 giảm ít nhất 15% so với năm 2014; "
            "đến năm 2050 giảm ít nhất 30% so với năm 2014.",
            [(">=", "decrease", 15, None, 2030), (">=", "decrease", 30, None, 2050)],
        ),
        (
            "Mục tiêu 1: Đến năm 2030 đạt 75% cơ quan có lãnh đạo là nữ.",
            [("=", None, 75, None, 2030)],
        ),
        (
            "Số giờ nội trợ còn 1,7 lần so với nam giới vào năm 2026 và 1,4 lần vào năm 2030.",
            [("=", None, 1.7, None, 2026), ("=", None, 1.4, None, 2030)],
        ),
        (
            "Đến năm 2026 và 2030, tỷ lệ hộ dùng nước sạch đạt lần lượt 50% và 80%.",
            [("=", None, 50, None, 2026), ("=", None, 80, None, 2030)],
        ),
        (
            "Tỷ lệ hộ dùng nước sạch lần lượt đạt 50%, 80% vào năm 2026 và năm 2030.",
            [("=", None, 50, None, 2026), ("=", None, 80, None, 2030)],
        ),
        ("Trong các năm 2026, 2027, trồng 500 ha rừng.", [("=", None, 500, None, None)]),
        (
            "Giảm 50% số vụ vi phạm; không quá 3 vụ/năm.",
            [("=", "decrease", 50, None, None), ("<=", None, 3, "năm", None)],
        ),
        (
            "Giảm 50% số vụ; 30% số người chết.",
            [("=", "decrease", 50, None, None), ("=", "decrease", 30, None, None)],
        ),
        (
            "Tỷ lệ tham gia bảo hiểm đạt trên 95% vào năm 2026 và bao phủ toàn dân vào năm 2030.",
            [(">", None, 95, None, 2026)],
        ),
        (
            "Chỉ số PAR tăng ít nhất 02 bậc so với năm 2025, đạt từ 90 điểm trở lên.",
            [(">=", "increase", 2, None, None), (">=", None, 90, None, None)],
        ),
        ("Thu nhập cao hơn 10% so với bình quân chung.", [("=", "increase", 10, None, None)]),
        ("Chi phí không cao hơn 5% so với năm 2025.", [("<=", None, 5, None, None)]),
        ("Tỷ lệ hộ dùng nước sạch tối thiểu: 70%.", [(">=", None, 70, None, None)]),
        ("Có 1.250/2.000 hộ dùng nước sạch.", [("=", None, 1250, None, None)]),
        (
            "Tử vong trẻ em 10/1.000 trẻ đẻ sống.",
            [("=", None, 10, "1.000 trẻ đẻ sống", None)],
        ),
    ],
)
def test_sentences_say_what_is_promised_and_what_is_not(
    text: str, expected: list[tuple[object, ...]], knowledge: Knowledge
) -> None:
    values = parse_sentence_values(text, knowledge)

    assert [(v.comparator, v.change, v.value, v.per, v.year) for v in values] == expected
    assert all(v.indicator for v in values)


@pytest.mark.parametrize("unit", ["Triệu đồng/ người/ năm", "triệu đồng /người/năm"])
@pytest.mark.parametrize("cell", ["95", "95 triệu đồng", "95/năm"])
def test_a_row_hands_down_the_rate_of_its_unit(cell: str, unit: str, knowledge: Knowledge) -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    row = task.model_copy(update={"year_texts": {2026: cell}, "extra": {"ĐVT": unit}})

    [target] = build_targets([row], [], SCOPE, knowledge)

    assert (target.value, target.unit, target.per) == (95, "triệu đồng", "người/năm")


@pytest.mark.parametrize(
    ("titles", "timeline", "due"),
    [
        (["THÁNG 01"], None, date(2026, 1, 31)),
        (["Nhiệm vụ quý II/2026", "Sở Y tế"], "", date(2026, 6, 30)),
        (["Quý II", "Tháng 5"], None, date(2026, 5, 31)),
        (["THÁNG 01"], "15/02/2026", date(2026, 2, 15)),
        (["Báo cáo tháng 01"], None, None),
        (["Năm 2026"], None, None),
    ],
)
def test_a_task_below_a_month_is_due_in_it(
    titles: list[str], timeline: str | None, due: date | None, knowledge: Knowledge
) -> None:
    document = document_of("tien-giang-394")
    update = {"period_start": 2026, "period_end": 2026, "issued_on": date(2026, 1, 3)}
    plan = document.plan.model_copy(update=update)
    task = next(t for t in document.tasks if t.kind == "task")
    cells: dict[str, object] = {
        "timeline_text": timeline,
        "section_titles": titles,
        "annex_title": None,
        "extra": {},
    }

    [meant] = with_marked_times([task.model_copy(update=cells)], knowledge)

    assert time_of(meant, plan, knowledge).due_on == due


def test_a_unit_as_above_is_that_of_the_row_above() -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    rows = [
        task.model_copy(update={"year_texts": {2026: cell}, "extra": {"ĐVT": unit}})
        for cell, unit in [("9", '"'), ("60", "Xã"), ("12", '"'), ("35", "-nt-")]
    ]

    targets = list(build_targets(rows, [], SCOPE, KNOWLEDGE))

    assert [t.unit for t in targets] == [None, "xã", "xã", "xã"]


def test_a_legal_basis_as_above_cites_the_act_above() -> None:
    task = next(t for t in document_of("tien-giang-394").tasks if t.kind == "task")
    rows = [
        task.model_copy(update={"text": "Rà soát", "legal_basis_text": cell})
        for cell in ("Quyết định số 411/QĐ-TTg ngày 31/3/2022", "-nt-")
    ]

    cited = list(build_citations([], rows, [], SCOPE, KNOWLEDGE))

    assert [c.document_number for c in cited] == ["411/QĐ-TTg"] * 2


def test_a_value_in_brackets_takes_its_unit_without_them(knowledge: Knowledge) -> None:
    values = [parse_cell(text, knowledge, lambda _: None) for text in ("(≥ 1.250)", "(≥ 20 ha)")]

    assert [(v.comparator, v.value, v.unit) for [v] in values] == [
        (">=", 1250, None),
        (">=", 20, "ha"),
    ]


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        (
            "Tỷ lệ lao động qua đào tạo đạt 75%, trong đó có bằng cấp, chứng chỉ từ 35 - 40%.",
            ["Tỷ lệ lao động qua đào tạo", "có bằng cấp, chứng chỉ"],
        ),
        (
            "Trên 98% hồ sơ đúng hạn và trước hạn, tỷ lệ số hóa đạt tối thiểu 80%.",
            ["hồ sơ đúng hạn và trước hạn", "tỷ lệ số hóa"],
        ),
        (
            "Xóa 1.250 nhà tạm, nhà dột nát trước 31/12/2026.",
            ["Xóa nhà tạm, nhà dột nát trước 31/12/2026"],
        ),
    ],
)
def test_a_value_measures_what_its_own_clause_names(
    sentence: str, indicators: list[str], knowledge: Knowledge
) -> None:
    values = parse_sentence_values(sentence, knowledge)

    assert [value.indicator for value in values] == indicators
    assert [value.unit for value in values if value.kind == "quantity"] in (
        [],
        ["nhà tạm, nhà dột nát"],
    )


@pytest.mark.parametrize("text", ["từ 70% đến dưới 80%", "70 - <80%", "đạt 70% đến 80%"])
def test_a_range_may_leave_out_its_end(text: str, knowledge: Knowledge) -> None:
    [in_cell] = parse_cell(text, knowledge, lambda _: None)
    [in_prose] = parse_sentence_values(f"Tỷ lệ hài lòng {text}.", knowledge)

    for value in (in_cell, in_prose):
        assert (value.comparator, value.value, value.value_max, value.unit) == ("=", 70, 80, "%")


def test_a_part_of_thousands_is_one_of_them(knowledge: Knowledge) -> None:
    texts = ("1.250/1.300 hộ", "75/110 xã", "5/1.000 trẻ đẻ sống")
    [[of_all], [small], [rate]] = [parse_cell(t, knowledge, lambda _: None) for t in texts]

    assert (of_all.value, of_all.of_what) == (1250, "1.300 hộ")
    assert (small.value, small.of_what) == (75, "110 xã")
    assert (rate.value, rate.of_what) == (5, None)


@pytest.mark.parametrize(
    ("sentence", "promises"),
    [
        (
            "Tạo việc làm cho 5,9 triệu lao động (kế hoạch là 7,5 triệu lao động); tỷ lệ hộ nghèo "
            "đến năm 2004 giảm xuống còn 8,3% (kế hoạch đến năm 2005 là 10%).",
            [(5_900_000, None), (8.3, 2004)],
        ),
        (
            "Đến năm 2025, 80% xã đạt chuẩn; 50% huyện đạt chuẩn vào cuối năm 2026.",
            [(80, 2025), (50, 2026)],
        ),
        ("80% xã đạt chuẩn, 50% huyện đạt chuẩn vào cuối năm 2026.", [(80, 2026), (50, 2026)]),
    ],
)
def test_a_clause_of_its_own_may_have_a_year_of_its_own(
    sentence: str, promises: list[tuple[float, int | None]]
) -> None:
    found = parse_paragraph(sentence, KNOWLEDGE)

    assert [(m.quantity.value, m.year) for m in found] == promises


def test_hundreds_of_figures_are_no_number(knowledge: Knowledge) -> None:
    """JSON has no number for what is too large for one."""
    assert find_quantities(f"đạt {'9' * 400} sản phẩm", knowledge) == []
    assert [q.value for q in find_quantities(f"đạt {'9' * 20} sản phẩm", knowledge)] == [1e20]
