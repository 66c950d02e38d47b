"""The years a plan covers, as its title says, and the year that a heading or a table names."""

from functools import lru_cache

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.schema.records import Plan, Task
from planparse.text import one_line


def parse_period(title: str, knowledge: Knowledge) -> tuple[int | None, int | None]:
    """First and last year of "giai đoạn 2022 - 2025", or the one year of "năm 2026".

    What a plan only looks forward to does not count ("năm 2026, định hướng đến năm 2030").
    None, None where the title leaves it open ("đến năm 2025, định hướng đến năm 2030").
    """
    wordings = knowledge.patterns
    title = wordings["title_outlook"].until(title)
    spans = {(int(m["first"]), int(m["last"])) for m in wordings["title_years"].find_all(title)}
    if len(spans) == 1:
        return next(iter(spans))
    years = {
        int(m["year"])
        for m in wordings["title_year"].find_all(title)
        if not knowledge.find("one_end", title[: m.start()])
    }
    if spans or len(years) != 1 or knowledge.find("until_year", title):
        return None, None
    year = next(iter(years))
    return year, year


def last_year_of(plan: Plan, knowledge: Knowledge) -> int | None:
    """The last year of the plan's period, or the one that its title looks forward to, if later."""
    title = plan.promulgates_title or plan.title or ""
    outlook = knowledge.find("title_outlook", title)
    year = find_year(outlook[0], knowledge) if outlook else None
    return max(filter(None, (plan.period_end, year)), default=None)


@lru_cache(maxsize=1024)  # the title of a table is asked for every row
def find_year(text: str, knowledge: Knowledge) -> int | None:
    """The one year that a heading or lead-in sets; None when it names several."""
    found = knowledge.patterns["target_year"].find_all(text)
    years = {int(year) for match in found for year in match.captures("year")}
    return next(iter(years)) if len(years) == 1 else None


def target_year_of(task: Task, knowledge: Knowledge) -> int | None:
    """The year that the values of a row are due: as the nearest group above it ("Đến năm 2030") or
    the table's title says."""
    match = _group_year(task, knowledge)
    return int(match["year"]) if match else find_year(task.annex_title or "", knowledge)


def _group_year(task: Task, knowledge: Knowledge) -> regex.Match[str] | None:
    titles = (one_line(title) for title in reversed(task.section_titles))
    return next((match for t in titles if (match := knowledge.find("group_year", t))), None)


def year_of(task: Task, plan: Plan, knowledge: Knowledge) -> int | None:
    """The year of a time without one: that of the nearest group of rows which names one, else the
    only one that the table's title, or the plan's, names."""
    if (match := _group_year(task, knowledge)) and not match["until"]:
        return int(match["year"])
    first, last = parse_period(task.annex_title or "", knowledge)
    if first is None:
        first, last = plan.period_start, plan.period_end
    return first if first == last else None
