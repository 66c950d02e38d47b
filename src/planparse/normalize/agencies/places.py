"""Bodies whose name says another place than the document's: "Sở Y tế tỉnh Long An"."""

from collections import defaultdict
from functools import lru_cache

from planparse.knowledge import District, Knowledge, Province
from planparse.normalize.agencies.bodies import Body, Scope
from planparse.normalize.agencies.districts import to_district_body
from planparse.normalize.agencies.keys import to_key
from planparse.normalize.agencies.registry import build_registry

# By so many letters at their end provinces are looked up; the shortest name, "Huế", has as many.
_LAST = 3
# What stands before the province must be longer than "tỉnh", or else it names the place alone.
_KIND = len("tỉnh")


def find_elsewhere(text: str, scope: Scope, knowledge: Knowledge) -> Body | None:
    """The body of another province, or of a district, that a name with its place means."""
    key = to_key(text, knowledge.abbreviations)
    return _in_district(key, scope, knowledge) or find_in_province(text, scope, knowledge)


def find_in_province(text: str, scope: Scope, knowledge: Knowledge) -> Body | None:
    """The body of another province that a name ending with that province means."""
    key = to_key(text, knowledge.abbreviations)
    for name, province in _province_keys(knowledge).get(key[-_LAST:], ()):
        if key.endswith(name) and province != scope.province and len(key) > len(name) + _KIND:
            found = build_registry(Scope(province, None, scope.on), knowledge).get(key)
            if found:
                return found
    return None


@lru_cache(maxsize=8)
def _province_keys(knowledge: Knowledge) -> dict[str, list[tuple[str, Province]]]:
    """The provinces with their keys, by the last letters of these."""
    found: dict[str, list[tuple[str, Province]]] = defaultdict(list)
    for province in knowledge.provinces:
        key = to_key(province.name, {})
        found[key[-_LAST:]].append((key, province))
    return found


def _in_district(key: str, scope: Scope, knowledge: Knowledge) -> Body | None:
    """A district's police, courts, departments: the name of a provincial body, or of its own."""
    if not scope.province:
        return None
    for district in knowledge.districts_of(scope.province.code):
        for place in (f"{district.kind} {district.name}", district.name):
            bare = key.removesuffix(to_key(place, {}))
            if bare not in {key, ""} and not knowledge.find("body_of_zone", bare):
                found = _agency_of(bare, district, scope, knowledge)
                if found:
                    return found
    return None


def _agency_of(bare: str, district: District, scope: Scope, knowledge: Knowledge) -> Body | None:
    registry = build_registry(Scope(scope.province, district, scope.on), knowledge)
    body = registry.get(bare) or registry.get(bare + to_key(district.kind, {}))
    if body and body.level == "district":
        return body
    if body and body.name.endswith(f" {scope.province.kind}" if scope.province else ""):
        name = body.name.removesuffix(f" {scope.province.kind}" if scope.province else "")
        return to_district_body(f"{name} {district.kind}", district)
    return None
