"""The header of a table without upright rules: headings of known wording, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planparse.extract.lines import Line, to_lines
from planparse.extract.numbering import find_labels, whole_labels
from planparse.extract.unruled.bands import Band, is_titled, text_of, to_runs
from planparse.extract.unruled.parting import Way, part_headings, role_of, settled
from planparse.extract.unruled.rivers import River, find_rivers, straddles
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import is_capitals, squeeze, starts_lower

# A header takes at most this many bands.
MAX_BANDS = 6
# In how many lines below the header to look for rivers: many say more, few end with the table.
WINDOWS = (60, 25, 12, 6, 3)
# Readings that differ by less than this are equally good.
LITTLE = 1.0
# Between a heading and those it spans there is less white than this part of the type size.
NEAR = 0.6
# At least this many columns are known, and this share of all.
FEW, SHARE = 3, 0.6
# Parts of the type size: from so far below a heading on there is another line; headings that it
# spans have their middles this near to its ends.
LOWER, BESIDE = 0.5, 3.0


@dataclass(frozen=True)
class Headings:
    """A header of `count` bands: the roles of its columns, the rivers between these, and `above`,
    runs of words that each span several columns. Where it is not `sure`, the rows below must show
    that it is one."""

    count: int
    roles: tuple[ColumnRole | None, ...]
    rivers: tuple[River, ...]
    above: tuple[tuple[Word, ...], ...] = ()
    known: int = 0
    worth: float = 0.0
    sure: bool = True

    @property
    def numbers(self) -> frozenset[int]:
        """The numbering columns."""
        return frozenset(i for i, r in enumerate(self.roles) if r and r.role == "number")

    @property
    def text(self) -> int:
        """The column of the tasks or indicators; without one, the first that holds no numbers."""
        texts = (i for i, r in enumerate(self.roles) if r and r.field == "text")
        others = (i for i in range(len(self.roles)) if i not in self.numbers)
        return next(texts, next(others, 0))


def find_headings(bands: Sequence[Band], start: int, knowledge: Knowledge) -> Headings | None:
    """The header that begins with a band, if one does."""
    above = _stands_above(bands[start : start + 2], knowledge)
    if not above and not _may_begin(bands[start : start + 2], knowledge):
        return None
    best: Headings | None = None
    for count in range(1 + above, min(MAX_BANDS, len(bands) - start) + 1):
        halves = count == 2 and _heads_numbers(bands[start : start + 2], knowledge)
        if count > 1 and not halves and _is_row(bands[start + count - 1], bands[start], knowledge):
            break
        found = _find_best(bands, start, start + count, above, knowledge)
        if found is None or bands[start + count - 1].bold != bands[start].bold:
            continue
        if best is None or _is_better(found, best, bands[start + count - 1]):
            best = found
    if best and above and not _spans_some(best, bands[start]):
        return None
    if best is None:
        return None
    bold = bands[start].bold
    sure = _is_sure(best, bold)
    return replace(best, sure=sure) if sure or _may_head(best, bold) else None


def _is_row(band: Band, header: Band, knowledge: Knowledge) -> bool:
    """Whether a label alone stands below the leftmost heading: a row has begun."""
    label, heading = (min(each.runs, key=lambda run: run[0].box.x0) for each in (band, header))
    under = label[0].box.x0 < heading[-1].box.x1 and label[-1].box.x1 > heading[0].box.x0
    return under and bool(whole_labels(text_of(label), knowledge))


def _stands_above(bands: Sequence[Band], knowledge: Knowledge) -> bool:
    """Whether the first of two bands may hold nothing but headings that span columns; a line with a
    label is the title of a section."""
    if len(bands) < 2 or len(bands[0].runs) > 2 or bands[0].bold != bands[1].bold:
        return False
    if len(bands[0].runs) == 1 and find_labels(bands[0].text, knowledge):
        return False
    near = bands[1].top - bands[0].bottom <= NEAR * bands[0].size
    return near and _may_begin(bands[1:], knowledge)


def _spans_some(found: Headings, band: Band) -> bool:
    """Whether every run of a band spans columns, but not all: that would be a title."""
    runs = [run for run in found.above if run[0] in band.words]
    over = [sum(straddles(run, river) for river in found.rivers) for run in runs]
    return len(runs) == len(band.runs) and all(0 < 2 * n < len(found.rivers) for n in over)


def _may_begin(bands: Sequence[Band], knowledge: Knowledge) -> bool:
    """Whether a numbering or a text column may be headed in the first band, beside other headings.

    A line of text may look so where it is stretched, but begins with a label or in lower case.
    """
    band = bands[0]
    if len(band.runs) < 2 or starts_lower(band.runs[0][0].text):
        return False
    if any(_heads_numbers(bands[:count], knowledge) for count in (1, 2)):
        return True
    if find_labels(text_of(band.runs[0]), knowledge):
        return False
    roles = [role_of(squeeze(text_of(run)), knowledge) for run in band.runs]
    words = [role_of(squeeze(run[0].text), knowledge) for run in band.runs]
    known = [role for role in [*roles, *words] if role]
    return any(r.role == "number" or r.field == "text" for r in known)


def _heads_numbers(bands: Sequence[Band], knowledge: Knowledge) -> bool:
    """Whether the two leftmost words are a heading of numbers on two lines, "T" above "T", each of
    which looks like a label."""
    words = sorted((word for band in bands for word in band.words), key=lambda word: word.box.x0)
    upper, lower = sorted(words[:2], key=lambda word: word.baseline)
    role = role_of(squeeze(upper.text + lower.text), knowledge)
    return upper.baseline < lower.baseline and role is not None and role.role == "number"


def _is_better(found: Headings, best: Headings, band: Band) -> bool:
    """Whether a header is read better with one more band: more headings are known, or as many and
    the band holds nothing but ends of headings: in lower case, or several in bold, no total."""
    if found.known != best.known or abs(found.worth - best.worth) > LITTLE:
        return (found.known, found.worth) > (best.known, best.worth)
    if all(starts_lower(run[0].text) for run in band.runs):
        return True
    total = is_capitals(band.text) or any(letter.isdigit() for letter in band.text)
    return band.bold and len(band.runs) > 1 and not total


def _is_sure(found: Headings, bold: bool) -> bool:
    """Whether so many headings are known, the first one for numbers or tasks and none of another
    kind of table, that nothing else looks like it."""
    first = found.roles[0]
    known = [role for role in found.roles if role and role.role != "foreign"]
    fields = {role.field for role in known}
    many = len(known) >= max(FEW, SHARE * len(found.roles)) and "text" in fields
    begun = first is not None and (first.role == "number" or first.field == "text")
    strange = len(known) < sum(map(bool, found.roles))
    return many and begun and not strange and (bold or len(fields) >= FEW)


def _may_head(found: Headings, bold: bool) -> bool:
    """Whether headings may head a table: a first one for numbers, or, in bold, nothing but known
    ones of different fields."""
    known = [role for role in found.roles if role]
    fields = {role.field or role.role for role in known}
    if found.numbers:
        return 0 in found.numbers and len(found.roles) > 1
    return bold and len(known) == len(found.roles) == len(fields) > 1


def _find_best(
    bands: Sequence[Band], start: int, end: int, spanned: bool, knowledge: Knowledge
) -> Headings | None:
    """The best reading of some bands as a header, by what stands below them."""
    lines = to_lines(word for band in bands[start:end] for word in band.words)
    size = bands[start].size
    rest = (line for band in bands[end:] for line in band.lines if not is_titled(line, knowledge))
    below = list(islice(rest, WINDOWS[0]))
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
            rivers = settled(find_rivers(window or lines, leaves, size), window)
            if leaves and rivers:
                way = part_headings(leaves, rivers, window, size, knowledge)
                here.append(_to_headings(end - start, way, rivers, above, knowledge))
        ways += [max(here, key=lambda way: way.worth)] if here else []
    # Few lines may have white by accident: a reading with more against it than for it comes last.
    return max(ways, key=lambda way: (way.known, min(way.worth, 0.0)), default=None)


def _to_headings(
    count: int,
    way: Way,
    rivers: Sequence[River],
    above: tuple[tuple[Word, ...], ...],
    knowledge: Knowledge,
) -> Headings:
    kept = tuple(rivers[i] for i in way.cuts)
    roles = list(way.roles)
    for run in above:
        role = role_of(squeeze("".join(word.text for word in run)), knowledge)
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
    below = [
        w for line in lines for w in line.words if w.baseline > run[0].baseline + LOWER * w.size
    ]
    left = [w for w in below if w.box.x1 <= river.middle]
    right = [w for w in below if w.box.x0 >= river.middle]
    x0, x1 = run[0].box.x0, run[-1].box.x1
    near = (x1 - x0) / 2 + BESIDE * run[0].size
    middle = (x0 + x1) / 2
    return any(abs(w.box.middle[0] - middle) <= near for w in left) and any(
        abs(w.box.middle[0] - middle) <= near for w in right
    )
