"""The words of a row piece, and what is known about each of them before any column is asked."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse import regex
from planparse.extract.dumps.words.flow import score_flow
from planparse.extract.dumps.words.forms import Forms, find_forms
from planparse.extract.dumps.words.names import find_beginning, find_names, word_key
from planparse.extract.dumps.words.units import find_units
from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.text import ends_sentence, starts_lower

# What it counts against the end of a cell that the next word goes on, in published plans.
FLOW = 0.4
# What it counts against the end of a cell that its last word never ends one; that it ends in ",",
# as hardly any does, or in ";", as now and then one does.
GOES_ON, COMMA, SEMICOLON = -8.0, -4.5, -3.0
# No wording of how cells begin has more words than this.
REACH = 6


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a row piece, which a page may have cut, and where its lines end, and some of
    them their paragraphs, too (`ended`); what is known about each word is looked up when it is
    asked for."""

    texts: tuple[str, ...]
    cut: bool
    line_ends: tuple[int, ...]
    knowledge: Knowledge
    ended: tuple[int, ...] = ()

    @cached_property
    def named(self) -> tuple[tuple[int, int], ...]:
        """The stretches that name agencies; of a piece that is cut, at the ends of its lines what
        names begin with, too."""
        ends = self.line_ends if self.cut else ()
        begun = [(find_beginning(self.texts, end, self.knowledge), end) for end in ends]
        cut = ((begin, end) for begin, end in begun if begin < end)
        return (*_find_named(self.texts, self.ended, self.knowledge), *cut)

    @cached_property
    def names(self) -> Mapping[int, tuple[str, ...]]:
        """The names by where they begin, as the keys of their words."""
        return {begin: tuple(map(word_key, self.texts[begin:end])) for begin, end in self.named}

    @cached_property
    def starts(self) -> tuple[bool, ...]:
        """Whether a name begins at each place."""
        return self._at(self.names)

    @cached_property
    def covered(self) -> tuple[bool, ...]:
        """Whether each word belongs to a name."""
        return self._at({index for stretch in self.named for index in range(*stretch)})

    @cached_property
    def inside(self) -> tuple[bool, ...]:
        """Whether a name goes on at each place."""
        goes_on = {i: i > begin for begin, end in self.named for i in range(begin, end)}
        return self._at({i for i, on in goes_on.items() if on})

    def _at(self, places: Container[int]) -> tuple[bool, ...]:
        return tuple(index in places for index in range(len(self.texts) + 1))

    @cached_property
    def forms(self) -> Forms:
        """The forms of names that no table has."""
        return find_forms(self.texts, self.covered, self.knowledge)

    @cached_property
    def twice(self) -> tuple[tuple[int, int], ...]:
        """Places where one name stands and then stands again."""
        return tuple(_find_twice(self.names))

    @cached_property
    def nexts(self) -> tuple[str, ...]:
        """What begins at each word, as far as wordings go."""
        return tuple(" ".join(self.texts[i : i + REACH]) for i in range(len(self.texts)))

    @cached_property
    def valued(self) -> tuple[bool, ...]:
        """Whether a cell of values may begin at each word."""
        return tuple(begins(text, "year_begin", self.knowledge) for text in self.nexts)

    @cached_property
    def opens(self) -> tuple[bool, ...]:
        """Whether a cell of values, of their unit or of a time may begin at each place."""
        units = find_units(self.texts, self.valued, self.knowledge)
        timed = (begins(text, "timeline_begin", self.knowledge) for text in self.nexts)
        pairs = enumerate(zip(self.valued, timed, strict=True))
        return (*(value or time or i in units for i, (value, time) in pairs), True)

    @cached_property
    def closed(self) -> tuple[bool, ...]:
        """Whether a cell of any kind may end with each word."""
        ends = {end - 1 for _, end in self.named}
        return tuple(
            i in ends or ends_sentence(text) or text[-1] in "%)0123456789"
            for i, text in enumerate(self.texts)
        )

    @cached_property
    def worded(self) -> tuple[bool, ...]:
        """Whether a cell that is none of values may begin at each word by its wording."""
        return tuple(_find_worded(self))

    @cached_property
    def headed(self) -> tuple[bool, ...]:
        """Whether what cells of some kinds begin with begins at each word, in a capital."""
        return tuple(
            text[0].isupper() and any(begins(text, name, self.knowledge) for name in _WORDED)
            for text in self.nexts
        )

    @cached_property
    def ending(self) -> tuple[float, ...]:
        """What the words around each place say against a cell ending there."""
        count = len(self.texts)
        return (0.0, *(score_end(self.texts, i + 1, self.knowledge) for i in range(count)))

    @cached_property
    def anew(self) -> tuple[bool, ...]:
        """Whether each word begins a sentence, or the item of a list, behind the end of another."""
        return tuple(
            ends_sentence(before) and not starts_lower(text)
            for before, text in zip(("", *self.texts), self.texts, strict=False)
        )


def _find_named(
    texts: tuple[str, ...], ended: Sequence[int], knowledge: Knowledge
) -> list[tuple[int, int]]:
    """The stretches that name agencies; one that is whole where a paragraph ends has none of the
    words of the next one ("Công an phường / Ban điều hành các khu phố")."""
    found = find_names(texts, knowledge)
    for place in ended:
        if texts[place][0].isupper() and any(begin < place < end for begin, end in found):
            above = find_names(texts[:place], knowledge)
            if above and above[-1][1] == place:
                rest = [end - place for end in ended if end > place]
                below = _find_named(texts[place:], rest, knowledge)
                return [*above, *((begin + place, end + place) for begin, end in below)]
    return found


def _find_worded(words: Words) -> Iterator[bool]:
    """Whether a cell may begin with a word: a capital behind the end of a name, or what cells of
    some kinds begin with, behind any end."""
    yield False
    named = {end for _, end in words.named}
    for index, (text, end) in enumerate(zip(words.nexts[1:], words.closed, strict=False), 1):
        worded = end and any(begins(text, name, words.knowledge) for name in _WORDED)
        yield worded or (index in named and text[0].isupper())


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


def score_end(texts: Sequence[str], end: int, knowledge: Knowledge) -> float:
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
        return COMMA if before.endswith(",") else SEMICOLON
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
