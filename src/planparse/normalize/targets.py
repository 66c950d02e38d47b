"""Values promised: from year cells ("25% đơn vị gồm …"), rows and prose ("Tỷ lệ … đạt 80%")."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.quantities import Quantity, find_quantities, take_late_bound
from planparse.normalize.sentences import parse_paragraph
from planparse.normalize.timelines import find_periods
from planparse.normalize.units import split_unit
from planparse.schema.records import Comparator, TargetKind
from planparse.text import nfc, one_line

# From the text of a cell to the canonical names of the bodies it lists; None when it lists none.
FindMembers = Callable[[str], list[str] | None]
MAX_CELL_LEAD = 25
MIN_SENTENCE_WORDS = 2
# What stands behind a value: a remark, what it is compared with, for whom or what it holds.
_BRACKET, _COMPARED = regex.compile(r"\(([^()]*)\)"), regex.compile(r"\s*so với\s.*$")
_SCOPE_BEHIND = regex.compile(r"(?:^|\s|,)đối với\s+(.+)$", regex.I)
_COVERED = regex.compile(r"[\s,]*(?<!\p{L})(?:bao gồm|gồm|trong đó)\s*:?\s*(.*)$", regex.I)


@dataclass(frozen=True, slots=True)
class Value:
    """One promised value; fields as in the records of targets."""

    value_text: str
    kind: TargetKind
    indicator: str = ""
    comparator: Comparator | None = None
    change: Literal["increase", "decrease"] | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    per: str | None = None
    of_what: str | None = None
    scope_text: str | None = None
    members: list[str] = field(default_factory=list)
    due_on: date | None = None
    year: int | None = None


def parse_targets(
    text: str, knowledge: Knowledge, find_members: FindMembers, year: int | None = None
) -> list[Value]:
    """The values of a text: a sentence with its indicator, or a cell that holds values only."""
    if is_sentence(text, knowledge):
        return parse_sentence_values(text, knowledge)
    return parse_cell(text, knowledge, find_members, year)


def is_sentence(text: str, knowledge: Knowledge) -> bool:
    """Whether a text says what is measured, and not only how much."""
    line = one_line(text).lstrip("-+•– ")
    ends = line.endswith(".")
    line = _without_lead_in(line, knowledge)
    quantities = find_quantities(line, knowledge)
    if knowledge.find("mark", line) or not quantities:
        return False
    if ":" in line[:60]:
        return _is_list_of_kinds(line, quantities)
    scoped = knowledge.find("scope_before", line)
    if scoped:
        return is_sentence(line[scoped.end() :], knowledge) if scoped.end() < len(line) else False
    return _says_what(line, quantities[0], ends, knowledge)


def _says_what(line: str, first: Quantity, ends: bool, knowledge: Knowledge) -> bool:
    """Whether words before or behind the first quantity say what it measures."""
    lead, rest = line[: first.start].strip(" ,("), line[first.end :]
    if " " in lead or len(lead) > MAX_CELL_LEAD:
        return True
    if ends and len(f"{lead} {rest}".split()) > MIN_SENTENCE_WORDS:
        return True
    if first.change and not lead and " " in rest.strip():
        return line[:1].isupper()
    if first.is_ratio and not lead:
        return bool(knowledge.find("predicate", rest)) and not knowledge.find("covered_units", rest)
    unit, after = split_unit(rest, knowledge)
    return bool(unit and knowledge.find("predicate", after))


def _is_list_of_kinds(line: str, quantities: list[Quantity]) -> bool:
    """Whether a colon opens a list of what has which value: "…: mầm non 60%, tiểu học 75%"."""
    if len(quantities) < 2:
        return False
    first, second = quantities[:2]
    lead = line[line.index(":") + 1 : first.start].strip()
    return bool(lead) and bool(regex.search(r"\p{L}{2,}", line[first.end : second.start]))


def _without_lead_in(line: str, knowledge: Knowledge) -> str:
    lead = knowledge.find("lead_in", line)
    return line[lead.end() :] if lead else line


def parse_cell(
    text: str, knowledge: Knowledge, find_members: FindMembers, year: int | None = None
) -> list[Value]:
    """The values of a cell, in order; an empty cell has none.

    `year` is that of the column; a quarter or month that is printed without a year is of it.
    """
    text = nfc(text).strip()
    if not text or regex.fullmatch(r"[-–—.…_/\s]+", text):
        return []
    if year and regex.fullmatch(r"(trong\s+)?(quý\s+[IV1-4]+|tháng\s+\d{1,2})", text, regex.I):
        return [Value(text, "date", due_on=_only_date(f"{text}/{year}"))]
    whole = _parse_wordless(one_line(text), knowledge, find_members)
    if whole and whole.kind != "text":
        return [whole]
    values = [
        v for part in _parts(text, knowledge) for v in _parse_part(part, knowledge, find_members)
    ]
    if any(v.kind != "text" for v in values):
        return values
    return [whole] if whole else []


def _parts(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The stretches of a cell that hold one value each: paragraphs, items, clauses."""
    part = ""
    for piece in regex.split(r"\n|;|(?:^|\s)\+\s|,\s+(?=[>≥<≤~]|\d+\s*%)", text):
        line = one_line(piece).strip(" -–+•,.")
        if regex.fullmatch(r"(?:trong đó|bao gồm|gồm|cụ thể)\s*:?", line, regex.I):
            continue
        starts = bool(find_quantities(line, knowledge)) or regex.match(r".{2,60}:", line)
        if part and not starts:
            part = f"{part}, {line}" if line else part
            continue
        if part:
            yield part
        part = line
    if part:
        yield part


def _parse_part(part: str, knowledge: Knowledge, find_members: FindMembers) -> Iterator[Value]:
    scope, rest = _take_scope(part, knowledge)
    quantities = find_quantities(rest, knowledge)
    if not quantities:
        value = _parse_wordless(rest, knowledge, find_members)
        if value:
            yield replace(value, scope_text=scope, value_text=part)
        return
    first = quantities[0]
    following = [q for q in quantities[1:] if _is_separate(rest, first, q, knowledge)]
    end = following[0].start if following else len(rest)
    yield _to_value(rest[:end].strip(" ,"), first, scope, knowledge, find_members)
    if following:
        yield from _parse_part(rest[end:], knowledge, find_members)


def _is_separate(text: str, first: Quantity, other: Quantity, knowledge: Knowledge) -> bool:
    """Whether a second number is a value of its own: behind a separator, or a whole value."""
    between = text[first.end : other.start]
    if "(" in between:
        return False
    if regex.search(r"(,|;|/|\bvà)\s*$", between):
        return True
    unit, rest = split_unit(between, knowledge)
    whole = (first.is_ratio and not between.strip()) or (unit is not None and not rest.strip())
    return whole and between.endswith(" ")


def _take_scope(part: str, knowledge: Knowledge) -> tuple[str | None, str]:
    match = knowledge.find("scope_before", part)
    if not match or knowledge.find("covered_units", part):
        return None, part
    nested = part[match.end() :]
    scope = one_line(match["scope"])
    inner = knowledge.find("scope_before", nested)
    if inner and regex.match(r"mỗi\s", nested, regex.I):
        return f"{scope}: {one_line(inner['scope'])}", nested[inner.end() :]
    return scope, nested


def _to_value(
    text: str,
    quantity: Quantity,
    scope: str | None,
    knowledge: Knowledge,
    find_members: FindMembers,
) -> Value:
    rest = text[quantity.end :]
    bracket = _BRACKET.search(rest)
    if bracket:
        scope = scope or one_line(bracket[1])
        rest = rest[: bracket.start()] + rest[bracket.end() :]
    rest = _COMPARED.sub("", rest)
    behind = _SCOPE_BEHIND.search(rest)
    if behind:
        scope, rest = scope or one_line(behind[1]), rest[: behind.start()]
    members: list[str] = []
    covered = _COVERED.search(rest)
    if covered:
        members = find_members(covered[1]) or []
        rest = rest[: covered.start()]
    bound, rest = take_late_bound(one_line(rest).strip(" ,.;"), knowledge)
    if bound:
        quantity = replace(quantity, comparator=bound)
    lead = text[: quantity.start].strip(" ,:")
    value = Value(text, "ratio", scope_text=scope, members=members)
    return _fill(value, quantity, rest, lead, knowledge)


def _fill(value: Value, quantity: Quantity, rest: str, lead: str, knowledge: Knowledge) -> Value:
    """The number, its unit and what it is a share of."""
    unit, per, of_what = quantity.unit, quantity.per, None
    if unit in {"%", "‰"}:
        of_what = rest or None
    elif unit is None:
        unit, rate = _cut_rate(rest)
        per = per or rate
        unit = _short(unit, knowledge) or None
    elif rest:
        _, rate = _cut_rate(rest)
        per = per or rate
    kind: TargetKind = "ratio" if unit in {"%", "‰"} else "quantity"
    return replace(
        value, kind=kind, indicator=lead if len(lead) > 2 else "", comparator=quantity.comparator,
        change=quantity.change, value=quantity.value, value_max=quantity.value_max, unit=unit,
        per=per, of_what=of_what,
    )  # fmt: skip


def _short(rest: str, knowledge: Knowledge) -> str:
    """The unit in a phrase: of "mô hình kinh tế đêm được triển khai", "mô hình kinh tế đêm"."""
    unit, _ = split_unit(rest, knowledge)
    return unit or rest


def _cut_rate(rest: str) -> tuple[str, str | None]:
    """ "mô hình/huyện" is a unit and a rate."""
    unit, slash, rate = rest.partition("/")
    if slash and rate.strip():
        return unit.strip(), rate.strip()
    each = regex.match(r"(.+?)\s+(?:mỗi|một)\s+(năm|tháng|quý|huyện|xã)$", rest)
    return (each[1], each[2]) if each else (rest, None)


def _parse_wordless(line: str, knowledge: Knowledge, find_members: FindMembers) -> Value | None:
    """A value that is no number: a mark, a rhythm, a completion, a date, a list of bodies."""
    if not line:
        return None
    if knowledge.find("mark", line):
        return Value(line, "mark")
    if find_quantities(line, knowledge):
        return None
    due = _only_date(line)
    if due:
        return Value(line, "date", due_on=due)
    if knowledge.find("continuous", line):
        return Value(line, "continuous")
    members = find_members(line)
    if members:
        return Value(line, "list", members=members)
    if knowledge.find("completion", line):
        return Value(line, "completion")
    rank = knowledge.find("rank", line)
    return Value(line, "text", indicator=line[: rank.start()] if rank else "")


def _only_date(line: str) -> date | None:
    """The last day of a cell that holds one date or period and nothing else."""
    periods = list(find_periods(line))
    if len(periods) != 1:
        return None
    around = line[: periods[0].start] + " " + line[periods[0].end :]
    if regex.sub(
        r"(hoàn thành|trước|trong|đến|hết|ngày|cuối|vào|chậm nhất|là|tháng|quý|năm|[\s,.:()-])+",
        "", around, flags=regex.I,
    ):  # fmt: skip
        return None
    return periods[0].last


def parse_sentence_values(text: str, knowledge: Knowledge) -> list[Value]:
    """The values of a prose objective or indicator row, each with what it measures."""
    return [
        replace(
            _fill(Value(s.value_text, "ratio", scope_text=s.scope), s.quantity, "", "", knowledge),
            indicator=s.indicator, unit=s.unit, per=s.per, of_what=s.of_what, year=s.year,
        )
        for s in parse_paragraph(text, knowledge)
    ]  # fmt: skip
