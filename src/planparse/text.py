"""One spelling for Vietnamese text: pure functions from text to text."""

import unicodedata
from collections.abc import Iterable, Sequence

from planparse import regex

# A line that ends in "159/QĐ-" or "và/" goes on without a space; "kinh tế -" does not.
_GLUE_AFTER = regex.compile(r"\S[-/]$")
# A line that starts with "/KH-UBND" or "-UBND" goes on after a document number; a punctuation mark
# alone goes on after anything.
_GLUE_BEFORE = regex.compile(r"^(/\p{L}|-\p{Lu}{2})")
# A line that starts with "/2026", "/năm" or "&DL" goes on in the word before.
_STROKE_BEFORE = regex.compile(r"^(/[\p{L}\d]|&\p{Lu})")
_MARK_ALONE = regex.compile(r"^[.,;:]+$")
# A narrow column cuts numbers: the year of "30/11/20" + "26" and "III/202" + "6", the month of
# "31/1" + "2/2026", the quarter of "Quý I" + "I/2026", the groups of "1.250.00" + "0.000".
_YEAR_BEGUN = regex.compile(
    r"(?:(?<!\d)\d{1,2}/|(?<![\p{L}\d])(?:(?:IV|I{1,3})[/.]|(?:19|20)\d\d\s?[-–]\s?|năm\s))"
    r"(?P<year>\d{1,3})$",
    regex.I,
)
# Metres, of which a raised figure makes squares and cubes.
_METRES = regex.compile(r"(?:^|[^\p{L}])[kdc]?m$")
_FIGURES = regex.compile(r"^\d+(?!\d)")
_YEAR = regex.compile(r"^(19|20)\d\d$")
_MONTH_BEGUN = regex.compile(
    r"(?:(?:^|[^\d/])(?:0?[1-9]|[12]\d|3[01])/|tháng )(?P<month>[01])$", regex.I
)
_MONTH_REST = regex.compile(r"^(?P<month>\d)/(?:(?:19|20)\d\d(?!\d)|20\d?$)")
_QUARTER_BEGUN = regex.compile(r"(?:^|[^\p{L}])(?:qu[ýí]|qúy) (?P<quarter>I{1,2})$", regex.I)
_QUARTER_REST = regex.compile(r"^(?P<quarter>[IV])(?=/|$)", regex.I)
QUARTERS = frozenset({"I", "II", "III", "IV"})
# The longest beginning of a date or quarter, letters.
_LONGEST_BEGIN = 16
# A rate that a narrow column cuts within the word: "8-10%/nă" and "m", "03 tháng/lầ" and "n".
_RATE_BEGUN = regex.compile(r"[\p{L}\d][^\s/]*/(?P<word>\p{Ll}+)$")
_RATES = frozenset({"lần", "năm", "tháng", "quý", "tuần", "ngày", "huyện", "xã", "hộ", "người"})
# A word of time that a narrow column cuts: "Thán" and "g 6/2026".
_WORD_BEGUN = regex.compile(r"(?<![\p{L}\d/])\p{L}+$")
_TIME_WORDS = frozenset({"năm", "tháng", "quý", "tuần", "ngày"})
_FIGURES_BEGIN = frozenset("0123456789IViv")
MONTHS = 12
_GROUPS_BEGUN = regex.compile(r"^\d{1,3}(\.\d{3})*\.\d{0,2}$")
_GROUPS = regex.compile(r"^\d{1,3}(\.\d{3}){2,}$")
_NO_SLUG = regex.compile(r"[^a-z0-9]+")
_DOCUMENT_NUMBER = regex.compile(r"\d+/\S*$|\d+$")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


# The marks that make another letter of one; tones come after them.
_SHAPES = ("\u0302", "\u0306", "\u031b")
# A letter with marks that do not go into it, as some tools write "ố": o, acute, circumflex.
_MARKED = regex.compile(r"\p{L}\p{Mn}+")
# Other hyphens than that of the keyboard: U+2010, the one where no line may end, and the soft one,
# which is how some fonts name theirs.
_HYPHENS = {0x2010: "-", 0x2011: "-", 0xAD: "-"}
# Characters that show nothing, as portals and word processors leave between letters: the zero width
# space, the byte order mark, directions.
_UNSEEN = regex.compile(r"\p{Cf}+")


def nfc(text: str) -> str:
    """Composed Unicode, so that "ế" is one character, in whatever order its marks were written;
    with one kind of hyphen, and without characters that show nothing.
    """
    # Looked for one by one, as most texts have none and `nfc` is called for every word.
    if "\u2010" in text or "\u2011" in text or not text.isprintable():
        text = _UNSEEN.sub("", text.translate(_HYPHENS))
    composed = unicodedata.normalize("NFC", text)
    if _SHAPES[0] in composed or _SHAPES[1] in composed or _SHAPES[2] in composed:
        composed = _MARKED.sub(lambda match: _compose(match[0]), composed)
    return composed


def _compose(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    letter, marks = decomposed[0], list(decomposed[1:])
    marks.sort(key=lambda mark: mark not in _SHAPES)
    return unicodedata.normalize("NFC", letter + "".join(marks))


def one_line(text: str) -> str:
    """NFC with single spaces and no line breaks."""
    return " ".join(nfc(text).split())


def squeeze(text: str) -> str:
    """NFC, lower case, no white space at all: the key under which wordings are compared."""
    return "".join(nfc(text).casefold().split())


def count_characters(texts: Iterable[str]) -> int:
    """Characters other than white space, counted in NFC."""
    return sum(len("".join(nfc(text).split())) for text in texts)


def to_ascii_slug(text: str) -> str:
    """ASCII lower case with hyphens: "Tiền Giang" is "tien-giang"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _NO_SLUG.sub("-", letters).strip("-")


def to_roman(value: int) -> str:
    """The Roman numeral of a number."""
    text = ""
    for size, letters in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


def cut_out(text: str, found: regex.Match[str]) -> str:
    """A text on one line without what was found in it."""
    return one_line(f"{text[: found.start()]} {text[found.end() :]}")


def glue(before: str, after: str) -> str:
    """What stands between two printed lines of one paragraph: a space, or nothing."""
    last, first = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if _GLUE_AFTER.search(last) or _MARK_ALONE.match(first) or _is_cut(before, last, first):
        return ""
    if _STROKE_BEFORE.match(first) and last[-1:].isalnum():
        return ""
    return "" if _GLUE_BEFORE.match(first) and _DOCUMENT_NUMBER.search(last) else " "


def _is_cut(before: str, last: str, first: str) -> bool:
    """Whether a text and the word behind it are one date, quarter or number, which only together
    has all its figures, or one word of time."""
    if _is_cut_word(last, first.rstrip(".,;)")):
        return True
    if first[:1] not in _FIGURES_BEGIN:
        return False
    end = before[-_LONGEST_BEGIN:]
    figures, begun = _FIGURES.match(first), _YEAR_BEGUN.search(end)
    if figures and begun and _YEAR.match(begun["year"] + figures[0]):
        return True
    if _GROUPS_BEGUN.match(last) and _GROUPS.match(last + first.rstrip(".,;)")):
        return True
    return _is_cut_month(end, first) or _is_cut_quarter(end, first)


def _is_cut_word(last: str, first: str) -> bool:
    if not first[:1].islower():
        return False
    if rate := _RATE_BEGUN.search(last):
        return rate["word"] not in _RATES and rate["word"] + first in _RATES
    begun = _WORD_BEGUN.search(last)
    word = begun[0].lower() if begun else ""
    return word not in _TIME_WORDS and bool(word) and word + first in _TIME_WORDS


def _is_cut_month(end: str, first: str) -> bool:
    begun, rest = _MONTH_BEGUN.search(end), _MONTH_REST.match(first)
    return bool(begun and rest and 1 <= int(begun["month"] + rest["month"]) <= MONTHS)


def _is_cut_quarter(end: str, first: str) -> bool:
    begun, rest = _QUARTER_BEGUN.search(end), _QUARTER_REST.match(first)
    return bool(begun and rest and (begun["quarter"] + rest["quarter"]).upper() in QUARTERS)


def join_lines(lines: Sequence[str]) -> str:
    """Printed lines of one paragraph as running text: "159/QĐ-" + "UBND" is "159/QĐ-UBND"."""
    text = ""
    for line in filter(None, map(one_line, lines)):
        text = text + glue(text, line) + line if text else line
    return text


def is_capitals(text: str) -> bool:
    """Whether every letter is upper case and there are at least two."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def starts_lower(text: str) -> bool:
    """Whether the first character is a lower-case letter: the text goes on from elsewhere."""
    return bool(text) and text[0].islower()


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or list item does."""
    return text.rstrip().endswith((".", ";", ":", "!", "?", "…"))


def ends_with_metres(text: str) -> bool:
    """Whether a raised figure behind a text makes squares or cubes of its metres: it is no mark."""
    return _METRES.search(text) is not None
