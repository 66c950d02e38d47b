"""The whole of a layout → Draft, in the order in which it is taken apart."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from planparse.extract.body.annexes import read_annex
from planparse.extract.body.documents import read_document
from planparse.extract.body.footnotes import Note, is_small_below, take_all_footnotes
from planparse.extract.body.parting import find_other_documents
from planparse.extract.body.parts import Item, Part, split_parts
from planparse.extract.boxes import without_boxes
from planparse.extract.contents import FirstLooks, read_contents
from planparse.extract.doubts import find_doubts, is_speck
from planparse.extract.furniture import remove_furniture
from planparse.extract.ledger import find_unplaced
from planparse.extract.lines import Line
from planparse.extract.pages import PageContent
from planparse.extract.readings import (
    find_attached,
    find_damage,
    find_disagreements,
    find_not_shown,
    find_repairs,
    find_rest,
    find_unknown,
    find_unread,
    set_aside,
)
from planparse.extract.stamps import find_left_out, find_pictures, find_unseen, place_stamps
from planparse.extract.tables.column_doubts import told_once
from planparse.extract.tables.drafting import TableContext, build_table
from planparse.extract.tables.following import begin_table, continue_table
from planparse.extract.tables.fragments import Fragment
from planparse.extract.tables.linked import LinkedTable
from planparse.extract.tables.sheets import is_beside, is_printed_again, join_sheets
from planparse.knowledge import Knowledge
from planparse.schema.draft import (
    Annex,
    Draft,
    Finding,
    Preface,
    Removed,
    Section,
    Table,
)
from planparse.schema.layout import Layout, Places
from planparse.schema.packed import names_of, spool_of
from planparse.schema.packed_lists import Packed, listed, listed_like, spool_of_list

# The title that a spreadsheet gives to every sheet takes no more lines than this.
MAX_LINES_AGAIN = 12


@dataclass
class _Found:
    """What has been found so far."""

    prefaces: list[Preface] = field(default_factory=list)
    sections: list[Section] | Packed[Section] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    removed: list[Removed] | Packed[Removed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def extract_draft(layout: Layout, knowledge: Knowledge, looks: FirstLooks | None = None) -> Draft:
    """Take a document apart; what finds no place is listed word by word in `unplaced`.

    `looks` are what its pages showed while it was read.
    """
    found = _Found(findings=[*find_damage(layout), *find_attached(layout)])
    found.findings += [*find_unread(layout), *find_repairs(layout), *find_pictures(layout)]
    found.findings += [*find_unseen(layout), *find_unknown(layout)]
    found.findings += [*find_disagreements(layout), *find_not_shown(layout)]
    layout, unreadable = set_aside(layout)
    layout, signatures = place_stamps(layout, knowledge)
    found.findings += find_left_out(signatures)
    places = layout.places
    if places is Places.TYPED:
        from planparse.extract.dumps import set_again  # text dumps alone need it

        setting = set_again(layout, knowledge)
        layout, repeated = setting.layout, setting.removed
        pages: Sequence[PageContent] = setting.pages
        found.findings += setting.findings
    else:
        contents = read_contents(layout.pages, knowledge, looks)
        pages, repeated = contents.pages, []
        found.findings += contents.findings
        del contents
    spool = spool_of(page.words for page in layout.pages)
    pages, furniture = remove_furniture(pages, knowledge)
    found.sections, found.removed = listed((), spool), listed(furniture, spool)
    del furniture
    found.findings += find_rest(found.removed, len(pages), knowledge)
    found.findings += find_other_documents(pages, knowledge)
    found.removed.extend([*repeated, *unreadable, *signatures])
    pages, notes = take_all_footnotes(pages)
    bare = listed_like(pages, (page.without_content() for page in pages))
    for part in split_parts(_let_go(pages), knowledge, spool_of_list(pages)):
        _add_part(found, part, bare, notes, knowledge)
    _add_notes(found, notes)
    draft = _to_draft(found, layout, knowledge)
    return draft if places is Places.PRINTED else without_boxes(draft)


def _to_draft(found: _Found, layout: Layout, knowledge: Knowledge) -> Draft:
    """All that was found, the doubts about it, and the words that it leaves out."""
    draft = Draft(
        layout.source,
        len(layout.pages) - layout.first_page + 1,
        tuple(found.prefaces),
        found.sections,
        tuple(found.annexes),
        tuple(found.tables),
        found.removed,
        tuple(told_once(found.findings)),
    )
    return replace(
        draft,
        findings=(*draft.findings, *find_doubts(draft, knowledge)),
        unplaced=tuple(find_unplaced(layout, draft)),
    )


def _let_go(pages: Sequence[PageContent]) -> Iterator[PageContent]:
    """Give page after page and keep none at hand: what has been drafted is in the draft."""
    if isinstance(pages, list):
        pages.reverse()
        while pages:
            yield pages.pop()
    yield from pages


def _add_part(
    found: _Found,
    part: Part,
    pages: Sequence[PageContent],
    notes: list[Note],
    knowledge: Knowledge,
) -> None:
    linked = _link_tables(part.items, knowledge)
    if part.annex is None:
        document = read_document(part, pages, notes, knowledge)
        found.prefaces.append(document.preface)
        found.sections.extend(document.sections)
        found.removed.extend(document.removed)
    else:
        found.annexes.append(read_annex(part, pages, knowledge))
    _add_tables(found, part, linked, knowledge)


def _link_tables(items: Iterable[Item], knowledge: Knowledge) -> list[tuple[LinkedTable, int]]:
    """The tables of a part, each with the number of lines that stand before it.

    Specks do not end a table, and neither does small type below it (a note whose mark was not
    found).
    """
    tables: list[tuple[LinkedTable, int]] = []
    lines, above = 0, None
    recent: deque[Line] = deque(maxlen=MAX_LINES_AGAIN)
    for item in items:
        if not isinstance(item, Fragment):
            small = above is not None and is_small_below(item, above)
            again = above is not None and is_printed_again(item, recent)
            lines += not (small or again or is_speck(item))
            recent.append(item)
            continue
        above = item
        last = tables[-1] if tables else None
        reach = max((table.last_page for table, _ in tables), default=0)
        near = last is not None and last[1] == lines and item.page - reach <= 1
        if last and near and continue_table(last[0], item, knowledge):
            continue
        if near and _goes_on_over(tables, item, knowledge):
            continue
        if last:
            last[0].put_aside()
        tables.append((begin_table(item, last[0] if last else None, knowledge), lines))
    return join_sheets(tables)


def _goes_on_over(
    tables: Sequence[tuple[LinkedTable, int]], item: Fragment, knowledge: Knowledge
) -> bool:
    """Whether a sheet goes on with a table further back: those behind it show other columns."""
    for back in range(2, len(tables) + 1):
        table, lines = tables[-back]
        behind = [other for other, above in tables[1 - back :] if above == lines]
        if len(behind) < back - 1 or not all(is_beside(other, table) for other in behind):
            return False
        if continue_table(table, item, knowledge):
            return True
    return False


def _add_tables(
    found: _Found, part: Part, linked: list[tuple[LinkedTable, int]], knowledge: Knowledge
) -> None:
    annex = found.annexes[-1] if part.annex is not None else None
    for table, _ in linked:
        section = None if annex else _section_above(found.sections, table)
        context = TableContext(
            annex.number if annex else "", annex.title.text if annex else "", section
        )
        drafted, findings = build_table(table, context, len(found.tables), knowledge)
        found.tables.append(drafted)
        found.removed.extend(table.removed)
        found.findings += findings


def _section_above(sections: Sequence[Section], table: LinkedTable) -> int | None:
    """The section that a table of the body stands in: the last one labelled above it."""
    fragment = table.strips[0].fragment
    for index in reversed(range(len(sections))):
        page = sections[index].pages[0]
        here = page == fragment.page
        top = sections[index].label.words[0].box.top
        if page < fragment.page or (here and top < fragment.box.top):
            return index
    return None


def _add_notes(found: _Found, notes: list[Note]) -> None:
    """Notes that belong to a table, or to no mark of the body, stay with the removed things."""
    footnotes = (f for section in found.sections for f in section.footnotes) if notes else ()
    used = {name for f in footnotes for name in islice(names_of(f.passage.words), 1)}
    left = (note for note in notes if used.isdisjoint(names_of(note.passage.words)))
    found.removed.extend(note.to_removed() for note in left)
