"""The account of every word: each one stands in exactly one place of the draft."""

from collections import defaultdict
from itertools import chain

from planparse.schema.draft import Draft, groups_of
from planparse.schema.layout import Layout, Word
from planparse.schema.packed import names_of


def find_unplaced(layout: Layout, draft: Draft) -> list[Word]:
    """The words of the pages that stand nowhere in the draft."""
    placed: defaultdict[int, int] = defaultdict(int)  # a bit for each word of a page
    for number, index in chain.from_iterable(map(names_of, groups_of(draft))):
        placed[number] |= 1 << index
    return [
        word
        for page in layout.pages
        if placed[page.number].bit_count() < page.word_count  # few: others are not visited
        for word in page.all_words
        if not placed[page.number] >> word.index & 1
    ]
