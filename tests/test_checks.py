"""What values of a document say against each other."""

from datetime import date

import pytest

from conftest import document_of
from planparse.knowledge import Knowledge
from planparse.normalize.checks import find_value_issues
from planparse.schema.records import Target
from planparse.schema.vocabulary import RowKind


def codes(targets: list[Target], knowledge: Knowledge) -> list[str]:
    document = document_of("vinh-long-742")
    issues = find_value_issues(document.plan, document.tasks, [], [], targets, knowledge)
    return [issue.code for issue in issues]


@pytest.fixture
def share() -> Target:
    targets = document_of("vinh-long-742").targets
    return next(t for t in targets if t.task_id and t.unit == "%" and t.year and not t.change)


@pytest.mark.parametrize(
    ("value", "unit", "too_large"),
    [(100, "%", False), (101, "%", True), (150, "‰", False), (1000, "‰", False), (1001, "‰", True)],
)
def test_a_share_is_held_against_its_whole(
    share: Target, knowledge: Knowledge, value: float, unit: str, too_large: bool
) -> None:
    target = share.model_copy(update={"value": value, "unit": unit})

    assert ("share_over_100" in codes([target], knowledge)) == too_large


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("12,500 tỷ đồng", True), ("12,5 tỷ đồng", False), ("1,250%", False), ("1,250,000", False)],
)
def test_a_comma_that_may_part_thousands_is_doubted(
    share: Target, knowledge: Knowledge, text: str, doubtful: bool
) -> None:
    target = share.model_copy(update={"value_text": text, "value": 12.5})

    assert ("comma_doubtful" in codes([target], knowledge)) == doubtful


@pytest.mark.parametrize(("values", "falls"), [((70, 80, 90), False), ((90, 80, 95), True)])
def test_values_fall_over_the_years_and_not_over_the_columns(
    share: Target, knowledge: Knowledge, values: tuple[float, ...], falls: bool
) -> None:
    common = {"comparator": "=", "indicator": "Tỷ lệ hồ sơ", "position": 1, "value_max": None}
    row = [
        share.model_copy(update={**common, "year": year, "value": value})
        for year, value in zip((2023, 2024, 2025), values, strict=True)
    ]

    assert ("target_falls" in codes(row, knowledge)) == falls
    assert ("target_falls" in codes(row[::-1], knowledge)) == falls
    row[-1] = row[-1].model_copy(update={"value": 5, "comparator": "<"})
    assert "target_falls" not in codes(row, knowledge)


@pytest.mark.parametrize(
    ("other", "conflicts"),
    [
        ({"value": 60}, True),
        ({"value": 45, "kind": "quantity", "unit": "xã"}, False),
        ({"value": 45, "kind": "quantity", "unit": None}, True),
        ({"value": 45, "kind": "quantity", "unit": "đơn vị"}, True),
        ({"value": 5, "change": "increase"}, False),
    ],
)
def test_only_values_of_one_kind_are_in_conflict(
    share: Target, knowledge: Knowledge, other: dict[str, object], conflicts: bool
) -> None:
    first = share.model_copy(update={"value": 70, "position": 1, "scope_text": None})
    count = first.model_copy(update={"value": 12, "kind": "quantity", "unit": "đơn vị"})
    second = first.model_copy(update=other)

    assert ("target_conflict" in codes([count, first, second], knowledge)) == conflicts


@pytest.mark.parametrize(
    ("kind", "group", "repeated"),
    [("indicator", "II", False), ("indicator", "I", True), ("task", "II", True)],
)
def test_an_indicator_may_stand_in_two_groups(
    knowledge: Knowledge, kind: RowKind, group: str, repeated: bool
) -> None:
    document = document_of("vinh-long-742")
    first = document.tasks[1].model_copy(update={"kind": kind, "section_path": ["I"]})
    tasks = [first, first.model_copy(update={"section_path": [group]})]
    issues = find_value_issues(document.plan, tasks, [], [], [], knowledge)

    assert ("row_repeated" in [issue.code for issue in issues]) == repeated


@pytest.mark.parametrize(
    ("title", "outside"),
    [
        ("Phát triển du lịch giai đoạn 2022 - 2025, định hướng đến năm 2030", False),
        ("Phát triển du lịch giai đoạn 2022 - 2025", True),
    ],
)
def test_what_a_title_looks_forward_to_is_not_outside(
    knowledge: Knowledge, title: str, outside: bool
) -> None:
    document = document_of("vinh-long-742")
    years = {"title": title, "promulgates_title": None, "period_start": 2022, "period_end": 2025}
    plan = document.plan.model_copy(update=years)
    late = {"starts_on": date(2026, 1, 1), "due_on": date(2030, 12, 31)}
    task = document.tasks[1].model_copy(update=late)
    issues = find_value_issues(plan, [task], [], [], [], knowledge)

    assert ("due_outside_period" in [issue.code for issue in issues]) == outside
