"""The header of a table in a dump: which of its words name which column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from planparse.extract.dumps.lines import TextLine
from planparse.extract.numbering import find_labels
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import squeeze, starts_lower

# A header takes at most this many lines, a heading at most this many words.
MAX_LINES = 24
MAX_WORDS = 14
# What a heading is worth: one of known wording, one of none; one that begins like no heading, goes
# on after its end, names what another one names, is made of two that name different things,
# or begins in the middle of one.
KNOWN, UNKNOWN, LOWER, UNFINISHED, AGAIN, MIXED, ACROSS = 3.0, -3.0, -2.5, -3.0, -4.0, -1.0, -2.0
# The share of a header that is enough to know it again where the page break cuts it short.
ENOUGH = 0.35
_ONCE = {"text", "lead", "coordinating", "timeline", "legal_basis", "deliverable"}


@dataclass(frozen=True)
class Heading:
    """The words over one column and their role; `above` are words that span it and others."""

    words: tuple[Word, ...]
    role: ColumnRole | None
    above: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """The wording."""
        return " ".join(word.text for word in self.words)

    @property
    def kind(self) -> str | None:
        """The name of the role."""
        return self.role.role if self.role else None


@dataclass(frozen=True)
class TextHeader:
    """A header: its columns from left to right, how many lines it takes, and its wording.

    `offsets` are the places in the wording where it may begin once more: at its first heading, or
    at
    a later one but the last.
    """

    columns: tuple[Heading, ...]
    count: int
    key: str
    offsets: tuple[int, ...]


def find_text_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge
) -> TextHeader | None:
    """The header that begins with a line, if one does: a number column, a text, and another."""
    if not begins_header(lines[start], knowledge):
        return None
    for end in _possible_ends(lines, start, knowledge):
        worth, headings = _split(lines[start:end], knowledge)
        if worth > 0 and _is_header(headings):
            return _to_header(lines[start:end], headings, knowledge)
    return None


def _to_header(
    lines: Sequence[TextLine], headings: Sequence[Heading], knowledge: Knowledge
) -> TextHeader:
    key = "".join(squeeze(line.text) for line in lines)
    lengths = [len(squeeze(heading.text)) for heading in headings]
    offsets = tuple(accumulate(lengths[:-2], initial=0))
    return TextHeader(tuple(_lowest(headings, knowledge)), len(lines), key, offsets)


def begins_header(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether the first words of a line are the heading of a numbering column."""
    for count in (1, 2, 3):
        role = knowledge.column_role(" ".join(w.text for w in line.words[:count]))
        if role and role.role == "number":
            return line.words[0].text[0].isupper()
    return False


def _possible_ends(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> Iterator[int]:
    """The lines that may be the first below the header: those that a first label begins."""
    for end in range(start + 1, min(start + MAX_LINES, len(lines)) + 1):
        if end == len(lines) or _opens_rows(lines[end], knowledge):
            yield end


def _opens_rows(line: TextLine, knowledge: Knowledge) -> bool:
    first = line.words[0].text
    if knowledge.find("column_number", first):
        return True
    labels = find_labels(first, knowledge) or find_labels(line.text, knowledge)
    return any(label.is_first for label in labels)


def _is_header(headings: Sequence[Heading]) -> bool:
    kinds = [h.kind for h in headings if h.kind]
    return len(kinds) >= 3 and any(h.role and h.role.field == "text" for h in headings)


def _split(lines: Sequence[TextLine], knowledge: Knowledge) -> tuple[float, list[Heading]]:
    """The best way to part the words of a header into headings, and what it is worth."""
    words = [word for line in lines for word in line.words]
    best: list[tuple[float, tuple[Heading, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - MAX_WORDS), end):
            heading = _to_heading(tuple(words[start:end]), knowledge)
            before, headings = best[start]
            options.append((before + _worth(heading, headings, knowledge), (*headings, heading)))
        best.append(max(options, key=lambda option: option[0]))
    score, found = best[-1]
    return score, list(found)


def _to_heading(words: tuple[Word, ...], knowledge: Knowledge) -> Heading:
    return Heading(words, knowledge.column_role(" ".join(word.text for word in words)))


def _worth(heading: Heading, before: Sequence[Heading], knowledge: Knowledge) -> float:
    worth = KNOWN if heading.role else UNKNOWN
    if starts_lower(heading.text):
        worth += LOWER
    if knowledge.find("goes_on", heading.text) or heading.text.endswith(","):
        worth += UNFINISHED
    worth += MIXED * _is_mixed(heading.words, knowledge)
    if before:
        across = f"{before[-1].words[-1].text} {heading.words[0].text}"
        worth += ACROSS * (knowledge.column_role(across) is not None)
    if heading.role and heading.role.field in _ONCE:
        worth += AGAIN * any(h.role and h.role.field == heading.role.field for h in before)
    return worth


def _is_mixed(words: Sequence[Word], knowledge: Knowledge) -> bool:
    """Whether the words can be parted into two headings of different fields."""
    for cut in range(1, len(words)):
        above = knowledge.column_role(" ".join(w.text for w in words[:cut]))
        below = knowledge.column_role(" ".join(w.text for w in words[cut:]))
        if above and below and above.field != below.field:
            return True
    return False


def _lowest(headings: Sequence[Heading], knowledge: Knowledge) -> list[Heading]:
    """The headings of single columns: those printed last stand below one that spans them.

    A second line of a header is written after the first one: below a first heading of a numbering
    column stand other ones of it, below a spanning heading the years.
    """
    columns = list(headings)
    numbers = [i for i, h in enumerate(columns) if h.kind == "number"]
    if len(numbers) > 1 and numbers[1] > 1:
        columns = _move_below(columns, 0, numbers[1])
        columns = [part for heading in columns for part in _split_numbers(heading, knowledge)]
    years = [i for i, h in enumerate(columns) if h.kind == "year"]
    if years and years[-1] == len(columns) - 1 and years[0] > 2:
        spanning = [
            i for i, h in enumerate(columns[: years[0]]) if h.role is None or h.kind == "timeline"
        ]
        if spanning:
            columns = _move_below(columns, spanning[-1], years[0])
    return columns


def _split_numbers(heading: Heading, knowledge: Knowledge) -> list[Heading]:
    """Two numbering columns below one heading, the second of which is not called so."""
    first = _to_heading(heading.words[:1], knowledge)
    if heading.kind != "number" or first.kind != "number" or len(heading.words) == 1:
        return [heading]
    return [
        Heading(first.words, first.role, heading.above),
        Heading(heading.words[1:], heading.role),
    ]


def _move_below(headings: list[Heading], above: int, first: int) -> list[Heading]:
    """The headings from `first` on stand below the one at `above`, which is no column of its
    own."""
    lower = headings[first:]
    lower[0] = Heading(lower[0].words, lower[0].role, headings[above].words)
    return [*headings[:above], *lower, *headings[above + 1 : first]]


def skip_header(lines: Sequence[TextLine], start: int, header: TextHeader) -> int:
    """How many lines from `start` on repeat the header, its beginning or its end; 0 when none
    does."""
    limit = lines[start : start + header.count + 2]
    for offset in header.offsets:
        rest, said, count = header.key[offset:], "", 0
        for line in limit:
            more = squeeze(line.text)
            if not rest.startswith(said + more):
                break
            said, count = said + more, count + 1
        if said and (said == rest if offset else len(said) >= ENOUGH * len(rest)):
            return count
    return 0
