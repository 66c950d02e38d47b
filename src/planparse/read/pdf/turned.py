"""Text that runs otherwise than its page: headings set upright in narrow columns, and what is laid
over the page aslant, such as a watermark.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from planparse.read.pdf.characters import with_marks
from planparse.read.pdf.drawing import BASELINE, FOOT, Characters
from planparse.read.pdf.frames import UPSIDE_DOWN, Turn
from planparse.read.pdf.words import to_words
from planparse.schema.layout import Box, Word, around

# Text that rises by more than this part of its length leaves its line within a word or two: no
# document is set so, and pages that were scanned askew are not turned that far.
SLANT = 0.1
# The lines of one turned text are at most so many type sizes apart, as are the words of a line.
NEXT_LINE = 1.6
NEXT_WORD = 2.0
# From words as they run to the place on the page where they stand.
Place = Callable[[Sequence[Word]], Box]


def is_slanted(a: float, b: float) -> bool:
    """Whether text runs neither along the page nor across it, by the first column of its matrix."""
    return min(abs(a), abs(b)) > SLANT * max(abs(a), abs(b))


def set_upright(turned: Characters, own: Turn, page: Turn, rules: Sequence[Box]) -> Characters:
    """Text turned by a quarter, as words below each other in the place where it stands; text with
    its head down, turned around its middle.

    `turned` are its characters as `own` reads them, `rules` those of the page as `page` reads it.
    """
    back = Turn((page.quarter - own.quarter + 1) % 4 - 1, Box(0, 0, *own.size))

    def place(line: Sequence[Word]) -> Box:
        return back.box(_box_of(line))

    lines = list(_to_lines(to_words(with_marks(turned), (), 0), place, rules))
    blocks = _to_blocks(lines, place, rules)
    put = _turn_around if back.quarter == UPSIDE_DOWN else _set
    return _to_characters([one for block in blocks for one in put(block, back)])


def lay_over(text: str, box: Box, size: float) -> Characters:
    """The words of a slanted text side by side in the place that it takes."""
    words = text.split()
    baseline = box.middle[1]
    ends = np.linspace(box.x0, box.x1, len(words) + 1).tolist()
    sides = zip(words, pairwise(ends), strict=True)
    return _to_characters(
        [_Set(word, x0, (x0 + 3 * x1) / 4, baseline, size) for word, (x0, x1) in sides]
    )


class _Set(NamedTuple):
    """A word where it is read, as wide as the place that its letters take."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False


def _to_lines(words: Sequence[Word], place: Place, rules: Sequence[Box]) -> Iterator[list[Word]]:
    """Words on one baseline, cut where they stand apart or in two cells."""
    line: list[Word] = []
    for word in words:
        last = line[-1:]
        if last and (not _is_next(last[0], word) or _is_parted(place(last), place([word]), rules)):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _is_next(before: Word, word: Word) -> bool:
    """Whether a word goes on where another ends."""
    level = abs(word.baseline - before.baseline) <= BASELINE * word.size
    return level and 0 <= word.box.x0 - before.box.x1 <= NEXT_WORD * word.size


def _to_blocks(
    lines: Sequence[list[Word]], place: Place, rules: Sequence[Box]
) -> Iterator[list[Word]]:
    """Lines below each other that no rule parts are one text."""
    open_blocks: list[list[list[Word]]] = []
    for line in lines:
        for block in open_blocks:
            last = block[-1]
            if _is_below(last, line) and not _is_parted(place(last), place(line), rules):
                block.append(line)
                break
        else:
            open_blocks.append([line])
    return ([word for line in block for word in line] for block in open_blocks)


def _is_below(before: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line is the next one of a text."""
    upper, lower = _box_of(before), _box_of(line)
    step = line[0].baseline - before[0].baseline
    near = BASELINE * line[0].size < step <= NEXT_LINE * line[0].size
    return near and min(upper.x1, lower.x1) > max(upper.x0, lower.x0)


def _is_parted(one: Box, other: Box, rules: Sequence[Box]) -> bool:
    """Whether a rule runs between the middles of two boxes."""
    (xa, ya), (xb, yb) = one.middle, other.middle
    x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    return any(
        rule.x0 <= x1 and rule.x1 >= x0 and rule.top <= bottom and rule.bottom >= top
        for rule in rules
    )


def _box_of(words: Sequence[Word]) -> Box:
    return around(word.box for word in words)


def _set(words: Sequence[Word], back: Turn) -> Iterator[_Set]:
    """The words of a text below each other, each with an even part of the text's height."""
    box = back.box(_box_of(words))
    feet = np.linspace(box.top, box.bottom, len(words) + 1)[1:].tolist()
    for word, foot in zip(words, feet, strict=True):
        baseline = foot - FOOT * word.size
        yield _Set(word.text, box.x0, box.x1, baseline, word.size, word.bold, word.italic)


def _turn_around(words: Sequence[Word], back: Turn) -> Iterator[_Set]:
    """The words of a text as it is read, in the place that it takes."""
    own = _box_of(words)
    box = back.box(own)
    for word in words:
        x0, baseline = box.x0 + word.box.x0 - own.x0, box.top + word.baseline - own.top
        yield _Set(word.text, x0, x0 + word.box.width, baseline, word.size, word.bold, word.italic)


def _to_characters(words: Sequence[_Set]) -> Characters:
    columns = list(zip(*words, strict=True)) or [()] * len(_Set._fields)
    kinds = (object, float, float, float, float, bool, bool)
    arrays = [np.array(values, dtype=kind) for values, kind in zip(columns, kinds, strict=True)]
    return Characters(*arrays)
