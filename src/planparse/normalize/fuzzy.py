"""The name most like a misspelt one, and whether it is sure."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from planparse.knowledge import Knowledge
from planparse.normalize.keys import to_key, tokenize
from planparse.normalize.registry import Body, Registry

# Chosen on the labelled mentions: see benchmarks/agencies.md for the curve.
THRESHOLD = 86.0
MARGIN = 5.0
MIN_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Similar:
    """The body with the most similar name, 0 to 100, and how far the next one lies behind."""

    body: Body
    score: float
    margin: float

    @property
    def is_sure(self) -> bool:
        """Whether it is similar enough, and nothing else nearly as similar."""
        return self.score >= THRESHOLD and self.margin >= MARGIN


def find_similar(text: str, registry: Registry, knowledge: Knowledge) -> Similar | None:
    """The best match among names that begin with the same word and have the same digits."""
    tokens = [t for t in tokenize(text, knowledge.abbreviations) if t.key]
    key = to_key(text, knowledge.abbreviations)
    if len(key) < MIN_LETTERS or not tokens:
        return None
    names = {
        name: body
        for names in (registry.aliases, registry.own)
        for name, body in names.items()
        if name.startswith(tokens[0].key) and len(name) >= MIN_LETTERS
    }
    ranked = process.extract(key, list(names), scorer=fuzz.ratio, limit=40)
    if not ranked:
        return None
    best = names[ranked[0][0]]
    other = next((score for name, score, _ in ranked if names[name] != best), 0.0)
    return Similar(best, ranked[0][1], ranked[0][1] - other)
