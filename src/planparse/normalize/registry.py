"""Which names mean which agency, in one province at one date."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import regex

from planparse.knowledge import Agency, District, Knowledge, Province
from planparse.normalize.communes import Seat, bodies_of, spellings_of
from planparse.normalize.keys import to_words
from planparse.schema.records import AgencyLevel
from planparse.text import to_ascii_slug

# Law 72/2025/QH15: there is no district level from this day on.
DISTRICTS_UNTIL = date(2025, 6, 30)
_PARTY = {
    "huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy", "quận": "Quận ủy"
}  # fmt: skip


_PLACE = regex.compile(r"\s*{(tỉnh|place|name)}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a document speaks: province, district, date, the commune that issued it."""

    province: Province | None = None
    district: District | None = None
    on: date | None = None
    commune: Seat | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An agency in its place: canonical name, id, the territory it serves, who took over."""

    name: str
    agency_id: str
    level: AgencyLevel
    successor: str | None = None


@dataclass(frozen=True)
class Registry:
    """Names by key. `own` are written-out canonical names, `aliases` other spellings of them.

    `words` are the keys of the single words of each name.
    """

    own: dict[str, Body] = field(default_factory=dict)
    aliases: dict[str, Body] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, key: str) -> Body | None:
        """The body that bears a name with this key."""
        return self.own.get(key) or self.aliases.get(key)

    def add(self, body: Body, spellings: Iterable[str], knowledge: Knowledge) -> None:
        """Enter a body under its canonical name and other spellings; the first to come stays."""
        self._enter(self.own, body.name, body, knowledge)
        for spelling in spellings:
            self._enter(self.aliases, spelling, body, knowledge)

    def _enter(self, names: dict[str, Body], name: str, body: Body, knowledge: Knowledge) -> None:
        words = to_words(name, knowledge.abbreviations)
        key = "".join(words)
        names.setdefault(key, body)
        self.words.setdefault(key, words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every written-out name: none of them is a misspelling."""
        return frozenset(word for name in self.own for word in self.words[name])


@lru_cache(maxsize=256)
def build_registry(scope: Scope, knowledge: Knowledge) -> Registry:
    """Everything that can be named in a document of this scope."""
    registry = Registry()
    if scope.commune:
        _add_commune(registry, scope.commune, scope, knowledge)
    for agency in _in_force_first(knowledge.agencies, scope.on):
        if agency.scope in {"VN", "other"}:
            level: AgencyLevel = "central" if agency.scope == "VN" else "other"
            body = Body(agency.name, f"VN/{to_ascii_slug(agency.name)}", level, agency.successor)
            registry.add(body, agency.aliases, knowledge)
    if scope.province is None:
        _add_anywhere(registry, knowledge)
    else:
        _add_districts(registry, scope, scope.province, knowledge)
        _add_province(registry, scope, scope.province, knowledge)
    _add_committees_of_provinces(registry, scope, knowledge)
    return registry


def _add_anywhere(registry: Registry, knowledge: Knowledge) -> None:
    """Without a province: departments by their names, and districts that only one place has.

    A department of no known province has a name and no id.
    """
    for agency in knowledge.agencies:
        if agency.scope == "province" and not regex.search("{(place|name)}", agency.name):
            name = regex.sub(r"{(.*?)}", r"\1", agency.name)
            registry.add(Body(name, "", "province", agency.successor), agency.aliases, knowledge)
    places = Counter((d.kind, d.name) for d in knowledge.districts)
    for district in knowledge.districts:
        if places[district.kind, district.name] == 1:
            _add_district(registry, district, district.kind, knowledge)


def _in_force_first(agencies: Iterable[Agency], on: date | None) -> list[Agency]:
    """Of two agencies under one abbreviation, the one that exists at the date counts."""
    return sorted(agencies, key=lambda agency: not agency.in_force(on))


def _add_province(
    registry: Registry, scope: Scope, province: Province, knowledge: Knowledge
) -> None:
    for agency in _in_force_first(knowledge.agencies, scope.on):
        if agency.scope in {"province", province.code}:
            registry.add(
                to_body(agency, province),
                _spellings(agency, province),
                knowledge,
            )
    if scope.district:
        _add_district_agencies(registry, scope.district, knowledge)


def to_body(agency: Agency, province: Province) -> Body:
    """An agency of the registry in one province."""
    name = fill(agency.name, province)
    successor = fill(agency.successor, province) if agency.successor else None
    return Body(name, f"{province.code}/{to_ascii_slug(name)}", "province", successor)


def fill(template: str, province: Province) -> str:
    """A name with "tỉnh" or "thành phố", "Tỉnh ủy" or "Thành ủy", and its place put in."""
    city = province.kind == "thành phố"
    return (
        template.replace("{tỉnh}", province.kind)
        .replace("{Tỉnh ủy}", "Thành ủy" if city else "Tỉnh ủy")
        .replace("{Tỉnh đoàn}", "Thành đoàn" if city else "Tỉnh đoàn")
        .replace("{place}", f"{province.kind} {province.name}")
        .replace("{name}", province.name)
    )


def _spellings(agency: Agency, province: Province) -> Iterator[str]:
    """Every name and alias of an agency, with and without its place behind it."""
    for name in (agency.name, *agency.aliases):
        bare = fill(_PLACE.sub("", name), province)
        for place in place_spellings(province):
            yield f"{bare} {place}"
        if " " in bare or bare.isupper():
            yield bare
        domain = bare.removeprefix("Sở ")
        if domain != bare and domain.isupper() and len(domain) > 3:
            yield domain


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
    for head in ("Ủy ban nhân dân", "Hội đồng nhân dân"):
        name = f"{head} {place}"
        body = Body(name, f"{province.code}/{to_ascii_slug(name)}", "province")
        registry.add(body, (f"{head} {spelling}" for spelling in also), knowledge)


def _add_districts(
    registry: Registry, scope: Scope, province: Province, knowledge: Knowledge
) -> None:
    districts = knowledge.districts_of(province.code)
    for district in districts:
        _add_district(registry, district, district.kind, knowledge)
        if scope.district == district:
            body = to_district_body(f"Ủy ban nhân dân {district.kind} {district.name}", district)
            registry.add(body, [f"Ủy ban nhân dân {district.kind}"], knowledge)
    codes = Counter(name for name, _ in {(d.name, d.code) for d in districts})
    for district in (d for d in districts if codes[d.name] == 1):
        _add_other_names(registry, district, province, knowledge)


def _add_district(registry: Registry, district: District, kind: str, knowledge: Knowledge) -> None:
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
        _add_district(registry, district, kind, knowledge)
    if district.name != province.name:
        body = to_district_body(f"Ủy ban nhân dân {district.kind} {district.name}", district)
        registry.add(body, [f"Ủy ban nhân dân {district.name}"], knowledge)


def _add_district_agencies(registry: Registry, district: District, knowledge: Knowledge) -> None:
    """What a district's own document may name without saying of which district."""
    for agency in knowledge.agencies:
        if agency.scope == "district":
            name = agency.name.replace("{huyện}", district.kind)
            body = to_district_body(name, district, agency.successor)
            registry.add(body, spellings_of(agency, district.kind, district.name), knowledge)
        elif "{tỉnh}" in agency.name:
            bare = agency.name.replace("{tỉnh}", "").strip()
            body = to_district_body(f"{bare} {district.kind}", district)
            names = [bare, *agency.aliases]
            spellings = [f"{n} {p}" for n in names for p in (district.kind, district.name)]
            registry.add(body, spellings, knowledge)


def _add_commune(registry: Registry, seat: Seat, scope: Scope, knowledge: Knowledge) -> None:
    """What a commune's own document may name without saying of which commune."""
    for name, below, successor, spellings in bodies_of(seat, scope.on, knowledge):
        agency_id = f"{scope.province.code}/{below}" if scope.province else ""
        registry.add(Body(name, agency_id, "commune", successor), spellings, knowledge)


def to_district_body(name: str, district: District, successor: str | None = None) -> Body:
    """A body of one district."""
    slug = to_ascii_slug(name)
    return Body(name, f"{district.province_code}/{district.code}/{slug}", "district", successor)
