"""Word, HTML and workbooks → pages: what flows is read into blocks, which are set as in print."""

from planparse.errors import NoTextError
from planparse.read.flow.blocks import Flow
from planparse.read.flow.html import read_html
from planparse.read.flow.libreoffice import CONVERTED, convert
from planparse.read.flow.setting import set_pages
from planparse.read.flow.word import read_word
from planparse.schema.layout import Page


def read_flow_pages(name: str, content: bytes, format_: str) -> list[Page]:
    """The pages of a document of any format but PDF and plain text, as `format_of` names it.

    Raises UnreadableError, EncryptedError, or NoTextError when it says nothing.
    """
    pages = set_pages(_read_flow(name, content, format_))
    if not pages:
        raise NoTextError(f"{name} holds no text. If it holds pictures, save it as PDF.")
    return pages


def _read_flow(name: str, content: bytes, format_: str) -> Flow:
    if format_ == "mhtml":
        from planparse.read.flow.web_archive import page_in  # few documents need it

        content = page_in(name, content)
    if format_ in {"html", "mhtml"}:
        return read_html(name, content)
    if format_ in CONVERTED:
        content = convert(name, content, format_)
    if format_ in {"xlsx", "xls", "ods"}:
        from planparse.read.flow.workbook import read_workbook  # few documents need it

        return read_workbook(name, content)
    return read_word(name, content)
