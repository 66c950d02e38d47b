"""Units of measure: the noun behind a number."""

import regex

from planparse.knowledge import Knowledge

_WORD = regex.compile(r"[\p{L}\d]+")
MAX_UNIT_WORDS = 6


def split_unit(text: str, knowledge: Knowledge) -> tuple[str | None, str]:
    """The unit at the beginning of a text, and what follows it.

    The longest known unit counts; "sản phẩm, hàng hóa" is one when both nouns are known.
    """
    rest = text.lstrip()
    unit = _longest(rest, knowledge)
    if not unit:
        return None, text
    end = len(unit)
    while match := regex.match(r",\s+", rest[end:]):
        following = _longest(rest[end + match.end() :], knowledge)
        if not following:
            break
        end += match.end() + len(following)
    return rest[:end], rest[end:]


def _longest(text: str, knowledge: Knowledge) -> str | None:
    ends = [m.end() for m in _WORD.finditer(text)][:MAX_UNIT_WORDS]
    for end in reversed(ends):
        if text[:end].casefold() in knowledge.units:
            return text[:end]
    return None
