"""Where the rows of a table without rules end: by white, by numbers and by what cells say."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from planparse.extract.lines import to_lines
from planparse.extract.numbering import whole_labels
from planparse.extract.unruled.bands import Band
from planparse.extract.unruled.headings import Headings
from planparse.extract.unruled.rivers import River, column_of
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word
from planparse.text import ends_sentence, is_capitals, starts_lower

# White between bands that is larger by this part of the type size than between the lines of a cell.
MORE = 0.03
# Scores of a row that begins at a band: for more white above it, against no more white, and against
# such white within it. The first number counts where rows usually have white between them, the
# second where they do not.
WHITE, NO_WHITE, WHITE_INSIDE = (2.5, 1.0), (-4.0, -0.5), (-4.0, -1.0)
# They usually have it when this share of the numbers has such white above.
USUAL = 0.8
# Scores where rows have numbers: a row with its number, without one, a title without one, with two.
NUMBERED, UNNUMBERED, TITLE, TWO = 2.0, -3.0, -0.5, -8.0
# For each line by which a number is off both the top and the middle of its row.
OFF = -0.7
# A cell that begins as texts do, that begins in the middle, that breaks off, that has ended.
BEGINS, LOWER, GOES_ON, ENDED = 0.5, -2.0, -2.0, 0.4


@dataclass(frozen=True)
class Habit:
    """How the rows of a table are set: line distance within cells, how wide numbers get, whether
    there is more white between rows than between lines, and whether rows have numbers."""

    pitch: float
    number_width: float
    spaced: bool = True
    numbered: bool = True


@dataclass(frozen=True)
class _Cells:
    """The words of one band by column, with its number (or "") and what its cells say."""

    band: Band
    number: tuple[Word, ...]
    begins: dict[int, float]
    ends: dict[int, float]
    title: bool


def find_habit(
    pages: Iterable[Sequence[Band]],
    header: Headings,
    rivers: Sequence[River],
    knowledge: Knowledge,
) -> Habit:
    """Measure what the lines of all pages tell, which are gone through several times."""
    steps: Counter[float] = Counter()
    widths = [0.0]
    for group in pages:
        for column in range(len(rivers) + 1):
            words = [w for b in group for w in b.words if column_of(w, rivers) == column]
            lines = to_lines(words)
            if column in header.numbers:
                widths += [line.box.width for line in lines]
            else:
                steps.update(
                    round((b.baseline - a.baseline) / a.size, 2) for a, b in pairwise(lines)
                )
    habit = Habit(_usual(steps), max(widths))
    wide = sum(is_wide(above, below, habit) for above, below in _gaps(pages))
    if not header.numbers:
        bands = chain.from_iterable(pages)
        labelled = any(_to_cells(b, header, rivers, knowledge).number for b in bands)
        return replace(habit, spaced=labelled or wide > 0, numbered=labelled)
    white = [(b.top - a.bottom) / b.size for a, b in _gaps(pages) if has_number(b, header, rivers)]
    numbers = len(white) + sum(has_number(group[0], header, rivers) for group in pages)
    above = min(white, default=0.0)
    pitch = max((s for s in _common(steps) if s - 1 + MORE < above), default=habit.pitch)
    return replace(habit, pitch=pitch, spaced=wide >= USUAL * numbers)


def _gaps(pages: Iterable[Sequence[Band]]) -> Iterator[tuple[Band, Band]]:
    """Each two bands of a page that follow each other."""
    return (pair for group in pages for pair in pairwise(group))


def has_number(band: Band, header: Headings, rivers: Sequence[River]) -> bool:
    """Whether a band has words in a numbering column."""
    return any(column_of(w, rivers) in header.numbers for w in band.words)


def _usual(steps: Counter[float]) -> float:
    """The least line distance that is common."""
    return min(_common(steps), default=1.0)


def _common(steps: Counter[float]) -> list[float]:
    return [step for step, count in steps.items() if 5 * count >= max(steps.values())]


def find_rows(
    bands: Sequence[Band],
    header: Headings,
    rivers: Sequence[River],
    habit: Habit,
    goes_on: bool,
    knowledge: Knowledge,
) -> list[int]:
    """The bands that rows begin with; `goes_on` says that the first may belong to a row above."""
    cells = [_to_cells(band, header, rivers, knowledge) for band in bands]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, len(cells) + 1):
        ways = []
        for start in range(end):
            before, bounds = best[start]
            free = goes_on and start == 0
            worth = _worth(cells[start:end], habit, free)
            if start:
                wide = is_wide(bands[start - 1], bands[start], habit)
                worth += (WHITE if wide else NO_WHITE)[not habit.spaced]
            ways.append((before + worth, (*bounds, start)))
        best.append(max(ways))
    return list(best[-1][1])


def _to_cells(
    band: Band, header: Headings, rivers: Sequence[River], knowledge: Knowledge
) -> _Cells:
    columns: dict[int, list[Word]] = {}
    for word in band.words:
        columns.setdefault(column_of(word, rivers), []).append(word)
    number = next((columns[i] for i in sorted(header.numbers, reverse=True) if i in columns), [])
    texts = {
        i: [line.text for line in to_lines(words)]
        for i, words in columns.items()
        if i not in header.numbers
    }
    if not header.numbers and header.text in columns:
        first = to_lines(columns[header.text])[0].words[0]
        number = (
            [first] if whole_labels(first.text, knowledge) and not first.text[-1].isalnum() else []
        )
    begins = {i: LOWER if starts_lower(t[0]) else BEGINS for i, t in texts.items()}
    ends = {i: _end_of(t[-1], knowledge) for i, t in texts.items()}
    alone = len(texts) <= 1
    return _Cells(
        band, tuple(number), begins, ends, alone and (band.bold or is_capitals(band.text))
    )


def _end_of(text: str, knowledge: Knowledge) -> float:
    if text.endswith(","):
        return GOES_ON / 3
    return GOES_ON if knowledge.find("goes_on", text) else ENDED * ends_sentence(text)


def is_wide(above: Band, below: Band, habit: Habit) -> bool:
    """Whether there is more white between two bands than between the lines of a cell."""
    size = statistics.median((above.size, below.size))
    return below.top - above.bottom > (habit.pitch - 1 + MORE) * size


def _worth(cells: Sequence[_Cells], habit: Habit, free: bool) -> float:
    """What speaks for some bands being one row."""
    inside = sum(is_wide(a.band, b.band, habit) for a, b in pairwise(cells))
    worth = WHITE_INSIDE[not habit.spaced] * inside
    begun: dict[int, float] = {}
    ended: dict[int, float] = {}
    for each in cells:
        begun = {**each.begins, **begun}
        ended |= each.ends
    worth += sum(ended.values()) + (0.0 if free else sum(begun.values()))
    return worth + _worth_of_number(cells, habit, free)


def _worth_of_number(cells: Sequence[_Cells], habit: Habit, free: bool) -> float:
    numbers = [each for each in cells if each.number]
    if not numbers:
        title = all(each.title for each in cells)
        return 0.0 if free or not habit.numbered else TITLE if title else UNNUMBERED
    words = [word for each in numbers for word in each.number]
    worth = NUMBERED + TWO * (_count_numbers(words, habit) - 1)
    first = cells[0].band
    height = cells[-1].band.bottom - first.top
    at = statistics.mean(w.baseline - (0.25 * w.size) for w in words)
    middle = abs(at - (first.top + height / 2))
    top = abs(min(w.baseline for w in words) - first.lines[0].baseline)
    return worth + OFF * min(middle, top) / (habit.pitch * first.size)


def _count_numbers(words: Sequence[Word], habit: Habit) -> int:
    """How many numbers some words in a numbering column are: one may be broken where it is wide."""
    count = 1
    for above, below in pairwise(sorted(words, key=lambda w: w.baseline)):
        letter = below.box.width / len(below.text)
        count += above.box.width + letter <= habit.number_width
    return count
