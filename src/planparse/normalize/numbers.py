"""Document numbers and row numbers."""

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.text import one_line, to_ascii_slug

_DOCUMENT_NUMBER = regex.compile(
    r"^(?P<number>\d+(?:\.\d+)?[a-zA-Z]?)\s*(?P<rest>(?:[/-]\s*\S.*)?)$"
)


def parse_document_number(text: str, knowledge: Knowledge) -> str | None:
    """The number of "Số: 394/KH-UBND"; None when only the symbol is printed."""
    match = knowledge.find("number_line", text)
    number = one_line(match["number"] if match else text)
    # "Số: 3070. /KH-UBND": the dots of the form that the number was filled into.
    tight = regex.sub(r"[\s.…]*([/-])\s*", r"\1", number).lstrip(". …")
    return tight if _DOCUMENT_NUMBER.match(tight) and "/" in tight else None


def find_in_file_name(name: str, printed: str, knowledge: Knowledge) -> str | None:
    """The number that a file name gives to a form whose page prints the symbol alone.

    "277-KH-UBND-Ha-Noi.pdf" fits "Số: /KH-UBND", "277-QD-UBND.pdf" does not; a name that holds two
    numbers before the symbol settles nothing.
    """
    match = knowledge.find("number_line", printed)
    symbol = regex.search(r"[/-]\s*(?P<symbol>\p{Lu}.*)", match["number"]) if match else None
    if symbol is None:
        return None
    wanted = to_ascii_slug(symbol["symbol"])
    found = regex.findall(rf"(?:^|-)(\d{{1,5}}[a-z]?)-{wanted}(?=-|$)", to_ascii_slug(name))
    return f"{found[0]}/{one_line(symbol['symbol'])}" if len(set(found)) == 1 else None


def parse_row_number(text: str | None) -> str | None:
    """The canonical number of a row: "101." is "101", "đ)" is "đ", "(2)" is "2"; "1.2a" stays."""
    if not text:
        return None
    number = regex.sub(r"^[(\s]+|[\s.)/:–-]+$", "", text)
    return number if regex.fullmatch(r"[\p{L}\d]+([.](\d+\p{L}?|\p{L}))*", number) else None


def to_plan_id(
    place: str | None, number: str | None, year: int | None, sha256: str, is_whole: bool = True
) -> str:
    """The key of a plan: made from its number where that is known, else from its file; from both
    where the file does not hold the document whole, as there are others of that number then."""
    own = sha256[:12]
    if place and number and year:
        key = f"{place}-{to_ascii_slug(number)}-{year}"
        return key if is_whole else f"{key}-{own}"
    return f"sha-{own}"
