"""Stretches of time that a text names with their year: days, months, quarters, halves, years."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

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
# The numbers of months and quarters.
_NUMBERS = regex.compile(r"\d{1,2}|IV|I{1,3}", regex.I)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time and the stretch of text that names it.

    `is_parted` is true for several times with time between them ("Quý I, III/2026").
    """

    first: date
    last: date
    start: int
    end: int
    is_several: bool = False
    is_day: bool = False
    is_parted: bool = False


def find_periods(line: str, knowledge: Knowledge) -> Iterator[Period]:
    """Every stretch of time that is named with its year, in order, the longest at each place."""
    wordings = [knowledge.patterns[name] for name in _PERIODS]
    at = 0
    while at < len(line):
        matches = [m for wording in wordings if (m := wording.match(line, at))]
        best = max(matches, key=lambda m: m.end(), default=None)
        period = _to_period(best, knowledge) if best else None
        if best and period:
            yield period
            at = best.end()
        else:
            at += 1


def _to_period(match: regex.Match[str], knowledge: Knowledge) -> Period | None:
    groups = match.groupdict()
    year = int(groups["year"])
    span = match.span()
    named = groups.get("quarters") or groups.get("months")
    try:
        if groups.get("day"):
            day = date(year, int(groups["month"]), int(groups["day"]))
            return Period(day, day, *span, is_day=True)
        if named:
            return _of_numbers(named, year, 3 if groups.get("quarters") else 1, span, knowledge)
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


def _of_numbers(
    named: str, year: int, length: int, span: tuple[int, int], knowledge: Knowledge
) -> Period | None:
    """Quarters or months of a year, each so many months long."""
    numbers = [_QUARTERS.get(n.upper()) or int(n) for n in _NUMBERS.findall(named)]
    first, last = length * (min(numbers) - 1) + 1, length * max(numbers)
    whole = _months(year, first, last, span, numbers)
    parted = whole and _is_parted(named, numbers, knowledge)
    return replace(whole, is_parted=True) if whole and parted else whole


def _is_parted(named: str, numbers: Sequence[int], knowledge: Knowledge) -> bool:
    """Whether a list leaves numbers out: "I, III" does, "I, II" and "I - III" do not."""
    gaps = pairwise(_NUMBERS.finditer(named))
    between = [named[before.end() : after.start()] for before, after in gaps]
    return any(
        after - before > 1 and knowledge.find("times_listed", gap)
        for (before, after), gap in zip(pairwise(numbers), between, strict=True)
    )


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
