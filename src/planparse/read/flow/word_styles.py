"""The styles of a Word document: what a paragraph or run takes from them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The sides of a table or cell that may be ruled.
_SIDES = ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
_OFF = {"0", "false", "off", "none", "nil"}


def value(element: Any, path: str) -> str | None:
    """The `w:val` of the element at a path ("w:pPr/w:jc"); "" where the element has none."""
    found = at(element, path)
    return None if found is None else found.get(W + "val", "")


def at(element: Any, path: str) -> Any:
    """The element at a path below `element`, which may be None; None when there is none."""
    return None if element is None else element.find(path.replace("w:", W))


def is_on(element: Any, path: str) -> bool | None:
    """Whether a property is on; None where the document does not say."""
    said = value(element, path)
    return None if said is None else said not in _OFF


def is_ruled(borders: Any) -> bool | None:
    """Whether any side has a line; None where the document does not say."""
    if borders is None:
        return None
    return any((value(borders, f"w:{side}") or "none") not in _OFF for side in _SIDES)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(W + "styleId"): style for style in found}
        self._defaults = {
            style.get(W + "type"): style.get(W + "styleId")
            for style in found
            if style.get(W + "default") in ("1", "true", "on")
        }
        self._own = at(root, "w:docDefaults/w:rPrDefault")
        self.chain = cache(self._chain)

    def _chain(self, style: str | None, kind: str) -> tuple[Any, ...]:
        """A style and those it is based on, nearest first; without one, the default of `kind`."""
        found: list[Any] = []
        style = style or self._defaults.get(kind)
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = value(found[-1], "w:basedOn")
        return tuple(found)

    def of_run(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """The `w:rPr` that decide the look of a run, nearest first."""
        own = at(run, "w:rPr")
        places = [own]
        character = value(own, "w:rStyle")
        places += [at(s, "w:rPr") for s in self.chain(character, "character") if character]
        name = value(paragraph, "w:pPr/w:pStyle")
        places += [at(s, "w:rPr") for s in self.chain(name, "paragraph")]
        places.append(at(self._own, "w:rPr"))
        return (place for place in places if place is not None)

    def of_paragraph(self, paragraph: Any) -> Iterator[Any]:
        """The `w:pPr` that decide how a paragraph stands, nearest first."""
        own = at(paragraph, "w:pPr")
        chain = self.chain(value(own, "w:pStyle"), "paragraph")
        places = [own, *(at(style, "w:pPr") for style in chain)]
        return (place for place in places if place is not None)

    def rules_tables(self, table: Any) -> bool:
        """Whether a table has lines: its own borders decide, else those of its style."""
        own = is_ruled(at(table, "w:tblPr/w:tblBorders"))
        cells = table.iter(f"{W}tcBorders")
        if any(is_ruled(borders) for borders in cells):
            return True
        if own is not None:
            return own
        chain = self.chain(value(table, "w:tblPr/w:tblStyle"), "table")
        said = (is_ruled(at(style, "w:tblPr/w:tblBorders")) for style in chain)
        return next((each for each in said if each is not None), False)
