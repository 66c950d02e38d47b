"""Which rivers in a header part columns: the choice that makes most headings known ones."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from planparse.extract.lines import Line, to_lines
from planparse.extract.unruled.rivers import River
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import squeeze, starts_lower

# A heading has at most this many characters without white space.
LONG = 45
# Scores of a heading: of known wording, of unknown wording, empty, for what another heading already
# names, and two that stand apart on one line taken for one unknown heading.
KNOWN, UNKNOWN, WITHOUT, AGAIN, TWO = 3.0, -3.0, -3.0, -4.0, -8.0
# Cost of taking a river for an accident of spaces: for each type size of its width, and for each
# line beside it, up to a limit.
MERGED, TOGETHER, MOST = 0.3, 0.5, 8.0
# The lines that cross a river are at most this share of those beside it.
ACROSS = 0.5
_ONCE = {"text", "lead", "coordinating", "timeline", "legal_basis", "deliverable"}


@dataclass(frozen=True)
class Way:
    """A way to part headings: their roles, the rivers taken, how many are known, its worth."""

    worth: float = 0.0
    roles: tuple[ColumnRole | None, ...] = ()
    cuts: tuple[int, ...] = ()
    known: int = 0


def part_headings(
    leaves: Sequence[Word],
    rivers: Sequence[River],
    window: Sequence[Line],
    size: float,
    knowledge: Knowledge,
) -> Way:
    """Which rivers part columns: the choice that makes most headings known ones."""
    texts = list(_texts_between(leaves, rivers))
    header = to_lines(leaves)
    apart = [_is_between(river, header, size) for river in rivers]
    merged = [
        (MERGED * min(river.width / size, 5), min(TOGETHER * lines, MOST))
        for river, lines in zip(rivers, _count_beside(window, rivers), strict=True)
    ]
    best = [Way()]
    for end in range(1, len(texts) + 1):
        ways = []
        for start in range(end):
            before = best[start]
            role = _role_of_all(texts[start:end], knowledge)
            worth = _worth(role, any(texts[start:end]), before.roles)
            strange = role is None or role.role == "foreign"
            inside = _between(texts[start:end])
            worth += TWO * (strange and any(apart[start + i] for i in inside))
            cuts = (*before.cuts, start - 1) if start else ()
            total = before.worth + worth - _cost(texts[start:end], merged[start : end - 1])
            known = before.known + (worth == KNOWN)
            ways.append(Way(total, (*before.roles, role), cuts, known))
        best.append(max(ways, key=lambda way: way.worth))
    return best[-1]


def _is_between(river: River, lines: Sequence[Line], size: float) -> bool:
    """Whether words of one line of the header stand on both sides of a river, further apart than
    those of a heading ever are."""
    return any(
        left.box.x1 <= river.middle <= right.box.x0 and right.box.x0 - left.box.x1 > size
        for line in lines
        for left, right in pairwise(line.words)
    )


def _between(texts: Sequence[object]) -> range:
    """Which of the rivers between some texts have words on both sides."""
    filled = [i for i, text in enumerate(texts) if text]
    return range(filled[0], filled[-1]) if filled else range(0)


def _cost(texts: Sequence[object], merged: Sequence[tuple[float, float]]) -> float:
    """Cost of taking the rivers within a heading for accidents; lines count where words of the
    header stand on both sides."""
    between = _between(texts)
    return sum(wide + (lines if i in between else 0.0) for i, (wide, lines) in enumerate(merged))


def settled(rivers: list[River], window: Sequence[Line]) -> list[River]:
    """The rivers that few lines cross, measured by the lines that stand beside them."""
    boxes = [word.box for line in window for word in line.words]
    starts, ends = sorted(box.x0 for box in boxes), sorted(box.x1 for box in boxes)
    while rivers and window:
        beside = _count_beside(window, rivers)
        across = (bisect_left(starts, r.middle) - bisect_right(ends, r.middle) for r in rivers)
        shares = [words / max(lines, 1) for words, lines in zip(across, beside, strict=True)]
        worst = max(range(len(rivers)), key=shares.__getitem__)
        if shares[worst] <= ACROSS:
            break
        rivers = rivers[:worst] + rivers[worst + 1 :]
    return rivers


def _count_beside(window: Sequence[Line], rivers: Sequence[River]) -> list[int]:
    """For each river, how many lines there are on the side that has fewer."""
    edges = [river.middle for river in rivers]
    counts: Counter[int] = Counter()
    for line in window:
        counts.update({bisect_right(edges, word.box.middle[0]) for word in line.words})
    return [min(counts[i], counts[i + 1]) for i in range(len(rivers))]


def _texts_between(
    leaves: Sequence[Word], rivers: Sequence[River]
) -> Iterator[tuple[tuple[float, float, str], ...]]:
    """The words of the header between each two rivers, with where they stand."""
    edges = [float("-inf"), *(river.middle for river in rivers), float("inf")]
    for left, right in pairwise(edges):
        inside = [w for w in leaves if left <= w.box.middle[0] < right]
        yield tuple((round(w.baseline, 0), w.box.x0, w.text) for w in inside)


def _role_of_all(
    parts: Sequence[tuple[tuple[float, float, str], ...]], knowledge: Knowledge
) -> ColumnRole | None:
    """The role of a heading that stands between some rivers; none begins in lower case."""
    texts = [text for *_, text in sorted(word for part in parts for word in part)]
    if texts and starts_lower(texts[0]):
        return None
    return role_of(squeeze("".join(texts)), knowledge)


def _worth(role: ColumnRole | None, filled: bool, before: Sequence[ColumnRole | None]) -> float:
    if not filled:
        return WITHOUT
    if role is None:
        return UNKNOWN
    again = role.field in _ONCE and any(r and r.field == role.field for r in before)
    return KNOWN + AGAIN * again


@lru_cache(maxsize=10_000)
def role_of(key: str, knowledge: Knowledge) -> ColumnRole | None:
    """What a heading without white space says of its column, if its wording is known."""
    return knowledge.column_role(key) if 0 < len(key) <= LONG else None
