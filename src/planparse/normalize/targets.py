"""Values promised: from cells ("25% đơn vị gồm …"), rows and prose ("Tỷ lệ … đạt 80%")."""

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.cells import RATIOS, cut_named, parse_cell
from planparse.normalize.indicators import Measured
from planparse.normalize.promised import FindMembers, Value
from planparse.normalize.quantities import Quantity, find_quantities
from planparse.normalize.sentences import parse_paragraph
from planparse.normalize.units import split_unit
from planparse.text import one_line

MAX_CELL_LEAD = 25
MIN_SENTENCE_WORDS = 2


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
    pieces = list(cut_named(line, knowledge))
    if len(pieces) > 1:
        return any(is_sentence(piece, knowledge) for piece in pieces)
    scoped = knowledge.find("scope_before", line) or knowledge.find("scope_bare", line)
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


def parse_sentence_values(text: str, knowledge: Knowledge) -> list[Value]:
    """The values of a prose objective or indicator row, each with what it measures."""
    return [_of_measured(measured) for measured in parse_paragraph(text, knowledge)]


def _of_measured(measured: Measured) -> Value:
    quantity = measured.quantity
    return Value(
        value_text=measured.value_text,
        kind="ratio" if quantity.unit in RATIOS else "quantity",
        indicator=measured.indicator,
        comparator=quantity.comparator,
        change=quantity.change,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=measured.unit,
        per=measured.per,
        of_what=measured.of_what,
        scope_text=measured.scope,
        year=measured.year,
    )
