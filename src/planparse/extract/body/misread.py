"""Labels of the body that a scan was misread in, settled by the labels before and after them.

"ø)" between "e)" and "h)" is "g)", and a doubtful "II." between "II." and "IV." is "III.": where
one label alone fits on both sides, it is taken. What was read stays with the word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planparse import regex
from planparse.extract.body.paragraphs import Paragraph
from planparse.extract.doubts import DOUBTED, DOUBTED_ALONE, read_otherwise
from planparse.extract.numbering import VIETNAMESE, Label, find_labels, follows
from planparse.knowledge import Knowledge
from planparse.text import to_roman

# What may be a label that was misread: a letter or two before a bracket, strokes before a point.
# The point is lost, too ("L MỤC TIÊU" for "I. MỤC TIÊU"), or the white behind it ("IL.MỤC TIÊU").
_MISREAD = regex.compile(
    r"(?P<core>\S{1,2})(?P<tail>\))|(?P<core>[IVXHLTUJl1|]{1,6})(?P<tail>[.-])(?:\p{Lu}{2,})?"
    r"|(?P<core>[IVXLl1|]{1,6}|H|HI|IH)(?P<tail>)"  # "HTX" and "TT" are words
    r"|(?P<core>[^\p{L}\p{N}\s]\d{1,2})(?P<tail>\.)"
)
_STROKES = ("I", "l", "|")
# A label may be settled by one behind it that is settled later.
_PASSES = 2
_ROMAN = [to_roman(value) for value in range(1, 31)]
_CORES = {")": VIETNAMESE, ".": _ROMAN, "-": _ROMAN, "": _ROMAN}


def settle_labels(paragraphs: Iterable[Paragraph], knowledge: Knowledge) -> list[Paragraph]:
    """The paragraphs; where only one label can stand for a misread one, it takes its place."""
    settled = list(paragraphs)
    if not any(p.lines[0].words[0].confidence is not None for p in settled):
        return settled  # no page was read from its picture
    labels = [find_labels(paragraph.passage.text, knowledge)[:1] for paragraph in settled]
    for _ in range(_PASSES):
        for index, paragraph in enumerate(settled):
            found = _settle(paragraph, labels, index, knowledge)
            if found:
                first, *rest_of_lines = paragraph.lines
                first = read_otherwise(first, found[1])
                settled[index] = replace(paragraph, lines=(first, *rest_of_lines))
                labels[index] = [found[0]]
    return settled


def _settle(
    paragraph: Paragraph, labels: Sequence[Sequence[Label]], index: int, knowledge: Knowledge
) -> tuple[Label, str] | None:
    """The only label that a misread one can be, and the word that begins with it."""
    word = paragraph.lines[0].words[0]
    match = _MISREAD.fullmatch(word.text) if word.confidence is not None else None
    if not match:
        return None
    stray = _is_stray(labels, index)
    repeated = not stray and _repeats(labels, index)
    unread = stray or repeated
    limit = DOUBTED_ALONE if repeated else DOUBTED  # a repeat is no misreading if all agree on it
    if not stray and (word.confidence or 0) >= limit:
        return None
    rest = paragraph.passage.text.removeprefix(match["core"] + match["tail"])
    if not match["tail"] and not rest.isupper():
        return None
    fitting = [
        label
        for core in _cores_of(match)
        for label in find_labels(core + match["tail"] + rest, knowledge)[:1]
        if _fits(label, labels, index, unread=unread) or _opens(label, labels, index)
    ]
    glued = word.text.removeprefix(match["core"] + match["tail"])
    settled = fitting[0].printed + glued if len(fitting) == 1 else word.text
    return (fitting[0], settled) if settled != word.text else None


def _cores_of(match: regex.Match[str]) -> Sequence[str]:
    """What a label may be: any of its kind, or the figures beside a speck. A stroke may be 1."""
    figures = regex.search(r"\d{1,2}$", match["core"])
    if figures and match["tail"] == "." and match["core"] != figures[0]:
        return [figures[0]]
    cores = _CORES[match["tail"]]
    return [*cores, "1"] if match["tail"] == "." and match["core"] in _STROKES else cores


def _opens(label: Label, labels: Sequence[Sequence[Label]], index: int) -> bool:
    """Whether a "1." opens the list that the next label goes on with, below one of another kind."""
    after = next((found[0] for found in labels[index + 1 :] if found), None)
    before = next((found[0] for found in reversed(labels[:index]) if found), None)
    below = before is not None and before.style != label.style
    return label.style == "arabic" and below and after is not None and follows(after, label)


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
