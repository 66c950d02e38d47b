"""What an engine finds drawn on one PDF page, upright and from its top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planparse.schema.layout import Box, Repair, StampKind

# The foot of a letter below its baseline, part of the type size: that of Times and Arial. What
# fonts say of themselves is often wrong (0, or the depth of their lowest accent).
FOOT = 0.22
# The size of a page that says nothing of its own, points.
A4 = (595.0, 842.0)
# How far the letters of one line may sit off its baseline, part of the type size.
BASELINE = 0.2


@dataclass(frozen=True)
class Characters:
    """Glyphs in the order they are drawn: a text each, and arrays of the same length.

    `x0` and `x1` are the ends of the advance, in points, as are `baseline` and `size`.
    """

    texts: NDArray[np.object_]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    baseline: NDArray[np.float64]
    size: NDArray[np.float64]
    bold: NDArray[np.bool_]
    italic: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def reading_order(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The indexes of the characters line by line, each left to right, and the line of each."""
        down = np.argsort(self.baseline, kind="stable")
        lines = _lines_of(self.baseline[down], self.size[down])
        across = np.lexsort((down, self.x0[down], lines))
        return down[across], lines[across]

    def take(self, indexes: NDArray[np.intp]) -> "Characters":
        """The characters of these indexes, in this order."""
        return Characters(*(array[indexes] for array in self._arrays))

    def joined(self, others: "Sequence[Characters]") -> "Characters":
        """These characters and then the others."""
        parts = (part._arrays for part in (self, *others))
        return Characters(*map(np.concatenate, zip(*parts, strict=True)))

    @property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return tuple(getattr(self, each.name) for each in fields(self))


def _lines_of(baselines: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.intp]:
    """The number of the line of each character, given from the top of the page down."""
    is_new = np.ones(len(baselines), dtype=bool)
    is_new[1:] = (np.diff(baselines) != 0) | (np.diff(sizes) != 0)
    starts = np.flatnonzero(is_new)
    lines: list[int] = []
    first, size, line = -float("inf"), 0.0, -1
    for baseline, own in zip(baselines[starts].tolist(), sizes[starts].tolist(), strict=True):
        if baseline - first > BASELINE * min(size, own):
            first, size, line = baseline, own, line + 1
        lines.append(line)
    return np.repeat(np.array(lines, dtype=np.intp), np.diff(starts, append=len(baselines)))


class Seal(NamedTuple):
    """What is no text of the page itself: its characters, and the places of its pictures."""

    characters: Characters
    pictures: list[Box]
    kind: StampKind = "signature"


@dataclass(frozen=True)
class Drawing:
    """One page: `covered` is the part of it under images, `curves` how many shapes are no rule.

    `repairs` are the letters that are read otherwise than the file says.
    """

    width: float
    height: float
    characters: Characters
    rules: tuple[Box, ...]
    covered: float
    curves: int
    seals: list[Seal] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
