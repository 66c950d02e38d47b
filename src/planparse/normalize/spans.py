"""Stretches of time that a text names with their year: days, months, quarters, halves, years."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planparse import regex
from planparse.knowledge import Knowledge

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# The wordings that each name one stretch of time; their groups say what stands where.
_PERIODS = (
    "period_day",
    "period_day_in_words",
    "period_quarters",
    "period_months",
    "period_bare_months",
    "period_half",
    "period_half_in_words",
    "period_year",
)
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


def find_periods(line: str, knowledge: Knowledge) -> Iterator[Period]:
    """Every stretch of time that is named with its year, in order, the longest at each place."""
    wordings = [knowledge.patterns[name] for name in _PERIODS]
    at = 0
    while at < len(line):
        matches = [m for wording in wordings if (m := wording.match(line, at))]
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
        if "first_half" in groups:
            begin = 1 if groups["first_half"] else 7
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


def share_years(periods: list[Period], line: str, knowledge: Knowledge) -> list[Period]:
    """ "Từ tháng 3 đến tháng 6/2024": a month or day before it takes the year that is named."""
    if len(periods) != 1:
        return periods
    period = periods[0]
    match = knowledge.find("shares_year", line[: period.start])
    if not match:
        return periods
    year = period.last.year
    try:
        if match["is_quarter"]:
            begin = date(year, 3 * _QUARTERS[match["number"].upper()] - 2, 1)
        elif match["is_month"]:
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
