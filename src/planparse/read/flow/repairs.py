"""What a person should know of the pages of a flowing document: old fonts, cells not shown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planparse.read.flow.blocks import Block, Hidden, Note, Run, Unsaved, to_paragraphs
from planparse.read.flow.tokens import to_token_lines
from planparse.read.legacy import decode, encoding_of, to_repairs
from planparse.schema.layout import Repair


def find_repairs(blocks: Sequence[Block], notes: Sequence[Note]) -> Iterator[Repair]:
    """What a person should look at of the blocks and notes of a page."""
    runs = [run for paragraph in to_paragraphs(tuple(blocks)) for run in paragraph.runs]
    yield from _find_legacy([*runs, *(run for note in notes for run in note.runs)])
    yield from _find_hidden(blocks)
    cells = [cell for block in blocks if isinstance(block, Unsaved) for cell in block.cells]
    if cells:
        yield Repair("unsaved", len(cells), tuple(cells))


def _find_legacy(runs: Sequence[Run]) -> Iterator[Repair]:
    """The letters that stand for others in a font from before Unicode."""
    letters: Counter[str | None] = Counter()
    for run in runs:
        old, text = encoding_of(run.font), decode(run.text, run.font)
        if old and text != run.text:
            letters[old] += sum(map(str.isalpha, text))
    return to_repairs(letters)


def _find_hidden(blocks: Sequence[Block]) -> Iterator[Repair]:
    runs = [run for block in blocks if isinstance(block, Hidden) for run in block.runs]
    texts = [" ".join(t.text for line in to_token_lines([run]) for t in line) for run in runs]
    if texts:
        yield Repair("hidden", len(texts), tuple(texts))
