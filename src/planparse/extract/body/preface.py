"""The top of a document: authority, number, place and date, type, title, preamble."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planparse.extract.body.beside import find_beside, part_lines
from planparse.extract.body.sides import ends_in, find_heads, part_columns
from planparse.extract.furniture import to_removed
from planparse.extract.lines import Line, to_passage
from planparse.extract.numbering import find_labels
from planparse.extract.pages import PageContent
from planparse.knowledge import Knowledge
from planparse.schema.draft import EMPTY, Passage, Preface, Removed
from planparse.text import is_capitals, squeeze

# A document says what it is within its first lines.
MAX_HEADER_LINES = 16
# Labels that end a title: a heading of the body, in bold as the title is.
_BODY_STYLES = {"part", "chapter", "clause", "article", "roman", "upper", "arabic"}


@dataclass
class PrefaceLines:
    """What was read of the top of a document, and the lines below it."""

    preface: Preface
    rest: list[Line]
    removed: list[Removed] = field(default_factory=list)


def read_preface(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> PrefaceLines:
    """Read the header columns, the type and the title; without a type the title stays empty."""
    said = [x for x in lines[:MAX_HEADER_LINES] if knowledge.find("portal_field", x.text)]
    lines = [line for line in lines if line not in said]
    lines = [*part_lines(lines[:MAX_HEADER_LINES], pages), *lines[MAX_HEADER_LINES:]]
    kind = _find_type(lines[:MAX_HEADER_LINES], pages, knowledge)
    end = _header_end(lines, knowledge) if kind is None else kind
    read = _read_columns(lines[:end], pages, knowledge)
    read.removed += [to_removed("marking", line) for line in said]
    if kind is None:
        read.preface = replace(read.preface, title=to_passage(read.rest))
        read.rest = list(lines[end:])
        return read
    beside = find_beside(lines[kind:], pages)
    read.removed += [to_removed("marking", line) for line in (*read.rest, *beside)]
    lines = [line for line in lines if line not in beside]
    document_type = to_passage([lines[kind]])
    issuer = squeeze(" ".join(p.text for p in read.preface.issuing_authority))
    below = lines[kind + 1 :]
    rules = [x for x in below[:MAX_HEADER_LINES] if knowledge.find("blank", x.text)]
    read.removed += [to_removed("ornament", line) for line in rules]
    below = [line for line in below if line not in rules]
    if below and not _looks_like_title(lines[kind], pages):
        title, note, below = to_passage(below[:1]), EMPTY, below[1:]
    else:
        title, note, below = _read_title(below, issuer, pages, knowledge)
    authority, below = _read_authority(below, pages, knowledge)
    read.preface = replace(
        read.preface, document_type=document_type, title=title, note=note, authority=authority
    )
    read.rest = below
    return read


def _find_type(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> int | None:
    """Which line says what the document is: one that looks like a title, or else, as on pages whose
    looks are kept apart from them, one behind a date or number that says nothing else."""
    types = [
        i
        for i, line in enumerate(lines)
        if line.text.isupper() and knowledge.document_type(line.text)
    ]
    looking = (i for i in types if _looks_like_title(lines[i], pages))
    plain = (i for i in types if _header_end(lines[:i], knowledge) == i)
    return next(looking, next(plain, None))


def _looks_like_title(line: Line, pages: Sequence[PageContent]) -> bool:
    return line.bold or pages[line.page - 1].is_centred(line)


def _header_end(lines: Sequence[Line], knowledge: Knowledge) -> int:
    """Without a document type (a letter) the header ends with its date or number."""
    ends = [
        i + 1
        for i, line in enumerate(lines[:MAX_HEADER_LINES])
        if ends_in(line, ("date_line",), knowledge)
        or knowledge.find("number_line", line.text)
        or knowledge.find("motto", line.text)
    ]
    salutation = (
        i
        for i, line in enumerate(lines[:MAX_HEADER_LINES])
        if knowledge.find("salutation", line.text)
    )
    return next(salutation, max(ends, default=0))


def _read_columns(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> PrefaceLines:
    left, right = part_columns(lines, pages, knowledge)
    heads = find_heads(right, knowledge)
    right = [x for x in right if x not in heads]
    arrival = _find_arrival(left, heads)
    if _find_number(left[len(arrival) :], knowledge) is None:
        arrival = []
    left = left[len(arrival) :]
    number = _find_number(left, knowledge)
    issuer = left if number is None else left[:number]
    date = next(
        (i for i in range(len(right)) if knowledge.find("date_line", _text(right[i:]))), len(right)
    )
    after = date + _count_lines_of_date(right[date:], knowledge)
    blank = [x for x in issuer if knowledge.find("blank", x.text)]
    marks = [x for x in issuer if knowledge.find("draft_mark", x.text)]
    issuer = [x for x in issuer if x not in blank and x not in marks]
    end = 0 if number is None else number + 1 + _is_broken(left[number : number + 2], knowledge)
    return PrefaceLines(
        Preface(
            issuing_authority=tuple(to_passage([x]) for x in issuer),
            number=to_passage(left[number:end]) if number is not None else EMPTY,
            place_and_date=to_passage(right[date:after]),
        ),
        rest=[] if number is None else left[end:],
        removed=[
            *(to_removed("national_header", x) for x in heads),
            *(to_removed("ornament", x) for x in blank),
            *(to_removed("marking", x) for x in (*arrival, *marks, *right[:date], *right[after:])),
        ],
    )


def _find_arrival(left: Sequence[Line], heads: Sequence[Line]) -> list[Line]:
    """The lines of an arrival stamp above the left column ("ĐẾN", "Số: 5127", "Ngày: …"): those
    above the national header, which who issued it stands beside, that name a number or a day."""
    top = min((x.box.top for x in heads), default=0.0)
    above = [x for x in left if x.box.bottom <= top + x.size / 2]
    named = (i + 1 for i, x in enumerate(above) if any(map(str.isdigit, x.text)))
    return above[: max(named, default=0)]


def _find_number(left: Sequence[Line], knowledge: Knowledge) -> int | None:
    """The line of the document's number: "Số:", or the first that begins so without a colon."""
    found = [i for i, x in enumerate(left) if knowledge.find("number_line", x.text)]
    return next((i for i in found if ":" in left[i].text), found[0] if found else None)


def _is_broken(lines: Sequence[Line], knowledge: Knowledge) -> bool:
    """Whether the number stands on the line below the word for it."""
    match = knowledge.find("number_line", lines[0].text)
    alone = match is not None and not match["number"].strip()
    return alone and len(lines) > 1 and lines[1].text[0].isdigit()


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _count_lines_of_date(lines: Sequence[Line], knowledge: Knowledge) -> int:
    """How many lines place and date take: as few as name a year, all where none is named."""
    for count in range(1, len(lines) + 1):
        match = knowledge.find("date_line", _text(lines[:count]))
        if match and match["year"]:
            return count
    return len(lines)


def _read_title(
    lines: Sequence[Line], issuer: str, pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[Passage, Passage, list[Line]]:
    """The title (bold or centred lines), the note or the English title below it, and the rest.

    A line that names the `issuer` once more, in capitals, says who decides.
    """
    title: list[Line] = []
    note: list[Line] = []
    for index, line in enumerate(lines):
        english = bool(title) and knowledge.find("english_line", line.text)
        if knowledge.find("annex_note", line.text) or english or (note and _is_open(note)):
            note.append(line)
        elif (
            note
            or not _is_title(line, title, pages, knowledge)
            or (title and line.text.isupper() and squeeze(line.text) == issuer)
        ):
            return to_passage(title), to_passage(note), list(lines[index:])
        else:
            title.append(line)
    return to_passage(title), to_passage(note), []


def _is_open(note: Sequence[Line]) -> bool:
    text = _text(note)
    return text.count("(") > text.count(")")


def _is_title(
    line: Line, title: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> bool:
    centred = pages[line.page - 1].is_centred(line)
    if line.text.endswith(":") and not line.bold:
        return False
    # The first line below the type may begin as a basis does: "Thực hiện Chương trình …".
    if knowledge.find("legal_basis", line.text) and not line.bold and (title or not centred):
        return False
    if any(label.style in _BODY_STYLES for label in find_labels(line.text, knowledge)):
        return False
    if title and is_capitals(line.text) and not is_capitals(title[-1].text):
        return False
    if knowledge.find("enacting", line.text):
        return False
    return line.bold or centred


def _read_authority(
    lines: Sequence[Line], pages: Sequence[PageContent], knowledge: Knowledge
) -> tuple[Passage, list[Line]]:
    """Who decides, in capitals between the title of a decision and its legal bases."""
    count = 0
    for line in lines[:3]:
        centred = pages[line.page - 1].is_centred(line) and is_capitals(line.text)
        if not centred or not (count or knowledge.find("authority", line.text)):
            break
        count += 1
    return to_passage(lines[:count]), list(lines[count:])
