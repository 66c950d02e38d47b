"""When the order of a font's glyphs says what its letters are, and when it does not."""

from planparse.knowledge import load
from planparse.read.pdf.fonts import find_changes

ASCII = {glyph: letter for glyph, letter in load().glyph_order.items() if letter.isascii()}
BEYOND = {glyph: letter for glyph, letter in load().glyph_order.items() if not letter.isascii()}


def test_a_wrong_letter_is_read_by_the_order_that_the_font_keeps() -> None:
    assert find_changes({**ASCII, **BEYOND, 1132: "Ƣ"}) == {1132: "Ư"}


def test_a_font_that_shares_only_ascii_keeps_another_order() -> None:
    # What Liberation Serif, drawn by a browser, says of its glyphs.
    liberation = {172: "ê", 174: "ì", 180: "ò", 181: "ó", 182: "ô", 210: "Đ", 234: "Ĩ"}
    assert find_changes({**ASCII, **liberation}) == {}


def test_few_letters_beyond_ascii_say_nothing() -> None:
    assert find_changes({**ASCII, 171: "…", 179: "“", 180: "”", 210: "Đ"}) == {}
