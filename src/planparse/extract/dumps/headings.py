"""The header of a table in a dump: which of its words name which column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from planparse.extract.dumps.lines import TextLine
from planparse.extract.numbering import find_labels
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import is_capitals, squeeze, starts_lower

# A header takes at most this many lines and words, a heading at most this many words.
MAX_LINES, MAX_HEADER_WORDS = 24, 120
# A line of headings without a numbering column has so many words.
MIN_WORDS, MAX_LINE = 5, 30
# A line in capitals with as many words is a title of rows, where headings are not in capitals.
TITLE = 3
MAX_WORDS = 14
# A heading that stands beside only one other has at most so many words.
PLAIN = 6
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
    a later one but the last. `keeps_columns` says that headings are where their columns are.
    """

    columns: tuple[Heading, ...]
    count: int
    key: str
    offsets: tuple[int, ...]
    keeps_columns: bool = False


def find_text_header(
    lines: Sequence[TextLine], start: int, knowledge: Knowledge, in_table: bool = False
) -> TextHeader | None:
    """The header that begins with a line, if one does: a number column, a text, and another.

    Inside a table a line that only begins like a heading of the text is one of a cell.
    """
    if not (
        begins_header(lines[start], knowledge)
        or _begins_broken(lines, start, knowledge)
        or (not in_table and _begins_with_text(lines[start], knowledge))
    ):
        return None
    capitals = is_capitals(lines[start].text)
    for end in _possible_ends(lines, start, knowledge):
        worth, headings = _split(lines[start:end], AGAIN, knowledge)
        below = lines[end : end + 1]
        opens = not in_table and any(opens_rows(line, capitals, knowledge) for line in below)
        if _is_below_title(lines[start:end], headings):
            continue
        if worth > 0 and names_columns(headings, opens):
            again = _split(lines[start:end], 0.0, knowledge)[1]
            if _find_years_below(headings) or _find_agencies_below(again):
                headings = again
            return _to_header(lines[start:end], headings, knowledge)
    return None


def _is_below_title(lines: Sequence[TextLine], headings: Sequence[Heading]) -> bool:
    """Whether the first line is the title of a table and its header begins below: its numbering
    column stands in the middle."""
    title = is_capitals(lines[0].text) and not all(is_capitals(line.text) for line in lines)
    return title and any(heading.kind == "number" for heading in headings[1:])


def _find_years_below(headings: Sequence[Heading]) -> int | None:
    """Where years begin that stand last, on a line of their own: below a heading that spans
    them."""
    years = [i for i, heading in enumerate(headings) if heading.kind == "year"]
    if len(years) < 2 or years[-1] != len(headings) - 1 or years[0] < 3:
        return None
    last, first = headings[years[0] - 1].words[-1], headings[years[0]].words[0]
    below = (last.page, last.baseline) < (first.page, first.baseline)
    return years[0] if below else None


def _find_agencies_below(headings: Sequence[Heading]) -> int | None:
    """Where who leads and who helps stand last, below one heading of both ("Phân công thực
    hiện")."""
    kinds = [heading.kind for heading in headings]
    below = kinds[-2:] == ["lead", "coordinating"] and kinds.count("lead") == 2
    return len(kinds) - 2 if below else None


def _to_header(
    lines: Sequence[TextLine], headings: Sequence[Heading], knowledge: Knowledge
) -> TextHeader:
    key = "".join(squeeze(line.text) for line in lines)
    lengths = [len(squeeze(heading.text)) for heading in headings]
    offsets = tuple(accumulate(lengths[:-2], initial=0))
    return TextHeader(tuple(_lowest(headings, knowledge)), len(lines), key, offsets)


def begins_header(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether the first words of a line are the heading of a numbering column, or of the text.

    A heading of the text is one only where others stand on its line.
    """
    if not line.words[0].text[0].isupper():
        return False
    for count in (1, 2, 3):
        role = heading_role(" ".join(w.text for w in line.words[:count]), knowledge)
        if role is not None and role.role == "number":
            return True
        if role is not None and role.field == "text" and MIN_WORDS <= len(line.words) <= MAX_LINE:
            worth, headings = _split([line], AGAIN, knowledge)
            return worth > 0 and names_columns(headings, True)
    return False


def _begins_broken(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> bool:
    """Whether the heading of a numbering column begins that stands on two lines: "Số" and "TT"."""
    words = [line.words for line in lines[start : start + 2]]
    if len(words) < 2 or len(words[0]) > 1 or not words[0][0].text[0].isupper():
        return False
    role = heading_role(f"{words[0][0].text} {words[1][0].text}", knowledge)
    return role is not None and role.role == "number"


def _begins_with_text(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line may begin with the heading of the text; the lines below have to show it."""
    if not line.words[0].text[0].isupper() or not MIN_WORDS <= len(line.words) <= MAX_LINE:
        return False
    texts = [" ".join(w.text for w in line.words[:count]) for count in (1, 2, 3)]
    roles = (heading_role(text, knowledge) for text in texts)
    return any(role is not None and role.field == "text" for role in roles)


def _possible_ends(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> Iterator[int]:
    """The lines that may be the first below the header: a first label begins them, or a title; a
    page may end before them."""
    capitals, words = is_capitals(lines[start].text), 0
    for end in range(start + 1, min(start + MAX_LINES, len(lines)) + 1):
        words += len(lines[end - 1].words)
        if words > MAX_HEADER_WORDS:
            return
        if end == len(lines) or _is_of_next_page(lines[start], lines[end], knowledge):
            yield end
            return
        if opens_rows(lines[end], capitals, knowledge):
            yield end


def _is_of_next_page(first: TextLine, line: TextLine, knowledge: Knowledge) -> bool:
    return line.page != first.page or bool(knowledge.find("gazette_head", line.text))


def opens_rows(line: TextLine, capitals: bool, knowledge: Knowledge) -> bool:
    """Whether a line is the first below a header, which is in capitals or not."""
    if not capitals and is_capitals(line.text) and len(line.words) >= TITLE:
        return True
    first = line.words[0].text
    if knowledge.find("column_number", first):
        return True
    labels = find_labels(first, knowledge) or find_labels(line.text, knowledge)
    return any(label.is_first for label in labels)


def names_columns(headings: Sequence[Heading], opens: bool) -> bool:
    """Whether headings are those of a table: a text and at least two others; or one other, both
    short and without a figure, where `opens` says that rows begin below."""
    known = [h for h in headings if h.role]
    if not any(h.role and h.role.field == "text" for h in known):
        return False
    return len(known) >= 3 or (opens and len(headings) == 2 and all(map(_is_plain, headings)))


def _is_plain(heading: Heading) -> bool:
    """Whether a heading of known wording is hardly anything else: few words, and no figure."""
    short = len(heading.words) <= PLAIN and not any(c.isdigit() for c in heading.text)
    return short and heading.kind not in {None, "number"}


def _split(
    lines: Sequence[TextLine], again: float, knowledge: Knowledge
) -> tuple[float, list[Heading]]:
    """The best way to part the words of a header into headings, and what it is worth.

    `again` is what a heading is worth less that names a field which has one.
    """
    words = [word for line in lines for word in line.words]
    best: list[tuple[float, tuple[Heading, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - MAX_WORDS), end):
            heading = _to_heading(tuple(words[start:end]), knowledge)
            before, headings = best[start]
            options.append(
                (before + _worth(heading, headings, again, knowledge), (*headings, heading))
            )
        best.append(max(options, key=lambda option: option[0]))
    score, found = best[-1]
    return score, list(found)


def _to_heading(words: Sequence[Word], knowledge: Knowledge) -> Heading:
    return Heading(tuple(words), heading_role(" ".join(word.text for word in words), knowledge))


@lru_cache(maxsize=10_000)
def heading_role(heading: str, knowledge: Knowledge) -> ColumnRole | None:
    """The role of a heading."""
    return knowledge.column_role(heading)


def _worth(
    heading: Heading, before: Sequence[Heading], again: float, knowledge: Knowledge
) -> float:
    worth = KNOWN if heading.role else UNKNOWN
    if starts_lower(heading.text):
        worth += LOWER
    if knowledge.find("goes_on", heading.text) or heading.text.endswith(","):
        worth += UNFINISHED
    worth += MIXED * _is_mixed(tuple(word.text for word in heading.words), knowledge)
    if before:
        across = f"{before[-1].words[-1].text} {heading.words[0].text}"
        worth += ACROSS * (heading_role(across, knowledge) is not None)
    if heading.role and heading.role.field in _ONCE:
        worth += again * any(h.role and h.role.field == heading.role.field for h in before)
        worth += AGAIN * (bool(before) and _go_on(before[-1], heading, knowledge))
    return worth


def _go_on(before: Heading, heading: Heading, knowledge: Knowledge) -> bool:
    """Whether two headings of one role are a single one: "Thời gian" and "hoàn thành"."""
    together = " ".join([before.text, heading.text])
    return before.role is heading.role is heading_role(together, knowledge)


@lru_cache(maxsize=10_000)
def _is_mixed(texts: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether words can be parted into two headings of different fields."""
    for cut in range(1, len(texts)):
        above = heading_role(" ".join(texts[:cut]), knowledge)
        below = heading_role(" ".join(texts[cut:]), knowledge) if above else None
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
    agencies = _find_agencies_below(columns)
    below = agencies or _find_years_below(columns)
    spanning = _find_spanning(columns[:below], bool(agencies)) if below else None
    if below and spanning is not None:
        columns = _move_below(columns, spanning, below)
    return columns


def _find_spanning(headings: Sequence[Heading], of_agencies: bool) -> int | None:
    """The heading that is none of a column: one of agencies that spans others; above years a second
    text ("Mục tiêu"), an unknown one, a time."""
    if of_agencies:
        return next(i for i, h in enumerate(headings) if h.kind == "lead")
    texts = [i for i, h in enumerate(headings) if h.role and h.role.field == "text"]
    others = [i for i, h in enumerate(headings) if i and h.role is None]
    times = [i for i, h in enumerate(headings) if h.kind == "timeline"]
    return next(iter([*texts[1:], *others, *times]), None)


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
