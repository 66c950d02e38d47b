"""The targets in the cells of a row, in the unit that the unit column names.

"Tỷ lệ hộ nghèo | % | 3,5 | 3,0" promises 3.5 % and 3 %, "Sản lượng | nghìn tấn | 85" 85 000 tấn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.normalize.targets.cells import RATIOS, parse_cell
from planparse.normalize.targets.promised import Value
from planparse.normalize.times.periods import find_year
from planparse.schema.records import Task
from planparse.text import one_line

# From the text of a cell and the year of its column to the values it holds.
ReadCell = Callable[[str, int | None], list[Value]]
# A value, what it measures, and the year it is due.
Figure = tuple[Value, str, int | None]


def find_figures(
    task: Task, year: int | None, read_cell: ReadCell, knowledge: Knowledge
) -> Iterator[list[Figure]]:
    """The values of the year columns of a row, or of an indicator's other columns of targets.

    `year` is that of the whole table; a column headed "giai đoạn 2026-2030" is due in 2030.
    """
    unit = find_unit(task, knowledge)
    for column, cell in _cells(task, year, knowledge):
        values = [_in_unit(value, unit) for value in read_cell(cell, column)]
        if cell == task.deliverable_text:  # may name a paper instead of a figure
            values = [value for value in values if value.kind in {"ratio", "quantity"}]
        named = zip(values, _share_out(task.text, values), strict=True)
        yield [(value, indicator, value.year or column) for value, indicator in named]


def _cells(task: Task, year: int | None, knowledge: Knowledge) -> Iterator[tuple[int | None, str]]:
    yield from sorted(task.year_texts.items())
    if task.year_texts or task.kind != "indicator" or task.annex is None:
        return  # beside year columns, one for the whole period may hold a sum
    for heading, cell in task.extra.items():
        if knowledge.find("target_heading", heading):
            yield find_year(heading, knowledge) or year, cell
    if task.deliverable_text:
        yield year, task.deliverable_text


def find_unit(task: Task, knowledge: Knowledge) -> Value | None:
    """The unit in the unit column of a row, or else in brackets behind its indicator, as one of it;
    None when the row names none, or two."""
    for heading, cell in task.extra.items():
        text = one_line(cell)
        if text and ";" not in text and knowledge.find("unit_heading", heading):
            return parse_unit(text, knowledge)
    behind = knowledge.find("unit_in_indicator", one_line(task.text))
    unit = parse_unit(behind["unit"], knowledge) if behind else None
    name = (unit.unit or "").casefold() if unit else ""
    return unit if name in knowledge.units or name in RATIOS else None


def parse_unit(text: str, knowledge: Knowledge) -> Value | None:
    """A unit as one of it: "nghìn tấn" is 1000 tấn; None for what names none, or two."""
    named = parse_cell(text if text[0].isdigit() else f"1 {text}", knowledge, lambda _: None)
    wordless = all(value.kind == "text" for value in named)
    if wordless and text.replace(" ", "").isalpha():
        return Value(text, "quantity", value=1.0, unit=_as_printed(text))
    known = len(named) == 1 and named[0].unit
    return replace(named[0], unit=_as_printed(named[0].unit or "")) if known else None


def _as_printed(unit: str) -> str:
    """A unit as it is written behind a number: "Triệu đồng" heads a column, "USD" stays."""
    return unit[:1].lower() + unit[1:] if unit[1:2].islower() or len(unit) == 1 else unit


def _in_unit(value: Value, unit: Value | None) -> Value:
    """A number without a unit takes that of its row, which may count in thousands; one that says
    a part of it ("95 triệu đồng" of "triệu đồng/người/năm") takes the rest."""
    if unit is None or value.value is None:
        return value
    if value.unit and value.unit == unit.unit and not value.per and not value.change:
        return replace(value, per=unit.per, of_what=value.of_what or unit.of_what)
    if value.kind != "quantity" or value.unit or not _is_rate_of(value.per, unit):
        return value
    scale = unit.value or 1.0
    total = f"{value.of_what} {unit.unit}" if value.of_what else None  # "45/48" in a row of xã
    return replace(
        value,
        kind="ratio" if unit.unit in RATIOS else "quantity",
        value=value.value * scale,
        value_max=value.value_max * scale if value.value_max is not None else None,
        unit=unit.unit,
        per=unit.per,
        of_what=total or unit.of_what,
    )


def _is_rate_of(per: str | None, unit: Value) -> bool:
    """Whether a value names no rate, or the last part of that of its row ("95/năm")."""
    return per is None or per in (unit.per, (unit.per or "").rpartition("/")[2])


def _share_out(indicator: str, values: Sequence[Value]) -> list[str]:
    """Two values in a cell belong to the two halves of an indicator that has two."""
    parts = indicator.replace(";", "\n").split("\n")
    halves = [one_line(part).strip(" -–+.") for part in parts if part.strip(" .")]
    plain = [value for value in values if value.scope_text is None and not value.members]
    if len(values) > 1 and len(halves) == len(values) == len(plain):
        return halves
    return [one_line(indicator)] * len(values)
