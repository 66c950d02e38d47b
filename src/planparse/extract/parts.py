"""The file as a sequence of documents and annexes: a decision, the plan it encloses, annexes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planparse.extract.fragments import Fragment
from planparse.extract.lines import Line
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge

Item = Line | Fragment


@dataclass
class Part:
    """One document (`annex` is None) or annex (its number, "" without one), in reading order."""

    annex: str | None
    items: list[Item] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]


def split_parts(pages: Sequence[PageContent], knowledge: Knowledge) -> list[Part]:
    """Cut the file where a national header, the title of an enclosed plan or an annex begins."""
    parts = [Part(None)]
    concluded = False
    for page in pages:
        for item in in_reading_order(page):
            if isinstance(item, Line):
                begun = _begin(item, page, parts[-1], concluded, knowledge)
                if begun:
                    parts.append(begun)
                    concluded = False
                concluded = concluded or _concludes(item, page, knowledge)
            parts[-1].items.append(item)
    return [part for part in parts if part.items]


def in_reading_order(page: PageContent) -> list[Item]:
    """Lines and tables of a page from top to bottom."""
    items: list[Item] = [*page.lines, *page.fragments]
    return sorted(items, key=lambda item: item.box.top)


def _begin(
    line: Line, page: PageContent, part: Part, concluded: bool, knowledge: Knowledge
) -> Part | None:
    """The part that begins with this line, if one does."""
    label = knowledge.find("annex_label", line.text)
    if label and part.items and (page.is_centred(line) or line.bold):
        return Part(label["number"] or "")
    if part.annex is not None or not part.items:
        return None
    if knowledge.find("national_header_begin", line.text) and not _is_top(part, knowledge):
        return Part(None)
    kind = knowledge.document_type(line.text)
    if concluded and kind and kind.is_plan and line.text.isupper() and page.is_centred(line):
        return Part(None)
    return None


def _is_top(part: Part, knowledge: Knowledge) -> bool:
    """Whether the part has not got past its own header."""
    lines = part.lines
    return len(lines) <= 4 and not any(knowledge.document_type(x.text) for x in lines)


def _concludes(line: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether the conclusions of a document have begun: recipients or the signer."""
    return bool(knowledge.find("recipients", line.text)) or is_signer_line(line, page, knowledge)


def is_signer_line(line: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether a line is the signer's title: bold, on the right half of the page."""
    right = line.box.x0 > page.left + 0.35 * (page.right - page.left)
    return right and line.bold and bool(knowledge.find("signer_title", line.text))


def split_conclusions(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[list[Line], list[Line]]:
    """The lines before the recipients and the signer, and theirs."""
    for index, line in enumerate(lines):
        if _concludes(line, pages[line.page - 1], knowledge):
            return list(lines[:index]), list(lines[index:])
    return list(lines), []


def fragments_of(items: Iterable[Item]) -> Iterator[Fragment]:
    """The tables among the items of a part."""
    return (item for item in items if isinstance(item, Fragment))
