"""Where a page ends: whether the last row above and the first below are one, and why.

The decision is a sum of evidence, measured on the rows of the table that no page break can have
cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.extract.numbering import Label, follows, is_child, whole_labels
from planparse.extract.tables.pieces import (
    Piece,
    TableShape,
    WholeRow,
    is_heading,
    number_text,
    read_number,
)
from planparse.knowledge import Knowledge
from planparse.schema.vocabulary import JoinReason
from planparse.text import ends_sentence, starts_lower

# Evidence for and against a row going on over the page break. It goes on from a sum of JOIN; the
# sums on either side of that border are reported.
JOIN = 2
DOUBTFUL = (JOIN - 1, JOIN)
FOR: dict[JoinReason, int] = {
    "open_edge": 3,
    "no_number": 2,
    "unfinished_text": 2,
    "no_text": 3,
    "cells_missing": 2,
    "number_sequence": 1,
    "number_goes_on": 3,
}
AGAINST = {"group": 4, "new_sentence": 2, "cell_begins": 1, "figures": 6}
# Figures above and below the break in this many columns are those of two rows.
FIGURES = 2
# How many rows back to look for the number before, when the last row has none that can be read.
ROWS_BACK = 10


@dataclass(frozen=True)
class Meeting:
    """The rows above a page break, the first piece below, and the piece after that (or none)."""

    rows: tuple[WholeRow, ...]
    piece: Piece
    after: tuple[Piece, ...]
    shape: TableShape
    knowledge: Knowledge

    @property
    def row(self) -> WholeRow:
        """The last row above."""
        return self.rows[-1]

    @property
    def rest(self) -> WholeRow:
        """The piece as a row of its own."""
        return WholeRow((self.piece,))


def join_or_part(meeting: Meeting) -> list[WholeRow]:
    """The last row above and the first piece below: one row, or two."""
    row, piece = meeting.row, meeting.piece
    if piece.continues is not None:
        return _as_known(row, piece)
    parted = [row, WholeRow((_inherit_merge(row, piece, meeting.shape),))]
    goes_on = _number_goes_on(meeting)
    if _is_numbered(row, meeting) and _is_numbered(meeting.rest, meeting) and not goes_on:
        return parted
    reasons = list(_find_reasons(meeting, goes_on))
    against = sum(AGAINST[sign] for sign in _find_signs_against(meeting))
    score = sum(FOR[reason] for reason in reasons) - against
    doubtful = score in DOUBTFUL
    if score < JOIN:
        return [row, replace(parted[1], doubtful=doubtful)]
    all_reasons = tuple(dict.fromkeys([*row.reasons, *reasons]))
    return [WholeRow((*row.pieces, piece), all_reasons, row.doubtful or doubtful)]


def _as_known(row: WholeRow, piece: Piece) -> list[WholeRow]:
    """The answer that a search through the words of both pages has already given."""
    if not piece.continues:
        return [row, WholeRow((piece,))]
    reasons: tuple[JoinReason, ...] = (*row.reasons, "read_as_one")
    return [WholeRow((*row.pieces, piece), tuple(dict.fromkeys(reasons)), row.doubtful)]


def _inherit_merge(row: WholeRow, piece: Piece, shape: TableShape) -> Piece:
    """A merged cell that the page break cuts goes on as an empty cell over several rows.

    Where only its first row stands above the break, nothing there shows that it is merged; but an
    empty cell over several rows is odd in a column that is usually filled. Where only its last row
    stands below, an empty cell there is as odd, below one that covers several rows. Both may also
    be what they seem, and are `assumed`. Where one row stands on either side, nothing is taken.
    """
    heading = is_heading(WholeRow((piece,)), shape)
    data = shape.filled - {*shape.numbers, shape.text} if not heading else frozenset[int]()
    above = {column for column in shape.filled if row.lines(column)}
    shown = piece.begun & (row.last.merged | row.last.begun)
    going_on = shown | piece.begun & above | row.last.merged & data
    filled = {i for i, lines in enumerate(piece.cells) if lines or piece.span_over(i)}
    going_on -= filled
    bare = (data & above) - going_on - filled
    return replace(
        piece, merged=piece.merged | going_on, assumed=going_on - shown, bare=frozenset(bare)
    )


def _is_numbered(row: WholeRow, meeting: Meeting) -> bool:
    """Whether a row has a number, in its column or, in a table without one, before the text."""
    if meeting.shape.numbers:
        return any(row.lines(i) for i in meeting.shape.numbers)
    return bool(read_number(row, meeting.shape, meeting.knowledge).labels)


def _number_goes_on(meeting: Meeting) -> bool:
    """Whether the page break cuts the number itself: "15" + "1." where 150 stands above."""
    return any(_is_cut_number(meeting, column) for column in meeting.shape.numbers)


def _is_cut_number(meeting: Meeting, column: int) -> bool:
    above, below = meeting.row.lines(column), meeting.piece.cells[column]
    if not above or not below:
        return False
    whole, top, foot = (
        whole_labels(number_text(lines), meeting.knowledge)
        for lines in ([*above, *below], above, below)
    )
    if not whole or not foot:
        return bool(whole)
    before = [
        label
        for row in meeting.rows[-2 : -2 - ROWS_BACK : -1]
        for label in read_number(row, meeting.shape, meeting.knowledge).labels
    ]
    follows_whole = any(follows(a, b) for a in whole for b in before) or any(
        is_child(a, b) and a.is_first for a in whole for b in before[:1]
    )
    follows_top = any(follows(a, b) for a in top for b in before[:1])
    return follows_whole and not follows_top and not _opens_sequence(top, foot, before[:1])


def _opens_sequence(top: Sequence[Label], foot: Sequence[Label], before: Sequence[Label]) -> bool:
    """Whether the numbers on both sides are the first and the second below a group: "1" and "2"
    below "III" are not 12, though 11 stands above."""
    below_group = any(a.is_first and a.style != b.style for a in top for b in before)
    return below_group and any(follows(b, a) for a in top for b in foot)


def _find_reasons(meeting: Meeting, number_goes_on: bool) -> Iterator[JoinReason]:
    """Everything that speaks for the piece being the rest of the row."""
    if number_goes_on:
        yield "number_goes_on"
    row, piece, rest, shape = meeting.row, meeting.piece, meeting.rest, meeting.shape
    numbers = frozenset(shape.numbers)
    columns = range(len(piece.cells))
    both = _is_numbered(row, meeting) and _is_numbered(rest, meeting)
    if row.last.open_bottom or piece.open_top:
        yield "open_edge"
    # A number over several rows below the break shows nothing: each of them is without one.
    if shape.filled & numbers and not both and not piece.begun & numbers:
        yield "no_number"
    others = shape.filled - numbers - {shape.text}
    if others and not any(piece.cells[i] or i in piece.merged for i in others):
        yield "cells_missing"
    if shape.text is not None and not piece.cells[shape.text] and not piece.spans:
        yield "no_text"
    if any(_goes_on(row.text(i), rest.text(i), meeting.knowledge) for i in columns):
        yield "unfinished_text"
    if _continues(meeting):
        yield "number_sequence"


def _find_signs_against(meeting: Meeting) -> Iterator[str]:
    """Everything that speaks for the piece being a row of its own."""
    row, rest, shape = meeting.row, meeting.rest, meeting.shape
    columns = range(len(meeting.piece.cells))
    titles = (is_heading(row, shape), is_heading(rest, shape))
    if titles[0] != titles[1]:
        yield "group"
    if _is_new_sentence(meeting, all(titles)):
        yield "new_sentence"
    if any(rest.text(i) and not row.text(i) for i in columns):
        yield "cell_begins"
    whole = [i for i in columns if i not in shape.numbers and _is_figure(row.text(i), meeting)]
    if sum(_is_figure(rest.text(i), meeting) for i in whole) >= FIGURES:
        yield "figures"


def _is_figure(text: str, meeting: Meeting) -> bool:
    return bool(meeting.knowledge.find("figure", text))


def _is_new_sentence(meeting: Meeting, titles: bool) -> bool:
    """Whether the text above has ended (or is a title) and the text below begins."""
    above, below = meeting.row.text(meeting.shape.text), meeting.rest.text(meeting.shape.text)
    if not above or not below:
        return False
    begins = not starts_lower(below) and not meeting.knowledge.find("list_item", below)
    return begins and (ends_sentence(above) or titles)


def _goes_on(above: str, below: str, knowledge: Knowledge) -> bool:
    if not above or not below or knowledge.find("list_item", below):
        return False
    return starts_lower(below) or bool(knowledge.find("goes_on", above))


def _continues(meeting: Meeting) -> bool:
    """Whether the number after the page break is the next one: none was lost in between."""
    here = read_number(meeting.row, meeting.shape, meeting.knowledge).labels
    return any(
        follows(there, label)
        for piece in meeting.after
        for there in read_number(WholeRow((piece,)), meeting.shape, meeting.knowledge).labels
        for label in here
    )
