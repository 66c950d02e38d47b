"""Where the columns of a table meet, in a dump that keeps its columns by spaces.

The grid of such a dump is only nearly that of the page: columns are moved from page to page and by
some characters from row to row, and a full cell ends one space before the next one. So all lines of
a page, then of a row, are asked how they are parted at every place, and every word how well it
suits each column; the edges that together say most are taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from planparse.extract.dumps.grid.evidence import Mark
from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.headers.spots import NEAR, Spots
from planparse.extract.dumps.lines import column_of, end_of
from planparse.schema.layout import Word

# A cell that begins behind a wide gap; a word that stands across an edge. An edge is less likely
# the farther it is from the word behind it, up to so many characters.
BEGINS, CROSSED, CLEAR = 0.3, -1.0, 10
# Each character behind all words: an empty column at the right begins where the others end.
FAR = -0.01
# A word of a heading in the column that has this heading.
HEADED = 1.5
# Two columns are at least so many characters apart.
NARROWEST = 2
# The edges of a row are at most so many characters off those of its page; what each of these costs.
DRIFT, DRIFTED = 12, -0.4
# What each character costs by which an edge of a page is off where other pages have it, at most.
UNUSUAL, MOST_UNUSUAL = -0.7, -12.0
# Pages differ in scale by this share at most; so many that say most for their edges are asked what
# is usual, besides the first one, which has the headings.
SCALED, ASKED = 0.2, 8

NEVER = float("-inf")
Marks = Sequence[Mark]
Edges = tuple[int, ...]
Floats = NDArray[np.float64]


def find_all_edges(
    pages: Sequence[Sequence[Marks]], spots: Sequence[Spots], columns: Sequence[Heading]
) -> list[Edges]:
    """Before which character each column but the first begins, page by page; `spots` are the words
    of the headings that stand on each.

    Pages are alike but for their scale, so that all of them say where columns of one should meet:
    a page may hold hardly anything in a column.
    """
    least = [_find_least(h, [page[i] for page in spots]) for i, h in enumerate(columns)]
    width = _width([marks for page in pages for marks in page]) + sum(least)
    width += max((end_of(word) for spot in spots for each in spot for word in each), default=0)
    said = [_weigh_page(lines, here, width) for lines, here in zip(pages, spots, strict=True)]
    alone = [_find_edges(page, here, None, least) for page, here in zip(said, spots, strict=True)]
    usual = _find_usual(alone, said)
    return [
        _find_edges(page, here, _fit(usual, page)[1], least)
        for page, here in zip(said, spots, strict=True)
    ]


def _find_least(heading: Heading, spots: Iterable[Sequence[Word]]) -> int:
    """How many characters a column has at least: it is as wide as its heading, near enough."""
    wide = (max(map(end_of, s)) - min(map(column_of, s)) for s in spots if s)
    longest = max((len(word.text) for word in heading.words), default=0)
    return max(NARROWEST, longest, round((1 - SCALED) * min(wide, default=0)))


@dataclass(frozen=True)
class _Said:
    """What a page says for an edge at each place, and how much of that is `shared` with the next
    one near it; how well all its words before a place suit each column; where the heading of each
    column but the first begins, where all stand there."""

    parted: Sequence[float]
    shared: Floats
    suits: Sequence[Sequence[float]]
    headed: Sequence[int]


def _weigh_page(lines: Sequence[Marks], spots: Spots, width: int) -> _Said:
    suits = [_sum_words(lines, column, width, spot) for column, spot in enumerate(spots)]
    headed = [min(map(column_of, spot)) for spot in spots[1:]] if all(spots) else []
    return _Said(_sum_places(lines, width), _sum_shared(lines, width), suits, headed)


def _find_usual(alone: Sequence[Edges], said: Sequence[_Said]) -> tuple[Edges, _Said]:
    """The page whose edges suit all pages best, each at its own scale."""
    ranked = sorted(zip(alone, said, strict=True), key=lambda page: -_score(*page))
    asked = dict([*ranked[:ASKED], *zip(alone[:1], said[:1], strict=True)])
    return max(asked.items(), key=lambda usual: sum(_fit(usual, page)[0] for page in said))


def _fit(usual: tuple[Edges, _Said], page: _Said) -> tuple[float, Edges]:
    """The edges of a page as they suit another one best, and how well they do: all at one scale, or
    each at that of its heading."""
    edges, last = usual[0], len(page.parted) - 1
    steps = range(-round(SCALED * edges[-1]), round(SCALED * edges[-1]) + 1)
    scales = (1 + step / edges[-1] for step in sorted(steps, key=abs))
    ways = [[round(scale * edge) for edge in edges] for scale in scales]
    if usual[1].headed and page.headed:
        heads = zip(edges, usual[1].headed, page.headed, strict=True)
        ways.append([round(edge * here / max(1, there)) for edge, there, here in heads])
    placed = (tuple(max(0, min(last, edge)) for edge in way) for way in ways)
    return max(((_score(way, page), way) for way in placed), key=lambda way: way[0])


def _score(edges: Sequence[int], page: _Said) -> float:
    """What all that a page says is worth with edges at these places."""
    between = zip(page.suits, pairwise((0, *edges, len(page.parted) - 1)), strict=True)
    suited = sum(suits[end] - suits[begin] for suits, (begin, end) in between)
    near = [(a, b - a) for a, b in pairwise(edges) if 0 < b - a < CLEAR]
    shared = sum(page.shared.item(pair) for pair in near)
    return suited + sum(page.parted[edge] for edge in edges) - shared


def _find_edges(
    page: _Said, spots: Spots, usual: Sequence[int] | None, least: Sequence[int]
) -> Edges:
    parted: list[Sequence[float]] = [page.parted] * (len(spots) - 1)
    if usual:
        parted = [
            [s + max(UNUSUAL * abs(x - u), MOST_UNUSUAL) for x, s in enumerate(page.parted)]
            for u in usual
        ]
    parted = [_limit(s, *around) for s, around in zip(parted, pairwise(spots), strict=True)]
    return _find_best(parted, page.shared, page.suits, least)


def _limit(
    scores: Sequence[float], before: Sequence[Word], spot: Sequence[Word]
) -> Sequence[float]:
    """What speaks for each place, but for those where a column would begin behind its heading, or
    where the one before it would end before its own."""
    begin = min(map(column_of, before), default=0) - NEAR
    end = max(map(end_of, spot), default=len(scores)) + NEAR
    return [score if begin < place < end else NEVER for place, score in enumerate(scores)]


def move_edges(lines: Sequence[Marks], edges: Sequence[int]) -> Edges:
    """The edges of a row, near those of its page."""
    width = max(_width(lines), edges[-1] + DRIFT) + NARROWEST * (len(edges) + 1)
    places = _sum_places(lines, width)
    parted = [
        [
            score + DRIFTED * abs(place - edge) if abs(place - edge) <= DRIFT else NEVER
            for place, score in enumerate(places)
        ]
        for edge in edges
    ]
    suits = [_sum_words(lines, i, width) for i in range(len(edges) + 1)]
    return _find_best(parted, _sum_shared(lines, width), suits, [NARROWEST] * len(suits))


def _width(lines: Sequence[Marks]) -> int:
    return 1 + max((marks[-1].end for marks in lines if marks), default=0)


def _sum_places(lines: Sequence[Marks], width: int) -> list[float]:
    """What all lines say for an edge at each place."""
    end = _width(lines)
    parted = [FAR * max(0, place - end) for place in range(width)]
    for marks in lines:
        for before, mark in pairwise((None, *marks)):
            assert mark is not None
            if before and mark.gap > 0:
                for place, said in _say_of_gap(before, mark):
                    parted[place] += said
                parted[mark.begin] += BEGINS
            elif before:
                parted[mark.begin] += mark.gap
            for place in range(mark.begin + 1, mark.end):
                parted[place] += CROSSED
    return parted


def _sum_words(
    lines: Sequence[Marks], column: int, width: int, spot: Sequence[Word] = ()
) -> list[float]:
    """How well all words that begin before a place suit a column."""
    scores = [0.0] * (width - 1)
    for marks in lines:
        for mark in marks:
            scores[mark.begin] += mark.suits[column]
    for word in spot:
        scores[column_of(word)] += HEADED
    return [0.0, *accumulate(scores)]


def _sum_shared(lines: Sequence[Marks], width: int) -> Floats:
    """How much of what all lines say for an edge at each place counts no more with the next edge so
    many characters behind it (places × characters): a gap speaks for one of the edges in it."""
    shared = np.zeros((width, CLEAR))
    for marks in lines:
        for before, mark in pairwise(marks):
            for place, said in _say_of_gap(before, mark) if mark.gap > 0 else ():
                shared[place, 1 : mark.begin - place + 1] += said
    return shared


def _say_of_gap(before: Mark, mark: Mark) -> Iterator[tuple[int, float]]:
    """The places between two words where an edge is likely, and what their gap says for each."""
    for place in range(max(before.end + 1, mark.begin - CLEAR + 1), mark.begin + 1):
        yield place, mark.gap * (1 - (mark.begin - place) / CLEAR)


def _find_best(
    parted: Sequence[Sequence[float]],
    shared: Floats,
    suits: Sequence[Sequence[float]],
    least: Sequence[int],
) -> Edges:
    """The best places for edges: `parted` is what speaks for each place, edge by edge, and `shared`
    how much of that counts no more with the next edge near it; `suits`, how well all words before
    each place suit each column; `least`, how wide columns are at least.

    Of places that are as good the last is taken: cells begin in one place and end anywhere.
    """
    places = np.arange(len(shared))
    way = np.where(places >= least[0], np.add(suits[0], parted[0]), NEVER)
    ways: list[Floats] = []
    said = np.array([*parted[1:], np.zeros(len(places))])  # behind the last column are all words
    for suit, scores, wide in zip(np.array(suits[1:]), said, least[1:], strict=True):
        ways.append(way - suit)
        way = _find_before(ways[-1], shared, wide) + suit + scores
    edges = [len(places) - 1]
    for before, wide in zip(ways[::-1], least[::-1], strict=False):
        worths = before[: edges[-1] + 1 - wide].copy()
        near = places[max(0, edges[-1] + 1 - CLEAR) : len(worths)]
        worths[near] -= shared[near, edges[-1] - near]
        edges.append(int(np.flatnonzero(worths == worths.max())[-1]))
    return tuple(edges[:0:-1])


def _find_before(way: Floats, shared: Floats, wide: int) -> Floats:
    """What the best way up to an edge is worth for each place of the next one, `wide` characters
    behind it at least."""
    far = max(wide, CLEAR)
    best = np.full(len(way), NEVER)
    best[far:] = np.maximum.accumulate(way)[:-far]
    for apart in range(wide, far):
        best[apart:] = np.maximum(best[apart:], way[:-apart] - shared[:-apart, apart])
    return best
