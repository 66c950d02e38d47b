"""Issuers that no list holds: schools, institutes, enterprises, steering committees, named as their
papers write it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.agencies.authorities import Authority, find_body
from planparse.normalize.agencies.bodies import Body
from planparse.schema.vocabulary import AgencyLevel
from planparse.text import is_capitals, one_line, to_ascii_slug

# Whom such names can be of.
_LEVELS = {"province", "other", "central", "commune"}
# Behind the name of a body of a province, whose header says of which.
_OF_PROVINCE = r"(?!\s+(?:tỉnh|thành)\s+[uủ][ỷy])(?:\s+(?:tỉnh|thành phố)(?!\p{L}))?"


def name_institution(
    authority: Authority,
    lines: list[str],
    texts: Callable[[], Iterable[str]],
    knowledge: Knowledge,
) -> Authority:
    """The authority with its own name, where one of the texts writes out in small letters what the
    last lines of the header print in capitals, abbreviations too, and it has the form of such a
    name, or of a unit of the body that the lines above it name.
    """
    if authority.name or authority.seat or authority.place_slug is None:
        return authority
    for first in range(len(lines)):
        words = one_line(" ".join(lines[first:])).split()
        printed = r"\s+".join(map(_spellings, words))
        pattern = rf"(?<!\p{{L}})(?:{printed})(?!\p{{L}}){_OF_PROVINCE}"
        for match in chain.from_iterable(regex.finditer(pattern, x, regex.I) for x in texts()):
            name = one_line(match[0])
            above = find_body(lines[:first], authority.scope(None), knowledge)
            body = None if is_capitals(name) else _to_body(name, above, authority, knowledge)
            if body:
                return replace(authority, body=body)
    return authority


def _to_body(
    name: str, above: Body | None, authority: Authority, knowledge: Knowledge
) -> Body | None:
    """A body by the form of its name: one of a place, or a unit of the one `above`."""
    level = _level_of(name, knowledge)
    if level:
        place = authority.province.code if authority.province else "VN"
        return Body(name, f"{place}/{to_ascii_slug(name)}", level)
    if above is None or not knowledge.find("has_units", above.name):
        return None
    unit = knowledge.find("unit_of_issuer", name)
    return Body(name, f"{above.agency_id}/{to_ascii_slug(name)}", above.level) if unit else None


def _spellings(word: str) -> str:
    """A pattern for a word in capitals: itself, or the words that have its letters as initials."""
    letters = word.rstrip(",;")
    initials = r",?\s+".join(rf"{letter}\p{{L}}*" for letter in letters)
    if not letters.isalpha():
        return regex.escape(word)
    return rf"(?:{letters}|{initials}){word[len(letters) :]}"


def _level_of(name: str, knowledge: Knowledge) -> AgencyLevel | None:
    """The level of a name that has the form of one; commas within it part no names here."""
    plain = name.replace(",", "")
    kinds = [kind.level for kind in knowledge.named_bodies if kind.search(plain)]
    return next((level for level in kinds if level in _LEVELS), None)
