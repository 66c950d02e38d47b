"""Characters → words: put together by baseline and gap, whatever fonts the letters fall back to."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count, pairwise, repeat
from sys import intern

import numpy as np
from numpy.typing import NDArray

from planparse.read.pdf.drawing import FOOT, Characters
from planparse.read.splits import MAX_GAP, begins_with_marked_vowel, is_torn
from planparse.schema.layout import Box, Word
from planparse.text import nfc

# Part of the type size: a gap that is a space (a space in Times is a quarter of the size).
SPACE = 0.15
# A letter that begins this part of its size before a rule is of the cell it begins in: its word is
# wider than the cell, and printed over the rule.
OVER = 0.15
# Figures that stand this close (part of the type size) are of one number, over whatever rule.
CLOSE = 0.03
_IN_NUMBERS = frozenset("0123456789/.,")
# A space parts two letters where they leave at least this share of its width free.
UNCOVERED = 0.5


def to_words(
    characters: Characters,
    rules: Sequence[Box],
    page: int,
    index: int = 0,
    torn: list[str] | None = None,
) -> list[Word]:
    """Words in reading order: line by line, each cut at spaces, gaps and vertical rules.

    `index` is that of the first word; syllables that were torn apart are noted in `torn`.
    """
    order, lines = characters.reading_order
    has_text = np.array([*map(bool, map(str.strip, characters.texts[order]))], dtype=bool)
    if not has_text.any():
        return []
    letters = characters.take(order[has_text])
    uprights = Uprights(rules)
    ends = _find_ends(letters, lines[has_text], uprights)
    ends |= _parted_by_space(characters.take(order), has_text)
    starts = [0, *(np.flatnonzero(ends) + 1).tolist()]
    pieces = dict(zip(starts, _texts_of(letters, starts), strict=True))
    whole = _mended(pieces, letters, lines[has_text], uprights, [] if torn is None else torn)
    return _to_words(letters, whole, page, index)


class Uprights:
    """The vertical rules of a page, sorted from left to right."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self._rules = sorted(
            (rule for rule in rules if rule.height > rule.width), key=lambda rule: rule.middle[0]
        )
        self._xs = np.array([rule.middle[0] for rule in self._rules])

    def between(self, letters: Characters, at: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether a rule stands between each letter of `at` and the next one, at its baseline."""
        middles = (letters.x0 + letters.x1) / 2
        places = np.minimum(middles, letters.x0 + OVER * letters.size)
        first = np.searchsorted(self._xs, places[at], side="right")
        last = np.searchsorted(self._xs, places[at + 1], side="left")
        found = last > first
        for i in np.flatnonzero(found).tolist():
            baseline = letters.baseline[at[i]]
            near = self._rules[first[i] : last[i]]
            found[i] = any(rule.top <= baseline <= rule.bottom for rule in near)
            found[i] &= not _is_one_number(letters, int(at[i]))
        return found


def _is_one_number(letters: Characters, at: int) -> bool:
    """Whether a letter and the next one are figures without any space between them."""
    gap = abs(letters.x0[at + 1] - letters.x1[at])
    close = bool(gap <= CLOSE * letters.size[at])
    return close and _IN_NUMBERS.issuperset([letters.texts[at], letters.texts[at + 1]])


def _find_ends(
    letters: Characters, lines: NDArray[np.intp], uprights: Uprights
) -> NDArray[np.bool_]:
    """Whether a word ends at each letter but the last: by its line, a gap, or a rule."""
    gaps = letters.x0[1:] - letters.x1[:-1]
    ends = gaps > SPACE * np.maximum(letters.size[1:], letters.size[:-1])
    ends |= lines[1:] != lines[:-1]
    inside = np.flatnonzero(~ends)
    ends[inside] = uprights.between(letters, inside)
    return ends


def _parted_by_space(ordered: Characters, has_text: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a space parts each letter from the next: it does not where they stand over it.

    Numbers stamped into a form stand over the spaces that kept their place.
    """
    places = np.flatnonzero(has_text)
    left, right = places[:-1], places[1:]
    space = right - 1
    width = ordered.x1[space] - ordered.x0[space]
    return (right - left > 1) & (ordered.x0[right] - ordered.x1[left] >= UNCOVERED * width)


def _mended(
    pieces: Mapping[int, str],
    letters: Characters,
    lines: NDArray[np.intp],
    uprights: Uprights,
    torn: list[str],
) -> dict[int, str]:
    """The texts of words by where they start, those of a syllable torn apart as one."""
    starts, texts = list(pieces), list(pieces.values())
    whole = dict(pieces)
    last = 0
    for number in range(1, len(texts)):
        start = starts[number]
        is_one = (
            begins_with_marked_vowel(texts[number][:3])
            and lines[start] == lines[start - 1]
            and letters.x0[start] - letters.x1[start - 1] <= MAX_GAP * letters.size[start]
            and is_torn(_before(number, starts, lines, texts), texts[number - 1], texts[number])
            and not uprights.between(letters, np.array([start - 1]))[0]
        )
        if is_one:
            torn.append(f"{texts[number - 1]} {texts[number]}")
            whole[last] += whole.pop(start)
        else:
            last = start
    return whole


def _before(
    number: int, starts: Sequence[int], lines: NDArray[np.intp], texts: Sequence[str]
) -> str:
    """The text on the line before the two pieces that end with `number`."""
    on_line = number > 1 and lines[starts[number - 2]] == lines[starts[number]]
    return texts[number - 2] if on_line else ""


def _to_words(letters: Characters, texts: Mapping[int, str], page: int, index: int) -> list[Word]:
    """The words whose `texts` start at these letters, their fields put together as columns."""
    cuts = np.array(list(texts))
    counts = np.diff(cuts, append=len(letters))
    tops = np.minimum.reduceat(letters.baseline - (1 - FOOT) * letters.size, cuts)
    feet = np.maximum.reduceat(letters.baseline + FOOT * letters.size, cuts)
    known: dict[float, float] = {}
    boxes = zip(
        np.minimum.reduceat(letters.x0, cuts).tolist(),
        _shared(tops.tolist(), known),
        np.maximum.reduceat(letters.x1, cuts).tolist(),
        _shared(feet.tolist(), known),
        strict=True,
    )
    values = zip(
        map(_plain, texts.values()),
        map(Box._make, boxes),
        _shared(_medians(letters.baseline, cuts, counts), known),
        _shared(_medians(letters.size, cuts, counts), known),
        (np.add.reduceat(letters.bold.astype(int), cuts) * 2 > counts).tolist(),
        (np.add.reduceat(letters.italic.astype(int), cuts) * 2 > counts).tolist(),
        repeat(page),
        count(index),
        *(repeat(None), repeat(None)),
    )
    return list(map(Word._make, values))


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    """A word composed and without spaces; most words of a document are there many times."""
    return intern(nfc("".join(text.split())))


def _shared(values: list[float], known: dict[float, float]) -> Iterator[float]:
    """Equal numbers as one object: the words of a line share theirs, a third of what they take."""
    return map(known.setdefault, values, values)


def _texts_of(letters: Characters, starts: Sequence[int]) -> list[str]:
    """What stands from each start to the next."""
    texts: list[str] = letters.texts.tolist()
    return ["".join(texts[start:end]) for start, end in pairwise([*starts, len(texts)])]


def _medians(
    values: NDArray[np.float64], cuts: NDArray[np.intp], counts: NDArray[np.intp]
) -> list[float]:
    """The (high) median of each word's letters, nearly always the one value they all have."""
    low, high = np.minimum.reduceat(values, cuts), np.maximum.reduceat(values, cuts)
    for i in np.flatnonzero(low < high).tolist():
        high[i] = statistics.median_high(values[cuts[i] : cuts[i] + counts[i]].tolist())
    found: list[float] = high.tolist()
    return found
