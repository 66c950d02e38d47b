"""One document of the file: its preface, main body, footnotes and conclusions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse import regex
from planparse.extract.body.conclusions import read_conclusions
from planparse.extract.body.footnotes import Note
from planparse.extract.body.misread import settle_labels
from planparse.extract.body.outline import Node, Outline, build_outline, to_section
from planparse.extract.body.paragraphs import to_paragraphs
from planparse.extract.body.parts import Part, split_conclusions
from planparse.extract.body.preface import PrefaceLines, read_preface
from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge
from planparse.schema.draft import Footnote, Passage, Preface, Removed, Section
from planparse.schema.packed import spool_of
from planparse.schema.packed_lists import listed

# How the text of a document ends; the pen strokes behind it are read as letters in a scan.
_ENDED = regex.compile(r"\./\.(\s\S{1,3})?$")


@dataclass(frozen=True)
class Document:
    """A document taken apart."""

    preface: Preface
    sections: Sequence[Section]
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
    closing: list[Passage] = []
    nodes = _without_closing(outline.nodes, closing, knowledge)
    sections = listed(_to_sections(nodes, notes), spool_of(line.words for line in part.lines))
    preface = replace(preface, closing=tuple(closing))
    if conclusions:
        preface, labels = read_conclusions(preface, conclusions, knowledge)
        removed += labels
    return Document(preface, sections, tuple(removed))


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


def _without_closing(
    nodes: Iterable[Node], closing: list[Passage], knowledge: Knowledge
) -> Iterator[Node]:
    """The nodes; where the last one ends with what speaks of the whole, that goes to `closing`."""
    node = None
    for following in nodes:
        if node:
            yield node
        node = following
    if node:
        if _has_closing(node, knowledge):
            closing.append(node.paragraphs.pop())
        yield node


def _has_closing(last: Node, knowledge: Knowledge) -> bool:
    """Whether the last paragraph, ending in "./.", speaks of the whole and not of its section."""
    own = len(last.paragraphs) > 1 or (last.heading.text and len(last.paragraphs) == 1)
    if last.kind == "article" or not own or not _ENDED.search(last.paragraphs[-1].text):
        return False
    return bool(knowledge.find("closing", last.paragraphs[-1].text))


def _to_sections(nodes: Iterable[Node], notes: Sequence[Note]) -> Iterator[Section]:
    """Each note goes to the section that carries its mark on the same page."""
    on_page: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        on_page[note.page].append(note)
    for node in nodes:
        footnotes = tuple(
            Footnote(mark.text, paragraph, note.passage)
            for paragraph, mark in node.marks
            for note in on_page.get(mark.page, ())
            if note.mark == mark.text
        )
        yield to_section(node, footnotes)
