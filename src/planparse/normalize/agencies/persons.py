"""Persons among those who do something: they are no agencies that could be known."""

from itertools import pairwise

from planparse.knowledge import Knowledge
from planparse.knowledge.lexicon import LISTED, load_lexicon

# A surname, what stands between, and a given name; two words may be part of an agency's name.
_SHORTEST = 3


def names_person(mention: str, knowledge: Knowledge) -> bool:
    """Whether a mention is the name of a person, however addressed: "Đ/c Lê Văn Tám". Without that
    no two of its words make one that plans have: "Đoàn Kiểm Tra", "Cao Đẳng Nghề"."""
    text = knowledge.patterns["person_address"].beyond(mention)
    found = knowledge.find("person_name", text)
    words = found["name"].split() if found else []
    if len(words) < _SHORTEST or words[0] not in knowledge.surnames:
        return False
    pairs = load_lexicon().pairs if text == mention else {}
    return all(pairs.get(pair, 0) < LISTED for pair in pairwise(map(str.lower, words)))
