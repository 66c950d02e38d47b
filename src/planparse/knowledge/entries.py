"""What single entries of the knowledge are, and how each is read from its line or paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, Self

from planparse import regex
from planparse.properties import cached_property
from planparse.text import squeeze

# What the bodies that stand at the head of every province, district or commune are called.
COMMITTEE, COUNCIL, PARTY_COMMITTEE = "Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng ủy"
# Who passes laws and codes.
NATIONAL_ASSEMBLY = "Quốc hội"
# What the name of a department of a province begins with.
DEPARTMENT = "Sở"
# The kind of a province or district that is a city.
CITY = "thành phố"
# By the kind of a district, its party committee and its youth union.
DISTRICT_KINDS = {
    "huyện": ("Huyện ủy", "Huyện đoàn"),
    "thị xã": ("Thị ủy", "Thị đoàn"),
    CITY: ("Thành ủy", "Thành đoàn"),
    "quận": ("Quận ủy", "Quận đoàn"),
}


@dataclass(frozen=True)
class Wording:
    """A pattern with texts it must be found in and texts it must not be found in."""

    FLAGS: ClassVar[int] = int(regex.I | regex.X)

    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self.pattern, self.FLAGS)  # when it is needed: few are, in a plan

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> Self:
        """From an entry of a file: its values are texts and lists of texts."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in entry.items()
        }
        return cls(**values)

    def search(self, text: str) -> regex.Match[str] | None:
        """The first place in `text` where the wording stands, if any."""
        return self._compiled.search(text)

    def match(self, text: str, at: int) -> regex.Match[str] | None:
        """The wording where it begins at a place in `text`, if it does."""
        return self._compiled.match(text, at)

    def find_all(self, text: str) -> list[regex.Match[str]]:
        """Every place in `text` where the wording stands."""
        return list(self._compiled.finditer(text))

    def remove(self, text: str) -> str:
        """The text with a space in place of the wording."""
        return self._compiled.sub(" ", text)

    def until(self, text: str) -> str:
        """The text before the wording; all of it where the wording does not stand."""
        match = self.search(text)
        return text[: match.start()] if match else text

    def beyond(self, text: str) -> str:
        """The text behind the wording; all of it where the wording does not stand."""
        match = self.search(text)
        return text[match.end() :] if match else text

    def may_follow(self, text: str) -> bool:
        """Whether more text behind `text` could make the wording of it, if it is not there yet."""
        return self._compiled.search(text, partial=True) is not None


@dataclass(frozen=True)
class ColumnRole(Wording):
    """How the columns of one role are headed, and the field their cells go to."""

    FLAGS: ClassVar[int] = int(regex.X)

    role: str
    field: str

    def search(self, text: str) -> regex.Match[str] | None:
        """Find the wording in a heading, whose white space does not count."""
        return self.search_key(squeeze(text))

    def search_key(self, key: str) -> regex.Match[str] | None:
        """Find the wording in a heading without white space."""
        return self._compiled.search(key)


@dataclass(frozen=True)
class LabelStyle(Wording):
    """A way of numbering, and how deep it usually stands (0 is the outermost).

    `search` finds the label at the beginning of a text, its value in the group "value".
    """

    FLAGS: ClassVar[int] = 0

    style: str
    rank: int

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> Self:
        """From an entry of a file, whose rank is a text."""
        return super().from_entry({**entry, "rank": int(entry["rank"])})


@dataclass(frozen=True)
class DocumentType:
    """A type of official document and its abbreviation (Decree 30/2020/NĐ-CP, annex III)."""

    abbreviation: str
    name: str


@dataclass(frozen=True)
class Province:
    """A province by its ISO 3166-2 code, and the code it has been part of since 1 July 2025.

    Source of the successors: Resolution 202/2025/QH15; of Huế: Resolution 175/2024/QH15.
    """

    code: str
    name: str
    kind: str
    valid_to: date | None
    successor_code: str

    def is_in_force(self, on: date | None) -> bool:
        """Whether it was there at a date; without one, it may have been."""
        return on is None or self.valid_to is None or on <= self.valid_to

    def fill(self, template: str) -> str:
        """A name with "tỉnh" or "thành phố", "Tỉnh ủy" or "Thành ủy", and its place put in."""
        city = self.kind == CITY
        return (
            template.replace("{tỉnh}", self.kind)
            .replace("{Tỉnh ủy}", "Thành ủy" if city else "Tỉnh ủy")
            .replace("{Tỉnh đoàn}", "Thành đoàn" if city else "Tỉnh đoàn")
            .replace("{place}", f"{self.kind} {self.name}")
            .replace("{name}", self.name)
        )


@dataclass(frozen=True)
class District:
    """A district of before 1 July 2025 by its code at the General Statistics Office.

    Source: the office's list of administrative units (Decision 124/2004/QĐ-TTg, as amended), in
    its states of 2021 and 2025; a district whose kind or name changed between them is there twice.
    """

    code: str
    province_code: str
    kind: str
    name: str

    def fill(self, template: str) -> str:
        """A name with "huyện" or "quận", "Huyện ủy" or "Quận ủy" put in, as the kind is."""
        party, youth = DISTRICT_KINDS[self.kind]
        return (
            template.replace("{huyện}", self.kind)
            .replace("{Huyện ủy}", party)
            .replace("{Huyện đoàn}", youth)
        )


@dataclass(frozen=True)
class Agency:
    """An agency; `scope` is VN, province, district, commune, or the code of its only province.

    "{tỉnh}" stands where the name says tỉnh or thành phố, "{huyện}" and "{xã}" where it says
    huyện or quận, xã or phường,
    "{place}" and "{name}" where it names the province.
    Sources of the periods: Decree 45/2025/NĐ-CP (departments), Resolution 176/2025/QH15
    (ministries), Resolution 18-NQ/TW and its conclusions of 2025 (party bodies).
    """

    scope: str
    name: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successor: str | None

    @classmethod
    def from_row(cls, row: Mapping[str, str | None]) -> Self:
        """From a row of a table; raises ValueError for one without a name, or a wrong date."""
        if not row["scope"] or not row["name"]:
            raise ValueError("an agency has a scope and a name")
        return cls(
            row["scope"],
            row["name"],
            tuple(filter(None, (row.get("aliases") or "").split("|"))),
            to_date(row.get("valid_from")),
            to_date(row.get("valid_to")),
            row.get("successor") or None,
        )

    def in_force(self, on: date | None) -> bool:
        """Whether the agency exists at a date; without a date every one does."""
        if on is None:
            return True
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True)
class Group(Wording):
    """A collective of the published vocabulary, and how mentions of it begin."""

    id: str
    name: str


@dataclass(frozen=True)
class NamedBody(Wording):
    """Single bodies known by the form of their name, and the territory they serve."""

    level: Literal["central", "province", "commune", "other"]


@dataclass(frozen=True)
class Comparator:
    """A wording of a bound, whether it stands before or after the number, and what it means."""

    wording: str
    side: Literal["before", "after"]
    comparator: Literal["=", ">", ">=", "<", "<=", "~"]


def to_date(text: str | None) -> date | None:
    """A date as tables write it, "2025-07-01"; raises ValueError for anything else."""
    return date.fromisoformat(text) if text else None
