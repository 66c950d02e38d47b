"""Rows that are to be doubted: for what their cells have, and beside the other rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.unlikely import (
    ends_in_sums,
    has_lone_number,
    has_sentence,
    is_unlikely,
)
from planparse.extract.dumps.words.contents import AGENCY, Kind
from planparse.extract.numbering import Label, follows
from planparse.knowledge import Knowledge

# So many rows name an agency that leads where each of a table is meant to.
NEARLY_ALL = 0.8
# In so many rows coordinates who may do so in another one, too.
SEVERAL = 2


def doubt_rows(
    rows: Sequence[TextRow],
    kinds: Sequence[Kind | None],
    knowledge: Knowledge,
    placed: bool = False,
) -> Iterator[TextRow]:
    """The rows; doubted are those whose cells are unlikely, or unlikely beside each other. In a
    dump that keeps its columns these have `placed` the cells, whether names in them are known or
    not."""
    counted = list(_find_counted_titles(rows))
    for index, row in enumerate(rows):
        lines = [list(_lines_of(row, column)) for column in range(len(kinds))]
        cells = [row.cell(column) for column in range(len(kinds))]
        if row.is_title:
            aside = any(has_lone_number(each) or any(map(ends_in_sums, each)) for each in lines)
            doubted = counted[index] or aside
        else:
            cut = () if placed or len(row.pieces) == 1 else zip(cells, kinds, strict=True)
            doubted = is_unlikely(cells, kinds, knowledge, lines, placed) or any(
                kind in AGENCY and has_sentence(cell, knowledge) for cell, kind in cut
            )
        yield row.doubted if doubted else row


def _find_counted_titles(rows: Sequence[TextRow]) -> Iterator[bool]:
    """Whether each row is a title that is counted as the row with cells before it: its own cells
    may be merged, or it is an item of that row."""
    last: dict[str, Label] = {}
    for row in rows:
        labels = row.start.labels if row.start else ()
        goes_on = any(x.style in last and follows(x, last[x.style]) for x in labels)
        yield row.is_title and goes_on
        for label in labels:
            if goes_on or not row.is_title:
                last[label.style] = label
            else:
                last.pop(label.style, None)


def doubt_unled(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those without an agency that leads where nearly all have one: theirs
    may be a cell merged over rows, which a dump with columns shows beside one of them."""
    lead = kinds.index("lead") if "lead" in kinds else None
    led = [lead is None or bool(row.cell(lead)) for row in rows]
    usual = sum(led) >= NEARLY_ALL * sum(not row.is_title for row in rows)
    for row, has_lead in zip(rows, led, strict=True):
        yield row.doubted if usual and not has_lead and not row.is_title else row


def doubt_swapped(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those in which nobody coordinates, as in most somebody does, and leads
    who coordinates in others, and leads in none of these: in a dump without columns theirs may be
    the other cell."""
    if not {"lead", "coordinating"} <= set(kinds):
        yield from rows
        return
    lead, coordinating = (kinds.index(kind) for kind in ("lead", "coordinating"))
    pairs = [(tuple(row.cell(lead)), tuple(row.cell(coordinating))) for row in rows]
    leads = {first for first, other in pairs if other}
    others = Counter(other for _, other in pairs if other)
    usual = 2 * others.total() > sum(not row.is_title for row in rows)
    for row, (first, other) in zip(rows, pairs, strict=True):
        swapped = usual and not other and others[first] >= SEVERAL and first not in leads
        yield row.doubted if swapped else row


def _lines_of(row: TextRow, column: int) -> Iterator[tuple[str, ...]]:
    for piece in range(len(row.pieces)):
        for _, line in groupby(row.words(column, piece), key=lambda word: word.baseline):
            yield tuple(word.text for word in line)
