"""Values in a row of words: where a line or cell ends in one, or has two."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from planparse.extract.dumps.words.contents import is_figure, is_whole
from planparse.extract.dumps.words.known import DASHES, breaks_off
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence

# A value has at most so many words, as "trên 70%" or "5 sản phẩm" have; longer ones are sentences.
VALUE_WORDS = 3


@lru_cache(maxsize=20_000)
def is_double(cell: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether a cell has two values."""
    if len(cell) > 2 * VALUE_WORDS:
        return False
    is_one = is_whole(" ".join(cell), "year", knowledge)
    return any(
        is_whole(" ".join(cell[:cut]), "year", knowledge)
        and is_whole(" ".join(cell[cut:]), "year", knowledge)
        for cut in range(1, len(cell))
        if not is_one or cell[cut][0].isupper()  # no unit: "01 mô hình Thường xuyên"
    )


def ends_in_sums(line: Sequence[str]) -> bool:
    """Whether a line ends in figures that no text ends in: two of them, or one with a mark in it:
    "DỰ ÁN MỚI 80.000 25.000", but "XÃ HỘI SỐ 2"."""
    figures = [is_figure(word) for word in line[-2:]]
    return figures[-1] and (figures == [True, True] or not line[-1].isdigit())


def ends_in_value(line: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether a line ends with a value that nothing before it leads to."""
    ends = ((before, end) for before, end in _ends_of(line) if before)
    return any(
        is_whole(" ".join(end), "year", knowledge)
        and (
            (end[0][0] in "<>≥≤0123456789" and not breaks_off(before, knowledge))
            or (end[0][0].isupper() and not ends_sentence(before[-1]))  # "của Thường xuyên"
        )
        for before, end in ends
    )


def ends_behind_stop(cell: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether a cell ends with a value behind a full stop."""
    return any(
        ends_sentence(before[-1]) and is_whole(" ".join(end), "year", knowledge)
        for before, end in _ends_of(tuple(cell))
    )


def _ends_of(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What a value at the end may be, and what stands before it."""
    places = range(max(1, len(words) - VALUE_WORDS), len(words))
    return ((words[:place], words[place:]) for place in places)


def ends_in_unit(cell: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether a cell ends with a unit that begins as a cell does: "đầu người", "Triệu đồng"."""
    return any(
        end[0][0].isupper() and before[-1].islower() and is_whole(" ".join(end), "unit", knowledge)
        for before, end in _ends_of(tuple(cell))
    )


def begins_in_range(cell: Sequence[str]) -> bool:
    """Whether a cell begins with the lower end of a range that its next word is not the upper end
    of: "3 - 01 cuộc thi"."""
    if len(cell) < 2 or not cell[0].isdecimal() or cell[1] not in DASHES:
        return False
    upper = cell[2].rstrip("%") if len(cell) > 2 else ""
    return not upper.isdecimal() or int(upper) < int(cell[0])


def has_two_figures(cell: Sequence[str]) -> bool:
    """Whether a cell begins with a figure and ends with another, and is no range: "18 tuổi cm
    169,5" has the end of a text and a unit."""
    ends = len(cell) > 1 and is_figure(cell[0]) and is_figure(cell[-1])
    return ends and not any(word in DASHES for word in cell)
