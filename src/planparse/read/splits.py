"""Syllables that a PDF tears apart ("ch ỉ đạo"), put together where grammar leaves no choice."""

import unicodedata
from functools import lru_cache

from planparse.knowledge import load
from planparse.knowledge.syllables import VOWELS, has_vowel
from planparse.text import nfc

# A torn syllable may be spread by justified setting, but not as far as columns stand apart, parts
# of the type size.
MAX_GAP = 1.5


@lru_cache(maxsize=10_000)
def begins_with_marked_vowel(text: str) -> bool:
    """Whether text, composed or not, begins with a vowel that carries a mark."""
    base, *marks = list(unicodedata.normalize("NFD", nfc(text)[:1].casefold()))
    return base in VOWELS and bool(marks)


def is_torn(before: str, left: str, right: str) -> bool:
    """Whether `left` and `right`, neighbours on a line, are one syllable; `before` stands before.

    The right piece has to begin with a vowel that carries a mark, which is where fonts change, and
    one of the pieces must be none by itself: "ch ỉ", "dư ỡng", but not "in ấn". What follows a
    number may be a unit ("10 m ống").
    """
    start, end = _tail(left), _head(right)
    if not start or not end or not begins_with_marked_vowel(end) or before[-1:].isdigit():
        return False
    syllables = load().syllables
    if not syllables.holds(start + end) or (len(start) == 1 and start.isupper()):
        return False
    return not has_vowel(start) or not syllables.holds(end)


def _tail(text: str) -> str:
    """The letters at the end of a word after an opening bracket or quotation mark."""
    letters = nfc(text).lstrip("([“\"'")
    return letters if letters.isalpha() else ""


def _head(text: str) -> str:
    """The letters at the beginning of a word before its punctuation."""
    letters = nfc(text).rstrip(".,;:!?)]”\"'")
    return letters if letters.isalpha() else ""
