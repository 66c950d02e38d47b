"""Units of measure: the noun behind a number."""

from planparse import regex
from planparse.knowledge import Knowledge

_WORD = regex.compile(r"[\p{L}\d²³]+")
# A measure is no part of a product of measures: "tấn.km".
_TIMES = regex.compile(r"[.·×*]\p{Ll}")
# The longest unit that is known has so many words; a longer phrase is a clause.
MAX_UNIT_WORDS = 6


def split_unit(text: str, knowledge: Knowledge) -> tuple[str | None, str]:
    """The unit at the beginning of a text, and what follows it.

    A measure ("ha") is a unit as it is; a counted noun goes on to its verb or preposition: of
    "lao động nông thôn được đào tạo" the unit is "lao động nông thôn". "sản phẩm, hàng hóa" is one
    unit when both nouns are known.
    """
    rest = text.lstrip()
    noun = _longest(rest, knowledge)
    if not noun:
        return None, text
    end = len(noun) if is_measure(noun, knowledge) else _phrase_end(rest, len(noun), knowledge)
    while match := regex.match(r",\s+", rest[end:]):
        following = _longest(rest[end + match.end() :], knowledge)
        if not following or is_measure(noun, knowledge):
            break
        start = end + match.end()
        end = _phrase_end(rest, start + len(following), knowledge)
    return rest[:end], rest[end:]


def is_measure(unit: str, knowledge: Knowledge) -> bool:
    """Whether a unit is a measure (ha, km, giờ, tỷ đồng), not a counted noun."""
    return knowledge.units.get(unit.casefold(), False)


def _phrase_end(text: str, at: int, knowledge: Knowledge) -> int:
    """Where a noun phrase ends: before a verb, a preposition, a number or a punctuation mark."""
    stop = knowledge.find("unit_end", text[at:])
    phrase = text[: at + stop.start()] if stop else text
    words = len(phrase.split())
    return len(phrase.rstrip()) if words <= MAX_UNIT_WORDS else at


def _longest(text: str, knowledge: Knowledge) -> str | None:
    ends = [m.end() for m in _WORD.finditer(text)][:MAX_UNIT_WORDS]
    for end in reversed(ends):
        if text[:end].casefold() in knowledge.units and not _TIMES.match(text, end):
            return text[:end]
    return None
