"""A table of a dump that keeps its columns by spaces: cells by where words stand.

Columns are the strips between the places where least is printed; where a row ends is told by what
stands above and below, and by the row number, which stands in the first line of its row or in the
middle.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from planparse.extract.dumps.headings import Heading
from planparse.extract.dumps.lines import TextLine, spaces_before
from planparse.extract.dumps.pieces import RowPiece, to_piece
from planparse.extract.dumps.rows import DOUBT, TextRow
from planparse.extract.dumps.search import Reading
from planparse.extract.dumps.sequence import TITLE_STYLES, RowStart
from planparse.extract.numbering import Label, whole_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Box, Word
from planparse.text import ends_sentence, is_capitals, starts_lower

# What the cells of a row say for where it begins and ends: a cell begins as texts do, or goes on
# from above; it goes on below, or has ended. A blank line above the row.
BEGINS, LOWER, GOES_ON, ENDED, BLANK = 0.5, -2.0, -2.0, 0.4, 0.8
# How much each line counts by which a cell is off the number, which stands in the middle of its row
# or, in a row that the page cuts, on its first line.
OFF_MIDDLE, OFF_TOP = 0.5, 1.0
# The words of a heading stand within this distance of each other, points.
NEAR = 60.0
# A cell beside the text in a row that is numbered as titles are.
IN_TITLE = -2.0
# Numbers stand in the first line of their rows when this share of these lines begins a text.
TOP = 0.9


@dataclass(frozen=True)
class _Strip:
    """The rows of a table on one page: lines, each with its words by column."""

    page: int
    lines: tuple[TextLine, ...]
    cells: tuple[tuple[tuple[Word, ...], ...], ...]

    def text(self, line: int, column: int) -> str:
        """What a line has in a column."""
        return " ".join(word.text for word in self.cells[line][column])


@dataclass(frozen=True)
class _Number:
    """A row number: the line it stands on, its words and what it says."""

    line: int
    words: tuple[tuple[Word, ...], ...]
    label: Label | None

    @property
    def is_title(self) -> bool:
        """Whether titles are numbered so."""
        return self.label is not None and self.label.style in TITLE_STYLES


def read_grid(
    lines: Sequence[TextLine],
    headers: Sequence[TextLine],
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> list[TextRow]:
    """The rows of a table whose columns are kept; `headers` are the lines of all its headers."""
    strips = [
        _to_strip(list(group), [h for h in headers if h.page == page] or headers, columns)
        for page, group in groupby(lines, key=lambda line: line.page)
    ]
    numbers = sum(heading.kind == "number" for heading in columns)
    found = [_find_numbers(strip, numbers, knowledge) for strip in strips]
    top = _is_top(strips, found, numbers)
    rows: list[TextRow] = []
    for strip, here in zip(strips, found, strict=True):
        bounds, margins = _find_bounds(strip, here, top, bool(rows), numbers, knowledge)
        pieces = list(pairwise(bounds))
        if rows and bounds[0] > 0:
            rows[-1] = _continue(rows[-1], strip, (0, bounds[0]), columns, knowledge)
        for number, extent, margin in zip(here, pieces, margins, strict=True):
            rows.append(_to_row(strip, number, extent, margin, columns, knowledge))
    return rows


def _to_strip(
    lines: Sequence[TextLine], headers: Sequence[TextLine], columns: Sequence[Heading]
) -> _Strip:
    edges = _find_edges(lines, headers, columns)
    return _Strip(
        lines[0].page, tuple(lines), tuple(_by_column(line, edges, len(columns)) for line in lines)
    )


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
    """The middle of the widest stretch between two places that fewest words cross."""
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
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 2


def _by_column(line: TextLine, edges: Sequence[float], count: int) -> tuple[tuple[Word, ...], ...]:
    cells: list[list[Word]] = [[] for _ in range(count)]
    for word in line.words:
        cells[sum(word.box.middle[0] > edge for edge in edges)].append(word)
    return tuple(map(tuple, cells))


def _find_numbers(strip: _Strip, numbers: int, knowledge: Knowledge) -> list[_Number]:
    """The row numbers of a page; two lines that are the halves of one number are one."""
    found: list[_Number] = []
    for index, cells in enumerate(strip.cells):
        words = cells[:numbers]
        text = "".join(word.text for cell in words for word in cell)
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
            found[-1] = _Number(found[-1].line, joined, whole)
        elif label:
            found.append(_Number(index, words, label))
    return found


def _label_of(words: Sequence[Sequence[Word]], knowledge: Knowledge) -> Label | None:
    """What the last filled numbering column says."""
    texts = ["".join(word.text for word in cell) for cell in words]
    text = next((t for t in reversed(texts) if t), "")
    return next(iter(whole_labels(text, knowledge)), None)


def _is_top(strips: Sequence[_Strip], found: Sequence[Sequence[_Number]], numbers: int) -> bool:
    """Whether numbers stand in the first lines of their rows."""
    begins = [
        bool(text) and not starts_lower(text)
        for strip, here in zip(strips, found, strict=True)
        for each in here
        for text in [strip.text(each.line, numbers)]
    ]
    return bool(begins) and sum(begins) >= TOP * len(begins)


def _find_bounds(
    strip: _Strip,
    here: Sequence[_Number],
    top: bool,
    goes_on: bool,
    numbers: int,
    knowledge: Knowledge,
) -> tuple[list[int], list[float]]:
    """Where the rows of a page begin and the last one ends; how sure each beginning is."""
    count = len(strip.lines)
    if not here:
        return [count], []
    if top:
        return [*(n.line for n in here), count], [2 * DOUBT] * len(here)
    begins = range(here[0].line + 1) if goes_on else [0]
    ways: dict[int, tuple[float, list[int]]] = {
        b: (_score_rest(strip, b, numbers, knowledge), [b]) for b in begins
    }
    margins: list[float] = []
    for number, following in pairwise([*here, None]):
        assert number is not None
        ends = range(number.line + 1, following.line + 1) if following else [count]
        nexts: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            score, bounds = max(
                (score + _score_row(strip, (b, end), number, numbers, knowledge), bounds)
                for b, (score, bounds) in ways.items()
            )
            nexts[end] = (score, [*bounds, end])
        ranked = sorted((score for score, _ in nexts.values()), reverse=True)
        margins.append(ranked[0] - ranked[1] if len(ranked) > 1 else 2 * DOUBT)
        ways = nexts
    return max(ways.values())[1], margins


def _score_rest(strip: _Strip, end: int, numbers: int, knowledge: Knowledge) -> float:
    """What the lines above the first row of a page say for being the rest of one above."""
    score = 0.0
    for column in range(numbers, len(strip.cells[0])):
        lines = [i for i in range(end) if strip.cells[i][column]]
        if lines:
            first, last = strip.text(lines[0], column), strip.text(lines[-1], column)
            score += -LOWER / 2 if starts_lower(first) else -BEGINS / 2
            score += GOES_ON * bool(knowledge.find("goes_on", last))
    return score


def _score_row(
    strip: _Strip, extent: tuple[int, int], number: _Number, numbers: int, knowledge: Knowledge
) -> float:
    """What the cells of a row say for its extent, and where they stand beside the number."""
    score = BLANK * (strip.lines[extent[0]].gap > 1)
    for column in range(numbers, len(strip.cells[0])):
        lines = [i for i in range(*extent) if strip.cells[i][column]]
        if not lines:
            continue
        first, last = strip.text(lines[0], column), strip.text(lines[-1], column)
        score += LOWER if starts_lower(first) else BEGINS
        score += _score_end(last, knowledge)
        middle = OFF_MIDDLE * abs((lines[0] + lines[-1]) / 2 - number.line)
        score -= min(middle, OFF_TOP * abs(lines[0] - number.line))
        score += IN_TITLE * (number.is_title and column > numbers)
    return score


def _score_end(last: str, knowledge: Knowledge) -> float:
    """What the last line of a cell says for the cell ending there; lists end with a comma, too."""
    if last.endswith(","):
        return GOES_ON / 3
    return GOES_ON if knowledge.find("goes_on", last) else ENDED * ends_sentence(last)


def _to_row(
    strip: _Strip,
    number: _Number,
    extent: tuple[int, int],
    margin: float,
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> TextRow:
    piece, cells = _to_cells(strip, extent, columns, "", knowledge)
    labels = (number.label,) if number.label else ()
    start = RowStart(extent[0], 0, (len(number.words) - 1,), labels, 0.0)
    texts = " ".join(piece.known.texts)
    title = number.is_title or is_capitals(texts)
    row = TextRow(start, number.words, (piece,), Reading(cells, 0.0, margin))
    one = title and _is_one_text(row, strip, extent, len(number.words))
    return _as_title(row, columns) if one else row


def _is_one_text(row: TextRow, strip: _Strip, extent: tuple[int, int], numbers: int) -> bool:
    """Whether what stands in a row is one text, which may run on over the edges of columns."""
    filled = sum(start < end for ((start, end),) in row.reading.cells)
    lines = ([w for cell in strip.cells[i][numbers:] for w in cell] for i in range(*extent))
    parted = any(spaces_before(a, b) > 1 for words in lines for a, b in pairwise(words))
    return filled <= 1 or not parted


def _as_title(row: TextRow, columns: Sequence[Heading]) -> TextRow:
    kinds = [heading.kind for heading in columns if heading.kind != "number"]
    text = next((i for i, kind in enumerate(kinds) if kind in {"task", "indicator"}), 0)
    end = row.pieces[0].count
    cells = tuple(
        ((0, 0),) if i < text else ((0, end),) if i == text else ((end, end),)
        for i in range(len(kinds))
    )
    return replace(row, reading=Reading(cells, 0.0), is_title=True)


def _continue(
    row: TextRow,
    strip: _Strip,
    extent: tuple[int, int],
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> TextRow:
    """The row with what stands of it on one more page."""
    piece, more = _to_cells(strip, extent, columns, "above", knowledge)
    cells = tuple(a + b for a, b in zip(row.reading.cells, more, strict=True))
    reading = replace(row.reading, cells=cells)
    return replace(row, pieces=(*row.pieces, piece), reading=reading)


def _to_cells(
    strip: _Strip,
    extent: tuple[int, int],
    columns: Sequence[Heading],
    cut: str,
    knowledge: Knowledge,
) -> tuple[RowPiece, tuple[tuple[tuple[int, int], ...], ...]]:
    """The words of a row on one page, column by column, and which of them each cell has."""
    numbers = sum(heading.kind == "number" for heading in columns)
    lines: list[TextLine] = []
    ends = [0]
    for column in range(numbers, len(columns)):
        cell = list(_cell_lines(strip, extent, column))
        lines += cell
        ends.append(ends[-1] + sum(len(line.words) for line in cell))
    lines = lines or [replace(strip.lines[min(extent[0], len(strip.lines) - 1)], words=())]
    return to_piece(lines, 0, 1, cut, knowledge), tuple((pair,) for pair in pairwise(ends))


def _cell_lines(strip: _Strip, extent: tuple[int, int], column: int) -> Iterator[TextLine]:
    for index in range(*extent):
        words = strip.cells[index][column]
        if words:
            yield replace(strip.lines[index], words=words, text=strip.text(index, column))
