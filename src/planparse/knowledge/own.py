"""The tables of a user's own folder: what is wrong in one is said with its line."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from planparse import regex
from planparse.errors import KnowledgeError
from planparse.knowledge.entries import Agency, ColumnRole
from planparse.locations import describe
from planparse.text import nfc, squeeze

# Where an agency is one of its kind: in the country, in each province, district or commune, or
# nowhere (an enterprise).
SCOPES = ("VN", "province", "district", "commune", "other")
# So many names are proposed for one that is none, those alike by so much of a hundred.
_NEAREST, _ALIKE = 3, 80


def refuse_others(folder: Path, names: Sequence[str]) -> None:
    """Raise KnowledgeError for a table that has none of the names: it would be passed over, and
    most often its name is mistyped."""
    for path in sorted(folder.glob("[!.~]*.[cC][sS][vV]"), key=str):
        if path.name not in names:
            raise KnowledgeError(
                f"{path} is none of the tables that are read: {', '.join(names)}. Name it as one "
                "of them, or move it away."
            )


def read_agencies(path: Path, provinces: Collection[str]) -> Iterator[Agency]:
    """The agencies of a table; none where it is not there. `provinces` are the codes of all."""
    for number, row in read_lines(path, ("scope", "name")):
        try:
            agency = Agency.from_row(row)
        except ValueError as error:
            raise KnowledgeError(f"{path}, line {number}: {error}.") from None
        if agency.scope not in provinces and agency.scope not in SCOPES:
            said = f"{agency.scope} is no scope: write {', '.join(SCOPES)}, or the code of a"
            raise KnowledgeError(f"{path}, line {number}: {said} province, as VN-HN.")
        yield agency


def read_headings(path: Path, known: Sequence[ColumnRole]) -> Iterator[ColumnRole]:
    """Headings of columns, each with a role that is known; one without a role has no effect."""
    # The heading of a year says which; another wording would not.
    roles = {role.role: role for role in known if role.role != "year"}
    for number, row in read_lines(path, ("heading", "role")):
        heading, role = row["heading"], row["role"]
        if not role or not squeeze(heading):
            continue
        if role not in roles:
            said = f"{role} is no role of columns. Known are: {', '.join(sorted(roles))}."
            raise KnowledgeError(f"{path}, line {number}: {said}")
        pattern = f"^{regex.escape(squeeze(heading))}$"
        yield ColumnRole(pattern, (heading,), (), role, roles[role].field)


def read_lines(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a table with their numbers in the file; none where it is not there."""
    if not path.exists():
        return
    reader = to_reader(read_text(path), needed, path)
    for row in reader:
        # Cells beyond the columns of the head have no name.
        cells = {key: nfc(value or "").strip() for key, value in row.items() if key}
        yield reader.line_num, cells


def to_reader(text: str, needed: Sequence[str], path: Path) -> "csv.DictReader[str]":
    """What goes through the lines of a table; raises KnowledgeError where it has not the columns
    that are `needed`."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=find_delimiter(text))
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise KnowledgeError(f"{path} has no column {', '.join(missing)}.")
    return reader


def find_delimiter(text: str) -> str:
    """What parts the cells: Excel takes semicolons where numbers have a comma, as in Viet Nam."""
    head = text.partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","


def read_text(path: Path) -> str:
    """The text of a table. Raises KnowledgeError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path} is not in UTF-8. Save it as CSV UTF-8.") from None
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {describe(error)}.") from None


def nearest_to(name: str, names: Iterable[str]) -> str:
    """A sentence with the names that are most like one that is none; nothing where none is."""
    from rapidfuzz import fuzz, process  # slow to load, and seldom needed

    found = process.extract(name, sorted(names), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    alike = [each for each, *_ in found[:_NEAREST]]
    return f" Known are {', '.join(alike)}." if alike else ""
