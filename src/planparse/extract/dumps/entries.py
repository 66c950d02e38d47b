"""What each line of a dump is, and which ones begin a document or an annex."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.titles import may_be_caption
from planparse.extract.numbering import find_labels
from planparse.extract.persons import may_name_person
from planparse.knowledge import Knowledge
from planparse.text import is_capitals

Kind = Literal[
    "text", "mark", "note", "head", "page_number", "header", "repeated", "column_numbers", "row"
]
# The lines of the header of a document that may stand above the national header.
HEADER_LINES = 6


@dataclass(frozen=True, eq=False)
class Entry:
    """A line and what it is; `line.page` is the page it stands on, as far as that can be told."""

    kind: Kind
    line: TextLine
    table: int | None = None


def find_starts(entries: Sequence[Entry], knowledge: Knowledge) -> Iterator[int]:
    """Where documents and annexes begin."""
    concluded = labelled = False
    for index, entry in enumerate(entries):
        text = entry.line.text
        if entry.kind == "header" and concluded:
            concluded = labelled = False
            yield from _title_above(entries, index, knowledge)
        if entry.kind != "text":
            continue
        if knowledge.find("annex_label", text) and _is_alone(entries, index):
            concluded = labelled = False
            yield index
        elif knowledge.find("national_header_begin", text):
            concluded = labelled = False
            yield _above_header(entries, index, knowledge)
        elif concluded and is_capitals(text) and knowledge.document_type(text):
            concluded = labelled = False
            yield index
        signs = is_capitals(text) and knowledge.find("signer_title", text)
        concluded = concluded or bool(knowledge.find("recipients", text) or (labelled and signs))
        labelled = labelled or bool(find_labels(text, knowledge))


def _title_above(entries: Sequence[Entry], header: int, knowledge: Knowledge) -> Iterator[int]:
    """Where the title of a table begins that stands behind the conclusions of a document, without
    the label of an annex: lines in capitals, with a note in brackets, right above its header. The
    name of the signer may be printed so, too."""
    start, in_note = header, False
    above = takewhile(lambda i: entries[i].kind == "text", reversed(range(header)))
    for index in above:
        line = entries[index].line
        ends_note = line.text.endswith(")") and line.text.count(")") > line.text.count("(")
        in_note = (in_note or ends_note) and not line.text.startswith("(")
        if in_note:
            continue
        if not may_be_caption(line) or knowledge.find("signer_title", line.text):
            break
        start = index
    words = [word.text for entry in entries[start:header] for word in entry.line.words]
    if words and not may_name_person(words, knowledge):
        yield start


def _is_alone(entries: Sequence[Entry], index: int) -> bool:
    """Whether a line is no part of a sentence that began above: "… kèm theo / Phụ lục 1"."""
    if not index or entries[index - 1].kind != "text":
        return True
    before = entries[index - 1].line
    text = entries[index].line.text
    return text.isupper() or before.text.endswith((".", ":", ";", "/")) or len(before.words) < 6


def _above_header(entries: Sequence[Entry], index: int, knowledge: Knowledge) -> int:
    """The first line of a header: the authority may stand above the national header, on a row of
    dashes that underlines it."""
    start, above = index, 0
    for before in range(index - 1, -1, -1):
        entry, text = entries[before], entries[before].line.text
        signs = before > 0 and knowledge.find("signer_title", text)  # of the document above
        issuer = is_capitals(text) and not signs
        said = issuer or knowledge.find("number_line", text)
        if (
            entry.kind != "text"
            or above == HEADER_LINES
            or not (said or knowledge.find("blank", text))
        ):
            break
        above += bool(said)
        start = before if said else start
    return start
