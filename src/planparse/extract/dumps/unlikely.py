"""What makes a row unlikely: what its cells have beside each other, however well it fits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse import regex
from planparse.extract.dumps.agency_lists import is_of_form, is_torn_list
from planparse.extract.dumps.beyond import (
    WHOLE_NAME,
    Texts,
    goes_beyond,
    goes_beyond_names,
    has_items_in_two,
    has_name_inside,
    has_two_times,
    has_unmarked_item,
)
from planparse.extract.dumps.page_numbers import may_be_of_page
from planparse.extract.dumps.words.contents import (
    AGENCY,
    NAMING,
    TEXT,
    Kind,
    is_figure,
    is_whole,
    lacks_lead,
)
from planparse.extract.dumps.words.known import begins, breaks_off
from planparse.extract.dumps.words.names import begins_name
from planparse.extract.dumps.words.units import LONGEST
from planparse.extract.dumps.words.values import (
    begins_in_range,
    ends_behind_stop,
    ends_in_unit,
    ends_in_value,
    has_two_figures,
    is_double,
)
from planparse.knowledge import Knowledge
from planparse.text import starts_lower

# Cells of these kinds hardly ever begin with a small letter.
_SHORT = NAMING | {"timeline"}
# What stands in brackets goes on with a text above: "(trừ hồ sơ mật)"; a number may: "(1)".
_IN_BRACKETS = regex.compile(r"\(\p{L}{2}")
# A mark that was set apart from its letter stays apart, or makes a letter that no word here has.
_STRANGE_LETTER = regex.compile(r"\p{M}|[îÎûÛẑẐ]")
# Cells of names: of agencies and of acts.
_NAMED = AGENCY | {"legal_basis"}
# Cells that may be a time.
_TIMED = {"timeline", "year"}
# The number of a title, or of a row.
_NUMERAL = regex.compile(r"(?=[IVX]{2})X{0,2}(IX|IV|V?I{0,3})[.]?$|\d{1,2}[.]$")


@dataclass(frozen=True)
class _Row:
    """The words of each cell of a row, the lines these stand on, and the kinds of its columns."""

    cells: Sequence[Texts]
    kinds: Sequence[Kind | None]
    lines: Sequence[Sequence[Texts]] = ()

    def of(self, kinds: Collection[Kind]) -> Iterator[Texts]:
        """The cells of all columns of some kinds, empty ones too."""
        return (c for c, kind in zip(self.cells, self.kinds, strict=True) if kind in kinds)

    def beside(self, kinds: Collection[Kind]) -> Iterator[Texts]:
        """The cells of all other columns, empty ones too."""
        return (c for c, kind in zip(self.cells, self.kinds, strict=True) if kind not in kinds)

    def lacks(self, kinds: Collection[Kind]) -> bool:
        """Whether a column of some kinds has nothing here."""
        return not all(self.of(kinds))


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
    filled = [(cell, kind) for cell, kind in zip(cells, kinds, strict=True) if cell]
    lacking = len(filled) < len(cells)
    return (
        lacks_lead(cells, kinds)
        or _lacks_text(row)
        or any(_is_strange(cell, kind, placed, knowledge) for cell, kind in filled)
        or (not placed and (_has_list_in_two(row) or _has_lead_in_text(row, knowledge)))
        or _has_two_values(row, knowledge)
        or has_items_in_two(row.cells)
        or (lacking and any(map(has_unmarked_item, filter(None, row.beside(AGENCY)))))
        or _has_more(row, knowledge)
        or any(has_two_times(cell, knowledge) for cell in row.of({"timeline"}))
        or _has_agency_of_another(row, knowledge)
        or _has_time_of_another(row, knowledge)
        or _has_value_in_text(row, knowledge)
        or _has_page_number(row)
        or _has_total(row, knowledge)
        or _has_basis_for_result(row, knowledge)
    )


def _is_strange(cell: Texts, kind: Kind | None, placed: bool, knowledge: Knowledge) -> bool:
    """Whether a cell seems to have the rest of another, or not all of its own, whatever stands
    beside it."""
    if kind in _SHORT and starts_lower(cell[0]):
        return True
    if kind in AGENCY and (cell[-1].endswith(";") or is_torn_list(cell, knowledge)):
        return not (placed and is_of_form(cell, kind, knowledge))
    if _IN_BRACKETS.match(cell[0]) or (kind in TEXT and ends_behind_stop(cell, knowledge)):
        return True
    if kind not in TEXT and len(cell) > 1 and _NUMERAL.match(cell[0]) and cell[1].istitle():
        return True  # a title of rows: "XI Trồng và phục hồi rừng"
    if kind == "indicator" and (ends_in_unit(cell, knowledge) or "%" in cell[:-1]):
        return True
    if kind == "unit" and (len(cell) > LONGEST or any(map(str.isdigit, "".join(cell)))):
        return not is_whole(" ".join(cell), "unit", knowledge)
    if begins_in_range(cell) or (kind == "result" and has_two_figures(cell)):
        return True
    if kind == "timeline" and not _may_be_time(cell, knowledge):
        return True
    if kind == "legal_basis" and knowledge.cells["legal_basis_torn"].search(" ".join(cell)):
        return True
    torn = (kind == "year" and cell[-1].endswith(",")) or has_strange_letter(cell)
    return torn or "." in cell or breaks_off(cell, knowledge)


def _may_be_time(cell: Texts, knowledge: Knowledge) -> bool:
    text = " ".join(cell)
    return is_whole(text, "timeline", knowledge) or begins(text, "timeline_begin", knowledge)


def has_strange_letter(words: Texts) -> bool:
    """Whether a mark stands apart from its letter, or has gone to the wrong one."""
    return any(map(_STRANGE_LETTER.search, words))


def _lacks_text(row: _Row) -> bool:
    """Whether no word stands where a row says what is to be done: another cell has it."""
    texts = ["".join(text) for text in row.of(TEXT)]
    return bool(texts) and not any(map(str.isalpha, "".join(texts)))


def _has_list_in_two(row: _Row) -> bool:
    """Whether a list of agencies goes on in the next column of agencies."""
    pairs = pairwise(row.of(AGENCY))
    return any(cell and following and cell[-1].endswith(",") for cell, following in pairs)


def _has_lead_in_text(row: _Row, knowledge: Knowledge) -> bool:
    """Whether nobody leads, and a text has what may be the name of who does: "Hội nhập Công an
    tỉnh"."""
    lacks = any(kind in row.kinds and row.lacks({kind}) for kind in ("lead", "investor"))
    return lacks and any(has_name_inside(text, knowledge, formed=True) for text in row.of(TEXT))


def _has_agency_of_another(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a cell begins as agencies are called, or a name stands behind other words in it,
    where a column of agencies has none."""
    return row.lacks(AGENCY) and any(
        begins_name(cell, knowledge) or has_name_inside(cell, knowledge, formed=True)
        for cell in row.beside(AGENCY | TEXT)
    )


def _has_time_of_another(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a cell is a time, where the column of times has none."""
    figured = (cell for cell in row.beside(_TIMED) if any(map(str.isdigit, "".join(cell))))
    texts = (" ".join(cell) for cell in figured)
    return row.lacks({"timeline"}) and any(is_whole(text, "timeline", knowledge) for text in texts)


def _has_two_values(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a line has two figures, a cell two values where another has none, or the first word
    of the next: "Nhóm 25 Top" beside "20"."""
    values = [tuple(cell) for cell in row.of({"year"})]
    lines = (lines for lines, kind in zip(row.lines, row.kinds, strict=False) if kind == "year")
    if any(len(line) == 2 and all(map(is_figure, line)) for cell in lines for line in cell):
        return True
    if row.lacks({"year"}) and any(is_double(value, knowledge) for value in values):
        return True
    return any(
        len(value) > 1 and value[-1].istitle() and is_figure(" ".join(after[:1]))
        for value, after in pairwise(values)
    )


def _has_more(row: _Row, knowledge: Knowledge) -> bool:
    """Whether something else stands behind the whole name of an agency; behind a time, where
    another cell has nothing; or behind any agency or an act, where the last cell has."""
    lacking, ending = not all(row.cells), not row.cells[-1]
    return any(goes_beyond_names(cell, knowledge, WHOLE_NAME) for cell in row.of(AGENCY)) or any(
        goes_beyond(tuple(cell), kind, knowledge)
        for cell, kind in zip(row.cells, row.kinds, strict=True)
        if (lacking and kind == "timeline") or (ending and kind in _NAMED)
    )


def _has_value_in_text(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a line of a text ends with a value that nothing before it leads to, or a task beside
    indicators begins with one, where a cell of values is empty; or one stands behind another."""
    texts = (lines for lines, kind in zip(row.lines, row.kinds, strict=False) if kind in TEXT)
    tasks = row.of({"task"}) if "indicator" in row.kinds else ()
    lacked = row.lacks({"year"}) and (
        any(ends_in_value(tuple(line), knowledge) for lines in texts for line in lines)
        or any(begins(" ".join(task), "year_begin", knowledge) for task in tasks)
    )
    return lacked or any(
        all(map(is_figure, two)) for text in row.of(TEXT) for two in pairwise(text)
    )


def _has_page_number(row: _Row) -> bool:
    """Whether a number has a line of its own in a cell of several, or in a row where nobody leads:
    it may be that of the page."""
    unled = row.lacks({"lead"})
    return any((unled or len(lines) > 1) and has_lone_number(lines) for lines in row.lines)


def _has_basis_for_result(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a legal basis does not begin as one or has neither number nor date, where nothing is
    said to come of a row: "Quyết định của UBND tỉnh" may do so, and "01 bản đồ"."""
    bases = (" ".join(cell) for cell in row.of({"legal_basis"}) if cell)
    return row.lacks({"deliverable"}) and any(
        not any(map(str.isdigit, basis)) or not begins(basis, "legal_basis_begin", knowledge)
        for basis in bases
    )


def _has_total(row: _Row, knowledge: Knowledge) -> bool:
    """Whether a line that sums up others stands in a row that has begun before it."""
    lines = (
        " ".join(line)
        for cell, kind in zip(row.lines, row.kinds, strict=False)
        for line in cell[kind in TEXT :]
    )
    return any(line[0].isupper() and knowledge.find("total", line) for line in lines)


def has_lone_number(lines: Sequence[Texts]) -> bool:
    """Whether a number that a page may have stands alone on one of some lines."""
    return any(len(line) == 1 and may_be_of_page(line[0]) for line in lines)
