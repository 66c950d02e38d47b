"""What the words over a column name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse import regex
from planparse.extract.dumps.lines import widest_line
from planparse.extract.dumps.words.names import find_names, may_begin
from planparse.knowledge import ColumnRole, Knowledge
from planparse.schema.layout import Word
from planparse.text import ends_sentence, starts_lower

# A heading that stands beside only one other has at most so many words.
PLAIN = 6
# Before the numbering column stands at most what sorts the rows.
MAX_BEFORE = 1
# A unit in brackets: "(ha)", "(%)"; what no heading begins with.
_UNIT = regex.compile(r"\((%|\p{Ll}+)\)$")
NO_BEGINNING = regex.compile(r"[-–+]|\([-+]\)")
# The fields that several columns may be of.
_SEVERAL = {"number", "year", "extra"}


@dataclass(frozen=True)
class Heading:
    """The words over one column and their role; `above` are the headings that span it and others,
    from the top down."""

    words: tuple[Word, ...]
    role: ColumnRole | None
    above: tuple[tuple[Word, ...], ...] = ()

    @property
    def text(self) -> str:
        """The wording."""
        return " ".join(word.text for word in self.words)

    @property
    def kind(self) -> str | None:
        """The name of the role."""
        return self.role.role if self.role else None

    @property
    def field(self) -> str | None:
        """The field that its column is of."""
        return self.role.field if self.role else None

    @property
    def is_single(self) -> bool:
        """Whether a table has one column of its field."""
        return self.role is not None and self.field not in _SEVERAL

    def width(self, knowledge: Knowledge) -> float:
        """How wide its column is at least, em: as its longest line."""
        return widest_line(self.words, knowledge)


def names_columns(headings: Sequence[Heading], opens: bool) -> bool:
    """Whether headings are those of a table: a text and at least two others; or one other, both
    short and without a figure, where `opens` says that rows begin below. A numbering column stands
    at the left; without one most headings are of known wording, and none ends as sentences do."""
    known = [h for h in headings if h.role]
    if all(heading.field != "text" for heading in known):
        return False
    number = next((i for i, heading in enumerate(headings) if heading.kind == "number"), None)
    if number is None and (2 * len(known) <= len(headings) or any(map(_is_sentence, known))):
        return False
    if number is not None and number > MAX_BEFORE:
        return False
    return len(known) >= 3 or (opens and len(headings) == 2 and all(map(is_plain, headings)))


def find_kinds(headings: Sequence[Heading]) -> Iterator[str | None]:
    """What the columns hold: indicators behind the tasks say what comes of each."""
    has_tasks = False
    for heading in headings:
        yield "deliverable" if has_tasks and heading.kind == "indicator" else heading.kind
        has_tasks = has_tasks or heading.kind == "task"


def _is_sentence(heading: Heading) -> bool:
    """Whether a heading ends as sentences do, one ends in it, or it has what leads to something."""
    leads = any(word.text.endswith((":", ";")) for word in heading.words)
    stops = (ends_sentence(word.text) and word.text[0].isalpha() for word in heading.words)
    return leads or heading.text.endswith(".") or any(stops)


def is_plain(heading: Heading) -> bool:
    """Whether a heading of known wording is hardly anything else: few words, and no figure."""
    short = len(heading.words) <= PLAIN and not any(c.isdigit() for c in heading.text)
    return short and heading.kind not in {None, "number"}


def may_be_several(heading: Heading, knowledge: Knowledge) -> bool:
    """Whether a heading may be made of several: two words in it begin as headings do, or one does
    behind or before a known one; a word begins twice; two units stand in brackets; or it begins as
    none does."""
    texts = tuple(word.text for word in heading.words)
    named = {i for begin, end in find_names(texts, knowledge) for i in range(begin + 1, end)}
    cuts = [i for i in range(1, len(texts)) if i not in named and begins_anew(texts, i)]
    parted = (
        (roles_of_parts(texts, cut, knowledge), _may_name(texts[cut:], knowledge)) for cut in cuts
    )
    capitals = [text for text in texts if text.istitle() and len(text) > 1]
    units = [text for text in texts if _UNIT.match(text)]
    return (
        len(cuts) > 1
        or any(all(roles) or (any(roles) and not named) for roles, named in parted)
        or len({*capitals}) < len(capitals)
        or len(units) > 1
        or bool(texts and NO_BEGINNING.match(texts[0]))
    )


def _may_name(texts: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether words may be the name of an agency: none is "Tổng số"."""
    return may_begin(texts[0], knowledge) and not knowledge.find("total", " ".join(texts))


def begins_anew(texts: Sequence[str], index: int) -> bool:
    """Whether a word has a capital behind one in small letters."""
    return texts[index].istitle() and starts_lower(texts[index - 1])


def to_heading(words: Sequence[Word], knowledge: Knowledge) -> Heading:
    """The heading that words are."""
    return Heading(tuple(words), heading_role(" ".join(word.text for word in words), knowledge))


@lru_cache(maxsize=10_000)
def heading_role(heading: str, knowledge: Knowledge) -> ColumnRole | None:
    """The role of a heading."""
    return knowledge.column_role(heading)


def is_again(heading: Heading, before: Sequence[Heading]) -> bool:
    """Whether the field of a heading has one already. Indicators that stand apart from the tasks
    are what comes of these; "Nội dung chỉ tiêu" is one heading."""
    same = [h for h in before if h.role and h.field == heading.field]
    if heading.kind == "indicator" and same and before[-1] is not same[-1]:
        same = [h for h in same if h.kind != "task"]
    return bool(same)


def roles_of_parts(
    texts: tuple[str, ...], cut: int, knowledge: Knowledge
) -> tuple[ColumnRole | None, ColumnRole | None]:
    """The roles that words before a place and those from there on have as headings."""
    above, below = (" ".join(part) for part in (texts[:cut], texts[cut:]))
    return heading_role(above, knowledge), heading_role(below, knowledge)
