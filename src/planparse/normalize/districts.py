"""Which names mean bodies of districts, those of before 1 July 2025."""

from collections import Counter
from dataclasses import replace
from datetime import date

from planparse.knowledge import Agency, District, Knowledge, Province
from planparse.normalize.bodies import Body, Registry, Scope
from planparse.normalize.communes import spellings_of
from planparse.text import to_ascii_slug

_PARTY = {
    "huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy", "quận": "Quận ủy"
}  # fmt: skip
_YOUTH = {
    "huyện": "Huyện đoàn", "thị xã": "Thị đoàn", "thành phố": "Thành đoàn", "quận": "Quận đoàn"
}  # fmt: skip


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
        add_district(registry, district, district.kind, knowledge)
        if scope.district == district:
            body = to_district_body(f"Ủy ban nhân dân {district.kind} {district.name}", district)
            registry.add(body, [f"Ủy ban nhân dân {district.kind}"], knowledge)
    codes = Counter(name for name, _ in {(d.name, d.code) for d in districts})
    for district in (d for d in districts if codes[d.name] == 1):
        _add_other_names(registry, district, province, knowledge)


def add_district(registry: Registry, district: District, kind: str, knowledge: Knowledge) -> None:
    """The committee, council and party committee of a district, as one of this kind."""
    place = f"{kind} {district.name}"
    for head in ("Ủy ban nhân dân", "Hội đồng nhân dân"):
        bare = [place] if head == "Ủy ban nhân dân" else []
        bare += [f"{head} huyện đảo {district.name}"] if kind == "huyện" else []
        registry.add(to_district_body(f"{head} {place}", district), bare, knowledge)
    party = f"{_PARTY[kind]} {district.name}"
    registry.add(to_district_body(party, district), [], knowledge)


def _add_other_names(
    registry: Registry, district: District, province: Province, knowledge: Knowledge
) -> None:
    """A district that was of another kind before or after, or is named without its kind."""
    for kind in _PARTY:
        add_district(registry, district, kind, knowledge)
    if district.name != province.name:
        body = to_district_body(f"Ủy ban nhân dân {district.kind} {district.name}", district)
        registry.add(body, [f"Ủy ban nhân dân {district.name}"], knowledge)


def add_district_agencies(registry: Registry, district: District, knowledge: Knowledge) -> None:
    """What a district's own document may name without saying of which district."""
    for agency in knowledge.agencies:
        if agency.scope == "district":
            named = _in_district(agency, district.kind)
            name = named.name.replace("{huyện}", district.kind)
            body = to_district_body(name, district, named.successor)
            registry.add(body, spellings_of(named, district.kind, district.name), knowledge)
        elif "{tỉnh}" in agency.name:
            bare = agency.name.replace("{tỉnh}", "").strip()
            body = to_district_body(f"{bare} {district.kind}", district)
            names = [bare, *agency.aliases]
            spellings = [f"{n} {p}" for n in names for p in (district.kind, district.name)]
            registry.add(body, spellings, knowledge)


def _in_district(agency: Agency, kind: str) -> Agency:
    """An agency of districts with the words for party and youth of a district of this kind."""

    def written(template: str) -> str:
        return template.replace("{Huyện ủy}", _PARTY[kind]).replace("{Huyện đoàn}", _YOUTH[kind])

    aliases = tuple(map(written, agency.aliases))
    successor = written(agency.successor) if agency.successor else None
    return replace(agency, name=written(agency.name), aliases=aliases, successor=successor)


def to_district_body(name: str, district: District, successor: str | None = None) -> Body:
    """A body of one district."""
    slug = to_ascii_slug(name)
    return Body(name, f"{district.province_code}/{district.code}/{slug}", "district", successor)
