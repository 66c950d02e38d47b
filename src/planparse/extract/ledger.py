"""The account of every word: each one stands in exactly one place of the draft."""

from collections import Counter, defaultdict

from planparse.schema.draft import Draft, words_of
from planparse.schema.layout import Layout, Word


def find_unplaced(layout: Layout, draft: Draft) -> list[Word]:
    """The words of the pages that stand nowhere in the draft."""
    placed: defaultdict[int, set[int]] = defaultdict(set)
    for word in words_of(draft):
        placed[word.page].add(word.index)
    return [word for word in layout.words if word.index not in placed[word.page]]


def count_places(draft: Draft) -> Counter[tuple[int, int]]:
    """In how many places of the draft each word stands; more than one is a defect."""
    return Counter((word.page, word.index) for word in words_of(draft))
