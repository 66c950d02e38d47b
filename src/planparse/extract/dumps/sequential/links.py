"""What two pieces of a cell on both sides of a page break say for being of one."""

from functools import lru_cache

import numpy as np

from planparse.extract.dumps.sequential.pieces import SPACE, RowPiece
from planparse.extract.dumps.sequential.spans import Floats
from planparse.extract.dumps.sequential.stretches import (
    EARLY_INSIDE,
    EARLY_PARAGRAPH,
    Stretch,
    Stretches,
)
from planparse.extract.dumps.words.contents import AGENCY, IN_NAME, Kind
from planparse.extract.dumps.words.flow import MOST, score_flow
from planparse.extract.dumps.words.names import find_names, may_begin
from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# What speaks against it: the text above had ended, another name begins, the cell above was
# complete, the rest begins in the middle of a line; and for it: a name goes on.
ENDED, OTHER_NAME, COMPLETE, REST_IN_LINE, NAME_GOES_ON = -2.5, -2.5, -2.5, -1.2, 1.5
# What it counts that a word goes on after the one before it, in published plans.
FLOW = 0.5
# So many words on both sides tell whether a name goes on.
HEAD = 8


def score_link(
    above: tuple[RowPiece, Stretch],
    below: tuple[RowPiece, Stretch],
    kind: Kind | None,
    width: float,
    knowledge: Knowledge,
) -> float:
    """What the end of one piece and the beginning of the next say; `width` of the column, em."""
    (piece, upper), (other, lower) = above, below
    score = _score_end(piece, upper, kind) + score_rest(other, lower.start)
    score += _score_room(above, other.widths[lower.start], width)
    score += FLOW * score_flow(piece.texts[upper.end - 1], other.texts[lower.start])
    if kind in AGENCY or kind == "timeline":
        head = other.texts[lower.start : min(lower.end, lower.start + HEAD)]
        tail = piece.texts[max(upper.start, upper.end - HEAD) : upper.end]
        names = _link_names(tail, head, knowledge)
        score += names if kind in AGENCY else max(names, 0.0)
    return score


def score_open(uppers: Stretches, kind: Kind | None) -> Floats:
    """What a link can score at best for each stretch, whatever stands below the page break."""
    piece = uppers.spans.piece
    ended = np.array([bool(p) and _has_ended(piece, p, kind) for p in piece.starts])
    score = COMPLETE * (uppers.whole > 0) + ENDED * ended[None, :]
    return score + FLOW * MOST + NAME_GOES_ON * (kind in AGENCY or kind == "timeline")


def score_rest(piece: RowPiece, start: int) -> float:
    """What the first word below a page break says for being the rest of a cell."""
    score = 0.0 if piece.is_line_start(start) else REST_IN_LINE
    return score + IN_NAME / 2 * piece.known.inside[start]


def _score_end(piece: RowPiece, upper: Stretch, kind: Kind | None) -> float:
    return COMPLETE * (upper.whole > 0) + ENDED * _has_ended(piece, upper.end, kind)


def _has_ended(piece: RowPiece, end: int, kind: Kind | None) -> bool:
    return kind not in AGENCY and ends_sentence(piece.texts[end - 1])


def _score_room(above: tuple[RowPiece, Stretch], word: float, width: float) -> float:
    """Whether the first word below would have fitted on the last line above."""
    piece, stretch = above
    line = max(stretch.start, piece.line_starts[stretch.end - 1])
    if piece.width(line, stretch.end) + SPACE + word > width:
        return 0.0
    return EARLY_PARAGRAPH if piece.parts(stretch.end) else EARLY_INSIDE


@lru_cache(maxsize=50_000)
def _link_names(tail: tuple[str, ...], head: tuple[str, ...], knowledge: Knowledge) -> float:
    """Whether a name goes on over a page break, or another begins after it."""
    begun = any(may_begin(word, knowledge) for word in tail)
    found = find_names((*tail, *head), knowledge, before=len(tail) + 1) if begun else []
    if any(end > len(tail) for _, end in found):
        return NAME_GOES_ON
    if tail[-1].endswith((",", ";", ":", "-")) or knowledge.find("goes_on", tail[-1]):
        return 0.0
    begins = not starts_lower(head[0]) or any(start == len(tail) for start, _ in found)
    return OTHER_NAME if begins else 0.0
