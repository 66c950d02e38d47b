"""Where tables without upright rules begin and end, over all pages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from planparse.extract.numbering import Label, find_labels
from planparse.extract.unruled.bands import Band
from planparse.extract.unruled.bounds import find_habit, is_wide
from planparse.extract.unruled.closing import PARTING_RULES, find_parted
from planparse.extract.unruled.headings import Headings, find_headings
from planparse.extract.unruled.rivers import NARROW, River, column_of
from planparse.extract.unruled.tables import (
    ENDS,
    LoosePage,
    OpenTable,
    Region,
    RowsByPage,
    filled,
    fit,
    part_label,
    printed,
)
from planparse.knowledge import Knowledge
from planparse.schema.spool import Spool
from planparse.text import starts_lower

# The rest of a table at the top of the next page: at least this share of its bands stand between
# the rivers.
FITTING = 0.6
# A header that is printed again stands where it stood, within this share of the page's width.
SHIFT = 0.005
# Of rows parted by white alone below a few headings, at least this share has all cells filled.
WHOLE = 0.8


def find_tables(
    pages: Iterable[LoosePage], knowledge: Knowledge, spool: Spool | None = None
) -> Iterator[OpenTable]:
    """All tables without upright rules, each over the pages it takes, kept in the spool if there is
    one; of the tables only the last is held."""
    found: OpenTable | None = None
    part: Label | None = None
    labelled: dict[str, Band] = {}
    for page in pages:
        headings = _HeadingsOf(page, knowledge)
        table = _going_on(found, page, headings, knowledge)
        index = 0
        while index < len(page.bands):
            header = _same(found, page, index) or headings.at(index)
            if header:
                region = Region(page, list(page.bands[index : index + header.count]), header)
                table = _again(found, header, region)
                if table is None:
                    if found and is_table(found, knowledge):
                        yield found
                    rivers = list(header.rivers)
                    table = found = OpenTable(
                        header, rivers, [region], part, list(labelled.values()), spool
                    )
                index += header.count
                continue
            if table and not table.ended:
                table.add(index, page, knowledge)
            if not table or table.ended:
                part = part_label(page.bands[index], knowledge) or part
                for label in find_labels(page.bands[index].text, knowledge):
                    labelled[label.style] = page.bands[index]
            index += 1
        if table:
            table.close_page(knowledge)
    if found and is_table(found, knowledge):
        yield found


class _HeadingsOf:
    """The headers of a page, each looked for once."""

    def __init__(self, page: LoosePage, knowledge: Knowledge) -> None:
        self._bands, self._knowledge = page.bands, knowledge
        self._found: dict[int, Headings | None] = {}

    def at(self, index: int) -> Headings | None:
        """The header that begins with a band, if one does."""
        if index not in self._found:
            self._found[index] = find_headings(self._bands, index, self._knowledge)
        return self._found[index]


def _same(table: OpenTable | None, page: LoosePage, index: int) -> Headings | None:
    """The header of the last table, where a page prints it again in the same place."""
    if table is None:
        return None
    wording, again = table.printed, printed(page.bands[index : index + table.header.count])
    same = [a[0] for a in wording] == [b[0] for b in again] and all(
        abs(a[1] - b[1]) <= SHIFT * page.width for a, b in zip(wording, again, strict=True)
    )
    return table.header if same else None


def _again(table: OpenTable | None, header: Headings, region: Region) -> OpenTable | None:
    """The last table, where a page prints its header again and its rivers run on."""
    if table is None or table.header.roles != header.roles:
        return None
    common = [
        River(max(a.x0, b.x0), min(a.x1, b.x1))
        for a, b in zip(table.rivers, header.rivers, strict=True)
    ]
    near = abs(region.page.width - table.regions[-1].page.width) < 1
    if not near or any(river.width < NARROW * region.bands[0].size for river in common):
        return None
    table.rivers, table.ended, table.pending = common, False, []
    table.go_on(region)
    return table


def _going_on(
    table: OpenTable | None, page: LoosePage, headings: _HeadingsOf, knowledge: Knowledge
) -> OpenTable | None:
    """The table of the page before, when it reached its foot and goes on at the top of this one:
    with texts in several columns, or with nothing but the rest of a text."""
    if table is None or table.ended:
        return None
    before = table.regions[-1].page
    near = page.number == before.number + 1 and abs(page.width - before.width) < 1
    if not near or any(top < page.bands[0].top for top, _ in page.covered if page.bands):
        return None
    rows = list(_until_end(page, headings, knowledge))
    rows = list(_above_the_last_rule(rows, page, before)) or rows
    fitting = [band for band in rows if fit(band, table.rivers) is not None]
    if len(fitting) < FITTING * len(rows) or not rows:
        return None
    several = any(len(filled(band, table.rivers)) > 1 for band in rows)
    rest = len(fitting) == len(rows) and starts_lower(rows[0].words[0].text)
    return table if several or rest else None


def _above_the_last_rule(
    rows: Sequence[Band], page: LoosePage, before: LoosePage
) -> Iterator[Band]:
    """The bands above the only rule of a page that runs as those of the page before do: it ends the
    last row of their table."""
    ends = {(round(rule.x0), round(rule.x1)) for rule in before.rules}
    tops = [rule.top for rule in page.rules if (round(rule.x0), round(rule.x1)) in ends]
    if tops and max(tops) - min(tops) < 1:
        yield from (band for band in rows if band.bottom <= tops[0])


def _until_end(page: LoosePage, headings: _HeadingsOf, knowledge: Knowledge) -> Iterator[Band]:
    """The bands of a page before something that ends a table, or the next header."""
    for index, band in enumerate(page.bands):
        if any(knowledge.find(end, line.text) for line in band.lines for end in ENDS):
            return
        if headings.at(index):
            return
        yield band


def is_table(table: OpenTable, knowledge: Knowledge) -> bool:
    """Whether what stands below the header is rows: numbered where there is a column for numbers,
    else labelled or parted by rules or white, and with something in several columns."""
    if not any(len(filled(band, table.rivers)) > 1 for band in table.rows):
        return table.header.sure and not any(table.rows)
    if table.header.numbers:
        return _is_numbered(table, knowledge)
    parted = sum(sum(find_parted(r.bands, r.page.rules)) for r in table.unpacked)
    if parted >= PARTING_RULES - 1 or any(find_labels(b.text, knowledge) for b in table.rows):
        return True
    return _is_parted_by_white(table, knowledge)


def _is_numbered(table: OpenTable, knowledge: Knowledge) -> bool:
    """Whether half of what stands in the columns for numbers is labels; below few headings, all,
    and figures that count up."""
    texts = [
        "".join(w.text for w in band.words if column_of(w, table.rivers) == column)
        for band in table.rows
        for column in table.header.numbers
    ]
    texts = [text for text in texts if text]
    labels = sum(bool(find_labels(text, knowledge)) for text in texts)
    if table.header.sure:
        return bool(texts) and 2 * labels >= len(texts)
    figures = [int(figure) for text in texts if (figure := text.rstrip(".")).isdecimal()]
    counted = all(b in (a + 1, 1) for a, b in pairwise(figures))
    return labels == len(texts) and figures[:1] == [1] and len(figures) > 1 and counted


def _is_parted_by_white(table: OpenTable, knowledge: Knowledge) -> bool:
    """Whether white parts the rows: there is more white between than within them, or each band is a
    row, and most rows have all cells filled."""
    habit = find_habit(RowsByPage(table), table.header, table.rivers, knowledge)
    parts = [filled(band, table.rivers) for band in islice(table.rows, 1)]
    for above, below in pairwise(table.rows):
        apart = not habit.spaced or is_wide(above, below, habit)
        if apart or above.words[0].page != below.words[0].page:
            parts.append(set())
        parts[-1] |= filled(below, table.rivers)
    whole = sum(len(part) == len(table.rivers) + 1 for part in parts)
    return whole > 1 and whole >= WHOLE * len(parts)
