"""Headers of two levels: which headings stand below one that spans them."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.extract.dumps.headings import Heading, to_heading
from planparse.knowledge import Knowledge


def find_years_below(headings: Sequence[Heading], knowledge: Knowledge) -> int | None:
    """Where years begin that stand last, below a heading that spans them: on a line of their own,
    or behind another heading than one that is called so ("Năm", "Lộ trình")."""
    years = [i for i, heading in enumerate(headings) if heading.kind == "year"]
    texts = 2 + any(heading.kind == "number" for heading in headings)
    if len(years) < 2 or years[-1] != len(headings) - 1 or years[0] < texts:
        return None
    last, first = headings[years[0] - 1].words[-1], headings[years[0]].words[0]
    below = (last.page, last.baseline) < (first.page, first.baseline)
    spanned = _find_above_years(headings[: years[0]], knowledge)
    return years[0] if below or spanned not in (None, years[0] - 1) else None


def _find_above_years(headings: Sequence[Heading], knowledge: Knowledge) -> int | None:
    """The heading that by its wording stands above years."""
    named = (i for i, h in enumerate(headings) if i and knowledge.find("above_years", h.text))
    return next(named, None)


def find_agencies_below(headings: Sequence[Heading]) -> int | None:
    """Where who leads and who helps stand last, below one heading of both ("Phân công thực
    hiện")."""
    kinds = [heading.kind for heading in headings]
    below = kinds[-2:] == ["lead", "coordinating"] and kinds.count("lead") == 2
    return len(kinds) - 2 if below else None


def to_lowest(headings: Sequence[Heading], knowledge: Knowledge) -> list[Heading]:
    """The headings of single columns: those printed last stand below one that spans them.

    A second line of a header is written after the first one: below a first heading of a numbering
    column stand other ones of it, below a spanning heading the years.
    """
    columns = list(headings)
    numbers = [i for i, h in enumerate(columns) if h.kind == "number"]
    if len(numbers) > 1 and numbers[1] > 1:
        columns = _move_below(columns, 0, numbers[1])
        columns = [part for heading in columns for part in _split_numbers(heading, knowledge)]
    agencies = find_agencies_below(columns)
    below = agencies or find_years_below(columns, knowledge)
    spanning = _find_spanning(columns[:below], bool(agencies), knowledge) if below else None
    if below and spanning is not None:
        columns = _move_below(columns, spanning, below)
    return columns


def _find_spanning(
    headings: Sequence[Heading], of_agencies: bool, knowledge: Knowledge
) -> int | None:
    """The heading that is none of a column: one of agencies that spans others; above years one
    that is called so, a second text ("Mục tiêu"), an unknown one, a time."""
    if of_agencies:
        return next(i for i, h in enumerate(headings) if h.kind == "lead")
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
    lower = [replace(heading, above=headings[above].words) for heading in headings[first:]]
    return [*headings[:above], *lower, *headings[above + 1 : first]]
