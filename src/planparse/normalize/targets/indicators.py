"""What a quantity of a sentence measures: the sentence without the quantity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.targets.bounds import (
    with_bound_of_each,
    with_late_bound,
    with_shared_bound,
)
from planparse.normalize.targets.promised import Measured, Part, Quantity
from planparse.normalize.targets.units import is_measure, split_unit
from planparse.schema.vocabulary import Change
from planparse.text import cut_out, one_line


def measure_one(part: Part, year: int | None, knowledge: Knowledge) -> Measured:
    """What the only quantity of a clause measures."""
    part = _bounded(part, knowledge)
    part = _changed_before(part, knowledge)
    quantity, before, after = part.quantity, part.before.strip(" ,"), part.after
    if due := knowledge.find("year_alone", after):
        year, after = int(due["year"]), ""
    scope, after = _take_bracket(after) if before else (None, after)
    unit, per, after = _unit_behind(quantity, after, knowledge)
    named = _unit_text(quantity, unit, per)
    each = knowledge.find("scope_before", f"{before} 1") if before else None
    if each and knowledge.find("each", before):
        scope, before = knowledge.patterns["doing_last"].until(before), ""
    if before and scope is None:
        scope, after = _take_scope(after, knowledge)
    if unit and is_measure(unit, knowledge) and after.startswith(unit):
        after = after[len(unit) :].strip()
    base, share, tail = None, "", after
    if before and _measures(part, knowledge):
        share, tail = _base(after, unit if not quantity.is_ratio else None, knowledge)
        base = share if quantity.is_ratio else None
    if base is not None and quantity.change and part.before.endswith(","):
        return _of_change(part, share, tail, year)
    indicator = _indicator_of_one(part, before, after, tail, knowledge)
    text = _value_text(part, base or named)
    base = quantity.whole(unit) or base or None
    return Measured(quantity, text, _trimmed(indicator), unit, per, base, scope, year)


def _bounded(part: Part, knowledge: Knowledge) -> Part:
    """A part whose bound stands behind its unit ("từ 80% đảng viên trở lên") or before "mỗi"."""
    quantity, after = with_late_bound(part.quantity, part.after, part.text, knowledge)
    quantity, before = with_bound_of_each(quantity, part.before, knowledge)
    return replace(part, quantity=quantity, before=before, after=after)


def _changed_before(part: Part, knowledge: Knowledge) -> Part:
    """A part whose change its clause begins with: "Giảm tỷ lệ hộ nghèo bình quân 1%/năm"."""
    before = part.before.strip(" ,")
    begins = knowledge.find("change_begin", before)
    if not begins or part.quantity.change is not None or not before[begins.end() :]:
        return part
    change: Change = "increase" if begins["increase"] else "decrease"
    level = knowledge.find("levelling_verb", part.quantity.verb)
    quantity = replace(part.quantity, change=None if level else change)
    return replace(part, quantity=quantity, before=before[begins.end() :])


def _take_bracket(after: str) -> tuple[str | None, str]:
    """The content of brackets behind a quantity where nothing else follows."""
    bracket = regex.match(r"\(([^()]*)\)\s*[.,;]?\s*$", after)
    return (one_line(bracket[1]), "") if bracket else (None, after)


def _unit_behind(
    quantity: Quantity, after: str, knowledge: Knowledge
) -> tuple[str | None, str | None, str]:
    """Unit, rate, and the words behind a quantity without its rate."""
    if quantity.is_ratio or quantity.unit is not None:
        return quantity.unit, quantity.per, after
    unit, behind = split_unit(after, knowledge)
    rate, after = _take_rate(unit, behind, after, knowledge)
    return unit, rate or quantity.per, after


def _unit_text(quantity: Quantity, unit: str | None, per: str | None) -> str:
    """The unit and rate behind a quantity; those within it are part of it."""
    if unit is None or quantity.unit is not None:
        return ""
    return f"{unit}/{per}" if per and per != quantity.per else unit


def _indicator_of_one(part: Part, before: str, after: str, tail: str, knowledge: Knowledge) -> str:
    """The clause without its quantity."""
    if before and _measures(part, knowledge):
        return _joined(before, tail)
    verb = part.quantity.verb if before and part.quantity.verb == "có" else ""
    return _joined(before, verb, after)


def _trimmed(indicator: str) -> str:
    return indicator.strip(" ,;.:")


def _take_scope(text: str, knowledge: Knowledge) -> tuple[str | None, str]:
    """What stands behind "đối với", and the words before it."""
    match = knowledge.find("scope_behind", text)
    return (one_line(match["scope"]), text[: match.start()]) if match else (None, text)


def _take_rate(
    unit: str | None, behind: str, after: str, knowledge: Knowledge
) -> tuple[str | None, str]:
    """The rate of "giường/vạn dân", and the words without it."""
    rate = knowledge.find("rate_behind", behind) if unit else None
    if not unit or not rate:
        return None, after
    return rate["rate"], unit + behind[rate.end() :]


def _of_change(part: Part, base: str, tail: str, year: int | None) -> Measured:
    """ "…, giảm 30% thủ tục hành chính": what is reduced is what follows."""
    indicator = _joined(base, tail)
    text = _value_text(part, base)
    return Measured(part.quantity, text, indicator, "%", part.quantity.per, None, None, year)


def _measures(part: Part, knowledge: Knowledge) -> bool:
    """Whether a verb says that what stands before it is what is measured."""
    quantity = part.quantity
    measuring = bool(knowledge.find("measuring_verb", quantity.verb)) or quantity.change is not None
    return measuring or not part.after or bool(knowledge.find("scope_next", part.after))


def _base(after: str, unit: str | None, knowledge: Knowledge) -> tuple[str, str]:
    """What a share is a share of, or the unit, and the words behind it."""
    if unit and after.startswith(unit):
        return "", after[len(unit) :].strip()
    stop = len(knowledge.patterns["base_end"].until(after))
    return after[:stop].strip(), after[stop:].strip()


def _joined(*parts: str) -> str:
    return one_line(regex.sub(r"\s+([,;.])", r"\1", " ".join(filter(None, parts))))


def _value_text(part: Part, more: str) -> str:
    return one_line(f"{part.text} {more}")


def measure_several(
    parts: Sequence[Part], year: int | None, knowledge: Knowledge
) -> Iterator[Measured]:
    """Several quantities in one clause share its beginning and its predicate."""
    parts = [_changed_before(_bounded(part, knowledge), knowledge) for part in parts]
    own, tail = _shared_tail(parts, knowledge)
    found = []
    for index, text in enumerate(own):
        lead, due = _lead_of(parts, index, text, knowledge)
        late = knowledge.find("late_year", text) or knowledge.find("year_alone", text)
        if late and due is None:
            text, due = cut_out(text, late), int(late["year"])
        found.append(_measure_part(parts, index, _Said(lead, text, tail, due or year), knowledge))
    rate = knowledge.find("rate_shared", parts[-1].after)
    if rate and parts[-1].joint == "và":  # "34 giường bệnh và 15 bác sĩ trên vạn dân"
        found = [replace(m, per=m.per or found[-1].per) for m in found]
    # "Năm 2026 đạt 60% và năm 2030 đạt 100% hộ dân": what is measured is said once.
    named = next((m.indicator for m in reversed(found) if m.indicator), "")
    yield from (m if m.indicator else replace(m, indicator=named) for m in found)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said about one of several quantities: before it, behind it, of all, for when."""

    lead: str
    text: str
    tail: str
    year: int | None


def _shared_tail(parts: Sequence[Part], knowledge: Knowledge) -> tuple[list[str], str]:
    """The words behind each quantity, and the predicate that all of them share."""
    own = [part.after for part in parts]
    last = knowledge.find("predicate", own[-1])
    bare = [not knowledge.find("predicate", text) for text in own[:-1]]
    if last and all(bare) and all(own[:-1]) and not parts[0].before.strip(" ,"):
        return [*own[:-1], own[-1][: last.start()].strip()], own[-1][last.start() :]
    return own, ""


def _lead_of(
    parts: Sequence[Part], index: int, text: str, knowledge: Knowledge
) -> tuple[str, int | None]:
    """What stands before a quantity, that of the first one being understood, and its year."""
    part, head = parts[index], parts[0].before.strip(" ,")
    late = knowledge.find("time_last", head)
    head = head[: late.start()].strip(" ,:") if late else head
    if late and not index:
        return head, int(late["year"])
    lead = part.before.strip(" ,") if index else head
    only_time = knowledge.find("only_time", lead) if index else None
    if only_time:
        return head, int(only_time["year"])
    first = knowledge.find("time_first", lead) if index else None
    if first:
        return lead[first.end() :], int(first["year"])
    shared, colon, _ = head.partition(": ")
    if index and lead and colon:
        lead = f"{shared}: {lead}"
    if index and (not lead or (part.quantity.change and not text and not part.before)):
        lead = head
    return ("" if part.quantity.change and text and head.endswith(",") else lead), None


def _measure_part(parts: Sequence[Part], index: int, said: _Said, knowledge: Knowledge) -> Measured:
    part, text = parts[index], said.text
    quantity = with_shared_bound(part, parts[index - 1]) if index else part.quantity
    unit, per, text = _unit_behind(quantity, text, knowledge)
    if index and quantity.change is None and not part.before and not quantity.verb:
        quantity = replace(quantity, change=parts[0].quantity.change)
    scope, text = _take_scope(text, knowledge) if said.lead else (None, text)
    if unit and is_measure(unit, knowledge) and text.startswith(unit):
        text = text[len(unit) :].strip()
    measuring = bool(said.lead) and _measures(part, knowledge) and (quantity.is_ratio or unit)
    counted = unit if not quantity.is_ratio else None
    base, rest = _base(text, counted, knowledge) if measuring else ("", text)
    indicator = _trimmed(_joined(said.lead, rest, said.tail))
    share = (base or None) if quantity.is_ratio else quantity.whole(unit)
    return Measured(
        quantity, _value_text(part, text), indicator, unit, per, share, scope, said.year
    )
