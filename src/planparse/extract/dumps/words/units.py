"""Units of figures in a row of words: what stands in a column of its own before the values."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from planparse.knowledge import Knowledge

SIGNS = frozenset({"%", "‰"})
# A unit in a column of its own has at most so many words.
LONGEST = 4


@lru_cache(maxsize=20_000)
def is_unit(text: str, knowledge: Knowledge) -> bool:
    """Whether a text is a unit and nothing else: "triệu đồng", "%/năm"."""
    match = knowledge.cells["unit_whole"].search(text)
    return match is not None and match["unit"].casefold() in SIGNS | knowledge.units.keys()


@lru_cache(maxsize=4)
def unit_words(knowledge: Knowledge) -> frozenset[str]:
    """Every word that units are made of."""
    return SIGNS | {word for unit in knowledge.units for word in unit.casefold().split()}


def find_units(texts: Sequence[str], valued: Sequence[bool], knowledge: Knowledge) -> set[int]:
    """Where a unit begins that a value follows: with the word that scales it ("Nghìn người")."""
    words = unit_words(knowledge) | knowledge.scales.keys()
    found = {
        start
        for start, text in enumerate(texts)
        if text.casefold() in words or "/" in text
        for end in range(start + 1, min(start + LONGEST, len(texts) - 1) + 1)
        if valued[end] and is_unit(" ".join(texts[start:end]), knowledge)
    }
    return {start for start in found if not _is_scaled(texts, start, found, knowledge)}


def _is_scaled(
    texts: Sequence[str], start: int, found: Collection[int], knowledge: Knowledge
) -> bool:
    """Whether the word before a unit scales it."""
    return start - 1 in found and texts[start - 1].casefold() in knowledge.scales
