"""What kind of page it is, by what is drawn on it and by how Vietnamese its text is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from planparse import regex
from planparse.knowledge import load
from planparse.schema.layout import Page, PageKind

# Images over this part of a page are the page itself, scanned; seals and figures cover less.
COVERED = 0.5
# A page with this many curves and hardly a word has its letters drawn as outlines.
MANY_CURVES = 100
# Hardly a word: a page number, a running head, the stamp of a portal.
FEW_WORDS = 8
# Fewer words than three lines of text have do not show the language.
MIN_WORDS = 20
# Vietnamese syllables with a mark are 82 to 91 % of the words of official texts and 55 % of lists
# of technical names, but below 10 % of layers without marks, in wrong letters or undecoded fonts.
USABLE = 0.3
# No intact page of running text is below this.
WHOLE = 0.7
# From this share of words with letters that no Vietnamese word has, a text is not merely foreign.
ODD = 0.1
# A word of so many capitals is an abbreviation, which has no marks: UBMTTQ.
ABBREVIATION = 6
_WORD = regex.compile(r"[\p{L}\p{M}]+")
# A word with what stands where letters should: signs, private characters, codes without a letter.
_SIGN = r"[¡-¿×÷\p{Co}\p{Cc}]"
_ODD = regex.compile(rf"\p{{L}}{_SIGN}|{_SIGN}\p{{L}}|\(cid:|\uFFFD|[^\P{{L}}\p{{Latin}}]")
# A letter of which a file does not say what it is. Private characters of the range that symbol
# fonts have are bullets and ticks, unless they stand behind a letter.
_UNKNOWN = regex.compile(r"\uFFFD|\(cid:\d+\)|(?![\uF000-\uF0FF])\p{Co}|(?<=[\p{L}\d])\p{Co}")


def kind_of(
    texts: Sequence[str], covered: float, curves: int, is_legacy: bool
) -> tuple[PageKind, float | None]:
    """The kind of a page and the quality of its text.

    `texts` are its words, decoded; `covered` is the part of the page under images, `is_legacy`
    whether words stand in fonts from before Unicode.
    """
    if len(texts) < FEW_WORDS and covered >= COVERED:
        return PageKind.SCAN, None
    if len(texts) < FEW_WORDS and curves >= MANY_CURVES:
        return PageKind.OUTLINES, None
    if not texts:
        return (PageKind.SCAN if covered else PageKind.BLANK), None
    quality = quality_of(texts)
    is_poor = quality is not None and quality < USABLE
    if covered >= COVERED:
        return (PageKind.USELESS_LAYER if is_poor else PageKind.OCR_LAYER), quality
    if is_poor and share_of_odd(texts) >= ODD:
        return PageKind.BROKEN_TEXT, quality
    return (PageKind.LEGACY_FONTS if is_legacy else PageKind.TEXT), quality


def doubted(page: Page) -> Page:
    """A page of a damaged file: one that has lost its fonts has its letters in disorder."""
    if page.quality is not None and page.quality < WHOLE and not page.kind.needs_ocr:
        return replace(page, kind=PageKind.BROKEN_TEXT)
    return page


def quality_of(texts: Sequence[str]) -> float | None:
    """The share of words that are Vietnamese syllables with a mark; None for too few words.

    Marks count because a layer without them has lost what tells words apart, though half of its
    words may still be syllables. Abbreviations in capitals do not count.
    """
    words, marked = map(sum, zip(*map(_count, texts), strict=True)) if texts else (0, 0)
    return marked / words if words >= MIN_WORDS else None


@lru_cache(maxsize=10_000)
def _count(text: str) -> tuple[int, int]:
    """How many words a text has that count, and how many of them are syllables with a mark."""
    words = [word for word in _WORD.findall(text) if not _is_short_capitals(word)]
    return len(words), sum(map(_is_marked_syllable, words))


def share_of_odd(texts: Sequence[str]) -> float:
    """The share of words with characters that no word in Latin letters has."""
    return sum(bool(_ODD.search(text)) for text in texts) / max(1, len(texts))


def find_unknown(texts: Sequence[str]) -> list[str]:
    """The words with letters of which the file does not say what they are."""
    return (
        [text for text in texts if _UNKNOWN.search(text)]
        if _UNKNOWN.search(" ".join(texts))
        else []
    )


def _is_marked_syllable(word: str) -> bool:
    return _is_marked(word) and load().syllables.holds(word)


def _is_short_capitals(word: str) -> bool:
    return word.isupper() and len(word) <= ABBREVIATION and not _is_marked(word)


def _is_marked(word: str) -> bool:
    return "đ" in word.casefold() or unicodedata.normalize("NFD", word) != word
