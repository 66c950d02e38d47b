"""Letters as they were meant: those drawn twice once, marks on the letters they belong to.

Words are built before Unicode is composed, because a base letter and its marks may be separate
characters of separate fonts.
"""

import unicodedata
from dataclasses import replace

import numpy as np

from planparse import regex
from planparse.read.pdf.drawing import Characters
from planparse.text import nfc

# Part of the type size that a letter drawn twice is moved by at most; no letter is that narrow.
DOUBLED = 0.08
# How many letters may stand between a letter and itself drawn again, where three copies
# of two lie over each other.
_NEAR = 4
_MARK = regex.compile(r"\p{M}")


def without_doubles(characters: Characters) -> Characters:
    """One of the letters that are drawn twice with a small offset, which is how some look bold."""
    order, _ = characters.reading_order
    firsts = _find_doubles(characters.take(order))
    if not firsts:
        return characters
    bold, kept = characters.bold.copy(), np.ones(len(characters), dtype=bool)
    for double, first in firsts.items():
        one, other = sorted((int(order[double]), int(order[first])))
        bold[one], kept[other] = True, False
    return replace(characters, bold=bold).take(np.flatnonzero(kept))


def _find_doubles(ordered: Characters) -> dict[int, int]:
    """Of characters in reading order: which is drawn again, and over which."""
    firsts: dict[int, int] = {}
    for step in range(1, _NEAR):
        reach = DOUBLED * ordered.size[step:]
        near = np.abs(ordered.x0[step:] - ordered.x0[:-step]) <= reach
        near &= np.abs(ordered.baseline[step:] - ordered.baseline[:-step]) <= reach
        for index in np.flatnonzero(near).tolist():
            text, again = ordered.texts[index], index + step
            if text == ordered.texts[again] and text.strip() and again not in firsts:
                firsts[again] = firsts.get(index, index)
    return firsts


def with_marks(characters: Characters) -> Characters:
    """Combining marks joined to the letter drawn before them, whatever their fonts; without what
    shows nothing, which parts no letters."""
    together = "".join(characters.texts)
    if not together.isprintable():
        shown = [bool(nfc(text)) for text in characters.texts]
        characters = characters.take(np.flatnonzero(shown))
    if not _MARK.search(together):
        return characters
    marks = [i for i, text in enumerate(characters.texts) if _is_mark(text)]
    texts, x1 = characters.texts.copy(), characters.x1.copy()
    kept = np.ones(len(characters), dtype=bool)
    kept[[i for i in marks if i]] = False
    letters = np.flatnonzero(kept)
    for mark in filter(None, marks):
        letter = letters[np.searchsorted(letters, mark) - 1]
        texts[letter] += texts[mark]
        left = characters.x0[mark]
        # A mark that has a width takes room on the line.
        if characters.x0[letter] < left < x1[letter] + characters.size[letter]:
            x1[letter] = max(x1[letter], characters.x1[mark])
    return replace(characters, texts=texts, x1=x1).take(letters)


def _is_mark(text: str) -> bool:
    return bool(text) and all(map(unicodedata.combining, text))
