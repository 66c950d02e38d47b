"""What the space at the end of a line tells: some programs end each line of a paragraph or cell
with one but not its last, others every line.

Which it is, and how often, is learnt from the lines of the same dump that surely go on or end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from planparse.extract.dumps.lines import TextLine
from planparse.schema.layout import Page
from planparse.text import starts_lower

# A line is gone on with, or is the last of its paragraph, where this speaks for it: one is some
# three times as likely as the other.
SURE = 1.0
# What ends a sentence or an item.
_STOPS = (".", ";", ":")


def with_weights(lines: Sequence[TextLine], pages: Iterable[Page]) -> Sequence[TextLine]:
    """The lines of some pages, each with what its end says for its going on below."""
    open_lines = {page.number: page.open_lines for page in pages}
    spaced = [line.row in open_lines[line.page] for line in lines]
    if not any(spaced):
        return lines
    pairs = list(zip(pairwise(lines), spaced, strict=False))
    goes_on = _share(space for (line, below), space in pairs if _goes_on(below))
    ends = _share(space for (line, below), space in pairs if _ends(line, below))
    bare, with_space = log((1 - goes_on) / (1 - ends)), log(goes_on / ends)
    if with_space <= SURE:
        return lines
    weights = (with_space if is_spaced else bare for is_spaced in spaced)
    return [replace(line, goes_on=w) for line, w in zip(lines, weights, strict=True)]


def _goes_on(below: TextLine) -> bool:
    """Whether a line begins with a word in small letters, as the text above goes on."""
    return starts_lower(below.text) and below.words[0].text.rstrip(".,;:").isalpha()


def _ends(line: TextLine, below: TextLine) -> bool:
    return line.text.endswith(_STOPS) and not starts_lower(below.text)


def _share(spaced: Iterable[bool]) -> float:
    """Which share of some lines ends in a space, as if there were half a line more of either kind:
    few lines prove little."""
    known = list(spaced)
    return (sum(known) + 0.5) / (len(known) + 1)
