"""Several readings of a region → one: they vote on every word.

Tesseract takes one mark for another by chance: what it reads alike at two sizes is seldom wrong,
and differing readings are a doubt.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planparse.knowledge.lexicon import bare
from planparse.read.ocr.engine import Reading

# Two readings are of one word when they share this much of the width of both together.
SAME_PLACE = 0.7


def settle(versions: Sequence[list[Reading]]) -> list[Reading]:
    """One reading of a region from several: the most confident one, each word put to the vote."""
    best = max(versions, key=lambda readings: sum(r.confidence * len(r.text) for r in readings))
    others = [readings for readings in versions if readings is not best]
    run = [part for word in best for part in _parted(word, others)]
    same = [_in_same_place(run, readings) for readings in others]
    return [_vote(word, others) for word, *others in zip(run, *same, strict=True)]


def _parted(word: Reading, others: Sequence[Sequence[Reading]]) -> Sequence[Reading]:
    """A word, or the words of the same letters that all others read in its place: "I.MỤC" is "I."
    and "MỤC" there. They have the say of these alone."""
    parts = [[r for r in readings if _holds(word, r)] for readings in others]
    said = {tuple(reading.text for reading in each) for each in parts}
    if len(others) < 2 or len(said) > 1 or len(parts[0]) < 2:
        return [word]
    same = bare("".join(part.text for part in parts[0])) == bare(word.text)
    return [replace(p, line=word.line, confidence=0.0) for p in parts[0]] if same else [word]


def _holds(word: Reading, part: Reading) -> bool:
    """Whether a word reaches over the middle of another reading in its line."""
    middle = (part.x0 + part.x1) / 2, (part.top + part.bottom) / 2
    return word.x0 <= middle[0] <= word.x1 and word.top <= middle[1] <= word.bottom


def _vote(word: Reading, others: Sequence[Reading | None]) -> Reading:
    """The text with the most confidence, averaged over all readings, `others` in the place of the
    word; those that differ count nothing."""
    belief: dict[str, float] = defaultdict(float, {word.text: word.confidence})
    for other in others:
        if other:
            belief[other.text] += other.confidence
    text = max(belief, key=lambda said: belief[said])
    return replace(word, text=text, confidence=belief[text] / (1 + len(others)))


def _in_same_place(run: Sequence[Reading], others: Sequence[Reading]) -> list[Reading | None]:
    """For each word of a run the other reading that stands in its place, if there is one: none that
    is of more words of the run, or one of several that the word is of ("IL.MỤC" is of "MỤC" and
    "I.")."""
    if not run or not others:
        return [None] * len(run)
    shares = _overlaps(run, others)
    nearest = [others[at] for at in shares.argmax(axis=1).tolist()]
    found = shares.max(axis=1) >= SAME_PLACE
    return [
        other
        if same and not _is_of_more(other, word, run) and not _is_of_more(word, other, others)
        else None
        for word, other, same in zip(run, nearest, found, strict=True)
    ]


def _is_of_more(reading: Reading, word: Reading, run: Sequence[Reading]) -> bool:
    """Whether what is longer than a word of a run reaches over the middle of one beside it, too."""
    beside = [near for near in run if near is not word and near.line == word.line]
    longer = len(reading.text) > len(word.text)
    return longer and any(reading.x0 <= (near.x0 + near.x1) / 2 <= reading.x1 for near in beside)


def _overlaps(run: Sequence[Reading], others: Sequence[Reading]) -> NDArray[np.float64]:
    """The shares of their common width that words of two readings have in common, if they stand on
    one line: a row for each of the first."""
    x0, x1, top, bottom = np.array([(r.x0, r.x1, r.top, r.bottom) for r in run]).T[:, :, None]
    left, right, high, low = np.array([(r.x0, r.x1, r.top, r.bottom) for r in others]).T
    level = np.minimum(bottom, low) - np.maximum(top, high) >= (bottom - top) / 2
    common = np.minimum(x1, right) - np.maximum(x0, left)
    both = np.maximum(x1, right) - np.minimum(x0, left)
    return np.divide(common, both, out=np.zeros_like(common), where=level & (both > 0))
