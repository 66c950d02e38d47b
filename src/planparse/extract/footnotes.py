"""Notes at the foot of a page, and the raised marks they answer to."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse import regex
from planparse.extract.fragments import Fragment
from planparse.extract.lines import Line, to_passage
from planparse.extract.pages import PageContent
from planparse.schema.draft import Passage, Removed
from planparse.schema.layout import around

# A note is set in type smaller than this share of the page's usual size.
NOTE_SIZE = 0.93
_MARK = regex.compile(r"^(\d{1,2}|\*{1,3}|\[\d{1,2}\]|\(\d{1,2}\))$")


@dataclass(frozen=True)
class Note:
    """A note: its mark, and what it says (the words of the mark among its words)."""

    mark: str
    passage: Passage
    page: int

    def to_removed(self) -> Removed:
        """The note as something taken out of the page."""
        box = around(word.box for word in self.passage.words)
        text = f"{self.mark} {self.passage.text}"
        return Removed("footnote", self.page, box, Passage(text, self.passage.words))


def take_footnotes(page: PageContent) -> tuple[PageContent, list[Note]]:
    """The page without the notes at its foot and with their marks known as marks; and the notes.

    Notes are the last lines of the page, in small type, the first one beginning with a mark that
    is raised somewhere above. A raised word that has no note ("m²") stays text.
    """
    raised = {word.text for line in page.lines for word in line.raised}
    raised = raised.union(*(fragment.raised for fragment in page.fragments))
    start = _find_start(page, raised)
    if start is None:
        return page, []
    notes = _to_notes(page.lines[start:], raised, page.number)
    marks = {note.mark for note in notes}
    lines = tuple(line.with_marks(marks) for line in page.lines[:start])
    fragments = tuple(fragment.with_marks(marks) for fragment in page.fragments)
    return replace(page, lines=lines, fragments=fragments), notes


def is_small_below(line: Line, table: Fragment) -> bool:
    """Whether a line stands below a table on its page, in type as small as that of notes."""
    if line.page != table.page or line.box.top < table.box.bottom:
        return False
    sizes = [word.size for cell in table.cells for row in cell.lines for word in row.words]
    return bool(sizes) and line.size < NOTE_SIZE * statistics.median(sizes)


def _find_start(page: PageContent, raised: set[str]) -> int | None:
    """The first of the lines at the foot that are in small type and begin with a raised mark."""
    if not raised or not page.lines:
        return None
    usual = statistics.median(line.size for line in (*page.lines, *page.lines_of_cells))
    start = len(page.lines)
    while start and page.lines[start - 1].size < NOTE_SIZE * usual:
        start -= 1
    for index in range(start, len(page.lines)):
        if _mark_of(page.lines[index]) in raised:
            return index
    return None


def _mark_of(line: Line) -> str | None:
    """The mark a note line begins with."""
    first = line.words[0].text
    if _MARK.match(first):
        return first
    glued = regex.match(r"^(\d{1,2}|\*{1,3})(?=\p{L})", first)
    return glued[1] if glued else None


def _to_notes(lines: Sequence[Line], raised: set[str], page: int) -> list[Note]:
    groups: list[list[Line]] = []
    for line in lines:
        if _mark_of(line) in raised or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_to_note(group, page) for group in groups]


def _to_note(lines: Sequence[Line], page: int) -> Note:
    mark = _mark_of(lines[0]) or ""
    passage = to_passage(lines)
    text = passage.text.removeprefix(mark).strip()
    return Note(mark, Passage(text, passage.words), page)
