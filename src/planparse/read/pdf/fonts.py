"""What a font says of its letters, and what they are by the order of its glyphs.

The fonts that Vietnamese offices write with (Times New Roman, Arial) keep one order of glyphs
(`glyph_order.csv`). A font that agrees with this order wherever both give a letter follows it for
the rest: Word maps the glyph of Ư to Ƣ and that of Ò to Õ.
"""

from collections.abc import Mapping
from functools import cache

from planparse import regex
from planparse.knowledge import load

# A font follows the order when it agrees in this share of the letters both know, one letter in
# five being more errors than the maps of any font that does; of fewer letters nothing is said.
# ASCII does not count: fonts of every maker (Liberation, Carlito) begin with it, then differ.
AGREEMENT = 0.8
MIN_LETTERS = 5
# A map whose letters are mostly of other scripts says nothing of a Vietnamese font.
FOREIGN = 0.5
_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_BOLD = regex.compile(r"bold|black|heavy|demi", regex.I)
_ITALIC = regex.compile(r"italic|oblique", regex.I)


@cache
def is_bold(name: str) -> bool:
    """Whether a font is bold, by its name."""
    return bool(_BOLD.search(name))


@cache
def is_italic(name: str) -> bool:
    """Whether a font is italic, by its name."""
    return bool(_ITALIC.search(name))


def find_changes(said: Mapping[int, str]) -> dict[int, str]:
    """The glyphs that are to be read otherwise than a font's map says, and as what."""
    order = load().glyph_order
    both = {glyph: text for glyph, text in said.items() if glyph in order and text.strip()}
    telling = {glyph: text for glyph, text in both.items() if not order[glyph].isascii()}
    agreed = sum(order[glyph] == text for glyph, text in telling.items())
    letters = [text for text in said.values() if _LETTER.search(text)]
    foreign = sum(not _LATIN.search(text) for text in letters)
    if letters and foreign >= FOREIGN * len(letters):
        return dict(order)
    if len(telling) < MIN_LETTERS or agreed < AGREEMENT * len(telling):
        return {}
    return {g: order[g] for g, text in both.items() if text != order[g] and order[g].isalpha()}
