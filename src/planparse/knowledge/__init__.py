"""What planparse knows, as data: load it once and pass it on as an argument.

Each file says in its head what it holds; tests prove every pattern on its own examples.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import regex
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from planparse.errors import KnowledgeError
from planparse.knowledge.syllables import Syllables, to_syllables
from planparse.text import nfc, squeeze

_FLAGS, _VERBOSE = int(regex.I | regex.X), int(regex.X)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(_Entry):
    """A pattern with texts it must be found in and texts it must not be found in."""

    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def search(self, text: str) -> regex.Match[str] | None:
        """The first place in `text` where the wording stands, if any."""
        return _compiled(self.pattern, _FLAGS).search(text)

    def may_follow(self, text: str) -> bool:
        """Whether more text behind `text` could make the wording of it, if it is not there yet."""
        return _compiled(self.pattern, _FLAGS).search(text, partial=True) is not None


class ColumnRole(Wording):
    """How the columns of one role are headed, and the field their cells go to."""

    role: str
    field: str

    def search(self, text: str) -> regex.Match[str] | None:
        """Find the wording in a heading, whose white space does not count."""
        return self.search_key(squeeze(text))

    def search_key(self, key: str) -> regex.Match[str] | None:
        """Find the wording in a heading without white space."""
        return _compiled(self.pattern, _VERBOSE).search(key)


class LabelStyle(Wording):
    """A way of numbering, and how deep it usually stands (0 is the outermost)."""

    style: str
    rank: int

    def search(self, text: str) -> regex.Match[str] | None:
        """The label at the beginning of `text`, its value in the group "value"."""
        return _compiled(self.pattern, 0).search(text)


class DocumentType(_Entry):
    """A type of official document and its abbreviation (Decree 30/2020/NĐ-CP, annex III)."""

    abbreviation: str
    name: str


class Province(_Entry):
    """A province by its ISO 3166-2 code, and the code it has been part of since 1 July 2025.

    Source of the successors: Resolution 202/2025/QH15; of Huế: Resolution 175/2024/QH15.
    """

    code: str
    gso_code: str
    name: str
    kind: str
    valid_to: date | None
    successor_code: str


class District(_Entry):
    """A district of before 1 July 2025 by its code at the General Statistics Office.

    Source: the office's list of administrative units (Decision 124/2004/QĐ-TTg, as amended), in
    its states of 2021 and 2025; a district whose kind or name changed between them is there twice.
    """

    code: str
    province_code: str
    kind: str
    name: str


class Agency(_Entry):
    """An agency; `scope` is VN, province, district, or the code of the only province that has it.

    "{tỉnh}" stands where the name says tỉnh or thành phố, "{place}" and "{name}" where it names the
    province.
    Sources of the periods: Decree 45/2025/NĐ-CP (departments), Resolution 176/2025/QH15
    (ministries), Resolution 18-NQ/TW and its conclusions of 2025 (party bodies).
    """

    scope: str
    name: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successor: str | None

    @field_validator("aliases", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split("|")) if isinstance(value, str) else value or ()

    def in_force(self, on: date | None) -> bool:
        """Whether the agency exists at a date; without a date every one does."""
        if on is None:
            return True
        return (self.valid_from or on) <= on <= (self.valid_to or on)


class Group(Wording):
    """A collective of the published vocabulary, and how mentions of it begin."""

    id: str
    name: str


class NamedBody(Wording):
    """Single bodies known by the form of their name, and the territory they serve."""

    level: Literal["central", "province", "commune", "other"]


class Comparator(_Entry):
    """A wording of a bound, whether it stands before or after the number, and what it means."""

    wording: str
    side: Literal["before", "after"]
    comparator: Literal["=", ">", ">=", "<", "<=", "~"]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything planparse knows, by kind."""

    patterns: Mapping[str, Wording]
    cells: Mapping[str, Wording]
    columns: tuple[ColumnRole, ...]
    labels: tuple[LabelStyle, ...]
    document_types: tuple[DocumentType, ...]
    provinces: tuple[Province, ...]
    districts: tuple[District, ...]
    agencies: tuple[Agency, ...]
    groups: tuple[Group, ...]
    named_bodies: tuple[NamedBody, ...]
    abbreviations: Mapping[str, str]
    comparators: tuple[Comparator, ...]
    units: Mapping[str, bool]
    symbols: Mapping[str, str]
    times_widths: Mapping[str, float]
    legacy_letters: Mapping[str, Mapping[str, str]]
    syllables: Syllables
    glyph_order: Mapping[int, str]
    symbol_signs: Mapping[str, str]

    @lru_cache(maxsize=50_000)  # noqa: B019 - what is known lives as long as the process
    def text_width(self, text: str) -> float:
        """How wide a text is in Times, em; a letter with marks is as wide as without them."""
        widths = self.times_widths
        return sum(widths.get(c) or _width_of_base(c, widths) for c in text)

    def find(self, wording: str, text: str) -> regex.Match[str] | None:
        """The match of a wording of `patterns.yaml` in `text`."""
        return self.patterns[wording].search(text)

    def column_role(self, heading: str) -> ColumnRole | None:
        """The role of a column by its heading; None when the wording is not known."""
        key = squeeze(heading)
        return next((role for role in self.columns if role.search_key(key)), None)

    def document_type(self, text: str) -> DocumentType | None:
        """The document type that `text` is, whatever its capitals, spaces and colon.

        Older documents name who issued it in the same line: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ".
        """
        issued = self.find("type_of_authority", text)
        key = squeeze(issued["type"] if issued else text.rstrip(": "))
        return next((kind for kind in self.document_types if squeeze(kind.name) == key), None)

    def province(self, name: str, on: date | None = None) -> Province | None:
        """The province of this name or code; of two, the one in force at the date."""
        key = squeeze(name)
        named = [p for p in self.provinces if key in {squeeze(p.name), squeeze(p.code)}]
        in_force = [p for p in named if not (on and p.valid_to and on > p.valid_to)]
        return next(iter(in_force or named), None)

    def districts_of(self, province_code: str) -> list[District]:
        """The districts that a province had until 30 June 2025."""
        return [d for d in self.districts if d.province_code == province_code]


@cache
def load(folder: Path | None = None) -> Knowledge:
    """Read the packaged knowledge; tables in `folder` add to it.

    `agencies.csv` has the columns of the shipped one; `agency_aliases.csv` has scope, alias, name.
    Raises KnowledgeError for a line that names no known agency or has a wrong value.
    """
    shipped = _load_shipped()
    return with_own_tables(shipped, folder) if folder else shipped


def with_own_tables(shipped: Knowledge, folder: Path) -> Knowledge:
    """The shipped knowledge with the agencies and aliases of a user's folder, which come first."""
    own = tuple(_own_agencies(folder / "agencies.csv"))
    known = (*own, *shipped.agencies)
    aliases = tuple(_own_aliases(folder / "agency_aliases.csv", known))
    return replace(shipped, agencies=(*aliases, *known))


def _own_agencies(path: Path) -> Iterator[Agency]:
    for number, row in _read_own(path, {"scope", "name"}):
        try:
            yield Agency.model_validate({k: row.get(k) or None for k in Agency.model_fields})
        except ValidationError as error:
            raise KnowledgeError(f"{path}, line {number}: {error.errors()[0]['msg']}.") from None


def _own_aliases(path: Path, known: tuple[Agency, ...]) -> Iterator[Agency]:
    """Each alias as an agency of its scope that bears the name and the alias."""
    for number, row in _read_own(path, {"scope", "alias", "name"}):
        if not row["name"]:
            continue
        key = squeeze(row["name"])
        meant = [a for a in known if key in {squeeze(a.name), squeeze(_plain_name(a.name))}]
        if not meant:
            raise KnowledgeError(
                f"{path}, line {number}: no agency is called {row['name']}. Write the name as in "
                "agencies.csv, or add the agency to a table of that name beside this one."
            )
        yield meant[0].model_copy(update={"scope": row["scope"], "aliases": (row["alias"],)})


@cache
def _base_letter(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return {"đ": "d", "Đ": "D"}.get(base, base)


def _width_of_base(character: str, widths: Mapping[str, float]) -> float:
    return widths.get(_base_letter(character), widths["n"])


def _plain_name(template: str) -> str:
    return template.replace("{", "").replace("}", "")


def _read_own(path: Path, needed: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = needed - set(reader.fieldnames or ())
        if missing:
            raise KnowledgeError(f"{path} has no column {', '.join(sorted(missing))}.")
        for number, row in enumerate(reader, 2):
            yield number, {key: nfc(value or "").strip() for key, value in row.items() if key}


@cache
def _load_shipped() -> Knowledge:
    return Knowledge(
        patterns={k: Wording(**v) for k, v in _read_yaml("patterns.yaml").items()},
        cells={k: Wording(**v) for k, v in _read_yaml("cells.yaml").items()},
        columns=tuple(ColumnRole(**entry) for entry in _read_yaml("columns.yaml")),
        labels=tuple(LabelStyle(**entry) for entry in _read_yaml("labels.yaml")),
        document_types=tuple(DocumentType(**row) for row in _read_csv("document_types.csv")),
        provinces=tuple(Province(**row) for row in _read_csv("provinces.csv")),
        districts=tuple(District(**row) for row in _read_csv("districts.csv")),
        agencies=tuple(Agency(**row) for row in _read_csv("agencies.csv")),
        groups=tuple(Group(**entry) for entry in _read_yaml("agency_groups.yaml")),
        named_bodies=tuple(NamedBody(**entry) for entry in _read_yaml("agency_patterns.yaml")),
        comparators=tuple(Comparator(**row) for row in _read_csv("comparators.csv")),
        symbols={row["symbol"]: row["authority"] for row in _read_csv("symbols.csv")},
        legacy_letters=_read_legacy_letters(),
        syllables=_read_syllables(),
        glyph_order={
            int(row["first"]) + offset: letter
            for row in _read_csv("glyph_order.csv")
            for offset, letter in enumerate(row["letters"])
        },
        times_widths={
            row["character"]: int(row["width"]) / 1000 for row in _read_csv("times_widths.csv")
        },
        symbol_signs={
            chr(int(row["code"], 16)): row["sign"] for row in _read_csv("symbol_signs.csv")
        },
        units={
            row["unit"].casefold(): row["is_measure"] == "yes" for row in _read_csv("units.csv")
        },
        abbreviations={
            row["abbreviation"]: row["meaning"] for row in _read_csv("abbreviations.csv")
        },
    )


# The marks of `legacy_letters.csv`, as combining characters.
_MARKS = {
    "grave": "\u0300",
    "acute": "\u0301",
    "circumflex": "\u0302",
    "tilde": "\u0303",
    "breve": "\u0306",
    "hook": "\u0309",
    "dot": "\u0323",
}


def _read_legacy_letters() -> dict[str, dict[str, str]]:
    """What each code of an old encoding stands for; sources: TCVN 5712:1993 (VN3), VNI for Windows.

    The code is that of Windows-1252; two codes of TCVN3 are often written as mathematical signs.
    """
    encodings: dict[str, dict[str, str]] = {}
    for row in _read_csv("legacy_letters.csv"):
        marks = "".join(_MARKS[mark] for mark in (row["marks"] or "").split())
        letters = encodings.setdefault(row["encoding"], {})
        letters[chr(int(row["code"], 16))] = row["letter"] or marks
    return encodings


def _read_syllables() -> Syllables:
    grammar = _read_yaml("syllables.yaml")
    return to_syllables(grammar["onsets"], grammar["rimes"])


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _read_yaml(name: str) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text
    return yaml.load(_read(name), Loader=loader)


def _read_csv(name: str) -> Iterable[dict[str, Any]]:
    for row in csv.DictReader(io.StringIO(_read(name))):
        yield {key: value or None for key, value in row.items()}


@cache
def _compiled(pattern: str, flags: int) -> regex.Pattern[str]:
    return regex.compile(pattern, flags)
