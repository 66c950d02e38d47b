"""Bounds that stand apart from their number: behind its unit, before "mỗi xã", or before another
number that shares them."""

from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.normalize.targets.promised import Part, Quantity
from planparse.schema.vocabulary import Comparator
from planparse.text import one_line


def with_late_bound(
    quantity: Quantity, after: str, text: str, knowledge: Knowledge
) -> tuple[Quantity, str]:
    """A quantity with the bound behind its unit, and what stands `after` it without that: "từ 80%
    đảng viên trở lên"; `text` is where "từ" may open it.

    Behind a number with another bound the words say something else: "trên 90% hoàn thành tốt nhiệm
    vụ trở lên".
    """
    opened = bool(knowledge.find("bound_opened", text))
    bound, rest = _take_late_bound(after, knowledge, opened)
    if bound is None or quantity.comparator not in {"=", bound}:
        return quantity, after
    return replace(quantity, comparator=bound), rest


def _take_late_bound(
    text: str, knowledge: Knowledge, is_opened: bool = False
) -> tuple[Comparator | None, str]:
    """The bound behind a unit, and the text without it: "điểm trở lên" is >= and "điểm".

    A bound that "từ" opens may have more text behind it: "từ 80% đảng viên trở lên sử dụng …".
    """
    for entry in knowledge.comparators:
        place = text.lower().find(entry.wording)
        if entry.side == "before" or place < 0:
            continue
        before, after = text[:place], text[place + len(entry.wording) :]
        ends = is_opened or not after.strip(" ,.;") or knowledge.find("compared_next", after)
        if ends and not any(c.isdigit() for c in before):  # else it is the bound of another number
            return entry.comparator, one_line(f"{before}{after}")
    return None, text


def take_bound_of_each(text: str, knowledge: Knowledge) -> tuple[str, str]:
    """The bound before "mỗi …", and the text without it: "Ít nhất mỗi xã có 01 mô hình"."""
    match = knowledge.find("bound_of_each", text)
    return (one_line(match[0]), text[match.end() :]) if match else ("", text)


def with_bound_of_each(
    quantity: Quantity, before: str, knowledge: Knowledge
) -> tuple[Quantity, str]:
    """A quantity with the bound that what stands `before` it begins with, and that without it."""
    bound, rest = take_bound_of_each(before.lstrip(" ,"), knowledge)
    if not bound or quantity.comparator != "=":
        return quantity, before
    words = {entry.wording: entry.comparator for entry in knowledge.comparators}
    return replace(quantity, comparator=words[bound.casefold()]), rest


def with_shared_bound(part: Part, before: Part) -> Quantity:
    """The quantity of a part, with the bound of the one `before` it where "và" makes both share it:
    of two upper bounds ("không quá 15 phút ở đô thị và 30 phút ở nông thôn"), or changes."""
    quantity, other = part.quantity, before.quantity
    opened = not before.text[other.number_start - other.start :][:1].isdigit()
    plain = not part.before and not quantity.verb and quantity.comparator == "="
    alike = quantity.unit == other.unit and quantity.change is None and part.joint == "và"
    certain = other.comparator in {"<", "<="} or other.change is not None
    shares = plain and alike and opened and certain
    return replace(quantity, comparator=other.comparator) if shares else quantity
