"""A body, where and when names are spoken, and the names by their keys."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planparse.knowledge import District, Knowledge, Province
from planparse.normalize.agencies.communes import Seat
from planparse.normalize.agencies.keys import to_words
from planparse.schema.vocabulary import AgencyLevel

# No name has more words and marks: "Ban Chỉ đạo Trung ương về phát triển khoa học, …" has 22.
LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Body:
    """An agency in its place: canonical name, id, the territory it serves, who took over."""

    name: str
    agency_id: str
    level: AgencyLevel
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a document speaks: province, district, date, and who issued it: the commune,
    or the ministry or department, whose documents name its units without its name."""

    province: Province | None = None
    district: District | None = None
    on: date | None = None
    commune: Seat | None = None
    issuer: Body | None = None


@dataclass(frozen=True, eq=False)
class Registry:
    """Names by key. `own` are written-out canonical names, `aliases` other spellings of them.

    `words` are the keys of the single words of each name.
    """

    own: dict[str, Body] = field(default_factory=dict)
    aliases: dict[str, Body] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, key: str) -> Body | None:
        """The body that bears a name with this key."""
        return self.own.get(key) or self.aliases.get(key)

    def add(self, body: Body, spellings: Iterable[str], knowledge: Knowledge) -> None:
        """Enter a body under its canonical name and other spellings; the first to come stays."""
        _enter(self, self.own, to_words(body.name, knowledge.abbreviations), body)
        self.add_words(body, (to_words(each, knowledge.abbreviations) for each in spellings))

    def add_words(self, body: Body, spellings: Iterable[tuple[str, ...]]) -> None:
        """Enter a body under spellings of which the words are known."""
        for words in spellings:
            _enter(self, self.aliases, words, body)

    def drop(self, spellings: Iterable[str], knowledge: Knowledge) -> None:
        """Take back spellings of which nobody can say here which body they mean."""
        for each in spellings:
            for names in (self.own, self.aliases):
                names.pop("".join(to_words(each, knowledge.abbreviations)), None)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every written-out name: none of them is a misspelling."""
        return frozenset(word for name in self.own for word in self.words[name])


def _enter(registry: Registry, names: dict[str, Body], words: tuple[str, ...], body: Body) -> None:
    key = "".join(words)
    names.setdefault(key, body)
    registry.words.setdefault(key, words)
