"""The numbers of one column of a table so far, and which one may come next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from planparse import regex
from planparse.extract.numbering import Label, follows, is_child, whole_labels
from planparse.knowledge import Knowledge
from planparse.text import starts_lower


@dataclass
class Ladder:
    """The numbers of one column so far: the last of each style, in the order they were seen; and
    the styles of which that one was broken over two lines."""

    last: dict[str, Label] = field(default_factory=dict)
    recent: str = ""
    broken: set[str] = field(default_factory=set)

    def admits(self, label: Label) -> bool:
        """Whether a label is the next of its sequence, or opens one below another."""
        below = any(is_child(label, x) for x in self.last.values())
        if label.style not in self.last:
            return label.is_first or below
        if self.continues(label):
            return True
        return label.is_first and (self.recent != label.style or below)

    def continues(self, label: Label) -> bool:
        """Whether a label is the next one after the last of its style."""
        before = self.last.get(label.style)
        return before is not None and follows(label, before)

    def repeats(self, label: Label) -> bool:
        """Whether this is the label that was seen last."""
        before = self.last.get(label.style)
        return self.recent == label.style and before is not None and before.values == label.values

    def breaks(self, label: Label) -> bool:
        """Whether a label may be broken where a line ends: the column has become too narrow for its
        numbers just here, or was so before."""
        before = self.last.get(label.style)
        if before is None:
            return False
        longer = len(str(label.values[-1])) > len(str(before.values[-1]))
        return longer or label.style in self.broken

    def take(self, label: Label, broken: bool = False) -> None:
        """Go on from a label, which was broken over two lines or not."""
        self.last[label.style] = label
        self.recent = label.style
        (self.broken.add if broken else self.broken.discard)(label.style)

    def copy(self) -> Self:
        """The same numbers, to go on from in another way."""
        return type(self)(dict(self.last), self.recent, set(self.broken))


def find_fitting(ladder: Ladder, text: str, knowledge: Knowledge) -> Label | None:
    """The label that a text is, when a ladder admits or repeats it."""
    labels: Sequence[Label] = whole_labels(text, knowledge)
    admitted = (x for x in labels if ladder.admits(x) or ladder.repeats(x))
    return next(admitted, None)


def are_halves(words: Sequence[str], breaks: bool) -> bool:
    """Whether the first two words are the halves of one number: "VII" and "I", "10" and "1.", "1.1"
    and "."; before the end, or a text that begins with a capital, "1." and "2", too, and "10" and
    "0" where the column `breaks` such a number."""
    pair = f"{words[0]}|{words[1]}"
    if _HALVES.fullmatch(pair):
        return True
    apart = len(words) < 3 or not starts_lower(words[2])
    return apart and bool(_AFTER_STOP.fullmatch(pair) or (breaks and _DIGITS.fullmatch(pair)))


_HALVES = regex.compile(r"[IVXLC]+\|([IVXLC]{1,3}[.)]?|[.)])|\d+(\.\d+)*\|\d{0,2}[.)]")
_AFTER_STOP = regex.compile(r"\d+(\.\d+)*\.\|\d{1,3}\.?")
_DIGITS = regex.compile(r"\d{1,3}\|\d")
