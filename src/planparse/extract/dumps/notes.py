"""Footnotes of a dump: a mark on a line of its own, and further down the note that begins with
it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planparse import regex
from planparse.extract.dumps.lines import TextLine
from planparse.text import starts_lower

# A note stands on the page of its mark, which has no more lines than this; it takes at most so
# many.
PAGE_LINES, NOTE_LINES = 80, 8
_MARK = regex.compile(r"\d{1,2}")


@dataclass(frozen=True)
class TextNote:
    """The place of a mark among the lines, and of the lines of its note (the end exclusive)."""

    mark: int
    start: int
    end: int


def find_notes(lines: Sequence[TextLine]) -> list[TextNote]:
    """The notes, told by a number alone that a line further down begins with, too."""
    notes: list[TextNote] = []
    for index, line in enumerate(lines):
        after = not notes or index >= notes[-1].end
        if after and index and _MARK.fullmatch(line.text):
            notes += _find_note(lines, index)
    return notes


def _find_note(lines: Sequence[TextLine], mark: int) -> Iterator[TextNote]:
    """The note of a mark; it stands off from the text, which goes on below it."""
    text = lines[mark].text
    for start in range(mark + 1, min(mark + PAGE_LINES, len(lines))):
        words = lines[start].words
        if words[0].text == text and len(words) > 2 and words[1].text[0].isupper():
            if lines[start].gap != lines[start - 1].gap:
                yield TextNote(mark, start, _find_end(lines, start))
            return


def _find_end(lines: Sequence[TextLine], start: int) -> int:
    """Where the text goes on: with another page, an indent, or after the end of a sentence."""
    for index in range(start + 1, min(start + NOTE_LINES, len(lines))):
        line, before = lines[index], lines[index - 1]
        ended = before.text.endswith((".", "./."))
        moved = line.indent > 0 or line.gap != lines[start + 1].gap or line.page != before.page
        if moved or (ended and starts_lower(line.text)):
            return index
    return start + 1
