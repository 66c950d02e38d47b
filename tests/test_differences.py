"""What `diff` says of two outputs: the row and the cell, and nothing where nothing changed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planparse
from conftest import GOLDEN
from drawing import Sheet
from planparse.differences import Difference, find_differences, to_lines
from planparse.errors import ExitCode, UnreadableError
from planparse.schema.keys import KEYS, REFERENCES
from planparse.schema.records import TABLES

ROWS = [[str(n), f"Việc thứ {n}", "Sở Y tế", f"Quý {n}"] for n in range(1, 5)]
PLAN = Path("json/plan.json")
Json = dict[str, Any]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.head()
    heads = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    sheet.table([60, 90, 270, 370, 550], [300 + 20 * n for n in range(6)], [heads, *ROWS])
    document = planparse.extract(sheet.save(tmp_path / "plan.pdf"))
    folder = tmp_path / "old"
    (folder / "json").mkdir(parents=True)
    (folder / PLAN).write_text(document.model_dump_json(), encoding="utf-8")
    return folder


def changed(old: Path, change: Callable[[Json], object]) -> Path:
    document = json.loads((old / PLAN).read_text(encoding="utf-8"))
    change(document)
    new = old.with_name("new")
    (new / "json").mkdir(parents=True, exist_ok=True)
    (new / PLAN).write_text(json.dumps(document), encoding="utf-8")
    return new


def told(differences: list[Difference]) -> list[tuple[str, str, str | None, object, object]]:
    return [(d.table, d.change, d.field, d.old, d.new) for d in differences]


def test_a_cell_that_changed_is_named_by_its_row_and_column(old: Path) -> None:
    def change(document: Json) -> None:
        document["tasks"][2]["lead_text"] = "Sở Nội vụ"
        document["tasks"][2]["extra"] = {"Ghi chú": "mới"}
        document["plan"]["signer_name"] = "Nguyễn Văn Ba"

    found = list(find_differences(old, changed(old, change)))

    assert told(found) == [
        ("plans", "changed", "signer_name", None, "Nguyễn Văn Ba"),
        ("tasks", "changed", "lead_text", "Sở Y tế", "Sở Nội vụ"),
        ("tasks", "changed", "extra.Ghi chú", None, "mới"),
    ]
    assert found[1].number == "3"
    assert found[1].row.endswith("/a/3")
    lines = list(to_lines(found))
    assert lines[2:5] == [
        f"tasks {found[1].row} (number 3): lead_text",
        "  - Sở Y tế",
        "  + Sở Nội vụ",
    ]


def test_of_long_texts_and_lists_only_what_differs_is_shown() -> None:
    def change(field: str, old: object, new: object) -> Difference:
        return Difference("plan", "sections", "plan/s1", None, "changed", field, old, new)

    text = change("text", "Một\nHai\nBa", "Một\nHai b\nBa")
    listed = change("recipients", ["- Bộ A;", "- Lưu: VT."], ["- Lưu: VT."])
    cells = change("cells", ["I", "", "Máy chủ"], ["I", "Máy chủ", ""])

    assert list(to_lines([text, listed, cells])) == [
        "sections plan/s1: text", "  - Hai", "  + Hai b",
        "sections plan/s1: recipients", "  - - Bộ A;",
        "sections plan/s1: cells", "  - 2: ", "  - 3: Máy chủ", "  + 2: Máy chủ", "  + 3: ",
    ]  # fmt: skip


def test_rows_behind_one_that_is_gone_have_only_moved(old: Path) -> None:
    """Their positions are other ones; what they say is the same, but for one cell."""

    def change(document: Json) -> None:
        tasks = document["tasks"]
        del tasks[0]
        for place, task in enumerate(tasks, 1):
            task["position"], task["task_id"] = place, task["task_id"][:-1] + str(place)
        tasks[-1]["timeline_text"] = "Quý III"

    found = [d for d in find_differences(old, changed(old, change)) if d.table == "tasks"]

    assert [(d.change, d.number, d.field) for d in found] == [
        ("removed", "1", None),
        ("moved", "2", None),
        ("moved", "3", None),
        ("changed", "4", "timeline_text"),
    ]
    assert [(d.old[-2:], d.new[-2:]) for d in found[1:3]] == [("/2", "/1"), ("/3", "/2")]
    assert f"tasks: 2 rows have another key, from {found[1].old} on" in to_lines(found)


def test_of_more_rows_than_before_those_of_the_same_key_are_compared(old: Path) -> None:
    """A row that changed, and a new one behind it."""

    def change(document: Json) -> None:
        last = document["tasks"][-1]
        document["tasks"].append({**last, "task_id": last["task_id"] + "0", "text": "Việc mới"})
        last["text"] = "Việc khác"

    found = [d for d in find_differences(old, changed(old, change)) if d.table == "tasks"]

    assert [(d.change, d.field) for d in found] == [("changed", "text"), ("added", None)]
    assert found[1].new["text"] == "Việc mới"


def test_rows_that_all_say_the_same_are_compared_too(old: Path) -> None:
    """A long plan gives thousands of equal rows: each agency with each task."""

    def repeat(document: Json) -> None:
        row = document["responsibilities"][0]
        document["responsibilities"] = [row | {"task_id": f"plan/a/{n}"} for n in range(3000)]

    def amend(document: Json) -> None:
        for row in document["responsibilities"][::500]:
            row["score"] = 80.0

    before = changed(old, repeat).rename(old.with_name("before"))
    amended = list(find_differences(before, changed(before, amend)))
    shorter = changed(before, lambda document: document["responsibilities"].pop(1500))
    [found] = [each for each in find_differences(before, shorter) if each.change != "moved"]

    assert [(d.change, d.field, d.new) for d in amended] == [("changed", "score", 80.0)] * 6
    assert (found.table, found.change) == ("responsibilities", "removed")


def test_a_plan_that_one_side_alone_has(old: Path) -> None:
    new = changed(old, lambda document: document)
    (new / PLAN).rename(new / "json/other.json")

    assert [(d.table, d.change, d.row) for d in find_differences(old, new)] == [
        ("plans", "added", "other"),
        ("plans", "removed", "plan"),
    ]


def test_a_file_is_compared_with_its_plan_in_a_folder(old: Path) -> None:
    new = changed(old, lambda document: document["tasks"][1].update(lead_text="Sở Nội vụ"))
    shutil.copy(new / PLAN, new / "json/other.json")

    assert [d.field for d in find_differences(old / PLAN, new)] == ["lead_text"]
    assert [d.field for d in find_differences(new, old / PLAN)] == ["lead_text"]
    with pytest.raises(UnreadableError, match=r"holds no other\.json"):
        list(find_differences(new / "json/other.json", old))
    with pytest.raises(UnreadableError, match="cannot be opened"):
        list(find_differences(old.parent / "none", new))


def test_a_table_that_one_side_alone_has(old: Path) -> None:
    """As an earlier release may have written it: its rows are those of the side that has it."""
    new = changed(old, lambda document: document.pop("responsibilities"))
    gone, came = list(find_differences(old, new)), list(find_differences(new, old))

    assert {(d.table, d.change) for d in gone} == {("responsibilities", "removed")}
    assert {(d.table, d.change) for d in came} == {("responsibilities", "added")}
    assert len(gone) == len(came) == len(ROWS)


def test_what_is_no_output_is_refused(old: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name, said in (
        ("x.json", "is no JSON of a plan"),
        ("empty", "holds no JSON"),
        ("none", "cannot be opened"),
    ):
        with pytest.raises(UnreadableError, match=said):
            list(find_differences(old / PLAN, tmp_path / name))


def test_the_command_ends_with_a_code_of_its_own(old: Path) -> None:
    """JSON has a line for each difference, whose number is that of the row."""
    new = changed(old, lambda document: document["tasks"][1].update(lead_text="Sở Nội vụ"))
    command = [sys.executable, "-m", "planparse.cli", "diff"]
    same, other = (
        subprocess.run([*command, *map(str, pair)], capture_output=True, text=True, check=False)
        for pair in ((old, old), (old, new, "--json"))
    )

    assert (same.returncode, same.stdout, same.stderr) == (ExitCode.OK, "", "")
    assert other.returncode == ExitCode.DIFFERENT
    [line] = other.stdout.splitlines()
    found = json.loads(line)
    assert (found["table"], found["number"], found["field"]) == ("tasks", "2", "lead_text")
    assert (found["old"], found["new"]) == ("Sở Y tế", "Sở Nội vụ")
    assert other.stderr == "Rows that differ: 1, of 1 plans.\n"


@pytest.mark.parametrize(
    "golden", sorted(GOLDEN.glob("*/records.json")), ids=lambda p: p.parent.name
)
def test_keys_tell_the_rows_of_every_table_apart(golden: Path) -> None:
    """And what refers to a row of another table finds it there."""
    document = json.loads(golden.read_text(encoding="utf-8"))
    rows = {t: [document["plan"]] if t == "plans" else document[t] for t in TABLES}
    assert set(KEYS) == set(TABLES)
    for table, key in KEYS.items():
        keys = [tuple(row[name] for name in key) for row in rows[table]]
        assert not key or len(keys) == len(set(keys)), table
        for name, other in REFERENCES.items():
            known = {row[name] for row in rows[other]} | {None}
            assert {row.get(name) for row in rows[table]} <= known, (table, name)
