"""Who issued a document, and of which province."""

from dataclasses import dataclass
from datetime import date

import regex

from planparse.knowledge import District, Knowledge, Province
from planparse.normalize.keys import to_key
from planparse.normalize.registry import Scope, build_registry
from planparse.text import one_line, to_ascii_slug

# Names that begin a body of the central level; what follows is its name.
_CENTRAL = regex.compile(
    r"^(thủ tướng chính phủ|chính phủ|bộ |quốc hội|ủy ban thường vụ|ban chấp hành trung ương"
    r"|ngân hàng nhà nước việt nam|thanh tra chính phủ|văn phòng chính phủ|bộ chính trị"
    r"|chủ tịch nước|bảo hiểm xã hội việt nam|tòa án nhân dân tối cao"
    r"|viện kiểm sát nhân dân tối cao|kiểm toán nhà nước|ban bí thư)"
)


@dataclass(frozen=True)
class Authority:
    """The issuing authority: as printed, its province, and whether it is a central body."""

    text: str
    province: Province | None
    is_central: bool
    district: District | None = None
    body_name: str | None = None

    @property
    def name(self) -> str | None:
        """The canonical name of a people's committee, a central body or a body of a province."""
        plain = _plain(self.text)
        if self.body_name:
            return self.body_name
        if self.district and plain.startswith("ủy ban nhân dân"):
            return f"Ủy ban nhân dân {self.district.kind} {self.district.name}"
        if not self.province or not plain.startswith("ủy ban nhân dân"):
            return None
        full = f"ủy ban nhân dân {self.province.kind} {_plain(self.province.name)}"
        if plain.replace("tp.", "thành phố") != full:
            return None
        return f"Ủy ban nhân dân {self.province.kind} {self.province.name}"

    @property
    def place_slug(self) -> str | None:
        """What a plan_id begins with; None when the place is not known."""
        if self.province:
            return to_ascii_slug(self.province.name)
        return "viet-nam" if self.is_central else None


def parse_authority(lines: list[str], on: date | None, knowledge: Knowledge) -> Authority:
    """Find the province a printed authority names; the longest name found is meant."""
    text = one_line(" ".join(lines))
    plain = _plain(text)
    named = [p for p in knowledge.provinces if _names(plain, _plain(p.name))]
    in_force = [p for p in named if p.valid_to is None or on is None or on <= p.valid_to] or named
    province = max(in_force, key=lambda p: (len(p.name), p.valid_to is not None), default=None)
    if province:
        body_name = _name_below(lines, Scope(province, on=on), knowledge)
        return Authority(text, province, False, body_name=body_name)
    if _CENTRAL.match(plain):
        body = build_registry(Scope(on=on), knowledge).get(to_key(text, knowledge.abbreviations))
        return Authority(text, None, True, body_name=body.name if body else None)
    district = find_district(text, knowledge)
    of = next(
        (p for p in knowledge.provinces if district and p.code == district.province_code), None
    )
    return Authority(text, of, False, district)


def _names(text: str, name: str) -> bool:
    """Whether a name stands in a text by itself; few do at all, and no others need a pattern."""
    return name in text and bool(regex.search(rf"\b{regex.escape(name)}\b", text))


def _name_below(lines: list[str], scope: Scope, knowledge: Knowledge) -> str | None:
    """The body of a province whose name the last lines give, under that of its superior."""
    registry = build_registry(scope, knowledge) if len(lines) > 1 else None
    for first in range(1, len(lines)):
        key = to_key(one_line(" ".join(lines[first:])), knowledge.abbreviations)
        if registry and (body := registry.get(key)):
            return body.name
    return None


def find_district(text: str, knowledge: Knowledge) -> District | None:
    """The district that a name ends with; None when two bear it."""
    key = to_key(text, knowledge.abbreviations)
    named = {
        d.code: d for d in knowledge.districts if key.endswith(to_key(f"{d.kind} {d.name}", {}))
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _plain(text: str) -> str:
    """Lower case, one spelling of "ủy" and of the dashes in names."""
    lower = one_line(text).casefold().replace("uỷ", "ủy").replace("hoà ", "hòa ")
    return regex.sub(r"\s*[-–]\s*", " - ", lower).replace("tp.", "thành phố ")
