"""The records of the shipped plans against golden files; a missing golden file fails."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import GOLDEN, PLANS, document_of

KEYS = {
    "sections": "section_id",
    "tasks": "task_id",
    "targets": "target_id",
    "annexes": "annex",
}


def test_the_update_switch_is_off_in_ci(request: pytest.FixtureRequest) -> None:
    import os

    assert not (os.environ.get("CI") and request.config.getoption("--golden-update"))


@pytest.mark.parametrize("plan", PLANS)
def test_records_are_golden(plan: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / plan / "records.json"
    found = json.loads(document_of(plan).model_dump_json())
    if request.config.getoption("--golden-update"):
        text = json.dumps(found, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    if not path.exists():
        pytest.fail(f"{path} is missing: read the output, then run pytest --golden-update")
    golden = json.loads(path.read_text(encoding="utf-8"))

    assert found == golden, "\n" + "\n".join(changes(golden, found))


def changes(golden: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """What differs, one line per record and field."""
    for table in golden:
        if isinstance(golden[table], dict):
            yield from _fields(table, golden[table], found[table])
            continue
        old = _by_key(table, golden[table])
        new = _by_key(table, found[table])
        yield from (f"- {key}" for key in old if key not in new)
        yield from (f"+ {key}" for key in new if key not in old)
        for key in old.keys() & new.keys():
            yield from _fields(key, old[key], new[key])


def _by_key(table: str, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(row.get(KEYS.get(table, ""), f"{table}[{i}]")): row for i, row in enumerate(rows)}


def _fields(key: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name in old:
        if old[name] != new.get(name):
            yield f"~ {key} {name}: {old[name]!r} → {new.get(name)!r}"


def test_changes_are_told_by_record_and_field() -> None:
    old = {"plan": {"title": "A"}, "tasks": [{"task_id": "x/1", "text": "a"}, {"task_id": "x/2"}]}
    new = {"plan": {"title": "B"}, "tasks": [{"task_id": "x/1", "text": "b"}, {"task_id": "x/3"}]}

    assert list(changes(old, new)) == [
        "~ plan title: 'A' → 'B'",
        "- x/2",
        "+ x/3",
        "~ x/1 text: 'a' → 'b'",
    ]
