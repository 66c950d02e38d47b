"""Document numbers and row numbers."""

import regex

from planparse.knowledge import Knowledge
from planparse.text import one_line, to_ascii_slug

_ROMAN = regex.compile(r"(?=.)C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_DOCUMENT_NUMBER = regex.compile(
    r"^(?P<number>\d+(?:\.\d+)?[a-zA-Z]?)\s*(?P<rest>(?:[/-]\s*\S.*)?)$"
)


def parse_document_number(text: str, knowledge: Knowledge) -> str | None:
    """The number of "Số: 394/KH-UBND"; None when only the symbol is printed."""
    match = knowledge.find("number_line", text)
    number = one_line(match["number"] if match else text)
    tight = regex.sub(r"\s*([/-])\s*", r"\1", number)
    return tight if _DOCUMENT_NUMBER.match(tight) and "/" in tight else None


def parse_row_number(text: str | None) -> str | None:
    """The canonical number of a row: "101." is "101", "đ)" is "đ", "(2)" is "2"."""
    if not text:
        return None
    number = regex.sub(r"^[(\s]+|[\s.)/:–-]+$", "", text)
    return number if regex.fullmatch(r"[\p{L}\d]+([.]\d+)*", number) else None


def parse_numbering(text: str) -> tuple[str | None, str]:
    """Number and style of a cell of a numbering column: "VII\\nI" is VIII, roman.

    Styles are roman, arabic, letter, dotted and none; what is no number has none.
    """
    printed = regex.sub(r"\s+", "", text)
    number = parse_row_number(printed)
    if number is None:
        return None, "none"
    if regex.fullmatch(r"\d+", number):
        return number, "arabic"
    if regex.fullmatch(r"(\d+|[IVXLC]+|\p{L})(\.\d+)+", number):
        return number, "dotted"
    # A single C, D, L or M is a letter of a sequence, not a hundred rows.
    if _ROMAN.fullmatch(number.upper()) and (len(number) > 1 or number in {"I", "V", "X"}):
        return number, "roman"
    if regex.fullmatch(r"\p{L}", number):
        return number, "letter"
    return None, "none"


def to_plan_id(place: str | None, number: str | None, year: int | None, sha256: str) -> str:
    """The key of a plan, of its number where that is known and of its file where not."""
    if place and number and year:
        return f"{place}-{to_ascii_slug(number)}-{year}"
    return f"sha-{sha256[:12]}"
