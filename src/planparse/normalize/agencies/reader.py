"""A text that is cut into mentions of agencies, and what one mention is."""

from dataclasses import dataclass

from planparse.knowledge import Knowledge
from planparse.normalize.agencies.bodies import Registry, Scope
from planparse.normalize.agencies.keys import Token
from planparse.schema.vocabulary import AgencyLevel, MatchMethod


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention in a text: what it says, where, and the body it means, if that is settled."""

    text: str
    start: int
    end: int
    name: str | None
    agency_id: str | None
    level: AgencyLevel | None
    method: MatchMethod
    score: float | None
    successor: str | None = None
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A text to be cut into mentions, and what is known about names in its scope."""

    text: str
    tokens: list[Token]
    registry: Registry
    scope: Scope
    knowledge: Knowledge
