"""One document of the file: its preface, main body, footnotes and conclusions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.extract.conclusions import read_conclusions
from planparse.extract.footnotes import Note
from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line
from planparse.extract.misread import settle_labels
from planparse.extract.outline import Node, Outline, build_outline, to_section
from planparse.extract.pages import PageContent
from planparse.extract.paragraphs import to_paragraphs
from planparse.extract.parts import Part, split_conclusions
from planparse.extract.preface import PrefaceLines, read_preface
from planparse.knowledge import Knowledge
from planparse.schema.draft import Footnote, Preface, Removed, Section


@dataclass(frozen=True)
class Document:
    """A document taken apart."""

    preface: Preface
    sections: tuple[Section, ...]
    removed: tuple[Removed, ...]


def read_document(
    part: Part, pages: Sequence[PageContent], notes: Sequence[Note], knowledge: Knowledge
) -> Document:
    """Preface, outline and conclusions of one document."""
    body, conclusions = split_conclusions(part.lines, pages, knowledge)
    read = read_preface(body, pages, knowledge)
    removed = list(read.removed)
    rest, ornaments = _without_ornaments(read, knowledge)
    removed += ornaments
    paragraphs = settle_labels(to_paragraphs(rest, pages, knowledge), knowledge)
    outline = build_outline(paragraphs, knowledge)
    preface = _read_preamble(read.preface, outline, knowledge)
    preface = _read_closing(preface, outline.nodes, knowledge)
    if conclusions:
        preface, labels = read_conclusions(preface, conclusions, knowledge)
        removed += labels
    return Document(preface, tuple(_attach_notes(outline, notes)), tuple(removed))


def _without_ornaments(
    read: PrefaceLines, knowledge: Knowledge
) -> tuple[list[Line], list[Removed]]:
    ornaments = [line for line in read.rest if knowledge.find("blank", line.text)]
    rest = [line for line in read.rest if line not in ornaments]
    return rest, [to_removed("ornament", line) for line in ornaments]


def _read_preamble(preface: Preface, outline: Outline, knowledge: Knowledge) -> Preface:
    """The paragraphs before the first label, and the line that enacts."""
    enacting = [p for p in outline.before if knowledge.find("enacting", p.passage.text)]
    preamble = tuple(p.passage for p in outline.before if p not in enacting)
    if not enacting:
        return replace(preface, preamble=preamble)
    return replace(preface, preamble=preamble, enacting=enacting[0].passage)


def _read_closing(preface: Preface, nodes: Sequence[Node], knowledge: Knowledge) -> Preface:
    """The last paragraph, ending in "./.", when it speaks of the whole and not of its section."""
    if not nodes or nodes[-1].kind == "article":
        return preface
    last = nodes[-1]
    own = len(last.paragraphs) > 1 or (last.heading.text and len(last.paragraphs) == 1)
    if not own or not last.paragraphs[-1].text.endswith("./."):
        return preface
    if not knowledge.find("closing", last.paragraphs[-1].text):
        return preface
    return replace(preface, closing=(last.paragraphs.pop(),))


def _attach_notes(outline: Outline, notes: Sequence[Note]) -> list[Section]:
    """Each note goes to the section that carries its mark on the same page."""
    sections = []
    on_page: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        on_page[note.page].append(note)
    for node in outline.nodes:
        footnotes = tuple(
            Footnote(mark.text, paragraph, note.passage)
            for paragraph, mark in node.marks
            for note in on_page[mark.page]
            if note.mark == mark.text
        )
        sections.append(to_section(node, footnotes))
    return sections
