"""What two engines see differently on one page."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from planparse.schema.layout import Page, Word

# How far apart two engines may see one word, part of its type size: both round.
APART = 0.1
# How many differences of a page are told.
SHOWN = 5


def find_difference(page: Page, other: Page) -> str:
    """How the other reading of a page differs, in words; empty where they agree."""
    texts, others = [w.text for w in page.words], [w.text for w in other.words]
    if texts != others:
        told = list(_find_changes(texts, others))
        return "; ".join(told[:SHOWN]) + ("; …" if len(told) > SHOWN else "")
    moved = [a.text for a, b in zip(page.words, other.words, strict=True) if _is_apart(a, b)]
    if moved:
        return f"{len(moved)} words stand elsewhere, the first of them “{moved[0]}”"
    if len(page.rules) != len(other.rules):
        return f"{len(page.rules)} rules against {len(other.rules)}"
    return ""


def _find_changes(texts: list[str], others: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, texts, others, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            mine, theirs = " ".join(texts[start:end]), " ".join(others[other_start:other_end])
            yield f"“{mine}” against “{theirs}”"


def _is_apart(word: Word, other: Word) -> bool:
    return any(abs(a - b) > APART * word.size for a, b in zip(word.box, other.box, strict=True))
