"""Issuers that no list holds: schools, institutes, enterprises, named as their papers write it."""

from collections.abc import Sequence
from dataclasses import replace

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.authorities import Authority
from planparse.normalize.bodies import Body
from planparse.schema.vocabulary import AgencyLevel
from planparse.text import is_capitals, one_line, to_ascii_slug


def name_institution(
    authority: Authority, lines: Sequence[str], texts: Sequence[str], knowledge: Knowledge
) -> Authority:
    """The authority with its own name, where a text writes out in small letters what the last
    lines of the header print in capitals, and it has the form of such a name.
    """
    if authority.name or authority.seat or authority.place_slug is None:
        return authority
    for first in range(len(lines)):
        printed = r"\s+".join(map(regex.escape, one_line(" ".join(lines[first:])).split()))
        for match in regex.finditer(
            rf"(?<!\p{{L}}){printed}(?!\p{{L}})", "\n".join(texts), regex.I
        ):
            name = one_line(match[0])
            level = None if is_capitals(name) else _level_of(name, knowledge)
            if level:
                place = authority.province.code if authority.province else "VN"
                body = Body(name, f"{place}/{to_ascii_slug(name)}", level)
                return replace(authority, body=body)
    return authority


def _level_of(name: str, knowledge: Knowledge) -> AgencyLevel | None:
    kinds = (kind for kind in knowledge.named_bodies if kind.search(name))
    return next((kind.level for kind in kinds if kind.level in {"other", "central"}), None)
