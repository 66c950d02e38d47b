"""Laws named by their title: "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"."""

from dataclasses import replace

from planparse import regex
from planparse.knowledge import NATIONAL_ASSEMBLY, Knowledge
from planparse.normalize.acts.cited import Cited, to_date
from planparse.text import squeeze


def find_laws(
    line: str, numbered: list[Cited], is_basis: bool, knowledge: Knowledge
) -> list[Cited]:
    """Laws named by title: dated, or standing where bases are listed."""
    taken = [(cited.start, cited.end) for cited in numbered]
    found: list[Cited] = []
    for match in knowledge.patterns["law_by_title"].find_all(line):
        start, end = match.span()
        if found and _is_in_title(found[-1], line[found[-1].end : start], knowledge):
            found[-1] = _widened(found[-1], match, line, knowledge)
            continue
        inside = [n for n in numbered if start <= n.start < end]
        if inside or any(a <= start < b for a, b in taken):
            numbered[:] = [_to_law(n, start, line) if n is inside[0] and _is_law(n) else n
                           for n in numbered] if inside else numbered  # fmt: skip
            continue
        dated = knowledge.find("date_of_law", match["title"])
        based = is_basis or knowledge.find("basis_opened", line[:start])
        of_year = knowledge.find("year_of_law", match["title"])
        if dated or of_year or based:
            kind = match["type"]
            issued_on, issuer = to_date(dated) if dated else None, _lawgiver(kind, knowledge)
            found.append(
                Cited(line[start:end], start, end, kind, None, issued_on, issuer, "mention")
            )
    return found


def _is_in_title(before: Cited, between: str, knowledge: Knowledge) -> bool:
    """Whether a law's name belongs to the title of the undated law before it, which amends it."""
    amends = knowledge.find("amending_law", before.text)
    undated = before.issued_on is None and not knowledge.find("year_of_law", before.text)
    return bool(amends and undated and knowledge.find("title_joint", between))


def _widened(before: Cited, match: regex.Match[str], line: str, knowledge: Knowledge) -> Cited:
    dated = knowledge.find("date_of_law", match["title"])
    return replace(
        before,
        text=line[before.start : match.end()],
        end=match.end(),
        issued_on=to_date(dated) if dated else None,
    )


def _is_law(cited: Cited) -> bool:
    return bool(cited.document_number and regex.search(r"/(QH|UBTVQH)\d*", cited.document_number))


def _to_law(cited: Cited, start: int, line: str) -> Cited:
    kind = "Bộ luật" if line[start:].startswith("Bộ") else cited.document_type
    kind = "Pháp lệnh" if line[start:].startswith("Pháp") else kind
    return replace(cited, text=line[start : cited.end], start=start, document_type=kind)


def _lawgiver(kind: str, knowledge: Knowledge) -> str:
    return knowledge.symbols["UBTVQH"] if squeeze(kind) == "pháplệnh" else NATIONAL_ASSEMBLY
