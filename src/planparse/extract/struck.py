"""Words that a line runs through, as word processors print what has been deleted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from planparse.schema.draft import Finding, Place
from planparse.schema.layout import Box, Page, PageKind, Word, around

# Such a line runs through the small letters of a word: between these heights above the baseline,
# parts of the type size. Rules of tables and lines below words never do.
LOW, HIGH = 0.12, 0.45
# It is thin against the type and ends with the last word, but for this part of the type size.
THIN, BEYOND = 0.15, 0.5
# It covers this share of a word; of one that goes on with what was put in instead ("sơ100%"), this
# part of the type size, which is two letters.
COVERED, BEGUN = 0.8, 0.7


def find_struck(page: Page) -> Iterator[Finding]:
    """One finding for all words of a page that are struck through; scans have no such lines."""
    rules = [rule for rule in page.rules if rule.width > rule.height]
    if not rules or page.kind is PageKind.RECOGNISED:
        return
    words = sorted(page.words, key=attrgetter("baseline"))
    baselines = [word.baseline for word in words]
    largest = max((word.size for word in words), default=0.0)
    struck: dict[tuple[int, int], Word] = {}
    for rule in rules:
        _, y = rule.middle
        near = words[bisect_left(baselines, y) : bisect_right(baselines, y + HIGH * largest)]
        under = [word for word in near if _runs_through(rule, word)]
        if under and _ends_with(rule, around(word.box for word in under), under[0].size):
            struck |= {word.name: word for word in under}
    if struck:
        found = sorted(struck.values(), key=attrgetter("baseline", "box.x0"))
        text = " ".join(word.text for word in found)
        message = f"“{text}” on page {page.number} is struck through, and was read as text."
        place = Place(page.number, around(word.box for word in found))
        yield Finding("text_struck", message, text, place=place)


def _runs_through(rule: Box, word: Word) -> bool:
    above = word.baseline - rule.middle[1]
    common = min(rule.x1, word.box.x1) - max(rule.x0, word.box.x0)
    return (
        LOW * word.size < above < HIGH * word.size
        and rule.bottom - rule.top < THIN * word.size
        and common > min(COVERED * word.box.width, BEGUN * word.size)
    )


def _ends_with(rule: Box, words: Box, size: float) -> bool:
    return words.x0 - rule.x0 < BEYOND * size and rule.x1 - words.x1 < BEYOND * size
