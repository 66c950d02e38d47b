"""The numbers of a table in a dump: which lines begin a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.extract.dumps.ladders import Ladder, are_halves, find_fitting
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.numbered_lines import NumberedLines
from planparse.extract.dumps.titles import (
    has_word_above,
    is_subtitle,
    is_title,
    is_title_of_restart,
    read_arabic,
)
from planparse.extract.numbering import Label, follows, whole_labels
from planparse.knowledge import Knowledge
from planparse.text import is_capitals, starts_lower

# What speaks for and against a line that begins with the next number being the next row.
ALONE, CAPITAL, LOWER, UNFINISHED, OTHER_PRINT = 0.5, 1.0, -2.5, -1.5, -2.0
LEAST = -1.0
# Nothing stands between a number and the title of the next rows.
NO_TEXT = -6.0


@dataclass(frozen=True)
class RowStart:
    """A row begins with this line; the first `taken` words of the lines from there are its numbers.

    `columns` are the numbering columns these stand in; none for a title without a number.
    """

    line: int
    taken: int
    columns: tuple[int, ...]
    labels: tuple[Label, ...]
    quality: float

    def climb(self, ladders: Sequence[Ladder]) -> None:
        """Go on from its numbers in the ladders of their columns."""
        for column, label in zip(self.columns, self.labels, strict=True):
            ladders[column].take(label, broken=self.taken > len(self.columns))


def find_row_starts(
    lines: Sequence[TextLine], number_columns: int, knowledge: Knowledge
) -> list[RowStart]:
    """The lines that begin a row, told by the sequence of the numbers.

    Without a numbering column the numbers stand in front of the text, and stay there.
    """
    table = NumberedLines(lines, knowledge)
    ladders = [Ladder() for _ in range(max(1, number_columns))]
    starts: list[RowStart] = []
    weak: list[RowStart] = []
    for index in range(len(lines)):
        if _is_second_half(lines, index, starts):
            continue
        found = list(_read_starts(table, index, ladders))
        start = next((x for x in found if x.quality > LEAST), None)
        weak += found if start is None else []
        start = start or _read_other(table, index, starts, ladders)
        if start is None and weak:
            missed, start = _confirm(weak, table, index, ladders)
            starts += [missed] if missed else []
        if start is None or _repeats(start, starts, ladders):
            continue
        start.climb(ladders)
        starts.append(start)
        weak = []
    if not number_columns:
        return [replace(start, taken=0, columns=()) for start in starts]
    return starts


def _is_second_half(lines: Sequence[TextLine], index: int, starts: Sequence[RowStart]) -> bool:
    """Whether a line is the rest of a number that the line above begins."""
    return bool(
        starts and starts[-1].line == index - 1 and len(lines[index - 1].words) < starts[-1].taken
    )


def _read_other(
    table: NumberedLines, index: int, starts: list[RowStart], ladders: Sequence[Ladder]
) -> RowStart | None:
    """A row that no sequence leads to: a title without a number, or the first row below one."""
    lines, knowledge = table.lines, table.knowledge
    if starts and is_title(lines, index, starts[-1].line, knowledge):
        above = starts[-1].line < index - 1 and has_word_above(lines, index)
        return RowStart(index - above, 0, (), (), 0.0)
    below = _is_below_title(lines, index, starts)
    if below and is_subtitle(lines, index, table.full, knowledge):
        return RowStart(index, 0, (), (), 0.0)
    if not _restarts(lines, index, ladders, knowledge):
        return None
    if starts[-1].line < index - 1 and is_title_of_restart(lines, index - 1, knowledge):
        starts.append(RowStart(index - 1, 0, (), (), 0.0))
    label = whole_labels(lines[index].words[0].text, knowledge)[0]
    return RowStart(index, 1, (len(ladders) - 1,), (label,), CAPITAL)


def _is_below_title(lines: Sequence[TextLine], index: int, starts: Sequence[RowStart]) -> bool:
    """Whether the row above is numbered as titles are, and has a text."""
    if not starts or not any(label.is_of_title for label in starts[-1].labels):
        return False
    above = lines[starts[-1].line : index]
    return sum(len(line.words) for line in above) > starts[-1].taken


def _confirm(
    weak: Sequence[RowStart], table: NumberedLines, index: int, ladders: Sequence[Ladder]
) -> tuple[RowStart | None, RowStart | None]:
    """The best of some rows that little spoke for, and the one that begins here and follows it:
    a number that the sequence goes on from was one."""
    missed = max(weak, key=lambda start: start.quality)
    ahead = [ladder.copy() for ladder in ladders]
    missed.climb(ahead)
    for start in _read_starts(table, index, ahead):
        if start.quality > LEAST and follows(start.labels[-1], missed.labels[-1]):
            return missed, start
    return None, None


def _restarts(
    lines: Sequence[TextLine], index: int, ladders: Sequence[Ladder], knowledge: Knowledge
) -> bool:
    """Whether a sequence begins again though no row above it has another number.

    The second number follows, and before it not the one that the sequence would have gone on with.
    """
    label = read_arabic(lines, index, knowledge)
    before = ladders[-1].last.get("arabic") if ladders else None
    if label is None or before is None or not label.is_first or before.is_first:
        return False
    for later in range(index + 1, len(lines)):
        following = read_arabic(lines, later, knowledge)
        if following and follows(following, label):
            return True
        if following and follows(following, before):
            return False
    return False


def _repeats(start: RowStart, starts: list[RowStart], ladders: Sequence[Ladder]) -> bool:
    """Whether the number of a row is that of the row before; the likelier one of both is taken."""
    if not starts or not start.columns or start.columns != starts[-1].columns:
        return False
    labels = zip(start.columns, start.labels, strict=True)
    if not all(ladders[column].repeats(label) for column, label in labels):
        return False
    if start.quality > starts[-1].quality:
        starts[-1] = start
    return True


def _read_starts(table: NumberedLines, index: int, ladders: Sequence[Ladder]) -> Iterator[RowStart]:
    """The rows that may begin with a line, if the numbers allow it, and how likely they do."""
    for taken, columns, labels in _readings(table.lines, index, ladders, table.knowledge):
        quality = _quality(table, index, taken, labels)
        yield RowStart(index, taken, columns, labels, quality)


def _readings(
    lines: Sequence[TextLine], index: int, ladders: Sequence[Ladder], knowledge: Knowledge
) -> Iterator[tuple[int, tuple[int, ...], tuple[Label, ...]]]:
    """How many words are numbers, of which columns: all columns, the last, or the first."""
    words = [w.text for line in lines[index : index + 2] for w in line.words]
    if not words[0][0].isalnum() or len(words[0]) > 8:
        return
    if len(ladders) > 1 and len(words) > 1:
        both = [find_fitting(ladders[i], words[i], knowledge) for i in range(2)]
        if both[0] and both[1]:
            yield 2, (0, 1), (both[0], both[1])
    for column in range(len(ladders) - 1, -1, -1):
        if len(words) > 1 and len(lines[index].words) == 1:
            broken = find_fitting(ladders[column], words[0] + words[1], knowledge)
            if broken and are_halves(words, ladders[column].breaks(broken)):
                yield 2, (column,), (broken,)
        label = find_fitting(ladders[column], words[0], knowledge)
        if label:
            yield 1, (column,), (label,)


def _quality(table: NumberedLines, index: int, taken: int, labels: Sequence[Label]) -> float:
    lines, knowledge = table.lines, table.knowledge
    rest = " ".join(w.text for line in lines[index : index + 2] for w in line.words).split()[taken:]
    alone = len(lines[index].words) <= taken
    quality = ALONE * (table.stand_alone and alone)
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if alone and knowledge.find("counted_title", below):
        quality += NO_TEXT
    if rest:
        quality += LOWER if starts_lower(rest[0]) else CAPITAL
    above = lines[index - 1].text if index else ""
    quality -= max(0.0, lines[index - 1].goes_on) if index else 0.0
    digital = above.endswith(" số")  # "kinh tế số": it does not lead to a number
    if knowledge.find("goes_on", above) and not (digital or is_capitals(above)):
        quality += UNFINISHED
    printed = labels[-1].printed
    if labels[-1].style == "arabic" and printed.endswith(".") != table.is_dotted:
        quality += OTHER_PRINT
    return quality
