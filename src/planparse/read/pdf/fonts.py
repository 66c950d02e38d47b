"""Fonts whose Unicode map is missing or wrong, read by the order of their glyphs.

The fonts that Vietnamese offices write with (Times New Roman, Arial) keep one order of glyphs
(`glyph_order.csv`). A font that agrees with it wherever both say something is right about the rest
by it: Word maps the glyph of Ư to Ƣ and that of Ò to Õ.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import regex
from pdfminer.cmapdb import FileUnicodeMap, IdentityUnicodeMap
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from planparse.knowledge import load

# A font follows the order when it agrees in this share of the letters both know, one letter in
# five being more errors than the maps of any font that does; of fewer letters nothing is said.
AGREEMENT = 0.8
MIN_LETTERS = 5
# A map whose letters are mostly of other scripts says nothing of a Vietnamese font.
FOREIGN = 0.5
_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_BOLD = regex.compile(r"bold|black|heavy|demi", regex.I)
_ITALIC = regex.compile(r"italic|oblique", regex.I)


@cache
def is_bold(name: str) -> bool:
    """Whether a font is bold, by its name."""
    return bool(_BOLD.search(name))


@cache
def is_italic(name: str) -> bool:
    """Whether a font is italic, by its name."""
    return bool(_ITALIC.search(name))


class FontReader(PDFResourceManager):
    """pdfminer's fonts with their maps mended; `mended` counts the letters read otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.mended: Counter[str] = Counter()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        """The font of a dictionary, from pdfminer's cache where it was met before."""
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and "to_unichr" not in vars(font):
            changes = _changes_of(font, spec)
            if changes:
                vars(font)["to_unichr"] = self._reader(font, changes)
        return font

    def _reader(self, font: Any, changes: dict[int, str]) -> Callable[[int], str]:
        said = _map_of(font)
        plain = font.to_unichr

        def to_unichr(glyph: int) -> str:
            letter = changes.get(glyph)
            if letter is None:
                text: str = plain(glyph)
                return text
            self.mended[f"{said[glyph]} → {letter}" if glyph in said else ""] += 1
            return letter

        return to_unichr


def _changes_of(font: Any, spec: Mapping[str, object]) -> dict[int, str]:
    if not _is_by_glyph(spec):
        return {}
    return dict(load().glyph_order) if font.unicode_map is None else find_changes(_map_of(font))


def find_changes(said: Mapping[int, str]) -> dict[int, str]:
    """The glyphs that are to be read otherwise than a font's map says, and as what."""
    order = load().glyph_order
    both = {glyph: text for glyph, text in said.items() if glyph in order and text.strip()}
    agreed = sum(order[glyph] == text for glyph, text in both.items())
    letters = [text for text in said.values() if _LETTER.search(text)]
    foreign = sum(not _LATIN.search(text) for text in letters)
    if letters and foreign >= FOREIGN * len(letters):
        return dict(order)
    if len(both) < MIN_LETTERS or agreed < AGREEMENT * len(both):
        return {}
    return {g: order[g] for g, text in both.items() if text != order[g] and order[g].isalpha()}


def _is_by_glyph(spec: Mapping[str, object]) -> bool:
    """Whether the codes of a composite font are numbers of glyphs."""
    encoding, to_glyph = resolve1(spec.get("Encoding")), resolve1(spec.get("CIDToGIDMap"))
    identity = isinstance(encoding, PSLiteral) and str(encoding.name).startswith("Identity")
    direct = to_glyph is None or (isinstance(to_glyph, PSLiteral) and to_glyph.name == "Identity")
    return identity and direct


def _map_of(font: Any) -> dict[int, str]:
    known = font.unicode_map
    if isinstance(known, FileUnicodeMap) and not isinstance(known, IdentityUnicodeMap):
        return dict(known.cid2unichr)
    return {}
