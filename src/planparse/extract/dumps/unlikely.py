"""Rows that are to be doubted for what they have beside each other, however well it fits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from planparse import regex
from planparse.extract.dumps.contents import (
    AGENCY,
    NAMING,
    PERSONS,
    TEXT,
    Kind,
    is_whole,
    lacks_lead,
)
from planparse.extract.dumps.forms import find_forms
from planparse.extract.dumps.names import begins_name, find_names
from planparse.extract.dumps.page_numbers import may_be_of_page
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.dumps.words import begins, breaks_off
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# So many rows name an agency that leads where each of a table is meant to.
NEARLY_ALL = 0.8
# Cells of these kinds hardly ever begin with a small letter.
_SHORT = NAMING | {"timeline"}
# What stands in brackets goes on with a text above: "(trừ hồ sơ mật)"; a number may: "(1)".
_IN_BRACKETS = regex.compile(r"\(\p{L}{2}")
# A value has at most so many words, as "trên 70%" or "5 sản phẩm" have; longer ones are sentences.
VALUE_WORDS = 3

Texts = Sequence[str]


@dataclass(frozen=True)
class _Row:
    """The words of each cell of a row, the lines these stand on, and the kinds of its columns."""

    cells: Sequence[Texts]
    kinds: Sequence[Kind | None]
    lines: Sequence[Sequence[Texts]] = ()

    def of(self, kinds: Collection[Kind]) -> Iterator[Texts]:
        """The cells of all columns of some kinds, empty ones too."""
        return (c for c, kind in zip(self.cells, self.kinds, strict=True) if kind in kinds)

    def lacks(self, kinds: Collection[Kind]) -> bool:
        """Whether a column of some kinds has nothing here."""
        return not all(self.of(kinds))


def doubt_rows(
    rows: Sequence[TextRow],
    kinds: Sequence[Kind | None],
    knowledge: Knowledge,
    placed: bool = False,
) -> Iterator[TextRow]:
    """The rows; doubted are those whose cells are unlikely, or unlikely beside each other. In a
    dump that keeps its columns these have `placed` the cells, whether names in them are known or
    not."""
    for row in rows:
        doubted = not row.is_title and is_unlikely(
            [row.texts(cell) for cell in row.reading.cells],
            kinds,
            knowledge,
            [list(_lines_of(row, column)) for column in range(len(kinds))],
            placed,
        )
        yield _doubted(row) if doubted else row


def doubt_unled(rows: Sequence[TextRow], kinds: Sequence[Kind | None]) -> Iterator[TextRow]:
    """The rows; doubted are those without an agency that leads where nearly all have one: theirs
    may be a cell merged over rows, which a dump with columns shows beside one of them."""
    lead = kinds.index("lead") if "lead" in kinds else None
    led = [lead is None or bool(row.texts(row.reading.cells[lead])) for row in rows]
    usual = sum(led) >= NEARLY_ALL * sum(not row.is_title for row in rows)
    for row, has_lead in zip(rows, led, strict=True):
        yield _doubted(row) if usual and not has_lead and not row.is_title else row


def _doubted(row: TextRow) -> TextRow:
    return replace(row, reading=replace(row.reading, margin=0.0))


def _lines_of(row: TextRow, column: int) -> Iterator[tuple[str, ...]]:
    for piece in range(len(row.pieces)):
        for _, line in groupby(row.words(column, piece), key=lambda word: word.baseline):
            yield tuple(word.text for word in line)


def is_unlikely(
    cells: Sequence[Texts],
    kinds: Sequence[Kind | None],
    knowledge: Knowledge,
    lines: Sequence[Sequence[Texts]] = (),
    placed: bool = False,
) -> bool:
    """Whether a row is to be doubted: agencies coordinate with none, nothing is to be done, or a
    cell seems to have the rest of another, or not all of its own. `lines` are the words of each
    cell line by line, as far as these are known; where columns have `placed` them, an agency need
    not be known."""
    row = _Row(cells, kinds, lines)
    filled = ((cell, kind) for cell, kind in zip(cells, kinds, strict=True) if cell)
    return (
        lacks_lead(cells, kinds)
        or _lacks_text(row)
        or any(_is_strange(cell, kind, placed, knowledge) for cell, kind in filled)
        or _has_two_values(row, knowledge)
        or _has_agency_of_another(row, knowledge)
        or _has_value_in_text(row, knowledge)
        or _has_page_number(row)
    )


def _is_strange(cell: Texts, kind: Kind | None, placed: bool, knowledge: Knowledge) -> bool:
    """Whether a cell seems to have the rest of another, or not all of its own, whatever stands
    beside it."""
    if kind in _SHORT and starts_lower(cell[0]):
        return True
    if kind in AGENCY and (cell[-1].endswith(";") or _is_torn(cell, knowledge)):
        return not (placed and _is_of_form(cell, kind, knowledge))
    if kind in TEXT and (_IN_BRACKETS.match(cell[0]) or _ends_behind_stop(cell, knowledge)):
        return True
    return "." in cell or breaks_off(cell, knowledge)


def _lacks_text(row: _Row) -> bool:
    """Whether nothing stands where a row says what is to be done: another cell has it."""
    texts = list(row.of(TEXT))
    return bool(texts) and not any(texts)


def _is_of_form(cell: Texts, kind: Kind | None, knowledge: Knowledge) -> bool:
    """Whether all of a cell has the form of a name that no table has, or it may be a person."""
    if cell[-1].endswith(";") or find_names(cell, knowledge):
        return False
    formed = find_forms(cell, [False] * len(cell), knowledge).words
    return kind in PERSONS or len(formed) == len(cell)


def _is_torn(cell: Texts, knowledge: Knowledge) -> bool:
    """Whether a list of agencies names none, or one in the middle of other words: "Văn hóa, Thể
    Công an tỉnh thao và Du lịch" has the lines of two cells."""
    names = find_names(cell, knowledge)
    ends = {end for _, end in names}
    inner = ((cell[at - 1], cell[at]) for at, _ in names if at and at not in ends)
    return not names or any(
        before[-1].isalpha()
        and first[0].isupper()
        and not begins(before, "agency_word", knowledge)  # "và Công an tỉnh"
        for before, first in inner
    )


def _has_agency_of_another(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a cell begins as agencies are called, where a column of agencies has none."""
    others = (c for c, kind in zip(row.cells, row.kinds, strict=True) if kind not in AGENCY | TEXT)
    return row.lacks(AGENCY) and any(begins_name(cell, knowledge) for cell in others)


def _has_two_values(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a cell has two values where another has none."""
    return row.lacks({"year"}) and any(_is_double(tuple(c), knowledge) for c in row.of({"year"}))


@lru_cache(maxsize=20_000)
def _is_double(cell: tuple[str, ...], knowledge: Knowledge) -> bool:
    if len(cell) > 2 * VALUE_WORDS:
        return False
    is_one = is_whole(" ".join(cell), "year", knowledge)
    return any(
        is_whole(" ".join(cell[:cut]), "year", knowledge)
        and is_whole(" ".join(cell[cut:]), "year", knowledge)
        for cut in range(1, len(cell))
        if not is_one or cell[cut][0].isupper()  # no unit: "01 mô hình Thường xuyên"
    )


def _has_value_in_text(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a line of a text ends with a value that nothing before it leads to, where a cell of
    values is empty."""
    texts = (lines for lines, kind in zip(row.lines, row.kinds, strict=False) if kind in TEXT)
    return row.lacks({"year"}) and any(
        _ends_in_value(tuple(line), knowledge) for lines in texts for line in lines
    )


def _has_page_number(row: _Row) -> bool:
    """Whether a number has a line of its own in a cell of several, or in a row where nobody leads:
    it may be that of the page."""
    unled = row.lacks({"lead"})
    return any(
        (unled or len(lines) > 1) and any(len(x) == 1 and may_be_of_page(x[0]) for x in lines)
        for lines in row.lines
    )


def _ends_in_value(line: tuple[str, ...], knowledge: Knowledge) -> bool:
    ends = ((before, end) for before, end in _ends_of(line) if before)
    return any(
        is_whole(" ".join(end), "year", knowledge)
        and (
            (end[0][0] in "<>≥≤0123456789" and not breaks_off(before, knowledge))
            or (end[0][0].isupper() and not ends_sentence(before[-1]))  # "của Thường xuyên"
        )
        for before, end in ends
    )


def _ends_behind_stop(cell: Texts, knowledge: Knowledge) -> bool:
    """Whether a cell ends with a value behind a full stop."""
    return any(
        ends_sentence(before[-1]) and is_whole(" ".join(end), "year", knowledge)
        for before, end in _ends_of(tuple(cell))
    )


def _ends_of(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What a value at the end may be, and what stands before it."""
    places = range(max(1, len(words) - VALUE_WORDS), len(words))
    return ((words[:place], words[place:]) for place in places)
