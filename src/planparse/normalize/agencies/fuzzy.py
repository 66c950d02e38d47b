"""The name most like a misspelt one, and whether it is sure.

A misspelling is a word that stands in no known name: "Sở Thông tin và Tuyền thông" can be meant for
"Truyền thông", while "Sở Ngoại vụ" is not a misspelt "Sở Nội vụ". Places are never matched fuzzily.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from planparse.knowledge import Knowledge
from planparse.normalize.agencies.bodies import Body, Registry
from planparse.normalize.agencies.keys import to_words
from planparse.text import is_capitals

# Chosen by the curve in benchmarks/thresholds.md.
THRESHOLD = 86.0
MARGIN = 5.0
# So many of the most similar names are looked at for one of another body: more than one body has.
RANKED = 64
# Below this score the nearest name is not proposed: see the second curve there.
NEAREST = 90.0
# In names of fewer letters, such as "Sở Y tế", a single one makes another name.
MIN_LETTERS = 6
# Abbreviations of fewer letters, such as "TU", are not misspelt either.
MIN_ABBREVIATION = 4
# With three strange words a text is another name, not a misspelt one.
MAX_MISSPELT = 2


@dataclass(frozen=True, slots=True)
class Similar:
    """The body with the most similar name, 0 to 100, and how far the next one lies behind."""

    body: Body
    score: float
    margin: float
    is_misspelt: bool

    @property
    def is_sure(self) -> bool:
        """Whether it can be a misspelling, and nothing else is nearly as similar."""
        return self.is_misspelt and self.score >= THRESHOLD and self.margin >= MARGIN


def find_similar(text: str, registry: Registry, knowledge: Knowledge) -> Similar | None:
    """The best match among names that begin with the same word."""
    words = to_words(text, knowledge.abbreviations)
    key = "".join(words)
    if len(key) < MIN_LETTERS:
        return None
    names = _candidates(words[0], registry, knowledge)
    ranked = process.extract(key, list(names), scorer=fuzz.ratio, limit=RANKED)
    if not ranked:
        return None
    best, score, _ = ranked[0]
    other = next((s for name, s, _ in ranked if names[name] != names[best]), 0.0)
    known = registry.vocabulary.union(_abbreviations(text, knowledge))
    misspelt = _is_misspelt(words, registry.words[best], known)
    return Similar(names[best], score, score - other, misspelt)


def _abbreviations(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The short words in capitals within a text: of so few letters another one makes another name,
    "VP ĐU" is not "VP TU"."""
    for word in filter(is_capitals, text.split()):
        if any(map(unicodedata.combining, unicodedata.normalize("NFD", word))):
            continue  # a syllable: abbreviations bear no marks
        short = to_words(word, knowledge.abbreviations)
        yield from (each for each in short if len(each) < MIN_ABBREVIATION)


@lru_cache(maxsize=64)
def _candidates(first: str, registry: Registry, knowledge: Knowledge) -> dict[str, Body]:
    """The names that begin with a word, but those of places."""
    return {
        name: body
        for names in (registry.aliases, registry.own)
        for name, body in names.items()
        if name.startswith(first)
        and len(name) >= MIN_LETTERS
        and not knowledge.find("body_of_place", name)
    }


def _is_misspelt(words: tuple[str, ...], name: tuple[str, ...], vocabulary: Set[str]) -> bool:
    """Whether one or two words that no known name has stand in place of words of the name.

    A number is no misspelling of another: "Ban Chỉ đạo 57" is not "Ban Chỉ đạo 35".
    """
    if [w for w in words if w.isdigit()] != [w for w in name if w.isdigit()]:
        return False
    strange = list((Counter(words) - Counter(name)).elements())
    missing = (Counter(name) - Counter(words)).total()
    replaced = 0 < len(strange) <= min(MAX_MISSPELT, missing)
    return replaced and not any(word in vocabulary for word in strange)
