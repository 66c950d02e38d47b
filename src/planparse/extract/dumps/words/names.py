"""Where agencies are named in a row of words: the strongest evidence for a column of agencies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from planparse import regex
from planparse.knowledge import DEPARTMENT, Group, Knowledge, NamedBody, Wording

# "{Tỉnh ủy}" is called so where no place is named; "{name}" is a place.
_CALLED = regex.compile(r"{(\p{Lu}[^}]*)}")
_TEMPLATE = regex.compile(r"\s*{[^}]*}")
_STRIP = ".,;:()“”\"'"
# A name is no longer than this, words; the text that a collective is looked for in, characters.
MAX_WORDS = 16
MAX_TEXT = 160
# Shorter abbreviations mean too much.
SHORTEST = 4
# The place behind a name has at most so many words.
MAX_PLACE = 5


@dataclass(frozen=True)
class Names:
    """The words of all known names, how many words names with a first word have (longest first),
    first words of collectives, every word that names are made of, what is the beginning of a name
    and none itself, and the places that may stand behind one.
    """

    known: frozenset[tuple[str, ...]] = frozenset()
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    group_firsts: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    beginnings: frozenset[tuple[str, ...]] = frozenset()
    places: frozenset[tuple[str, ...]] = frozenset()


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """A word as names are compared by: no capitals, no punctuation around it."""
    return word.casefold().strip(_STRIP)


@lru_cache(maxsize=4)
def build_names(knowledge: Knowledge) -> Names:
    """All agencies planparse knows, with the kinds of places left out."""
    shorts = {m: short for short, m in knowledge.abbreviations.items() if len(short) >= SHORTEST}
    spelt = [each for name in _spellings(knowledge) for each in (name, _shorten(name, shorts))]
    names = {key for name in spelt if (key := tuple(map(word_key, name.split())))}
    lengths: dict[str, set[int]] = {}
    for key in names:
        lengths.setdefault(key[0], set()).add(len(key))
    firsts = (
        word_key(example.split()[0])
        for wording in _forms(knowledge)
        for example in wording.examples
    )
    vocabulary = frozenset(word for name in names for word in name)
    collectives = {
        tuple(map(word_key, example.split()))
        for wording in knowledge.groups
        for example in wording.examples
    }
    begun = names | collectives
    beginnings = {name[:end] for name in begun for end in range(2, len(name))} - begun
    longest_first = {first: tuple(sorted(each, reverse=True)) for first, each in lengths.items()}
    provinces = {tuple(map(word_key, province.name.split())) for province in knowledge.provinces}
    return Names(
        frozenset(names),
        longest_first,
        frozenset(firsts),
        vocabulary,
        frozenset(beginnings),
        frozenset({tuple(each.split()) for each in knowledge.name_words["place"]} | provinces),
    )


def _shorten(name: str, shorts: Mapping[str, str]) -> str:
    """A name with the abbreviations of its parts: "Văn phòng HĐND và UBND"."""
    for meaning, short in shorts.items():
        name = name.replace(meaning, short)
    return name


def _forms(knowledge: Knowledge) -> tuple[Group | NamedBody | Wording, ...]:
    """Collectives, and the forms of names that no table has."""
    return (*knowledge.groups, *knowledge.named_bodies, knowledge.patterns["unit_name"])


def _spellings(knowledge: Knowledge) -> Iterator[str]:
    """Names and aliases as they may be printed."""
    for agency in knowledge.agencies:
        for name in (agency.name, *agency.aliases):
            bare = _TEMPLATE.sub("", _CALLED.sub(r"\1", name)).strip()
            if "{" in agency.name and " " not in bare and not bare.isupper():
                # "Báo {name}": its first word alone begins other words, too ("Báo cáo").
                yield from (f"{bare} {province.name}" for province in knowledge.provinces)
            elif " " in bare or len(bare) > 2:
                yield bare
            if bare.startswith(f"{DEPARTMENT} "):
                yield f"{bare} tỉnh"
    committees = knowledge.name_words["committee"]
    for district in knowledge.districts:
        for head in committees:
            yield f"{head} {district.kind} {district.name}"
            yield f"{head} {_SHORT.get(district.kind, district.kind)} {district.name}"
    for kind in knowledge.name_words["level"]:
        yield from (f"{head} {kind}" for head in committees)
        yield f"Văn phòng {committees[0]} {kind}"


_SHORT = {"thành phố": "tp", "thị xã": "tx"}


def find_names(
    words: Sequence[str], knowledge: Knowledge, before: int | None = None
) -> list[tuple[int, int]]:
    """The stretches of words that name an agency or collective, from left to right, the longest;
    those that begin `before` a place."""
    names = build_names(knowledge)
    keys = [word_key(word) for word in words]
    found: list[tuple[int, int]] = []
    at, limit = 0, len(words) if before is None else before
    while at < limit:
        end = at
        if not _is_inside(words, at):
            end = _with_place(words, keys, at, _known_end(keys, at, names), names)
            end = max(end, _group_end(words, keys, at, names, knowledge))
        if end > at:
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _is_inside(words: Sequence[str], at: int) -> bool:
    """Whether a word in small letters goes on with one in capitals: "Chi cục", "Tổng cục"."""
    before = words[at - 1] if at else ""
    return before[:1].isupper() and before[-1:].isalpha() and words[at][0].islower()


def may_begin(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is the first one of any name."""
    names, key = build_names(knowledge), word_key(word)
    return key in names.lengths or key in names.group_firsts


def _known_end(keys: Sequence[str], at: int, names: Names) -> int:
    ends = (at + length for length in names.lengths.get(keys[at], ()))
    return next(
        (end for end in ends if end <= len(keys) and tuple(keys[at:end]) in names.known), at
    )


def begins_name(words: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether the first words, two or more, are a name or how one begins."""
    names = build_names(knowledge)
    keys = tuple(map(word_key, words[:MAX_WORDS]))
    starts = (keys[:end] for end in range(2, len(keys) + 1))
    return any(start in names.known or start in names.beginnings for start in starts)


def find_beginning(words: Sequence[str], end: int, knowledge: Knowledge) -> int:
    """Where the beginning of a name begins that ends before a place; the place when there is
    none."""
    beginnings = build_names(knowledge).beginnings
    keys = tuple(map(word_key, words[max(0, end - MAX_WORDS) : end]))
    return next((end - n for n in range(len(keys), 1, -1) if keys[-n:] in beginnings), end)


def _with_place(words: Sequence[str], keys: Sequence[str], at: int, end: int, names: Names) -> int:
    """Where a name ends with the place behind it."""
    if end == at or words[end - 1][-1] in _STRIP:
        return end
    longest = min(end + MAX_PLACE, len(keys))
    return next((i for i in range(longest, end, -1) if tuple(keys[end:i]) in names.places), end)


def _group_end(
    words: Sequence[str], keys: Sequence[str], at: int, names: Names, knowledge: Knowledge
) -> int:
    """Where the longest collective or form of a name that begins here ends."""
    if keys[at] not in names.group_firsts:
        return at
    end = at + _longest(_until_figure(words[at : at + MAX_WORDS]), knowledge)
    return next(
        (i for i in range(at + 2, end) if _cuts(words, keys, (at, i), names, knowledge)), end
    )


def _until_figure(words: Sequence[str]) -> str:
    """The words before a sentence ends or a figure stands: no name goes on there."""
    end = next((i for i, w in enumerate(words) if w[0] in "<>≥≤" or w.endswith("%")), len(words))
    stop = next((i + 1 for i, w in enumerate(words[:end]) if w.endswith((".", ";"))), end)
    return " ".join(words[:stop])[:MAX_TEXT]


def _cuts(
    words: Sequence[str],
    keys: Sequence[str],
    stretch: tuple[int, int],
    names: Names,
    knowledge: Knowledge,
) -> bool:
    """Whether a name of its own begins behind a stretch, in the middle of what has the form of
    one: a known name, or any behind words that are a name by themselves."""
    start, at = stretch
    if (
        not words[at][0].isupper()
        or keys[at - 1] in knowledge.name_words["link"]
        or not keys[at - 1]
    ):
        return False
    if _known_end(keys, at, names) > at + 1:
        return True
    rest = " ".join(words[at : at + MAX_WORDS])[:MAX_TEXT]
    if keys[at] not in names.group_firsts or _longest(rest, knowledge) < 2:
        return False
    known = _with_place(words[:at], keys[:at], start, _known_end(keys[:at], start, names), names)
    return max(known, start + _longest(" ".join(words[start:at]), knowledge)) == at


@lru_cache(maxsize=8192)
def _longest(text: str, knowledge: Knowledge) -> int:
    """How many words the longest collective or form of a name at the start of a text takes.

    In running text only what is called so in lower case, too, is one.
    """
    first = text.split(maxsplit=1)[0]
    capital = text[0].isupper() or first in knowledge.name_words["plural"]
    ends = [
        match.end()
        for wording, is_small in _forms_beginning(first, knowledge)
        if (capital or is_small) and (match := wording.search(text))
    ]
    return len(text[: max(ends, default=0)].split())


@lru_cache(maxsize=1024)
def _forms_beginning(
    first: str, knowledge: Knowledge
) -> tuple[tuple[Group | NamedBody | Wording, bool], ...]:
    """Collectives and forms of names that may begin with a word, and whether they are also written
    in small letters."""
    return tuple(
        (each, any(x[0].islower() for x in each.examples))
        for each in _forms(knowledge)
        if each.may_follow(first)
    )
