"""What was read of a scanned page, before it becomes a page like any other."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from planparse.schema.layout import Box, Page, PageKind, Word

# Height × width, or × 3 in colours; `images` says what the numbers mean.
Image: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page: the words of each cell and block in reading order (`runs`), and the rules."""

    number: int
    width: float
    height: float
    runs: tuple[tuple[Word, ...], ...]
    rules: tuple[Box, ...]

    def to_page(self) -> Page:
        """The page, words in the order in which they stand on it."""
        words = sorted((word for run in self.runs for word in run), key=lambda word: word.index)
        return Page(
            self.number, self.width, self.height, tuple(words), self.rules, PageKind.RECOGNISED
        )
