"""The file as a sequence of documents and annexes: a decision, the plan it encloses, annexes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from planparse.extract.body.beside import part_sides
from planparse.extract.lines import Line
from planparse.extract.numbering import find_labels
from planparse.extract.pages import PageContent
from planparse.extract.tables.fragments import Fragment
from planparse.knowledge import Knowledge
from planparse.schema.packed_lists import Packed, listed
from planparse.schema.spool import Spool

Item = Line | Fragment
# A national header stands among the first lines of its page.
HEADER_LINES = 2
# Authority, motto, number and date take at most so many lines before a document says what it is,
# rows of dashes aside.
TOP_LINES = 5
# Label, title and note of an annex take at most so many lines.
HEADING_LINES = 8
# The signer's title is centred on the right half of the page; a long one begins from this part of
# the text's width on.
RIGHT = 0.35


@dataclass
class Part:
    """One document (`annex` is None) or annex (its number, "" without one), in reading order."""

    annex: str | None
    items: list[Item] | Packed[Item] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]


def split_parts(
    pages: Iterable[PageContent], knowledge: Knowledge, spool: Spool | None = None
) -> Iterator[Part]:
    """Cut the file where a national header, the title of an enclosed plan or an annex begins; what
    a part holds is kept in the spool, where there is one."""
    part = Part(None, listed((), spool))
    concluded: int | None = None
    for page in pages:
        here: list[Item] = []
        for item in in_reading_order(page):
            begun = _begin(item, page, part, concluded, knowledge)
            if begun:
                back = _take_back(part, here) if begun.annex is None else []
                begun.items = listed(back, spool)
                if part.items:
                    yield part
                part, concluded = begun, None
            if isinstance(item, Line) and _concludes(item, page, knowledge):
                concluded = concluded or page.number
            part.items.append(item)
            here.append(item)
    if part.items:
        yield part


def _take_back(part: Part, here: Sequence[Item]) -> list[Item]:
    """The lines above a national header on its page: the authority printed a little higher."""
    if len(here) > HEADER_LINES:
        return []
    count = min(len(here), len(part.items))  # others of the page are of the part before
    return [part.items.pop() for _ in range(count)][::-1]


def in_reading_order(page: PageContent) -> list[Item]:
    """Lines and tables of a page from top to bottom."""
    items: list[Item] = [*page.lines, *page.fragments]
    return sorted(items, key=lambda item: item.box.top)


def _begin(
    item: Item, page: PageContent, part: Part, concluded: int | None, knowledge: Knowledge
) -> Part | None:
    """The part that begins with this item, if one does."""
    after = concluded is not None and page.number > concluded and part.annex is None
    if isinstance(item, Fragment):
        return Part("") if after else None
    if not part.items:
        return _begin_alone(item, page, knowledge)
    if annex := _begin_labelled(item, page, knowledge):
        return annex
    if part.annex is not None:
        return _begin_next(item, page, part, knowledge)
    alone = concluded and item.text.isupper() and knowledge.document_type(item.text)
    title = (page.is_centred(item) and (item.bold or item.text.isupper())) or bool(alone)
    title = title and not _names_persons(item, knowledge)
    if knowledge.find("national_header_begin", item.text) and not _is_top(part, knowledge):
        return Part(None)
    if concluded and title and _heads_document(item, page, after, knowledge):
        return Part(None)
    return (
        Part("")
        if title and (after or (concluded and _heads_annex(item, page, knowledge)))
        else None
    )


def _heads_document(title: Line, page: PageContent, after: bool, knowledge: Knowledge) -> bool:
    """Whether a title below the conclusions says what an enclosed document is; on a page of its own
    it may name who issued that first, in capitals, above what it is."""
    if knowledge.document_type(title.text):
        return True
    if not after or not knowledge.find("authority", title.text):
        return False
    for line in page.lines[: TOP_LINES + 1]:
        if knowledge.document_type(line.text):
            return True
        if not (line.text.isupper() and page.is_centred(line)):
            return False
    return False


def _begin_labelled(line: Line, page: PageContent, knowledge: Knowledge) -> Part | None:
    """The annex that a line is the label of: in the middle, in bold, or in the corner."""
    label = knowledge.find("annex_label", line.text)
    if not label:
        return None
    in_corner = line.box.x0 > (page.left + page.right) / 2
    return Part(label["number"] or "") if in_corner or line.bold or page.is_centred(line) else None


def _begin_alone(first: Line, page: PageContent, knowledge: Knowledge) -> Part | None:
    """The annex that a file begins with, as portals publish annexes apart from their document: by
    its label, or by a title above a table. A form that is a document of its own may bear a label,
    too, above its national header.
    """
    if any(knowledge.find("national_header_begin", line.text) for line in page.lines):
        return None
    annex = _begin_labelled(first, page, knowledge)
    return annex or (Part("") if _stands_over_table(page, knowledge) else None)


def _begin_next(first: Line, page: PageContent, part: Part, knowledge: Knowledge) -> Part | None:
    """The annex that begins with another title above a table, as on the next sheet of a workbook,
    where the one before had no label either."""
    if not first.text.isupper() or in_reading_order(page)[0] != first:
        return None
    top = [item.text for item in part.items[:HEADING_LINES] if isinstance(item, Line)]
    if first.text in top or any(knowledge.find("annex_label", text) for text in top):
        return None
    return Part("") if _stands_over_table(page, knowledge) else None


def _stands_over_table(page: PageContent, knowledge: Knowledge) -> bool:
    """Whether a page begins with a title in capitals and a table, with only centred lines between
    them, or a note on what they belong to; a document of its own says what it is there."""
    noted = False
    for place, item in enumerate(in_reading_order(page)):
        if isinstance(item, Fragment):
            return place > 0
        noted = noted or bool(knowledge.find("annex_note", item.text))
        titled = page.is_centred(item) and (place > 0 or _is_title(item, knowledge))
        if not (titled or noted) or _says_what_it_is(item, knowledge):
            return False
    return False


def _is_title(line: Line, knowledge: Knowledge) -> bool:
    """Whether a line is a title rather than the heading of a section: in capitals, not numbered."""
    return line.text.isupper() and not find_labels(line.text, knowledge)


def _says_what_it_is(line: Line, knowledge: Knowledge) -> bool:
    return bool(knowledge.document_type(line.text) or knowledge.find("number_line", line.text))


def _heads_annex(title: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether a title below the conclusions, on their page, is that of an annex: in capitals, as no
    name is, and only centred lines between it and the note on what it belongs to, or a table.
    """
    if not title.text.isupper() or knowledge.find("signer_title", title.text):
        return False
    for item in in_reading_order(page):
        if item.box.top <= title.box.top:
            continue
        if isinstance(item, Fragment) or knowledge.find("annex_note", item.text):
            return True
        if not page.is_centred(item):
            return False
    return False


def _is_top(part: Part, knowledge: Knowledge) -> bool:
    """Whether the part has not got past its own header."""
    lines = [x for x in part.lines if not knowledge.find("blank", x.text)]
    return len(lines) <= TOP_LINES and not any(knowledge.document_type(x.text) for x in lines)


def _concludes(line: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether the conclusions of a document have begun: recipients, the signer, or two of them."""
    return (
        bool(knowledge.find("recipients", line.text))
        or is_signer_line(line, page, knowledge)
        or _has_two_signers(line, knowledge)
    )


def _has_two_signers(line: Line, knowledge: Knowledge) -> bool:
    """Whether the titles of two signers stand side by side, as below a plan of two authorities."""
    sides = list(part_sides([line]))
    titles = [side for side in sides if knowledge.find("signer_title", side.text)]
    return line.bold and len(titles) == 2


def _names_persons(line: Line, knowledge: Knowledge) -> bool:
    """Whether a line has only names, as of signers whose titles stand on the page before."""
    return all(knowledge.find("person_name", side.text) for side in part_sides([line]))


def is_signer_line(line: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether a line is the signer's title: bold, on the right half of the page.

    One in the middle names who decides, above the articles: "BỘ TRƯỞNG BỘ TƯ PHÁP".
    """
    right = line.box.x0 > page.left + RIGHT * (page.right - page.left) and not page.is_centred(line)
    return right and line.bold and bool(knowledge.find("signer_title", line.text))


def split_conclusions(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[list[Line], list[Line]]:
    """The lines before the recipients and the signer, and the lines from there on.

    Above the titles of two signers stand the two bodies that they sign for.
    """
    concluding = (i for i, x in enumerate(lines) if _concludes(x, pages[x.page - 1], knowledge))
    begin = next(concluding, len(lines))
    if any(_has_two_signers(line, knowledge) for line in lines[begin : begin + 1]):
        begin -= len(list(takewhile(_names_two_bodies, reversed(lines[:begin]))))
    return list(lines[:begin]), list(lines[begin:])


def _names_two_bodies(line: Line) -> bool:
    return line.bold and line.text.isupper() and len(list(part_sides([line]))) == 2
