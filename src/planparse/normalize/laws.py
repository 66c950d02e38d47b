"""Laws named by their title: "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"."""

from dataclasses import replace

from planparse import regex
from planparse.normalize.acts import Cited, to_date
from planparse.text import squeeze

_LAW = regex.compile(
    r"(?<!\p{L})(?P<type>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+"
    r"(?P<title>(?:\p{Lu}|sửa đổi|nước Cộng|năm)[^;]*?)"
    r"(?=\s*(?:;|$|\.\s|\.$|\n|,?\s*\(?\s*(?:đã\s+)?được\s+sửa đổi"
    r"|,?\s+và\s+(?:Luật|Bộ luật|Nghị định|Quyết định|Nghị quyết)\s+\S"
    r"|,\s*(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư|Ủy ban|UBND|UỶ)\s))"
)
_LAW_DATE = regex.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*"
    r"(?P<year>\d{4})",
    regex.I,
)


def find_laws(line: str, numbered: list[Cited], is_basis: bool) -> list[Cited]:
    """Laws named by title: dated, or standing where bases are listed."""
    taken = [(cited.start, cited.end) for cited in numbered]
    found: list[Cited] = []
    for match in _LAW.finditer(line):
        start, end = match.span()
        if found and _is_in_title(found[-1], line[found[-1].end : start]):
            found[-1] = _widened(found[-1], match, line)
            continue
        inside = [n for n in numbered if start <= n.start < end]
        if inside or any(a <= start < b for a, b in taken):
            numbered[:] = [_to_law(n, start, line) if n is inside[0] and _is_law(n) else n
                           for n in numbered] if inside else numbered  # fmt: skip
            continue
        dated = _LAW_DATE.search(match["title"])
        based = is_basis or regex.search(r"căn cứ[^;.]*$", line[:start], regex.I)
        of_year = regex.search(r"năm\s+(?:19|20)\d\d", match["title"])
        if dated or of_year or based:
            stop = start + match.end() - match.start()
            found.append(
                Cited(line[start:stop], start, stop, match["type"], None,
                      to_date(dated) if dated else None, _lawgiver(match["type"]), "mention")
            )  # fmt: skip
    return found


def _is_in_title(before: Cited, between: str) -> bool:
    """Whether a law's name belongs to the title of the undated law before it, which amends it."""
    amends = regex.match(r"\p{L}+(?:\s+luật)?\s+sửa đổi", before.text, regex.I)
    undated = before.issued_on is None and not regex.search(r"năm\s+\d{4}", before.text)
    return bool(amends) and undated and between.strip() in {"và", ","}


def _widened(before: Cited, match: regex.Match[str], line: str) -> Cited:
    dated = _LAW_DATE.search(match["title"])
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


def _lawgiver(kind: str) -> str:
    return "Ủy ban Thường vụ Quốc hội" if squeeze(kind) == "pháplệnh" else "Quốc hội"
