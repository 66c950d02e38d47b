"""The header of a table without upright rules: headings of known wording, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from planparse.extract.lines import Line, to_lines
from planparse.extract.numbering import find_labels
from planparse.extract.unruled.bands import Band, to_runs
from planparse.extract.unruled.rivers import River, find_rivers
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import squeeze, starts_lower

# A header takes at most so many bands; a heading, so many characters without white space.
MAX_BANDS = 6
LONG = 45
# Rivers are looked for in so many lines below the header: many tell more, few end with the table.
WINDOWS = (60, 25, 12, 6, 3)
# What a heading is worth: one of known wording, of an unknown one, of none; one that names again
# what another one names.
KNOWN, UNKNOWN, WITHOUT, AGAIN = 3.0, -3.0, -3.0, -4.0
# What it costs to take a river for an accident of spaces: for each type size of its width, and for
# each line beside it, up to a limit.
MERGED, TOGETHER, MOST = 0.3, 0.5, 8.0
# Readings that differ by less are as good.
LITTLE = 1.0
# Between a heading and those it spans there is less white than this part of the type size.
NEAR = 0.6
# The lines that cross a river are at most this share of those beside it.
ACROSS = 0.5
# At least so many columns are known, and this share of all.
FEW, SHARE = 3, 0.6
_ONCE = {"text", "lead", "coordinating", "timeline", "legal_basis", "deliverable"}


@dataclass(frozen=True)
class Headings:
    """A header of `count` bands: the roles of its columns, the rivers between these, and `above`,
    runs of words that each span several columns."""

    count: int
    roles: tuple[ColumnRole | None, ...]
    rivers: tuple[River, ...]
    above: tuple[tuple[Word, ...], ...] = ()
    known: int = 0
    worth: float = 0.0

    @property
    def numbers(self) -> frozenset[int]:
        """The numbering columns."""
        return frozenset(i for i, r in enumerate(self.roles) if r and r.role == "number")

    @property
    def text(self) -> int:
        """The column of the tasks or indicators."""
        return next(i for i, r in enumerate(self.roles) if r and r.field == "text")


def find_headings(bands: Sequence[Band], start: int, knowledge: Knowledge) -> Headings | None:
    """The header that begins with a band, if one does."""
    above = _stands_above(bands[start : start + 2], knowledge)
    if not above and not _may_begin(bands[start], knowledge):
        return None
    best: Headings | None = None
    for count in range(1 + above, min(MAX_BANDS, len(bands) - start) + 1):
        found = _find_best(bands, start, start + count, above, knowledge)
        if found is None or bands[start + count - 1].bold != bands[start].bold:
            continue
        if best is None or _is_better(found, best, bands[start + count - 1]):
            best = found
    if best and above and not _spans_some(best, bands[start]):
        return None
    return best if best and _is_header(best, bands[start].bold) else None


def _stands_above(bands: Sequence[Band], knowledge: Knowledge) -> bool:
    """Whether the first of two bands may hold nothing but headings that span columns."""
    if len(bands) < 2 or len(bands[0].runs) > 2 or bands[0].bold != bands[1].bold:
        return False
    near = bands[1].top - bands[0].bottom <= NEAR * bands[0].size
    return near and _may_begin(bands[1], knowledge)


def _spans_some(found: Headings, band: Band) -> bool:
    """Whether every run of a band spans columns, but not all: that would be a title."""
    runs = [run for run in found.above if run[0] in band.words]
    over = [sum(straddles(run, river) for river in found.rivers) for run in runs]
    return len(runs) == len(band.runs) and all(0 < 2 * n < len(found.rivers) for n in over)


def straddles(run: Sequence[Word], river: River) -> bool:
    """Whether a run of words stands on both sides of a river."""
    return run[0].box.x0 < river.middle < run[-1].box.x1


def _may_begin(band: Band, knowledge: Knowledge) -> bool:
    """Whether a numbering or a text column may be headed here, beside other headings.

    A line of text may look so where it is stretched, but begins with a label or in lower case.
    """
    if len(band.runs) < 2 or starts_lower(band.runs[0][0].text):
        return False
    if find_labels(" ".join(word.text for word in band.runs[0]), knowledge):
        return False
    roles = [_role_of(squeeze(" ".join(w.text for w in run)), knowledge) for run in band.runs]
    words = [_role_of(squeeze(run[0].text), knowledge) for run in band.runs]
    known = [role for role in [*roles, *words] if role]
    return any(r.role == "number" or r.field == "text" for r in known)


def _is_better(found: Headings, best: Headings, band: Band) -> bool:
    """Whether a header is read better with one more band: more headings are known, or as many and
    the band holds nothing but ends of headings."""
    if found.known != best.known or abs(found.worth - best.worth) > LITTLE:
        return (found.known, found.worth) > (best.known, best.worth)
    return all(starts_lower(run[0].text) for run in band.runs)


def _is_header(found: Headings, bold: bool) -> bool:
    known = [role for role in found.roles if role]
    fields = {role.field for role in known}
    first = found.roles[0]
    return (
        (bold or len(fields) >= FEW)
        and len(known) >= max(FEW, SHARE * len(found.roles))
        and any(role.field == "text" for role in known)
        and not any(role.role == "foreign" for role in known)
        and first is not None
        and (first.role == "number" or first.field == "text")
    )


def _find_best(
    bands: Sequence[Band], start: int, end: int, spanned: bool, knowledge: Knowledge
) -> Headings | None:
    """The best reading of some bands as a header, by what stands below them."""
    lines = to_lines(word for band in bands[start:end] for word in band.words)
    size = bands[start].size
    below = list(islice((line for band in bands[end:] for line in band.lines), WINDOWS[0]))
    windows = [below[:count] for count in WINDOWS if count < len(below)] + [below]
    ways: list[Headings] = []
    for window in [*sorted(windows, key=len, reverse=True), []]:
        here = []
        spanning = tuple(_spanning(lines, window, size))
        for above in [spanning] if spanned else dict.fromkeys([(), spanning]):
            if spanned and not above:
                continue
            over = {id(word) for run in above for word in run}
            leaves = [word for line in lines for word in line.words if id(word) not in over]
            rivers = _settled(find_rivers(window or lines, leaves, size), window)
            if leaves and rivers:
                way = _part(leaves, rivers, window, size, knowledge)
                here.append(_to_headings(end - start, way, rivers, above, knowledge))
        ways += [max(here, key=lambda way: way.worth)] if here else []
    return max(ways, key=lambda way: way.known, default=None)


def _to_headings(
    count: int,
    way: "_Way",
    rivers: Sequence[River],
    above: tuple[tuple[Word, ...], ...],
    knowledge: Knowledge,
) -> Headings:
    kept = tuple(rivers[i] for i in way.cuts)
    roles = list(way.roles)
    for run in above:
        role = _role_of(squeeze("".join(word.text for word in run)), knowledge)
        for i, river in enumerate(kept):
            if straddles(run, river):
                roles[i] = roles[i] or role
                roles[i + 1] = roles[i + 1] or role
    return Headings(count, tuple(roles), kept, above, way.known, way.worth)


def _spanning(
    lines: Sequence[Line], window: Sequence[Line], size: float
) -> Iterator[tuple[Word, ...]]:
    """Runs above two or more headings that a river parts."""
    rivers = find_rivers(window, [], size) if window else []
    for line in lines[:-1]:
        for run in to_runs(line.words):
            if any(straddles(run, river) and _is_over(run, river, lines) for river in rivers):
                yield run


def _is_over(run: Sequence[Word], river: River, lines: Sequence[Line]) -> bool:
    """Whether words of the header stand on both sides of a river right below a run."""
    below = [w for line in lines for w in line.words if w.baseline > run[0].baseline + 0.5 * w.size]
    left = [w for w in below if w.box.x1 <= river.middle]
    right = [w for w in below if w.box.x0 >= river.middle]
    x0, x1 = run[0].box.x0, run[-1].box.x1
    near = (x1 - x0) / 2 + 3 * run[0].size
    middle = (x0 + x1) / 2
    return any(abs(w.box.middle[0] - middle) <= near for w in left) and any(
        abs(w.box.middle[0] - middle) <= near for w in right
    )


@dataclass(frozen=True)
class _Way:
    """A way to part headings: their roles, the rivers taken, how many are known, its worth."""

    worth: float = 0.0
    roles: tuple[ColumnRole | None, ...] = ()
    cuts: tuple[int, ...] = ()
    known: int = 0


def _part(
    leaves: Sequence[Word],
    rivers: Sequence[River],
    window: Sequence[Line],
    size: float,
    knowledge: Knowledge,
) -> _Way:
    """Which rivers part columns: the way in which most headings are known."""
    texts = list(_texts_between(leaves, rivers))
    merged = [
        (MERGED * min(river.width / size, 5), min(TOGETHER * lines, MOST))
        for river, lines in zip(rivers, _count_beside(window, rivers), strict=True)
    ]
    best = [_Way()]
    for end in range(1, len(texts) + 1):
        ways = []
        for start in range(end):
            before = best[start]
            role = _role_of_all(texts[start:end], knowledge)
            worth = _worth(role, any(texts[start:end]), before.roles)
            cuts = (*before.cuts, start - 1) if start else ()
            total = before.worth + worth - _cost(texts[start:end], merged[start : end - 1])
            known = before.known + (worth == KNOWN)
            ways.append(_Way(total, (*before.roles, role), cuts, known))
        best.append(max(ways, key=lambda way: way.worth))
    return best[-1]


def _cost(texts: Sequence[object], merged: Sequence[tuple[float, float]]) -> float:
    """What it costs to take the rivers within a heading for accidents; lines count where words of
    the header stand on both sides."""
    filled = [i for i, text in enumerate(texts) if text]
    between = range(filled[0], filled[-1]) if filled else range(0)
    return sum(wide + (lines if i in between else 0.0) for i, (wide, lines) in enumerate(merged))


def _settled(rivers: list[River], window: Sequence[Line]) -> list[River]:
    """The rivers that few lines cross, measured by the lines that stand beside them."""
    while rivers and window:
        beside = _count_beside(window, rivers)
        shares = [
            sum(w.box.x0 < r.middle < w.box.x1 for line in window for w in line.words)
            / max(lines, 1)
            for r, lines in zip(rivers, beside, strict=True)
        ]
        worst = max(range(len(rivers)), key=shares.__getitem__)
        if shares[worst] <= ACROSS:
            break
        rivers = rivers[:worst] + rivers[worst + 1 :]
    return rivers


def _count_beside(window: Sequence[Line], rivers: Sequence[River]) -> list[int]:
    """For each river, how many lines there are on the side that has fewer."""
    edges = [float("-inf"), *(river.middle for river in rivers), float("inf")]
    counts = [
        sum(any(left <= w.box.middle[0] < right for w in line.words) for line in window)
        for left, right in pairwise(edges)
    ]
    return [min(pair) for pair in pairwise(counts)]


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
    return _role_of(squeeze("".join(texts)), knowledge)


def _worth(role: ColumnRole | None, filled: bool, before: Sequence[ColumnRole | None]) -> float:
    if not filled:
        return WITHOUT
    if role is None:
        return UNKNOWN
    again = role.field in _ONCE and any(r and r.field == role.field for r in before)
    return KNOWN + AGAIN * again


@lru_cache(maxsize=10_000)
def _role_of(key: str, knowledge: Knowledge) -> ColumnRole | None:
    return knowledge.column_role(key) if 0 < len(key) <= LONG else None
