"""Which format a file is in, by what it holds: portals hand out HTML and RTF under any suffix."""

import io
import zipfile

from planparse import regex
from planparse.errors import EncryptedError, PlanparseError, UnreadableError, to_bomb
from planparse.read.content import Content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of compound files, as their directory names them.
_WORD, _SHEET, _ENCRYPTED = (
    name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "EncryptedPackage")
)
# How archives begin that no library of planparse opens.
_ARCHIVES = {b"Rar!\x1a\x07": "a RAR archive", b"7z\xbc\xaf\x27\x1c": "a 7z archive"}
# How pictures begin: JPEG, PNG, and TIFF in either order of bytes.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*")
_MARKUP = regex.compile(rb"<(!doctype\s+html|html|head|body|meta|table|div|p)[\s>]", regex.I)
# The headers of a web page that was saved in one file are those of a mail.
_MESSAGE = regex.compile(rb"\s*+(?:[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*?mime-version:", regex.I)
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# As far as a document may go before its first tag: comments, blank lines, a portal's own lines.
_HEAD = 4096
# What OpenDocument files say that they are, templates of them as well.
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# A type has at most so many bytes; what pretends to be one may unpack to any number.
_LONGEST_TYPE = 200
# What one part of a Word file or workbook may unpack to, bytes: a plan of 60 pages has two MB.
MAX_MEMBER = 512 * 1024 * 1024


def marked_encoding(content: bytes) -> str | None:
    """The encoding of a text that begins with a byte order mark."""
    return next((code for mark, code in _MARKS.items() if content.startswith(mark)), None)


def is_pdf(content: Content) -> bool:
    """Whether it is a PDF; some portals put bytes of theirs before its first line."""
    return b"%PDF-" in content[:1024]


def format_of(name: str, content: bytes) -> str:
    """ "pdf", "picture", "html", "mhtml" or "text", or a format of Office: "docx", "doc", "odt",
    "rtf", "xlsx", "xls" or "ods".

    Raises UnreadableError for other formats, EncryptedError for an Office file with a password.
    """
    head = content[:_HEAD]
    if is_pdf(content):
        return "pdf"
    if content.startswith(_PICTURES):
        return "picture"
    if content.startswith(b"PK"):
        return _format_in_zip(name, content)
    if content.startswith(_OLE):
        return _format_in_compound(name, content)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _MESSAGE.match(head):
        return "mhtml"
    if _MARKUP.search(_plain(head)):
        return "html"
    if name.lower().endswith(".txt"):
        return "text"
    for start, archive in _ARCHIVES.items():
        if content.startswith(start):
            raise UnreadableError(
                f"{name} is {archive}, which is not opened: unpack it, and read what was in it."
            )
    raise UnreadableError(
        f"{name} is no document that is read: neither PDF, Word, RTF, HTML, Excel, "
        "JPEG, PNG, TIFF nor plain text (.txt). Export it to PDF or .docx and try again."
    )


def _plain(head: bytes) -> bytes:
    """The head without the zero bytes of UTF-16."""
    return head.replace(b"\0", b"") if marked_encoding(head) == "utf-16" else head


def _format_in_zip(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _format_of_parts(name, archive)
    except PlanparseError:
        raise
    except Exception as error:  # each way of packing has errors of its own
        raise UnreadableError(
            f"{name} is damaged or cut short (Word files and workbooks are zip archives, too, and "
            "this one does not open). Download it again."
        ) from error


def _format_of_parts(name: str, archive: zipfile.ZipFile) -> str:
    sizes = {member.filename: member.file_size for member in archive.filelist}
    # No member gives more than it says: the library stops there.
    if any(size > MAX_MEMBER for member, size in sizes.items() if member.endswith(".xml")):
        raise to_bomb(name, MAX_MEMBER)
    if any(member.startswith("word/") for member in sizes):
        return "docx"
    if "xl/workbook.xml" in sizes:
        return "xlsx"
    if any(member.startswith("xl/") for member in sizes):
        raise _refused(name, "a binary Excel workbook")
    if "mimetype" in sizes:
        return _format_of_open_document(name, archive)
    raise UnreadableError(
        f"{name} is a zip archive. Name a document in it ({name}/plan.pdf), or unpack it: the "
        "command takes all of an archive that ends in .zip, lies on this machine and in no other."
    )


def _format_of_open_document(name: str, archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as said_by:
        said = said_by.read(_LONGEST_TYPE).strip().removesuffix(b"-template")
    if said not in _OPEN_DOCUMENTS:
        raise _refused(name, f"a file of the type {said[:80].decode('ascii', 'replace')}")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise _encrypted(name)
    return _OPEN_DOCUMENTS[said]


def _format_in_compound(name: str, content: bytes) -> str:
    if _ENCRYPTED in content:
        raise _encrypted(name)
    if _WORD in content:
        return "doc"
    if _SHEET in content:
        return "xls"
    raise _refused(name, "a compound file without a document in it")


def _encrypted(name: str) -> EncryptedError:
    return EncryptedError(
        f"{name} asks for a password. Office files with a password are not opened: save it "
        "without one and try again."
    )


def _refused(name: str, what: str) -> UnreadableError:
    return UnreadableError(f"{name} is {what}, which is not read. Export it to PDF or .docx.")
