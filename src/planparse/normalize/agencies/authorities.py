"""Who issued a document, and of which province."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planparse import regex
from planparse.knowledge import (
    CITY,
    COMMITTEE,
    COUNCIL,
    PARTY_COMMITTEE,
    District,
    Knowledge,
    Province,
)
from planparse.normalize.agencies.bodies import Body, Registry, Scope
from planparse.normalize.agencies.communes import Seat
from planparse.normalize.agencies.districts import DISTRICTS_UNTIL
from planparse.normalize.agencies.keys import place_tone, to_key
from planparse.normalize.agencies.registry import build_registry
from planparse.text import one_line, to_ascii_slug

# The bodies of a district or commune that issue documents; the first where it is abbreviated.
_HEADS = (COMMITTEE, COUNCIL, PARTY_COMMITTEE)


@dataclass(frozen=True)
class Authority:
    """The issuing authority: as printed, its province, and whether it is a central body; `head` is
    what the committee or council of a `seat` is called."""

    text: str
    province: Province | None
    is_central: bool
    district: District | None = None
    body: Body | None = None
    seat: Seat | None = None
    head: str = COMMITTEE

    @property
    def name(self) -> str | None:
        """The canonical name of a people's committee, a central body or a body of a province."""
        if self.body:
            return self.body.name
        spelled = self.seat if self.seat and self.seat.is_spelled else None
        return f"{self.head} {spelled.kind} {spelled.name}" if spelled else None

    def scope(self, on: date | None) -> Scope:
        """The scope of names that say no place, in a document of this authority."""
        commune = self.seat if self.seat and not self.seat.is_district else None
        committee = self.body is not None and self.body.name.startswith(_HEADS[0])
        return Scope(self.province, self.district, on, commune, None if committee else self.body)

    @property
    def place_slug(self) -> str | None:
        """What a plan_id begins with; None when the place is not known."""
        if self.province:
            return to_ascii_slug(self.province.name)
        return "viet-nam" if self.is_central else None


def parse_authority(lines: list[str], on: date | None, knowledge: Knowledge) -> Authority:
    """Find the province a printed authority names; the longest name found is meant."""
    text = one_line(" ".join(lines))
    province = _province_in(plain_key(text), on, knowledge)
    if province is None:
        body = find_body(lines, Scope(on=on), knowledge)
        known = body is not None and body.level == "central"
        if known or knowledge.find("central_authority", plain_key(text)):
            return Authority(text, None, True, body=body)
    district = _find_own_district(lines, province, on, knowledge)
    of = next(
        (p for p in knowledge.provinces if district and p.code == district.province_code), None
    )
    scope = Scope(province or of, district, on)
    body = find_body(lines, scope, knowledge) if scope.province else None
    seat = _find_seat(lines, province, district, knowledge)
    found = knowledge.find("local_committee", plain_key(text)) if seat else None
    head = next((h for h in _HEADS if found and found["head"].startswith(h.casefold())), _HEADS[0])
    return Authority(text, scope.province, False, district, None if seat else body, seat, head)


def _province_in(plain: str, on: date | None, knowledge: Knowledge) -> Province | None:
    for other in ("below_province", "named_after"):
        plain = knowledge.patterns[other].remove(plain)
    named = [p for p in knowledge.provinces if _names(plain, plain_key(p.name))]
    in_force = [p for p in named if p.is_in_force(on)] or named
    return max(in_force, key=lambda p: (len(p.name), p.valid_to is not None), default=None)


def _find_own_district(
    lines: list[str], province: Province | None, on: date | None, knowledge: Knowledge
) -> District | None:
    """The district that the first lines name, of the province if that is known."""
    if on is not None and on > DISTRICTS_UNTIL:
        return None
    for end in range(1, len(lines) + 1):
        district = find_district(" ".join(lines[:end]), knowledge, province)
        if district and not (province and province.kind == district.kind == CITY):
            return district
    return None


def _find_seat(
    lines: list[str], province: Province | None, district: District | None, knowledge: Knowledge
) -> Seat | None:
    """The district or commune whose committee a header ends with, in the letters of names."""
    found = knowledge.find("local_committee", plain_key(" ".join(lines)))
    if not found:
        return None
    kind, name = found["kind"], found["name"]
    last = plain_key(lines[-1])
    if last != name and not last.endswith(f"{kind} {name}"):
        return None  # the name of a body of the committee begins on a line of its own
    if district and to_key(name, {}) == to_key(district.name, {}):
        return Seat(district.kind, district.name)
    if kind == CITY and (province is None or province.kind == kind):
        return None
    words = " ".join(place_tone(word) for word in name.split())
    written = regex.sub(r"\p{L}+", lambda word: word[0].capitalize(), words)
    return Seat(kind, written, not regex.search("['’]", name))


def _names(text: str, name: str) -> bool:
    """Whether a name stands in a text by itself; most are not in it at all and need no pattern."""
    return name in text and bool(regex.search(rf"\b{regex.escape(name)}\b", text))


def find_body(lines: list[str], scope: Scope, knowledge: Knowledge) -> Body | None:
    """The body that the last lines, or all lines, name; a superior body may stand above it. Behind
    a dash stands the second of two, neither of which issues the document alone."""
    registry = build_registry(scope, knowledge)
    for first in range(len(lines)):
        if first and lines[first - 1].rstrip().endswith(("-", "–")):
            return None
        key = to_key(one_line(" ".join(lines[first:])), knowledge.abbreviations)
        if body := registry.get(key):
            return body
    return _body_of_office(lines, registry, knowledge) if len(lines) > 1 else None


def _body_of_office(lines: list[str], registry: Registry, knowledge: Knowledge) -> Body | None:
    """What the last line names is of the body above it: "UBND TỈNH", "VĂN PHÒNG". A committee that
    stands for the body is no other one."""
    above, last = one_line(" ".join(lines[:-1])), lines[-1]
    body = registry.get(to_key(f"{last} {above}", knowledge.abbreviations))
    if body is None and knowledge.find("standing_committee", last):
        tails = (" ".join(lines[first:-1]) for first in range(len(lines) - 1))
        found = (registry.get(to_key(tail, knowledge.abbreviations)) for tail in tails)
        return next(filter(None, found), None)
    return body


def find_district(
    text: str, knowledge: Knowledge, province: Province | None = None
) -> District | None:
    """The district, of a province if one is given, that a name ends with; None when two bear it."""
    key = to_key(text, knowledge.abbreviations)
    of = knowledge.districts_of(province.code) if province else knowledge.districts
    named = {d.code: d for d in of if key.endswith(_keys_of(d))}
    return next(iter(named.values())) if len(named) == 1 else None


@lru_cache(maxsize=1024)
def _keys_of(district: District) -> tuple[str, ...]:
    """How the names of its committee and of its party committee end."""
    party = district.fill(f"{{Huyện ủy}} {district.name}")
    return to_key(f"{district.kind} {district.name}", {}), to_key(party, {})


def plain_key(text: str) -> str:
    """A name in lower case, with one spelling of "ủy" and of the dashes in names."""
    lower = one_line(text).casefold().replace("uỷ", "ủy").replace("hoà ", "hòa ")
    return regex.sub(r"\s*[-–]\s*", " - ", lower).replace("tp.", f"{CITY} ")
