"""One document in several files, as a gazette prints it in two of its issues."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from planparse.errors import UnreadableError
from planparse.schema.layout import Layout, Page, Places, Source, Word
from planparse.schema.packed_pages import pack_long


def join(layouts: Sequence[Layout]) -> Layout:
    """The files in their order as one document, its pages numbered on.

    Raises UnreadableError for files of which some have pages of their own and others have none.
    """
    names = " + ".join(layout.source.name for layout in layouts)
    if len({layout.places for layout in layouts}) > 1:
        raise UnreadableError(f"{names} cannot be joined: give files of one format.")
    before = accumulate((len(layout.pages) for layout in layouts), initial=0)
    placed = zip(layouts, before, strict=False)
    moved = (_moved(page, by) for layout, by in placed for page in layout.pages)
    pages = pack_long(moved) if layouts[0].places is Places.PRINTED else tuple(moved)
    digest = digest_of(layout.source.sha256 for layout in layouts)
    source = Source(names, digest, layouts[0].source.format)
    damaged = any(layout.was_damaged for layout in layouts)
    return Layout(source, pages, damaged, layouts[0].places)


def digest_of(digests: Iterable[str]) -> str:
    """The SHA-256 that stands for several files in their order, of those of each."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _moved(page: Page, by: int) -> Page:
    """The page so many pages further on; `by` is what stands before its file."""
    stamps = tuple(replace(stamp, words=_all_moved(stamp.words, by)) for stamp in page.stamps)
    return replace(page, number=page.number + by, words=_all_moved(page.words, by), stamps=stamps)


def _all_moved(words: Iterable[Word], by: int) -> tuple[Word, ...]:
    return tuple(word._replace(page=word.page + by) for word in words)
