"""Row numbers that a scan was misread in, settled by the numbers of the rows above.

"31.1" below "3.1" is "3.1.1", and "52)" below "5" and "5.1" is "5.2": where a number goes on from
none above, and exactly one that would is written with the same strokes, that one is meant; or with
one figure less than was read with little confidence ("331.1"). One that repeats the last of its
sequence is the next where the one after it goes on from that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import tee

from planparse.extract.doubts import read_otherwise
from planparse.extract.lines import Line
from planparse.extract.numbering import (
    Label,
    follows,
    is_child,
    opens_next,
    whole_labels,
)
from planparse.extract.tables.pieces import NumberedRow, TableShape
from planparse.knowledge import Knowledge
from planparse.knowledge.lexicon import bare
from planparse.text import to_roman

# Letters and figures that a picture hardly tells apart, as one of them. Of points and brackets
# nothing is left: dust is taken for them, and they for dust.
_ALIKE = str.maketrans(
    dict.fromkeys("IlL|!J", "1")
    | dict.fromkeys("OoQ", "0")
    | {"H": "11", "S": "5", "Z": "2", "x": "X", "v": "V"}
)
# With so little confidence a number may have one figure too many, if it has more than so many.
DOUBTED, LEAST = 0.5, 2
_COUNTED = {"arabic", "decimal"}


def settle_numbers(
    rows: Iterable[NumberedRow], shape: TableShape, knowledge: Knowledge
) -> Iterator[NumberedRow]:
    """The rows; what was read from a picture as their number is replaced where it was misread."""
    above, rows = _Above(), iter(rows)
    while row := next(rows, None):
        rows, below = tee(rows)
        found = _settle(row, above, below, shape, knowledge)
        above.remember(found.labels)
        yield found


@dataclass
class _Above:
    """The labels above a row: the last of each sequence, and those of the last numbered row."""

    last: dict[tuple[str, tuple[int, ...]], Label] = field(default_factory=dict)
    before: Sequence[Label] = ()

    def remember(self, labels: Sequence[Label]) -> None:
        """A label is the last one of its sequence from now on."""
        self.last |= {(label.style, label.values[:-1]): label for label in labels}
        self.before = labels or self.before

    def leads_to(self, label: Label) -> bool:
        """Whether a label is the next of a sequence, or may be the first of one: "1.1" is below
        "1", or a title with another kind of number, or comes as "2.1" after "1.3"."""
        last = self.last.values()
        if any(follows(label, each) or opens_next(label, each) for each in last):
            return True
        free = label.style != "decimal" or not any(x.style in _COUNTED for x in self.before)
        return label.is_first and (free or any(is_child(label, each) for each in self.before))

    def expected(self) -> Iterator[str]:
        """How the next number of each sequence is written, and the first one below the last."""
        for label in self.last.values():
            yield from _after(label, 1)
        for label in self.before:
            if label.style in _COUNTED:
                yield f"{label.canonical}.1"

    def skipped(self, labels: Sequence[Label], below: Iterable[NumberedRow]) -> Iterator[str]:
        """The number after one that is repeated, where the first alike `below` is the one after
        that."""
        for label in labels:
            last = self.last.get((label.style, label.values[:-1]))
            if last and last.values == label.values:
                following = (x for row in below for x in row.labels if x.style == label.style)
                after = next(following, None)
                if after and after.canonical in _after(last, 2):
                    yield from _after(last, 1)


def _after(label: Label, steps: int) -> Iterator[str]:
    """How the number so many steps behind a label is written."""
    *above, last = label.canonical.split(".")
    if label.style == "roman":
        yield to_roman(label.values[-1] + steps)
    elif label.style in _COUNTED and last.isdecimal():
        yield ".".join([*above, str(int(last) + steps)])


def _settle(
    row: NumberedRow,
    above: _Above,
    below: Iterator[NumberedRow],
    shape: TableShape,
    knowledge: Knowledge,
) -> NumberedRow:
    place = _find_number(row, shape)
    if place is None or any(above.leads_to(label) for label in row.labels):
        return row
    column, line = place
    strokes, expected = _strokes(line.text), list(above.expected())
    meant = {number for number in expected if strokes and _strokes(number) == strokes}
    meant = meant or set(above.skipped(row.labels, below))
    if not meant and (line.words[0].confidence or 0.0) <= DOUBTED:
        meant = {number for number in expected if _strokes(number) in _without_one(strokes)}
    if len(meant) != 1:
        return row
    (number,) = meant
    return replace(
        row,
        row=row.row.with_lines(column, (read_otherwise(line, number),)),
        labels=tuple(whole_labels(number, knowledge)),
    )


def _find_number(row: NumberedRow, shape: TableShape) -> tuple[int, Line] | None:
    """The last filled numbering column and its line, where that is one word read from a picture."""
    filled = [column for column in shape.numbers if row.row.lines(column)]
    if not filled or len(row.row.pieces) > 1 or row.row.last.span_over(filled[-1]):
        return None
    line, *others = row.row.lines(filled[-1])
    alone = not others and len(line.words) == 1 and line.words[0].confidence is not None
    return (filled[-1], line) if alone else None


def _without_one(strokes: str) -> set[str]:
    """What is left of strokes without one of them, of several: dust is read as a figure, too."""
    ways = {strokes[:at] + strokes[at + 1 :] for at in range(len(strokes))}
    return ways if len(strokes) > LEAST else set()


def _strokes(text: str) -> str:
    """What is left of a number when nothing is told apart that a scan mistakes for each other."""
    return "".join(c for c in bare(text).translate(_ALIKE) if c.isalnum())
