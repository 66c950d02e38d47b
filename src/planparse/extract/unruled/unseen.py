"""Headings of a table too few to tell columns by: what stands below them was read as text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.unruled.bands import Band
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding, Place
from planparse.schema.layout import Word, around
from planparse.text import squeeze

# Headings side by side are further apart than words of a text, type sizes.
APART = 1.0
# In one of so many bands below, words stand under both of two headings.
NEAR = 3


def find_unseen(pages: Sequence[Sequence[Band]], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for each header of known headings among the words outside tables, page by page."""
    for bands in pages:
        for index, band in enumerate(bands):
            below = bands[index + 1 : index + 1 + NEAR]
            if _is_header(band, knowledge) and any(_has_both(band, each) for each in below):
                first = band.words[0]
                message = (
                    f"“{band.text}” on page {first.page} may head a table: it has no upright rules "
                    "and too few headings to tell its columns by, and was read as text."
                )
                place = Place(first.page, around(word.box for word in band.words))
                yield Finding("table_unseen", message, band.text, place=place)


def _is_header(band: Band, knowledge: Knowledge) -> bool:
    """Whether a band is one line of headings, apart and all of known wording, of what tables of
    tasks say of a task, and the task itself or its number among them."""
    if len(band.runs) < 2 or len(band.lines) > 1:
        return False
    roles = [knowledge.column_role(squeeze(_text(run))) for run in band.runs]
    fields = {role.field or role.role for role in roles if role}
    apart = all(b[0].box.x0 - a[-1].box.x1 > APART * band.size for a, b in pairwise(band.runs))
    return apart and all(roles) and len(fields) > 1 and bool(fields & {"text", "number"})


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


def _text(run: Sequence[Word]) -> str:
    return " ".join(word.text for word in run)
