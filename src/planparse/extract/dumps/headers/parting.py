"""The words of a header → its headings: the best way to part them, by what headings are called."""

from collections.abc import Sequence
from functools import lru_cache

from planparse.extract.dumps.headers.headings import (
    NO_BEGINNING,
    PLAIN,
    Heading,
    begins_anew,
    heading_role,
    is_again,
    roles_of_parts,
    to_heading,
)
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.words.names import find_names, may_begin
from planparse.knowledge import Knowledge
from planparse.text import starts_lower

# A heading has at most so many words.
MAX_WORDS = 14
# What a heading is worth: one of known wording, one of none, one that may span years; one that
# begins like no heading, goes on after its end, names what another one names, is made of two that
# name different things, has one of no known wording behind its own words, or begins in the middle
# of one.
KNOWN, UNKNOWN, SPANS = 3.0, -3.0, 0.5
LOWER, UNFINISHED, AGAIN, MIXED, STRANGER, ACROSS = -3.5, -3.0, -4.0, -1.0, -3.5, -2.0
# Each word more than a plain heading has: of two ways that are worth the same, the even one.
LONG = -0.01


def part_headings(
    lines: Sequence[TextLine], again: float, knowledge: Knowledge
) -> tuple[float, list[Heading]]:
    """What the best way to part the words of a header into headings is worth, and these.

    `again` is what a heading is worth less that names a field which has one.
    """
    words = [word for line in lines for word in line.words]
    best: list[tuple[float, tuple[Heading, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - MAX_WORDS), end):
            heading = to_heading(tuple(words[start:end]), knowledge)
            before, headings = best[start]
            heading = _as_unit(heading, headings, knowledge)
            options.append(
                (before + _worth(heading, headings, again, knowledge), (*headings, heading))
            )
        best.append(max(options, key=lambda option: option[0]))
    score, found = best[-1]
    return score, list(found)


def _worth(
    heading: Heading, before: Sequence[Heading], again: float, knowledge: Knowledge
) -> float:
    worth = KNOWN if heading.role else UNKNOWN
    if heading.role is None and knowledge.find("above_years", heading.text):
        worth = SPANS
    if starts_lower(heading.text.removeprefix("(")) or NO_BEGINNING.match(heading.text):
        worth += LOWER
    if knowledge.find("goes_on", heading.text) or heading.text.endswith(","):
        worth += UNFINISHED
    texts = tuple(word.text for word in heading.words)
    worth += MIXED * _is_mixed(texts, knowledge) + STRANGER * _count_strangers(texts, knowledge)
    if before:
        across = f"{before[-1].words[-1].text} {heading.words[0].text}"
        worth += ACROSS * (heading_role(across, knowledge) is not None)
    if heading.is_single:
        worth += again * (is_again(heading, before) and not _is_beside_task(heading, before))
    if heading.is_single or heading.kind == "leader":
        worth += AGAIN * (bool(before) and _go_on(before[-1], heading, knowledge))
    return worth + LONG * max(0, len(heading.words) - PLAIN)


def _as_unit(heading: Heading, before: Sequence[Heading], knowledge: Knowledge) -> Heading:
    """The heading as that of units, where it may also be one of agencies but stands behind that of
    the indicators: "Chỉ tiêu | Đơn vị"."""
    units = heading.role is None and bool(before) and before[-1].kind == "indicator"
    if units and knowledge.find("unit_heading", heading.text):
        return Heading(heading.words, heading_role(f"{heading.text} tính", knowledge))
    return heading


def _is_beside_task(heading: Heading, before: Sequence[Heading]) -> bool:
    """Whether indicators have a heading of their own right behind that of the tasks: it begins with
    a capital, "Tên nhiệm vụ Mục tiêu", unlike "Nội dung chỉ tiêu" and "NỘI DUNG CHỈ TIÊU"."""
    told = heading.kind == "indicator" and heading.words[0].text.istitle()
    return told and before[-1].kind == "task"


def _go_on(before: Heading, heading: Heading, knowledge: Knowledge) -> bool:
    """Whether two headings of one role are a single one: "Thời gian" and "hoàn thành"."""
    together = " ".join([before.text, heading.text])
    return before.role is heading.role is heading_role(together, knowledge)


@lru_cache(maxsize=10_000)
def _count_strangers(texts: tuple[str, ...], knowledge: Knowledge) -> int:
    """How many headings of no known wording may begin inside one: with a capital that is of no
    name, behind words that say all that is known of it."""
    role = heading_role(" ".join(texts), knowledge)
    named = {i for begin, end in find_names(texts, knowledge) for i in range(begin, end)}
    return sum(
        cut not in named
        and begins_anew(texts, cut)
        and (not may_begin(texts[cut], knowledge) or _may_be_unit(texts[cut:], knowledge))
        and roles_of_parts(texts, cut, knowledge) == (role, None)
        for cut in range(1, len(texts))
    )


def _may_be_unit(texts: Sequence[str], knowledge: Knowledge) -> bool:
    return bool(knowledge.find("unit_heading", " ".join(texts)))


@lru_cache(maxsize=10_000)
def _is_mixed(texts: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether words can be parted into two headings of different fields."""
    for cut in range(1, len(texts)):
        if starts_lower(texts[cut]):
            continue
        above, below = roles_of_parts(texts, cut, knowledge)
        if above and below and above.field != below.field:
            return True
    return False
