"""The canonical key under which names of agencies are compared.

"Sở NN&PTNT", "Sở NN và PTNT" and "SỞ NN & PTNT" have one key; so have "Ủy" and "Uỷ".
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from planparse import regex
from planparse.text import nfc

_TOKEN = regex.compile(r"\p{L}+(?:['’]\p{L}+)?|\d+|[^\s\p{L}\d]|\n")
# Tone marks stand on the first vowel of open syllables in "oa", "oe", "uy": hòa, not hoà; but hoàn.
_OPEN = regex.compile(r"^(\p{L}*?)(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$")
_MOVED = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
# Letters that damaged fonts put in place of others: "BỘ CÔNG THƢƠNG".
_DAMAGED = str.maketrans("Ƣƣ", "Ưư")


class Token(NamedTuple):
    """A word, number, punctuation mark or line break, its place in the text and its key."""

    text: str
    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number; line breaks and punctuation marks are none."""
        return self.text[0].isalnum()


def tokenize(text: str, abbreviations: Mapping[str, str]) -> list[Token]:
    """Cut a text into tokens; `abbreviations` are written out in the keys."""
    return [
        Token(m[0], m.start(), m.end(), token_key(m[0], abbreviations.get(m[0])))
        for m in _TOKEN.finditer(text)
    ]


def to_words(text: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the words of a name, abbreviations written out."""
    words: list[str] = []
    for token in chain.from_iterable(map(_cut, nfc(text).split())):
        meaning = abbreviations.get(token)
        words += map(token_key, meaning.split()) if meaning else (token_key(token),)
    return tuple(filter(None, words))


@lru_cache(maxsize=50_000)
def _cut(word: str) -> tuple[str, ...]:
    """The tokens of what stands between two spaces: thousands of names are made of few words."""
    return tuple(_TOKEN.findall(word))


def to_key(text: str, abbreviations: Mapping[str, str]) -> str:
    """The key of a whole name: letters and digits only, without "và"."""
    return "".join(to_words(text, abbreviations))


@lru_cache(maxsize=50_000)
def token_key(token: str, meaning: str | None = None) -> str:
    """The key of one token; "và", "&" and punctuation have an empty one."""
    if meaning:
        return "".join(token_key(word) for word in meaning.split())
    word = token.translate(_DAMAGED).casefold()
    if word == "và" or not word[0].isalnum():
        return ""
    return place_tone(word)


def place_tone(syllable: str) -> str:
    """One placement of the tone mark: "hoà" is "hòa", "uỷ" is "ủy", "hoàn" stays."""
    match = _OPEN.match(syllable.casefold())
    if not match:
        return syllable
    moved = _MOVED[match[2]]
    return syllable[: len(match[1])] + (moved.upper() if syllable.isupper() else moved)
