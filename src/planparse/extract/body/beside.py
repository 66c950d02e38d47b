"""What stands beside a title and is no part of the document: arrival stamps, notes by hand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.lines import Line
from planparse.extract.pages import PageContent

# This many type sizes of white part a stamp from a title on the same line; words of one line never
# stand so far apart.
APART = 2.0
# The next line of a stamp is no further below than this, type sizes.
NEXT_LINE = 2.0


def part_lines(lines: Sequence[Line], pages: Sequence[PageContent]) -> Iterator[Line]:
    """The lines; one of which only one side stands in the middle of the page is cut in two."""
    for line in lines:
        sides = _sides(line)
        middle = [pages[line.page - 1].is_centred(side) for side in sides]
        yield from sides if any(middle) and not all(middle) else [line]


def _sides(line: Line) -> list[Line]:
    """A line cut where its words stand furthest apart; whole where that is no gap."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(line.words)]
    if not gaps or max(gaps) < APART * line.size:
        return [line]
    cut = gaps.index(max(gaps)) + 1
    sides = line.words[:cut], line.words[cut:]
    return [Line(words, tuple(w for w in line.raised if w in words)) for words in sides]


def part_sides(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those with two sides cut in two."""
    for line in lines:
        yield from _sides(line)


def find_beside(lines: Sequence[Line], pages: Sequence[PageContent]) -> list[Line]:
    """The lines beside a title, and those that continue them below; `lines` begin with the first
    line of the title."""
    title = list(lines[:1])
    beside: list[Line] = []
    for index, line in enumerate(lines[1:], start=1):
        if line.page != title[0].page:
            break
        # A stamp may stand a little higher than the line of the title that it is beside.
        after = [x for x in lines[index + 1 : index + 2] if pages[x.page - 1].is_centred(x)]
        known = [*title, *after]
        is_centred = pages[line.page - 1].is_centred(line)
        if not is_centred and _is_clear(line, known) and _is_near(line, known, beside):
            beside.append(line)
        elif is_centred or line.bold:
            title.append(line)
        else:
            break
    return beside


def _is_clear(line: Line, title: Sequence[Line]) -> bool:
    """Whether a line stands left or right of all lines of a title."""
    left = min(each.box.x0 for each in title)
    right = max(each.box.x1 for each in title)
    return line.box.x1 < left - line.size or line.box.x0 > right + line.size


def _is_near(line: Line, title: Sequence[Line], beside: Sequence[Line]) -> bool:
    """Whether a line is level with one of the title, or the next below one that is beside it."""
    level = any(
        min(line.box.bottom, each.box.bottom) > max(line.box.top, each.box.top) for each in title
    )
    return level or any(
        0 <= line.baseline - each.baseline <= NEXT_LINE * each.size
        and min(line.box.x1, each.box.x1) > max(line.box.x0, each.box.x0)
        for each in beside
    )
