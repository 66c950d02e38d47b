"""The number in a cell of a workbook → the text that the cell shows.

Formats are those of ECMA-376, part 1, 18.8.30; figures are set as in Viet Nam: "1.234,5".
"""

from datetime import date, datetime, time

from planparse import regex

# Excel shows so many figures of a number without a format, where the column has room for them.
FIGURES = 11
_GENERAL = {"", "general", "@"}
# Colours, conditions and locales; characters that leave the room of another, or fill the cell.
_UNSEEN = regex.compile(r"\[[^\]]*\]|_.|\*.")
_QUOTED = regex.compile(r'"([^"]*)"|\\(.)')
_DIGITS = regex.compile(r"[#0?][#0?,.]*")
# Built-in format 14, the short date of the reader's country, as openpyxl spells it.
_OF_COUNTRY = "mm-dd-yy"
_DATE_PARTS = regex.compile(r"d+|m+|y+|[^dmy]+")


def show(value: object, number_format: str) -> str:
    """What a cell shows of its value; a number whose format is not understood as if it had none."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _show_date(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _show_number(value, number_format)
    return "" if value is None else str(value)


def _show_date(value: datetime | date, number_format: str) -> str:
    """By the parts of its format, where this has nothing but days, months and years."""
    plain = _without_quotes(_UNSEEN.sub("", number_format.split(";")[0])).casefold()
    names = {"d": f"{value.day}", "m": f"{value.month}", "yyyy": f"{value.year}"}
    names |= {"dd": f"{value:%d}", "mm": f"{value:%m}", "yy": f"{value:%y}"}
    parts = _DATE_PARTS.findall(plain)
    known = all(part in names or not regex.search(r"\p{L}", part) for part in parts)
    if plain == _OF_COUNTRY or not known or not {"yyyy", "yy"} & set(parts):
        return value.strftime("%d/%m/%Y")
    return "".join(names.get(part, part) for part in parts)


def _show_number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    negative = value < 0 and len(sections) > 1 and sections[1]
    plain = _UNSEEN.sub("", negative or sections[0])
    digits = _DIGITS.search(_QUOTED.sub(lambda m: " " * len(m[0]), plain))
    if plain.casefold() in _GENERAL or not digits or regex.search(r"[eE][+-]|/", plain):
        return _swapped(f"{value:.{FIGURES}g}") if abs(value) < 10**FIGURES else f"{value:.0f}"
    before, after = plain[: digits.start()], plain[digits.end() :]
    scaled = abs(value) if negative else value
    scaled *= 100 if "%" in _QUOTED.sub("", plain) else 1
    return _without_quotes(before) + _figures(scaled, digits[0]) + _without_quotes(after)


def _figures(value: float, digits: str) -> str:
    """The figures of a number as "#,##0.00" asks for them."""
    whole, _, part = digits.partition(".")
    grouped = "," if "," in whole.rstrip(",") else ""
    scaled = value / 1000 ** (len(whole) - len(whole.rstrip(",")))
    text = f"{scaled:{grouped}.{len(part)}f}"
    optional = len(part) - len(part.rstrip("#?"))
    if optional:
        text = text[:-optional] + text[-optional:].rstrip("0")
    return _swapped(text.removesuffix("."))


def _swapped(text: str) -> str:
    """Comma for point and point for comma."""
    return text.translate({ord("."): ",", ord(","): "."})


def _without_quotes(text: str) -> str:
    return _QUOTED.sub(lambda match: match[1] or match[2] or "", text)
