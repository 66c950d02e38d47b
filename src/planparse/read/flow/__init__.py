"""Word and HTML → pages: documents that flow are read into blocks, which are set as in print."""

from planparse.errors import NoTextError
from planparse.read.flow.blocks import Flow
from planparse.read.flow.html import read_html
from planparse.read.flow.libreoffice import to_docx
from planparse.read.flow.setting import set_pages
from planparse.read.flow.word import read_word
from planparse.schema.layout import Page


def read_flow_pages(name: str, content: bytes, format_: str) -> list[Page]:
    """The pages of a document of the format "docx", "doc", "rtf" or "html".

    Raises UnreadableError, EncryptedError, or NoTextError when it says nothing.
    """
    pages = set_pages(_read_flow(name, content, format_))
    if not pages:
        raise NoTextError(f"{name} holds no text. If it holds pictures, save it as PDF.")
    return pages


def _read_flow(name: str, content: bytes, format_: str) -> Flow:
    if format_ == "html":
        return read_html(name, content)
    return read_word(name, content if format_ == "docx" else to_docx(name, content, format_))
