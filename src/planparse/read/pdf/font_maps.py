"""Whether a font's letters can be taken as PDFium gives them, by what the file says of the font."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pikepdf

from planparse import regex
from planparse.read.legacy import SUBSET, encoding_of
from planparse.read.pdf.fonts import find_changes

# What to read for a letter as a font says it, where that is another, and None where fonts of one
# name differ; None instead of all that for a font whose letters only their codes tell.
Changes = Mapping[str, str | None] | None
# Letters by what the font says, all of them.
_Letters = dict[str, set[str]]

# The letters that fonts with an encoding of one byte may have.
_WESTERN = frozenset(bytes(range(32, 256)).decode("cp1252", "ignore"))
_SECTION = regex.compile(rb"beginbf(char|range)(.*?)endbf(?:char|range)", regex.S)
_RANGE = regex.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
_PAIR = regex.compile(rb"<([^>]*)>\s*<([^>]*)>")
_CODE = regex.compile(rb"<([^>]*)>")


def read_font_changes(pdf: pikepdf.Pdf) -> dict[str, Changes]:
    """What has to be read otherwise, by the name of each font of a PDF.

    Raises what pikepdf does over fonts out of order.
    """
    found: dict[str, _Letters | None] = {}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and _is_font(item):
            name = _name_of(item)
            found[name] = _merge(found.get(name, {}), _letters_of(item))
    return {name: None if got is None else _changes_of(got) for name, got in found.items()}


def _is_font(item: pikepdf.Dictionary) -> bool:
    """Whether it is a font by itself, not the part of one."""
    return "/BaseFont" in item and item.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2")


def _name_of(font: pikepdf.Dictionary) -> str:
    """Its name as PDFium has it, which leaves out what marks a font of a few letters."""
    return SUBSET.sub("", str(font.BaseFont)[1:])


def _merge(letters: _Letters | None, more: _Letters | None) -> _Letters | None:
    """The letters of one font after the other, of one name: a long file has hundreds of each."""
    if letters is None or more is None:
        return None
    for text, each in more.items():
        letters.setdefault(text, set()).update(each)
    return letters


def _changes_of(letters: _Letters) -> Changes:
    """What has to be read otherwise of the fonts of one name."""
    merged = {text: min(each) if len(each) == 1 else None for text, each in letters.items()}
    return {text: letter for text, letter in merged.items() if letter != text and text.strip()}


def _letters_of(font: pikepdf.Dictionary) -> _Letters | None:
    if encoding_of(_name_of(font)):
        return None
    said = read_unicode_map(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    if font.get("/Subtype") != "/Type0":
        known = "/ToUnicode" in font or "/Encoding" in font
        return {text: {text} for text in (*_WESTERN, *said.values())} if known else None
    changes = find_changes(said) if said and _is_by_glyph(font) else {}
    if not said or not changes.keys() <= said.keys():
        return None
    letters: _Letters = defaultdict(set)
    for glyph, text in said.items():
        letters[text].add(changes.get(glyph, text))
    return letters


def _is_by_glyph(font: pikepdf.Dictionary) -> bool:
    """Whether the codes of a composite font are numbers of glyphs."""
    encoding = font.get("/Encoding")
    to_glyph = font.DescendantFonts[0].get("/CIDToGIDMap")
    identity = isinstance(encoding, pikepdf.Name) and str(encoding).startswith("/Identity")
    return identity and (to_glyph is None or to_glyph == "/Identity")


def read_unicode_map(cmap: bytes) -> dict[int, str]:
    """The text of each code of a ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, section in _SECTION.findall(cmap):
        pairs = _PAIR.findall(section) if kind == b"char" else []
        found.update((int(code, 16), _to_text(text)) for code, text in pairs)
        for first, last, text, texts in _RANGE.findall(section) if kind == b"range" else []:
            found.update(_spread(int(first, 16), int(last, 16), text, texts))
    return found


def _spread(first: int, last: int, text: bytes, texts: bytes) -> Iterator[tuple[int, str]]:
    """The codes of a range: their texts count on from the first one, or are listed."""
    if texts:
        yield from zip(range(first, last + 1), map(_to_text, _CODE.findall(texts)), strict=False)
        return
    start = _to_text(text)
    for code in range(first, last + 1):
        yield code, start[:-1] + chr(ord(start[-1]) + code - first)


def _to_text(code: bytes) -> str:
    return bytes.fromhex("".join(code.decode().split())).decode("utf-16-be", "replace")
