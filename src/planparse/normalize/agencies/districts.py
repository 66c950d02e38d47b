"""Which names mean bodies of districts, those of before 1 July 2025."""

from collections import Counter
from dataclasses import replace
from datetime import date

from planparse.knowledge import (
    COMMITTEE,
    COUNCIL,
    DISTRICT_KINDS,
    District,
    Knowledge,
    Province,
)
from planparse.normalize.agencies.bodies import Body, Registry, Scope
from planparse.normalize.agencies.communes import spellings_of
from planparse.text import to_ascii_slug

# Law 72/2025/QH15: there is no district level from the next day on.
DISTRICTS_UNTIL = date(2025, 6, 30)


def is_province(district: District, on: date | None, knowledge: Knowledge) -> bool:
    """Whether a city is a province at a date and no district any more: Huế, since 2025."""
    cities = [p for p in knowledge.provinces if (p.kind, p.name) == (district.kind, district.name)]
    codes = {city.code for city in cities}
    before = [p for p in knowledge.provinces if p.code in codes and p not in cities]
    return on is not None and bool(cities) and not any(p.is_in_force(on) for p in before)


def add_districts(
    registry: Registry, scope: Scope, province: Province, knowledge: Knowledge
) -> None:
    """Every district of a province, and the committee of the one that issued the document."""
    of = knowledge.districts_of(province.code)
    districts = [d for d in of if not is_province(d, scope.on, knowledge)]
    for district in districts:
        add_district(registry, district, knowledge)
        if scope.district == district:
            body = to_district_body(f"{COMMITTEE} {district.kind} {district.name}", district)
            registry.add(body, [f"{COMMITTEE} {district.kind}"], knowledge)
    codes = Counter(name for name, _ in {(d.name, d.code) for d in districts})
    for district in (d for d in districts if codes[d.name] == 1):
        for kind in DISTRICT_KINDS:  # one that was of another kind before or after
            add_district(registry, replace(district, kind=kind), knowledge)
        if district.name != province.name and (scope.on is None or scope.on <= DISTRICTS_UNTIL):
            _add_without_kind(registry, district, knowledge)


def add_district(registry: Registry, district: District, knowledge: Knowledge) -> None:
    """The committee, council and party committee of a district."""
    place = f"{district.kind} {district.name}"
    for head in (COMMITTEE, COUNCIL):
        bare = [place] if head == COMMITTEE else []
        if district.kind == "huyện":
            bare.append(f"{head} huyện đảo {district.name}")
        registry.add(to_district_body(f"{head} {place}", district), bare, knowledge)
    party = district.fill(f"{{Huyện ủy}} {district.name}")
    registry.add(to_district_body(party, district), [], knowledge)


def _add_without_kind(registry: Registry, district: District, knowledge: Knowledge) -> None:
    """A district that is named without its kind; later the name is that of a commune."""
    body = to_district_body(f"{COMMITTEE} {district.kind} {district.name}", district)
    registry.add(body, [f"{COMMITTEE} {district.name}"], knowledge)


def add_district_agencies(registry: Registry, district: District, knowledge: Knowledge) -> None:
    """What a district's own document may name without saying of which district."""
    for agency in knowledge.agencies:
        if agency.scope == "district":
            successor = district.fill(agency.successor) if agency.successor else None
            body = to_district_body(district.fill(agency.name), district, successor)
            spellings = spellings_of(agency, district.kind, district.name)
            registry.add(body, map(district.fill, spellings), knowledge)
        elif "{tỉnh}" in agency.name:
            bare = agency.name.replace("{tỉnh}", "").strip()
            body = to_district_body(f"{bare} {district.kind}", district)
            names = [bare, *agency.aliases]
            spellings = [f"{n} {p}" for n in names for p in (district.kind, district.name)]
            registry.add(body, spellings, knowledge)


def to_district_body(name: str, district: District, successor: str | None = None) -> Body:
    """A body of one district."""
    slug = to_ascii_slug(name)
    return Body(name, f"{district.province_code}/{district.code}/{slug}", "district", successor)
