"""The end of a document: to whom it goes, and who signs it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from planparse.extract.doubts import is_doubted
from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line, to_lines, to_passage
from planparse.extract.persons import may_name_person
from planparse.knowledge import Knowledge
from planparse.schema.draft import Passage, Preface, Removed
from planparse.schema.layout import Word


def read_conclusions(
    preface: Preface, lines: Sequence[Line], knowledge: Knowledge
) -> tuple[Preface, list[Removed]]:
    """The recipients on the left and the signer on the right, below the main body.

    Two authorities sign side by side, and the recipients stand below them.
    """
    at = next((i for i, line in enumerate(lines) if _is_label(line, knowledge)), 0)
    label = next(filter(lambda line: _is_label(line, knowledge), lines), None)
    signers = list(_to_columns(lines[:at]))
    left = list(lines[at:])
    if not all(any(knowledge.find("signer_title", x.text) for x in column) for column in signers):
        left, right = _to_columns(lines, label)
        signers = [right]
    removed = [to_removed("recipients_label", x) for x in left if _is_label(x, knowledge)]
    items = _to_items([x for x in left if not _is_label(x, knowledge)])
    kinds = {line: _kind_of_aside(line, knowledge) for column in signers for line in column}
    signers = [[line for line in column if not kinds[line]] for column in signers]
    removed += [to_removed(kind, line) for line, kind in kinds.items() if kind]
    names = [_find_name(column, knowledge) for column in signers]
    named = [line for name in names for line in name]
    return replace(
        preface,
        recipients=tuple(items),
        signer_titles=tuple(
            to_passage([x]) for column in signers for x in column if x not in named
        ),
        signer=_to_paragraphs([to_passage(name) for name in names]),
    ), removed


def _to_columns(lines: Sequence[Line], label: Line | None = None) -> tuple[list[Line], list[Line]]:
    """What stands left and right of the gutter between two columns.

    Where a seal or specks stand in the gutter, the lines that begin where the `label` of the
    recipients does are parted at their own gaps.
    """
    if not lines:
        return [], []
    split = _find_gutter(lines)
    left: list[Word] = []
    right: list[Word] = []
    for line in lines:
        words = [*line.words, *line.marks]
        if label and not split and abs(line.box.x0 - label.box.x0) < label.size:
            gaps = (a.box.x1 for a, b in pairwise(words) if b.box.x0 - a.box.x1 > a.size)
            end = next(gaps, line.box.x1)
        else:
            end = split
        left += [word for word in words if word.box.middle[0] < end]
        right += [word for word in words if word.box.middle[0] >= end]
    return to_lines(left), to_lines(right)


def _to_paragraphs(passages: Sequence[Passage]) -> Passage:
    """Passages as the paragraphs of one."""
    words = tuple(word for passage in passages for word in passage.words)
    return Passage("\n".join(passage.text for passage in passages), words)


def _find_name(lines: Sequence[Line], knowledge: Knowledge) -> list[Line]:
    """The line with the signer's name, the last that can be one: an office that the signer also
    holds, a note or specks may stand below it. Where it is printed in capitals, as the offices
    above it are, its surname tells it."""
    names = (x for x in reversed(lines) if knowledge.find("person_name", x.text))
    capitals = (x for x in lines[1:][-1:] if _is_name_in_capitals(x.text, knowledge))
    return list(islice(chain(names, capitals), 1))


def _is_name_in_capitals(text: str, knowledge: Knowledge) -> bool:
    words = text.split()
    named = len(words) > 1 and text.isupper() and may_name_person(words, knowledge)
    return named and not knowledge.find("signer_title", text)


def _kind_of_aside(line: Line, knowledge: Knowledge) -> str | None:
    """What a line is that is neither title nor name: "(Đã ký)", or what a scan made of a signature;
    None for all others."""
    if knowledge.find("signed_mark", line.text):
        return "marking"
    if knowledge.find("signer_title", line.text) or knowledge.find("person_name", line.text):
        return None
    return "handwriting" if all(is_doubted(word) for word in line.words) else None


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
