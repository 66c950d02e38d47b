"""Stretches of time that a text names with their year: days, months, quarters, halves, years."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planparse import regex

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Y = r"(?P<year>20\d\d)"
_Q = r"(?:IV|I{1,3}|[1-4])(?!\w)"
_QUARTER = r"(?:qu[ýíi]|qúy|(?<!\p{L})q\.?)"  # many type "Qúy"
_MONTH = r"(?:tháng\s*|(?<!\p{L})T)"
_AND = rf"\s*(?:,|và|-|–|÷|\+|&|đến(?:\s+hết)?|;)\s*(?:{_QUARTER}|tháng|T|năm)?\s*"
_OF = r"\s*(?:/|-|\.|,?\s*năm|,?\s+của\s+năm|,)?\s*"
_MONTHS = rf"(?P<months>\d{{1,2}}(?:{_AND}\d{{1,2}})*)"
# Not behind the day of an impossible date ("31/6/2026"), but behind a year: "9/2025-6/2026".
_ALONE = r"(?<![\d\p{L}])(?<!(?<!\d)\d{1,2}\s*[/.-]\s*)"
# One stretch of time each; the longest that fits at a place counts. Groups say what stands where.
_PERIODS = [
    regex.compile(pattern, regex.I)
    for pattern in (
        r"(?:ngày\s+)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*" + _Y,
        r"(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+" + _Y,
        rf"{_QUARTER}\s*(?P<quarters>{_Q}(?:{_AND}{_Q})*){_OF}{_Y}",
        rf"{_MONTH}{_MONTHS}\s*(?:/|-|\.|,?\s*năm)\s*{_Y}",
        rf"{_ALONE}{_MONTHS}\s*[/.-]\s*{_Y}",
        rf"(?P<half>6|06|sáu)\s+tháng\s+(?P<which>đầu|cuối)(?:\s+năm)?\s*{_Y}",
        rf"nửa\s+(?P<which>đầu|cuối)\s+năm\s*{_Y}",
        rf"(?:cuối\s+)?(?:trong\s+|cả\s+)?(?:các\s+)?(?:năm\s*)?(?<!\d|[/.]){_Y}(?!\d)",
    )
]
_DIGITS = regex.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time and the stretch of text that names it."""

    first: date
    last: date
    start: int
    end: int
    is_several: bool = False
    is_day: bool = False


def find_periods(line: str) -> Iterator[Period]:
    """Every stretch of time that is named with its year, in order, the longest at each place."""
    at = 0
    while at < len(line):
        matches = [m for p in _PERIODS if (m := p.match(line, at))]
        best = max(matches, key=lambda m: m.end(), default=None)
        period = _to_period(best) if best else None
        if best and period:
            yield period
            at = best.end()
        else:
            at += 1


def _to_period(match: regex.Match[str]) -> Period | None:
    groups = match.groupdict()
    year = int(groups["year"])
    span = match.span()
    try:
        if groups.get("day"):
            day = date(year, int(groups["month"]), int(groups["day"]))
            return Period(day, day, *span, is_day=True)
        if groups.get("quarters"):
            named = regex.findall(r"IV|I{1,3}|[1-4]", groups["quarters"].upper())
            numbers = [_QUARTERS[quarter] for quarter in named]
            return _months(year, 3 * min(numbers) - 2, 3 * max(numbers), span, numbers)
        if groups.get("months"):
            numbers = [int(m) for m in _DIGITS.findall(groups["months"])]
            return _months(year, min(numbers), max(numbers), span, numbers)
        if groups.get("which"):
            begin = 1 if groups["which"].casefold() == "đầu" else 7
            return _months(year, begin, begin + 5, span, [begin])
    except ValueError:
        return None
    return _months(year, 1, 12, span, [1])


def _months(
    year: int, first: int, last: int, span: tuple[int, int], numbers: list[int]
) -> Period | None:
    if numbers != sorted(numbers) or not 1 <= first <= last <= 12:
        return None
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Period(date(year, first, 1), end, *span, is_several=len(numbers) > 1)


def share_years(periods: list[Period], line: str) -> list[Period]:
    """ "Từ tháng 3 đến tháng 6/2024": a month or day before it takes the year that is named."""
    if len(periods) != 1:
        return periods
    period = periods[0]
    lead = line[: period.start]
    match = regex.search(
        r"(?P<what>tháng|qu[ýí]|ngày|^|từ)\s*(?P<number>IV|I{1,3}|\d{1,2})(?:\s*/\s*(?P<month>\d{1,2}))?"
        r"\s*(?:-|–|đến(?:\s+hết)?|tới)\s*$", lead, regex.I,
    )  # fmt: skip
    if not match:
        return periods
    year, what = period.last.year, match["what"].casefold()
    try:
        if what in {"quý", "quí"}:
            begin = date(year, 3 * _QUARTERS[match["number"].upper()] - 2, 1)
        elif what == "tháng":
            begin = date(year, int(match["number"]), 1)
        elif period.is_day:
            month = int(match["month"] or period.first.month)
            begin = date(year, month, int(match["number"]))
        else:
            return periods
    except (ValueError, KeyError):
        return periods
    if begin > period.last:
        return periods
    end = match.end("month") if match["month"] else match.end("number")
    return [Period(begin, begin, match.start(), end), period]
