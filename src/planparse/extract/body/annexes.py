"""The top of an annex: its label, title, and the note on the document it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planparse.extract.body.paragraphs import to_paragraphs
from planparse.extract.body.parts import Part
from planparse.extract.lines import Line, to_passage
from planparse.extract.numbering import find_labels
from planparse.extract.pages import PageContent
from planparse.extract.tables.fragments import Fragment
from planparse.knowledge import Knowledge
from planparse.schema.draft import Annex, Passage
from planparse.schema.packed import spool_of
from planparse.schema.packed_lists import Packed, listed, listed_like


@dataclass
class _Heading:
    label: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    rest: list[Line] | Packed[Line] = field(default_factory=list)


def read_annex(part: Part, pages: Sequence[PageContent], knowledge: Knowledge) -> Annex:
    """Label, title and note stand above the first table; everything else is free text."""
    heading = _Heading(rest=listed_like(part.items, ()))
    above = True
    for item in part.items:
        if isinstance(item, Fragment):
            above = False
        elif above:
            _add_line(heading, item, pages[item.page - 1], knowledge)
        else:
            heading.rest.append(item)
    paragraphs = to_paragraphs(heading.rest, pages, knowledge)
    spool = spool_of(line.words for line in heading.rest)
    return Annex(
        number=part.annex or "",
        label=to_passage(heading.label),
        title=_full_title(heading, knowledge),
        note=to_passage(heading.note),
        paragraphs=listed((p.passage for p in paragraphs), spool),
    )


def _full_title(heading: _Heading, knowledge: Knowledge) -> Passage:
    """The title, which may begin on the line of the label ("PHỤ LỤC II: DANH MỤC …")."""
    below = to_passage(heading.title)
    label = knowledge.find("annex_label", to_passage(heading.label).text)
    begun = label["title"] if label and label["title"] else ""
    return Passage(f"{begun} {below.text}".strip(), below.words)


def _add_line(heading: _Heading, line: Line, page: PageContent, knowledge: Knowledge) -> None:
    note = " ".join(x.text for x in heading.note)
    begun = heading.label or heading.title or heading.note
    if heading.rest:
        heading.rest.append(line)
    elif (not begun and knowledge.find("annex_label", line.text)) or (
        not (heading.title or heading.note) and _goes_on(heading.label, line, page, knowledge)
    ):
        heading.label.append(line)
    elif note.count("(") > note.count(")") or (
        not note and knowledge.find("annex_note", line.text)
    ):
        heading.note.append(line)
    elif (
        not heading.note
        and (line.bold or page.is_centred(line))
        and not (heading.title and _begins_outline(line, knowledge))
    ):
        heading.title.append(line)
    else:
        heading.rest.append(line)


def _goes_on(label: Sequence[Line], line: Line, page: PageContent, knowledge: Knowledge) -> bool:
    """Whether a label with a note on its line ("Phụ lục kèm theo Kế hoạch số …") goes on in a line
    whose first word had no place there."""
    found = knowledge.find("annex_label", to_passage(label).text) if label else None
    wide = label[-1].box.width + line.words[0].box.width + line.size if label else 0.0
    return bool(found and found["note"]) and wide > page.right - page.left


def _begins_outline(line: Line, knowledge: Knowledge) -> bool:
    """Whether a line below the title is the first heading of what the annex says: "I. …"."""
    return any(label.is_first for label in find_labels(line.text, knowledge))
