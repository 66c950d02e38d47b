"""Words → bands: what stands between two stretches of white that run across the whole page."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from planparse.extract.lines import Line, to_lines
from planparse.extract.numbering import find_labels, whole_labels
from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.schema.layout import Word
from planparse.text import is_capitals

# Parts of the type size: how far ink reaches above and below a baseline, and by how much the ink of
# two separate lines may overlap; words nearer than RUN are one run of text; words below each other
# begin at one place within ALIGNED.
ASCENT, DESCENT = 0.75, 0.25
OVERLAP = 0.03
RUN = 0.45
ALIGNED = 0.1


@dataclass(frozen=True)
class Band:
    """Words of one or several lines, between which no white runs from side to side."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    def __reduce__(self) -> tuple[Any, ...]:
        return Band, (self.words, self.top, self.bottom)  # the rest is made anew

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines from top to bottom."""
        return tuple(to_lines(self.words))

    @cached_property
    def runs(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each line that stand as close as in running text, line by line."""
        return tuple(run for line in self.lines for run in to_runs(line.words))

    @cached_property
    def text(self) -> str:
        """All lines with single spaces between them."""
        return " ".join(line.text for line in self.lines)

    @cached_property
    def size(self) -> float:
        """The usual type size, points."""
        return statistics.median_high(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)


def to_bands(words: Iterable[Word]) -> list[Band]:
    """The bands of a page, or of a part of it, from top to bottom."""
    found: list[list[Word]] = []
    end = float("-inf")
    for word in sorted(words, key=lambda w: w.baseline - ASCENT * w.size):
        if found and word.baseline - ASCENT * word.size < end - OVERLAP * word.size:
            found[-1].append(word)
        else:
            found.append([word])
            end = float("-inf")
        end = max(end, word.baseline + DESCENT * word.size)
    return [_to_band(group) for group in found]


def _to_band(words: Sequence[Word]) -> Band:
    top = min(word.baseline - ASCENT * word.size for word in words)
    bottom = max(word.baseline + DESCENT * word.size for word in words)
    return Band(tuple(sorted(words, key=lambda w: (w.baseline, w.box.x0))), top, bottom)


def to_runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words of one line parted where the space is wider than between words of a text."""
    parts = [0]
    for left, right in pairwise(words):
        gap = right.box.x0 - left.box.x1
        parts.append(parts[-1] + (gap > RUN * max(left.size, right.size)))
    for _, group in groupby(zip(parts, words, strict=True), key=lambda each: each[0]):
        yield tuple(word for _, word in group)


def text_of(words: Iterable[Word]) -> str:
    """Words with single spaces between them."""
    return " ".join(word.text for word in words)


def is_titled(line: Line, knowledge: Knowledge) -> bool:
    """Whether a line is a label and one text, as titles of groups are: its words may run over
    columns, and say nothing of where these are."""
    first, *others = to_runs(line.words)
    return len(others) == 1 and bool(whole_labels(text_of(first), knowledge))


def begins_like(band: Band, other: Band) -> bool:
    """Whether the second words of two bands begin at one place, and their first ones nearly so."""
    words, others = band.lines[0].words[:2], other.lines[0].words[:2]
    if min(len(words), len(others)) < 2:
        return False
    first, second = (abs(a.box.x0 - b.box.x0) for a, b in zip(words, others, strict=True))
    return first <= band.size and second <= ALIGNED * band.size


def is_title(band: Band, knowledge: Knowledge) -> bool:
    """Whether a band that runs over columns looks like the title of rows."""
    if len(band.runs) > len(band.lines) + 1:
        return False
    labelled = bool(find_labels(band.text, knowledge))
    return band.bold or is_capitals(band.text) or labelled
