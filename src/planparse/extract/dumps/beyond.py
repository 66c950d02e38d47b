"""Cells that go on behind a whole time, agency or act, as if they had the words of another one."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from planparse import regex
from planparse.extract.dumps.words.contents import AGENCY, Kind, is_whole
from planparse.extract.dumps.words.forms import measure_form
from planparse.extract.dumps.words.known import BULLETS, begins
from planparse.extract.dumps.words.names import begins_name, find_names
from planparse.knowledge import Knowledge
from planparse.text import starts_lower

Texts = Sequence[str]

# A known name of so many words goes on with no other word in a capital.
WHOLE_NAME = 3
_FIGURES = regex.compile(r"\d+")
_DATE = regex.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$")


@lru_cache(maxsize=20_000)
def goes_beyond(cell: tuple[str, ...], kind: Kind | None, knowledge: Knowledge) -> bool:
    """Whether something else stands in a cell behind what is all of one of its kind: a time, a list
    of agencies, or acts."""
    if kind == "timeline":
        return _goes_beyond_time(cell, knowledge)
    if kind in AGENCY:
        return goes_beyond_names(cell, knowledge)
    return _goes_beyond_acts(cell, knowledge)


def _goes_beyond_time(cell: Texts, knowledge: Knowledge) -> bool:
    if is_whole(" ".join(cell), "timeline", knowledge):
        return False
    return any(
        is_whole(" ".join(cell[:cut]), "timeline", knowledge)
        and not begins(" ".join(cell[cut:]), "timeline_begin", knowledge)
        for cut in range(1, len(cell))
        if not starts_lower(cell[cut]) and cell[cut][0].isalnum()
    )


def has_two_times(cell: Texts, knowledge: Knowledge) -> bool:
    """Whether one more time begins in a cell behind a whole one of another form, and nothing joins
    them."""
    return not is_whole(" ".join(cell), "timeline", knowledge) and any(
        _begins_anew(cell, cut)
        and _FIGURES.sub("0", cell[cut]) != _FIGURES.sub("0", cell[0])
        and is_whole(" ".join(cell[:cut]), "timeline", knowledge)
        and begins(" ".join(cell[cut:]), "timeline_begin", knowledge)
        for cut in range(1, len(cell))
    )


def goes_beyond_names(cell: Texts, knowledge: Knowledge, least: int = 1) -> bool:
    """Whether a text begins behind the last agency of a list that is known, of so many words at
    `least`."""
    begin, end = max(find_names(cell, knowledge), default=(0, len(cell)))
    return end - begin >= least and _begins_anew(cell, end)


def _goes_beyond_acts(cell: Texts, knowledge: Knowledge) -> bool:
    """Whether a text begins behind the date of an act that is no other act."""
    dates = (i for i, word in enumerate(cell, 1) if _DATE.match(word))
    return any(
        _begins_anew(cell, end) and not begins(" ".join(cell[end:]), "legal_basis_begin", knowledge)
        for end in dates
    )


def has_items_in_two(cells: Sequence[Texts]) -> bool:
    """Whether the items of a cell ("- Báo cáo; - Danh mục") go on in the next one that has words:
    this begins with none, and one stands in it behind a semicolon."""
    return any(
        cell[0] in BULLETS
        and cell[-1][-1].isalnum()
        and following[0] not in BULLETS
        and any(before[-1] == ";" and word in BULLETS for before, word in pairwise(following))
        for cell, following in pairwise(cell for cell in cells if cell)
    )


def has_unmarked_item(cell: Texts) -> bool:
    """Whether an item without a mark stands among the marked ones of a cell: "- Báo cáo; Theo dõi
    - Danh mục"."""
    marks = [index for index, word in enumerate(cell) if word in BULLETS]
    return cell[0] in BULLETS and any(
        before.endswith(";") and word[0].isupper() for before, word in pairwise(cell[: marks[-1]])
    )


def has_name_inside(cell: Texts, knowledge: Knowledge, formed: bool = False) -> bool:
    """Whether a name, or what is `formed` as one, begins in a text with a capital behind a small
    letter or a number, and no word leads to it ("của Sở Y tế")."""
    return any(
        ((starts_lower(before) and before[-1].isalpha()) or before.isdecimal())
        and word.istitle()
        and not knowledge.find("goes_on", before)
        and (
            begins_name(cell[cut:], knowledge)
            or begins(" ".join(cell[cut:]), "agency_begin", knowledge)
            or (formed and measure_form(" ".join(cell[cut:]), knowledge) >= WHOLE_NAME)
        )
        for cut, (before, word) in enumerate(pairwise(cell), 1)
    )


def _begins_anew(cell: Texts, end: int) -> bool:
    """Whether a text or a figure begins behind the first words of a cell, and no stop stands before
    it."""
    first = cell[end][0] if end < len(cell) else ""
    return (first.isupper() or first.isdigit()) and cell[end - 1][-1].isalnum()
