"""Lines → paragraphs, whole across lines and pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planparse.extract.lines import SPACE, Line, to_passage
from planparse.extract.numbering import find_labels, follows
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge
from planparse.schema.draft import Passage
from planparse.schema.layout import Word
from planparse.schema.packed import together
from planparse.text import ends_sentence, starts_lower

# Parts of the type size by which a first line is indented at least, and of the usual line
# distance beyond which a gap parts paragraphs.
INDENT = 0.8
WIDE_GAP = 1.6
# Lines that end within this part of the type size of the right edge are full.
FLUSH = 0.1


@dataclass(frozen=True)
class Paragraph:
    """Printed lines that are one paragraph."""

    lines: tuple[Line, ...]
    centred: bool

    @property
    def passage(self) -> Passage:
        """Its running text."""
        return to_passage(self.lines)

    @property
    def words(self) -> Sequence[Word]:
        """Its words in order."""
        return together(line.words for line in self.lines)

    @property
    def marks(self) -> list[Word]:
        """The raised marks in it."""
        return [mark for line in self.lines for mark in line.marks]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(line.italic for line in self.lines)


def to_paragraphs(
    lines: Iterable[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> Iterator[Paragraph]:
    """Join lines into paragraphs; `pages` in order give the edges of the text."""
    group: list[Line] = []
    for line in lines:
        page = pages[line.page - 1]
        if group and _parts(group, line, page, pages, knowledge):
            yield _to_paragraph(group, pages)
            group = []
        group.append(line)
    if group:
        yield _to_paragraph(group, pages)


def _to_paragraph(lines: Sequence[Line], pages: Sequence[PageContent]) -> Paragraph:
    return Paragraph(tuple(lines), pages[lines[0].page - 1].is_centred(lines[0]))


def _parts(
    group: Sequence[Line],
    line: Line,
    page: PageContent,
    pages: Sequence[PageContent],
    knowledge: Knowledge,
) -> bool:
    """Whether a new paragraph begins with `line`."""
    before = group[-1]
    before_page = pages[before.page - 1]
    if _is_early(before, line, before_page):
        return not _same_title(before, line, page)
    marked = bool(knowledge.find("list_item", line.text + " "))
    if starts_lower(line.text) and not marked:
        return False
    if _is_indented(line, page):
        block = len(group) > 1 and abs(before.box.x0 - line.box.x0) < line.size
        return not block or (marked and ends_sentence(before.text))
    if line.page == before.page and line.baseline - before.baseline > WIDE_GAP * page.pitch:
        return True
    if _counts_on(group[0], line, knowledge):
        return True
    # A heading in bold, where the page shows no edge from which first lines are indented.
    return (marked or line.bold != before.bold) and ends_sentence(before.text)


def _counts_on(first: Line, line: Line, knowledge: Knowledge) -> bool:
    """Whether a line has the label behind that of a paragraph, below it: on a page of short items
    the longest of them reaches the furthest, and seems to fill its line."""
    if abs(first.box.x0 - line.box.x0) >= line.size:
        return False
    last, following = (find_labels(each.text, knowledge) for each in (first, line))
    return any(follows(label, before) for before in last for label in following)


def _is_indented(line: Line, page: PageContent) -> bool:
    return line.box.x0 > page.left + INDENT * line.size


def _is_early(before: Line, line: Line, page: PageContent) -> bool:
    """Whether the line before ends though the first word of `line` would have fitted."""
    end = before.box.x1 + SPACE * before.size + line.first_width
    return end <= page.right - FLUSH * before.size


def _same_title(before: Line, line: Line, page: PageContent) -> bool:
    """Whether two centred lines of the same type are one title.

    Centred lines of different length begin in different places; indented ones do not.
    """
    if abs(before.box.x0 - line.box.x0) < 1 < abs(before.box.width - line.box.width):
        return False
    close = line.page == before.page and line.baseline - before.baseline <= WIDE_GAP * line.size
    alike = before.bold == line.bold and before.italic == line.italic
    capitals = before.text.isupper() == line.text.isupper()
    return close and alike and capitals and page.is_centred(before) and page.is_centred(line)
