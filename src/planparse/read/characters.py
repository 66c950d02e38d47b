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

from planparse.read.legacy import letter_of
from planparse.read.splits import MAX_GAP, is_torn
from planparse.schema.layout import Box, Word, around
from planparse.text import nfc

# Parts of the type size: a gap that is a space (a space in Times is a quarter of the size),
# and how far the letters of one line may sit off its baseline.
SPACE = 0.15
BASELINE = 0.2
# Part of the type size that a letter drawn twice is moved by at most; no letter is that narrow.
DOUBLED = 0.08
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
    """pdfplumber's characters as they were drawn, those of old fonts decoded."""
    return [_to_character(char, order, quarter) for order, char in enumerate(chars)]


def _to_character(char: dict[str, Any], order: int, quarter: int) -> Character:
    text = "".join(letter_of(c, char["fontname"]) for c in char["text"])
    box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
    upright = quarter == 0 and char["upright"]
    rise = char["y1"] - char["matrix"][5] if upright else box.height * 0.78
    # Across the line, a character that runs up or down the page is as wide as its type is high.
    size = box.width if quarter in (1, -1) else float(char["size"])
    return Character(text, box, box.top + rise, size, char["fontname"], order)


def without_doubles(characters: Sequence[Character]) -> list[Character]:
    """One of the letters that are drawn twice with a small offset, which is how some look bold."""
    kept: list[Character] = []
    places: dict[tuple[str, int, int], int] = {}
    for character in characters:
        step = DOUBLED * character.size or 1.0
        x, y = int(character.box.x0 / step), int(character.baseline / step)
        near = [(character.text, x + i, y + j) for i in (0, -1, 1) for j in (0, -1, 1)]
        first = next((i for n in near if (i := places.get(n)) is not None), None)
        if first is None or not _is_double(kept[first], character):
            places[character.text, x, y] = len(kept)
            kept.append(character)
        elif not _BOLD.search(kept[first].font):
            kept[first] = replace(kept[first], font=f"{kept[first].font},Bold")
    return kept


def _is_double(first: Character, again: Character) -> bool:
    off = max(abs(first.box.x0 - again.box.x0), abs(first.baseline - again.baseline))
    return bool(first.text.strip()) and off <= DOUBLED * again.size


def with_marks(characters: Iterable[Character]) -> list[Character]:
    """Combining marks joined to the letter drawn before them, whatever their fonts."""
    found: list[Character] = []
    for character in characters:
        marks = character.text
        if found and marks and all(unicodedata.combining(c) for c in marks):
            found[-1] = _with_mark(found[-1], character)
        else:
            found.append(character)
    return found


def _with_mark(letter: Character, mark: Character) -> Character:
    """A letter with the marks drawn after it; a mark that has a width takes room on the line."""
    (x0, _, x1, _), near = letter.box, letter.box.x1 + letter.size
    box = letter.box._replace(x1=max(x1, mark.box.x1)) if x0 < mark.box.x0 < near else letter.box
    return replace(letter, text=letter.text + mark.text, box=box)


def to_words(
    characters: Sequence[Character],
    rules: Sequence[Box],
    page: int,
    index: int = 0,
    torn: list[str] | None = None,
) -> Iterator[Word]:
    """Words in reading order: line by line, each cut at spaces, gaps and vertical rules.

    `index` is that of the first word; syllables that were torn apart are noted in `torn`.
    """
    uprights = [rule for rule in rules if rule.height > rule.width]
    for line in _to_lines(characters):
        for part in _mend(list(_cut(line, uprights)), uprights, [] if torn is None else torn):
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
    space: Character | None = None
    for character in line:
        if not character.text.strip():
            space = character
            continue
        left = word[-1] if word else None
        if left and (_parts(space, left, character) or _is_apart(left, character, uprights)):
            yield word
            word = []
        word.append(character)
        space = None
    if word:
        yield word


def _parts(space: Character | None, left: Character, right: Character) -> bool:
    """Whether a space parts two characters: it does not where they were drawn over it.

    Numbers stamped into a form stand over the spaces that kept their place.
    """
    return space is not None and right.box.x0 - left.box.x1 >= 0.5 * space.box.width


def _mend(
    parts: list[list[Character]], uprights: Sequence[Box], torn: list[str]
) -> list[list[Character]]:
    """The words of one line, syllables put together that were torn apart."""
    words: list[list[Character]] = []
    texts = ["".join(c.text for c in part) for part in parts]
    for number, part in enumerate(parts):
        last = words[-1] if words else None
        before = texts[number - 2] if number > 1 else ""
        if (
            last
            and part[0].box.x0 - last[-1].box.x1 <= MAX_GAP * part[0].size
            and is_torn(before, texts[number - 1], texts[number])
            and not _has_rule_between(last[-1], part[0], uprights)
        ):
            torn.append(f"{texts[number - 1]} {texts[number]}")
            last += part
        else:
            words.append(part)
    return words


def _is_apart(left: Character, right: Character, uprights: Sequence[Box]) -> bool:
    gap = right.box.x0 - left.box.x1
    if gap > SPACE * max(left.size, right.size):
        return True
    return _has_rule_between(left, right, uprights)


def _has_rule_between(left: Character, right: Character, uprights: Sequence[Box]) -> bool:
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
