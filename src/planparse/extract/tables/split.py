"""Rows that hold two: a group title printed above its first task in one ruled row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planparse.extract.lines import Line
from planparse.extract.numbering import whole_labels
from planparse.extract.tables.pieces import Piece, TableShape, WholeRow, number_text
from planparse.knowledge import Knowledge


def split_rows(
    rows: Iterable[WholeRow], shape: TableShape, knowledge: Knowledge
) -> Iterator[WholeRow]:
    """Each row as it is, or as the group and the task it holds."""
    return (part for row in rows for part in _split(row, shape, knowledge))


def _split(row: WholeRow, shape: TableShape, knowledge: Knowledge) -> list[WholeRow]:
    if not shape.numbers or shape.text is None or len(row.pieces) > 1:
        return [row]
    piece, column = row.pieces[0], shape.numbers[-1]
    numbers, text = piece.cells[column], piece.cells[shape.text]
    title = _leading_bold(text)
    if not _holds_two_labels(numbers, knowledge) or not 0 < len(title) < len(text):
        return [row]
    above = _only(piece, {column: numbers[:1], shape.text: title})
    rest = {column: numbers[1:], shape.text: text[len(title) :]}
    cells = tuple(rest.get(i, cell) for i, cell in enumerate(piece.cells))
    return [WholeRow((above,)), replace(row, pieces=(replace(piece, cells=cells),))]


def _holds_two_labels(lines: Sequence[Line], knowledge: Knowledge) -> bool:
    """Whether two printed lines are two labels and not one that a narrow column broke."""
    if len(lines) != 2 or whole_labels(number_text(lines), knowledge):
        return False
    return all(whole_labels(line.text, knowledge) for line in lines)


def _leading_bold(lines: Sequence[Line]) -> tuple[Line, ...]:
    count = next((i for i, line in enumerate(lines) if not line.bold), len(lines))
    return tuple(lines[:count])


def _only(piece: Piece, cells: dict[int, tuple[Line, ...]]) -> Piece:
    """The piece with nothing but the given cells."""
    kept = tuple(cells.get(i, ()) for i in range(len(piece.cells)))
    return replace(piece, cells=kept, merged=frozenset(), begun=frozenset(), spans=())
