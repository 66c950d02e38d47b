"""Two quantities that are the ends of one range: "từ 5 ha đến 7 ha", "15 triệu - 20 triệu đồng"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.normalize.targets.promised import Quantity
from planparse.text import one_line

_CURRENCIES = frozenset({"đồng", "USD", "VNĐ", "VND", "EUR"})


def with_ranges(found: Sequence[Quantity], text: str, knowledge: Knowledge) -> Iterator[Quantity]:
    """The quantities, two that are the ends of a range as one: "từ 5 ha đến 7 ha"."""
    last: Quantity | None = None
    for quantity in found:
        whole = _to_range(last, quantity, text, knowledge) if last else None
        if last and not whole:
            yield last
        last = whole or quantity
    if last:
        yield last


def _to_range(low: Quantity, high: Quantity, text: str, knowledge: Knowledge) -> Quantity | None:
    """The range between two quantities that both name their unit; "5 xã - 3 thôn" is none."""
    between = knowledge.find("range_parted", text[low.end : high.start])
    is_plain = not high.verb and high.change is None and high.comparator in {"=", "<", "<="}
    if not between or not is_plain or low.value_max or high.value_max:
        return None
    named, behind = (one_line(t).casefold() for t in (between["unit"], text[high.end :]))
    value = _counted_in(high.unit, low, knowledge)
    fits = behind.startswith(named) and low.per in (None, high.per)
    if not fits or value is None or value >= high.value:
        return None
    top, unit, per = high.value, high.unit, high.per
    return replace(low, end=high.end, value=value, value_max=top, unit=unit, per=per)


def _counted_in(unit: str | None, quantity: Quantity, knowledge: Knowledge) -> float | None:
    """The value of a quantity in a unit: of "500 triệu đồng" in "tỷ đồng" 0.5; or None."""
    if quantity.unit == unit:
        return quantity.value
    (own_factor, own), (factor, money) = (_money_of(u, knowledge) for u in (quantity.unit, unit))
    if money not in _CURRENCIES or own not in {"", money}:
        return None
    return quantity.value * own_factor / factor


def _money_of(unit: str | None, knowledge: Knowledge) -> tuple[float, str]:
    """The scale and the currency of "triệu đồng"; the unit itself where it is no money."""
    scale, _, currency = (unit or "").rpartition(" ")
    is_money = currency in _CURRENCIES
    return (knowledge.scales.get(scale, 1.0), currency) if is_money else (1.0, unit or "")
