"""How an element of an HTML page makes its text look, by its tag, attributes and own style."""

from dataclasses import dataclass, replace
from typing import Any

from planparse import regex
from planparse.read.flow.blocks import Align

_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITALIC = {"i", "em", "cite", "dfn", "address"}
# Elements that hold no text of a page, and those to click or to fill in.
_NO_TEXT = {
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "canvas", "object",
    "iframe", "nav", "button", "input", "select", "textarea", "option", "audio", "video",
    "dialog", "menu",
}  # fmt: skip
_ALIGN: dict[str, Align] = {
    "center": "centre", "middle": "centre", "right": "right", "end": "right",
    "left": "left", "justify": "left", "start": "left",
}  # fmt: skip
_LINE = regex.compile(r"\b(solid|double|dotted|dashed|inset|outset|groove|ridge|windowtext)\b")
_NO_LINE = regex.compile(r"\b(none|hidden)\b|(?<![\d.])0+(px|pt)?\b")


@dataclass(frozen=True, slots=True)
class Look:
    """What text takes from the elements around it."""

    bold: bool = False
    italic: bool = False
    align: Align = "left"
    font: str = ""
    is_upper: bool = False
    keeps_breaks: bool = False
    is_hidden: bool = False


def look_of(element: Any, above: Look) -> Look:
    """The look inside an element, given the look around it."""
    style = declarations(element)
    weight = style.get("font-weight", "")
    slant = style.get("font-style", "")
    align = "center" if element.tag == "center" else element.get("align", "")
    align = style.get("text-align", align).lower()
    return replace(
        above,
        bold=_is_bold(weight) if weight else above.bold or element.tag in _BOLD,
        italic=slant != "normal" if slant else above.italic or element.tag in _ITALIC,
        align=_ALIGN.get(align, "left" if element.tag == "td" else above.align),
        font=style.get("font-family", element.get("face", above.font)).split(",")[0].strip("'\" "),
        is_upper=style.get("text-transform", "uppercase" * above.is_upper) == "uppercase",
        keeps_breaks=above.keeps_breaks or element.tag == "pre",
        is_hidden=above.is_hidden or is_hidden(element, style),
    )


def declarations(element: Any) -> dict[str, str]:
    """What the style of an element itself says, names and values in lower case."""
    parts = (part.partition(":") for part in (element.get("style") or "").lower().split(";"))
    return {name.strip(): said.strip() for name, _, said in parts if said.strip()}


def is_hidden(element: Any, style: dict[str, str]) -> bool:
    """Whether nothing of an element is text of the page."""
    shown = style.get("display") != "none" and style.get("visibility") != "hidden"
    return element.tag in _NO_TEXT or not shown or element.get("hidden") is not None


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def breaks_page(element: Any) -> bool:
    """Whether an element asks for a new page before it."""
    style = declarations(element)
    return "always" in (style.get("page-break-before"), style.get("mso-break-type")) or (
        style.get("break-before") in ("page", "always")
    )


def has_borders(table: Any) -> bool:
    """Whether a table, or a cell of it, says that it has lines."""
    if (table.get("border") or "0").strip() not in ("", "0"):
        return True
    own = [table, *table.iter("td", "th")]
    styles = (declarations(each) for each in own)
    sides = (said for style in styles for name, said in style.items() if _is_side(name))
    return any(_has_line(said) for said in sides)


def _is_side(name: str) -> bool:
    return name.startswith("border") and not name.startswith(("border-collapse", "border-spacing"))


def _has_line(said: str) -> bool:
    return bool(_LINE.search(said)) and not _NO_LINE.search(said)
