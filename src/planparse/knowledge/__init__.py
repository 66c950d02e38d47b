"""What planparse knows, as data: load it once and pass it on as an argument.

Each file says in its head what it holds; tests prove every pattern on its own examples.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import regex

from planparse.errors import KnowledgeError
from planparse.knowledge.entries import (
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
from planparse.text import nfc, squeeze

__all__ = [
    "Agency",
    "ColumnRole",
    "Comparator",
    "District",
    "DocumentType",
    "Group",
    "Knowledge",
    "LabelStyle",
    "NamedBody",
    "Province",
    "Wording",
    "load",
    "with_own_tables",
]


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

    @lru_cache(maxsize=50_000)  # noqa: B019 - knowledge lives as long as the process
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
        in_force = [p for p in named if p.is_in_force(on)]
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
            yield Agency.from_row(row)
        except ValueError as error:
            raise KnowledgeError(f"{path}, line {number}: {error}.") from None


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
        yield replace(meant[0], scope=row["scope"], aliases=(row["alias"],))


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
    return keep(_read_shipped)


def _read_shipped() -> Knowledge:
    from planparse.knowledge import shipped  # loads file readers; kept knowledge needs none

    return Knowledge(**shipped.read_all())
