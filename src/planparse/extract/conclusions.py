"""The end of a document: to whom it goes, and who signs it."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line, to_lines, to_passage
from planparse.knowledge import Knowledge
from planparse.schema.draft import Passage, Preface, Removed
from planparse.text import is_capitals


def read_conclusions(
    preface: Preface, lines: Sequence[Line], knowledge: Knowledge
) -> tuple[Preface, list[Removed]]:
    """The recipients on the left and the signer on the right, below the main body.

    Two authorities sign side by side, and the recipients stand below them.
    """
    at = next((i for i, line in enumerate(lines) if _is_label(line, knowledge)), 0)
    signers = list(_to_columns(lines[:at]))
    left = list(lines[at:])
    if not all(any(knowledge.find("signer_title", x.text) for x in column) for column in signers):
        left, right = _to_columns(lines)
        signers = [right]
    removed = [to_removed("recipients_label", x) for x in left if _is_label(x, knowledge)]
    items = _to_items([x for x in left if not _is_label(x, knowledge)])
    names = [_find_name(column) for column in signers]
    named = [line for name in names for line in name]
    return replace(
        preface,
        recipients=tuple(items),
        signer_titles=tuple(
            to_passage([x]) for column in signers for x in column if x not in named
        ),
        signer=_to_paragraphs([to_passage(name) for name in names]),
    ), removed


def _to_columns(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What stands left and right of the gutter between two columns."""
    if not lines:
        return [], []
    words = [word for line in lines for word in (*line.words, *line.marks)]
    split = _find_gutter(lines)
    left = to_lines([word for word in words if word.box.middle[0] < split])
    return left, to_lines([word for word in words if word.box.middle[0] >= split])


def _to_paragraphs(passages: Sequence[Passage]) -> Passage:
    """Passages as the paragraphs of one."""
    words = tuple(word for passage in passages for word in passage.words)
    return Passage("\n".join(passage.text for passage in passages), words)


def _find_name(lines: Sequence[Line]) -> list[Line]:
    """The line with the signer's name: the last, or the only one in small letters, each word with a
    capital, where an office that the signer also holds stands below it."""
    small = [x for x in lines if not is_capitals(x.text)]
    last = [x for x in lines[-1:] if x in small]
    names = [x for x in small if all(w.text[0].isupper() for w in x.words) and len(x.words) > 1]
    return last or (names if len(small) == 1 else [])


def _is_label(line: Line, knowledge: Knowledge) -> bool:
    return bool(knowledge.find("recipients", line.text))


def _find_gutter(lines: Sequence[Line]) -> float:
    """The middle of the widest empty strip between the two columns; 0 for one column."""
    spans = sorted((word.box.x0, word.box.x1) for line in lines for word in line.words)
    reach, widest, gutter = spans[0][1], 0.0, 0.0
    for x0, x1 in spans:
        if x0 - reach > widest:
            widest, gutter = x0 - reach, (x0 + reach) / 2
        reach = max(reach, x1)
    size = lines[0].size
    return gutter if widest > size else 0.0


def _to_items(lines: Sequence[Line]) -> list[Passage]:
    """One recipient per dash; a line without one goes on with the recipient above."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.text.startswith(("-", "–", "+", "*")):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [to_passage(group) for group in groups]
