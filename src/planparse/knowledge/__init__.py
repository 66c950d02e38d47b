"""What planparse knows, as data: load it once and pass it on as an argument.

Each file says in its head what it holds; tests prove every pattern on its own examples.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from planparse import regex
from planparse.errors import KnowledgeError
from planparse.kept import stamp
from planparse.knowledge import own
from planparse.knowledge.corrections import Correction, read_corrections
from planparse.knowledge.entries import (
    CITY,
    COMMITTEE,
    COUNCIL,
    DEPARTMENT,
    DISTRICT_KINDS,
    NATIONAL_ASSEMBLY,
    PARTY_COMMITTEE,
    Agency,
    ColumnRole,
    Comparator,
    District,
    DocumentType,
    Group,
    LabelStyle,
    NamedBody,
    Province,
    Wording,
)
from planparse.knowledge.kept import keep
from planparse.knowledge.syllables import Syllables
from planparse.text import squeeze

__all__ = [
    "AGENCIES",
    "ALIASES",
    "CITY",
    "COMMITTEE",
    "CORRECTIONS",
    "COUNCIL",
    "DEPARTMENT",
    "DISTRICT_KINDS",
    "HEADINGS",
    "NATIONAL_ASSEMBLY",
    "PARTY_COMMITTEE",
    "Agency",
    "ColumnRole",
    "Comparator",
    "Correction",
    "District",
    "DocumentType",
    "Group",
    "Knowledge",
    "LabelStyle",
    "NamedBody",
    "Province",
    "Wording",
    "find_tables",
    "load",
    "with_own_tables",
]

# The tables of a user's own folder.
AGENCIES, ALIASES, HEADINGS = "agencies.csv", "agency_aliases.csv", "column_headings.csv"
CORRECTIONS = "corrections.csv"
OWN = (AGENCIES, ALIASES, HEADINGS, CORRECTIONS)


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
    scales: Mapping[str, float]
    ordinals: Mapping[str, int]
    units: Mapping[str, bool]
    symbols: Mapping[str, str]
    cited_types: Mapping[str, str]
    head_nouns: tuple[str, ...]
    surnames: frozenset[str]
    name_words: Mapping[str, tuple[str, ...]]
    times_widths: Mapping[str, float]
    legacy_letters: Mapping[str, Mapping[str, str]]
    syllables: Syllables
    glyph_order: Mapping[int, str]
    symbol_signs: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()

    @lru_cache(maxsize=50_000)  # noqa: B019 - knowledge lives as long as the process
    def text_width(self, text: str) -> float:
        """How wide a text is in Times, em; a letter with marks is as wide as without them."""
        widths = self.times_widths
        return sum(widths.get(c) or widths.get(_base_letter(c), widths["n"]) for c in text)

    def find(self, wording: str, text: str) -> regex.Match[str] | None:
        """The match of a wording in `text`, by the name it has in the knowledge."""
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
        in_force = [p for p in named if p.is_in_force(on)]
        return next(iter(in_force or named), None)

    def agencies_called(self, name: str, scope: str) -> list[Agency]:
        """The agencies that bear a name in a scope, as tables write it or as its province fills it.

        Those of every province are in the scope of each.
        """
        key = squeeze(name)
        places = [province for province in self.provinces if province.code == scope]
        scopes = {scope, "province"} if places else {scope}
        return [
            agency
            for agency in self.agencies
            if agency.scope in scopes
            and key in {squeeze(each) for each in _spellings(agency.name, places)}
        ]

    def districts_of(self, province_code: str) -> list[District]:
        """The districts that a province had until 30 June 2025."""
        return [d for d in self.districts if d.province_code == province_code]


def load(folder: str | Path | None = None) -> Knowledge:
    """Read the packaged knowledge; tables in `folder` add to it, as they are at the time.

    `agencies.csv` has the columns of the shipped one; `agency_aliases.csv` has scope, alias, name;
    `column_headings.csv` has heading, role; `corrections.csv` has task_id, field, printed, text.
    Raises KnowledgeError where none is there or a table has another name, and for a line that names
    no known agency or role, or has a wrong value.
    """
    if folder is None:
        return _load_shipped()
    tables = find_tables(Path(folder))
    if not tables:
        raise KnowledgeError(f"{folder} holds none of {', '.join(OWN)}.")
    own.refuse_others(Path(folder), OWN)
    return _load_with(Path(folder), tuple((path, *stamp(path)) for path in tables))


def find_tables(folder: Path) -> list[Path]:
    """The tables of a user's own folder that are there."""
    return [path for name in OWN if (path := folder / name).is_file()]


@lru_cache(maxsize=8)
def _load_with(folder: Path, _stamps: tuple[tuple[Path, int, int], ...]) -> Knowledge:
    """With the tables of a folder, once for as long as none of them changes."""
    return with_own_tables(_load_shipped(), folder)


def with_own_tables(shipped: Knowledge, folder: Path) -> Knowledge:
    """The shipped knowledge with the tables of a user's folder, whose lines come first."""
    columns = (*own.read_headings(folder / HEADINGS, shipped.columns), *shipped.columns)
    codes = {province.code for province in shipped.provinces}
    agencies = (*own.read_agencies(folder / AGENCIES, codes), *shipped.agencies)
    corrections = tuple(read_corrections(folder / CORRECTIONS))
    known = replace(shipped, columns=columns, agencies=agencies, corrections=corrections)
    aliases = tuple(_own_aliases(folder / ALIASES, known))
    return replace(known, agencies=(*aliases, *known.agencies))


def _own_aliases(path: Path, known: Knowledge) -> Iterator[Agency]:
    """Each alias as an agency of its scope that bears the name and the alias."""
    for number, row in own.read_lines(path, ("scope", "alias", "name")):
        if not row["name"]:
            continue
        name, scope = row["name"], row["scope"]
        meant = known.agencies_called(name, scope)
        if not meant:
            raise KnowledgeError(f"{path}, line {number}: {_why_unknown(name, scope, known)}")
        yield replace(meant[0], scope=scope, aliases=(row["alias"],))


def _why_unknown(name: str, scope: str, known: Knowledge) -> str:
    single = {province.code for province in known.provinces}  # which one is meant, nobody can say
    general = {agency.scope for agency in known.agencies} - single
    scopes = sorted(each for each in general if known.agencies_called(name, each))
    if scopes:
        return f"{name} is no agency of {scope}. Write {' or '.join(scopes)} as its scope."
    names = {each.name for each in known.agencies if each.scope in general and "{" not in each.name}
    return (
        f"no agency is called {name}.{own.nearest_to(name, names)} Write the name as in "
        "agencies.csv, or add the agency to a table of that name beside this one."
    )


@cache
def _base_letter(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return {"đ": "d", "Đ": "D"}.get(base, base)


def _spellings(template: str, provinces: Sequence[Province]) -> list[str]:
    """How the name of an agency can be written in a table of one's own."""
    plain = template.replace("{", "").replace("}", "")
    return [template, plain, *(province.fill(template) for province in provinces)]


@cache
def _load_shipped() -> Knowledge:
    return keep(_read_shipped)


def _read_shipped() -> Knowledge:
    from planparse.knowledge import shipped  # loads file readers; kept knowledge needs none

    return Knowledge(**shipped.read_all())
