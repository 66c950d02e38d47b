"""What each line outside tables was on its page: header, title, running text, conclusions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from planparse.extract.dumps.lines import TextLine
from planparse.extract.dumps.paragraphs import begins_paragraph, find_full_width, is_marked
from planparse.extract.dumps.sides import Side, find_sides
from planparse.extract.dumps.titles import may_be_caption
from planparse.extract.numbering import find_labels
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, is_capitals, starts_lower

# A document says what it is within its first lines; a heading is no longer than a few.
MAX_HEADER_LINES = 16
MAX_HEADING = 160
# A title has at most so many lines, and goes on below a line that fills this share of the page.
MAX_TITLE, NEARLY_FULL = 6, 0.75
# The sentence that says who issues the document takes at most so many lines.
MAX_SENTENCE = 4

Where = Side | Literal["centre", "text", "note"]


@dataclass(frozen=True, eq=False)
class Placed:
    """A line, where it stood, and whether a paragraph begins and ends with it."""

    line: TextLine
    where: Where
    begins: bool = True
    ends: bool = True
    bold: bool = False


def place_lines(lines: Sequence[TextLine], knowledge: Knowledge) -> list[Placed]:
    """Place the lines of one document or annex, from its first line to its last."""
    body, placed = _place_top(lines, knowledge)
    end = _find_conclusions(lines, body, knowledge)
    placed += _place_text(lines[body:end], knowledge)
    placed += [_place_conclusion(line, knowledge) for line in lines[end:]]
    return placed


def _place_top(lines: Sequence[TextLine], knowledge: Knowledge) -> tuple[int, list[Placed]]:
    """The header and title: how many lines they take, and their places."""
    if lines and knowledge.find("annex_label", lines[0].text):
        end = _annex_title_end(lines, knowledge)
        return end, [Placed(line, "centre", bold=True) for line in lines[:end]]
    kind = next((i for i, x in enumerate(lines[:MAX_HEADER_LINES]) if _is_type(x, knowledge)), None)
    end = _header_end(lines, knowledge) if kind is None else kind
    if kind is None and not end:
        placed = [Placed(line, "centre", bold=True) for line in takewhile(may_be_caption, lines)]
        return len(placed), placed
    sides = find_sides(lines[:end], knowledge)
    placed = [
        Placed(line, side, bold=side != "asis")
        for line, side in zip(lines[:end], sides, strict=True)
    ]
    if kind is None:
        return end, placed
    end = _title_end(lines, kind + 1, knowledge)
    placed += [Placed(line, "centre", bold=True) for line in lines[kind:end]]
    return end, placed


def _is_type(line: TextLine, knowledge: Knowledge) -> bool:
    return line.is_capitals and knowledge.document_type(line.text) is not None


def _header_end(lines: Sequence[TextLine], knowledge: Knowledge) -> int:
    """Without a document type the header ends with its last line of a known kind."""
    kinds = ("national_header", "motto", "number_line", "date_line")
    known = [
        i
        for i, line in enumerate(lines[:MAX_HEADER_LINES])
        if any(knowledge.find(kind, line.text) for kind in kinds)
    ]
    return known[-1] + 1 if known else 0


def _title_end(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> int:
    """The lines of the title, of the note in brackets below it, and of who decides."""
    full = find_full_width(lines[start:])
    end = start
    while end < len(lines) and _is_title(lines, start, end, full, knowledge):
        end += 1
    return end


def _is_title(
    lines: Sequence[TextLine], start: int, index: int, full: float, knowledge: Knowledge
) -> bool:
    line = lines[index]
    if knowledge.find("authority", line.text) or _opens_note(line, knowledge):
        return True
    if index == start:
        return True
    before = lines[index - 1]
    if _in_note(lines[start:index]):
        return True
    if is_marked(line.text, knowledge) or knowledge.find("enacting", line.text):
        return False
    if line.text.endswith(":") or _opens_text(lines[index : index + MAX_SENTENCE], knowledge):
        return False
    if starts_lower(line.text) or knowledge.find("goes_on", before.text):
        return True
    if knowledge.find("legal_basis", line.text) or before.text.endswith((".", ";", ")")):
        return False
    if before.is_capitals or line.is_capitals:
        return line.is_capitals
    if before.width > NEARLY_FULL * full and index - start < MAX_TITLE:
        return True
    wide = line.width > 0.9 * full - 2.7
    return not wide and line.gap <= lines[start].gap and index - start < MAX_TITLE


def _opens_text(lines: Sequence[TextLine], knowledge: Knowledge) -> bool:
    """Whether the sentence begins that says who issues the document, up to its colon or stop."""
    ends = (i + 1 for i, line in enumerate(lines) if line.text.endswith((":", ".")))
    text = " ".join(line.text for line in lines[: next(ends, 0)])
    return bool(knowledge.find("issuing_sentence", text))


def _opens_note(line: TextLine, knowledge: Knowledge) -> bool:
    return line.text.startswith("(") and bool(knowledge.find("annex_note", line.text))


def _in_note(lines: Sequence[TextLine]) -> bool:
    text = " ".join(line.text for line in lines)
    return text.count("(") > text.count(")")


def _annex_title_end(lines: Sequence[TextLine], knowledge: Knowledge) -> int:
    """The label, title and note of an annex; free text may follow."""
    end = 1
    while end < min(len(lines), MAX_HEADER_LINES):
        line = lines[end]
        noted = _in_note(lines[:end])
        done = any(_opens_note(x, knowledge) for x in lines[:end]) and not noted
        if done or (is_marked(line.text, knowledge) and not noted):
            break
        if ends_sentence(line.text) and not noted and not _opens_note(line, knowledge):
            break
        end += 1
    return end


def _find_conclusions(lines: Sequence[TextLine], start: int, knowledge: Knowledge) -> int:
    """Where recipients or the signer begin: after the first label of the body."""
    labelled = False
    for index in range(start, len(lines)):
        line = lines[index]
        if knowledge.find("recipients", line.text):
            return index
        if labelled and line.has_columns and _signs(line, knowledge):
            return index
        if labelled and line.is_capitals and knowledge.find("signer_title", line.text):
            return index
        labelled = labelled or bool(find_labels(line.text, knowledge))
    return len(lines)


def _signs(line: TextLine, knowledge: Knowledge) -> bool:
    return any(knowledge.find("recipients", word.text) for word in line.words)


def _place_conclusion(line: TextLine, knowledge: Knowledge) -> Placed:
    if line.has_columns or line.indent > 20:
        return Placed(line, "asis", bold=line.is_capitals)
    signs = line.is_capitals or _is_name(line.text)
    right = signs and not knowledge.find("recipients", line.text)
    return Placed(line, "right" if right else "left", bold=right)


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and all(w[0].isupper() and w.isalpha() for w in words)


def _place_text(lines: Sequence[TextLine], knowledge: Knowledge) -> Iterator[Placed]:
    full = find_full_width(lines)
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and not begins_paragraph(
            paragraphs[-1][-1], line, len(paragraphs[-1]) == 1, full, knowledge
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    for paragraph in paragraphs:
        yield from _place_paragraph(paragraph, knowledge)


def _place_paragraph(lines: Sequence[TextLine], knowledge: Knowledge) -> Iterator[Placed]:
    text = " ".join(line.text for line in lines)
    if len(lines) == 1 and knowledge.find("enacting", text):
        yield Placed(lines[0], "centre", bold=True)
        return
    bold = _is_heading(text, knowledge)
    for index, line in enumerate(lines):
        yield Placed(line, "text", index == 0, index == len(lines) - 1, bold)


def _is_heading(text: str, knowledge: Knowledge) -> bool:
    """Whether a paragraph is a heading by its looks: labelled, short, and no sentence."""
    if is_capitals(text):
        return True
    labels = find_labels(text, knowledge)
    if not labels or len(text) > MAX_HEADING:
        return False
    rest = text[labels[0].end :]
    return bool(rest) and rest[0].isupper() and not text.endswith((".", ";", ",", ":"))
