"""Notes at the foot of a page, and the raised marks they answer to."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from planparse import regex
from planparse.extract.lines import RAISED_SIZE, Line, to_passage
from planparse.extract.pages import PageContent
from planparse.extract.tables.fragments import Fragment
from planparse.schema.draft import Passage, Removed
from planparse.schema.layout import around
from planparse.schema.packed_lists import listed_like

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
        text = f"{self.mark} {self.passage.text}".strip()
        return Removed("footnote", self.page, box, Passage(text, self.passage.words))


def take_footnotes(
    page: PageContent, before: AbstractSet[str] = frozenset()
) -> tuple[PageContent, list[Note]]:
    """The page without the notes at its foot and with their marks known as marks; and the notes.

    Notes are the last lines of the page, in small type, the first one beginning with a mark that
    is raised somewhere above, or with a small one that is raised on a page `before`. A raised word
    that has no note stays text. A note that a scan has without its mark answers to the only mark
    of its page.
    """
    raised = _raised(page)
    start = _find_start(page, raised, before)
    if start is None:
        return page, []
    notes = _to_notes(page.lines[start:], raised | before, page.number)
    marks = list(filter(_MARK.match, raised))
    is_scan = any(word.confidence is not None for word in page.lines[start].words)
    if is_scan and [note.mark for note in notes] == [""] and len(marks) == 1:
        notes = [replace(notes[0], mark=marks[0])]
    above = replace(page, lines=tuple(page.lines[:start]))
    return _with_marks(above, {note.mark for note in notes}), notes


def take_all_footnotes(pages: Sequence[PageContent]) -> tuple[Sequence[PageContent], list[Note]]:
    """The pages without notes, and the notes of all pages.

    A note below the end of a table may answer to a mark on an earlier page, the nearest that has
    such a mark and no note for it.
    """
    notes: list[Note] = []
    answered: defaultdict[int, set[str]] = defaultdict(set)
    rest = listed_like(pages, _without_notes(pages, notes, answered))
    if answered:
        marked = (_with_marks(p, answered[p.number]) if p.number in answered else p for p in rest)
        rest = listed_like(pages, marked)
    return rest, notes


def _without_notes(
    pages: Iterable[PageContent], notes: list[Note], answered: defaultdict[int, set[str]]
) -> Iterator[PageContent]:
    """The pages without their `notes`, and which marks of earlier pages these have `answered`."""
    waiting: dict[str, int] = {}
    for page in pages:
        after, found = take_footnotes(page, waiting.keys())
        for mark in {note.mark for note in found}:
            at = waiting.pop(mark, None)
            if at is not None and not _has_mark(after, mark):
                answered[at].add(mark)
        waiting |= dict.fromkeys(filter(_MARK.match, _raised(after)), page.number)
        notes += found
        yield after


def _has_mark(page: PageContent, mark: str) -> bool:
    lines = chain(page.lines, page.lines_of_cells)
    return any(word.text == mark for line in lines for word in line.marks)


def _raised(page: PageContent) -> set[str]:
    """The texts of all raised words."""
    raised = {word.text for line in page.lines for word in line.may_be_marks}
    return raised.union(*(fragment.raised for fragment in page.fragments))


def _with_marks(page: PageContent, marks: set[str]) -> PageContent:
    lines = tuple(line.with_marks(marks) for line in page.lines)
    fragments = tuple(fragment.with_marks(marks) for fragment in page.fragments)
    return replace(page, lines=lines, fragments=fragments)


def is_small_below(line: Line, table: Fragment) -> bool:
    """Whether a line stands below a table on its page, in type as small as that of notes."""
    if line.page != table.page or line.box.top < table.box.bottom:
        return False
    sizes = [word.size for cell in table.cells for row in cell.lines for word in row.words]
    return bool(sizes) and line.size < NOTE_SIZE * statistics.median(sizes)


def _find_start(page: PageContent, raised: set[str], before: AbstractSet[str]) -> int | None:
    """The first of the lines at the foot that are in small type and begin with a raised mark, or
    stand below the rule of notes: a scan may lose their marks."""
    ruled = page.note_rule is not None
    if not (raised or before or ruled) or not page.lines:
        return None
    usual = statistics.median(line.size for line in (*page.lines, *page.lines_of_cells))
    start = len(page.lines)
    while start and page.lines[start - 1].size < NOTE_SIZE * usual:
        start -= 1
    for index in range(start, len(page.lines)):
        mark = _mark_of(page.lines[index])
        if mark in raised or (mark in before and _is_small_mark(page.lines[index])):
            return index
    return start if ruled and _stands_below(page, start) else None


def _stands_below(page: PageContent, start: int) -> bool:
    """Whether the rule of notes parts the lines from the `start`th on from all above."""
    rule, lines = page.note_rule or 0.0, page.lines
    return 0 < start < len(lines) and lines[start - 1].box.top < rule < lines[start].box.middle[1]


def _mark_of(line: Line) -> str | None:
    """The mark a note line begins with."""
    first = line.words[0].text
    if _MARK.match(first):
        return first
    glued = regex.match(r"^(\d{1,2}|\*{1,3})(?=\p{L})", first)
    return glued[1] if glued else None


def _is_small_mark(line: Line) -> bool:
    """Whether a line begins with a word as small as raised ones are."""
    return len(line.words) > 1 and line.words[0].size <= RAISED_SIZE * line.words[1].size


def _to_notes(lines: Sequence[Line], raised: AbstractSet[str], page: int) -> list[Note]:
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
