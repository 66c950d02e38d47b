"""How likely a spelling is where it stands, and what believing in it costs."""

import math
import unicodedata
from collections import Counter
from functools import cache

from planparse.knowledge.lexicon import Lexicon, bare

# Costs, in natural logarithms, of believing that the reader lost the tone over a hat (ô for ổ: at
# 36 pixels a line they are one blot), lost another mark, mistook a mark, or saw one that is not
# there; half as much again where all readings agree, half where they do not. The dot of an i is as
# easily taken for a hook as a tone is lost over a hat.
LOST_OVER_HAT, LOST, MISTAKEN, INVENTED = 2.0, 4.0, 4.0, 8.0
DOT = LOST_OVER_HAT
# How far the pair counts where it is known, beside the syllable by itself.
PAIR = 0.9
# How often a pair must have been counted to vouch for its words.
VOUCHING = 2
# How often a syllable counts that was never seen, so that it is not impossible.
UNSEEN = 0.1
_BELOW = frozenset("\N{COMBINING DOT BELOW}")


class Spellings:
    """How likely a syllable is between two others, by the lexicon and by the document."""

    def __init__(self, lexicon: Lexicon, own: Counter[tuple[str, str]]) -> None:
        known = {_bare(pair) for pair in lexicon.pairs}
        self._lexicon = lexicon
        # What a document has once speaks for nothing but itself.
        self._own = Counter(
            {pair: n - 1 for pair, n in own.items() if n > 1 and _bare(pair) not in known}
        )
        self._singles: Counter[str] = Counter()
        for (_, second), number in self._own.items():
            self._singles[second] += number
        self._total = lexicon.total + self._singles.total()

    def spellings(self, syllable: str) -> tuple[str, ...]:
        """The syllables of the same bare letters."""
        return self._lexicon.spellings.get(bare(syllable), ())

    def score(self, before: str, syllable: str, after: str) -> float:
        """The logarithm of how likely the syllable is there."""
        return self._step(before, syllable) + (self._step(syllable, after) if after else 0.0)

    def vouches(self, before: str, syllable: str, after: str | None) -> bool:
        """Whether the syllable has been counted beside all its neighbours."""
        pairs = [(before, syllable)] if before else []
        pairs += [(syllable, after)] if after else []
        return bool(pairs) and all(self._lexicon.pairs.get(p, 0) >= VOUCHING for p in pairs)

    def is_known(self, before: str, syllable: str, after: str, often: int = 1) -> bool:
        """Whether the syllable has been counted so often beside one of its neighbours."""
        pairs = [(before, syllable)] * bool(before) + [(syllable, after)] * bool(after)
        return any(self._lexicon.pairs.get(pair, 0) + self._own[pair] >= often for pair in pairs)

    def doubles(self, syllable: str) -> bool:
        """Whether the syllable has been counted beside itself: "song song"."""
        return (syllable, syllable) in self._lexicon.pairs

    def _step(self, first: str, second: str) -> float:
        pair = self._lexicon.pairs.get((first, second), 0) + self._own[first, second]
        alone = self._single(second) / self._total
        given = pair / (self._single(first) or 1) if first else alone
        return math.log(PAIR * given + (1 - PAIR) * alone)

    def _single(self, syllable: str) -> float:
        return self._lexicon.singles.get(syllable, 0) + self._singles[syllable] + UNSEEN


def _bare(pair: tuple[str, str]) -> tuple[str, str]:
    return bare(pair[0]), bare(pair[1])


def cost_of(read: str, meant: str, confidence: float) -> float:
    """What believing that `meant` was read so costs, letter by letter."""
    letters = zip(read, meant, strict=True)
    cost = sum(_cost_of_letter(a, b) for a, b in letters if a != b)
    return cost * (0.5 + confidence)


def _cost_of_letter(read: str, meant: str) -> float:
    seen, there = marks_of(read), marks_of(meant)
    if seen < there:
        return LOST_OVER_HAT if seen and not there & _BELOW else LOST
    if (read, meant) == ("ỉ", "i"):
        return DOT
    return INVENTED if there < seen else MISTAKEN


@cache
def marks_of(letter: str) -> frozenset[str]:
    """The diacritics of a letter, the stroke of đ among them."""
    return frozenset(
        unicodedata.normalize("NFD", letter.replace("đ", "d\N{COMBINING SHORT STROKE OVERLAY}"))[1:]
    )
