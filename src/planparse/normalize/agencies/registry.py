"""Which names mean which agency, in one province at one date."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from planparse import regex
from planparse.knowledge import COMMITTEE, COUNCIL, DEPARTMENT, Agency, Knowledge, Province
from planparse.normalize.agencies.bodies import Body, Registry, Scope
from planparse.normalize.agencies.communes import Seat, bodies_of
from planparse.normalize.agencies.districts import (
    add_district,
    add_district_agencies,
    add_districts,
    is_province,
)
from planparse.normalize.agencies.keys import to_key, to_words
from planparse.schema.vocabulary import AgencyLevel
from planparse.text import to_ascii_slug

# What a central body's name may end with, which documents leave out.
_OF_COUNTRY = " Việt Nam"
_PLACE = regex.compile(r"\s*{(tỉnh|place|name)}")
_DAY = timedelta(days=1)
# The noun of an issuer has no more words: "Tổng công ty".
_NOUN_WORDS = 3


def build_registry(scope: Scope, knowledge: Knowledge) -> Registry:
    """Everything that can be named in a document of this scope.

    Documents between whose dates no agency and no province came or went share it.
    """
    return _build(replace(scope, on=_last_change(scope.on, knowledge)), knowledge)


def _last_change(on: date | None, knowledge: Knowledge) -> date | None:
    """The last day up to `on` on which anything known came or went."""
    if on is None:
        return None
    days = _changes(knowledge)
    before = bisect_right(days, on)
    return days[before - 1] if before else date.min


@lru_cache(maxsize=8)
def _changes(knowledge: Knowledge) -> list[date]:
    begun = {agency.valid_from for agency in knowledge.agencies}
    ended = {agency.valid_to for agency in knowledge.agencies}
    ended |= {province.valid_to for province in knowledge.provinces}
    return sorted({*filter(None, begun), *(day + _DAY for day in ended if day)})


@lru_cache(maxsize=256)
def _build(scope: Scope, knowledge: Knowledge) -> Registry:
    registry = Registry()
    if scope.commune:
        _add_commune(registry, scope.commune, scope, knowledge)
    own = list(_own_of_issuer(scope, knowledge))
    for body, bare, placed in own:
        registry.add(body, (*bare, *placed), knowledge)
    known = [agency for agency in knowledge.agencies if agency.in_force(scope.on)]
    gone = [agency for agency in knowledge.agencies if not agency.in_force(scope.on)]
    _add_central(registry, known, False, knowledge)
    if scope.province is None:
        _add_central(registry, known, True, knowledge)
        _add_anywhere(registry, scope, knowledge)
    else:
        add_districts(registry, scope, scope.province, knowledge)
        _add_province(registry, scope.province, known, knowledge)
        _add_central(registry, known, True, knowledge)
        _add_province(registry, scope.province, gone, knowledge)
    if scope.district:
        add_district_agencies(registry, scope.district, knowledge)
    _add_central(registry, gone, True, knowledge)
    _add_committees_of_provinces(registry, scope, knowledge)
    if scope.issuer and scope.issuer.level == "province":
        for _, bare, _ in own:
            registry.drop(bare, knowledge)
    return registry


def _add_central(
    registry: Registry, agencies: Sequence[Agency], with_aliases: bool, knowledge: Knowledge
) -> None:
    """The bodies that serve the whole country.

    Their other spellings come behind those of the province ("Đoàn TNCS Hồ Chí Minh" is its own in
    its documents), and before what it has no more: "Cục Thuế" is a central body today.
    """
    for agency in agencies:
        if agency.scope in {"VN", "other"}:
            level: AgencyLevel = "central" if agency.scope == "VN" else "other"
            body = Body(agency.name, f"VN/{to_ascii_slug(agency.name)}", level, agency.successor)
            taken = registry.get(to_key(agency.name, knowledge.abbreviations))
            if taken in {None, body}:
                registry.add(body, agency.aliases if with_aliases else (), knowledge)


def _own_of_issuer(
    scope: Scope, knowledge: Knowledge
) -> Iterator[tuple[Body, list[str], list[str]]]:
    """What an issuer with units has besides them, how its documents call it ("Công đoàn"), and how
    with the noun of the issuer ("Công đoàn Trường").

    In a department's, the first may as well mean that of the province.
    """
    issuer = scope.issuer
    if issuer is None or not knowledge.find("has_units", issuer.name):
        return
    words = issuer.name.split()
    nouns = [" ".join(words[: end + 1]) for end in range(min(len(words), _NOUN_WORDS))]
    for own in knowledge.agencies:
        if own.scope == "unit":
            agency_id = f"{issuer.agency_id}/{to_ascii_slug(own.name)}"
            bare = [own.name, *own.aliases]
            placed = [f"{name} {noun}" for name in bare for noun in nouns]
            yield Body(own.name, agency_id, issuer.level), bare, placed


def _add_anywhere(registry: Registry, scope: Scope, knowledge: Knowledge) -> None:
    """Without a province: departments by their names, and districts that only one place has.

    A department of no known province has a name and no id. "Ngân hàng Nhà nước" is that of Viet
    Nam; in a ministry's documents, of what each province has only "Thanh tra tỉnh" is one.
    """
    for agency in knowledge.agencies:
        if agency.scope == "VN":
            body = Body(agency.name, f"VN/{to_ascii_slug(agency.name)}", "central")
            names = (agency.name, *agency.aliases)
            bare = [each.removesuffix(_OF_COUNTRY) for each in names if each.endswith(_OF_COUNTRY)]
            registry.add(body, bare, knowledge)
    for agency in knowledge.agencies:
        if agency.scope == "province" and not regex.search("{(place|name)}", agency.name):
            name = regex.sub(r"{(.*?)}", r"\1", agency.name)
            body = Body(name, "", "province", agency.successor)
            placed = name != agency.name and bool(scope.issuer)
            spellings = [f"{each} tỉnh" if placed else each for each in agency.aliases]
            registry.add(body, (regex.sub(r"{(.*?)}", r"\1", s) for s in spellings), knowledge)
    places = Counter((d.kind, d.name) for d in knowledge.districts)
    for district in knowledge.districts:
        single = places[district.kind, district.name] == 1
        if single and not is_province(district, scope.on, knowledge):
            add_district(registry, district, knowledge)


def _add_province(
    registry: Registry, province: Province, agencies: Sequence[Agency], knowledge: Knowledge
) -> None:
    places = [to_words(each, knowledge.abbreviations) for each in place_spellings(province)]
    for agency in agencies:
        if agency.scope in {"province", province.code}:
            body = to_body(agency, province)
            registry.add(body, [], knowledge)
            registry.add_words(body, _spellings(agency, province, places, knowledge))


def to_body(agency: Agency, province: Province) -> Body:
    """An agency of the registry in one province."""
    name = province.fill(agency.name)
    successor = province.fill(agency.successor) if agency.successor else None
    return Body(name, f"{province.code}/{to_ascii_slug(name)}", "province", successor)


def _spellings(
    agency: Agency, province: Province, places: Sequence[tuple[str, ...]], knowledge: Knowledge
) -> Iterator[tuple[str, ...]]:
    """The words of every name and alias of an agency, with and without its place behind it."""
    for name in (agency.name, *agency.aliases):
        bare = province.fill(_PLACE.sub("", name))
        words = to_words(bare, knowledge.abbreviations)
        yield from (words + place for place in places)
        if " " in bare or bare.isupper():
            yield words
        domain = bare.removeprefix(f"{DEPARTMENT} ")
        if domain != bare and domain.isupper() and len(domain) > 3:
            yield to_words(domain, knowledge.abbreviations)


def place_spellings(province: Province) -> list[str]:
    """How the place of a provincial body is printed behind its name."""
    kind, name = province.kind, province.name
    return [kind, f"{kind} {name}", name, f"{name} {kind}", f"của {kind}", f"cấp {kind}"]


def _add_committees_of_provinces(registry: Registry, scope: Scope, knowledge: Knowledge) -> None:
    for province in knowledge.provinces:
        _add_committee(registry, province, f"{province.kind} {province.name}", [], knowledge)
    own = scope.province
    if own:
        bare = [own.kind, own.name, f"{own.name} {own.kind}"] if not scope.district else [own.kind]
        _add_committee(registry, own, f"{own.kind} {own.name}", bare, knowledge)


def _add_committee(
    registry: Registry, province: Province, place: str, also: list[str], knowledge: Knowledge
) -> None:
    for head in (COMMITTEE, COUNCIL):
        name = f"{head} {place}"
        body = Body(name, f"{province.code}/{to_ascii_slug(name)}", "province")
        registry.add(body, (f"{head} {spelling}" for spelling in also), knowledge)


def _add_commune(registry: Registry, seat: Seat, scope: Scope, knowledge: Knowledge) -> None:
    """What a commune's own document may name without saying of which commune."""
    for name, below, successor, spellings in bodies_of(seat, scope.on, knowledge):
        agency_id = f"{scope.province.code}/{below}" if scope.province else ""
        registry.add(Body(name, agency_id, "commune", successor), spellings, knowledge)
