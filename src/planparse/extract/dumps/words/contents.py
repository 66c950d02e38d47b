"""What speaks for a word being in a column, and for a cell beginning with it.

All scores are sums of what is seen, like the logarithm of odds; the weights are set once, by hand,
and none is fitted to a document. What differs from document to document is measured in it:
`Habits`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from planparse import regex
from planparse.extract.dumps.words.known import DASHES, Words, begins
from planparse.extract.dumps.words.names import build_names, word_key
from planparse.extract.dumps.words.units import is_unit, unit_words
from planparse.knowledge import Knowledge, Wording
from planparse.text import ends_sentence, starts_lower

Kind = str
TEXT = {"task", "indicator"}
AGENCY = {"lead", "coordinating", "submitter", "monitoring", "approver", "leader", "investor"}
# Columns of agencies that name persons, too, by whatever title and name.
PERSONS = {"monitoring", "leader"}
NAMING = AGENCY | {"year"}
# Columns of figures.
FIGURED = {"year", "result", "comparison", "funding", "total"}
# A word in a column of agencies: of a known name, between names, of a name that a page break may
# have cut, or of none.
NAMED, BETWEEN, OF_NAMES, STRANGE = 0.7, -0.1, -0.2, -1.0
# One that has the form of a name; how a cell begins with such.
FORMED, BEGINS_FORMED = 0.2, 1.0
# A name elsewhere, a word that is not what a column of values or documents holds.
ELSEWHERE, UNUSUAL, VALUE_WORD = -0.1, -0.7, -0.25
# A number or a date where agencies are named; agencies where values stand, which then has a list
# of them.
FIGURE, LISTED, NO_LIST = -4.0, -1.5, -8.0
# A cell without a full stop, where all have one.
NO_STOP = -3.0
# A cell that begins on the last line of one of several lines, until the table has taught how often.
ASIDE = -3.0
# A list that ends in the middle of a name.
UNFINISHED = -2.5
# A name that stands in one list twice.
TWICE = -3.0
# A whole cell of known wording, and each word of it.
WHOLE, WHOLE_WORD = 2.5, 0.6
# A cell of known wording has at most so many words.
MAX_WHOLE = 24
# Each word of a cell that the table repeats, up to the worth of a whole cell.
AGAIN_WORD = 0.5
# A dash behind a figure, as in a range, where a cell of figures would begin.
IN_RANGE = -6.0
# How a cell begins: as such cells do, or not; in lower case; in a name.
BEGINS, BEGINS_NOT, LOWER_BEGIN, IN_NAME = 2.0, -1.5, -3.0, -3.0
# Two names with nothing between them are not in one list.
ABUTTING = -3.0
# Behind a figure a name in small letters may be what is counted.
COUNTED = -2.0
# A share that begins behind a finished text is the value of the next year.
NEXT_VALUE = -2.0
# An item of a list or a sentence of its own in the middle of a cell.
NEW_SENTENCE = -0.2
# A small letter behind a full stop.
TORN = -1.5


@dataclass(frozen=True, eq=False)
class Habits:
    """What a first reading of a table has taught: how wide its columns are, em, and how often each
    is empty; which share of their cells ends with a full stop; what it counts that a cell begins on
    the last line of one of several lines; and the cells that it repeats.
    """

    widths: tuple[float, ...] = ()
    empty: tuple[float, ...] = ()
    stops: tuple[float, ...] = ()
    aside: float = ASIDE
    repeated: Mapping[int, frozenset[tuple[str, ...]]] = field(default_factory=dict)


def score_word(words: Words, index: int, kind: Kind | None, knowledge: Knowledge) -> float:
    """What a word says for standing in a column of a kind."""
    text = words.texts[index]
    if kind in AGENCY:
        if words.covered[index]:
            return NAMED
        if _FIGURE.match(text) or _ACT_OR_DATE.match(text):
            return FIGURE
        if index in words.forms.words:
            return FORMED
        if kind in PERSONS or index in words.forms.tails:
            return BETWEEN
        key = word_key(text)
        if words.cut and key in build_names(knowledge).vocabulary:
            return OF_NAMES
        return BETWEEN if _belongs(text, "agency_word", knowledge) else STRANGE
    if kind == "legal_basis":
        return 0.3 if _belongs(text, "legal_basis_word", knowledge) else UNUSUAL
    if kind == "year":
        return NAMED + ELSEWHERE if words.covered[index] else VALUE_WORD
    if kind == "unit":
        return NAMED if text.casefold() in unit_words(knowledge) or "/" in text else STRANGE
    if kind == "timeline":
        return VALUE_WORD
    return ELSEWHERE if words.covered[index] else 0.0


@lru_cache(maxsize=20_000)
def _belongs(word: str, name: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.cells[name].search(word))


def score_begin(words: Words, index: int, kind: Kind | None, knowledge: Knowledge) -> float:
    """What a word says for a cell of a kind beginning with it."""
    own = _score_kind(words, index, kind, knowledge)
    score = own + IN_NAME * (index > 0 and words.inside[index]) / (
        2 if kind == "legal_basis" and own > 0 else 1
    )
    text = words.texts[index]
    if index and kind in FIGURED and text in DASHES and is_figure(words.texts[index - 1]):
        score += IN_RANGE
    if kind == "unit":
        return score
    if starts_lower(text) and kind in {"year", "timeline"}:
        score += LOWER_BEGIN / (3 if own > 0 else 1)
    elif starts_lower(text):
        score += LOWER_BEGIN / 3 if kind in AGENCY and words.starts[index] else LOWER_BEGIN
    return score


def _score_kind(words: Words, index: int, kind: Kind | None, knowledge: Knowledge) -> float:
    name = f"{'agency' if kind in AGENCY else kind}_begin"
    text = words.nexts[index]
    if kind in AGENCY:
        named = words.starts[index] or begins(text, name, knowledge)
        if not named and index in words.forms.starts:
            return BEGINS_FORMED
        return BEGINS if named else 0.0 if kind in PERSONS else BEGINS_NOT
    if name not in knowledge.cells:
        return BEGINS_NOT if index > 0 and words.starts[index] else 0.0
    return BEGINS if begins(text, name, knowledge) else BEGINS_NOT


_FIGURE = regex.compile(r"[<>≥≤]?\d+([.,]\d+)?%?$")
_STOP = regex.compile(r"\p{Ll}{2}\.$")
_ACT_OR_DATE = regex.compile(r"\d+/(\d|\p{Lu})")
_YEAR = regex.compile(r"(19|20)\d\d$")
_SHARE = regex.compile(r"[<>≥≤]?\d+([.,]\d+)?%$")


def is_figure(text: str) -> bool:
    """Whether a word is a figure or a share, and no year: "1.200", "80%"."""
    return bool(_FIGURE.match(text)) and not _YEAR.match(text)


@lru_cache(maxsize=20_000)
def is_share(text: str) -> bool:
    """Whether a word is a share: "80%"."""
    return bool(_SHARE.match(text))


def score_inner(words: Words, index: int, kind: Kind | None) -> float:
    """What a word says against standing in the middle of a cell, layout aside."""
    before = words.texts[index - 1]
    if _STOP.search(before) and starts_lower(words.texts[index]):
        return TORN
    if kind not in NAMING:
        return NEW_SENTENCE * words.anew[index]
    if words.starts[index] and words.covered[index - 1]:
        return 0.0 if before.endswith((",", ";", ".", "/", "-", ":")) else ABUTTING
    if kind == "year" and words.starts[index] and before[-1] in "%0123456789":
        return COUNTED if starts_lower(words.texts[index]) else ABUTTING
    if kind == "year" and is_share(words.texts[index]) and ends_sentence(before):
        return NEXT_VALUE
    return NEW_SENTENCE * words.anew[index]


def score_stop(text: str, column: int, habits: Habits) -> float:
    """What a cell without a full stop says where nearly all cells of its column have one."""
    if not habits.stops or text.endswith("."):
        return 0.0
    return NO_STOP * max(0.0, 2 * habits.stops[column] - 1)


def score_list(words: Words, start: int) -> float:
    """What agencies say against a cell of values that begins here, however many they are."""
    return LISTED if words.opens[start] else NO_LIST


def may_be_whole(texts: Sequence[str], kind: Kind | None, knowledge: Knowledge) -> bool:
    """Whether a text may be the beginning of a cell of known wording."""
    return _begins_whole(" ".join(texts) + " ", kind, knowledge)


@lru_cache(maxsize=100_000)
def _begins_whole(text: str, kind: Kind | None, knowledge: Knowledge) -> bool:
    whole = whole_of(kind, knowledge)
    return bool(whole and whole.may_follow(text))


@lru_cache(maxsize=100_000)
def is_whole(text: str, kind: Kind | None, knowledge: Knowledge) -> bool:
    """Whether a text is all of a cell of a kind, by its wording."""
    if kind == "unit":
        return is_unit(text, knowledge)
    whole = whole_of(kind, knowledge)
    return bool(whole and whole.search(text))


@lru_cache(maxsize=100)
def whole_of(kind: Kind | None, knowledge: Knowledge) -> Wording | None:
    """The wording of whole cells of a kind, where any is known."""
    return knowledge.cells.get(f"{kind}_whole")


def has_wholes(column: int, kind: Kind | None, habits: Habits, knowledge: Knowledge) -> bool:
    """Whether anything is known of whole cells of a column."""
    return bool(habits.repeated.get(column) or whole_of(kind, knowledge))


def score_whole(
    texts: Sequence[str], column: int, kind: Kind | None, habits: Habits, knowledge: Knowledge
) -> float:
    """What all of a cell says for its column: a known wording, or one that the table repeats."""
    score = 0.0
    known = len(texts) <= MAX_WHOLE and whole_of(kind, knowledge)
    if known and is_whole(" ".join(texts), kind, knowledge):
        score += WHOLE + WHOLE_WORD * len(texts)
    repeated = habits.repeated.get(column)
    if repeated and tuple(texts) in repeated:
        score += min(AGAIN_WORD * len(texts), WHOLE)
    return score


def lacks_lead(cells: Sequence[Sequence[str]], kinds: Sequence[Kind | None]) -> bool:
    """Whether agencies coordinate with none; `cells` are the words of each column."""
    others = any(cell for cell, kind in zip(cells, kinds, strict=True) if kind == "coordinating")
    return others and kinds.count("lead") == 1 and not cells[kinds.index("lead")]
