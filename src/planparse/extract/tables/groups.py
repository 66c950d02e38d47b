"""Rows of a table → tasks and the groups they stand in, told by numbers, looks and order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from planparse.extract.numbering import Label, Level, fit, follows, is_child
from planparse.extract.tables.pieces import NumberedRow, TableShape, title_of

# Ranks of labels.yaml: of "I.", the deepest label that heads rows by itself, and of "1.", which
# ordinary rows have.
ROMAN, ARABIC = 5, 6
# A rank is common when one in so many labels has it: a group holds several rows.
COMMON = 5


@dataclass
class Group(Level):
    """An open group: the name it has in paths, its title, and what it looks like."""

    name: str = ""
    title: str = ""
    looks: tuple[bool, ...] = ()


@dataclass(frozen=True)
class PlacedRow:
    """A row, whether it is a group, its label, and the names and titles of the groups above.

    A row that heads others and has values of its own is an indicator above them; a total heads
    nothing, and is no task either.
    """

    numbered: NumberedRow
    label: Label | None
    is_group: bool
    path: tuple[str, ...]
    titles: tuple[str, ...]
    trouble: str | None = None


@dataclass
class _State:
    """The open groups, and by style the last labels of the sequences that tasks are numbered in."""

    levels: list[Group] = field(default_factory=lambda: [Group()])
    running: dict[str, Label] = field(default_factory=dict)

    def remember(self, label: Label, is_group: bool) -> None:
        """A label ends the deeper sequences; that of a group is one of tasks when it counts with
        them: "2" between "1" and "3", with "a" and "b" below it."""
        if not is_group or label.style in self.running:
            above = {style: x for style, x in self.running.items() if x.rank < label.rank}
            self.running = above | {label.style: label}


def place_rows(rows: Iterable[NumberedRow], shape: TableShape, usual: int) -> Iterator[PlacedRow]:
    """Decide row by row which rows are groups and which groups each row stands in.

    `usual` is the rank of ordinary rows.
    """
    state = _State()
    for row, below in pairwise(chain(rows, [None])):
        if row:
            yield _place(row, below, state, shape, usual)


def usual_rank(ranks: Sequence[int]) -> int:
    """How deep the labels of ordinary rows stand: the deepest rank that is common."""
    common = [rank for rank in set(ranks) if ranks.count(rank) * COMMON >= len(ranks)]
    return max(common, default=ARABIC)


def _place(
    row: NumberedRow,
    below: NumberedRow | None,
    state: _State,
    shape: TableShape,
    usual: int,
) -> PlacedRow:
    place = fit(row.labels, state.levels, state.running.values())
    label, depth = place.label, place.depth
    group = _is_group(row, label, below, shape, usual) or _runs_on(label, depth, below, state)
    if group and label is None:
        depth = _depth_of_title(row, state)
    if row.total:
        depth, group = 0, False
    del state.levels[depth + 1 :]
    above = state.levels[1:]
    path, titles = tuple(x.name for x in above), tuple(x.title for x in above)
    if label:
        state.levels[-1].last = label
        state.remember(label, group)
    if group:
        title = title_of(row.row, shape)[row.in_text if label else 0 :].strip()
        name = label.canonical if label and _is_first_number(row, shape) else title
        state.levels.append(Group(label, None, name, title, _looks(row)))
    values = any(row.row.lines(i) for i in shape.years)
    return PlacedRow(row, label, row.total or (group and not values), path, titles, place.trouble)


def _is_first_number(row: NumberedRow, shape: TableShape) -> bool:
    """Whether the label is the row's own number and not one of a second numbering column."""
    return bool(row.in_text or not shape.numbers or row.row.lines(shape.numbers[0]))


def _looks(row: NumberedRow) -> tuple[bool, ...]:
    lines = [line for piece in row.row.pieces for cell in piece.cells for line in cell]
    return (
        len(row.row.last.spans) > 0,
        all(line.bold for line in lines),
        all(line.italic for line in lines),
        all(line.text.isupper() for line in lines),
    )


def _depth_of_title(row: NumberedRow, state: _State) -> int:
    """An unnumbered title stands beside the open one that looks the same, else below all."""
    looks = _looks(row)
    for depth in range(len(state.levels) - 1, 0, -1):
        if state.levels[depth].label is None and state.levels[depth].looks == looks:
            return depth - 1
    return len(state.levels) - 1


def _is_group(
    row: NumberedRow,
    label: Label | None,
    below: NumberedRow | None,
    shape: TableShape,
    usual: int,
) -> bool:
    """Whether a row heads others: by its shape, its number, or the number below it."""
    span = row.row.last.span_over(shape.text)
    told = {*shape.numbers, shape.text, *span}
    others = [i for i in range(len(row.row.last.cells)) if i not in told and row.row.lines(i)]
    if span and not others:
        return True
    if label and below and _opens_below(label, below):
        return True
    if others or row.row.merged:
        return False
    if row.heading or (label and below and _is_item(below, shape)):
        return True
    return label is not None and label.rank < usual and label.rank <= ROMAN


def _is_item(row: NumberedRow, shape: TableShape) -> bool:
    """Whether a row has a dash or the like in place of its number."""
    numbers = [line.text for i in shape.numbers for line in row.row.lines(i)]
    return bool(numbers) and not any(map(str.isalnum, "".join(numbers)))


def _runs_on(label: Label | None, depth: int, below: NumberedRow | None, state: _State) -> bool:
    """Whether a row follows a group, and the numbers of tasks run on over it: "2" stands above
    "II", "3" below."""
    beside = state.levels[depth + 1 : depth + 2]
    if label is None or below is None or not beside or not beside[0].label:
        return False
    tasks = state.running.values()
    deeper = any(follows(x, y) and x.rank > label.rank for x in below.labels for y in tasks)
    return deeper and follows(label, beside[0].label)


def _opens_below(label: Label, below: NumberedRow) -> bool:
    """Whether the next row opens a deeper sequence: "1.1" below "1", "a)" below "1"."""
    return any(
        is_child(x, label) or (x.is_first and x.rank > label.rank and x.style != "decimal")
        for x in below.labels
    )
