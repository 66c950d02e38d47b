"""Names of persons in capitals, as the offices above them are printed."""

from collections.abc import Sequence

from planparse.knowledge import Knowledge

# The name of a person has no more words.
LONGEST = 5


def may_name_person(words: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether words, at least one, can be the name of a person: a surname and few words more."""
    return words[0].title() in knowledge.surnames and len(words) <= LONGEST
