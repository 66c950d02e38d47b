"""The lines of a table whose columns are kept by spaces, by column; and its row numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from planparse.extract.dumps.headings import Heading
from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.sequence import TITLE_STYLES, is_unnumbered_title
from planparse.extract.numbering import Label, whole_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word

# The words of a heading stand within this distance of each other, points.
NEAR = 60.0


@dataclass(frozen=True)
class Strip:
    """The rows of a table on one page: lines, each with its words by column; `edges` are where the
    columns meet, points."""

    page: int
    lines: tuple[TextLine, ...]
    cells: tuple[tuple[tuple[Word, ...], ...], ...]
    edges: tuple[float, ...]

    def text(self, line: int, column: int) -> str:
        """What a line has in a column."""
        return " ".join(word.text for word in self.cells[line][column])


@dataclass(frozen=True)
class Number:
    """A row number: the line it stands on, its words and what it says; or a title without one."""

    line: int
    words: tuple[tuple[Word, ...], ...]
    label: Label | None = None

    @property
    def is_title(self) -> bool:
        """Whether titles are numbered so, or it is one without a number."""
        return self.label is None or self.label.style in TITLE_STYLES


def to_strip(
    lines: Sequence[TextLine], headers: Sequence[TextLine], columns: Sequence[Heading]
) -> Strip:
    """The lines of one page by column; `headers` are the lines of its header, or of all."""
    edges = _find_edges(lines, headers, columns)
    cells = tuple(_by_column(line, edges, len(columns)) for line in lines)
    return Strip(lines[0].page, tuple(lines), cells, tuple(edges))


def _find_edges(
    lines: Sequence[TextLine], headers: Sequence[TextLine], columns: Sequence[Heading]
) -> list[float]:
    """Between two headings, the place where fewest lines have ink; the middle of the widest
    such."""
    spots = _heading_spots(headers, columns)
    words = [word.box for line in lines for word in line.words]
    edges: list[float] = []
    for (_, left), (right, _) in pairwise(spots):
        low, high = min(left, right), max(left, right)
        centre_left = low - (low - spots[len(edges)][0]) / 2
        centre_right = high + (spots[len(edges) + 1][1] - high) / 2
        edges.append(_emptiest(words, centre_left, centre_right))
    return edges


def _heading_spots(
    headers: Sequence[TextLine], columns: Sequence[Heading]
) -> list[tuple[float, float]]:
    """From where to where each heading stands on this page, by its words in order."""
    spots = []
    left = [word for line in headers for word in line.words]
    for heading in columns:
        boxes: list[Box] = []
        for word in heading.words:
            match = next(
                (w for w in left if w.text == word.text and (not boxes or _near(w, boxes))), None
            )
            match = match or next((w for w in left if w.text == word.text), None)
            if match:
                left.remove(match)
                boxes.append(match.box)
        boxes = boxes or [word.box for word in heading.words]
        spots.append((min(b.x0 for b in boxes), max(b.x1 for b in boxes)))
    return spots


def _near(word: Word, boxes: Sequence[Box]) -> bool:
    first = boxes[0]
    return word.box.x0 < first.x1 + NEAR and word.box.x1 > first.x0 - NEAR


def _emptiest(boxes: Sequence[Box], low: float, high: float) -> float:
    """The end of the widest stretch between two places that fewest words cross.

    Cells begin in one place and end anywhere, and a long one comes close to the next.
    """
    step = 3.0
    count = max(1, int((high - low) / step))
    places = [low + step * i for i in range(count + 1)]
    ink = [sum(b.x0 < x < b.x1 for b in boxes) for x in places]
    least = min(ink)
    runs = [
        [places[i] for i, _ in group]
        for empty, group in groupby(enumerate(ink), key=lambda each: each[1] <= least)
        if empty
    ]
    return max(runs, key=len)[-1]


def _by_column(line: TextLine, edges: Sequence[float], count: int) -> tuple[tuple[Word, ...], ...]:
    """The words of a line by the column that they begin in."""
    cells: list[list[Word]] = [[] for _ in range(count)]
    step = line.words[0].box.width / len(line.words[0].text) / 2
    for word in line.words:
        cells[sum(word.box.x0 >= edge - step for edge in edges)].append(word)
    return tuple(map(tuple, cells))


def find_numbers(strip: Strip, numbers: int, knowledge: Knowledge) -> list[Number]:
    """The row numbers of a page; two lines that are the halves of one number are one.

    Without a numbering column they are the first words of texts.
    """
    found: list[Number] = []
    for index, cells in enumerate(strip.cells):
        words = cells[:numbers] or (cells[0][:1],)
        text = "".join(word.text for cell in words for word in cell)
        if is_unnumbered_title(strip.lines[index]) and not _label_of(words, knowledge):
            found.append(Number(index, tuple(() for _ in range(numbers))))
        if not text:
            continue
        label = _label_of(words, knowledge)
        whole = (
            found
            and found[-1].line == index - 1
            and _label_of(
                tuple(a + b for a, b in zip(found[-1].words, words, strict=True)), knowledge
            )
        )
        if whole and len(text) <= 3 and not (label and label.is_first):
            joined = tuple(a + b for a, b in zip(found[-1].words, words, strict=True))
            found[-1] = Number(found[-1].line, joined, whole)
        elif label:
            found.append(Number(index, words, label))
    return found


def _label_of(words: Sequence[Sequence[Word]], knowledge: Knowledge) -> Label | None:
    """What the last filled numbering column says."""
    texts = ["".join(word.text for word in cell) for cell in words]
    text = next((t for t in reversed(texts) if t), "")
    return next(iter(whole_labels(text, knowledge)), None)


def crosses_edge(strip: Strip, line: int) -> bool:
    """Whether a word of a line stands across the edge of two columns, which may run elsewhere."""
    return any(
        word.box.x0 < edge < word.box.x1 for word in strip.lines[line].words for edge in strip.edges
    )
