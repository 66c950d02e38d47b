"""Legal acts that a text names: type, number, date, authority, and what for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import regex

from planparse.knowledge import Knowledge
from planparse.normalize.bodies import Scope
from planparse.normalize.keys import to_key
from planparse.normalize.registry import build_registry
from planparse.schema.records import Relation
from planparse.text import one_line, squeeze

_SYMBOL = r"\p{Lu}[\p{Lu}\p{Ll}\d&.]*(?:\s?[-/]\s?\p{Lu}[\p{Lu}\p{Ll}\d&]*)*"
# 411/QĐ-TTg, 20/2023/QH15, 1594/BTTTT-QLDN; party papers have a hyphen first: 57-NQ/TW.
_NUMBER = regex.compile(
    rf"(?<![\d.,/])(?P<number>\d{{1,5}}[a-zA-Z]?\s*(?:/\s*(?:19|20)\d\d\s*)?/\s*(?!\d)(?P<symbol>{_SYMBOL})"
    r"|\d{1,5}[a-zA-Z]?\s?-\s?(?P<symbol>(?P<party>\p{Lu}[\p{Lu}\p{Ll}]{0,3})\s?/\s?\p{Lu}[\p{Lu}\p{Ll}]*))"
)
# What stands before a number: "số".
_NUMBER_WORD = regex.compile(r"(?:\s+số)?\s*:?\s*$", regex.I)
# Symbols of the National Assembly and of its Standing Committee.
_OF_ASSEMBLY, _OF_LAWGIVER = regex.compile(r"QH\d+$"), regex.compile(r"QH\d+|UBTVQH")
_PARTS = regex.compile(r"[-/]")
_DATE = regex.compile(
    r"^[\s,]*(?:(?:được\s+)?(?:ban\s+hành|ký)\s+)?ngày\s*(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|,?\s*năm)\s*"
    r"(?P<year>\d{4})",
    regex.I,
)
_LAW = regex.compile(
    r"(?<!\p{L})(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>(?:\p{Lu}|sửa đổi)[^;]*?)"
    r"(?=\s*(?:;|$|\.\s|\.$|\n|,?\s+và\s+(?:Luật|Bộ luật|Nghị định|Quyết định|Nghị quyết)\s+\S"
    r"|,\s*(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư|Ủy ban|UBND|UỶ)\s))"
)
_LAW_DATE = regex.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*"
    r"(?P<year>\d{4})",
    regex.I,
)
_AUTHORITY = regex.compile(r"^[\s,]*(?:của|do)\s+(?P<rest>[^;.()]+)", regex.I)
_OFFICE = regex.compile(
    r"^(?:Bộ trưởng|Thứ trưởng|Chủ nhiệm|Thống đốc|Chủ tịch(?! nước)|Tổng Thanh tra|Giám đốc"
    r"|Thường trực)\s+(?=\p{L})"
)
MAX_WORDS = 14


@dataclass(frozen=True, slots=True)
class Cited:
    """One act that is named in a text, from `start` to `end`."""

    text: str
    start: int
    end: int
    document_type: str | None
    document_number: str | None
    issued_on: date | None
    issuing_authority: str | None
    relation: Relation


def parse_citations(
    text: str, scope: Scope, knowledge: Knowledge, default: Relation | None = None
) -> list[Cited]:
    """Every act a text names, in order.

    `default` is the relation where no word of the text tells: of a cell of legal bases it is
    "basis"; without it, a text that begins with an act is taken for such a cell.
    """
    line = one_line(text)
    found = [*_numbered(line, scope, knowledge)]
    found += _laws(line, found, bool(default) and default != "mention")
    found.sort(key=lambda cited: cited.start)
    begins = bool(found) and not line[: found[0].start].strip(" -–+•.()")
    fallback: Relation = default or ("basis" if begins else "mention")
    return list(_related(found, line, fallback, knowledge))


def _numbered(line: str, scope: Scope, knowledge: Knowledge) -> Iterator[Cited]:
    abbreviations = {kind.abbreviation.upper() for kind in knowledge.document_types}
    for match in _NUMBER.finditer(line):
        if match["party"] and match["party"].upper() not in abbreviations | {"CV", "KL", "QĐ"}:
            continue
        lead = _NUMBER_WORD.sub("", line[: match.start()])
        typed = knowledge.find("cited_type", lead)
        symbol = "".join(match["symbol"].split())
        kind = _type_of(typed["type"] if typed else None, symbol, knowledge)
        number = "".join(match["number"].split()).rstrip(".")
        end = match.end()
        dated = _DATE.match(line[end:])
        issued_on = _to_date(dated) if dated else None
        end += dated.end() if dated else 0
        named = _authority_of(line[end:], scope, knowledge)
        end += named[1] if named else 0
        authority = (named[0] if named else None) or _by_symbol(symbol, kind, knowledge)
        start = typed.start("type") if typed else _start_of_number(line, match.start())
        yield Cited(line[start:end], start, end, kind, number, issued_on, authority, "mention")


def _start_of_number(line: str, start: int) -> int:
    match = regex.search(r"số\s*:?\s*$", line[:start], regex.I)
    return match.start() if match else start


def _type_of(printed: str | None, symbol: str, knowledge: Knowledge) -> str | None:
    """The type as printed before the number, else by the symbol; letters have none: Công văn."""
    name = one_line(printed).capitalize() if printed else None
    if name in {"Văn bản", "Công hàm"}:
        name = "Công văn"
    if name == "Chương trình hành động":
        name = "Chương trình"
    if name:
        return name
    if _OF_LAWGIVER.match(symbol):
        return "Luật" if symbol.startswith("QH") else "Pháp lệnh"
    first = _PARTS.split(symbol)[0]
    kind = next((k for k in knowledge.document_types if k.abbreviation == first), None)
    return kind.name if kind else "Công văn"


def _by_symbol(symbol: str, kind: str | None, knowledge: Knowledge) -> str | None:
    """The authority whose sign stands in the symbol: TTg, CP, QH15, BTTTT, STTTT."""
    if _OF_ASSEMBLY.match(symbol):
        return "Quốc hội"
    parts = _PARTS.split(symbol)
    if parts[0].startswith("UBTVQH"):
        return knowledge.symbols["UBTVQH"]
    if kind and kind.startswith("Thông tư liên tịch"):
        return None
    for part in parts:
        if part in knowledge.symbols:
            return knowledge.symbols[part]
    named = _departments(knowledge)
    return next((named[part] for part in parts if part in named), None)


@lru_cache(maxsize=8)
def _departments(knowledge: Knowledge) -> dict[str, str]:
    """The names of departments of provinces by their abbreviations."""
    departments = [a for a in knowledge.agencies if a.scope == "province"]
    return {alias: a.name for a in departments if a.name.startswith("Sở") for alias in a.aliases}


def _authority_of(rest: str, scope: Scope, knowledge: Knowledge) -> tuple[str | None, int] | None:
    """The authority named after "của", and where it ends; None when nothing known is named."""
    match = _AUTHORITY.match(rest)
    if not match:
        return None
    said = match["rest"]
    office = _OFFICE.match(said)
    begin = office.end() if office else 0
    registry = build_registry(scope, knowledge)
    words = list(regex.finditer(r"\S+", said[begin:]))[:MAX_WORDS]
    for last in range(len(words), 0, -1):
        name = said[begin : begin + words[last - 1].end()].rstrip(" ,;.:")
        body = registry.get(to_key(name, knowledge.abbreviations))
        if body and (not _is_vague(body.name, scope)):
            return body.name, match.start("rest") + begin + len(name)
    return None


def _is_vague(name: str, scope: Scope) -> bool:
    return scope.province is None and name in {"Ủy ban nhân dân", "Hội đồng nhân dân"}


def _to_date(match: regex.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _laws(line: str, numbered: list[Cited], is_basis: bool) -> list[Cited]:
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
                      _to_date(dated) if dated else None, _lawgiver(match["type"]), "mention")
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
        issued_on=_to_date(dated) if dated else None,
    )


def _is_law(cited: Cited) -> bool:
    return bool(cited.document_number and regex.search(r"/(QH|UBTVQH)\d*", cited.document_number))


def _to_law(cited: Cited, start: int, line: str) -> Cited:
    kind = "Bộ luật" if line[start:].startswith("Bộ") else cited.document_type
    kind = "Pháp lệnh" if line[start:].startswith("Pháp") else kind
    return replace(cited, text=line[start : cited.end], start=start, document_type=kind)


def _lawgiver(kind: str) -> str:
    return "Ủy ban Thường vụ Quốc hội" if squeeze(kind) == "pháplệnh" else "Quốc hội"


def _related(
    found: list[Cited], line: str, fallback: Relation, knowledge: Knowledge
) -> Iterator[Cited]:
    """What each act is named for: the word that opens its clause, unless it is inside a title."""
    opened: Relation = fallback
    level: Relation = fallback
    end = 0
    for index, cited in enumerate(found):
        between = line[end : cited.start]
        said = knowledge.patterns["cited_relation"].find_all(between)
        if said:
            opened = level = _relation_of(said[-1])
        elif index and knowledge.find("nested_citation", between) and not _reopens(between):
            level = "mention"
        elif ";" in between or (index and regex.search(r"[.]\s", between)):
            level = opened
        relation = level
        if level == "proposal" and cited.document_type not in {"Tờ trình", "Công văn", "Báo cáo"}:
            relation = "mention"
        yield replace(cited, relation=relation)
        end = cited.end


def _relation_of(match: regex.Match[str]) -> Relation:
    if match["proposal"]:
        return "proposal"
    return "basis" if match["basis"] else "implements"


def _reopens(between: str) -> bool:
    return bool(regex.search(r";\s*(?:điều|khoản|điểm)[^;]*$", between, regex.I))
