"""Text in fonts from before Unicode (TCVN3, VNI) → Vietnamese, by the name of the font."""

from collections.abc import Iterator, Mapping
from functools import cache

from planparse import regex
from planparse.knowledge import load
from planparse.schema.layout import Repair
from planparse.text import nfc

# "BADEPR+.VnTimeH,Bold": what a PDF writes before the name of a font of which it has some letters.
SUBSET = regex.compile(r"^[A-Z]{6}\+")
# Letters that Unicode alone has: text that holds one was converted and kept the old font's name.
_UNICODE = regex.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1EA0-\u1EF9]")
_MARKS_ASTRAY = regex.compile(r"(?<![\p{L}\p{M}])\p{M}")


@cache
def encoding_of(font: str) -> str | None:
    """The old encoding of a font by its name, "tcvn3" or "vni"; None for any other font."""
    name = SUBSET.sub("", font)
    for encoding in load().legacy_letters:
        if load().find(f"{encoding}_font", name):
            return encoding
    return None


@cache
def has_capitals_only(font: str) -> bool:
    """Whether a font draws capitals for small letters (.VnTimeH), as TCVN3 has no others."""
    return bool(load().find("tcvn3_capitals", SUBSET.sub("", font)))


def decode(text: str, font: str) -> str:
    """Text as such a font shows it, NFC; in any other font, or already in Unicode, unchanged.

    Letters that VNI writes as a letter and a mark have to be in one piece of text.
    """
    encoding = encoding_of(font)
    if encoding is None or _UNICODE.search(text):
        return text
    letters = "".join(letter_of(character, font) for character in text)
    return text if _MARKS_ASTRAY.search(letters) else nfc(letters)


def to_repairs(letters: Mapping[str | None, int]) -> Iterator[Repair]:
    """What is told of so many letters in fonts of each encoding."""
    for encoding in ("tcvn3", "vni"):
        if count := letters.get(encoding):
            yield Repair(encoding, count)


def letter_of(character: str, font: str) -> str:
    """One character of such a font: a letter, or the combining marks that VNI writes apart."""
    encoding = encoding_of(font)
    if encoding is None:
        return character
    letter = load().legacy_letters[encoding].get(character, character)
    return letter.upper() if has_capitals_only(font) else letter
