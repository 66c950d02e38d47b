"""Dates as official documents write them."""

from collections.abc import Iterable
from datetime import date

from planparse import regex
from planparse.knowledge import Knowledge

_NUMERIC = regex.compile(
    r"(?<!\d)(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?!\d)"
)


def parse_place_and_date(text: str, knowledge: Knowledge) -> tuple[str | None, date | None]:
    """Place and date of "Vĩnh Long, ngày 06 tháng 4 năm 2023"; what is left blank is None."""
    match = knowledge.find("date_line", text)
    if not match:
        return None, None
    is_whole = match["year"] and match["month"] and match["day"]
    return match["place"].strip(), to_date(match) if is_whole else None


def find_passing_date(texts: Iterable[str], knowledge: Knowledge) -> date | None:
    """The date on which an assembly passed the document, as the closing sentence of laws and
    resolutions says; None where no sentence does, or several differ.
    """
    matches = (knowledge.find("passed_on", text) for text in texts)
    dates = {to_date(match) for match in matches if match}
    return dates.pop() if len(dates) == 1 else None


def parse_numeric_date(text: str) -> date | None:
    """The date in "Ngày 19-01-2023" or "17/6/2022"; None when there is none, or no such day."""
    match = _NUMERIC.search(text)
    return to_date(match) if match else None


def parse_date(text: str, knowledge: Knowledge) -> date | None:
    """The date in "06/4 /2023" or "30 tháng 12 năm 2025", which may have been filled into a form;
    None when there is none, or parts of it are left blank."""
    if match := knowledge.find("period_day_in_words", text):
        return to_date(match)
    return parse_numeric_date(regex.sub(r"\s*([-/.])\s*", r"\1", text))


def to_date(match: regex.Match[str]) -> date | None:
    """The date whose day, month and year a pattern has found; None when there is no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
