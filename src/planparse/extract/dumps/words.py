"""The words of a row piece, and what is known about each of them before any column is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from planparse import regex
from planparse.extract.dumps.flow import score_flow
from planparse.extract.dumps.forms import Forms, find_forms
from planparse.extract.dumps.names import find_beginning, find_names, word_key
from planparse.extract.dumps.units import find_units
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# What it counts against the end of a cell that the next word goes on, in published plans.
FLOW = 0.4
# What it counts against the end of a cell that its last word never ends one; that it ends in "," or
# ";", as now and then one does.
GOES_ON, LISTS_ON = -8.0, -2.5


@dataclass(frozen=True)
class Words:
    """The words of a row piece, and what is known about each of them.

    `names` are stretches that name agencies; `inside` says that a name goes on at a word, `starts`
    that one begins there, `covered` that it belongs to one. `opens` says that a cell of values, of
    their unit or of a time may begin at a word, `valued` that one of values may, `closed` that
    one of any kind may end with it, `worded` that one of another kind may begin behind such a word
    by its wording. `ending` is what the words around each place say against a cell ending there;
    `twice` are places where one name stands and then stands again. `forms` are those of names that
    no table has.
    """

    texts: tuple[str, ...]
    covered: tuple[bool, ...]
    starts: tuple[bool, ...]
    inside: tuple[bool, ...]
    opens: tuple[bool, ...]
    valued: tuple[bool, ...]
    worded: tuple[bool, ...]
    closed: tuple[bool, ...]
    ending: tuple[float, ...]
    twice: tuple[tuple[int, int], ...]
    cut: bool
    names: Mapping[int, tuple[str, ...]]
    forms: Forms

    @cached_property
    def anew(self) -> tuple[bool, ...]:
        """Whether each word begins a sentence, or the item of a list, behind the end of another."""
        return tuple(
            ends_sentence(before) and not starts_lower(text)
            for before, text in zip(("", *self.texts), self.texts, strict=False)
        )


def to_words(
    texts: Sequence[str], cut: bool, line_ends: Iterable[int], knowledge: Knowledge
) -> Words:
    """Look for names in a row piece; at the ends of its lines for their beginnings, if it is
    cut."""
    covered, starts, inside, closed = ([False] * (len(texts) + 1) for _ in range(4))
    names = {}
    begun = [(find_beginning(texts, end, knowledge), end) for end in line_ends if cut]
    for begin, end in (*find_names(texts, knowledge), *((b, e) for b, e in begun if b < e)):
        names[begin] = tuple(map(word_key, texts[begin:end]))
        closed[end - 1] = True
        starts[begin] = True
        for index in range(begin, end):
            covered[index] = True
            inside[index] = index > begin
    nexts = [" ".join(texts[index : index + 6]) for index in range(len(texts))]
    valued = tuple(begins(text, "year_begin", knowledge) for text in nexts)
    timed = [begins(text, "timeline_begin", knowledge) for text in nexts]
    units = find_units(texts, valued, knowledge)
    opens = (*(valued[i] or timed[i] or i in units for i in range(len(texts))), True)
    ended = tuple(
        c or ends_sentence(t) or t[-1] in "%)0123456789"
        for c, t in zip(closed, texts, strict=False)
    )
    return Words(
        texts=tuple(texts),
        covered=tuple(covered),
        starts=tuple(starts),
        inside=tuple(inside),
        opens=opens,
        valued=valued,
        worded=tuple(_find_worded(nexts, closed, ended, knowledge)),
        closed=ended,
        ending=(0.0, *(_score_end(texts, i + 1, knowledge) for i in range(len(texts)))),
        twice=tuple(_find_twice(names)),
        cut=cut,
        names=names,
        forms=find_forms(texts, covered, knowledge),
    )


def _find_worded(
    nexts: Sequence[str], closed: Sequence[bool], ended: Sequence[bool], knowledge: Knowledge
) -> Iterator[bool]:
    """Whether a cell may begin with a word: a capital behind the end of a name, or what cells of
    some kinds begin with, behind any end."""
    yield False
    for text, named, end in zip(nexts[1:], closed, ended, strict=False):
        worded = end and any(begins(text, name, knowledge) for name in _WORDED)
        yield worded or (named and text[0].isupper())


def _find_twice(names: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    last: dict[tuple[str, ...], int] = {}
    for place, name in sorted(names.items()):
        if name in last:
            yield last[name], place
        last[name] = place


@lru_cache(maxsize=50_000)
def begins(text: str, name: str, knowledge: Knowledge) -> bool:
    """Whether a text begins as the wording of a name in `cells` says."""
    return bool(knowledge.cells[name].search(text))


def _score_end(texts: Sequence[str], end: int, knowledge: Knowledge) -> float:
    """What the word before a place says against a cell ending there."""
    before = texts[end - 1]
    after = texts[end] if end < len(texts) else ""
    if _is_digital(before) and not _ACT_NUMBER.match(after):
        return 0.0
    if after[:1].isdigit() and _counts(before, knowledge):
        return GOES_ON
    if before.endswith(";") and after in BULLETS:
        return GOES_ON
    if before.endswith((",", ";")):
        return LISTS_ON
    dashed = before[-1] in DASHES or after[:1] in DASHES
    if dashed and _SPAN.search(" ".join(texts[end - 1 : end + 2])):
        return GOES_ON
    # The word alone, which has mostly been looked at before, rules most pairs out.
    if _goes_on(before, knowledge) and _goes_on(" ".join(texts[max(0, end - 2) : end]), knowledge):
        return GOES_ON
    return -FLOW * score_flow(before, after)


def breaks_off(texts: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether a text ends with a word that never ends one."""
    words = " ".join(texts[-2:])
    return not words.endswith(",") and not _is_digital(texts[-1]) and _goes_on(words, knowledge)


def _is_digital(word: str) -> bool:
    """Whether a word may say that something is digital, and no number: "chuyển đổi số"."""
    return word.casefold() == "số"


@lru_cache(maxsize=20_000)
def _goes_on(words: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.find("goes_on", words))


@lru_cache(maxsize=20_000)
def _counts(word: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.find("before_figure", word))


# "2023 -" and "2025", "2023" and "- 2025" on both sides of a place.
_SPAN = regex.compile(r"^\d+ [-–] \d|^[-–] \d|\d[-–] \d")
DASHES = ("-", "–")
# Cells of these kinds begin with words that nothing else often begins with.
_WORDED = ("deliverable_begin", "legal_basis_begin")
BULLETS = {"+", "-", "–", "•", "*"}
_ACT_NUMBER = regex.compile(r"\d+[/–-]")
