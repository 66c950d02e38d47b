"""Numbers that stand alone on a line of a dump: which of them are those of pages."""

from collections import Counter
from collections.abc import Mapping, Sequence

from planparse.extract.dumps.headers.again import skip_header
from planparse.extract.dumps.headers.sequential import TextHeader
from planparse.extract.dumps.lines import TextLine
from planparse.knowledge import Knowledge

# A plan has at most so many pages, digits.
DIGITS = 3
# So many numbers inside tables that count on are those of pages, if so great a share of all does.
RUN, SHARE = 3, 1 / 3


def find_page_numbers(lines: Sequence[TextLine], knowledge: Knowledge) -> set[int]:
    """Numbers alone on the first or last line of a page, in step with the pages, of two on one page
    the one that keeps step with more; where nothing parts pages, all numbers that stand alone, if
    they count on from 2 and none is anything else.

    Rows count from 1; the first page bears no number (Decree 30/2020, annex I).
    """
    if lines and lines[-1].page == 1:
        found = ((i, knowledge.find("page_number", line.text)) for i, line in enumerate(lines))
        alone = {i: int(m["number"]) for i, m in found if m and len(m["number"]) <= DIGITS}
        counted = list(alone.values())
        run = list(range(2, 2 + len(alone)))
        return set(alone) if len(run) > 1 and counted == run else set()
    steps_of: dict[int, int] = {}
    for index, line in enumerate(lines):
        first = index == 0 or lines[index - 1].page != line.page
        last = index + 1 == len(lines) or lines[index + 1].page != line.page
        match = knowledge.find("page_number", line.text)
        if match and (first or last):
            steps_of[index] = int(match["number"]) - line.page
    steps = Counter(steps_of.values())
    most: dict[int, int] = {}
    for index, step in steps_of.items():
        page = lines[index].page
        most[page] = max(most.get(page, 2), steps[step])
    return {index for index, step in steps_of.items() if steps[step] == most[lines[index].page]}


def is_number(line: TextLine) -> bool:
    """Whether a line is a number that may be that of a page."""
    return may_be_of_page(line.text)


def may_be_of_page(text: str) -> bool:
    """Whether a text is a number that a page may have."""
    return text.isdigit() and len(text) <= DIGITS


def is_page_number(
    lines: Sequence[TextLine],
    index: int,
    header: TextHeader,
    last: int | None,
    knowledge: Knowledge,
) -> bool:
    """Whether a number alone inside a table is that of a page; `last` is the line of the page
    number found last.

    Its header is printed again below it, or the table ends. A cell may end with a number, so that
    it must stand off from the line before, be below a header, be the next page number, or be
    followed by the next one that stands so.
    """

    def may_be(i: int) -> bool:
        return is_number(lines[i]) and _ends_page(lines, i, header, knowledge)

    if not may_be(index):
        return False
    usual = Counter(line.gap for line in lines).most_common(1)[0][0]
    if lines[index].gap > usual and index + 1 < len(lines):
        return True
    if index >= header.count and skip_header(lines, index - header.count, header) == header.count:
        return True
    follows = last is not None and _follows(lines[last].text, lines[index].text)
    below = next(filter(may_be, range(index + 1, len(lines))), None)
    return follows or (below is not None and _follows(lines[index].text, lines[below].text))


def find_run(known: Mapping[int, int], others: Mapping[int, int]) -> set[int]:
    """Which of `others`, numbers alone in tables that begin no row, are those of pages, by their
    lines: those that count on from the page numbers that are known."""
    following, found = 2, set()
    for line, number in sorted([*known.items(), *others.items()]):
        if line in known:
            following = number + 1
        elif number == following:
            found.add(line)
            following += 1
    return found if len(found) >= max(RUN, SHARE * len(others)) else set()


def _follows(before: str, text: str) -> bool:
    return before.isdigit() and text.isdigit() and int(text) == int(before) + 1


def _ends_page(
    lines: Sequence[TextLine], index: int, header: TextHeader, knowledge: Knowledge
) -> bool:
    following = index + 1
    if following == len(lines) or ends_table(lines[following], knowledge):
        return True
    return bool(skip_header(lines, following, header))


def ends_table(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line belongs to what comes after a table: an annex, a document, conclusions."""
    if any(
        knowledge.find(kind, line.text)
        for kind in ("annex_label", "national_header_begin", "recipients", "closing_begin")
    ):
        return True
    return line.is_capitals and bool(knowledge.find("signer_title", line.text))
