"""What differs between two outputs: plan by plan, row by row, cell by cell."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from planparse.errors import UnreadableError
from planparse.locations import is_folder
from planparse.schema.keys import KEYS
from planparse.written import find_plans, read_plan

# What only says where a row stands among the others: it changes with every row before it.
_KEYS = {"task_id", "section_id", "target_id", "table_id", "position"}
# A row is named by the first of these that it has.
_NAMES = ("target_id", "task_id", "section_id", "table_id", "annex", "page")

Row = Mapping[str, Any]


class Difference(NamedTuple):
    """One cell that changed, or a row that one side alone has: then it is `old` or `new`, and
    `field` is null. A row that moved says the same under another key."""

    plan_id: str
    table: str
    row: str
    number: str | None
    change: Literal["changed", "added", "removed", "moved"]
    field: str | None = None
    old: Any = None
    new: Any = None


def find_differences(old: Path, new: Path) -> Iterator[Difference]:
    """Between two JSON files, those of two output folders, or a file and the one of its name in a
    folder. Raises UnreadableError."""
    if not is_folder(old) or not is_folder(new):
        name = (new if is_folder(old) else old).stem
        yield from _compare_plans(*(read_plan(_file_of(path, name)) for path in (old, new)))
        return
    before, after = find_plans(old), find_plans(new)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Difference(name, "plans", name, None, "removed")
        elif name not in before:
            yield Difference(name, "plans", name, None, "added")
        else:
            yield from _compare_plans(read_plan(before[name]), read_plan(after[name]))


def _file_of(path: Path, name: str) -> Path:
    """A file itself, or that of a plan in a folder."""
    if not is_folder(path):
        return path
    found = find_plans(path).get(name)
    if found is None:
        raise UnreadableError(f"{path} holds no {name}.json to compare.")
    return found


def _compare_plans(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    plan_id = new["plan"]["plan_id"]
    for name, value in _changed_cells(old["plan"], new["plan"]):
        yield Difference(plan_id, "plans", plan_id, None, "changed", name, *value)
    for table in dict.fromkeys([*old, *new]):
        if table != "plan":
            yield from _compare_rows(old.get(table, []), new.get(table, []), (plan_id, table))


def _compare_rows(
    old: Sequence[Row], new: Sequence[Row], where: tuple[str, str]
) -> Iterator[Difference]:
    """Rows that are the same are so where they stand; between them, those that say the same are
    the same wherever they stand, and the others are compared in their order."""
    apart = ((a, b) for is_same, a, b in _align(old, new, dict) if not is_same)
    for is_same, before, after in (part for a, b in apart for part in _align(a, b, _content)):
        if not is_same:
            yield from _compare_between(before, after, where)
            continue
        for a, b in zip(before, after, strict=True):
            if a != b:
                yield Difference(*where, *_name(b), "moved", None, _name(a)[0], _name(b)[0])


def _align(
    old: Sequence[Row], new: Sequence[Row], told: Callable[[Row], Row]
) -> Iterator[tuple[bool, Sequence[Row], Sequence[Row]]]:
    """Stretches of rows that are the same on both sides by what is told of them, and others."""
    numbers: dict[str, int] = {}  # what is told the same has the same number
    before, after = (
        [numbers.setdefault(json.dumps(told(row)), len(numbers)) for row in rows]
        for rows in (old, new)
    )
    steps = LCSseq.opcodes(before, after)
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        run = list(group)
        i, j = (
            slice(run[0].src_start, run[-1].src_end),
            slice(run[0].dest_start, run[-1].dest_end),
        )
        yield is_same, old[i], new[j]


def _compare_between(
    old: Sequence[Row], new: Sequence[Row], where: tuple[str, str]
) -> Iterator[Difference]:
    for a, b in _pair(old, new, KEYS.get(where[1], ())):
        if a and b:
            for name, value in _changed_cells(_content(a), _content(b)):
                yield Difference(*where, *_name(b), "changed", name, *value)
        elif a:
            yield Difference(*where, *_name(a), "removed", None, a)
        elif b:
            yield Difference(*where, *_name(b), "added", None, None, b)


def _pair(
    old: Sequence[Row], new: Sequence[Row], key: tuple[str, ...]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Each old row with the new row that it became: as many are paired in their order, others by
    their key."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    # Rows that have no key are none of those before.
    left = {tuple(row.get(name) for name in key) or index: row for index, row in enumerate(new)}
    for row in old:
        yield row, left.pop(tuple(row.get(name) for name in key), None)
    yield from ((None, row) for row in left.values())


def _content(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _KEYS}


def _changed_cells(old: Row, new: Row) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The cells of two rows that differ; those of a map one by one ("year_texts.2025")."""
    for name in dict.fromkeys([*old, *new]):
        a, b = old.get(name), new.get(name)
        if a == b:
            continue
        if isinstance(a, dict) and isinstance(b, dict):
            yield from ((f"{name}.{key}", value) for key, value in _changed_cells(a, b))
        else:
            yield name, (a, b)


def _name(row: Row) -> tuple[str, str | None]:
    """What a row is called in a message, and its number in the table."""
    key = next((name for name in _NAMES if row.get(name) not in (None, "")), None)
    name = f"page {row['page']}" if key == "page" else str(row[key]) if key else ""
    return name, row.get("number") if key == "task_id" else None


def to_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """Differences as a person reads them: the row and the column, and below it both values."""
    for (table, change), group in groupby(differences, key=lambda each: (each.table, each.change)):
        first, *more = group
        if change == "moved":
            yield f"{table}: {1 + len(more)} rows have another key, from {first.old} on"
            continue
        for each in (first, *more):
            number = f" (number {each.number})" if each.number else ""
            yield f"{table} {each.row}{number}: {each.field or change}"
            yield from _both_sides(*_to_items(each))


def _both_sides(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The items of two values that differ: a text of many paragraphs is not shown twice for one."""
    steps = LCSseq.opcodes(old, new)
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        run = [] if is_same else list(group)
        for step in run:
            yield from (f"  - {item}" for item in old[step.src_start : step.src_end])
        for step in run:
            yield from (f"  + {item}" for item in new[step.dest_start : step.dest_end])


def _to_items(each: Difference) -> tuple[Sequence[str], Sequence[str]]:
    """What both values are shown as: the paragraphs of a text, the items of a list, those of two
    lists of one length (cells of a row) with their place; none for null."""
    if isinstance(each.old, list) and isinstance(each.new, list):
        placed = len(each.old) == len(each.new) > 1
        return _listed(each.old, placed), _listed(each.new, placed)
    return _paragraphs(each.old), _paragraphs(each.new)


def _listed(items: Sequence[object], placed: bool) -> list[str]:
    shown = [f"{n}: {_shown(item)}" if placed else _shown(item) for n, item in enumerate(items, 1)]
    return shown or ["[]"]


def _paragraphs(value: object) -> list[str]:
    return [] if value is None else _shown(value).split("\n")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("message") or value.get("text") or _content(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
