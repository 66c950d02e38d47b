"""Draft: the document in its own words. Every passage knows the words it was made of.

Parts of a document are named as in Akoma Ntoso (preface, preamble, main body, conclusions,
attachments).
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, cast

from planparse.schema.layout import Box, Source, Word
from planparse.schema.packed import PackedWords
from planparse.schema.packed_lists import Packed
from planparse.schema.vocabulary import JoinReason, RowKind, SectionKind


class _Part:
    """What a long document has many of: pickled by its values alone, several times faster."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]:
        kind = type(self)
        return kind, _values_of(cast(Hashable, kind))(self)


@cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(part.name for part in fields(kind)))


@dataclass(frozen=True, slots=True)
class Passage(_Part):
    """A stretch of text, its paragraphs separated by newlines, and the words it stands in."""

    text: str
    words: Sequence[Word] = ()


EMPTY = Passage("")


@dataclass(frozen=True, slots=True)
class Place(_Part):
    """A box on a page, points; no box where the source does not say where its words stand."""

    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Removed(_Part):
    """Something taken out of the text, what it was, and where it stood, if that is known."""

    kind: str
    page: int
    box: Box | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Finding(_Part):
    """Something seen and not settled; `code` is one of the codes of the records' issues.

    `row` is the table and the row in it, both counted from 0.
    """

    code: str
    message: str
    text: str = ""
    field: str | None = None
    place: Place | None = None
    row: tuple[int, int] | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Footnote(_Part):
    """A note and the paragraph (from 1) of the section that carries its mark."""

    mark: str
    paragraph: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Preface:
    """What stands before and after the main body of one document, as printed."""

    issuing_authority: tuple[Passage, ...] = ()
    number: Passage = EMPTY
    place_and_date: Passage = EMPTY
    document_type: Passage = EMPTY
    title: Passage = EMPTY
    note: Passage = EMPTY
    authority: Passage = EMPTY
    preamble: tuple[Passage, ...] = ()
    enacting: Passage = EMPTY
    closing: tuple[Passage, ...] = ()
    recipients: tuple[Passage, ...] = ()
    signer_titles: tuple[Passage, ...] = ()
    signer: Passage = EMPTY


@dataclass(frozen=True, slots=True)
class Section(_Part):
    """A numbered part of the body; `path` joins the canonical labels from the outermost down."""

    kind: SectionKind
    path: tuple[str, ...]
    label: Passage
    heading: Passage
    paragraphs: tuple[Passage, ...]
    pages: tuple[int, int]
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading as printed, its role and, for a year column, the year.

    `above` holds the headings that span this column and others.
    """

    heading: Passage
    role: str | None
    field: str
    year: int | None = None
    above: Passage = EMPTY


@dataclass(frozen=True, slots=True)
class Row(_Part):
    """A logical row: one cell per column, put together across pages."""

    kind: RowKind
    number: Passage | None
    cells: tuple[Passage, ...]
    section_path: tuple[str, ...]
    section_titles: tuple[str, ...]
    places: tuple[Place, ...]
    inherited: tuple[int, ...] = ()
    join_reasons: tuple[JoinReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table over one or several pages; `is_annex` when its rows are tasks or indicators.

    `title` is that of the annex, `caption` what is printed above the header within the rules.
    """

    annex: str
    title: str
    caption: Passage
    is_annex: bool
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    pages: tuple[int, int]
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment: its label and title, the note on what it belongs to, and its free text."""

    number: str
    label: Passage
    title: Passage
    note: Passage
    paragraphs: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found in a document, in its own words.

    `prefaces` has one entry per document in the file: a decision and the plan it encloses are two.
    """

    source: Source
    page_count: int
    prefaces: tuple[Preface, ...]
    sections: Sequence[Section]
    annexes: tuple[Annex, ...]
    tables: tuple[Table, ...]
    removed: Sequence[Removed]
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Word, ...] = ()


def without_many(draft: Draft) -> Draft:
    """The draft without what every page has some of: rows of tables, and what was removed."""
    tables = tuple(replace(table, rows=()) for table in draft.tables)
    return replace(draft, tables=tables, removed=())


def words_of(part: object) -> Iterator[Word]:
    """Every word that stands anywhere in a part of a draft."""
    return chain.from_iterable(groups_of(part))


def groups_of(part: object) -> Iterator[Sequence[Word]]:
    """The words that stand in a part of a draft, by the passages they are of."""
    found: list[Sequence[Word] | Packed[object]] = []
    _collect(part, found)
    for each in found:
        if isinstance(each, Packed):
            yield from chain.from_iterable(map(groups_of, each))
        else:
            yield each


def _collect(part: object, found: list[Sequence[Word] | Packed[object]]) -> None:
    """Find the words of a part, passage by passage; what is packed is not gone through."""
    kind = type(part)
    if kind is tuple or kind is list:
        items = cast(Sequence[object], part)
        if items and type(items[0]) is Word:
            found.append(cast(Sequence[Word], items))
            return
        for item in items:
            _collect(item, found)
    elif kind is PackedWords or kind is Packed:
        found.append(cast(PackedWords | Packed[object], part))
    else:
        for name in _names_of(cast(Hashable, kind)):
            _collect(getattr(part, name), found)


@cache
def _names_of(kind: Hashable) -> tuple[str, ...]:
    """The fields of a class of parts that may hold words; none for anything else."""
    parts = fields(kind) if is_dataclass(kind) else ()
    return tuple(part.name for part in parts if part.type not in (str, int, float, bool))
