"""Whether a PDF can be opened as it is: bombs are refused, damaged files are put together again."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2.raw as pdfium

from planparse import regex
from planparse.errors import to_bomb
from planparse.read.content import Content, address_of, whole

# What one stream that is no picture may unpack to: a page of dense text takes 100 kB, a map of
# outlines some 10 MB.
MAX_UNPACKED = 100 * 1024 * 1024
# Deflate packs to a thousandth at best: what is smaller than that cannot pass the limit.
_BEST_RATIO = 1032
_KIDS = regex.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = regex.compile(rb"(\d+\s+\d+)\s+R")
# What qpdf says of a page that the list names and the file does not hold.
_LOST = regex.compile(r"object (\d+) (\d+): Pages tree includes non-dictionary object")
_A4 = (595, 842)
# How far from the end of a file its mark may stand: portals append bytes of theirs.
_TAIL = 2048
_STREAM = regex.compile(rb"(?P<head>obj\b(?:(?!obj\b).){0,2000}?)\bstream\r?\n", regex.S)
_COUNT = regex.compile(rb"/Count\s+(\d+)")
_PAGES = regex.compile(rb"/Type\s*/Pages\b")
_OBJECT = regex.compile(rb"\b(?P<number>\d+)\s+(?P<version>\d+)\s+obj\b")
_PAGE = regex.compile(rb"/Type\s*/Page\b")
_CATALOG = regex.compile(rb"/Type\s*/Catalog\b")


def refuse_bombs(name: str, content: Content) -> None:
    """Raise UnreadableError for a file that holds little and unpacks to more than any document."""
    for head, packed in _find_packed(content):
        if _unpacked_size(packed, head.count(b"/FlateDecode")) > MAX_UNPACKED:
            raise to_bomb(name, MAX_UNPACKED)


def _find_packed(content: Content) -> Iterator[tuple[bytes, memoryview]]:
    """The deflated streams that could pass the limit, each with the dictionary before it."""
    for match in _STREAM.finditer(content):
        head = match["head"]
        rounds = head.count(b"/FlateDecode")
        end = content.find(b"endstream", match.end())
        size = (end if end >= 0 else len(content)) - match.end()
        if rounds and b"/Image" not in head and size * _BEST_RATIO**rounds > MAX_UNPACKED:
            yield head, memoryview(content)[match.end() : match.end() + size]


def _unpacked_size(packed: memoryview, rounds: int) -> int:
    """To how many bytes a stream unpacks, counted no further than just above the limit."""
    data = bytes(packed)
    for _ in range(rounds):
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, MAX_UNPACKED + 1)
        except zlib.error:  # encrypted, or damaged: it unpacks to nothing
            return 0
        if len(data) > MAX_UNPACKED:
            break
    return len(data)


def count_named(content: bytes) -> int | None:
    """How many pages a file says it has; None where what said so is lost, or packed."""
    lists = (
        content[start.end() : content.find(b"endobj", start.end())]
        for start in _OBJECT.finditer(content)
    )
    counts = (_COUNT.search(each) for each in lists if _PAGES.search(each))
    return max((int(count[1]) for count in counts if count), default=None)


def put_together(content: Content, password: str | None) -> tuple[Content, bool]:
    """The file as it can be opened, and whether it had to be put together again.

    A file cut short has lost the list of its objects, at its end. qpdf finds them again; where
    the catalog is lost, too, the pages that are left are listed anew. Pages that the file names
    and does not hold are blank, so that the others keep their numbers.
    """
    if _is_sound(content, password):
        return content, False
    content = whole(content)
    candidates = [content + _new_trailer(content), content]
    if b"/Encrypt" in content:  # which a new trailer could not say
        candidates = [content]
    tried = [_rebuild(whole, password) for whole in candidates]
    rebuilt = [r for r in tried if r and _is_sound(r[1], password)]
    return (min(rebuilt, key=lambda r: r[0])[1] if rebuilt else content), True


def _rebuild(content: bytes, password: str | None) -> tuple[int, bytes] | None:
    """How many pages were lost, and the file with blank ones in their place; None if it fails."""
    source, saved = io.BytesIO(content), io.BytesIO()
    try:
        with pikepdf.open(source, password=password or "", suppress_warnings=True) as pdf:
            lost = _find_lost(pdf, content)
            for index in lost:
                pdf.add_blank_page(page_size=_A4)
                blank = pdf.pages[-1]
                del pdf.pages[-1]
                pdf.pages.insert(index, blank)
            pdf.save(saved)
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, AttributeError):
        return None  # qpdf calls it a RuntimeError when pages are not as many as it counted
    return len(lost), saved.getvalue()


def _find_lost(pdf: pikepdf.Pdf, content: bytes) -> list[int]:
    """The places, from 0, of pages that the list of pages names and the file does not hold."""
    count = len(pdf.pages)
    said = " ".join(str(warning) for warning in pdf.get_warnings())
    lost = {f"{number} {version}".encode() for number, version in _LOST.findall(said)}
    for kids in _KIDS.findall(content):
        named = [b" ".join(kid.split()) for kid in _REFERENCE.findall(kids)]
        if lost <= set(named) and len(named) == count + len(lost):
            return sorted(named.index(one) for one in lost)
    return []


def _is_sound(content: Content, password: str | None) -> bool:
    """Whether the list of objects, at the end of a file, is where and what it should be."""
    if b"%%EOF" not in content[-_TAIL:]:
        return False
    with _opened(content, password) as pdf:
        if not pdf:
            return bool(pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD)
        return bool(pdfium.FPDF_DocumentHasValidCrossReferenceTable(pdf))


@contextmanager
def _opened(content: Content, password: str | None) -> Iterator[Any]:
    """A file opened with PDFium, which takes no time that shows; nothing where it does not open."""
    held = address_of(content)
    pdf = pdfium.FPDF_LoadMemDocument64(held, len(content), (password or "").encode())
    try:
        yield pdf
    finally:
        if pdf:
            pdfium.FPDF_CloseDocument(pdf)


def find_attached(content: Content, password: str | None) -> tuple[str, ...]:
    """The names of the files that are embedded in a PDF, in the order it has them."""
    with _opened(content, password) as pdf:
        count = pdfium.FPDFDoc_GetAttachmentCount(pdf) if pdf else 0
        files = (pdfium.FPDFDoc_GetAttachment(pdf, index) for index in range(count))
        return tuple(map(_name_of_file, files))


def _name_of_file(file: Any) -> str:
    size = pdfium.FPDFAttachment_GetName(file, None, 0)
    room = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFAttachment_GetName(file, room, size)
    return bytes(room).decode("utf-16-le", "replace").rstrip("\0")


def _new_trailer(content: bytes) -> bytes:
    """A trailer for objects without one, with a catalog of the pages found when there is none."""
    starts = list(_OBJECT.finditer(content))
    ends = [*(start.start() for start in starts[1:]), len(content)][: len(starts)]
    heads = [content[s.end() : min(e, s.end() + 2000)] for s, e in zip(starts, ends, strict=True)]
    new = 1 + max((int(start["number"]) for start in starts), default=0)
    for start, head in zip(reversed(starts), reversed(heads), strict=True):
        if _CATALOG.search(head):
            root = (start["number"], start["version"], new)
            return b"\ntrailer\n<< /Root %s %s R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % root
    pages = [s for s, head in zip(starts, heads, strict=True) if _PAGE.search(head)]
    kids = b" ".join(b"%s %s R" % (page["number"], page["version"]) for page in pages)
    return (
        b"\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (new, new + 1)
        + b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n"
        % (new + 1, len(pages), kids)
        + b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (new, new + 2)
    )
