"""What each line of a dump belongs to: running text, a table, its repeated header, or the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from planparse.extract.dumps.entries import Entry, Kind, find_starts
from planparse.extract.dumps.headers.again import find_printed, skip_header
from planparse.extract.dumps.headers.grid import find_grid_header, is_same, near_columns
from planparse.extract.dumps.headers.sequential import TextHeader, find_text_header
from planparse.extract.dumps.lines import TextLine, column_of
from planparse.extract.dumps.notes import find_notes
from planparse.extract.dumps.page_numbers import (
    ends_table,
    find_page_numbers,
    find_run,
    is_number,
    is_page_number,
)
from planparse.extract.dumps.sequence import find_row_starts
from planparse.extract.numbering import Label, find_labels, follows
from planparse.knowledge import Knowledge
from planparse.text import is_capitals

# Labels of the text that a table does not go on with by accident.
OUTER_STYLES = {"part", "chapter", "clause", "article", "roman", "upper"}


@dataclass
class Blocks:
    """All lines in order, the headers of the tables, and where documents and annexes begin.

    `starts` are places in `entries`; every one begins a page. `labels` are the last labels of each
    style in the running text. `keeps_columns` are the places where lines parted by wide gaps are
    so near that a header may begin.
    """

    entries: list[Entry] = field(default_factory=list)
    headers: list[TextHeader] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    keeps_columns: frozenset[int] = frozenset()


def find_blocks(lines: Sequence[TextLine], knowledge: Knowledge) -> Blocks:
    """Sort the lines of a dump, and count its pages."""
    blocks = Blocks(keeps_columns=near_columns(lines))
    numbers = find_page_numbers(lines, knowledge)
    notes = find_notes(lines)
    noted: dict[int, Kind] = {note.mark: "mark" for note in notes}
    noted |= {i: "note" for note in notes for i in range(note.start, note.end)}
    table: int | None = None
    index = 0
    while index < len(lines):
        kind, count = noted.get(index, "text"), 1
        if kind == "text" or table is not None:
            kind, count = _classify(lines, index, blocks, table, numbers, knowledge)
        if kind == "header":
            table = len(blocks.headers) - 1
        elif kind == "text":
            table = None
            blocks.labels |= _outer_labels(lines[index], knowledge)
        own = table if kind in ("header", "repeated", "column_numbers", "row") else None
        blocks.entries += [Entry(kind, x, own) for x in lines[index : index + count]]
        index += count
    blocks.starts = list(find_starts(blocks.entries, knowledge))
    if not any(line.page > 1 for line in lines):
        for place in _find_pages_in_tables(blocks, knowledge):
            blocks.entries[place] = Entry("page_number", blocks.entries[place].line)
        blocks.entries = _count_pages(blocks)
    return blocks


def _classify(
    lines: Sequence[TextLine],
    index: int,
    blocks: Blocks,
    table: int | None,
    numbers: set[int],
    knowledge: Knowledge,
) -> tuple[Kind, int]:
    line = lines[index]
    if knowledge.find("gazette_head", line.text):
        return "head", 1
    if index in numbers:
        return "page_number", 1
    above = None if table is None else blocks.headers[table]
    near = index in blocks.keeps_columns
    grid = find_grid_header(lines, index, knowledge, above) if near else None
    printed = find_printed(lines, index, blocks.headers)
    if above and (count := _count_again(lines, index, blocks, above, (grid, printed))):
        return "repeated", count
    if table is not None and _numbers_columns(line, blocks, knowledge):
        return "column_numbers", 1
    if is_number(line) and (
        above is None or is_page_number(lines, index, above, _last_page(blocks), knowledge)
    ):
        return "page_number", 1
    header = printed or grid or find_text_header(lines, index, knowledge, table is not None)
    if header:
        blocks.headers.append(header)
        return "header", header.count
    if (
        table is None
        or ends_table(line, knowledge)
        or _resumes_text(line, blocks, table, knowledge)
    ):
        return "text", 1
    return "row", 1


def _count_again(
    lines: Sequence[TextLine],
    index: int,
    blocks: Blocks,
    above: TextHeader,
    found: tuple[TextHeader | None, TextHeader | None],
) -> int:
    """How many lines repeat the header of a table, as columns or letters `found` there say, or its
    first words; none where they are that of another table."""
    grid, printed = found
    again = printed if printed and printed.key == above.key else None
    again = grid if grid and is_same(grid, above) else again
    if again:
        return 0 if _stands_below_rows(lines, index, blocks) else again.count
    return 0 if printed else skip_header(lines, index, above)


def _stands_below_rows(lines: Sequence[TextLine], index: int, blocks: Blocks) -> bool:
    """Whether rows stand above a line on its page, where form feeds tell pages: a header that is
    printed again there is that of another table."""
    told = lines[-1].page > 1
    here = takewhile(lambda e: e.line.page == lines[index].page, reversed(blocks.entries))
    return told and any(e.kind == "row" and not is_number(e.line) for e in here)


def _outer_labels(line: TextLine, knowledge: Knowledge) -> dict[str, Label]:
    labels = find_labels(line.text, knowledge)
    return {label.style: label for label in labels if label.style in OUTER_STYLES}


def _resumes_text(line: TextLine, blocks: Blocks, table: int, knowledge: Knowledge) -> bool:
    """Whether a line goes on with the numbering of the text above a table, the rows of which are
    not numbered so: not at all, without its stop, or, where columns are kept, further left."""
    following = {
        label.style
        for label in _outer_labels(line, knowledge).values()
        if label.style in blocks.labels
        and follows(label, blocks.labels[label.style])
        and is_capitals(line.text[label.end :])
    }
    if not following:
        return False
    rows = (entry.line for entry in blocks.entries if entry.table == table and entry.kind == "row")
    numbered = (row for row in rows if following & set(_outer_labels(row, knowledge)))
    if not blocks.headers[table].keeps_columns:
        stopped = line.words[0].text.endswith(".")
        return all(row.words[0].text.endswith(".") != stopped for row in numbered)
    begin = column_of(line.words[0])
    return all(row.words[1:] and begin >= column_of(row.words[1]) for row in numbered)


def _last_page(blocks: Blocks) -> int | None:
    """The line of the last page number."""
    places = reversed(range(len(blocks.entries)))
    return next((i for i in places if blocks.entries[i].kind == "page_number"), None)


def _numbers_columns(line: TextLine, blocks: Blocks, knowledge: Knowledge) -> bool:
    """Whether a line below a header has the numbers (1) (2) (3) of its columns."""
    below = blocks.entries[-1].kind in ("header", "repeated", "column_numbers")
    return below and has_column_numbers(line, knowledge)


def has_column_numbers(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether all words of a line may be numbers of columns, and look like them."""
    words = [word.text for word in line.words]
    numbered = all(knowledge.find("column_number", word) for word in words)
    return numbered and (len(words) > 2 or all(word.startswith("(") for word in words))


def _find_pages_in_tables(blocks: Blocks, knowledge: Knowledge) -> set[int]:
    """The page numbers inside tables whose header is not printed again, where nothing else tells
    pages: among the numbers that stand alone and begin no row."""
    alone = {i: int(e.line.text) for i, e in enumerate(blocks.entries) if is_number(e.line)}
    others: dict[int, int] = {}
    for table, header in enumerate(blocks.headers):
        own = [(i, e) for i, e in enumerate(blocks.entries) if e.table == table]
        rows = [i for i, e in own if e.kind == "row"]
        if any(e.kind == "repeated" for _, e in own) or not alone.keys() & rows:
            continue
        numbers = sum(heading.kind == "number" for heading in header.columns)
        starts = find_row_starts([blocks.entries[i].line for i in rows], numbers, knowledge)
        begun = {rows[start.line] for start in starts}
        others |= {i: alone[i] for i in rows if i in alone and i not in begun}
    known = {i: n for i, n in alone.items() if blocks.entries[i].kind == "page_number"}
    return find_run(known, others)


def _count_pages(blocks: Blocks) -> list[Entry]:
    """The entries of a dump without form feeds, a page beginning where something shows it."""
    page, before = 1, "text"
    counted: list[Entry] = []
    for index, entry in enumerate(blocks.entries):
        top = entry.kind in ("head", "page_number", "repeated") or index in blocks.starts
        top = top or (before == "note" != entry.kind)
        begun = before in ("head", "page_number") or (
            before in ("repeated", "column_numbers")
            and entry.kind in ("repeated", "column_numbers")
        )
        if top and not begun and counted:
            page += 1
        before = entry.kind
        counted.append(replace(entry, line=replace(entry.line, page=page)))
    return counted
