"""What is printed on pages and is not the document: running heads, page numbers, stamps."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from planparse import regex
from planparse.extract.lines import Line, to_passage
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge
from planparse.schema.draft import Removed
from planparse.schema.packed_lists import Packed, listed_like
from planparse.text import squeeze

# A head stands among the first or last lines of a page, and on at least this many pages.
EDGE_LINES = 2
MIN_PAGES = 3
# The share of the page's width within which a page number is in the middle of the sheet, where that
# is not the middle of the text: margins of 35 and 15 mm (Decree 30/2020) part the two by 4.8 %.
MIDDLE = 0.05
# Where there are only two pages, it says the very same on both, and not in bold as a heading does.
FEW_PAGES = 2
# What stands on top of documents and annexes, and may do so on both.
FORM = ("annex_label", "annex_note", "national_header_begin", "authority", "number_line")
# The lines of a stamp begin at one edge and are of one size, within this part of that size.
EDGE, ALIKE = 0.25, 0.05


def remove_furniture(
    pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[Sequence[PageContent], list[Removed] | Packed[Removed]]:
    """The pages without furniture, and what was taken out."""
    removed: list[Removed] | Packed[Removed] = listed_like(pages, ())
    for find in (_find_stamps, _find_heads, _find_page_numbers, _find_continued):
        found = find(pages, knowledge)
        removed.extend(to_removed(kind, line) for kind, lines in found.items() for line in lines)
        gone: defaultdict[int, list[Line]] = defaultdict(list)
        for line in chain.from_iterable(found.values()):
            gone[line.page].append(line)
        if gone:
            pages = listed_like(pages, (page.without(gone.get(page.number, ())) for page in pages))
    return pages, removed


def to_removed(kind: str, line: Line) -> Removed:
    """A line as something taken out."""
    return Removed(kind, line.page, line.box, to_passage([line]))


class _Edge(NamedTuple):
    """One of the first or last lines of a page, with what is asked of all of them together; `key`
    is what it has in common with a running head, its height on the page included."""

    line: Line
    page: int
    text: str
    bold: bool
    key: tuple[str, int]

    @property
    def said(self) -> str:
        """The text, as it is compared."""
        return squeeze(self.text)


def _edge_lines(page: PageContent) -> list[Line]:
    """The first and last lines of a page; tables do not count."""
    tops = [f.box.top for f in page.fragments]
    bottoms = [f.box.bottom for f in page.fragments]
    first = [x for x in page.lines[:EDGE_LINES] if not tops or x.baseline <= min(tops)]
    last = [x for x in page.lines[-EDGE_LINES:] if not bottoms or x.baseline > max(bottoms)]
    return list(dict.fromkeys([*first, *last]))


def _find_heads(pages: Sequence[PageContent], knowledge: Knowledge) -> dict[str, list[Line]]:
    """Lines that say the same at the same height on several pages, a page number aside, and those
    of a gazette or a browser."""
    gazette: list[Line] = []
    heads: list[Line] = []
    others: list[_Edge] | Packed[_Edge] = listed_like(pages, ())
    for page in pages:
        for line in _edge_lines(page):
            if knowledge.find("gazette_head", line.text):
                gazette.append(line)
            elif knowledge.find("browser_print", line.text):
                heads.append(line)
            elif regex.search(r"\p{L}", line.text):
                others.append(_to_edge(page, line))
    seen = _seen_again(others)
    many = (lines for lines in seen.values() if len(lines) >= MIN_PAGES)
    heads += [head.line for lines in many for head in _repeated(lines, knowledge)]
    if len(pages) == FEW_PAGES:
        heads += [head.line for lines in seen.values() for head in _on_both(lines, knowledge)]
    return {"gazette_head": gazette, "running_head": heads}


def _to_edge(page: PageContent, line: Line) -> _Edge:
    key = regex.sub(r"\d+", "#", squeeze(line.text)), _height(page, line)
    return _Edge(line, page.number, line.text, line.bold, key)


def _seen_again(edges: Sequence[_Edge]) -> dict[tuple[str, int], list[_Edge]]:
    """Those of the edges that are not the only ones of their key: few are held at a time."""
    counts = Counter(hash(edge.key) for edge in edges)
    seen: dict[tuple[str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if counts[hash(edge.key)] > 1:
            seen[edge.key].append(edge)
    return seen


def _height(page: PageContent, line: Line) -> int:
    """How far a line is from the edge of the page that is nearer, in lines; from the foot below 0:
    sheets that lie on their side are less high."""
    if 2 * line.baseline <= page.height:
        return round(line.baseline / line.size)
    return -1 - round((page.height - line.baseline) / line.size)


def _on_both(lines: Sequence[_Edge], knowledge: Knowledge) -> Sequence[_Edge]:
    """Lines that are the same on both pages of a document of two, and no part of its form."""
    same = len(lines) == FEW_PAGES and len({line.said for line in lines}) == 1
    form = any(knowledge.find(x, lines[0].text) for x in FORM)
    return lines if same and not form and not any(line.bold for line in lines) else ()


def _repeated(lines: Sequence[_Edge], knowledge: Knowledge) -> list[_Edge]:
    """Among lines that differ only in numbers, those that run through the pages.

    A bold line whose number goes up is a title. "Phụ lục 1", "Phụ lục 2" and "Phụ lục 3" on top of
    three pages are three annexes; where pages repeat one label, the first of them begins the annex.
    """
    said = Counter(line.said for line in lines)
    if knowledge.find("annex_label", lines[0].text):
        first = {line.said: line for line in reversed(lines)}.values()
        return [x for x in lines if said[x.said] >= MIN_PAGES and x not in first]
    steps = Counter(step for line in lines for step in _steps(line))
    return [
        line
        for line in lines
        if said[line.said] >= MIN_PAGES
        or (not line.bold and any(steps[step] >= MIN_PAGES for step in _steps(line)))
    ]


def _steps(line: _Edge) -> set[int]:
    """How far the numbers in a line are ahead of its page; for a page number it stays the same."""
    return {int(number) - line.page for number in regex.findall(r"\d+", line.text)}


def _find_page_numbers(pages: Sequence[PageContent], knowledge: Knowledge) -> dict[str, list[Line]]:
    """Numbers alone at the top or foot: in the middle, or in step with the pages."""
    candidates = [
        (line, int(match["number"]) - page.number, _is_in_the_middle(page, line))
        for page in pages
        for line in _edge_lines(page)
        if (match := knowledge.find("page_number", line.text))
    ]
    steps = Counter(step for _, step, _ in candidates)
    numbers = [line for line, step, in_middle in candidates if steps[step] > 1 or in_middle]
    return {"page_number": numbers}


def _find_continued(pages: Sequence[PageContent], knowledge: Knowledge) -> dict[str, list[Line]]:
    """Lines that only say that the text goes on from the page before, or on the next one."""
    lines = [x for page in pages for x in _edge_lines(page) if knowledge.find("continued", x.text)]
    return {"continued": lines}


def _is_in_the_middle(page: PageContent, line: Line) -> bool:
    middle = line.box.middle[0]
    return page.is_centred(line) or abs(middle - page.width / 2) <= MIDDLE * page.width


def _find_stamps(pages: Sequence[PageContent], knowledge: Knowledge) -> dict[str, list[Line]]:
    """The lines a digital signature leaves on the page."""
    return {"signature_stamp": [x for page in pages for x in _stamp_lines(page, knowledge)]}


def _stamp_lines(page: PageContent, knowledge: Knowledge) -> Iterator[Line]:
    usual = statistics.median_high([line.size for line in page.lines] or [0.0])
    last: Line | None = None
    for line in page.lines:
        near = last if last and line.baseline - last.baseline < 2 * last.size else None
        if knowledge.find("stamp_begin", line.text) or (
            near and (knowledge.find("signature_stamp", line.text) or _goes_on(near, line, usual))
        ):
            last = line
            yield line


def _goes_on(above: Line, line: Line, usual: float) -> bool:
    """Whether a line of a stamp, in smaller type than the page, is too long for it, so that its
    rest stands below, at its edge."""
    beside = abs(line.box.x0 - above.box.x0) <= EDGE * above.size
    like = abs(line.size - above.size) <= ALIKE * above.size
    return beside and like and line.size < (1 - ALIKE) * usual
