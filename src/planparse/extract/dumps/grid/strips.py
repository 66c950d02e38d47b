"""The lines of a table whose columns are kept by spaces, by column."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from planparse.extract.dumps.grid.edges import find_all_edges, move_edges
from planparse.extract.dumps.grid.evidence import Mark, weigh_line
from planparse.extract.dumps.grid.parting import (
    Cuts,
    Parting,
    ScoreRow,
    find_ways,
    is_far_off,
    part_line,
    part_lines,
)
from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.headers.spots import find_headings
from planparse.extract.dumps.lines import TextLine
from planparse.knowledge import Knowledge
from planparse.properties import cached_property
from planparse.schema.layout import Word

Cells = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True)
class Strip:
    """The rows of a table on one page: lines, each with its words by column; `edges` are before
    which characters columns begin, `kinds` what they are; the text of a title has no marks."""

    page: int
    lines: tuple[TextLine, ...]
    marks: tuple[tuple[Mark, ...], ...]
    cells: tuple[Cells, ...]
    edges: tuple[int, ...]
    kinds: tuple[str | None, ...]
    text_column: int

    @cached_property
    def numbers(self) -> int:
        """How many numbering columns there are; they come first."""
        return sum(kind == "number" for kind in self.kinds)

    @cached_property
    def columns(self) -> tuple["_Column", ...]:
        """What each column holds."""
        return tuple(map(_to_column, zip(*self.cells, strict=True)))

    def lines_with(self, extent: tuple[int, int], column: int) -> tuple[int, ...]:
        """Those of some lines that have anything in a column."""
        filled = self.columns[column].filled
        return filled[slice(*(bisect_left(filled, line) for line in extent))]

    def texts(self, extent: tuple[int, int], column: int) -> tuple[str, ...]:
        """The words that some lines have in a column."""
        texts, begins = self.columns[column].texts, self.columns[column].begins
        return texts[slice(*(begins[line] for line in extent))]

    def text(self, line: int, column: int) -> str:
        """What a line has in a column."""
        return " ".join(self.texts((line, line + 1), column))


class _Column(NamedTuple):
    """The words of a column on one page, with which of them each line begins, and the lines that
    have any."""

    texts: tuple[str, ...]
    begins: tuple[int, ...]
    filled: tuple[int, ...]


def _to_column(cells: Sequence[tuple[Word, ...]]) -> _Column:
    texts = tuple(word.text for cell in cells for word in cell)
    begins = tuple(accumulate(map(len, cells), initial=0))
    return _Column(texts, begins, tuple(line for line, cell in enumerate(cells) if cell))


def to_strips(
    lines: Sequence[TextLine],
    headers: Sequence[TextLine],
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> list[Strip]:
    """The lines of a table by page and column; `headers` are the lines of all its headers."""
    pages = [tuple(group) for _, group in groupby(lines, key=lambda line: line.page)]
    marks = [tuple(weigh_line(line, columns, knowledge) for line in page) for page in pages]
    spots = [
        find_headings([h for h in headers if h.page == page[0].page], columns) for page in pages
    ]
    edges = find_all_edges(marks, spots, columns) if pages else []
    fields = [heading.field for heading in columns]
    text = fields.index("text") if "text" in fields else 0
    kinds = tuple(heading.kind for heading in columns)
    return [
        _to_strip(Strip(page[0].page, page, each, (), places, kinds, text))
        for page, each, places in zip(pages, marks, edges, strict=True)
    ]


def _to_strip(strip: Strip) -> Strip:
    partings = (part_line(each, strip.edges) for each in strip.marks)
    cells = (to_cells(strip, line, cuts) for line, cuts in enumerate(partings))
    return replace(strip, cells=tuple(cells))


def part_row(strip: Strip, extent: tuple[int, int], score: ScoreRow) -> Parting:
    """How the lines of one row are best parted, and how sure that is; `score` says how well words
    suit all columns as cells, with the lines so parted."""
    lines = range(*extent)
    if not lines:
        return [], float("inf")
    edges = move_edges([strip.marks[line] for line in lines], strip.edges)
    texts = [[word.text for word in strip.lines[line].words] for line in lines]
    ways = [find_ways(strip.marks[line], edges) for line in lines]
    partings, sure = part_lines(texts, ways, score)
    far = any(
        is_far_off(strip.marks[line], cuts, edges)
        for line, cuts in zip(lines, partings, strict=True)
    )
    return partings, 0.0 if far else sure


def set_row(strip: Strip, extent: tuple[int, int], partings: Sequence[Cuts]) -> Strip:
    """The page with the lines of one row so parted."""
    cells = list(strip.cells)
    for line, cuts in zip(range(*extent), partings, strict=True):
        cells[line] = to_cells(strip, line, cuts)
    return replace(strip, cells=tuple(cells))


def to_cells(strip: Strip, line: int, cuts: Cuts) -> Cells:
    """The words of a line by column; of a title, which has no marks, all but its number are in that
    of texts."""
    words, text = strip.lines[line].words, strip.text_column
    if not strip.marks[line]:
        numbered = text > 0 and is_numeral(words[0].text)
        cells: list[tuple[Word, ...]] = [()] * (len(strip.edges) + 1)
        cells[0], cells[text] = (words[:1], words[1:]) if numbered else ((), words)
        return tuple(cells)
    return tuple(words[start:end] for start, end in pairwise((0, *cuts, len(words))))


def is_numeral(text: str) -> bool:
    """Whether a word in front of a title is its number: it has no more letters than numerals do."""
    return (
        any(c.isdigit() for c in text)
        or text.endswith((".", ")"))
        or set(text) <= set("IVXLC")
        or len(text) == 1
    )
