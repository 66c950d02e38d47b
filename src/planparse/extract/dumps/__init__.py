"""A dump → the pages it could have come from: lines and ruled tables, set again.

A plain text has lost its page. What its words and blank lines still tell decides where each line
stood; then the steps that read real pages read these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby, pairwise

from planparse.extract.dumps.blocks import Blocks, find_blocks
from planparse.extract.dumps.entries import Entry, Kind
from planparse.extract.dumps.final_spaces import with_weights
from planparse.extract.dumps.grid.table import read_grid
from planparse.extract.dumps.lines import TextLine, to_text_lines
from planparse.extract.dumps.places import Placed, place_lines
from planparse.extract.dumps.sequential.rows import read_rows
from planparse.extract.dumps.setting import LEFT, PITCH, RIGHT, WIDTH, Sheet
from planparse.extract.dumps.sides import part_sides
from planparse.extract.dumps.tables import TableText, set_fragment, to_table
from planparse.extract.dumps.untold import (
    find_reason,
    find_unseen,
    to_blocks,
    to_finding,
    to_heading,
)
from planparse.extract.lines import to_passage
from planparse.extract.pages import PageContent
from planparse.extract.tables.fragments import Fragment
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding, Removed
from planparse.schema.layout import Layout, Page, Word

__all__ = ["Setting", "set_again"]


@dataclass(frozen=True)
class Setting:
    """A dump set again: its words on pages, what stands on these, headers printed once more, and
    the tables that it does not tell the rows of."""

    layout: Layout
    pages: list[PageContent]
    removed: list[Removed]
    findings: list[Finding]


def set_again(layout: Layout, knowledge: Knowledge) -> Setting:
    """Give the lines of a dump the places they may have had."""
    lines = with_weights(to_text_lines(layout, knowledge), layout.pages)
    blocks = find_blocks(list(part_sides(lines, knowledge)), knowledge)
    reasons = [_find_reason(blocks, index, knowledge) for index in range(len(blocks.headers))]
    tables = [_read_table(blocks, i, not reason, knowledge) for i, reason in enumerate(reasons)]
    findings = [
        to_finding(header.columns, reason)
        for header, reason in zip(blocks.headers, reasons, strict=True)
        if reason
    ]
    texts = [entry.line for entry in blocks.entries if entry.kind == "text"]
    findings += find_unseen(texts, knowledge)
    placed = _place_all(blocks, knowledge)
    counter = count()
    pages: list[PageContent] = []
    removed: list[Removed] = []
    for number, group in groupby(blocks.entries, key=lambda entry: entry.line.page):
        while len(pages) + 1 < number:
            pages.append(_to_page(Sheet(len(pages) + 1, counter), []))
        sheet = Sheet(number, counter)
        fragments = _set_page(sheet, list(group), tables, placed, removed, knowledge)
        pages.append(_to_page(sheet, fragments))
    return Setting(_to_layout(layout, pages, removed), pages, removed, findings)


def _find_reason(blocks: Blocks, index: int, knowledge: Knowledge) -> str | None:
    header = blocks.headers[index]
    rows = _lines_of(blocks, index, "row")
    return find_reason(header.columns, rows, header.keeps_columns, knowledge)


def _lines_of(blocks: Blocks, index: int, kind: Kind) -> list[TextLine]:
    """The lines of a table that are of a kind."""
    return [e.line for e in blocks.entries if e.table == index and e.kind == kind]


def _read_table(blocks: Blocks, index: int, told: bool, knowledge: Knowledge) -> TableText:
    lines = _lines_of(blocks, index, "row")
    columns = blocks.headers[index].columns
    if not told:
        return to_table([to_heading(columns)], to_blocks(lines, knowledge), knowledge)
    headers = [e.line for e in blocks.entries if e.table == index and e.kind != "row"]
    if blocks.headers[index].keeps_columns:
        return to_table(columns, read_grid(lines, headers, columns, knowledge), knowledge)
    return to_table(columns, read_rows(lines, columns, knowledge), knowledge)


def _place_all(blocks: Blocks, knowledge: Knowledge) -> dict[int, Placed]:
    """The places of all lines outside tables, by the identity of the line."""
    cuts = [0, *(start for start in blocks.starts if start), len(blocks.entries)]
    placed: dict[int, Placed] = {}
    for start, end in pairwise(cuts):
        entries = blocks.entries[start:end]
        lines = [entry.line for entry in entries if entry.kind == "text"]
        for each in place_lines(lines, knowledge):
            placed[id(each.line)] = each
        for entry in entries:
            if entry.kind in ("head", "page_number"):
                placed[id(entry.line)] = Placed(entry.line, "centre")
            elif entry.kind in ("note", "mark"):
                placed[id(entry.line)] = Placed(entry.line, "note")
    return placed


def _set_page(
    sheet: Sheet,
    entries: Sequence[Entry],
    tables: Sequence[TableText],
    placed: dict[int, Placed],
    removed: list[Removed],
    knowledge: Knowledge,
) -> list[Fragment]:
    """Set what stands on one page, from top to bottom."""
    fragments: dict[int, Fragment] = {}
    for entry in entries:
        if entry.kind in ("repeated", "column_numbers"):
            kind = "repeated_header" if entry.kind == "repeated" else entry.kind
            removed.append(_remove(kind, entry.line, sheet, knowledge))
        elif sheet.lines and (entry.kind == "mark" or _is_stop(entry)):
            sheet.attach(entry.line.words, raised=entry.kind == "mark")
        elif entry.table is None:
            sheet.set(placed[id(entry.line)], knowledge)
        elif entry.table not in fragments:
            table = tables[entry.table]
            fragments[entry.table] = set_fragment(table, sheet, knowledge)
    return [fragment for fragment in fragments.values() if fragment.cells]


def _is_stop(entry: Entry) -> bool:
    """Whether a line is a full stop or the like, which was printed behind the line above."""
    return entry.kind == "text" and entry.line.text in {".", ",", ";", ":"}


def _remove(kind: str, line: TextLine, sheet: Sheet, knowledge: Knowledge) -> Removed:
    sheet.y += PITCH
    words = sheet.set_words(line.words, (LEFT, LEFT), sheet.y, 10.0, True, knowledge)
    return Removed(kind, sheet.number, words.box, to_passage([words]))


def _to_page(sheet: Sheet, fragments: Sequence[Fragment]) -> PageContent:
    width = max([WIDTH, *(fragment.box.x1 + LEFT for fragment in fragments)])
    return PageContent(
        sheet.number,
        width,
        sheet.y + PITCH,
        tuple(sheet.lines),
        tuple(fragments),
        LEFT,
        RIGHT,
        PITCH,
    )


def _to_layout(layout: Layout, pages: Sequence[PageContent], removed: Sequence[Removed]) -> Layout:
    """The words where they were set: what the account of characters is made of."""
    return Layout(
        layout.source,
        tuple(
            Page(page.number, page.width, page.height, tuple(_words_on(page, removed)), ())
            for page in pages
        ),
    )


def _words_on(page: PageContent, removed: Sequence[Removed]) -> Iterator[Word]:
    for line in page.lines:
        yield from line.words
    for fragment in page.fragments:
        for cell in fragment.cells:
            yield from cell.words
    for each in removed:
        if each.page == page.number:
            yield from each.passage.words
