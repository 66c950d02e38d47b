"""Who issued an act: as the words behind its number say, or the signs in its symbol."""

from functools import lru_cache

from planparse import regex
from planparse.knowledge import COMMITTEE, COUNCIL, DEPARTMENT, NATIONAL_ASSEMBLY, Knowledge
from planparse.normalize.agencies.bodies import LONGEST_NAME, Scope
from planparse.normalize.agencies.keys import to_key
from planparse.normalize.agencies.registry import build_registry

# The symbol of the National Assembly.
_OF_ASSEMBLY = regex.compile(r"QH\d+$")
_PARTS = regex.compile(r"[-/]")


def find_by_symbol(symbol: str, kind: str | None, knowledge: Knowledge) -> str | None:
    """The authority whose sign stands in the symbol: TTg, CP, QH15, BTTTT, STTTT."""
    if _OF_ASSEMBLY.match(symbol):
        return NATIONAL_ASSEMBLY
    parts = _PARTS.split(symbol)
    if any(part.startswith("UBTVQH") for part in parts):
        return knowledge.symbols["UBTVQH"]
    if kind and knowledge.find("joint_act", kind):
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
    return {
        alias: a.name for a in departments if a.name.startswith(DEPARTMENT) for alias in a.aliases
    }


def find_named_issuer(rest: str, scope: Scope, knowledge: Knowledge) -> tuple[str, int] | None:
    """The authority named after "của", and where it ends; None when nothing known is named."""
    match = knowledge.find("issuer_lead", rest)
    if not match:
        return None
    said = match["rest"]
    office = knowledge.find("office_of_issuer", said)
    begin = office.end() if office else 0
    registry = build_registry(scope, knowledge)
    words = list(regex.finditer(r"\S+", said[begin:]))[:LONGEST_NAME]
    for last in range(len(words), 0, -1):
        if not to_key(words[last - 1][0], knowledge.abbreviations):
            continue  # "của Chính phủ và": the key of a name has no "và"
        name = said[begin : begin + words[last - 1].end()].rstrip(" ,;.:")
        body = registry.get(to_key(name, knowledge.abbreviations))
        if body and (scope.province or body.name not in {COMMITTEE, COUNCIL}):
            return body.name, match.start("rest") + begin + len(name)
    return None
