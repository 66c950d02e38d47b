"""Labels of the body that a scan was misread in, settled by the labels before and after them.

"ø)" between "e)" and "h)" is "g)", and a doubtful "II." between "II." and "IV." is "III.": where
one label alone fits on both sides, it is taken. What was read stays with the word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planparse import regex
from planparse.extract.body.paragraphs import Paragraph
from planparse.extract.doubts import DOUBTED, read_otherwise
from planparse.extract.numbering import VIETNAMESE, Label, find_labels, follows, to_roman
from planparse.knowledge import Knowledge

# What may be a label that was misread: a letter or two before a bracket, strokes before a point.
# The point is lost, too ("L MỤC TIÊU" for "I. MỤC TIÊU"), or the white behind it ("IL.MỤC TIÊU").
_MISREAD = regex.compile(
    r"(?P<core>\S{1,2})(?P<tail>\))|(?P<core>[IVXHLTUJl1|]{1,6})(?P<tail>[.-])(?:\p{Lu}{2,})?"
    r"|(?P<core>[IVXLl1|]{1,6}|H|HI|IH)(?P<tail>)"  # "HTX" and "TT" are words
)
_ROMAN = [to_roman(value) for value in range(1, 31)]
_CORES = {")": VIETNAMESE, ".": _ROMAN, "-": _ROMAN, "": _ROMAN}


def settle_labels(paragraphs: Iterable[Paragraph], knowledge: Knowledge) -> list[Paragraph]:
    """The paragraphs; where only one label can stand for a misread one, it takes its place."""
    paragraphs = list(paragraphs)
    if not any(p.lines[0].words[0].confidence is not None for p in paragraphs):
        return paragraphs  # no page was read from its picture
    settled = list(paragraphs)
    labels = [_labels_of(paragraph, knowledge) for paragraph in paragraphs]
    for index, paragraph in enumerate(paragraphs):
        word = paragraph.lines[0].words[0]
        match = _MISREAD.fullmatch(word.text) if word.confidence is not None else None
        if not match:
            continue
        stray = _is_stray(labels, index)
        if labels[index] and not stray and (word.confidence or 0) >= DOUBTED:
            continue
        rest = paragraph.passage.text.removeprefix(match["core"] + match["tail"])
        if not match["tail"] and not rest.isupper():
            continue
        fitting = [
            label
            for core in _CORES[match["tail"]]
            for label in find_labels(core + match["tail"] + rest, knowledge)[:1]
            if _fits(label, labels, index, unread=stray or _repeats(labels, index))
        ]
        glued = word.text.removeprefix(match["core"] + match["tail"])
        if len(fitting) == 1 and fitting[0].printed + glued != word.text:
            first, *rest_of_lines = paragraph.lines
            first = read_otherwise(first, fitting[0].printed + glued)
            settled[index] = replace(paragraph, lines=(first, *rest_of_lines))
            labels[index] = fitting
    return settled


def _labels_of(paragraph: Paragraph, knowledge: Knowledge) -> list[Label]:
    return find_labels(paragraph.passage.text, knowledge)[:1]


def _is_stray(labels: Sequence[Sequence[Label]], index: int) -> bool:
    """Whether nothing was read as a label, or a capital before which none stands in its order, "H"
    without a "G" being two strokes, or a number that no document has: "L", that is 50, is one."""
    if not labels[index]:
        return True
    label = labels[index][0]
    before = _last_alike(label, labels[:index])
    many = label.style == "roman" and max(label.values) > len(_ROMAN)
    return many or (label.style == "upper" and not label.is_first and before is None)


def _repeats(labels: Sequence[Sequence[Label]], index: int) -> bool:
    """Whether a label says the same as the last one of its style, and begins no list of its own."""
    label = labels[index][0]
    before = _last_alike(label, labels[:index])
    return not label.is_first and before is not None and before.values == label.values


def _fits(label: Label, labels: Sequence[Sequence[Label]], index: int, *, unread: bool) -> bool:
    """Whether a label stands between the nearest ones of its style without a gap; a text that did
    not read as a label, or as one that was there already, may also be the last of its list, or the
    first."""
    before = _last_alike(label, labels[:index])
    after = _first_alike(label, labels[index + 1 :])
    if not before:
        return unread and label.is_first and after is not None and follows(after, label)
    if not follows(label, before):
        return False
    return follows(after, label) if after and not after.is_first else unread


def _first_alike(label: Label, labels: Iterable[Sequence[Label]]) -> Label | None:
    """The first label of the same style."""
    alike = (each for found in labels for each in found if each.style == label.style)
    return next(alike, None)


def _last_alike(label: Label, labels: Sequence[Sequence[Label]]) -> Label | None:
    """The last label of the same style; of a paragraph with one label at most."""
    return _first_alike(label, reversed(labels))
