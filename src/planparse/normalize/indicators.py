"""What a quantity of a sentence measures: the sentence without the quantity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.quantities import Quantity, take_late_bound
from planparse.normalize.units import is_measure, split_unit
from planparse.text import one_line

# "Giảm tỷ lệ hộ nghèo bình quân 1%/năm" is a change, "… xuống còn 2%" a level.
_CHANGING = regex.compile(r"^(cắt giảm|giảm|tăng|nâng|hạ)\s+(?=tỷ|tỉ|số|mức|chỉ|thời|chi)", regex.I)
_LEVELLING = regex.compile(r"lên|xuống|còn|đạt")
MEASURING = regex.compile(r"đạt|chiếm|bằng|mức|duy trì|là|còn|khoảng|lên|xuống")
_DOING = regex.compile(
    r"\s+(?:có|chọn|xây dựng|đạt|thực hiện|triển khai|bảo đảm|đảm bảo|hỗ trợ|tổ chức)$"
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
class Part:
    """A quantity, the words before it back to the last separator, and those behind it."""

    quantity: Quantity
    text: str
    before: str
    after: str


def measure_one(part: Part, year: int | None, knowledge: Knowledge) -> Measured:
    """What the only quantity of a clause measures."""
    quantity, before, after = part.quantity, part.before.strip(" ,"), part.after
    opened = part.text.casefold().startswith("từ ")
    bound, after = take_late_bound(after, knowledge, opened)
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
        quantity, text, indicator.strip(" ,;.:"), unit, per or quantity.per, base, scope, year
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


def _of_change(part: Part, base: str, tail: str, year: int | None) -> Measured:
    """ "…, giảm 30% thủ tục hành chính": what is reduced is what follows."""
    indicator = _joined(base, tail)
    text = _value_text(part, base)
    return Measured(part.quantity, text, indicator, "%", part.quantity.per, None, None, year)


def _measures(part: Part) -> bool:
    """Whether a verb says that what stands before it is what is measured."""
    quantity = part.quantity
    measuring = bool(MEASURING.search(quantity.verb)) or quantity.change is not None
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


def _value_text(part: Part, more: str) -> str:
    return one_line(f"{part.text} {more}")


def measure_several(
    parts: Sequence[Part], year: int | None, knowledge: Knowledge
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
            indicator=indicator.strip(" ,;.:"),
            unit=unit,
            per=per,
            of_what=share,
            scope=scope,
            year=year,
        )
