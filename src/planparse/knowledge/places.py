"""Provinces as a person names them: in any case, with or without marks, "tỉnh" or "TP."."""

from datetime import date

from rapidfuzz.process import extract

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.knowledge.entries import Province
from planparse.text import nfc, to_ascii_slug

# So many names are proposed for one that is none.
_NEAREST = 3
_WORD = regex.compile(r"\w+")


def find_province(text: str, on: date | None, knowledge: Knowledge) -> Province | None:
    """The province that a text names, of two the one in force at the date."""
    key = _to_key(text, knowledge)
    names = {p.name for p in knowledge.provinces if to_ascii_slug(p.name) == key}
    return knowledge.province(names.pop() if len(names) == 1 else text, on)


def find_nearest(text: str, knowledge: Knowledge) -> list[str]:
    """The names that are most like a text, the likeliest first."""
    names = {p.name: to_ascii_slug(p.name) for p in knowledge.provinces}
    found = extract(_to_key(text, knowledge), names, limit=_NEAREST)
    return [name for _, _, name in found]


def _to_key(text: str, knowledge: Knowledge) -> str:
    """The name alone in plain letters: "TP. Đà Nẵng" is "da-nang"."""
    words, meant = _WORD.findall(nfc(text)), knowledge.abbreviations
    whole = meant.get("".join(words)) or " ".join(meant.get(word, word) for word in words)
    key = to_ascii_slug(whole)
    kinds = {f"{to_ascii_slug(province.kind)}-" for province in knowledge.provinces}
    return next((key.removeprefix(kind) for kind in kinds if key.startswith(kind)), key)
