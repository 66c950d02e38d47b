"""Notes at the foot of a page, and the raised marks they answer to."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from planparse.extract.lines import Line, to_passage
from planparse.extract.pages import PageContent
from planparse.schema.draft import Passage, Removed
from planparse.schema.layout import Word, around

# A note is set in type smaller than this share of the page's usual size.
NOTE_SIZE = 0.93
_MARK = regex.compile(r"^(\d{1,2}|\*{1,3}|\[\d{1,2}\]|\(\d{1,2}\))$")


@dataclass(frozen=True)
class Note:
    """A note: its mark's text, the words of the mark below, and what it says."""

    mark: str
    words: tuple[Word, ...]
    passage: Passage
    page: int

    def to_removed(self) -> Removed:
        """The note as something taken out of the page."""
        words = (*self.words, *self.passage.words)
        box = around(word.box for word in words)
        text = f"{self.mark} {self.passage.text}"
        return Removed("footnote", self.page, box, Passage(text, words))


def take_footnotes(page: PageContent) -> tuple[PageContent, list[Note]]:
    """The page without the notes at its foot, and the notes.

    Notes are the last lines of the page, in small type, the first one beginning with a mark that
    is raised somewhere above.
    """
    marks = {m.text for line in page.lines for m in line.marks}
    marks |= {m.text for f in page.fragments for cell in f.cells for m in cell.marks}
    start = _find_start(page, marks)
    if start is None:
        return page, []
    lines = page.lines[start:]
    return page.without(lines), _to_notes(lines, marks, page.number)


def _find_start(page: PageContent, marks: set[str]) -> int | None:
    if not marks or not page.lines:
        return None
    usual = statistics.median(line.size for line in page.lines)
    usual = max([usual, *(f.lines[0].size for g in page.fragments for f in g.cells if f.lines)])
    start = len(page.lines)
    while start and page.lines[start - 1].size < NOTE_SIZE * usual:
        start -= 1
    for index in range(start, len(page.lines)):
        if _mark_of(page.lines[index]) in marks:
            return index
    return None


def _mark_of(line: Line) -> str | None:
    """The mark a note line begins with."""
    first = min([*line.words, *line.marks], key=lambda word: word.box.x0).text
    if _MARK.match(first):
        return first
    glued = regex.match(r"^(\d{1,2}|\*{1,3})(?=\p{L})", first)
    return glued[1] if glued else None


def _to_notes(lines: Sequence[Line], marks: set[str], page: int) -> list[Note]:
    groups: list[list[Line]] = []
    for line in lines:
        if _mark_of(line) in marks or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_to_note(group, page) for group in groups]


def _to_note(lines: Sequence[Line], page: int) -> Note:
    mark = _mark_of(lines[0]) or ""
    words = sorted(
        (word for line in lines for word in (*line.words, *line.marks)),
        key=lambda word: (word.baseline > lines[0].baseline + 1, word.index),
    )
    first = min((*lines[0].words, *lines[0].marks), key=lambda word: word.box.x0)
    passage = to_passage(lines)
    text = passage.text.removeprefix(mark).strip()
    rest = tuple(word for word in words if word is not first)
    return Note(mark, (first,), Passage(text, rest), page)
