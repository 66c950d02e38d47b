"""Readings → readings with their diacritics repaired by what Vietnamese plans say.

Tesseract reads letters well and loses the small marks over them: "tô chức" for "tổ chức". A
syllable is replaced by one of the same bare letters when the words around it leave no doubt, as the
lexicon and the document itself tell; a capital inside a compound is made small as elsewhere
(`casing`). Other letters, digits and numbers are never touched here.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse import regex
from planparse.knowledge import load
from planparse.knowledge.lexicon import Lexicon, bare
from planparse.read.ocr.casing import Capitals, in_case_of_neighbours
from planparse.read.ocr.scans import Scan
from planparse.read.ocr.spelling import VOUCHING, Spellings, cost_of, marks_of
from planparse.schema.layout import Word
from planparse.text import nfc

# How much likelier a repair must be than the reading and than every other repair: seven times, or
# twenty where a capital may begin a name. Of 51 repairs in five published scans that were seven to
# twenty times as likely, 44 were right and none of the others had been read rightly; below that,
# "vì sự phát triển" became "vị sự", and of capitals "hồ Núi Le" became "Núi Lệ".
MARGIN, CLEAR = 2.0, 3.0
# A word of the document counts when all readings agree on it with this certainty, and its pairs
# only where the lexicon does not know them: what is misread once is misread often.
CERTAIN = 0.9
# Repairs help the words beside them; more rounds than this change nothing.
ROUNDS = 3
# Names of persons have so many words; shorter ones may be places.
NAMES = range(3, 6)
# Confidence in a word once its neighbours are known. A word that was repaired, or that other plans
# have beside the same neighbours, was right 99 times in 100. A word is doubted that is no syllable,
# or of which another spelling is likelier, though not clearly: of 40 such words in one scan nearly
# all were misread. So is a repair that is less than CLEAR likelier, or less than SURE where it was
# read with certainty: of nine in 32 scans three were wrong ("lưu trú" → "lưu trữ", "Lê" → "Lệ",
# "đê" → "để").
VOUCHED, UNHEARD = 0.9, 0.5
SURE = 4.0
# Nor is a word that no plan has beside its neighbours where another spelling stands there in plans,
# and is likelier but for less than this: "kiếm định" for "kiểm định", two such words of five.
NEARLY = 1.0
_PARTS = regex.compile(r"\p{L}\p{M}*(?:\p{L}|\p{M})*")
# A word with a full stop: where a small letter follows, that is a speck or a comma.
_STOPPED = regex.compile(r"\p{L}[\p{Ll}\p{M}]{2,}\.")
_BEGINNING = ""


@dataclass(slots=True)
class _Syllable:
    """A stretch of letters: the word it stands in, where, as read and as now believed.

    It is `titled` where it has a capital before small letters, and `rivalled` where another
    spelling is likelier, or what was read, though not clearly, or where one is nearly as likely
    that plans have there.
    """

    word: int
    start: int
    read: str
    now: str
    confidence: float
    titled: bool = False
    rivalled: bool = False


def repair(scans: Sequence[Scan], lexicon: Lexicon) -> list[Scan]:
    """The scans of one document with words repaired; `read_as` keeps what was read."""
    model = Spellings(lexicon, _without_lost_marks(_count_pairs(scans)))
    capitals = Capitals(scans)
    return [
        replace(scan, runs=tuple(tuple(_repair_run(run, model, capitals)) for run in scan.runs))
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
    """The counts without pairs that are a more frequent pair with marks lost: what is misread is
    misread often, "tê tuân" for "tế tuần" with certainty one time in seven."""
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
    return all(marks_of(a) <= marks_of(b) for a, b in zip(read, meant, strict=True))


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
            text, sure = part[0].lower(), word.confidence or 0.0
            titled = len(text) > 1 and part[0].istitle()
            phrase.append(_Syllable(index, part.start(), text, text, sure, titled))
            end = part.end()
        if phrase and end < len(word.text):
            yield phrase
            phrase = []
    if phrase:
        yield phrase


def _repair_run(run: Sequence[Word], model: Spellings, capitals: Capitals) -> Iterator[Word]:
    texts = [list(word.text) for word in run]
    belief = [word.confidence or 0.0 for word in run]
    for phrase in [] if _is_name(run) else _phrases(run):
        for _ in range(ROUNDS):
            if not sum(_settle(phrase, index, model) for index in range(len(phrase))):
                break
        for syllable in phrase:
            end = syllable.start + len(syllable.read)
            old = run[syllable.word].text[syllable.start : end]
            texts[syllable.word][syllable.start : end] = _in_case_of(old, syllable.now)
        for i, vouched in _vouch(phrase, run, model):
            belief[i] = max(belief[i], VOUCHED) if vouched else min(belief[i], UNHEARD)
    before = ""
    for index, word in enumerate(run):
        near = run[max(0, index - 1) : index + 2]
        text = in_case_of_neighbours("".join(texts[index]), near, model)
        before, text = text, capitals.settled(before, text)
        read_as = None if text == word.text else word.text
        if (
            _STOPPED.fullmatch(text)
            and run[index + 1 : index + 2]
            and run[index + 1].text[0].islower()
        ):
            belief[index] = min(belief[index], UNHEARD)
        yield word._replace(text=text, confidence=belief[index], read_as=read_as)


def _is_name(run: Sequence[Word]) -> bool:
    """Whether a run is the name of a person alone: what plans say tells nothing about it."""
    titles = all(word.text.isalpha() and word.text.istitle() for word in run)
    return titles and len(run) in NAMES and run[0].text in load().surnames


def _vouch(
    phrase: Sequence[_Syllable], run: Sequence[Word], model: Spellings
) -> Iterator[tuple[int, bool]]:
    """The words that are one syllable and are vouched for (true), or not believed (false)."""
    for index, syllable in enumerate(phrase):
        before = phrase[index - 1].now if index else _BEGINNING
        after = phrase[index + 1].now if index + 1 < len(phrase) else None
        alone = _PARTS.fullmatch(run[syllable.word].text) is not None
        repaired = syllable.now != syllable.read
        heard = not syllable.rivalled if repaired else model.vouches(before, syllable.now, after)
        if alone and heard:
            yield syllable.word, True
        elif syllable.rivalled or (
            not model.spellings(syllable.now) and not run[syllable.word].text.isupper()
        ):
            yield syllable.word, False


def _settle(phrase: Sequence[_Syllable], index: int, model: Spellings) -> bool:
    """Put the likeliest spelling in the place of a syllable; whether that changed anything."""
    syllable = phrase[index]
    before = phrase[index - 1].now if index else _BEGINNING
    after = phrase[index + 1].now if index + 1 < len(phrase) else ""
    scores = sorted(
        (model.score(before, each, after) - cost_of(syllable.read, each, syllable.confidence), each)
        for each in {syllable.read, *model.spellings(syllable.read)}
        if len(each) == len(syllable.read)
        if each == syllable.read or each not in (before, after) or model.doubles(each)
    )
    best, now = scores[-1]
    margin = best - scores[-2][0] if len(scores) > 1 else math.inf
    settled = now if margin >= (CLEAR if syllable.titled else MARGIN) else syllable.read
    sure = SURE if syllable.confidence >= CERTAIN else CLEAR
    is_name = index > 0 and syllable.titled
    nearly = (
        margin < NEARLY
        and not is_name
        and not model.is_known(before, now, after)
        and model.is_known(before, scores[-2][1], after, VOUCHING)
    )
    syllable.rivalled = nearly if now == syllable.read else margin < sure
    changed, syllable.now = settled != syllable.now, settled
    return changed


def _in_case_of(old: str, new: str) -> list[str]:
    return [b.upper() if a.isupper() else b for a, b in zip(old, nfc(new), strict=True)]
