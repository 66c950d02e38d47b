"""Laws named by their title: "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"."""

from dataclasses import dataclass, replace

from planparse import regex
from planparse.knowledge import NATIONAL_ASSEMBLY, Knowledge
from planparse.normalize.acts.cited import Cited
from planparse.normalize.times.dates import to_date
from planparse.text import squeeze


@dataclass(frozen=True, slots=True)
class _Named:
    """A law that is named by its title, and whether it is one that can be told from others."""

    cited: Cited
    is_told: bool


def find_laws(
    line: str, numbered: list[Cited], is_basis: bool, knowledge: Knowledge
) -> list[Cited]:
    """Laws named by title: dated, or standing where bases are listed."""
    taken = [(cited.start, cited.end) for cited in numbered]
    found: list[_Named] = []
    for match in knowledge.patterns["law_by_title"].find_all(line):
        start, end = match.span()
        before = found[-1].cited if found else None
        if before and _is_in_title(before, line[before.end : start], knowledge):
            found[-1] = _name(match, before.start, before.document_type or "", line, knowledge)
            continue
        inside = [n for n in numbered if start <= n.start < end]
        if inside or any(a <= start < b for a, b in taken):
            numbered[:] = [_to_law(n, start, line) if n is inside[0] and _is_law(n) else n
                           for n in numbered] if inside else numbered  # fmt: skip
            continue
        named = _name(match, start, match["type"], line, knowledge)
        based = is_basis or bool(knowledge.find("basis_opened", line[:start]))
        found.append(replace(named, is_told=named.is_told or based))
    return [named.cited for named in found if named.is_told]


def _is_in_title(before: Cited, between: str, knowledge: Knowledge) -> bool:
    """Whether a law's name belongs to the title of the undated law before it, which amends it."""
    amends = knowledge.find("amending_law", before.text)
    undated = before.issued_on is None and not knowledge.find("year_of_law", before.text)
    return bool(amends and undated and knowledge.find("title_joint", between))


def _name(
    match: regex.Match[str], start: int, kind: str, line: str, knowledge: Knowledge
) -> _Named:
    """The law whose name begins at `start` and whose title the match ends: a sentence goes on
    behind the title, and a day or year of what it says there is not the law's."""
    over = knowledge.find("behind_law", match["title"])
    title = match["title"][: over.start()] if over else match["title"]
    dated = knowledge.find("date_of_law", title)
    of_year = knowledge.find("year_of_law", title)
    end = match.start("title") + (dated.end() if dated else len(title.rstrip()))
    issued_on, issuer = to_date(dated) if dated else None, _lawgiver(kind, knowledge)
    cited = Cited(line[start:end], start, end, kind, None, issued_on, issuer, "mention")
    return _Named(cited, bool(dated or of_year))


def _is_law(cited: Cited) -> bool:
    return bool(cited.document_number and regex.search(r"/(QH|UBTVQH)\d*", cited.document_number))


def _to_law(cited: Cited, start: int, line: str) -> Cited:
    kind = "Bộ luật" if line[start:].startswith("Bộ") else cited.document_type
    kind = "Pháp lệnh" if line[start:].startswith("Pháp") else kind
    return replace(cited, text=line[start : cited.end], start=start, document_type=kind)


def _lawgiver(kind: str, knowledge: Knowledge) -> str:
    return knowledge.symbols["UBTVQH"] if squeeze(kind) == "pháplệnh" else NATIONAL_ASSEMBLY
