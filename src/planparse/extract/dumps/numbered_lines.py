"""The lines of a table in a dump, and what all of them say of how its numbers are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from planparse import regex
from planparse.extract.dumps.lines import TextLine
from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.text import starts_lower

# The share of the lines that are no wider than a full one.
FULL = 0.95
_NUMBER = regex.compile(r"\d{1,3}\.?")
_STOPPED = regex.compile(r"\d+(\.\d+)*\.")


@dataclass(frozen=True, eq=False)
class NumberedLines:
    """The lines of a table, and what all of them say: how wide a full one is, and how its numbers
    are printed."""

    lines: Sequence[TextLine]
    knowledge: Knowledge

    @cached_property
    def full(self) -> float:
        """How wide nearly all lines are at most, em."""
        widths = sorted(line.width for line in self.lines)
        return widths[int(FULL * (len(widths) - 1))]

    @cached_property
    def is_dotted(self) -> bool:
        """Whether numbers are printed with a full stop.

        What stands alone may be half of a number, what is below it the other half, and what is in
        lower case is counted by an amount.
        """
        lines = self.lines
        before_text = (
            line.words[0].text
            for above, line in zip([None, *lines], lines, strict=False)
            if len(line.words) > 1
            and not starts_lower(line.words[1].text)
            and not (above and _STOPPED.fullmatch(above.text))
        )
        stopped = (f"{a.text}." for a, b in pairwise(lines) if b.text == ".")
        numbers = set(filter(_NUMBER.fullmatch, chain(before_text, stopped)))
        alone = (line.words[0].text for line in lines)
        dotted = [text.endswith(".") for text in numbers or set(filter(_NUMBER.fullmatch, alone))]
        return sum(dotted) > len(dotted) / 2

    @cached_property
    def stand_alone(self) -> bool:
        """Whether more numbers stand on a line of their own than before a text: where they do not,
        one that does may be the figure that a text ends with."""
        firsts = ((len(line.words), line.words[0].text) for line in self.lines)
        alone = [count == 1 for count, text in firsts if _NUMBER.fullmatch(text)]
        return 2 * sum(alone) > len(alone)
