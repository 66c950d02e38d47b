"""Where the columns of a table meet, in a dump that keeps its columns by spaces.

The grid of such a dump is only nearly that of the page: columns are moved from page to page and by
some characters from row to row, and a full cell ends one space before the next one. So all lines of
a page, then of a row, are asked how they are parted at every place, and every word how well it
suits each column; the edges that together say most are taken.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median

from planparse.extract.dumps.evidence import Mark, end_of
from planparse.extract.dumps.headings import Heading
from planparse.extract.dumps.lines import TextLine, column_of
from planparse.schema.layout import Word

# A cell that begins behind a wide gap; a word that stands across an edge. An edge is less likely
# the farther it is from the word behind it, up to so many characters.
BEGINS, CROSSED, CLEAR = 0.3, -1.0, 10
# A word of a heading in the column that has this heading.
HEADED = 1.5
# Two columns are at least so many characters apart.
NARROWEST = 2
# The words of a heading stand within so many characters of each other.
NEAR = 10
# The edges of a row are at most so many characters off those of its page; what each of these costs.
DRIFT, DRIFTED = 12, -0.4
# What each character costs by which an edge of a page is off where other pages have it, at most.
UNUSUAL, MOST_UNUSUAL = -0.7, -12.0

NEVER = float("-inf")
Marks = Sequence[Mark]
Spots = Sequence[Sequence[Word]]


def find_all_edges(
    pages: Sequence[Sequence[Marks]], spots: Sequence[Spots], columns: Sequence[Heading]
) -> list[tuple[int, ...]]:
    """Before which character each column but the first begins, page by page; `spots` are the words
    of the headings that stand on each.

    Pages are alike but for their scale, so that all of them say where columns of one should meet.
    """
    least = [max(NARROWEST, *(len(word.text) for word in h.words)) for h in columns]
    alone = [
        _find_edges(lines, here, None, least) for lines, here in zip(pages, spots, strict=True)
    ]
    sizes = [len(lines) for lines in pages]
    usual = [_weigh(places, sizes) for places in zip(*alone, strict=True)]
    scales = [median(x / u for x, u in zip(edges, usual, strict=True)) for edges in alone]
    return [
        _find_edges(lines, here, [round(scale * u) for u in usual], least)
        for lines, here, scale in zip(pages, spots, scales, strict=True)
    ]


def _weigh(places: Sequence[int], sizes: Sequence[int]) -> int:
    """The median place, each page counting as much as it has lines."""
    half = (sum(sizes) + 1) // 2
    ranked = sorted(zip(places, sizes, strict=True))
    counted = accumulate(size for _, size in ranked)
    return next(place for (place, _), so_far in zip(ranked, counted, strict=True) if so_far >= half)


def _find_edges(
    lines: Sequence[Marks], spots: Spots, usual: Sequence[int] | None, least: Sequence[int]
) -> tuple[int, ...]:
    width = _width(lines) + sum(least)
    width += max((end_of(word) for spot in spots for word in spot), default=0)
    width += usual[-1] if usual else 0
    places = _sum_places(lines, width)
    parted: list[Sequence[float]] = [places] * (len(spots) - 1)
    if usual:
        parted = [
            [s + max(UNUSUAL * abs(x - u), MOST_UNUSUAL) for x, s in enumerate(places)]
            for u in usual
        ]
    parted = [_limit(scores, spot) for scores, spot in zip(parted, spots[1:], strict=True)]
    suits = [_sum_words(lines, i, width, s) for i, s in enumerate(spots)]
    return _find_best(parted, suits, least)


def _limit(scores: Sequence[float], spot: Sequence[Word]) -> Sequence[float]:
    """What speaks for each place, but for those where a column would begin behind its heading."""
    if not spot:
        return scores
    end = max(end_of(word) for word in spot) + NEAR
    return [*scores[:end], *([NEVER] * len(scores[end:]))]


def move_edges(lines: Sequence[Marks], edges: Sequence[int]) -> tuple[int, ...]:
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
    return _find_best(parted, suits, [NARROWEST] * len(suits))


def find_headings(headers: Sequence[TextLine], columns: Sequence[Heading]) -> Spots:
    """The words of each heading on one page; none where the header does not stand there."""
    left = [word for line in headers for word in line.words]
    spots: list[list[Word]] = []
    for heading in columns:
        found: list[Word] = []
        for word in heading.words:
            same = [w for w in left if w.text == word.text]
            near = [w for w in same if not found or _is_near(w, found[0])]
            for match in (near or same)[:1]:
                left.remove(match)
                found.append(match)
        spots.append(found)
    return spots


def _is_near(word: Word, first: Word) -> bool:
    return column_of(word) < end_of(first) + NEAR and end_of(word) > column_of(first) - NEAR


def _width(lines: Sequence[Marks]) -> int:
    return 1 + max((marks[-1].end for marks in lines if marks), default=0)


def _sum_places(lines: Sequence[Marks], width: int) -> list[float]:
    """What all lines say for an edge at each place."""
    parted = [0.0] * width
    for marks in lines:
        for before, mark in pairwise((None, *marks)):
            assert mark is not None
            if before and mark.gap > 0:
                for place in range(max(before.end + 1, mark.begin - CLEAR + 1), mark.begin + 1):
                    parted[place] += mark.gap * (1 - (mark.begin - place) / CLEAR)
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


def _find_best(
    parted: Sequence[Sequence[float]], suits: Sequence[Sequence[float]], least: Sequence[int]
) -> tuple[int, ...]:
    """The best places for edges: `parted` is what speaks for each place, edge by edge; `suits`, how
    well all words before each place suit each column; `least`, how wide columns are at least.

    Of places that are as good the last is taken: cells begin in one place and end anywhere.
    """
    width = len(suits[0])
    ways = [[suits[0][x] + parted[0][x] if x >= least[0] else NEVER for x in range(width)]]
    for suit, scores, wide in zip(suits[1:], parted[1:], least[1:], strict=False):
        top, values = NEVER, [NEVER] * width
        for x in range(wide, width):
            top = max(top, ways[-1][x - wide] - suit[x - wide])
            values[x] = top + suit[x] + scores[x]
        ways.append(values)
    edges: list[int] = []
    last = width - 1
    for suit, way, wide in zip(suits[:0:-1], ways[::-1], least[::-1], strict=False):
        last -= wide
        last = max(range(last + 1), key=lambda x, w=way, s=suit: (w[x] - s[x], x))  # type: ignore[misc]
        edges.append(last)
    return tuple(edges[::-1])
