"""What each line of a table that keeps its columns by spaces says for and against column edges."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from planparse.extract.dumps.headers.headings import Heading
from planparse.extract.dumps.lines import TextLine, column_of, end_of
from planparse.extract.dumps.words.contents import (
    AGENCY,
    STRANGE,
    WHOLE_WORD,
    is_whole,
    score_word,
)
from planparse.extract.dumps.words.flow import score_flow
from planparse.extract.dumps.words.known import BULLETS, Words
from planparse.extract.dumps.words.names import find_beginning
from planparse.extract.numbering import whole_labels
from planparse.knowledge import Knowledge
from planparse.schema.layout import Word

# What a line says for an edge: a gap that is wider than between words; one as between words, one
# within a name, one before the mark of an item, and one before a value or a time.
PARTED, CLOSE, IN_NAME, BULLET, VALUED = 0.6, -0.5, -1.5, 0.3, 0.0
# What it counts against an edge that a word goes on after the one before it.
GOES_ON = 0.2
# A number in the column of numbers; a word in a column of values or times that is of none, or in
# one of notes, which are short.
NUMBERED, UNNUMBERED, NO_VALUE, NOTED = 1.0, -2.0, -0.15, -0.15
# The words of a longer run say no more for a column than those of one of so many.
FEW = 4
# A number stands in front of a text within so many characters from the left.
EARLY = 8
# A title begins within so many characters from the left, or from the end of its number.
LEFT = 20


@dataclass(frozen=True)
class Mark:
    """A word of a line: the places it begins at and ends before, what the gap before it says for an
    edge there, and how well the word suits each column."""

    begin: int
    end: int
    gap: float
    suits: tuple[float, ...]


def weigh_line(
    line: TextLine, columns: Sequence[Heading], knowledge: Knowledge
) -> tuple[Mark, ...]:
    """What the words of a line of a table say; a title, which may run over edges, says nothing."""
    if is_title(line, knowledge):
        return ()
    texts = tuple(word.text for word in line.words)
    chunks = list(_chunks(line.words))
    known = Words(texts, True, tuple(chunk[-1] + 1 for chunk in chunks), knowledge)
    suits = [_score_words(known, chunks, i, columns, knowledge) for i in range(len(columns))]
    kinds = {heading.kind for heading in columns}
    values = {
        _find_whole(known, chunk, kind, knowledge)
        for chunk in chunks
        for kind in kinds & {"year", "timeline"}
    }
    dashes = {
        i for i, text in enumerate(texts) if text in BULLETS and _goes_on(texts, i, knowledge)
    }
    gaps = [_score_gap(line.words, index, known, values, dashes) for index in range(len(texts))]
    if "number" in kinds and column_of(line.words[0]) < EARLY and whole_labels(texts[0], knowledge):
        gaps[1:2] = [PARTED] * len(gaps[1:2])
    return tuple(
        Mark(column_of(word), end_of(word), gap, each)
        for word, gap, each in zip(line.words, gaps, zip(*suits, strict=True), strict=True)
    )


def is_title(line: TextLine, knowledge: Knowledge) -> bool:
    """Whether a line is a title in capitals, or a number and such a title close behind it; one word
    alone may be an abbreviation, or the number of an act, in a text."""
    first = line.words[0]
    words = line.words[1:] if len(line.words) > 2 else line.words
    parted = any(column_of(b) - end_of(a) > 1 for a, b in pairwise(words))
    near = column_of(first) < LEFT and column_of(words[0]) - end_of(first) < LEFT
    counted = bool(knowledge.find("counted_title", line.text))
    worded = counted or sum(any(c.isalpha() for c in word.text) for word in line.words) > 1
    return line.is_capitals and worded and near and not parted


def _goes_on(texts: Sequence[str], index: int, knowledge: Knowledge) -> bool:
    """Whether a dash is one within a name that goes on below: "Sở Lao động -"."""
    return find_beginning(texts, index + 1, knowledge) <= index


def _score_gap(
    words: Sequence[Word],
    index: int,
    known: Words,
    values: Collection[int],
    dashes: Collection[int],
) -> float:
    if not index or column_of(words[index]) - end_of(words[index - 1]) > 1:
        return PARTED
    if index - 1 in dashes:
        return VALUED
    if index in dashes or known.inside[index] or known.texts[index - 1] in BULLETS:
        return CLOSE + IN_NAME
    if index in values:
        return VALUED
    item = known.texts[index] in BULLETS and known.texts[index + 1 :][:1]
    if item and item[0][0].isupper():
        return BULLET
    return CLOSE - GOES_ON * score_flow(known.texts[index - 1], known.texts[index])


def _score_words(
    known: Words,
    chunks: Sequence[Sequence[int]],
    column: int,
    columns: Sequence[Heading],
    knowledge: Knowledge,
) -> list[float]:
    kind = columns[column].kind
    if kind == "number":
        fits = (i <= column and _is_number(text, knowledge) for i, text in enumerate(known.texts))
        return [NUMBERED if fit else UNNUMBERED for fit in fits]
    if kind in {"year", "timeline"}:
        scores = [NO_VALUE] * len(known.texts)
    elif kind in (None, "note"):
        scores = [NOTED] * len(known.texts)
    else:
        scores = [
            max(STRANGE, score_word(known, index, kind, knowledge))
            for index in range(len(known.texts))
        ]
    for chunk in chunks:
        whole = _find_whole(known, chunk, kind, knowledge)
        for index in chunk:
            if index >= whole:
                scores[index] = WHOLE_WORD * min(1.0, FEW / (chunk[-1] + 1 - whole))
            else:
                scores[index] *= min(1.0, FEW / len(chunk))
    return scores


def _is_number(text: str, knowledge: Knowledge) -> bool:
    """Whether a word is a row number, or the full stop of one that its column is too narrow for."""
    return text in {".", ")"} or bool(whole_labels(text, knowledge))


def _find_whole(known: Words, chunk: Sequence[int], kind: str | None, knowledge: Knowledge) -> int:
    """The word from which on a run of words is all of a cell, as far as wording tells; or the place
    behind it."""
    end = chunk[-1] + 1
    for begin in chunk:
        if kind in AGENCY and len(known.names.get(begin, ())) == end - begin:
            return begin
        if is_whole(" ".join(known.texts[begin:end]), kind, knowledge):
            return begin
    return end


def _chunks(words: Sequence[Word]) -> Iterator[list[int]]:
    """The words of a line, by index, parted where wider gaps than between words are."""
    ends = [0, *(end_of(word) for word in words)]
    part = 0
    parts = []
    for index, word in enumerate(words):
        part += index > 0 and column_of(word) - ends[index] > 1
        parts.append(part)
    for _, group in groupby(range(len(words)), key=parts.__getitem__):
        yield list(group)
