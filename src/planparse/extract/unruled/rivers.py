"""Rivers: stretches across the page that stay free of words through many lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse.extract.lines import Line
from planparse.schema.layout import Word

# A river narrower than this part of the type size parts no columns: letters stand as far apart.
NARROW = 0.1
# The share of lines that may cross a river: titles of groups run over all columns.
CROSSING = 0.2


@dataclass(frozen=True, slots=True)
class River:
    """A stretch across the page without words, points."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Where an upright rule would stand."""
        return (self.x0 + self.x1) / 2


def find_rivers(lines: Sequence[Line], dams: Sequence[Word], size: float) -> list[River]:
    """The rivers of some lines from left to right, none of which a word of `dams` crosses."""
    words = [word for line in lines for word in line.words]
    steps = sorted(
        [(w.box.x0, 1, 0) for w in words]
        + [(w.box.x1, -1, 0) for w in words]
        + [(w.box.x0, 0, 1) for w in dams]
        + [(w.box.x1, 0, -1) for w in dams]
    )
    most = CROSSING * len(lines)
    ink = blocked = 0
    stretches: list[list[tuple[int, River]]] = [[]]
    for (x, more, dam), (following, *_) in pairwise(steps):
        ink, blocked = ink + more, blocked + dam
        if ink > most or blocked:
            stretches.append([])
        elif following > x:
            stretches[-1].append((ink, River(x, following)))
    rivers = [_emptiest(stretch) for stretch in stretches if stretch]
    return [r for r in rivers if r.width >= NARROW * size and r.x0 > steps[0][0]]


def _emptiest(stretch: Sequence[tuple[int, River]]) -> River:
    """The widest part of a stretch that fewest words cross."""
    least = min(ink for ink, _ in stretch)
    parts: list[River] = []
    for ink, part in stretch:
        if ink > least:
            continue
        if parts and parts[-1].x1 == part.x0:
            parts[-1] = River(parts[-1].x0, part.x1)
        else:
            parts.append(part)
    return max(parts, key=lambda part: part.width)


def narrowed(river: River, words: Sequence[Word], size: float) -> River | None:
    """The river between the words of one more line; None when a word stands across it."""
    x0, x1 = river.x0, river.x1
    for word in words:
        a, b = word.box.x0, word.box.x1
        if b <= x0 or a >= x1:
            continue
        if a - x0 >= x1 - b:
            x1 = a
        else:
            x0 = b
        if x1 - x0 < NARROW * size:
            return None
    return River(x0, x1)


def straddles(run: Sequence[Word], river: River) -> bool:
    """Whether a run of words stands on both sides of a river."""
    return run[0].box.x0 < river.middle < run[-1].box.x1


def column_of(word: Word, rivers: Sequence[River]) -> int:
    """The column a word stands in."""
    return sum(word.box.middle[0] > river.middle for river in rivers)
