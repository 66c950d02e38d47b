"""The years a plan covers, as its title says, and the year that a heading or a table names."""

from functools import lru_cache

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.schema.records import Plan, Task

_SPAN = regex.compile(
    r"(?:giai đoạn|nhiệm kỳ|năm học)\s*(?:từ\s*)?(?:năm\s*)?(20\d\d)"
    r"\s*(?:[-–]|đến)\s*(?:năm\s*)?(20\d\d)",
    regex.I,
)
_ONE_YEAR = regex.compile(
    r"(?<!ngày )(?<!/)(?<!tháng \d{1,2} )\bnăm (20\d\d)\b(?!\s*(?:[-–]|đến))", regex.I
)
_OUTLOOK = regex.compile(r"[,;(\s]+(?:và\s+)?(?:tầm nhìn|định hướng)\s[^,;]*\b20\d\d.*", regex.I)
_BEFORE_END = regex.compile(r"(đến|từ|trước|sau|hết|tầm nhìn) $", regex.I)


def parse_period(title: str) -> tuple[int | None, int | None]:
    """First and last year of "giai đoạn 2022 - 2025", or the one year of "năm 2026".

    What a plan only looks forward to does not count ("năm 2026, định hướng đến năm 2030").
    None, None where the title leaves it open ("đến năm 2025, định hướng đến năm 2030").
    """
    title = _OUTLOOK.sub("", title)
    spans = {(int(a), int(b)) for a, b in _SPAN.findall(title)}
    if len(spans) == 1:
        return next(iter(spans))
    years = {
        int(m[1]) for m in _ONE_YEAR.finditer(title) if not _BEFORE_END.search(title[: m.start()])
    }
    if spans or len(years) != 1 or "đến năm" in title.casefold():
        return None, None
    year = next(iter(years))
    return year, year


@lru_cache(maxsize=1024)  # the title of a table is asked for every row
def find_year(text: str, knowledge: Knowledge) -> int | None:
    """The one year that a heading or lead-in sets; None when it names several."""
    found = knowledge.patterns["target_year"].find_all(text)
    years = {int(year) for match in found for year in match.captures("year")}
    return next(iter(years)) if len(years) == 1 else None


def year_of(task: Task, plan: Plan) -> int | None:
    """The year of a time without one: the only one that the table's title, or the plan's, names."""
    first, last = parse_period(task.annex_title or "")
    if first is None:
        first, last = plan.period_start, plan.period_end
    return first if first == last else None
