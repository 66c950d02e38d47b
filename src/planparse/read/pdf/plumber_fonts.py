"""pdfminer's fonts, those without a good Unicode map read by the order of their glyphs."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from pdfminer.cmapdb import FileUnicodeMap, IdentityUnicodeMap
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from planparse.knowledge import load
from planparse.read.pdf.fonts import find_changes


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
