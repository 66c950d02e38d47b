"""Labels such as "VIII", "101.", "đ)" or "1.1": what they are, and which one follows which.

The sequence of numbers is the checksum of a table and the skeleton of an outline.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from planparse import regex
from planparse.knowledge import Knowledge, LabelStyle

# Decree 30/2020: points are lettered by the Vietnamese alphabet; some offices use the Latin one.
VIETNAMESE = list("abcdđeghiklmnopqrstuvxy")
LATIN = list("abcdefghijklmnopqrstuvwxyz")
_OF_TITLES = {"part", "chapter", "clause", "roman", "upper"}
_ROMAN = regex.compile(r"^(?=.)(?P<c>C{0,3})(?P<x>XC|XL|L?X{0,3})(?P<i>IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, its style, and its value (several numbers for "1.1")."""

    printed: str
    style: str
    rank: int
    values: tuple[int, ...]
    canonical: str
    end: int

    @property
    def is_first(self) -> bool:
        """Whether it opens a sequence: "I", "1", "a", "1.1"."""
        return self.values[-1] == 1

    @property
    def is_of_title(self) -> bool:
        """Whether titles over several rows are numbered so."""
        return self.style in _OF_TITLES


def parse_roman(text: str) -> int | None:
    """The value of a Roman numeral below 400; None when it is none."""
    if not _ROMAN.match(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def put_together(texts: Iterable[str]) -> str:
    """A number broken by a narrow column: "VII" + "I" is "VIII"."""
    return "".join("".join(text.split()) for text in texts)


def find_labels(text: str, knowledge: Knowledge) -> list[Label]:
    """Every way to read the beginning of `text` as a label, the likeliest first."""
    if not _begins_label(knowledge).match(text):
        return []
    found = (_to_label(style, text, knowledge) for style in knowledge.labels)
    return [label for label in found if label]


@lru_cache(maxsize=4)
def _begins_label(knowledge: Knowledge) -> regex.Pattern[str]:
    """All styles at once: most texts begin with no label at all."""
    return regex.compile("|".join(f"(?:{style.pattern})" for style in knowledge.labels))


def whole_labels(text: str, knowledge: Knowledge) -> list[Label]:
    """The readings of `text` as a label and nothing else."""
    return [label for label in find_labels(text, knowledge) if label.end == len(text)]


def _to_label(style: LabelStyle, text: str, knowledge: Knowledge) -> Label | None:
    match = style.search(text)
    if not match:
        return None
    values = _values(style.style, match["value"], knowledge)
    if not values:
        return None
    canonical = match["value"]
    if style.style == "article":
        canonical = f"Điều {canonical}"
    if style.style in {"part", "chapter", "clause"}:
        canonical = match[0].strip(" .:-–")
    return Label(match[0].strip(), style.style, style.rank, values, canonical, match.end())


def _values(style: str, value: str, knowledge: Knowledge) -> tuple[int, ...]:
    if "." in value:
        parts = (_values(style, part, knowledge) for part in value.split("."))
        return tuple(chain.from_iterable(parts))
    if value.isdecimal():
        return (int(value),)
    if style in {"letter", "upper", "parenthesis"} and value.casefold() in [*LATIN, "đ"]:
        return (_letter_value(value.casefold()),)
    roman = parse_roman(value.upper())
    if roman:
        return (roman,)
    if value.casefold() in knowledge.ordinals:
        return (knowledge.ordinals[value.casefold()],)
    return (_letter_value(value.casefold()),) if value.casefold() in VIETNAMESE else ()


def _letter_value(letter: str) -> int:
    """Place in the Vietnamese alphabet; Latin letters outside it (f j w z) have none: 0."""
    return VIETNAMESE.index(letter) + 1 if letter in VIETNAMESE else 0


def follows(label: Label, before: Label) -> bool:
    """Whether `label` is the next one after `before` in the same sequence."""
    if label.style != before.style:
        return False
    if label.style in {"letter", "upper"}:
        return _next_letter(label.canonical.casefold(), before.canonical.casefold())
    same_parent = label.values[:-1] == before.values[:-1]
    return same_parent and label.values[-1] == before.values[-1] + 1


def _next_letter(letter: str, before: str) -> bool:
    return any(
        before in order and letter in order and order.index(letter) == order.index(before) + 1
        for order in (VIETNAMESE, LATIN)
    )


def is_later(label: Label, before: Label) -> bool:
    """Whether `label` belongs to the sequence of `before` with some labels left out."""
    return (
        label.style == before.style
        and label.values[:-1] == before.values[:-1]
        and label.values[-1] > before.values[-1]
    )


def is_child(label: Label, parent: Label) -> bool:
    """Whether "1.2" stands under "1", or "1.2.3" under "1.2"."""
    return label.style == "decimal" and label.values[:-1] == parent.values


def opens_next(label: Label, before: Label) -> bool:
    """Whether "2.1" comes after "1.3" where nothing is numbered "2"."""
    parent, past = label.values[:-1], before.values[:-1]
    beside = bool(parent) and len(parent) == len(past) and parent[:-1] == past[:-1]
    return beside and label.is_first and parent[-1] == past[-1] + 1


@dataclass
class Level:
    """An open part of a numbering: the label it bears and the last label seen right below it."""

    label: Label | None = None
    last: Label | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a label stands: below which of the open levels, and what is wrong with that."""

    label: Label | None
    depth: int
    trouble: str | None = None


def fit(labels: Sequence[Label], levels: Sequence[Level], running: Collection[Label] = ()) -> Fit:
    """Find the place of a label among the open levels, outermost first.

    From the deepest level outwards: the one whose last label it follows, or whose label it is a
    child of; else it opens a sequence below the deepest, or goes on from `running`, sequences
    that do not restart; else it belongs to a sequence in which labels are missing.
    """
    deepest = len(levels) - 1
    if not labels:
        return Fit(None, deepest)
    going_on = next((x for x in labels if any(follows(x, last) for last in running)), None)
    if going_on and _is_fresh(levels, going_on):
        return Fit(going_on, deepest)
    for depth in range(deepest, -1, -1):
        last, parent = levels[depth].last, levels[depth].label
        for label in labels:
            if last and follows(label, last):
                return Fit(label, depth)
            if parent and is_child(label, parent) and last is None:
                return Fit(label, depth, None if label.is_first else "number_gap")
    if levels[deepest].last is None:
        opening = next((label for label in labels if label.is_first), None)
        if going_on or opening:
            return Fit(going_on or opening, deepest)
    return _fit_out_of_order(labels, levels)


def _is_fresh(levels: Sequence[Level], label: Label) -> bool:
    """Whether the deepest level has nothing below it yet, so that the next row is its first."""
    deepest = levels[-1]
    sibling = deepest.label is not None and deepest.label.style == label.style
    return len(levels) > 1 and deepest.last is None and not sibling


def _fit_out_of_order(labels: Sequence[Label], levels: Sequence[Level]) -> Fit:
    deepest = len(levels) - 1
    for depth in range(deepest, -1, -1):
        last = levels[depth].last
        for label in labels:
            if last and is_later(label, last):
                return Fit(label, depth, "number_gap")
            if last and last.style == label.style:
                if opens_next(label, last):
                    return Fit(label, depth)
                repeated = label.values == last.values
                return Fit(label, depth, "number_repeat" if repeated else "number_order")
    label = next((x for x in labels if x.is_first), labels[0])
    return Fit(label, deepest, None if label.is_first else "number_gap")
