"""The document inside a page of a portal: what surrounds it is left out only where it cannot belong
to a document.
"""

from typing import Any

from planparse import regex
from planparse.knowledge import load
from planparse.read.flow.html_look import declarations, is_hidden

# Titles, tabs and addresses surround the document, but no paragraph of more characters than this.
LONG = 200
# Where an element holds this part of the text, its neighbours may be the shell.
MOST = 0.7
_SHELL = regex.compile(r"(?<![a-z])(menu|nav|navbar|sidebar|breadcrumbs?|footer|related|comments?)"
                       r"(?![a-z])", regex.I)  # fmt: skip
_TEXT = {"p", "td", "th", "li", "h1", "h2", "h3", "span", "div"}


def document_in(page: Any) -> Any:
    """The element of a page that holds the whole document: the innermost that leaves none out."""
    body = page.find("body") if page.find("body") is not None else page
    for element in list(body.iter()):
        if isinstance(element.tag, str) and element is not body and _is_shell(element):
            element.drop_tree()
    found = body
    while inner := _inner(found):
        found = inner[0]
    return found


def _is_shell(element: Any) -> bool:
    """Whether an element is hidden, or is navigation by its tag or its name, and no document."""
    if element.tag == "br" or element.getparent() is None:
        return False
    if is_hidden(element, declarations(element)):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    named = element.tag in ("footer", "aside") or bool(_SHELL.search(names))
    return named and _is_beside(element)


def _inner(element: Any) -> list[Any]:
    """The child that holds the document, if one clearly does."""
    if element.tag in ("p", "table", "ol", "ul") and not _is_wrapper(element):
        return []
    children = [child for child in element if isinstance(child.tag, str)]
    whole = _length(element)
    for child in children:
        rest = [other for other in children if other is not child]
        if whole and _length(child) >= MOST * whole and all(map(_is_beside, rest)):
            return [child] if child.tag != "table" or _is_wrapper(child) else []
    return []


def _is_wrapper(element: Any) -> bool:
    """Whether a table only gives a page its columns: a cell holds the rest, with its tables."""
    return element.tag == "table" and any(
        inner.find(".//table") is not None and _length(inner) >= MOST * _length(element)
        for inner in element.iter("td")
    )


def _is_beside(element: Any) -> bool:
    """Whether an element cannot belong to a document: no long text, no table, no header."""
    text = " ".join(element.text_content().split())
    if load().find("national_header_begin", text) or load().find("annex_label", text):
        return False
    if element.tag == "table" or element.find(".//table") is not None:
        return False
    return all(
        len(" ".join((each.text or "").split())) <= LONG
        for each in (element, *element.iter(*_TEXT))
    )


def _length(element: Any) -> int:
    """The characters of an element outside links."""
    links = sum(len("".join(a.text_content().split())) for a in element.iter("a"))
    return len("".join(element.text_content().split())) - links
