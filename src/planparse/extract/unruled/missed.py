"""What looks like a table without upright rules but was read as text: known headings side by side,
and lines with words in columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planparse.extract.numbering import whole_labels
from planparse.extract.tables.fragments import Fragment
from planparse.extract.unruled.bands import Band, text_of, to_bands
from planparse.extract.unruled.rivers import River, narrowed
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding, Place
from planparse.schema.layout import Word, around
from planparse.text import squeeze

# Headings side by side are further apart than words of a text, type sizes.
APART = 1.0
# In one of this many bands below, words stand under both of two headings.
NEAR = 3
# White runs through this many lines of a table, each with words on both sides of it. Headers and
# conclusions of documents have fewer such lines, and known wordings.
LINES = 6
# So many headings side by side in one cell are those of a table whose rules were not seen.
HEADINGS = 2
# A line of running text is in one piece, or in two where it is justified; one of cells is in more.
PIECES = 3
# Wordings at the head and the end of documents, which also stand side by side.
_SIDES = ("national_header_begin", "national_header", "number_line", "recipients", "signer_title")


def find_missed(pages: Sequence[Sequence[Band]], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for each header of known headings, and for words in columns, outside tables."""
    for bands in pages:
        headers = [index for index in range(len(bands)) if _is_headed(bands, index, knowledge)]
        yield from (_tell_of_headings(bands[index]) for index in headers)
        for first, last in _find_columns(bands, knowledge):
            if not any(first - NEAR <= index <= last for index in headers):
                yield _tell_of_columns(bands[first : last + 1])


def find_rest(page: int, bands: Sequence[Band], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for a page that may begin with more of the table above it, which ended with its
    page: half of its first lines are in pieces, and none is the end of a document."""
    first = bands[:LINES]
    pieces = sum(len(band.runs) >= PIECES for band in first)
    ending = any(_is_side(band, knowledge) for band in first)
    if len(first) == LINES and 2 * pieces >= LINES and not ending:
        message = (
            f"The table without upright rules on page {page - 1} may go on from “{first[0].text}” "
            f"on page {page}, which was read as text: white there tells no columns."
        )
        yield Finding("table_unseen", message, first[0].text, place=_place(first))


def find_run_together(fragments: Iterable[Fragment], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for each ruled cell, wider than a third of its table, with known headings side
    by side at its top: what parts its rows and columns was not seen, as in a faint scan."""
    for fragment in fragments:
        wide = fragment.box.width / 3
        if max(b - a for a, b in pairwise(fragment.grid.xs)) < wide:
            continue
        for cell in fragment.cells:
            if cell.span.box.width >= wide and len(cell.lines) >= NEAR:
                bands = to_bands(word for line in cell.lines[:NEAR] for word in line.words)
                fields = ({*_fields_of(band, knowledge)} - {None} for band in bands)
                known = zip(bands, fields, strict=True)
                yield from (_tell_of_headings(b) for b, found in known if len(found) >= HEADINGS)


def _fields_of(band: Band, knowledge: Knowledge) -> list[str | None]:
    """What each run of a band heads, None where its wording is not known."""
    roles = (knowledge.column_role(squeeze(text_of(run))) for run in band.runs)
    return [(role.field or role.role) if role else None for role in roles]


def _tell_of_headings(band: Band) -> Finding:
    page = band.words[0].page
    message = (
        f"“{band.text}” on page {page} may head a table: no upright rules are seen below it, "
        "and too little to tell its rows and columns by, and it was read as text."
    )
    return Finding("table_unseen", message, band.text, place=_place([band]))


def _tell_of_columns(bands: Sequence[Band]) -> Finding:
    first, count = bands[0].lines[0].text, sum(len(band.lines) for band in bands)
    page = bands[0].words[0].page
    message = (
        f"From “{first}” on, {count} lines on page {page} stand in columns below no "
        "headings that are known: they were read as text, across the columns."
    )
    return Finding("table_unseen", message, first, place=_place(bands))


def _place(bands: Sequence[Band]) -> Place:
    words = [word for band in bands for word in band.words]
    return Place(words[0].page, around(word.box for word in words))


def _is_headed(bands: Sequence[Band], index: int, knowledge: Knowledge) -> bool:
    """Whether a band is a header, with words under both of its first headings right below."""
    below = bands[index + 1 : index + 1 + NEAR]
    return _is_header(bands[index], knowledge) and any(_has_both(bands[index], b) for b in below)


def _is_header(band: Band, knowledge: Knowledge) -> bool:
    """Whether a band is one line of headings, apart and all of known wording, of what tables of
    tasks say of a task, and the task itself or its number among them."""
    if len(band.runs) < 2 or len(band.lines) > 1:
        return False
    fields = {*_fields_of(band, knowledge)}
    apart = all(b[0].box.x0 - a[-1].box.x1 > APART * band.size for a, b in pairwise(band.runs))
    return apart and None not in fields and len(fields) > 1 and bool(fields & {"text", "number"})


def _has_both(header: Band, band: Band) -> bool:
    """Whether a band has words under the first heading and, across white, under the second."""
    first, second = header.runs[:2]
    return any(
        right[0].box.x0 - left[-1].box.x1 > APART * band.size
        and left[-1].box.x1 > first[0].box.x0
        and left[-1].box.x1 < second[0].box.x0
        and right[0].box.x0 < second[-1].box.x1
        for left, right in pairwise(band.runs)
    )


def _find_columns(bands: Sequence[Band], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """The first and last of bands below each other through which the same white runs down."""
    first = 0
    while first < len(bands):
        rivers: list[River] = _rivers(bands[first], knowledge)
        last, both = first, max((_count_beside(r, bands[first]) for r in rivers), default=0)
        while rivers and last + 1 < len(bands) and not _is_side(bands[last + 1], knowledge):
            further = [r for river in rivers if (r := _through(river, bands[last + 1]))]
            if not further:
                break
            rivers, last = further, last + 1
            both += max(_count_beside(river, bands[last]) for river in rivers)
        if both >= LINES:
            yield first, last
        first = max(last, first) + 1


def _rivers(band: Band, knowledge: Knowledge) -> list[River]:
    """The white between the runs of a band that may begin columns; not behind a label or a dash,
    which lists of a text are set apart from."""
    if _is_side(band, knowledge):
        return []
    found: list[River] = []
    before: list[tuple[Word, ...]] = []
    for run in sorted(band.runs, key=lambda run: run[0].box.x0):
        end = max((each[-1].box.x1 for each in before), default=run[0].box.x0)
        if run[0].box.x0 - end > APART * band.size and not _are_labels(before, knowledge):
            found.append(River(end, run[0].box.x0))
        before.append(run)
    return found


def _are_labels(runs: Sequence[Sequence[Word]], knowledge: Knowledge) -> bool:
    texts = [text_of(run) for run in runs]
    return all(
        not any(c.isalnum() for c in text) or whole_labels(text, knowledge) for text in texts
    )


def _through(river: River, band: Band) -> River | None:
    """The white that goes on through one more band, wide enough to part columns."""
    found = narrowed(river, band.words, band.size)
    return found if found and found.width > APART * band.size else None


def _count_beside(river: River, band: Band) -> int:
    """How many lines of a band stand on either side of white: one where it is a single line;
    lines of columns that are set apart by themselves stand at heights of their own."""
    left = sum(run[-1].box.x1 <= river.x0 for run in band.runs)
    right = sum(run[0].box.x0 >= river.x1 for run in band.runs)
    return min(left, right)


def _is_side(band: Band, knowledge: Knowledge) -> bool:
    """Whether a band is of the header or the conclusions of a document."""
    texts = [band.text, *(text_of(run) for run in band.runs)]
    return any(knowledge.find(name, text) for text in texts for name in _SIDES)
