"""Persons among those who do something: they are no agencies that could be known."""

from planparse.knowledge import Knowledge

# A surname, what stands between, and a given name; two words may be part of an agency's name.
_SHORTEST = 3


def names_person(mention: str, knowledge: Knowledge) -> bool:
    """Whether a mention is the name of a person, however addressed: "Đ/c Lê Văn Tám"."""
    text = knowledge.patterns["person_address"].beyond(mention)
    found = knowledge.find("person_name", text)
    words = found["name"].split() if found else []
    return len(words) >= _SHORTEST and words[0] in knowledge.surnames
