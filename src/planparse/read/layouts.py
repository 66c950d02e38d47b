"""One document as a layout, whatever its format; pages that need it read from their picture."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from planparse.errors import OCR_ADVICE, REPAIR_ADVICE, NoTextError, UnreadableError
from planparse.locations import describe, name_of
from planparse.process import uninterrupted
from planparse.read.content import Content, let_go, read_content, whole
from planparse.read.formats import format_of, is_pdf
from planparse.read.joining import join
from planparse.read.kinds import doubted
from planparse.read.ocr.tesseract import is_installed
from planparse.read.options import AS_IT_COMES, OnPage, ReadOptions
from planparse.read.text_dump import read_text_pages
from planparse.schema.layout import Layout, Page, PageKind, Places, Source
from planparse.schema.packed_pages import pack_long


def read_layout(
    path: Path,
    on_page: OnPage | None = None,
    options: ReadOptions = AS_IT_COMES,
    each: Callable[[Page], object] | None = None,
) -> Layout:
    """Read one document; `on_page(done, total)` is called after each page.

    `each` is given every page of print as soon as it is read: what it does then is done while the
    next one is read. Raises UnreadableError, EncryptedError or NoTextError, and NotFinishedError
    where another process reads.
    """
    each = None if options.more else each  # pages that are joined become others
    layouts = [_read_one(one, on_page, options, each) for one in (path, *options.more)]
    layout = join(layouts) if options.more else layouts[0]
    refuse_unread(layout)
    return layout


def refuse_unread(layout: Layout) -> None:
    """Raise NoTextError for a document of which no page has text that can be read."""
    kinds = {page.kind for page in layout.pages}
    name, count = layout.source.name, len(layout.pages)
    pages = "its page" if count == 1 else f"any of its {count} pages"
    if kinds == {PageKind.BLANK}:
        raise NoTextError(f"{name} is blank: nothing stands on {pages}. Download it again.")
    if kinds <= {PageKind.DAMAGED, PageKind.BLANK}:
        raise UnreadableError(f"{name} is damaged: nothing can be read of {pages}. {REPAIR_ADVICE}")
    if all(kind.needs_ocr or kind is PageKind.BLANK for kind in kinds):
        found = " and ".join(sorted(kind.value for kind in kinds))
        raise NoTextError(f"{name} has no text on {pages} ({found}). {OCR_ADVICE}")


def _read_one(
    path: Path,
    on_page: OnPage | None,
    options: ReadOptions,
    each: Callable[[Page], object] | None,
) -> Layout:
    layout = look_at(path, on_page, options, each)
    is_printed = layout.places is Places.PRINTED
    return _with_scans(layout, path, on_page, options) if is_printed else layout


def look_at(
    path: Path,
    on_page: OnPage | None = None,
    options: ReadOptions = AS_IT_COMES,
    each: Callable[[Page], object] | None = None,
) -> Layout:
    """Read one document without OCR: the `kind` of a page says whether it needs it.

    Raises UnreadableError or EncryptedError.
    """
    reader = options.reader
    progress = _Progress(on_page)
    if reader and reader.has_begun(path):
        bare, pages = reader.open(progress)
    else:
        bare, pages = open_document(path, progress, options)
    if bare.places is not Places.PRINTED:
        return replace(bare, pages=tuple(pages))
    return replace(bare, pages=pack_long(pages, each, lambda: progress.total))


class _Progress:
    """Tells of each page, and knows from the first one on how many there will be."""

    def __init__(self, on_page: OnPage | None) -> None:
        self._on_page = on_page
        self.total = 0

    def __call__(self, done: int, total: int) -> None:
        self.total = total
        if self._on_page:
            self._on_page(done, total)


def open_document(
    path: Path, on_page: OnPage | None, options: ReadOptions
) -> tuple[Layout, Iterator[Page]]:
    """The document without its pages, and these one after the other as they are read.

    Raises UnreadableError or EncryptedError, the pages as well.
    """
    held, sha256 = _read(path, options)
    name = name_of(path)
    if is_pdf(held):
        return _open_pdf(Source(name, sha256, "pdf"), held, on_page, options)
    content = whole(held)
    format_ = format_of(name, content)
    source = Source(name, sha256, format_)
    if format_ == "picture":
        return _open_pdf(source, as_pdf(name, content), on_page, options)
    if format_ == "text":
        return Layout(source, (), places=Places.TYPED), iter(read_text_pages(name, content))
    # Readers are loaded where they are needed, as most are slow to load.
    from planparse.read.flow import read_flow_pages

    pages = read_flow_pages(name, content, format_)
    return Layout(source, (), places=Places.SET), iter(pages)


def as_pdf(name: str, content: Content) -> Content:
    """The PDF that a file is, or that its pictures make. Raises UnreadableError."""
    if is_pdf(content):
        return content
    from planparse.read.pictures import to_pdf

    return to_pdf(name, whole(content))


def _open_pdf(
    source: Source, content: Content, on_page: OnPage | None, options: ReadOptions
) -> tuple[Layout, Iterator[Page]]:
    with uninterrupted():  # an interrupt while it loads has pikepdf abort the process
        from planparse.read.pdf import read_pdf_pages
        from planparse.read.pdf.soundness import count_named, find_attached

    sound, was_damaged = _made_sound(source.name, content, options)
    pages = read_pdf_pages(
        source.name, sound, options.password, on_page, options.engine, options.verify
    )
    pages = map(doubted, pages) if was_damaged else pages
    named = count_named(whole(content)) if was_damaged else None
    attached = find_attached(sound, options.password)
    return Layout(source, (), was_damaged, named_pages=named, attached=attached), pages


def _made_sound(name: str, content: Content, options: ReadOptions) -> tuple[Content, bool]:
    """The PDF as it can be opened, and whether it was damaged."""
    from planparse.read.pdf.soundness import put_together, refuse_bombs

    # Offsets in a PDF count from its first line, and some portals put bytes of theirs before it.
    if start := content.find(b"%PDF-"):
        content = content[start:]
    refuse_bombs(name, content)
    let_go(content)
    return put_together(content, options.password)


def _with_scans(layout: Layout, path: Path, on_page: OnPage | None, options: ReadOptions) -> Layout:
    """The layout with the pages that need it read from their picture.

    Where other pages have text, a missing OCR engine is no error: an issue tells of each page.
    """
    scans = [page.number for page in layout.pages if _is_for_ocr(page, options)]
    if not scans:
        return layout
    if not is_installed() and any(p.words and not p.kind.needs_ocr for p in layout.pages):
        return layout
    from planparse.read.ocr.pages import read_scans

    name = layout.source.name
    content, _ = _made_sound(name, as_pdf(name, _read(path, options)[0]), options)
    pages = list(layout.pages)
    for page in read_scans(whole(content), scans, options, on_page):
        if page.words or pages[page.number - 1].kind is not PageKind.DAMAGED:
            pages[page.number - 1] = page
    format_ = "scan" if len(scans) * 2 > len(pages) else layout.source.format
    return replace(layout, source=replace(layout.source, format=format_), pages=tuple(pages))


def _is_for_ocr(page: Page, options: ReadOptions) -> bool:
    if options.ocr == "auto":
        return page.kind.needs_ocr
    return options.ocr == "always" and page.kind is not PageKind.BLANK


def _read(path: Path, options: ReadOptions) -> tuple[Content, str]:
    try:
        content, sha256 = read_content(path, options.password)
    except OSError as error:
        raise UnreadableError(f"{name_of(path)} cannot be opened: {describe(error)}.") from error
    if not content:
        raise UnreadableError(f"{name_of(path)} is empty (0 bytes). Download it again.")
    return content, sha256
