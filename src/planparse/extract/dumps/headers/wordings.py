"""The header of a table in a dump that keeps its columns, read by what headings are called.

Where headings are set close, or a second line of the header has been moved, no place parts them;
then the words are taken that together make headings of known wording.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planparse.extract.dumps.headers.headings import Heading, is_again, to_heading
from planparse.extract.dumps.headers.levels import join_reached
from planparse.extract.dumps.lines import TextLine, column_of, end_of, spaces_before
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import starts_lower

# The words of a line of a heading stand at most so many characters beside those above it, and at
# most so many lines below; its first word is one of the first so many that stand right there.
ASIDE, BELOW, FIRST = 3, 3, 2
# A heading of known wording has at most so many words, a header at most so many.
LONGEST, MOST = 6, 40
# What a heading of known wording is worth, one more of a field that has one, one that begins in the
# middle, a word that is in none, and each character by which one stands beside the words above it.
FOUND, TWICE, MIDDLE, LEFT_OVER, MOVED = 3.0, -4.0, -2.5, -1.5, -0.05
# So many ways to take the first words are followed.
WAYS = 64


@dataclass(frozen=True)
class _Find:
    """A heading of known wording: the places of its words, and how far these are moved."""

    places: tuple[int, ...]
    heading: Heading
    moved: int


@dataclass(frozen=True)
class _Way:
    """Headings that take the first words of a header, and which of its words they have."""

    worth: float
    headings: tuple[Heading, ...]
    taken: frozenset[int]


def find_wordings(lines: Sequence[TextLine], knowledge: Knowledge) -> list[Heading]:
    """The headings that the words of the lines make, from left to right; words that are in none of
    known wording are headings of their own. A header of too many words has none."""
    words = [word for line in lines for word in line.words]
    if len(words) > MOST:
        return []
    finds = [list(_finds_from(words, index, knowledge)) for index in range(len(words))]
    ways = [_Way(0.0, (), frozenset())]
    for index, here in enumerate(finds):
        alone = _Find((index,), Heading((words[index],), None), 0)
        best: dict[frozenset[int], _Way] = {}
        for way in ways:
            more = [way] if index in way.taken else [_add(way, find) for find in (alone, *here)]
            for each in filter(None, more):
                if each.taken not in best or best[each.taken].worth < each.worth:
                    best[each.taken] = each
        ways = sorted(best.values(), key=lambda way: -way.worth)[:WAYS]
    found = sorted(ways[0].headings, key=lambda heading: heading.words[-1].box.x0)
    return _span_years(list(join_reached(found, knowledge)))


def _add(way: _Way, find: _Find) -> _Way | None:
    """The way with one more heading, unless its words are taken."""
    if not way.taken.isdisjoint(find.places):
        return None
    role = find.heading.role
    worth = way.worth + (FOUND + MOVED * find.moved if role else LEFT_OVER)
    worth += MIDDLE * (role is not None and starts_lower(find.heading.text))
    if find.heading.is_single:
        worth += TWICE * is_again(find.heading, way.headings)
    return _Way(worth, (*way.headings, find.heading), way.taken | set(find.places))


def _finds_from(words: Sequence[Word], index: int, knowledge: Knowledge) -> Iterator[_Find]:
    """The headings of known wording that begin with a word."""
    rows = [place for place, _ in groupby(words, key=lambda word: word.baseline)]
    rank = {baseline: i for i, baseline in enumerate(rows)}
    stack: list[tuple[tuple[int, ...], int]] = [((index,), 0)]
    while stack:
        places, moved = stack.pop()
        heading = to_heading(tuple(words[i] for i in places), knowledge)
        if heading.role is not None:
            yield _Find(places, heading, moved)
        if len(places) < LONGEST:
            stack += [
                ((*places, i), moved + aside) for i, aside in _next_words(words, places, rank)
            ]


def _next_words(
    words: Sequence[Word], places: Sequence[int], rank: dict[float, int]
) -> Iterator[tuple[int, int]]:
    """The words with which a heading may go on, and how far beside it they stand: the next one of
    its line, or one of the first below it on a line below."""
    last = words[places[-1]]
    left = min(column_of(words[i]) for i in places)
    right = max(end_of(words[i]) for i in places)
    seen = Counter({last.baseline: FIRST})
    for i in range(places[-1] + 1, len(words)):
        word = words[i]
        if rank[word.baseline] > rank[last.baseline] + BELOW:
            return
        same_line = word.baseline == last.baseline
        if same_line and i == places[-1] + 1 and spaces_before(last, word) == 1:
            yield i, 0
        aside = max(0, column_of(word) - right, left - column_of(word) - len(word.text))
        if seen[word.baseline] < FIRST and aside <= ASIDE:
            seen[word.baseline] += not aside
            yield i, aside


def _span_years(headings: list[Heading]) -> list[Heading]:
    """The headings of columns: one above years that is none of a column spans them."""
    years = [i for i, heading in enumerate(headings) if heading.kind == "year"]
    if not years:
        return headings
    texts = [i for i, h in enumerate(headings) if h.field == "text"]
    first = headings[years[0]]
    for i in (years[0] - 1, years[0] + 1):
        if not 0 < i < len(headings) or headings[i].words[-1].baseline >= first.words[0].baseline:
            continue
        if i in texts[1:] or headings[i].role is None:
            spanned = Heading(headings[i].words + first.words, first.role)
            headings = [spanned if h is first else h for h in headings]
            return headings[:i] + headings[i + 1 :]
    return headings
