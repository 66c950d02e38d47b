"""Paragraphs → the numbered outline of the main body."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planparse.extract.body.paragraphs import Paragraph
from planparse.extract.lines import to_passage_of_words
from planparse.extract.numbering import Label, Level, find_labels, fit
from planparse.knowledge import Knowledge
from planparse.schema.draft import EMPTY, Footnote, Passage, Section
from planparse.schema.layout import Word
from planparse.schema.packed import names_of, together
from planparse.schema.vocabulary import SectionKind
from planparse.text import is_capitals

# Labels whose heading may stand alone in the paragraph below.
_TITLED_BELOW = {"part", "chapter", "clause"}
_NO_HEADING_END = (".", ";", ",")
# Labels of one level begin at one place: less apart than this share of the size of their type.
_ALIGNED = 0.5
# The kind of the first of some siblings, by the path above them and the style of their labels.
_Kinds = dict[tuple[tuple[str, ...], str], SectionKind]


@dataclass
class Node:
    """A labelled paragraph, the paragraphs below it, and where it stands.

    `marks` are raised marks with the paragraph (from 1; 0 is the heading) they stand in.
    """

    label: Label
    label_words: Sequence[Word]
    path: tuple[str, ...]
    heading: Passage
    paragraphs: list[Passage] = field(default_factory=list)
    marks: list[tuple[int, Word]] = field(default_factory=list)
    kind: SectionKind = "point"


@dataclass
class Outline:
    """What the main body is made of: paragraphs before the first label, then nodes, each whole."""

    before: list[Paragraph]
    nodes: Iterator[Node]


def build_outline(paragraphs: Iterable[Paragraph], knowledge: Knowledge) -> Outline:
    """Give every paragraph its place; a label counts only where the sequence allows it."""
    placed = _place(paragraphs, knowledge)
    before: list[Paragraph] = []
    for paragraph, node in placed:
        if node:
            return Outline(before, _fill(node, placed))
        before.append(paragraph)
    return Outline(before, iter(()))


def _place(
    paragraphs: Iterable[Paragraph], knowledge: Knowledge
) -> Iterator[tuple[Paragraph, Node | None]]:
    """Every paragraph, and the node that it begins."""
    levels, path = [Level()], [""]
    edges = [0.0]  # where the last label of each level begins
    for paragraph in paragraphs:
        found = _find_label(paragraph, levels, edges, knowledge)
        if found is None:
            yield paragraph, None
            continue
        label, depth = found
        del levels[depth + 1 :], path[depth + 1 :], edges[depth + 1 :]
        edges[depth] = paragraph.words[0].box.x0
        edges.append(0.0)
        levels[-1].last = label
        levels.append(Level(label))
        path.append(label.canonical if label.style != "decimal" else str(label.values[-1]))
        yield paragraph, _to_node(paragraph, label, tuple(path[1:]))


def _fill(node: Node, placed: Iterable[tuple[Paragraph, Node | None]]) -> Iterator[Node]:
    """The first node and all further ones, with the paragraphs below each."""
    kinds: _Kinds = {}
    for paragraph, begun in placed:
        if begun is None:
            _add_unlabelled(node, paragraph)
            continue
        _settle_kind(node, kinds)
        yield node
        node = begun
    _settle_kind(node, kinds)
    yield node


def _find_label(
    paragraph: Paragraph, levels: Sequence[Level], edges: Sequence[float], knowledge: Knowledge
) -> tuple[Label, int] | None:
    """The label of a paragraph and the depth it stands at; None when it has none that fits."""
    text = paragraph.passage.text
    place = fit(find_labels(text, knowledge), levels)
    if place.label is None:
        return None
    first = paragraph.words[0]
    left_out = place.trouble == "number_gap" and (first.bold or is_capitals(text))
    # Printed twice, as happens where a draft was changed: it stands where the one before it does.
    aligned = abs(first.box.x0 - edges[place.depth]) < first.size * _ALIGNED
    twice = place.trouble == "number_repeat" and aligned and not place.label.is_first
    if place.trouble and not (left_out or twice):
        return None
    return place.label, place.depth


def _add_unlabelled(node: Node, paragraph: Paragraph) -> None:
    bare = node.label.style in _TITLED_BELOW and not node.heading.text and not node.paragraphs
    if bare and (paragraph.bold or paragraph.centred):
        node.heading, node.kind = paragraph.passage, "heading"
    else:
        node.paragraphs.append(paragraph.passage)
    node.marks += [(len(node.paragraphs), mark) for mark in paragraph.marks]


def _to_node(paragraph: Paragraph, label: Label, path: tuple[str, ...]) -> Node:
    words = paragraph.words
    count = _count_words(words, label)
    stuck = "".join(w.text for w in words[:count])[len("".join(label.printed.split())) :]
    heading, text = _split_heading(paragraph, words[count:])
    if heading.text:
        heading = _put_before(stuck, heading)
    else:
        text = _put_before(stuck, text)
    node = Node(label, words[:count], path, heading)
    if text.text:
        node.paragraphs.append(Passage(text.text, together([text.words, paragraph.marks])))
    else:
        node.heading = Passage(heading.text, together([heading.words, paragraph.marks]))
    node.marks += [(len(node.paragraphs), mark) for mark in paragraph.marks]
    if label.style == "article":
        node.kind = "article"
    elif heading.text:
        node.kind = "heading"
    return node


def _count_words(words: Sequence[Word], label: Label) -> int:
    """How many words the printed label takes; text may stick to the last one ("3.5.Chuẩn")."""
    length, count = 0, 0
    wanted = len("".join(label.printed.split()))
    while count < len(words) and length < wanted:
        length += len(words[count].text)
        count += 1
    return count


def _put_before(stuck: str, passage: Passage) -> Passage:
    """A passage that begins with text of the word before its own, which sticks to a label."""
    if not any(c.isalnum() for c in stuck):
        return passage
    return Passage(f"{stuck} {passage.text}".strip(), passage.words)


def _split_heading(paragraph: Paragraph, words: Sequence[Word]) -> tuple[Passage, Passage]:
    """Part heading and text: all is one of them, or a lead-in in bold or italics is the heading."""
    if not words:
        return EMPTY, EMPTY
    whole = to_passage_of_words(words)
    if _is_heading(paragraph, whole.text):
        return whole, EMPTY
    lead = _lead_in(words)
    if lead and words[lead - 1].text.endswith((":", ".")):
        head = to_passage_of_words(words[:lead])
        return head, to_passage_of_words(words[lead:])
    return EMPTY, whole


def _is_heading(paragraph: Paragraph, text: str) -> bool:
    """A heading is set off by its type throughout, or is one line without a full stop."""
    if paragraph.bold or is_capitals(text):
        return True
    if paragraph.italic and not text.endswith(_NO_HEADING_END):
        return True
    return len(paragraph.lines) == 1 and not text.endswith(_NO_HEADING_END) and not _is_data(text)


def _is_data(text: str) -> bool:
    """Whether a short line says something ("Thời gian: năm 2025") instead of naming a part."""
    return ":" in text.rstrip(":")


def _lead_in(words: Sequence[Word]) -> int:
    """How many words at the beginning are bold (or italic) before plain ones follow."""
    bold = next((i for i, w in enumerate(words) if not w.bold), len(words))
    italic = next((i for i, w in enumerate(words) if not w.italic), len(words))
    lead = max(bold, italic)
    return lead if lead < len(words) else 0


def _settle_kind(node: Node, first: _Kinds) -> None:
    """Siblings are of one kind, that of the first in their sequence."""
    if node.kind == "article":
        return
    key = (node.path[:-1], node.label.style)
    if node.label.is_first:
        first[key] = node.kind
    node.kind = first.setdefault(key, node.kind)
    if node.kind == "point" and node.heading.text:
        node.paragraphs.insert(0, node.heading)
        node.marks = [(index + 1, mark) for index, mark in node.marks]
        node.heading = EMPTY


def to_section(node: Node, footnotes: tuple[Footnote, ...]) -> Section:
    """A node as a section of the draft."""
    label = Passage(node.label.printed, node.label_words)
    passages = tuple(node.paragraphs)
    parts = (node.label_words, node.heading.words, *(p.words for p in passages))
    on = {page for words in parts for page, _ in names_of(words)}
    pages = (min(on), max(on))
    return Section(node.kind, node.path, label, node.heading, passages, pages, footnotes)
