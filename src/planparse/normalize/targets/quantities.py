"""Quantities in Vietnamese text: "đạt trên 80%", "1,5 triệu lượt", "từ 5 đến 7 mô hình"."""

import math
from dataclasses import replace
from functools import lru_cache

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.targets.promised import Quantity
from planparse.normalize.targets.ranges import with_ranges
from planparse.schema.vocabulary import Change, Comparator
from planparse.text import one_line

NUMERAL = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?![\d,])"
    r"|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+"
)
# How number words and money are abbreviated or spelt otherwise.
_WRITTEN_OUT = {"ngh": "nghìn", "tỉ": "tỷ", "tr": "triệu", "đ": "đồng"}
# Behind the stroke of a part: the whole, or what a rate is per.
_TOTAL = regex.compile(r"\s*/\s*(\d{1,3}(?:\.\d{3})+|\d+)(?![\d.,/])")
_RATE_BASE = regex.compile(r"100+|10*\.000")
_GROUPED = regex.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
# As some spreadsheets write them: two commas leave no other reading.
_GROUPED_BY_COMMAS = regex.compile(r"\d{1,3}(,\d{3}){2,}")


def parse_numeral(text: str) -> float:
    """The value of a Vietnamese numeral: "1.000" is a thousand, "3,5" three and a half."""
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if _GROUPED_BY_COMMAS.fullmatch(text):
        text = text.replace(",", "")
    return float(text.replace(",", "."))


def find_total(text: str, at: int, knowledge: Knowledge) -> regex.Match[str] | None:
    """The whole behind a number that is a part of it, where its stroke stands at `at`: 48 of "45/48
    xã", but not of "45/100.000 trẻ", which is a rate."""
    total = _TOTAL.match(text, at)
    is_rate = total and _RATE_BASE.fullmatch(total[1])
    return total if not is_rate or knowledge.find("counted_whole", text[at:].lstrip(" /")) else None


def tight(rate: str) -> str:
    """A rate without the spaces of a narrow cell: "người/ năm" is "người/năm"."""
    return regex.sub(r"\s*/\s*", "/", one_line(rate))


def rate_around(quantity: Quantity, lead: str, knowledge: Knowledge) -> str | None:
    """The rate that a text begins or ends with: "Mỗi năm tăng 2%" is 2 % a year. A share that holds
    every year has none ("Mỗi năm 100% hộ dân")."""
    each = knowledge.find("each_time_first", lead) or knowledge.find("each_time_last", lead)
    holds = quantity.is_ratio and quantity.change is None
    return each["rate"].casefold() if each and not holds else None


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
    # Hundreds of figures are no number: a line of them, or a file of digits.
    known = [each for each in found if math.isfinite(each.value)]
    return tuple(with_ranges(known, text, knowledge))


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
    no_money = knowledge.patterns["behind_no_money"].pattern
    return regex.compile(
        rf"""(?<![\p{{L}}\d.,/-])
        (?:(?P<verb>{verb}(?:\s+{verb})*)\s+)?
        (?:(?P<change>{change})
           (?P<level>\s+(?:từ\s+(?:{NUMERAL})\s*%?\s+(?:lên|xuống|còn)|{level}(?=\s)))?
           (?:\s+(?:đến|tới|còn)(?=\s+[\d>≥<]))?
           (?:\s+(?:thêm|bình\s+quân|trung\s+bình|mỗi\s+năm|h[ằà]ng\s+năm|được|so\s+với\s+năm\s+\d+))*\s+)?
        (?:(?:đạt|có|bình\s+quân|trung\s+bình)\s+)?
        (?:(?P<before>{before})\s*(?::\s*)?(?:(?P<late_verb>{late_verb})\s+)?
           (?:(?:mỗi|h[ằà]ng)\s+(?P<each>năm|quý|tháng|tuần|ngày)\s+)?)?(?:(?:từ|mức)\s+)?
        (?P<minus>(?<![^\s(:])−(?=\d))?(?P<number>{NUMERAL})(?P<percent1>\s*%)?
        (?:\s*(?:-|–|−|÷|~|(?P<to>đến|tới))\s*(?:(?P<below><|dưới\s)\s*)?(?P<high>{NUMERAL})(?![\d/]))?
        (?:\s*(?P<percent>(?:điểm\s*)?(?:%|phần\s+trăm(?!\p{{L}}))|‰))?
        (?:\s+(?P<scale>(?:{scale})(?!\p{{L}}|\s+(?:{apart})(?!\p{{L}}))
           |ngh\.(?=\s+\p{{L}})|tr\.?(?=\s*(?:đồng|đ(?!\p{{L}})|USD))))?
        (?P<money>(?<![%‰]\s*)\s*(?:đồng(?!\s+(?:{no_money})(?!\p{{L}}))|USD|VNĐ|VND|EUR|(?<=(?:tr|nghìn|triệu|tỷ)\.?\s*)đ)(?!\p{{L}}))?
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
        unit = (
            f"{_WRITTEN_OUT.get(scale, scale)} {_WRITTEN_OUT.get(money.casefold(), money)}".strip()
        )
    elif scale:
        factor = knowledge.scales[_WRITTEN_OUT.get(scale, scale)]
        value, high = value * factor, high * factor if high else None
    # A share that holds every year is no rate.
    per = match["per"] or (match["each"] if unit != "%" else None)
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
        per=tight(per) if per else None,
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
