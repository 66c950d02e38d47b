"""Legal acts that a text names: type, number, date, authority, and what for."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.acts.cited import Cited
from planparse.normalize.acts.issuers import find_by_symbol, find_named_issuer
from planparse.normalize.acts.laws import find_laws
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.times.dates import to_date
from planparse.schema.vocabulary import Relation
from planparse.text import is_capitals, one_line

_SYMBOL = r"\p{Lu}[\p{Lu}\p{Ll}\d&.]*(?:\s?[-/]\s?\p{Lu}[\p{Lu}\p{Ll}\d&]*)*"
# 411/QĐ-TTg, 20/2023/QH15, 1594/BTTTT-QLDN; party papers have a hyphen first: 57-NQ/TW, and may
# name who drafted them: 220-KH/TWĐTN-BTC.
_NUMBER = regex.compile(
    rf"(?<![\d.,/])(?P<number>\d{{1,5}}[a-zA-Z]?\s*(?:/\s*(?:19|20)\d\d\s*)?/\s*(?!\d)(?P<symbol>{_SYMBOL})"
    r"|\d{1,5}[a-zA-Z]?\s?-\s?(?P<symbol>(?P<party>\p{Lu}[\p{Lu}\p{Ll}]{0,4})\s?/\s?"
    r"(?:BCĐ\d\d(?!\d)|\p{Lu}[\p{Lu}\p{Ll}]*))(?:-\p{Lu}{2,}(?!\p{Ll}))?)"
)
# Symbols of the National Assembly and of its Standing Committee.
_OF_LAWGIVER = regex.compile(r"QH\d+|UBTVQH")
_PARTS = regex.compile(r"[-/]")
# A number whose symbol names no type is that of a letter.
_LETTER = "Công văn"


def parse_citations(
    text: str, scope: Scope, knowledge: Knowledge, default: Relation | None = None
) -> list[Cited]:
    """Every act a text names, in order.

    `default` is the relation where no word of the text shows it: "basis" for a cell of legal bases.
    Without a default, a text that begins with an act is taken for such a cell.
    """
    return list(_find(one_line(text), scope, knowledge, default))


@lru_cache(maxsize=1024)  # rows lean on the same acts again and again
def _find(
    line: str, scope: Scope, knowledge: Knowledge, default: Relation | None
) -> tuple[Cited, ...]:
    found = [*_numbered(line, scope, knowledge)]
    found += find_laws(line, found, bool(default) and default != "mention", knowledge)
    found.sort(key=lambda cited: cited.start)
    begins = bool(found) and not line[: found[0].start].strip(" -–+•.()")
    fallback: Relation = default or ("basis" if begins else "mention")
    return tuple(_related(found, line, fallback, knowledge))


def _numbered(line: str, scope: Scope, knowledge: Knowledge) -> Iterator[Cited]:
    listed = knowledge.find("listed_acts", line)
    of_list = find_named_issuer(f"của {listed['authority']}", scope, knowledge) if listed else None
    abbreviations = {kind.abbreviation.upper() for kind in knowledge.document_types}
    abbreviations |= {printed.upper() for printed in knowledge.cited_types}
    for match in _NUMBER.finditer(line):
        if match["party"] and match["party"].upper() not in abbreviations | {"CV", "KL", "QĐ"}:
            continue
        lead = knowledge.patterns["number_word"].until(line[: match.start()])
        typed = knowledge.find("cited_type", lead)
        symbol = "".join(match["symbol"].split())
        kind = _type_of(typed["type"] if typed else None, symbol, knowledge)
        number = "".join(match["number"].split()).rstrip(".")
        end = match.end()
        dated = knowledge.find("date_of_act", line[end:])
        issued_on = to_date(dated) if dated else None
        end += dated.end() if dated else 0
        named = find_named_issuer(line[end:], scope, knowledge)
        end += named[1] if named else 0
        said = named or (of_list if listed and listed.end() <= match.start() else None)
        authority = _settle(said, line[match.end() : end], find_by_symbol(symbol, kind, knowledge))
        start = typed.start("type") if typed else _start_of_number(line, match.start(), knowledge)
        printed = line[start:end].rstrip(".")
        yield Cited(printed, start, end, kind, number, issued_on, authority, "mention")


def _settle(said: tuple[str, int] | None, behind: str, by_symbol: str | None) -> str | None:
    """Who issued an act, of whom is named and whose sign is in the symbol: "QĐ-TTg của TTCP" is of
    the prime minister, for whom others than the inspectorate write these letters, too."""
    if said is None:
        return by_symbol
    abbreviated = is_capitals(behind.rsplit(maxsplit=1)[-1]) if behind.strip() else False
    return by_symbol if by_symbol and abbreviated else said[0]


def _start_of_number(line: str, start: int, knowledge: Knowledge) -> int:
    match = knowledge.find("bare_number_word", line[:start])
    return match.start() if match else start


def _type_of(printed: str | None, symbol: str, knowledge: Knowledge) -> str | None:
    """The type as printed before the number, else by the symbol, else as abbreviated before the
    number; letters have none: Công văn."""
    name = one_line(printed).capitalize() if printed else None
    types = {kind.abbreviation: kind.name for kind in knowledge.document_types}
    if name and printed not in types:
        return knowledge.cited_types.get(name, name)
    abbreviated = types.get(printed or "")
    if _OF_LAWGIVER.match(symbol):
        return abbreviated or ("Luật" if symbol.startswith("QH") else "Pháp lệnh")
    first = _PARTS.split(symbol)[0]
    return types.get(first) or knowledge.cited_types.get(first) or abbreviated or _LETTER


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
        elif (
            index
            and knowledge.find("nested_citation", between)
            and not knowledge.find("other_clause", between)
        ):
            level = "mention"
        elif ";" in between or (index and regex.search(r"[.]\s", between)):
            level = opened
        relation = level
        if level == "proposal" and not knowledge.find("proposing_act", cited.document_type or ""):
            relation = "mention"
        yield replace(cited, relation=relation)
        end = cited.end


def _relation_of(match: regex.Match[str]) -> Relation:
    if match["proposal"]:
        return "proposal"
    return "basis" if match["basis"] else "implements"
