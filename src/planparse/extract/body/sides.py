"""The two columns at the top of a document: who issued it, and the national header."""

from collections.abc import Sequence

from planparse.extract.body.beside import part_sides
from planparse.extract.lines import Line, to_lines
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge

# A line of a single column stands across the middle of the page.
MIDDLE = 0.5


def part_columns(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[list[Line], list[Line]]:
    """The left and the right column; without a national header there may be one in the middle, and
    where the number stands above or below it there is one: what is usually left and right is."""
    if _are_stacked(lines, knowledge):
        heads = find_heads(lines, knowledge)
        right = [x for x in lines if x in heads or knowledge.find("date_line", x.text)]
        return [x for x in lines if x not in right], right
    split = _find_split(lines, knowledge)
    if split is None:
        sides = list(part_sides(lines))
        right = [x for x in sides if _is_right(x, pages, knowledge)]
        return [x for x in sides if x not in right], right
    words = [word for line in lines for word in (*line.words, *line.marks)]
    left = to_lines([word for word in words if word.box.middle[0] < split])
    return left, to_lines([word for word in words if word.box.middle[0] >= split])


def _are_stacked(lines: Sequence[Line], knowledge: Knowledge) -> bool:
    """Whether the number and the national header stand below each other, each alone on a line."""
    numbers, heads = (
        [x for x in lines if (found := knowledge.find(name, x.text)) and not found.start()]
        for name in ("number_line", "national_header")
    )
    return any(
        number.box.x0 < head.box.x1 and head.box.x0 < number.box.x1
        for number in numbers
        if not ends_in(number, ("date_line", "national_header"), knowledge)
        for head in heads
    )


def _is_right(line: Line, pages: Sequence[PageContent], knowledge: Knowledge) -> bool:
    """Whether a line without a national header beside it is of a right column: it clears the
    middle of the page, or says place and date."""
    clear = line.box.x0 >= MIDDLE * pages[line.page - 1].width
    return clear or bool(knowledge.find("date_line", line.text))


def _find_split(lines: Sequence[Line], knowledge: Knowledge) -> float | None:
    """Where the right column begins: within the gap before the national header, behind the widest
    line of the left column, which may reach further than the one beside the header."""
    for line in lines:
        for index in range(len(line.words)):
            tail = " ".join(word.text for word in line.words[index:])
            if knowledge.find("national_header", tail) and not knowledge.find(
                "national_header", " ".join(w.text for w in line.words[index + 1 :])
            ):
                first = line.words[index].box.x0
                if not index:
                    return _gap_before(first, lines)
                left = line.words[index - 1].box.x1
                gap = _gap_before(first, lines)
                return gap if left < gap < first else (left + first) / 2
    return None


def _gap_before(first: float, lines: Sequence[Line]) -> float:
    """The middle of the last empty strip before a place: what stands below a heading may be wider
    than it ("ĐẢNG CỘNG SẢN VIỆT NAM" over place and date)."""
    reach, gap = 0.0, first
    for x0, x1 in sorted((word.box.x0, word.box.x1) for line in lines for word in line.words):
        if reach and reach < x0 <= first:
            gap = (reach + x0) / 2
        reach = max(reach, x1)
    return gap


def ends_in(line: Line, wordings: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether one of the `wordings` of the right column stands on a line, of which the left column
    may have the beginning ("Số: 702/QĐ-TTg VIỆT NAM" below a header that a narrow column wraps)."""
    texts = [word.text for word in line.words]
    tails = [" ".join(texts[start:]) for start in range(len(texts))]
    return any(knowledge.find(wording, tail) for wording in wordings for tail in tails)


def find_heads(right: Sequence[Line], knowledge: Knowledge) -> list[Line]:
    """The lines of the national header; a narrow column breaks its last word off."""
    heads: list[Line] = []
    for line in right:
        both = f"{heads[-1].text} {line.text}" if heads else ""
        found = knowledge.find("national_header", line.text)
        heads += [line] * bool(found or knowledge.find("national_header_end", both))
    return heads
