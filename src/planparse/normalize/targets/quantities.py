"""Quantities in Vietnamese text: "đạt trên 80%", "1,5 triệu lượt", "từ 5 đến 7 mô hình"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.schema.vocabulary import Change, Comparator
from planparse.text import one_line

NUMERAL = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?![\d,])"
    r"|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+"
)
# How number words and money are abbreviated or spelt otherwise.
_WRITTEN_OUT = {"tỉ": "tỷ", "tr": "triệu", "đ": "đồng"}
_CURRENCIES = frozenset({"đồng", "USD", "VNĐ", "VND", "EUR"})
_GROUPED = regex.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
# As some spreadsheets write them: two commas leave no other reading.
_GROUPED_BY_COMMAS = regex.compile(r"\d{1,3}(,\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound, unit and rate; `start` to `end` is its stretch of the text.

    `number_start` is where the bound or number itself begins, behind the verb; `total` is 48 of
    "45/48 xã", where a sentence says so.
    """

    start: int
    number_start: int
    end: int
    verb: str
    change: Change | None
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    per: str | None
    total: str | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether the unit is a percent sign."""
        return self.unit == "%"

    def whole(self, unit: str | None) -> str | None:
        """What it is a part of: of "45/48 xã", "48 xã"."""
        return f"{self.total} {unit}" if self.total and unit else None


def parse_numeral(text: str) -> float:
    """The value of a Vietnamese numeral: "1.000" is a thousand, "3,5" three and a half."""
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if _GROUPED_BY_COMMAS.fullmatch(text):
        text = text.replace(",", "")
    return float(text.replace(",", "."))


def tight(rate: str) -> str:
    """A rate without the spaces of a narrow cell: "người/ năm" is "người/năm"."""
    return regex.sub(r"\s*/\s*", "/", one_line(rate))


def rate_around(quantity: Quantity, lead: str, knowledge: Knowledge) -> str | None:
    """The rate that a text begins or ends with: "Mỗi năm tăng 2%" is 2 % a year. A share that holds
    every year has none ("Mỗi năm 100% hộ dân")."""
    each = knowledge.find("each_time_first", lead) or knowledge.find("each_time_last", lead)
    holds = quantity.is_ratio and quantity.change is None
    return each["rate"].casefold() if each and not holds else None


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
        if entry.side == "before" or entry.wording not in text:
            continue
        before, _, after = text.partition(entry.wording)
        ends = is_opened or not after.strip(" ,.;") or knowledge.find("compared_next", after)
        if ends and not any(c.isdigit() for c in before):  # else it is the bound of another number
            return entry.comparator, one_line(f"{before}{after}")
    return None, text


def find_quantities(text: str, knowledge: Knowledge) -> list[Quantity]:
    """Every quantity of a text, in order; years, dates, ages and numbers of acts are none."""
    return list(_find_quantities(text, knowledge))


@lru_cache(maxsize=1024)  # texts of a plan are looked at from several sides, and year cells repeat
def _find_quantities(text: str, knowledge: Knowledge) -> tuple[Quantity, ...]:
    if not any(map(str.isdigit, text)):
        return ()
    if age := knowledge.find("age_alone", text):
        text = text.replace(age["word"], " " * len(age["word"]))
    matches = list(_pattern(knowledge).finditer(text))
    others = knowledge.patterns["not_a_quantity"].find_all(text) if matches else []
    blocked = [other.span() for other in others]
    found = [
        _to_quantity(match, knowledge)
        for match in matches
        if not any(start <= match.start("number") < end for start, end in blocked)
    ]
    return tuple(_with_ranges(found, text, knowledge))


def _with_ranges(found: Sequence[Quantity], text: str, knowledge: Knowledge) -> Iterator[Quantity]:
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


@lru_cache(maxsize=8)
def _pattern(knowledge: Knowledge) -> regex.Pattern[str]:
    """The expression for a quantity, its words taken from what is known."""
    before, after = (
        "|".join(
            regex.escape(c.wording).replace(r"\ ", r"\s+")
            for c in sorted(knowledge.comparators, key=lambda c: -len(c.wording))
            if c.side == side
        )
        for side in ("before", "after")
    )
    verb, late_verb, change, level, rate = (
        f"(?:{knowledge.patterns[name].pattern})"
        for name in ("value_verb", "verb_behind_bound", "change_verb", "level_word", "rate_unit")
    )
    scale, apart = "|".join(knowledge.scales), knowledge.patterns["behind_no_scale"].pattern
    return regex.compile(
        rf"""(?<![\p{{L}}\d.,/-])
        (?:(?P<verb>{verb}(?:\s+{verb})*)\s+)?
        (?:(?P<change>{change})
           (?P<level>\s+(?:từ\s+(?:{NUMERAL})\s*%?\s+(?:lên|xuống|còn)|{level}(?=\s)))?
           (?:\s+(?:đến|tới|còn)(?=\s+[\d>≥<]))?
           (?:\s+(?:thêm|bình\s+quân|trung\s+bình|mỗi\s+năm|h[ằà]ng\s+năm|được|so\s+với\s+năm\s+\d+))*\s+)?
        (?:(?:đạt|có|bình\s+quân|trung\s+bình)\s+)?
        (?:(?P<before>{before})\s*(?::\s*)?(?:(?P<late_verb>{late_verb})\s+)?)?(?:(?:từ|mức)\s+)?
        (?P<minus>(?<![^\s(:])−(?=\d))?(?P<number>{NUMERAL})(?P<percent1>\s*%)?
        (?:\s*(?:-|–|−|÷|~|(?P<to>đến|tới))\s*(?:(?P<below><|dưới\s)\s*)?(?P<high>{NUMERAL})(?![\d/]))?
        (?:\s*(?P<percent>(?:điểm\s+)?(?:%|phần\s+trăm(?!\p{{L}}))|‰))?
        (?:\s+(?P<scale>(?:{scale})(?!\p{{L}}|\s+(?:{apart})(?!\p{{L}}))
           |tr\.?(?=\s*(?:đồng|đ(?!\p{{L}})|USD))))?
        (?P<money>\s*(?:đồng|USD|VNĐ|VND|EUR|(?<=(?:tr|nghìn|triệu|tỷ)\.?\s*)đ)(?!\p{{L}}))?
        (?:\s+(?P<after>{after}))?
        (?:\s*(?:/|mỗi\s+|một\s+)\s*(?P<per>{rate}(?:\s*/\s*{rate})*)(?!\p{{L}}))?
        """,
        regex.I | regex.X,
    )


def _of_percent(sign: str) -> str:
    """A share, a share of a thousand, or the points between two shares."""
    if sign == "‰":
        return sign
    return "điểm phần trăm" if sign.casefold().startswith("điểm") else "%"


def _to_quantity(match: regex.Match[str], knowledge: Knowledge) -> Quantity:
    words = {c.wording: c.comparator for c in knowledge.comparators}
    bound = match["after"] or match["before"]
    comparator = words[one_line(bound).casefold()] if bound else "="
    value = parse_numeral(match["number"]) * (-1 if match["minus"] else 1)
    high = parse_numeral(match["high"]) if match["high"] else None
    percent = match["percent"] or match["percent1"]
    unit = _of_percent(one_line(percent)) if percent else None
    scale = (match["scale"] or "").casefold().rstrip(".")
    money = one_line(match["money"] or "")
    if money:
        unit = f"{_WRITTEN_OUT.get(scale, scale)} {_WRITTEN_OUT.get(money, money)}".strip()
    elif scale:
        factor = knowledge.scales[_WRITTEN_OUT.get(scale, scale)]
        value, high = value * factor, high * factor if high else None
    change: Change | None = None
    if match["change"]:
        change = "increase" if match["increase"] else "decrease"
    number_start = match.start("before") if match["before"] else match.start("number")
    quantity = Quantity(
        start=match.start(),
        number_start=number_start,
        end=match.end(),
        verb=one_line(match["verb"] or match["late_verb"] or "").casefold(),
        change=None if match["level"] else change,
        comparator=comparator,
        value=value,
        value_max=high,
        unit=unit,
        per=tight(match["per"]) if match["per"] else None,
    )
    return _of_fall(quantity, bool(match["below"])) if match["to"] else quantity


def _of_fall(quantity: Quantity, is_below: bool) -> Quantity:
    """ "Từ 5% đến 3%" is no range but a level that is reached, as "xuống 3%" is."""
    if quantity.value_max is None or quantity.value_max >= quantity.value:
        return quantity
    comparator: Comparator = "<" if is_below else quantity.comparator
    return replace(
        quantity,
        verb="xuống",
        change=None,
        comparator=comparator,
        value=quantity.value_max,
        value_max=None,
    )
