"""Cells that name agencies: whether they seem to have the words of other cells."""

from itertools import groupby

from planparse.extract.dumps.beyond import Texts
from planparse.extract.dumps.words.contents import PERSONS, Kind
from planparse.extract.dumps.words.forms import find_forms
from planparse.extract.dumps.words.known import begins
from planparse.extract.dumps.words.names import find_names
from planparse.knowledge import Knowledge
from planparse.text import starts_lower

# So many words in small letters in a row are more than what is said of an agency.
SENTENCE = 5


def is_of_form(cell: Texts, kind: Kind | None, knowledge: Knowledge) -> bool:
    """Whether all of a cell has the form of a name that no table has, or it may be a person."""
    if cell[-1].endswith(";") or find_names(cell, knowledge):
        return False
    formed = find_forms(cell, [False] * len(cell), knowledge).words
    return kind in PERSONS or len(formed) == len(cell)


def has_sentence(cell: Texts, knowledge: Knowledge, behind_name: bool) -> bool:
    """Whether as many words as a sentence has stand in a list of agencies and are of none, or only
    right behind a proper name, "Sở Tài chính toàn, an ninh mạng kỹ năng số": "Các đơn vị" are
    told by what they do."""
    names = find_names(cell, knowledge)
    known = {i for begin, end in names for i in range(begin, end)}
    ends = {end for begin, end in names if _is_proper(cell[begin:end])}
    strange = [
        i not in known and starts_lower(word) and not begins(word, "agency_word", knowledge)
        for i, word in enumerate(cell)
    ]
    runs = (list(group) for _, group in groupby(range(len(cell)), key=strange.__getitem__))
    return any(
        strange[run[0]] and len(run) >= SENTENCE and (run[0] in ends or not behind_name)
        for run in runs
    )


def _is_proper(name: Texts) -> bool:
    """Whether a name has more than its first letter in a capital, and no stop behind it."""
    return name[-1][-1].isalpha() and any(word[0].isupper() for word in name[1:])


def is_torn_list(cell: Texts, knowledge: Knowledge) -> bool:
    """Whether a list of agencies names none, or one in the middle of other words: "Văn hóa, Thể
    Công an tỉnh thao và Du lịch" has the lines of two cells; or ends with a word twice ("tỉnh,
    tỉnh")."""
    names = find_names(cell, knowledge)
    ends = {end for _, end in names}
    inner = ((cell[at - 1], cell[at]) for at, _ in names if at and at not in ends)
    twice = cell[-2:-1] in ([f"{cell[-1]},"], [f"{cell[-1]};"])
    torn = (
        before[-1].isalpha()
        and first[0].isupper()
        and not begins(before, "agency_word", knowledge)  # "và Công an tỉnh"
        for before, first in inner
    )
    return twice or not names or any(torn)
