"""How two words next to each other go together: what follows what in published plans."""

from functools import lru_cache
from math import log

from planparse import regex
from planparse.knowledge.lexicon import Lexicon, load_lexicon

# Two words that follow each other by chance as often as they do say nothing; what others say is
# the logarithm of how much more often they do, between these bounds.
LEAST, MOST = -2.0, 4.0
# Pairs never counted are no proof: so many are added to what was counted and what is expected.
ADDED = 0.5
_WORD = regex.compile(r"[(\"“‘]*(?P<letters>\p{L}+)(?P<rest>.*)")


@lru_cache(maxsize=100_000)
def score_flow(before: str, word: str) -> float:
    """What the lexicon says for `word` going on after `before`; 0 for what it does not know."""
    first, second = _WORD.fullmatch(before), _WORD.fullmatch(word)
    if not first or not second or first["rest"]:
        return 0.0
    return _weigh(first["letters"].lower(), second["letters"].lower(), load_lexicon())


def _weigh(first: str, second: str, lexicon: Lexicon) -> float:
    expected = lexicon.singles.get(first, 0) * lexicon.singles.get(second, 0) / lexicon.total
    counted = lexicon.pairs.get((first, second), 0)
    return min(MOST, max(LEAST, log((counted + ADDED) / (expected + ADDED))))
