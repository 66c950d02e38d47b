"""When something is to be done: dates, rhythm, and what it waits for."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise, permutations

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.times.spans import Period, find_periods, share_years
from planparse.schema.vocabulary import Cadence
from planparse.text import one_line

DAYS_OF_YEAR = 365
# Dashes and strokes between figures as some offices type them, and what may stand behind a time.
_LONG_DASH = regex.compile(r"(?<=[\dIVXivx]\s?)[—−](?=\s?[\p{L}\d])")
_WIDE_STROKE = regex.compile(r"(?<=[\dIVXivx])(\s+/\s*|/\s+)(?=\d)")
# A time, and one in brackets behind it.
_BRACKETED = regex.compile(r"([^()]+?)\s*\(([^()]+)\)")
_STOPS = regex.compile(r"((?<=\))\.|[\s;,])+$")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The parsed time of a task; `is_settled` is false for a text that gave nothing."""

    starts_on: date | None = None
    due_on: date | None = None
    cadence: Cadence | None = None
    condition_text: str | None = None
    is_settled: bool = True


@lru_cache(maxsize=1024)  # many tasks of a plan are due at the same time
def parse_timeline(
    text: str, issued_on: date | None, knowledge: Knowledge, year: int | None = None
) -> Timeline:
    """The dates, rhythm and condition of a timeline; what is not settled stays None.

    `year` is the only one that the plan is for: a quarter, month or day without a year is of it.
    """
    line = with_year(_plain(text), year, issued_on, knowledge)
    if not any(map(str.isalnum, line)):
        return Timeline()
    counted = _count_from_issue(line, issued_on, knowledge)
    if counted:
        return counted
    condition = knowledge.find("condition", line)
    rest = (line[: condition.start()] + line[condition.end() :]) if condition else line
    rest = knowledge.patterns["act_in_time"].remove(rest)
    rest += f" {_latest(condition[0], knowledge)}" if condition else ""
    report = knowledge.find("report_behind", rest)
    rest = rest[: report.start()] if report else rest
    waits = _without_brackets(condition[0].strip(" .;,")) if condition else None
    cadence = parse_cadence(rest, knowledge)
    yearly_day = cadence in {"yearly", "half_yearly", "quarterly", "monthly"} and knowledge.find(
        "recurring_day", rest
    )
    timeline = Timeline() if yearly_day else _from_periods(rest, knowledge)
    if issued_on and timeline.due_on and knowledge.find("issue_to", line):
        timeline = replace(timeline, starts_on=issued_on)
    settled = bool(timeline.due_on or timeline.starts_on or cadence or waits)
    return replace(timeline, cadence=cadence, condition_text=waits, is_settled=settled)


def _plain(text: str) -> str:
    """A time on one line, its figures parted as most print them: "3 — 6 / 2026" is "3 – 6/2026"."""
    line = _LONG_DASH.sub("–", _WIDE_STROKE.sub("/", one_line(text)))
    return _STOPS.sub("", line)


def parse_beginning(
    text: str, issued_on: date | None, knowledge: Knowledge, year: int | None = None
) -> Timeline:
    """What a column of beginnings says: a stretch of time there begins on its first day."""
    timeline = parse_timeline(text, issued_on, knowledge, year)
    if timeline.starts_on or not timeline.due_on:
        return timeline
    line = with_year(_plain(text), year, issued_on, knowledge)
    periods = list(find_periods(line, knowledge))
    if len(periods) != 1 or knowledge.find("before_word", line[: periods[0].start]):
        return Timeline(is_settled=False)
    return Timeline(starts_on=periods[0].first)


def with_year(line: str, year: int | None, issued_on: date | None, knowledge: Knowledge) -> str:
    """ "Quý II" of a plan for 2026 is "Quý II/2026", unless that is before the plan was issued."""
    if year is None or not knowledge.find("within_year", line):
        return line
    written = _of_year(line.rstrip(" .;"), year, knowledge)
    due = _from_periods(written, knowledge).due_on
    return written if due and (issued_on is None or due >= issued_on) else line


def _of_year(text: str, year: int, knowledge: Knowledge) -> str:
    return f"{text} {year}" if knowledge.find("year_word_last", text) else f"{text}/{year}"


def _latest(condition: str, knowledge: Knowledge) -> str:
    """The day by which a task is due whatever it waits for: "Sau khi …, chậm nhất 30/6/2026"."""
    found = knowledge.find("at_the_latest", condition)
    return found["day"] if found and _from_periods(found["day"], knowledge).due_on else ""


def _without_brackets(text: str) -> str:
    inner = text[1:-1]
    whole = text.startswith("(") and text.endswith(")") and "(" not in inner
    return inner if whole else text


def parse_cadence(text: str, knowledge: Knowledge) -> Cadence | None:
    """How often: by the word in the text that means the most frequent rhythm."""
    for name in ("daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "continuous"):
        if knowledge.find(f"cadence_{name}", text):
            return name
    return None


def _count_from_issue(line: str, issued_on: date | None, knowledge: Knowledge) -> Timeline | None:
    """ "100 ngày kể từ ngày ban hành": the first day is not counted."""
    if issued_on and knowledge.find("since_issue", line):
        return Timeline(starts_on=issued_on)
    match = knowledge.find("count_from_issue", line)
    if not match or knowledge.find("working_days", line):
        waits = knowledge.find("days_from_event", line)
        return Timeline(condition_text=line) if waits else None
    if issued_on is None:
        return Timeline(is_settled=False)
    count = int(match["count"])
    try:
        if match["days"]:
            due = issued_on + timedelta(days=count)
        else:
            due = _add_months(issued_on, count * (12 if match["years"] else 1))
    except (OverflowError, ValueError):  # no date is so far away: misread, or misprinted
        return Timeline(is_settled=False)
    return Timeline(due_on=due, cadence=parse_cadence(line[: match.start()], knowledge))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _from_periods(line: str, knowledge: Knowledge) -> Timeline:
    line = knowledge.patterns["outlook"].until(line)
    if closer := _say_closer(line, knowledge):
        return closer
    periods = share_years(list(find_periods(line, knowledge)), line, knowledge)
    if not periods or knowledge.find("no_calendar_time", line[: periods[0].start]):
        return Timeline()
    first, last = periods[0], periods[-1]
    lead, tail = line[: first.start], line[last.end :]
    if knowledge.find("season", lead) and all(map(_is_year, periods)):
        return Timeline()
    if knowledge.find("counted_before", lead) or any(period.is_parted for period in periods):
        return Timeline()
    torn = line[first.start].isdigit() and knowledge.find("figures_before", lead)
    if torn or knowledge.find("stroke_behind", tail):
        return Timeline()
    if _names_another(lead, first, knowledge) or _names_another(tail, last, knowledge):
        return Timeline()
    if len(periods) == 1:
        return _from_one(first, lead, tail, knowledge)
    return _from_several(periods, line, knowledge)


def _say_closer(line: str, knowledge: Knowledge) -> Timeline | None:
    """The closer of a time and of one alone in brackets: "Quý II năm 2026 (trước ngày 20/6)"."""
    both = None if parse_cadence(line, knowledge) else _BRACKETED.fullmatch(line)
    for wide, exact in permutations(both.groups() if both else (), 2):
        period = next(find_periods(wide, knowledge), None)
        if not period or knowledge.find("before_word", wide[: period.start]):
            continue
        dated = any(find_periods(exact, knowledge))
        written = exact if dated else _of_year(exact, period.last.year, knowledge)
        told = [*find_periods(written, knowledge)]
        lead, end = (written[: told[0].start], told[0].end) if told else ("", 0)
        if end < len(written) or not knowledge.find("lead_alone", lead):
            continue
        found = _from_periods(written, knowledge)
        if found.due_on and period.first <= found.due_on <= period.last:
            return found
    return None


def _names_another(text: str, period: Period, knowledge: Knowledge) -> bool:
    """Whether a text beside a time names another one, without its year: "…/2026, hết năm đạt 80%".

    What says the same less exactly is no other: "Trong quý II, trước ngày 30/6/2026".
    """
    match = knowledge.find("other_time", text)
    if not match:
        return False
    written = _of_year(match[0], period.last.year, knowledge)
    same = next(find_periods(written, knowledge), None)
    if same is None or _is_year(same):
        return True
    return not same.first <= period.first <= period.last <= same.last


def _from_several(periods: list[Period], line: str, knowledge: Knowledge) -> Timeline:
    """The stretch that several times are the ends of, or make up without a gap: "2026, 2027".

    One deadline and another are none, for nothing begins on the first.
    """
    first, last = periods[0], periods[-1]
    lead, between = line[: first.start], line[first.end : last.start]
    is_run = all(a.first <= b.first for a, b in pairwise(periods))
    if knowledge.find("before_word", lead) or not is_run:
        return Timeline()
    begun = len(periods) == 2 and knowledge.find("begin_word", lead)
    if begun and knowledge.find("end_word", between):
        due = _from_one(last, between, "", knowledge).due_on
        return Timeline(starts_on=first.first, due_on=due) if due else Timeline()
    if not all(_goes_on(a, b, line[a.end : b.start], knowledge) for a, b in pairwise(periods)):
        return Timeline()
    if knowledge.find("open_end", line[last.end :]):
        return Timeline(starts_on=first.first)
    return Timeline(starts_on=first.first, due_on=last.last)


def _goes_on(before: Period, after: Period, between: str, knowledge: Knowledge) -> bool:
    """Whether a time and the next are one stretch: as a text says, or as they leave no gap."""
    if knowledge.find("times_joined", between):
        return True
    meets = before.last + timedelta(days=1) == after.first and not before.is_day
    return meets and bool(knowledge.find("times_listed", between))


def _is_year(period: Period) -> bool:
    return (period.last - period.first).days >= DAYS_OF_YEAR - 1


def _from_one(period: Period, lead: str, tail: str, knowledge: Knowledge) -> Timeline:
    ends = knowledge.find("finished_by", lead) and knowledge.find("kept_up", tail)
    if knowledge.find("open_end", tail) and not ends:
        return Timeline(starts_on=period.first)
    if knowledge.find("before_word", lead):
        if period.is_day:
            return Timeline(due_on=period.last)
        return Timeline(due_on=period.first - timedelta(days=1))
    since = knowledge.find("finished_since", lead)
    if knowledge.find("from_word", lead) and not period.is_several and not since:
        return Timeline(starts_on=period.first)
    if knowledge.find("part_or_after", lead) and not period.is_several:
        return Timeline()
    return Timeline(starts_on=period.first if period.is_several else None, due_on=period.last)
