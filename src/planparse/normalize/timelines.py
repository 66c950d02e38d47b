"""When something is to be done: dates, rhythm, and what it waits for."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import regex

from planparse.knowledge import Knowledge
from planparse.schema.records import Cadence
from planparse.text import one_line

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Y = r"(?P<year>20\d\d)"
_Q = r"(?:IV|I{1,3}|[1-4])(?!\w)"
_TO = r"\s*(?:-|–|đến(?:\s+hết)?|tới)\s*"
_AND = r"\s*(?:,|và|-|–|÷|đến(?:\s+hết)?|;)\s*(?:qu[ýí]|tháng|T|năm)?\s*"
_OF = r"\s*(?:/|-|\.|,?\s*năm|,?\s+của\s+năm|,)?\s*"
# One stretch of time each; the longest that fits at a place counts. Groups say what stands where.
_PERIODS = [
    regex.compile(pattern, regex.I)
    for pattern in (
        r"(?:ngày\s+)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*" + _Y,
        r"(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+" + _Y,
        rf"qu[ýí]\s*(?P<quarters>{_Q}(?:{_AND}{_Q})*){_OF}{_Y}",
        rf"(?:tháng\s*|\bT)?(?<!\d|\d[/.-])(?P<months>\d{{1,2}}(?:{_AND}\d{{1,2}})*)\s*(?:/|-|\.|\s+năm)\s*{_Y}",
        rf"(?P<half>6|06|sáu)\s+tháng\s+(?P<which>đầu|cuối)(?:\s+năm)?\s*{_Y}",
        rf"nửa\s+(?P<which>đầu|cuối)\s+năm\s*{_Y}",
        rf"(?:cuối\s+)?(?:trong\s+|cả\s+)?(?:các\s+)?(?:năm\s*)?(?<!\d|[/.]){_Y}(?!\d)",
    )
]
_DIGITS = regex.compile(r"\d{1,2}")
_FROM_ISSUE = regex.compile(
    r"(?P<count>\d+)\s*(?P<unit>ngày|tháng|năm)\s*(?:,\s*)?(?:kể\s+)?(?:từ|sau)\s+(?:khi\s+|ngày\s+)?"
    r"(?:(?:ký|được)\s+)*(?:(?:Kế\s+hoạch|Quyết\s+định|Chương\s+trình|văn\s+bản)(?:\s+này)?\s+)?"
    r"(?:(?:được|có\s+hiệu\s+lực|ký)\s*)*(?:ký\s+)?(?:ban\s+hành|này|ký|kế\s+hoạch)",
    regex.I,
)
_WORKING = regex.compile(r"ngày\s+làm\s+việc", regex.I)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the time of a task says; `is_settled` is false when there is text that says nothing."""

    starts_on: date | None = None
    due_on: date | None = None
    cadence: Cadence | None = None
    condition_text: str | None = None
    is_settled: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time and the stretch of text that names it."""

    first: date
    last: date
    start: int
    end: int
    is_several: bool = False
    is_day: bool = False


def parse_timeline(text: str, issued_on: date | None, knowledge: Knowledge) -> Timeline:
    """The dates, rhythm and condition of a timeline; what is not settled stays None."""
    line = one_line(text)
    if not line:
        return Timeline()
    counted = _count_from_issue(line, issued_on, knowledge)
    if counted:
        return counted
    condition = knowledge.find("condition", line)
    rest = (line[: condition.start()] + line[condition.end() :]) if condition else line
    waits = _without_brackets(condition[0].strip(" .;,")) if condition else None
    cadence = parse_cadence(rest, knowledge)
    yearly_day = cadence in {"yearly", "half_yearly", "quarterly", "monthly"} and knowledge.find(
        "recurring_day", rest
    )
    timeline = Timeline() if yearly_day else _from_periods(rest, knowledge)
    settled = bool(timeline.due_on or timeline.starts_on or cadence or waits)
    return replace(timeline, cadence=cadence, condition_text=waits, is_settled=settled)


def _without_brackets(text: str) -> str:
    inner = text[1:-1]
    whole = text.startswith("(") and text.endswith(")") and "(" not in inner
    return inner if whole else text


def parse_cadence(text: str, knowledge: Knowledge) -> Cadence | None:
    """How often, as the most frequent of the words says that stand in the text."""
    for name in ("daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "continuous"):
        if knowledge.find(f"cadence_{name}", text):
            return name
    return None


def _count_from_issue(line: str, issued_on: date | None, knowledge: Knowledge) -> Timeline | None:
    """ "100 ngày kể từ ngày ban hành": the first day is not counted."""
    if issued_on and knowledge.find("since_issue", line):
        return Timeline(starts_on=issued_on)
    match = _FROM_ISSUE.search(line)
    if not match or _WORKING.search(line):
        return (
            Timeline(condition_text=line)
            if regex.search(r"\d+\s*ngày.*(kể từ|sau khi)", line, regex.I)
            else None
        )
    if issued_on is None:
        return Timeline(is_settled=False)
    count = int(match["count"])
    if match["unit"].casefold() == "ngày":
        due = issued_on + timedelta(days=count)
    else:
        due = _add_months(issued_on, count * (12 if match["unit"].casefold() == "năm" else 1))
    return Timeline(due_on=due, cadence=parse_cadence(line[: match.start()], knowledge))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _from_periods(line: str, knowledge: Knowledge) -> Timeline:
    periods = _share_years(list(find_periods(line)), line)
    if not periods:
        return Timeline()
    first, last = periods[0], periods[-1]
    lead = line[: first.start]
    if len(periods) == 1:
        return _from_one(first, lead, line[first.end :], knowledge)
    between = line[first.end : last.start]
    if (
        len(periods) == 2
        and knowledge.find("from_word", lead) is None
        and not regex.search(r"^\s*(,|và|;|-|–|÷|đến|tới|cho)", between, regex.I)
    ):
        return Timeline()
    if not _is_run(periods):
        return Timeline()
    return Timeline(starts_on=first.first, due_on=last.last)


def _is_run(periods: list[Period]) -> bool:
    return all(a.first <= b.first for a, b in pairwise(periods))


def _from_one(period: Period, lead: str, tail: str, knowledge: Knowledge) -> Timeline:
    if knowledge.find("open_end", tail):
        return Timeline(starts_on=period.first)
    if knowledge.find("before_word", lead):
        if period.is_day:
            return Timeline(due_on=period.last)
        return Timeline(due_on=period.first - timedelta(days=1))
    if knowledge.find("from_word", lead) and not period.is_several:
        return Timeline(starts_on=period.first)
    return Timeline(starts_on=period.first if period.is_several else None, due_on=period.last)


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


def _share_years(periods: list[Period], line: str) -> list[Period]:
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
    return [Period(begin, begin, match.start(), match.start()), period]
