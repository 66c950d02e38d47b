"""Names of agencies that no table has, told by their form in a row of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.knowledge import Knowledge
from planparse.text import ends_sentence, starts_lower

# So many words may have the form of a name, or go on with a known one.
LONGEST, TAIL = 12, 4


@dataclass(frozen=True)
class Forms:
    """The words that have the form of a name, where such names begin, and the words in small
    letters that go on with a known name."""

    words: frozenset[int]
    starts: frozenset[int]
    tails: frozenset[int]


def find_forms(texts: Sequence[str], covered: Sequence[bool], knowledge: Knowledge) -> Forms:
    """Look for the forms of names among words that are not `covered` by known ones."""
    found = dict(_find_formed(texts, covered, knowledge))
    return Forms(
        frozenset(index for start, end in found.items() for index in range(start, end)),
        frozenset(found),
        frozenset(_find_tails(texts, covered)),
    )


def _find_formed(
    texts: Sequence[str], covered: Sequence[bool], knowledge: Knowledge
) -> Iterator[tuple[int, int]]:
    """Where words have the form of a name, and where that ends."""
    for index, text in enumerate(texts):
        if text[0].isupper() and not covered[index]:
            length = measure_form(" ".join(texts[index : index + LONGEST]), knowledge)
            known = (i for i in range(index, index + length) if covered[i])
            end = next(known, index + length)
            if end > index:
                yield index, end


def _find_tails(texts: Sequence[str], covered: Sequence[bool]) -> Iterator[int]:
    """The words in small letters that go on with a known name."""
    left = 0
    for index, text in enumerate(texts):
        if covered[index]:
            left = 0 if ends_sentence(text) else TAIL
        elif left and starts_lower(text):
            left -= 1
            yield index
        else:
            left = 0


@lru_cache(maxsize=20_000)
def measure_form(text: str, knowledge: Knowledge) -> int:
    """How many words at the start of a text have the form of a name."""
    match = knowledge.cells["agency_like"].search(text)
    return len(match.group().split()) if match else 0
