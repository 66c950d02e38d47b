"""Prose objectives: which quantity measures what, in sentences with one or several of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.quantities import Quantity, find_quantities, take_late_bound
from planparse.normalize.units import is_measure, split_unit
from planparse.text import nfc, one_line

# A full stop behind a word, not behind "TP" or "tx"; what follows begins a sentence.
_SENTENCE_END = regex.compile(
    r"(?<!(?:^|\s)(?:\p{Lu}{1,3}|[Tt][px]|\d+))\.\s+(?=\p{Lu}\p{Ll}|\d+\s*%|\d+\s\p{Ll})"
)
# "Giảm tỷ lệ hộ nghèo bình quân 1%/năm" is a change, "… xuống còn 2%" a level.
_CHANGING = regex.compile(r"^(cắt giảm|giảm|tăng|nâng|hạ)\s+(?=tỷ|tỉ|số|mức|chỉ|thời|chi)", regex.I)
_LEVELLING = regex.compile(r"lên|xuống|còn|đạt")
_MEASURING = regex.compile(r"đạt|chiếm|bằng|mức|duy trì|là|còn|khoảng|lên|xuống")
_DOING = regex.compile(
    r"\s+(?:có|chọn|xây dựng|đạt|thực hiện|triển khai|bảo đảm|đảm bảo|hỗ trợ|tổ chức)$"
)
_SEPARATOR = regex.compile(r"[,;]\s*(?:và\s+)?(?:trong đó\s+)?|\s+và\s+|\s+trong đó\s+")
_LATE_YEAR = regex.compile(
    r",?\s*(?:đến|tới|vào|trong)\s+(?:hết\s+|cuối\s+)?năm\s+(20\d\d)(?:\s*,)?(?:\s+phấn đấu)?"
)
_BASE_END = regex.compile(
    r"[,;.(]|(?:^|\s)(?:đối với|vào|trong\s+(?:năm|giai|tổng)|đến|so với|trên|hàng|hằng|mỗi|và"
    r"|với)\s"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity of a sentence and what it measures."""

    quantity: Quantity
    value_text: str
    indicator: str
    unit: str | None
    per: str | None
    of_what: str | None
    scope: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A quantity, the words before it back to the last separator, and those behind it."""

    quantity: Quantity
    text: str
    before: str
    after: str


def parse_paragraph(text: str, knowledge: Knowledge) -> list[Measured]:
    """Every quantity of a paragraph with its indicator: its sentence without the quantity."""
    sentences = _SENTENCE_END.split(one_line(nfc(text)))
    return [measured for each in sentences for measured in _parse_sentence(each, knowledge)]


def _parse_sentence(text: str, knowledge: Knowledge) -> list[Measured]:
    line = regex.sub(r"^[-–+•*●○▪\s]+", "", one_line(nfc(text)))
    line = regex.sub(r"[.;,]$|\./\.$", "", line).strip()
    lead = knowledge.find("lead_in", line)
    year = _year_of(lead[0]) if lead else None
    line = line[lead.end() :] if lead else line
    late = _LATE_YEAR.search(line)
    if late and year is None and find_quantities(line, knowledge):
        year = int(late[1])
        line = one_line(f"{line[: late.start()]} {line[late.end() :]}")
    clauses = _clauses(line, knowledge)
    return [m for clause in clauses for m in _measure(clause, year, knowledge)]


def _year_of(lead: str) -> int | None:
    found = regex.findall(r"20\d\d", lead)
    return int(found[-1]) if found else None


def _clauses(line: str, knowledge: Knowledge) -> list[str]:
    """Clauses between semicolons that can stand alone; lists of shares stay together."""
    pieces = [p.strip() for p in regex.split(r";", line)]
    measured = [p for p in pieces if find_quantities(p, knowledge)]
    alone = all(
        knowledge.find("predicate", p) or not find_quantities(p, knowledge)[0].is_ratio
        or find_quantities(p, knowledge)[0].start > 0
        for p in measured
    )  # fmt: skip
    return measured if alone else [line]


def _measure(clause: str, year: int | None, knowledge: Knowledge) -> Iterator[Measured]:
    quantities = find_quantities(clause, knowledge)
    quantities = [q for q in quantities if q.is_ratio or _counts(clause, q, knowledge)]
    quantities = [q for q in quantities if not _in_brackets(clause, q)]
    quantities = list(_promised(clause, quantities, knowledge))
    parts = list(_cut(clause, quantities))
    if len(parts) == 1:
        yield _measure_one(parts[0], year, knowledge)
    elif parts:
        yield from _measure_several(parts, year, knowledge)


def _counts(clause: str, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number without percent is a value: it has a unit, a bound or a verb."""
    unit, _ = split_unit(clause[quantity.end :], knowledge)
    bound = quantity.comparator != "=" or bool(quantity.verb) or quantity.change is not None
    return bool(quantity.unit) or (unit is not None) or (bound and quantity.end >= len(clause) - 1)


def _promised(
    clause: str, quantities: Sequence[Quantity], knowledge: Knowledge
) -> Iterator[Quantity]:
    """Without counts inside the predicate of another one: "… đạt từ 3 sao trở lên"."""
    last: Quantity | None = None
    for quantity in quantities:
        between = clause[last.end : quantity.start] if last else ""
        cuts = list(_SEPARATOR.finditer(between))
        told = between[cuts[-1].end() :] if cuts else between
        inside = not cuts or (knowledge.find("predicate", told) and not quantity.verb)
        if last is None or quantity.is_ratio or not inside:
            yield quantity
            last = quantity


def _in_brackets(clause: str, quantity: Quantity) -> bool:
    before = clause[: quantity.start]
    return before.count("(") > before.count(")")


def _cut(clause: str, quantities: Sequence[Quantity]) -> Iterator[_Part]:
    """Cut a clause between its quantities, at the separator that suits the second one."""
    begin = 0
    for quantity, following in zip(quantities, [*quantities[1:], None], strict=True):
        end = begin_next = len(clause)
        if following:
            cut = _separator(clause[quantity.end : following.start], following)
            end, begin_next = quantity.end + cut[0], quantity.end + cut[1]
        yield _Part(
            quantity,
            clause[quantity.start : quantity.end].strip(),
            clause[begin : quantity.start].strip(),
            clause[quantity.end : end].strip(),
        )
        begin = begin_next


def _separator(between: str, following: Quantity) -> tuple[int, int]:
    """The first separator before a clause of its own ("…, tỷ lệ … đạt"), else the last one."""
    cuts = list(_SEPARATOR.finditer(between))
    if not cuts:
        return len(between), len(between)
    clause = bool(_MEASURING.search(following.verb)) or following.change is not None
    cut = cuts[0] if clause and len(between) > cuts[0].end() else cuts[-1]
    return cut.start(), cut.end()


def _measure_one(part: _Part, year: int | None, knowledge: Knowledge) -> Measured:
    quantity, before, after = part.quantity, part.before.strip(" ,"), part.after
    bound, after = take_late_bound(after, knowledge)
    if bound:
        quantity = replace(quantity, comparator=bound)
    begins = _CHANGING.match(before)
    if begins and quantity.change is None and before[begins.end() :]:
        level = _LEVELLING.search(quantity.verb)
        change: Literal["increase", "decrease"] = "decrease"
        if begins[1].casefold() in {"tăng", "nâng"}:
            change = "increase"
        quantity = replace(quantity, change=None if level else change)
        before = before[begins.end() :]
    scope = None
    bracket = regex.match(r"\(([^()]*)\)\s*[.,;]?\s*$", after)
    if bracket and before:
        scope, after = one_line(bracket[1]), ""
    unit, base = quantity.unit, None
    per = None
    if not quantity.is_ratio and unit is None:
        unit, behind = split_unit(after, knowledge)
        per, after = _take_rate(unit, behind, after)
    each = knowledge.find("scope_before", f"{before} 1") if before else None
    if each and regex.match(r"mỗi\s", before, regex.I):
        scope, before = _DOING.sub("", before), ""
    if before and scope is None:
        scope, after = _take_scope(after)
    if unit and is_measure(unit, knowledge) and after.startswith(unit):
        after = after[len(unit) :].strip()
    tail = after
    if before and _measures(part):
        base_text, tail = _base(after, unit if not quantity.is_ratio else None)
        base = base_text if quantity.is_ratio else None
        if quantity.is_ratio and quantity.change and part.before.endswith(","):
            return _of_change(part, base_text, tail, year)
        indicator = _joined(before, tail)
    elif before and part.before.endswith(",") and quantity.change:
        indicator = after
    else:
        verb = quantity.verb if before and quantity.verb == "có" else ""
        indicator = _joined(before, verb, after)
    text = _value_text(part, base or (unit if unit and after.startswith(unit) else ""))
    return Measured(
        quantity, text, indicator.strip(" ,;."), unit, per or quantity.per, base, scope, year
    )


def _take_scope(text: str) -> tuple[str | None, str]:
    """What stands behind "đối với", and the words before it."""
    match = regex.search(r"(?:^|[\s,])đối với\s+(.+)$", text)
    return (one_line(match[1]), text[: match.start()]) if match else (None, text)


def _take_rate(unit: str | None, behind: str, after: str) -> tuple[str | None, str]:
    """The rate of "giường/vạn dân", and the words without it."""
    rate = regex.match(r"/(\d[\d.]*\s+\p{L}+|[^\s,;.]+(?:\s+dân)?)", behind) if unit else None
    if not unit or not rate:
        return None, after
    return rate[1], unit + behind[rate.end() :]


def _of_change(part: _Part, base: str, tail: str, year: int | None) -> Measured:
    """ "…, giảm 30% thủ tục hành chính": what is reduced is what follows."""
    indicator = _joined(base, tail)
    text = _value_text(part, base)
    return Measured(part.quantity, text, indicator, "%", part.quantity.per, None, None, year)


def _measures(part: _Part) -> bool:
    """Whether a verb says that what stands before it is what is measured."""
    quantity = part.quantity
    measuring = bool(_MEASURING.search(quantity.verb)) or quantity.change is not None
    return measuring or not part.after or part.after.startswith("đối với")


def _base(after: str, unit: str | None) -> tuple[str, str]:
    """What a share is a share of, or the unit, and the words behind it."""
    if unit and after.startswith(unit):
        return "", after[len(unit) :].strip()
    end = _BASE_END.search(after)
    stop = end.start() if end else len(after)
    return after[:stop].strip(), after[stop:].strip()


def _joined(*parts: str) -> str:
    return one_line(regex.sub(r"\s+([,;.])", r"\1", " ".join(filter(None, parts))))


def _value_text(part: _Part, more: str) -> str:
    return one_line(f"{part.text} {more}")


def _measure_several(
    parts: Sequence[_Part], year: int | None, knowledge: Knowledge
) -> Iterator[Measured]:
    """Several quantities in one clause share its beginning and its predicate."""
    head = parts[0].before.strip(" ,")
    own = [part.after for part in parts]
    tail = ""
    last = knowledge.find("predicate", own[-1])
    bare = [not knowledge.find("predicate", text) for text in own[:-1]]
    if last and all(bare) and all(own[:-1]) and not head:
        own[-1], tail = own[-1][: last.start()].strip(), own[-1][last.start() :]
    shared, colon, _ = head.partition(": ")
    for index, (part, text) in enumerate(zip(parts, own, strict=True)):
        lead = part.before.strip(" ,") if index else head
        if index and lead and colon:
            lead = f"{shared}: {lead}"
        if index and not lead:
            lead = head
        if index and part.quantity.change and not text and not part.before:
            lead = head
        unit, per = part.quantity.unit, part.quantity.per
        if unit is None:
            unit, behind = split_unit(text, knowledge)
            rate, text = _take_rate(unit, behind, text)
            per = per or rate
        elif not part.quantity.is_ratio:
            unit = part.quantity.unit
        quantity = part.quantity
        if index and quantity.change is None and not part.before and not quantity.verb:
            quantity = replace(quantity, change=parts[0].quantity.change)
        if part.quantity.change and text and head.endswith(","):
            lead = ""
        scope, text = _take_scope(text) if lead else (None, text)
        if unit and is_measure(unit, knowledge) and text.startswith(unit):
            text = text[len(unit) :].strip()
        measuring = bool(lead) and _measures(part) and (part.quantity.is_ratio or unit)
        counted = unit if not part.quantity.is_ratio else None
        base, rest = _base(text, counted) if measuring else ("", text)
        indicator = _joined(lead, rest, tail)
        share = (base or None) if part.quantity.is_ratio else None
        yield Measured(
            quantity=quantity,
            value_text=_value_text(part, text),
            indicator=indicator.strip(" ,;."),
            unit=unit,
            per=per,
            of_what=share,
            scope=scope,
            year=year,
        )
