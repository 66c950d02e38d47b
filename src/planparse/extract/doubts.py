"""Words that were read from a picture and may be wrong, and those that were repaired → findings."""

from collections.abc import Iterable, Iterator, Sequence

from planparse import regex
from planparse.extract.lines import Line
from planparse.knowledge import Knowledge
from planparse.schema.draft import Draft, Finding, Passage, Place, Preface, groups_of, words_of
from planparse.schema.layout import Word, around
from planparse.schema.packed import PackedWords

# The confidence that two sure readings of three give. Below it one word in four is wrong, above it
# one in 300 (benchmarks/ocr.md).
DOUBTED = 0.65
# Figures of the number and the date may be written by hand, and for names nothing else vouches, so
# that all readings must agree.
DOUBTED_ALONE = 0.9
BY_HAND, SIGNER = {"document_number", "issued_on"}, "signer_name"
# Dust is read as this many letters at most.
SPECK = 2
# The confidence in a label that others around it have settled: it still needs a look.
SETTLED = 0.5


def is_speck(line: Line) -> bool:
    """Whether a line of a scan is dust: nothing but a sign, or one or two doubtful letters."""
    text = "".join(line.text.split())
    if len(text) > SPECK or any(word.confidence is None for word in line.words):
        return False
    return not any(c.isalnum() for c in text) or all(map(is_doubted, line.words))


def read_otherwise(line: Line, text: str) -> Line:
    """A line whose first word is another one, as the labels around it tell; it keeps what was read,
    and is doubted."""
    word = line.words[0]
    settled = word._replace(text=text, read_as=word.read_as or word.text, confidence=SETTLED)
    return Line((settled, *line.words[1:]), line.raised, line.marks)


def find_doubts(draft: Draft, knowledge: Knowledge) -> Iterator[Finding]:
    """What a person should look at: header by field, annexes by row, the rest by page."""
    groups = (words for words in groups_of(draft) if not isinstance(words, PackedWords))
    if all(w.confidence is None and w.read_as is None for words in groups for w in words):
        return
    told: set[tuple[int, int]] = set()
    for field, passage in _header(draft):
        yield from _tell(passage.words, told, field=field)
    yield from _find_doubts_of_signers(draft.prefaces[:1], knowledge)
    for table, row in _rows(draft):
        yield from _tell([*words_of(draft.tables[table].rows[row])], told, row=(table, row))
    pages: dict[int, list[Word]] = {}
    for word in words_of(draft):
        pages.setdefault(word.page, []).append(word)
    for number in sorted(pages):
        yield from _tell(pages[number], told)


def _header(draft: Draft) -> Iterator[tuple[str, Passage]]:
    for preface in draft.prefaces[:1]:
        yield "document_number", preface.number
        yield "issued_on", preface.place_and_date
        yield "title", preface.title
        yield SIGNER, preface.signer


def _rows(draft: Draft) -> Iterator[tuple[int, int]]:
    for index, table in enumerate(draft.tables):
        if table.is_annex:
            yield from ((index, row) for row in range(len(table.rows)))


def _tell(
    words: Sequence[Word],
    told: set[tuple[int, int]],
    field: str | None = None,
    row: tuple[int, int] | None = None,
) -> Iterator[Finding]:
    """A finding for the doubted words and one for the repaired ones, without those in `told`."""
    new = [word for word in words if word.name not in told]
    told.update(word.name for word in new)
    doubted = [word for word in new if is_doubted(word, field)]
    repaired = [word for word in new if word.read_as is not None]
    if doubted:
        text = " ".join(word.text for word in doubted)
        message = f"Read from the picture with little certainty: {text}."
        yield Finding("doubtful_reading", message, text, field, _place(doubted), row)
    if repaired:
        text = "; ".join(f"{word.read_as} → {word.text}" for word in repaired)
        message = f"Repaired, diacritics by what plans say and labels by their sequence: {text}."
        yield Finding("reading_repaired", message, text, field, _place(repaired), row)


def is_doubted(word: Word, field: str | None = None) -> bool:
    """Whether a word was read from a picture with too little certainty for its place."""
    figures = field in BY_HAND and any(c.isdigit() for c in word.text)
    limit = DOUBTED_ALONE if figures or field == SIGNER else DOUBTED
    return word.confidence is not None and word.confidence < limit


def _find_doubts_of_signers(prefaces: Iterable[Preface], knowledge: Knowledge) -> Iterator[Finding]:
    """Where a scan has titles of a signer and no name, or one that begins as no name does."""
    for preface in prefaces:
        titles = [word for title in preface.signer_titles for word in title.words]
        words = preface.signer.words
        if any(word.confidence is None for word in (*titles, *words)):
            continue
        if titles and not words:
            message = "No name can be read below the titles of the signer."
            yield Finding("doubtful_reading", message, "", SIGNER, _place(titles))
        for name in preface.signer.text.splitlines():
            if not _begins_with_surname(name, knowledge):
                message = f"Read from the picture, with a surname that is not known: {name}."
                yield Finding("doubtful_reading", message, name, SIGNER, _place(words))


def _begins_with_surname(name: str, knowledge: Knowledge) -> bool:
    """Whether a name, behind ranks and degrees ("Đại tá", "PGS.TS."), begins with a surname."""
    words = name.split()
    ranks = [i for i, word in enumerate(words) if word[0].islower() or not word[-1].isalnum()]
    names = words[ranks[-1] + 1 :] if ranks else words
    letters = regex.search(r"\p{L}+", names[0]) if names else None
    return letters is not None and letters[0] in knowledge.surnames


def _place(words: Sequence[Word]) -> Place:
    """The box around the words on the first page that has any."""
    page = words[0].page
    return Place(page, around(word.box for word in words if word.page == page))
