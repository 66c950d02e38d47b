"""Characters → words: put together by baseline and gap, whatever fonts the letters fall back to.

Words are built before Unicode is composed, because a base letter and its marks may be separate
characters of separate fonts.
"""

import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from planparse.schema.layout import Box, Word, around
from planparse.text import nfc

# Parts of the type size: a gap that is a space (a space in Times is a quarter of the size),
# and how far the letters of one line may sit off its baseline.
SPACE = 0.15
BASELINE = 0.2
_BOLD = regex.compile(r"bold|black|heavy|demi", regex.I)
_ITALIC = regex.compile(r"italic|oblique", regex.I)


@dataclass(frozen=True, slots=True)
class Character:
    """One glyph with the box of its advance; `order` is its place in the content stream."""

    text: str
    box: Box
    baseline: float
    size: float
    font: str
    order: int

    def moved(self, box: Box) -> "Character":
        """The same character in a turned page: its baseline is the foot of its box."""
        return replace(self, box=box, baseline=box.bottom - self.size * 0.22)


def to_characters(chars: Iterable[dict[str, Any]], quarter: int) -> list[Character]:
    """pdfplumber's characters, combining marks joined to the letter drawn before them."""
    found: list[Character] = []
    for char in chars:
        mark = char["text"]
        if found and mark and all(unicodedata.combining(c) for c in mark):
            found[-1] = replace(found[-1], text=found[-1].text + mark)
        else:
            found.append(_to_character(char, len(found), quarter))
    return found


def _to_character(char: dict[str, Any], order: int, quarter: int) -> Character:
    box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
    upright = quarter == 0 and char["upright"]
    rise = char["y1"] - char["matrix"][5] if upright else box.height * 0.78
    # Across the line, a character that runs up or down the page is as wide as its type is high.
    size = box.width if quarter in (1, -1) else float(char["size"])
    return Character(char["text"], box, box.top + rise, size, char["fontname"], order)


def to_words(characters: Sequence[Character], rules: Sequence[Box], page: int) -> Iterator[Word]:
    """Words in reading order: line by line, each cut at spaces, gaps and vertical rules."""
    uprights = [rule for rule in rules if rule.height > rule.width]
    index = 0
    for line in _to_lines(characters):
        for part in _cut(line, uprights):
            yield _to_word(part, page, index)
            index += 1


def _to_lines(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """Characters that share a baseline, from the top of the page, each line left to right."""
    line: list[Character] = []
    for character in sorted(characters, key=lambda c: c.baseline):
        if line and character.baseline - line[0].baseline > BASELINE * min(
            line[0].size, character.size
        ):
            yield sorted(line, key=lambda c: (c.box.x0, c.order))
            line = []
        line.append(character)
    if line:
        yield sorted(line, key=lambda c: (c.box.x0, c.order))


def _cut(line: list[Character], uprights: Sequence[Box]) -> Iterator[list[Character]]:
    """Split one line into words."""
    word: list[Character] = []
    for character in line:
        space = not character.text.strip()
        if word and (space or _is_apart(word[-1], character, uprights)):
            yield word
            word = []
        if not space:
            word.append(character)
    if word:
        yield word


def _is_apart(left: Character, right: Character, uprights: Sequence[Box]) -> bool:
    gap = right.box.x0 - left.box.x1
    if gap > SPACE * max(left.size, right.size):
        return True
    a, b = left.box.middle[0], right.box.middle[0]
    return any(
        a < rule.middle[0] < b and rule.top <= left.baseline <= rule.bottom for rule in uprights
    )


def _to_word(characters: list[Character], page: int, index: int) -> Word:
    baseline = statistics.median_high(c.baseline for c in characters)
    size = statistics.median_high(c.size for c in characters)
    return Word(
        text=nfc("".join("".join(c.text.split()) for c in characters)),
        box=around(c.box for c in characters),
        baseline=baseline,
        size=size,
        bold=_most(characters, _BOLD),
        italic=_most(characters, _ITALIC),
        page=page,
        index=index,
    )


def _most(characters: list[Character], font: regex.Pattern[str]) -> bool:
    return sum(bool(font.search(c.font)) for c in characters) * 2 > len(characters)
