"""What an engine finds drawn on one PDF page, upright and from its top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planparse.schema.layout import Box, Repair

# The foot of a letter below its baseline, part of the type size: that of Times and Arial. What
# fonts say of themselves is often wrong (0, or the depth of their lowest accent).
FOOT = 0.22


@dataclass(frozen=True)
class Characters:
    """Glyphs in the order they are drawn: a text each, and arrays of the same length.

    `x0` and `x1` are the ends of the advance, in points, as are `baseline` and `size`.
    """

    texts: Sequence[str]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    baseline: NDArray[np.float64]
    size: NDArray[np.float64]
    bold: NDArray[np.bool_]
    italic: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, indexes: NDArray[np.intp]) -> "Characters":
        """The characters of these indexes, in this order."""
        texts = self.texts
        return Characters(
            [texts[i] for i in indexes.tolist()],
            self.x0[indexes],
            self.x1[indexes],
            self.baseline[indexes],
            self.size[indexes],
            self.bold[indexes],
            self.italic[indexes],
        )

    def changed(self, **arrays: Any) -> "Characters":
        """The same characters with other values of some kind."""
        return replace(self, **arrays)


class Seal(NamedTuple):
    """What an annotation shows: its characters, and the places of its pictures."""

    characters: Characters
    pictures: list[Box]


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
