"""The province of an authority whose header does not name it, from its text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from planparse import regex
from planparse.knowledge import District, Knowledge
from planparse.normalize.agencies.authorities import Authority, find_body, plain_key
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.keys import to_key

# How far before a name the words that make it that of a province can begin, letters.
_LEAD = 40


def settle_province(
    authority: Authority,
    texts: Iterable[tuple[str, Iterable[str]]],
    on: date | None,
    knowledge: Knowledge,
) -> tuple[Authority, str | None]:
    """The authority with the only province that its texts name, and the passage that names it.

    `texts` pairs the wording that stands before the name of a province with the passages to search,
    the most reliable first; later ones are looked at only where they are needed. Where the first
    pair that names any names two, the province stays open.
    """
    open_ = authority.seat or knowledge.find("nameless_province", plain_key(authority.text))
    if authority.province or not open_:
        return authority, None
    for lead, passages in texts:
        named = dict(_named(lead, passages, on, knowledge))
        if named:
            return _seated(authority, named, on, knowledge)
    return authority, None


def _seated(
    authority: Authority, named: dict[str, str], on: date | None, knowledge: Knowledge
) -> tuple[Authority, str | None]:
    """The authority in the only province named, unless that province has no such district."""
    [code, passage], *others = named.items()
    seat = authority.seat
    district = _district_of(authority, code, knowledge)
    if others or (seat and seat.is_district and district is None):
        return authority, None
    province = max(
        (p for p in knowledge.provinces if p.code == code and p.is_in_force(on)),
        key=lambda p: p.valid_to is not None,
    )
    body = None if seat else find_body([authority.text], Scope(province, on=on), knowledge)
    return replace(authority, province=province, district=district, body=body), passage


def _district_of(authority: Authority, code: str, knowledge: Knowledge) -> District | None:
    seat = authority.seat
    if seat is None or not seat.is_district:
        return None
    key = to_key(f"{seat.kind} {seat.name}", {})
    of = knowledge.districts_of(code)
    return next((d for d in of if to_key(f"{d.kind} {d.name}", {}) == key), None)


def _named(
    lead: str, passages: Iterable[str], on: date | None, knowledge: Knowledge
) -> Iterator[tuple[str, str]]:
    """The codes of provinces in force that passages name, and the passage of each."""
    for passage in passages:
        text = plain_key(passage)
        end = None
        for match in _names(knowledge).finditer(text):
            before = text[max(0, match.start() - _LEAD) : match.start()]
            # a name in a list belongs to what stands before it: "tỉnh Đồng Tháp, Vĩnh Long"
            listed = end is not None and knowledge.find("list_joint", text[end : match.start()])
            if listed or knowledge.find(lead, before):
                end = match.end()
                named = (p for p in knowledge.provinces if plain_key(p.name) == match[0])
                yield from ((p.code, passage) for p in named if p.is_in_force(on))


@lru_cache(maxsize=8)
def _names(knowledge: Knowledge) -> regex.Pattern[str]:
    """The names of all provinces, the longest first."""
    names = sorted({plain_key(p.name) for p in knowledge.provinces}, key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, names))})\b")
