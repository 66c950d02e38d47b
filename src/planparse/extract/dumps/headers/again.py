"""Headers of tables in a dump that are printed again: whole, cut short, or in another order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from planparse.extract.dumps.headers.sequential import MAX_LINES, TextHeader
from planparse.extract.dumps.lines import TextLine

# The share of a header that is enough to know it again where the page break cuts it short.
ENOUGH = 0.35


def find_printed(
    lines: Sequence[TextLine], start: int, headers: Sequence[TextHeader]
) -> TextHeader | None:
    """The header of a table above that begins once more with a line: what has all its letters has
    its columns, however narrow ones mix them."""
    here = lines[start : start + MAX_LINES]
    counts = ((count_printed(here, header), header) for header in reversed(headers))
    return next((replace(header, count=count) for count, header in counts if count), None)


def skip_header(lines: Sequence[TextLine], start: int, header: TextHeader) -> int:
    """How many lines from `start` on repeat the header, its beginning or its end; 0 when none
    does."""
    limit = lines[start : start + header.count + 2]
    for offset in header.offsets:
        rest, said, count = header.key[offset:], "", 0
        for line in limit:
            more = line.key
            if not rest.startswith(said + more):
                break
            said, count = said + more, count + 1
        if said and (said == rest if offset else len(said) >= ENOUGH * len(rest)):
            return count
    return 0


def count_printed(lines: Sequence[TextLine], above: TextHeader) -> int:
    """How many of the first lines have all letters of a header and no other, in whatever order: a
    slip of the typist may part a word, and a narrow page move two headings together."""
    letters = _letters_of(above.key)
    found: Counter[str] = Counter()
    for count, line in enumerate(lines, 1):
        found.update(line.key)
        if found == letters:
            return count
        if not found <= letters:
            break
    return 0


@lru_cache(maxsize=16)  # every line of a table is held against its header
def _letters_of(key: str) -> Counter[str]:
    return Counter(key.replace("|", ""))
