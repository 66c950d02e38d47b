"""Tables of a dump that cannot be read into rows: they are kept block by block, as printed.

Plain pdftotext tears the columns apart, cell below cell: a blank line parts cells and rows alike,
and lines of two columns may even stand in one another. And where rows have neither numbers nor
blank lines between them, nothing says where the next one begins.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planparse.extract.dumps.blocks import has_column_numbers
from planparse.extract.dumps.grid.blank_lines import are_parted
from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.lines import TextLine, row_of
from planparse.extract.dumps.sequential.pieces import Spacing, to_piece
from planparse.extract.dumps.sequential.ways import Reading
from planparse.extract.dumps.text_rows import TextRow
from planparse.extract.numbering import find_labels
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding

# Blank lines part at least this share of the headings, of at least three; and this share of the
# lines below at least and at most: where lines always stand apart, blank ones say nothing.
PARTED, SOME, NEARLY_ALL = 0.5, 0.15, 0.9
MESSAGES = {
    "columns_torn": "The columns of a table stand below each other, as plain pdftotext writes "
    "them, so that its rows cannot be told; its lines are kept in `tables`. "
    "Read the PDF, or a text made by pdftotext -layout.",
    "rows_unnumbered": "The rows of a table do not begin with numbers, so that a text does not "
    "show where each begins; its lines are kept in `tables`. Read the PDF.",
}
UNSEEN = (
    "“{}” numbers the columns of a table whose headings are not known: it was read as text. Read "
    "the PDF; a line in `knowledge/columns.yaml` teaches a heading (CONTRIBUTING.md)."
)


def find_reason(
    columns: Sequence[Heading],
    lines: Sequence[TextLine],
    keeps_columns: bool,
    knowledge: Knowledge,
) -> str | None:
    """Why a table cannot be read into rows, a key of `MESSAGES`; None where it can. Numbers behind
    a column that sorts the rows do not begin their lines."""
    if not keeps_columns and is_torn(columns, lines):
        return "columns_torn"
    if columns[0].kind == "number" or any(find_labels(line.text, knowledge) for line in lines):
        return None
    return None if keeps_columns and are_parted(lines) else "rows_unnumbered"


def is_torn(columns: Sequence[Heading], lines: Sequence[TextLine]) -> bool:
    """Whether blank lines part the headings of a table, and some of the lines below."""
    steps = [
        row_of(after.words[0]) - row_of(before.words[-1])
        for before, after in pairwise(columns)
        if before.words and after.words and before.words[-1].page == after.words[0].page
    ]
    apart = sum(line.gap > 1 for line in lines)
    if len(steps) < 2 or not SOME * len(lines) <= apart <= NEARLY_ALL * len(lines):
        return False
    return sum(step > 1 for step in steps) >= PARTED * len(steps)


def to_blocks(lines: Sequence[TextLine], knowledge: Knowledge) -> list[TextRow]:
    """The lines between blank ones, each as a row of one cell."""
    pieces = [to_piece(block, 0, Spacing(), "", knowledge) for block in _find_blocks(lines)]
    return [TextRow(None, (), (piece,), Reading((((0, piece.count),),), 0.0)) for piece in pieces]


def to_heading(columns: Sequence[Heading]) -> Heading:
    """All headings as the one of a single column, which names none."""
    return Heading(tuple(word for heading in columns for word in heading.words), None)


def to_finding(columns: Sequence[Heading], reason: str) -> Finding:
    """What is to be said of a table that is not read into rows."""
    words = to_heading(columns).words
    text = " ".join(word.text for word in words)
    return Finding(reason, MESSAGES[reason], text, page=words[0].page)


def find_unseen(lines: Sequence[TextLine], knowledge: Knowledge) -> Iterator[Finding]:
    """What is to be said of lines of the text that number columns, "(1) (2) (3)": there is a table
    whose header is not known."""
    for line in lines:
        first = line.words[0].text.strip("()")
        if len(line.words) > 2 and first == "1" and has_column_numbers(line, knowledge):
            yield Finding("table_unseen", UNSEEN.format(line.text), line.text, page=line.page)


def _find_blocks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    block: list[TextLine] = []
    for line in lines:
        if block and (line.gap > 1 or line.page != block[-1].page):
            yield block
            block = []
        block.append(line)
    if block:
        yield block
