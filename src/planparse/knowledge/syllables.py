"""Which Vietnamese syllables are possible: the grammar of `syllables.yaml` as a test of words."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_ACUTE, _DOT = "\u0301", "\u0323"
_TONES = {"\u0300", _ACUTE, "\u0303", "\u0309", _DOT}
_STOPS = ("c", "ch", "p", "t")
VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, eq=False)
class Syllables:
    """Every onset with every rime, without tones, and which of them end in a stop."""

    toneless: frozenset[str]

    def holds(self, word: str) -> bool:
        """Whether a word (letters only, any case) is a possible syllable."""
        base, tone = split_tone(word)
        if base not in self.toneless:
            return False
        return not base.endswith(_STOPS) or tone in {_ACUTE, _DOT}


@cache
def split_tone(word: str) -> tuple[str, str]:
    """A word in small letters without its tone mark, and that mark; "" for the level tone."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(c for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)), tone


def has_vowel(text: str) -> bool:
    """Whether any letter is a vowel, with or without marks."""
    return not VOWELS.isdisjoint(unicodedata.normalize("NFD", text.casefold()))


def to_syllables(onsets: str, rimes: Mapping[str, str]) -> Syllables:
    """The grammar from its lists."""
    known = [rime for group in rimes.values() for rime in group.split()]
    found = set(known)
    for onset in onsets.split():
        for rime in known:
            found.add(onset + rime)
            if onset in {"qu", "gi"} and rime.startswith(onset[1]):
                found.add(onset + rime[1:])
    return Syllables(frozenset(found | {"gi"}))
