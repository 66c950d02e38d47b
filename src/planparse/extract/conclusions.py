"""The end of a document: recipients and signer."""

from collections.abc import Sequence
from dataclasses import replace

from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line, to_lines, to_passage
from planparse.knowledge import Knowledge
from planparse.schema.draft import EMPTY, Passage, Preface, Removed
from planparse.text import is_capitals


def read_conclusions(
    preface: Preface, lines: Sequence[Line], knowledge: Knowledge
) -> tuple[Preface, list[Removed]]:
    """The recipients on the left and the signer on the right, below the main body."""
    words = [word for line in lines for word in (*line.words, *line.marks)]
    split = _find_gutter(lines)
    left = to_lines([word for word in words if word.box.middle[0] < split])
    right = to_lines([word for word in words if word.box.middle[0] >= split])
    removed = [to_removed("recipients_label", x) for x in left if _is_label(x, knowledge)]
    items = _to_items([x for x in left if not _is_label(x, knowledge)])
    name = bool(right) and not is_capitals(right[-1].text)
    titles = right[:-1] if name else right
    return replace(
        preface,
        recipients=tuple(items),
        signer_titles=tuple(to_passage([x]) for x in titles),
        signer=to_passage(right[-1:]) if name else EMPTY,
    ), removed


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
