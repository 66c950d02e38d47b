"""Readings → readings with their diacritics repaired by what Vietnamese plans say.

Tesseract reads letters well and loses the small marks over them: "tô chức" for "tổ chức". A
syllable is replaced by one of the same bare letters when the words around it leave no doubt, as the
lexicon and the document itself tell. Digits, numbers and letters are never touched.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from planparse.knowledge.lexicon import Lexicon, bare
from planparse.read.ocr.scans import Scan
from planparse.schema.layout import Word
from planparse.text import nfc

# What it costs, in natural logarithms, to believe that the reader lost the tone over a hat (ô for
# ổ: at 36 pixels a line they are one blot), lost another mark, took one for another, or saw one
# that is not there; half as much again where all readings agree, half where they do not.
LOST_OVER_HAT, LOST, MISTAKEN, INVENTED = 2.0, 4.0, 4.0, 8.0
# How much likelier a repair must be than the reading and than every other repair: twenty times.
MARGIN = 3.0
# How far the pair counts where it is known, beside the syllable by itself.
PAIR = 0.9
# A word of the document counts when all readings agree on it with this certainty, and where the
# lexicon has no word on such a pair: what is misread once is misread often.
CERTAIN = 0.9
# Repairs help the words beside them; more rounds than this change nothing.
ROUNDS = 3
# What is believed of a word once the words around it are known: one repaired, or found beside its
# neighbours in other plans, was right 99 times in 100; letters that are no syllable are doubted.
VOUCHED, UNHEARD = 0.9, 0.5
# So often a pair must have been counted to vouch for its words.
VOUCHING = 2
_PARTS = regex.compile(r"\p{L}\p{M}*(?:\p{L}|\p{M})*")
_BEGINNING = ""
_BELOW = frozenset("\N{COMBINING DOT BELOW}")
# Letters whose capitals are the same shape, only larger.
_SAME_SHAPE = frozenset("cosuvwxz")


@dataclass(slots=True)
class _Syllable:
    """A stretch of letters: the word it stands in, where, as read and as now believed."""

    word: int
    start: int
    read: str
    now: str
    confidence: float


def repair(scans: Sequence[Scan], lexicon: Lexicon) -> list[Scan]:
    """The scans of one document with words repaired; `read_as` keeps what was read."""
    model = _Model(lexicon, _without_lost_marks(_count_pairs(scans)))
    return [
        replace(scan, runs=tuple(tuple(_repair_run(run, model)) for run in scan.runs))
        for scan in scans
    ]


def _count_pairs(scans: Sequence[Scan]) -> Counter[tuple[str, str]]:
    """What follows what in the document, where the reader was certain."""
    pairs: Counter[tuple[str, str]] = Counter()
    for run in (run for scan in scans for run in scan.runs):
        for phrase in _phrases(run):
            before = _BEGINNING
            for syllable in phrase:
                if (run[syllable.word].confidence or 0) >= CERTAIN:
                    pairs[before, syllable.read] += 1
                    before = syllable.read
                else:
                    before = _BEGINNING
    return pairs


def _without_lost_marks(pairs: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """The counts without pairs that a more frequent one comes to by losing marks: what is misread
    is misread often, "tê tuân" for "tế tuần" with certainty one time in seven."""
    alike: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for pair, _ in pairs.most_common():
        alike[bare(pair[0]), bare(pair[1])].append(pair)
    return Counter(
        {
            pair: pairs[pair]
            for found in alike.values()
            for index, pair in enumerate(found)
            if not any(_has_lost_marks("".join(pair), "".join(more)) for more in found[:index])
        }
    )


def _has_lost_marks(read: str, meant: str) -> bool:
    return all(_marks(a) <= _marks(b) for a, b in zip(read, meant, strict=True))


def _phrases(run: Sequence[Word]) -> Iterator[list[_Syllable]]:
    """The syllables of a run between marks and numbers, in lower case.

    A word with a figure in it ("07-NQ/TU") has none: numbers are not repaired.
    """
    phrase: list[_Syllable] = []
    for index, word in enumerate(run):
        if any(c.isdigit() for c in word.text):
            if phrase:
                yield phrase
            phrase = []
            continue
        end = 0
        for part in _PARTS.finditer(word.text):
            if phrase and part.start() > end:
                yield phrase
                phrase = []
            text = part[0].lower()
            phrase.append(_Syllable(index, part.start(), text, text, word.confidence or 0.0))
            end = part.end()
        if phrase and end < len(word.text):
            yield phrase
            phrase = []
    if phrase:
        yield phrase


class _Model:
    """How likely a syllable is between two others, by the lexicon and by the document."""

    def __init__(self, lexicon: Lexicon, own: Counter[tuple[str, str]]) -> None:
        known = {(bare(first), bare(second)) for first, second in lexicon.pairs}
        self._lexicon = lexicon
        self._own = Counter(
            {pair: n for pair, n in own.items() if (bare(pair[0]), bare(pair[1])) not in known}
        )
        self._singles: Counter[str] = Counter()
        for (_, second), number in self._own.items():
            self._singles[second] += number
        self._total = lexicon.total + self._singles.total()

    def spellings(self, syllable: str) -> tuple[str, ...]:
        """The syllables of the same bare letters."""
        return self._lexicon.spellings.get(bare(syllable), ())

    def score(self, before: str, syllable: str, after: str) -> float:
        """The logarithm of how likely the syllable is there."""
        return self._step(before, syllable) + (self._step(syllable, after) if after else 0.0)

    def vouches(self, before: str, syllable: str, after: str | None) -> bool:
        """Whether the syllable has been counted beside all its neighbours."""
        pairs = [(before, syllable)] if before else []
        pairs += [(syllable, after)] if after else []
        return bool(pairs) and all(self._lexicon.pairs.get(p, 0) >= VOUCHING for p in pairs)

    def _step(self, first: str, second: str) -> float:
        pair = self._lexicon.pairs.get((first, second), 0) + self._own[first, second]
        alone = self._single(second) / self._total
        given = pair / (self._single(first) or 1) if first else alone
        return math.log(PAIR * given + (1 - PAIR) * alone)

    def _single(self, syllable: str) -> float:
        return self._lexicon.singles.get(syllable, 0) + self._singles[syllable] + 0.1


def _repair_run(run: Sequence[Word], model: _Model) -> Iterator[Word]:
    texts = [list(word.text) for word in run]
    belief = [word.confidence or 0.0 for word in run]
    for phrase in _phrases(run):
        for _ in range(ROUNDS):
            if not sum(_settle(phrase, index, model) for index in range(len(phrase))):
                break
        for syllable in phrase:
            end = syllable.start + len(syllable.read)
            old = run[syllable.word].text[syllable.start : end]
            texts[syllable.word][syllable.start : end] = _in_case_of(old, syllable.now)
        for i, vouched in _vouch(phrase, run, model):
            belief[i] = max(belief[i], VOUCHED) if vouched else min(belief[i], UNHEARD)
    for index, word in enumerate(run):
        near = run[max(0, index - 1) : index + 2]
        text = _in_case_of_neighbours("".join(texts[index]), near, model)
        read_as = None if text == word.text else word.text
        yield word._replace(text=text, confidence=belief[index], read_as=read_as)


def _vouch(
    phrase: Sequence[_Syllable], run: Sequence[Word], model: _Model
) -> Iterator[tuple[int, bool]]:
    """The words that are one syllable and are vouched for (true), or never heard of (false)."""
    for index, syllable in enumerate(phrase):
        before = phrase[index - 1].now if index else _BEGINNING
        after = phrase[index + 1].now if index + 1 < len(phrase) else None
        alone = _PARTS.fullmatch(run[syllable.word].text) is not None
        if alone and (syllable.now != syllable.read or model.vouches(before, syllable.now, after)):
            yield syllable.word, True
        elif not model.spellings(syllable.now) and not run[syllable.word].text.isupper():
            yield syllable.word, False


def _settle(phrase: Sequence[_Syllable], index: int, model: _Model) -> bool:
    """Put the likeliest spelling in the place of a syllable; whether that changed anything."""
    syllable = phrase[index]
    before = phrase[index - 1].now if index else _BEGINNING
    after = phrase[index + 1].now if index + 1 < len(phrase) else ""
    scores = sorted(
        (model.score(before, each, after) - _cost(syllable, each), each)
        for each in {syllable.read, *model.spellings(syllable.read)}
        if len(each) == len(syllable.read)
    )
    best, now = scores[-1]
    clear = len(scores) == 1 or best - scores[-2][0] >= MARGIN
    settled = now if clear else syllable.read
    changed, syllable.now = settled != syllable.now, settled
    return changed


def _cost(syllable: _Syllable, meant: str) -> float:
    """What believing that `meant` was read as this syllable costs, letter by letter."""
    letters = zip(syllable.read, meant, strict=True)
    cost = sum(_cost_of_letter(a, b) for a, b in letters if a != b)
    return cost * (0.5 + syllable.confidence)


def _cost_of_letter(read: str, meant: str) -> float:
    seen, there = _marks(read), _marks(meant)
    if seen < there:
        return LOST_OVER_HAT if seen and not there & _BELOW else LOST
    return INVENTED if there < seen else MISTAKEN


@cache
def _marks(letter: str) -> frozenset[str]:
    return frozenset(
        unicodedata.normalize("NFD", letter.replace("đ", "d\N{COMBINING SHORT STROKE OVERLAY}"))[1:]
    )


def _in_case_of(old: str, new: str) -> list[str]:
    return [b.upper() if a.isupper() else b for a, b in zip(old, nfc(new), strict=True)]


def _in_case_of_neighbours(text: str, around: Sequence[Word], model: _Model) -> str:
    """ "SỐ" or "sỐ" between words in lower case is "số": these capitals differ by height alone.

    "SOC" stays: capitals without marks are an abbreviation.
    """
    letters = [c for c in text if c.isalpha()]
    plain = bare("".join(letters))
    odd = any(c.isupper() for c in letters[1:]) and _SAME_SHAPE.issuperset(plain.lower())
    odd = odd and (plain != "".join(letters) or not plain.isupper())
    known = "".join(letters).lower() in model.spellings("".join(letters).lower())
    return text.lower() if odd and known and any(w.text.islower() for w in around) else text
