"""Rows that are to be doubted: for what their cells have, and beside the other rows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

from planparse import regex
from planparse.extract.dumps.across import ends_in_number, leads_to_value, lines_across
from planparse.extract.dumps.agency_lists import has_sentence
from planparse.extract.dumps.headers.headings import heading_role
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.unlikely import (
    has_lone_number,
    has_strange_letter,
    is_unlikely,
)
from planparse.extract.dumps.words.contents import AGENCY, FIGURED, TEXT, Kind
from planparse.extract.dumps.words.known import BULLETS
from planparse.extract.dumps.words.values import ends_in_sums
from planparse.extract.numbering import Label, follows
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# A word and a full stop; shorter ones may be abbreviated.
_STOP = regex.compile(r"\p{Ll}{3}\.$")
# So many rows name an agency that leads where each of a table is meant to; where so many have more
# than a text, each is meant to.
NEARLY_ALL, SOME = 0.8, 1 / 3
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
            texts = [text for piece in row.pieces for text in piece.texts]
            strange = has_strange_letter(texts) or _names_columns(texts, knowledge)
            doubted = counted[index] or aside or strange
        else:
            cut = len(row.pieces) > 1
            names = () if placed else (c for c, k in zip(cells, kinds, strict=True) if k in AGENCY)
            doubted = (
                is_unlikely(cells, kinds, knowledge, lines, placed)
                or any(has_sentence(cell, knowledge, behind_name=not cut) for cell in names)
                or (placed and _is_torn(row, kinds, knowledge))
                or any(map(_goes_on_behind_stop, cells))
            )
        yield row.doubted if doubted else row


def _is_torn(row: TextRow, kinds: Sequence[Kind | None], knowledge: Knowledge) -> bool:
    """Whether a line of a row seems to have a page number, or a figure of another cell."""
    pieces = list(lines_across(row, len(kinds)))
    return any(map(ends_in_number, pieces)) or any(
        leads_to_value(lines, kinds, knowledge) for lines in pieces
    )


def _goes_on_behind_stop(cell: Sequence[str]) -> bool:
    """Whether a cell goes on in small letters behind a full stop: with the rest of another one."""
    return any(_STOP.search(before) and starts_lower(after) for before, after in pairwise(cell))


def _names_columns(texts: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether every word of a title is a heading: it may be the last line of the header."""
    return len(texts) > 1 and all(heading_role(text, knowledge) for text in texts)


def _find_counted_titles(rows: Sequence[TextRow]) -> Iterator[bool]:
    """Whether each row is a title that is counted as the row with cells before it, or the one after
    it: its own cells may be merged, or it is an item of that row."""
    before = _goes_on_with_rows(rows, follows)
    after = _goes_on_with_rows(rows[::-1], lambda label, below: follows(below, label))[::-1]
    return (a or b for a, b in zip(before, after, strict=True))


def _goes_on_with_rows(
    rows: Sequence[TextRow], follow: Callable[[Label, Label], bool]
) -> list[bool]:
    """Whether each row is a title that follows the last row with cells, by its number."""
    last: dict[str, Label] = {}
    found = []
    for row in rows:
        labels = row.start.labels if row.start else ()
        goes_on = any(x.style in last and follow(x, last[x.style]) for x in labels)
        found.append(row.is_title and goes_on)
        for label in labels:
            if goes_on or not row.is_title:
                last[label.style] = label
            else:
                last.pop(label.style, None)
    return found


def doubt_unled(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those without an agency that leads where nearly all have one: theirs
    may be a cell merged over rows, which a dump with columns shows beside one of them."""
    lead = kinds.index("lead") if "lead" in kinds else None
    led = [lead is None or bool(row.cell(lead)) for row in rows]
    usual = sum(led) >= NEARLY_ALL * sum(not row.is_title for row in rows)
    for row, has_lead in zip(rows, led, strict=True):
        yield row.doubted if usual and not has_lead and not row.is_title else row


def doubt_begun(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those whose text begins in the middle of one, where most others do not,
    or that have no word behind their number, and the rows above them, which may have what is
    missing."""
    text = next((i for i, kind in enumerate(kinds) if kind in TEXT), 0)
    cells = [row.cell(text) for row in rows]
    inner = [bool(cell) and (starts_lower(cell[0]) or cell[0] in BULLETS) for cell in cells]
    usual = 2 * sum(inner) < len(rows) - cells.count([])
    lost = [not any(piece.count for piece in row.pieces) for row in rows]
    torn = [bare or (usual and begun) for bare, begun in zip(lost, inner, strict=True)]
    for row, here, below in zip(rows, torn, [*torn, False][1:], strict=True):
        yield row.doubted if here or below else row


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


def doubt_joined(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows of a dump without columns; doubted are those with a cell that is two cells of other
    rows, one behind the other, beside an empty one: "sử dụng Theo dõi"."""
    table = [[tuple(row.cell(i)) for i in range(len(kinds))] for row in rows]
    known = [set(filter(None, cells)) for cells in zip(*table, strict=True)]
    for row, cells in zip(rows, table, strict=True):
        joined = any(
            _is_two(cells[left] or cells[right], known[left], known[right])
            for left, right in pairwise(range(len(kinds)))
            if not (cells[left] and cells[right])
        )
        yield row.doubted if joined and not row.is_title else row


def _is_two(
    cell: tuple[str, ...],
    left: Collection[tuple[str, ...]],
    right: Collection[tuple[str, ...]],
) -> bool:
    return any(cell[:cut] in left and cell[cut:] in right for cut in range(1, len(cell)))


def doubt_shifted(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows of a dump without columns; doubted are those with something in some but not in all
    of the columns of figures beside each other: which are empty is not told. Of years alone the
    search knows it."""
    runs = [
        [index for index, _ in run]
        for figured, run in groupby(enumerate(kinds), key=lambda each: each[1] in FIGURED)
        if figured
    ]
    mixed = [run for run in runs if any(kinds[index] != "year" for index in run)]
    for row in rows:
        filled = [{bool(row.cell(index)) for index in run} for run in mixed]
        yield row.doubted if any(len(each) > 1 for each in filled) else row


def doubt_bare(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those of which nothing but the text is known, where most have more: a
    title is one of them, or their cells are merged or lost."""
    others = [i for i, kind in enumerate(kinds) if kind not in TEXT]
    full = [any(row.cell(i) for i in others) for row in rows]
    usual = sum(full) > SOME * sum(not row.is_title for row in rows)
    for row, has_more in zip(rows, full, strict=True):
        yield row.doubted if usual and not has_more and not row.is_title else row


def doubt_lacking(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows of a dump without columns; doubted is one with nothing in a column in which every
    other has something: what it has may have been taken for that of another column."""
    whole = [row for row in rows if not row.is_title]
    empty = [[row for row in whole if not row.cell(i)] for i in range(len(kinds))]
    lacking = [rows[0] for rows in empty if len(rows) == 1 and len(whole) > SEVERAL]
    for row in rows:
        yield row.doubted if any(row is each for each in lacking) else row


def doubt_shared(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows of a dump without columns; doubted is one above items of its own that names agencies
    in one of two columns: they may lead all items, or coordinate in them."""
    columns = [i for i, kind in enumerate(kinds) if kind in ("lead", "coordinating")]
    for row, below in zip_longest(rows, rows[1:]):
        labels = below.start.labels if below and below.start else ()
        items = any(label.style == "letter" and label.is_first for label in labels)
        named = sum(bool(row.cell(i)) for i in columns)
        yield row.doubted if items and len(columns) == 2 and named == 1 else row


def doubt_end(rows: Sequence[TextRow]) -> Iterator[TextRow]:
    """The rows; doubted is the last one if it ends as sentences do, and no other does: a dump
    without columns does not show where the text below a table begins."""
    stops = [ends_sentence(row.pieces[-1].texts[-1]) for row in rows if row.pieces[-1].texts]
    alone = stops[-1:] == [True] and sum(stops) == 1
    yield from rows[:-1]
    yield from (row.doubted if alone else row for row in rows[-1:])


def _lines_of(row: TextRow, column: int) -> Iterator[tuple[str, ...]]:
    for piece in range(len(row.pieces)):
        for _, line in groupby(row.words(column, piece), key=lambda word: word.baseline):
            yield tuple(word.text for word in line)
