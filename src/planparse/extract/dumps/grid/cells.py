"""How well words suit the columns as whole cells, in a table that keeps its columns by spaces."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from planparse.extract.dumps.beyond import has_unmarked_item
from planparse.extract.dumps.grid.parting import Cells, Cuts, ScoreRow
from planparse.extract.dumps.words.contents import (
    AGENCY,
    Habits,
    lacks_lead,
    score_begin,
    score_inner,
    score_whole,
    score_word,
)
from planparse.extract.dumps.words.known import Words, score_end
from planparse.knowledge import Knowledge

# What the wording of cells says counts so much here, beside where words stand; what it says of
# single words has been counted line by line, but for names that go over lines.
CELLS, WORDS = 0.4, 0.4
# Agencies coordinate with one that leads.
NO_LEAD = -2.0
# An item of a list without its mark, which may be of the next column.
UNMARKED = -4.0
_UNKNOWN = Habits()


def row_scorer(
    kinds: Sequence[str | None],
    cut: tuple[bool, bool],
    knowledge: Knowledge,
    stand: Callable[[Sequence[Cuts]], float] = lambda _: 0.0,
) -> ScoreRow:
    """What scores the cells of a row, which a page may cut above and below; `stand` says what their
    lines say."""

    def score(cells: Cells, cuts: Sequence[Cuts]) -> float:
        return (
            stand(cuts)
            + NO_LEAD * (lacks_lead(cells, kinds) and not any(cut))
            + sum(
                score_cell(cell, kind, cut, knowledge)
                for cell, kind in zip(cells, kinds, strict=True)
                if cell and kind != "number"
            )
        )

    return score


@lru_cache(maxsize=20_000)
def score_cell(
    texts: tuple[str, ...], kind: str | None, cut: tuple[bool, bool], knowledge: Knowledge
) -> float:
    """What words say for being all of a cell, or what a page that cuts it holds."""
    words = _to_words(texts, knowledge)
    score = 0.0 if cut[0] else score_begin(words, 0, kind, knowledge)
    score += 0.0 if cut[1] else score_end(texts, len(texts), knowledge)
    score += sum(score_inner(words, index, kind) for index in range(1, len(texts)))
    if not any(cut):
        score += score_whole(texts, 0, kind, _UNKNOWN, knowledge)
    score += UNMARKED * (kind not in AGENCY and has_unmarked_item(texts))
    score *= CELLS
    if kind in AGENCY:
        score += WORDS * sum(score_word(words, i, kind, knowledge) for i in range(len(texts)))
    return score


@lru_cache(maxsize=20_000)
def _to_words(texts: tuple[str, ...], knowledge: Knowledge) -> Words:
    return Words(texts, False, (), knowledge)
