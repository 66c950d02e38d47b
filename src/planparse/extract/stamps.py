"""What a page has that is no text of its own: numbers and dates that digital signatures fill into
its lines, seals, watermarks, text that nobody sees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planparse.extract.lines import SAME_LINE, to_passage_of_words
from planparse.knowledge import Knowledge
from planparse.schema.draft import Finding, Place, Removed
from planparse.schema.layout import Layout, Page, Stamp, Word, around
from planparse.schema.packed_lists import listed_like

# How what fills in nothing is kept, by the kind of its stamp; and which stamps may fill in.
_REMOVED = {
    "signature": "signature",
    "annotation": "annotation",
    "button": "annotation",
    "slanted": "slanted_text",
    "laid_over": "watermark",
    "unseen": "unseen_text",
}
_FILLS_IN = {"signature", "annotation"}
# A clerk puts the stamp on the line by eye: up to this part of the type size off its baseline.
OFF_LINE = 0.5
# The header of a document, where number and date are filled in, is in this part of its first page.
HEADER = 0.33


def place_stamps(layout: Layout, knowledge: Knowledge) -> tuple[Layout, list[Removed]]:
    """The layout with the words that stamps fill into its lines; the rest of the stamps is removed.

    A signature ("Ký bởi: …"), a stamp on no line or over words, slanted text (a watermark), and
    text that nobody sees is no text of the document.
    """
    if not any(page.stamps for page in layout.pages):
        return layout, []
    removed: list[Removed] = []
    pages = (_place(page, knowledge, removed) for page in layout.pages)
    return replace(layout, pages=listed_like(layout.pages, pages)), removed


def find_pictures(layout: Layout) -> Iterator[Finding]:
    """Stamps in the header of the document that are pictures: what they say is not read."""
    for page in layout.pages[:1]:
        for stamp in page.stamps:
            if not stamp.words and stamp.box.bottom <= HEADER * page.height:
                message = "A signature field in the header shows a picture; it is not read."
                yield Finding("stamp_is_picture", message, place=Place(page.number, stamp.box))


def find_unseen(layout: Layout) -> Iterator[Finding]:
    """What the file has on a page and nobody sees there, a finding for each page."""
    for page in layout.pages:
        words = [word for s in page.stamps if s.kind == "unseen" for word in s.words]
        if words:
            text = to_passage_of_words(words).text
            message = (
                f"“{text}” is in the file, and nobody sees it on page {page.number} (white, "
                "invisible or covered letters, or a layer that is off); it was left out."
            )
            place = Place(page.number, around(word.box for word in words))
            yield Finding("text_unseen", message, text, place=place)


def find_left_out(removed: Iterable[Removed]) -> Iterator[Finding]:
    """What annotations and fields of forms show and fill into no line."""
    for each in removed:
        if each.kind == "annotation":
            text = each.passage.text
            message = (
                f"“{text}” is shown by an annotation or a field of a form on page {each.page}, and "
                "fills in no line of it: it was left out."
            )
            yield Finding("annotation_left_out", message, text, place=Place(each.page, each.box))


def _place(page: Page, knowledge: Knowledge, removed: list[Removed]) -> Page:
    """The page with what its stamps fill in; the others are `removed`."""
    more: list[Word] = []
    for stamp in page.stamps:
        filled = _fill_in(stamp, page, knowledge)
        more += filled
        if stamp.words and not filled:
            passage = to_passage_of_words(stamp.words)
            removed.append(Removed(_REMOVED[stamp.kind], page.number, stamp.box, passage))
    return replace(page, words=(*page.words, *more) if more else page.words, stamps=())


def _fill_in(stamp: Stamp, page: Page, knowledge: Knowledge) -> list[Word]:
    """The words of the stamp on the baseline they were put on; none when it fills in nothing."""
    text = " ".join(word.text for word in stamp.words)
    if not stamp.words or stamp.kind not in _FILLS_IN or knowledge.find("signature_stamp", text):
        return []
    first = stamp.words[0]
    if any(abs(w.baseline - first.baseline) > SAME_LINE * first.size for w in stamp.words):
        return []
    near = min(page.words, key=lambda w: abs(w.baseline - first.baseline), default=None)
    if near is None or abs(near.baseline - first.baseline) > OFF_LINE * first.size:
        return []
    line = [w for w in page.words if abs(w.baseline - near.baseline) <= SAME_LINE * w.size]
    if any(_covers(word, other) for word in stamp.words for other in line):
        return []
    return [word._replace(baseline=near.baseline) for word in stamp.words]


def _covers(word: Word, other: Word) -> bool:
    """Whether one of two words lies over half of the other, or more."""
    shared = min(word.box.x1, other.box.x1) - max(word.box.x0, other.box.x0)
    return shared >= 0.5 * min(word.box.width, other.box.width)
