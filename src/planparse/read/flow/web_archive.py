"""Web pages saved in one file (.mht, .mhtml) → the HTML of the page itself."""

from contextlib import suppress
from email import message_from_bytes

from planparse.errors import UnreadableError


def page_in(name: str, content: bytes) -> bytes:
    """The page, as UTF-8 where only its part says how it is encoded.

    The first part of HTML is the page; those of its frames follow. Raises UnreadableError when
    there is none.
    """
    parts = message_from_bytes(content).walk()
    part = next((each for each in parts if each.get_content_type() == "text/html"), None)
    page = part.get_payload(decode=True) if part else None
    if not part or not isinstance(page, bytes):
        raise UnreadableError(
            f"{name} is a saved web page or a mail without HTML in it. Open it in a browser and "
            "save it as PDF."
        )
    try:
        page.decode()
    except UnicodeDecodeError:
        with suppress(LookupError, ValueError):
            return page.decode(part.get_content_charset("")).encode()
    return page
