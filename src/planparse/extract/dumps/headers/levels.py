"""Headers of several levels: which headings stand below one that spans them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, takewhile

from planparse import regex
from planparse.extract.dumps.headers.headings import Heading, heading_role, to_heading
from planparse.extract.dumps.words.contents import AGENCY
from planparse.knowledge import Knowledge

# The kinds of headings that one of agencies spans, one of times, or one of funds; those that come
# first below it.
_FUNDS = frozenset({"funding", "total", "year"})
_FAMILIES = (frozenset(AGENCY), frozenset({"start", "timeline"}), _FUNDS)
BEGINNING = {"lead", "start", "timeline"}
_ONE_YEAR = regex.compile(r"\D+ \d{4}$")


def find_years_below(headings: Sequence[Heading], knowledge: Knowledge) -> int | None:
    """Where years begin that stand last, below a heading that spans them: on a line of their own,
    or behind another heading than one that is called so ("Năm", "Lộ trình")."""
    texts = 2 + any(heading.kind == "number" for heading in headings)
    others = [i for i, heading in enumerate(headings) if heading.kind != "year"]
    years = others[-1] + 1 if others else 0
    if len(headings) - years < 2 or years < texts:
        return None
    last, first = headings[years - 1].words[-1], headings[years].words[0]
    below = (last.page, last.baseline) < (first.page, first.baseline)
    spanned = _find_above_years(headings[:years], knowledge)
    return years if below or spanned not in (None, years - 1) else None


def _find_above_years(headings: Sequence[Heading], knowledge: Knowledge) -> int | None:
    """The heading that by its wording stands above years."""
    named = (i for i, h in enumerate(headings) if i and knowledge.find("above_years", h.text))
    return next(named, None)


def find_lower(headings: Sequence[Heading], knowledge: Knowledge) -> dict[int, list[int]]:
    """Which headings stand below those that span several: the last ones, on lines of their own,
    begin once more with who leads, or with a time ("Phân công", "Thời gian"), or with funds, or
    before these with years; what is of none stands with those before it."""
    years = _find_above_years(headings, knowledge)
    begins = (i for i in range(2, len(headings)) if _begins_lower(headings, i, years))
    first = next(begins, len(headings))
    groups: dict[int, list[int]] = {}
    spanning: int | None = None
    for index in range(first, len(headings)):
        family = family_of(headings[index])
        if family is None:
            return {}
        above = [i for i in range(1, first) if family_of(headings[i]) is family]
        if headings[index].kind == "year" and years is not None and years < first:
            above = [years]
        if family is _FUNDS and (not above or headings[above[0]].kind == "year"):
            return {}
        spanning = next(iter(above), spanning)
        if spanning is not None:
            groups.setdefault(spanning, []).append(index)
    return groups if all(len(each) > 1 for each in groups.values()) else {}


def _begins_lower(headings: Sequence[Heading], index: int, years: int | None) -> bool:
    """Whether a heading begins a line, and is of who leads, of a time or of funds as one above is;
    or is a year below the heading of `years`, with such a one behind."""
    heading, before = headings[index], headings[index - 1]
    if heading.words[0].baseline == before.words[-1].baseline:
        return False
    if heading.kind == "year":
        behind = range(index + 1, len(headings))
        told = years is not None and years < index
        return told and any(_repeats(headings[:index], headings[i]) for i in behind)
    return _repeats(headings[:index], heading)


def _repeats(above: Sequence[Heading], heading: Heading) -> bool:
    """Whether a heading is of who leads or of a time as one above is; or of the total of funds, or
    of some, apart from the one of all."""
    same = [h for h in above[1:] if family_of(h) is family_of(heading)]
    if heading.kind in ("funding", "total"):
        apart = heading.kind == "total" or above[-1] not in same
        return apart and any(h.kind == "funding" for h in same)
    return heading.kind in BEGINNING and any(h.kind in BEGINNING for h in same)


def family_of(heading: Heading) -> frozenset[str] | None:
    """The kinds of headings that one may span together with a heading."""
    return next((family for family in _FAMILIES if heading.kind in family), None)


def to_lowest(headings: Sequence[Heading], knowledge: Knowledge) -> list[Heading]:
    """The headings of single columns: those printed last stand below one that spans them.

    A second line of a header is written after the first one: below a first heading of a numbering
    column stand other ones of it, below a spanning heading the years.
    """
    columns = list(join_reached(headings, knowledge))
    numbers = [i for i, h in enumerate(columns) if h.kind == "number"]
    if len(numbers) > 1 and numbers[1] > 1:
        columns = _move_below(columns, 0, numbers[1])
        columns = [part for heading in columns for part in _split_numbers(heading, knowledge)]
    columns = _set_below_year(columns, knowledge)
    if lower := find_lower(columns, knowledge):
        return list(_place_lower(columns, lower))
    below = find_years_below(columns, knowledge)
    spanning = _find_spanning(columns[:below], knowledge) if below else None
    if below and spanning is not None:
        columns = _move_below(columns, spanning, below)
    return columns


def join_reached(headings: Sequence[Heading], knowledge: Knowledge) -> Iterator[Heading]:
    """The headings; a single year behind what has been reached is of it: "Hiện trạng 2025"."""
    for _, group in groupby(headings, key=lambda heading: heading.kind in {"result", "year"}):
        together = list(group)
        text = " ".join(heading.text for heading in together)
        if [heading.kind for heading in together] == ["result", "year"] and _ONE_YEAR.match(text):
            yield to_heading([word for heading in together for word in heading.words], knowledge)
        elif _has_own_year(together):
            yield to_heading(together[0].words + together[1].words, knowledge)
            yield from together[2:]
        else:
            yield from together


def _has_own_year(headings: Sequence[Heading]) -> bool:
    """Whether what has been reached has a year of its own, on the line below it: alone there, or
    bare where others are not ("2025 Năm 2026 Năm 2027")."""
    if len(headings) < 2 or not _is_undated(headings[0]) or headings[1].kind != "year":
        return False
    above, year, *below = (heading.words[0].baseline for heading in headings[:3])
    bare, *others = (len(heading.words) == 1 for heading in headings[1:])
    return above != year and (year not in below or (bare and not any(others)))


def may_have_year(headings: Sequence[Heading]) -> bool:
    """Whether the first of several years may be that of what has been reached before them."""
    return any(
        _is_undated(reached)
        and first.kind == second.kind == "year"
        and not (reached.above or first.above)
        for reached, first, second in zip(headings, headings[1:], headings[2:], strict=False)
    )


def _is_undated(heading: Heading) -> bool:
    """Whether a heading is of what has been reached and does not say when."""
    return heading.kind == "result" and not any(c.isdigit() for c in heading.text)


def _set_below_year(headings: list[Heading], knowledge: Knowledge) -> list[Heading]:
    """The headings; the last ones, on lines of their own or behind others, may say of one year what
    was planned and what is reached, and stand below the only one that is nothing but a year."""
    told = [bool(knowledge.find("part_of_a_year", heading.text)) for heading in headings]
    first = len(headings) - len(list(takewhile(bool, reversed(told))))
    bare = [i for i, h in enumerate(headings[:first]) if knowledge.find("bare_year", h.text)]
    if len(headings) - first < 2 or len(bare) != 1:
        return headings
    year, before, lower = headings[bare[0]], headings[first - 1], headings[first:]
    if year is before and lower[0].words[0].baseline == before.words[-1].baseline:
        return headings
    roles = [heading_role(f"{each.text} {year.text}", knowledge) for each in lower]
    parts = [Heading(h.words, role, (year.words,)) for h, role in zip(lower, roles, strict=True)]
    return [*headings[: bare[0]], *parts, *headings[bare[0] + 1 : first]]


def _place_lower(
    headings: Sequence[Heading], lower: Mapping[int, Sequence[int]]
) -> Iterator[Heading]:
    """The headings of columns: the lower ones in the place of the one that spans them."""
    first = min(chain.from_iterable(lower.values()))
    for index, heading in enumerate(headings[:first]):
        if index in lower:
            yield from _set_below(heading, [headings[i] for i in lower[index]])
        else:
            yield heading


def _set_below(upper: Heading, lower: Sequence[Heading]) -> Iterator[Heading]:
    """Headings below one that spans them: where years are followed by the same ones for each of
    them ("NSTW", "NSĐP"), these stand below the years."""
    years = sum(heading.kind == "year" for heading in lower)
    parts = lower[years:]
    each = len(parts) // years if years > 1 else 0
    texts = [heading.text for heading in parts]
    if not each or texts != texts[:each] * years or lower[years - 1].kind != "year":
        yield from (replace(heading, above=(upper.words,)) for heading in lower)
        return
    for index, heading in enumerate(parts):
        yield replace(heading, above=(upper.words, lower[index // each].words))


def _find_spanning(headings: Sequence[Heading], knowledge: Knowledge) -> int | None:
    """The heading above years that is none of a column: one that is called so, a second text ("Mục
    tiêu"), an unknown one, a time."""
    named = _find_above_years(headings, knowledge)
    if named is not None:
        return named
    texts = [i for i, h in enumerate(headings) if h.field == "text"]
    others = [i for i, h in enumerate(headings) if i and h.role is None]
    times = [i for i, h in enumerate(headings) if h.kind == "timeline"]
    return next(iter([*texts[1:], *others, *times]), None)


def _split_numbers(heading: Heading, knowledge: Knowledge) -> list[Heading]:
    """Two numbering columns below one heading, the second of which is not called so."""
    first = to_heading(heading.words[:1], knowledge)
    if heading.kind != "number" or first.kind != "number" or len(heading.words) == 1:
        return [heading]
    return [
        Heading(first.words, first.role, heading.above),
        Heading(heading.words[1:], heading.role, heading.above),
    ]


def _move_below(headings: list[Heading], above: int, first: int) -> list[Heading]:
    """The headings from `first` on stand below the one at `above`, which is no column of its
    own."""
    lower = [replace(heading, above=(headings[above].words,)) for heading in headings[first:]]
    return [*headings[:above], *lower, *headings[above + 1 : first]]
