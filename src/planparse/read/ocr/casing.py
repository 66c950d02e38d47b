"""Capitals that are the small letter, only larger: "Sở" for "sở" and "SỐ" for "số".

Readers tell them apart by height alone, and often wrongly. The words beside them and the rest of
the document say which is meant.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from planparse import regex
from planparse.knowledge import load
from planparse.knowledge.lexicon import bare
from planparse.read.ocr.scans import Scan
from planparse.read.ocr.spelling import Spellings
from planparse.schema.layout import Word

_SAME_SHAPE = frozenset("cosuvwxz")
# In words of capitals alone an "I" is one, too: "VỊ" for "vị".
_LIKE_SMALL = _SAME_SHAPE | {"i"}
# A capital is a slip where the document sets the word small OFTEN times as often after the same
# word, and where the word is this share of all that follows that one: the second half of a compound
# ("cơ sở", "bền vững") has no capital of its own, while a word after "của" or "về" may.
OFTEN, COMPOUND = 5, 0.25
_LETTERS = regex.compile(r"\p{L}+")


class Capitals:
    """How often a document sets a word small or in capitals after a small one."""

    def __init__(self, scans: Iterable[Scan]) -> None:
        runs = (run for scan in scans for run in scan.runs)
        self._pairs = Counter(
            (before.text, core[0])
            for run in runs
            for before, word in pairwise(run)
            if _is_small(before.text) and (core := _LETTERS.match(word.text))
        )

        self._after: Counter[str] = Counter()
        for (before, _), count in self._pairs.items():
            self._after[before] += count

    def settled(self, before: str, text: str) -> str:
        """A word after another one, made small where it has no capital but where a sentence begins,
        or the document usually has it small."""
        core = _LETTERS.match(text)
        if not core or not _is_small(before) or not _may_be_small(core[0]):
            return text
        small = core[0].lower()
        if load().find("particle", small):
            return small + text[core.end() :]
        often, rarely = self._pairs[before, small], self._pairs[before, core[0]]
        is_slip = often >= max(OFTEN * max(1, rarely), COMPOUND * self._after[before])
        return small + text[core.end() :] if is_slip else text


def _is_small(text: str) -> bool:
    return text.isalpha() and text.islower()


def _may_be_small(core: str) -> bool:
    """Whether only the first letter is a capital, and one of the shape of the small one."""
    return (
        core[0].isupper() and core[1:] == core[1:].lower() and bare(core[0].lower()) in _SAME_SHAPE
    )


def in_case_of_neighbours(text: str, around: Sequence[Word], model: Spellings) -> str:
    """ "SỐ" or "sỐ" between words in lower case is "số".

    "SOC" stays: capitals without marks are an abbreviation.
    """
    letters = [c for c in text if c.isalpha()]
    plain = bare("".join(letters))
    odd = any(c.isupper() for c in letters[1:]) and _LIKE_SMALL.issuperset(plain.lower())
    odd = odd and (plain != "".join(letters) or not plain.isupper())
    known = "".join(letters).lower() in model.spellings("".join(letters).lower())
    return text.lower() if odd and known and any(w.text.islower() for w in around) else text
