"""Labels: what they are, and which one follows which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.extract.body.misread import settle_labels
from planparse.extract.body.paragraphs import Paragraph
from planparse.extract.lines import Line
from planparse.extract.numbering import (
    LATIN,
    VIETNAMESE,
    Label,
    Level,
    find_labels,
    fit,
    follows,
    parse_roman,
    put_together,
    whole_labels,
)
from planparse.extract.tables.misread import settle_numbers
from planparse.extract.tables.pieces import (
    NumberedRow,
    Piece,
    TableShape,
    WholeRow,
    read_number,
)
from planparse.knowledge import load
from planparse.normalize.numbers import parse_row_number
from planparse.schema.layout import Box, Word
from planparse.text import to_roman

KNOWLEDGE = load()


def label(text: str, style: str | None = None) -> Label:
    return next(x for x in find_labels(text, KNOWLEDGE) if style in (None, x.style))


@pytest.mark.parametrize(
    ("text", "number", "styles"),
    [
        ("VII\nI", "VIII", ["roman"]),
        ("VII I", "VIII", ["roman"]),
        ("10\n1.", "101", ["arabic"]),
        ("1.", "1", ["arabic"]),
        ("1.1", "1.1", ["decimal"]),
        ("2.3.1.", "2.3.1", ["decimal"]),
        ("A", "A", ["upper"]),
        ("đ)", "đ", ["letter"]),
        ("C", "C", ["roman", "upper"]),
        ("i)", "i", ["letter", "small_roman"]),
        ("(2)", "2", ["parenthesis"]),
        ("", None, []),
        ("Tổng", "Tổng", []),
        ("I.2a", "I.2a", []),
    ],
)
def test_row_numbers(text: str, number: str | None, styles: list[str]) -> None:
    printed = put_together(text.split())

    assert parse_row_number(printed) == number
    assert [label.style for label in whole_labels(printed, KNOWLEDGE)] == styles


def test_every_roman_numeral_below_400_and_no_other_text() -> None:
    numerals = {to_roman(n): n for n in range(1, 400)}
    assert [numerals[each] for each in ("IV", "XIV", "XL", "XCIX", "CCCXCIX")] == [
        4,
        14,
        40,
        99,
        399,
    ]
    assert {text: parse_roman(text) for text in numerals} == numerals
    assert [parse_roman(text) for text in ("", "IIII", "VX", "IC", "A", "i")] == [None] * 6


@pytest.mark.parametrize(
    ("text", "style", "canonical", "printed"),
    [
        ("I. MỤC TIÊU", "roman", "I", "I."),
        ("II/ NỘI DUNG", "roman", "II", "II/"),
        ("A. PHÁT TRIỂN", "upper", "A", "A."),
        ("101.", "arabic", "101", "101."),
        ("1.1. Mục tiêu chung", "decimal", "1.1", "1.1."),
        ("đ) An toàn", "letter", "đ", "đ)"),
        ("Điều 3. Chánh Văn phòng", "article", "Điều 3", "Điều 3."),
        ("Phần thứ hai", "part", "Phần thứ hai", "Phần thứ hai"),
        ("Chương II. QUY ĐỊNH", "chapter", "Chương II", "Chương II."),
        ("(1) Rà soát", "parenthesis", "1", "(1)"),
    ],
)
def test_labels_are_read(text: str, style: str, canonical: str, printed: str) -> None:
    found = label(text)

    assert (found.style, found.printed) == (style, printed)
    assert found.canonical.strip("()") == canonical


@pytest.mark.parametrize(
    "text", ["Chương trình OCOP", "Điều kiện", "1.000 lượt", "100% xã", "16/11/2022", "ICT", "và"]
)
def test_text_is_no_label(text: str) -> None:
    assert find_labels(text, KNOWLEDGE) == []


@pytest.mark.parametrize("alphabet", [VIETNAMESE, LATIN])
def test_letters_follow_in_either_alphabet(alphabet: list[str]) -> None:
    for before, after in pairwise(alphabet):
        assert follows(label(f"{after})", "letter"), label(f"{before})", "letter"))


def test_d_with_stroke_stands_between_d_and_e() -> None:
    assert follows(label("đ)"), label("d)"))
    assert follows(label("e)"), label("đ)"))
    assert not follows(label("g)"), label("đ)"))


@given(st.integers(1, 398))
def test_numbers_follow_each_other_and_nothing_else(number: int) -> None:
    roman = label(f"{to_roman(number + 1)}.", "roman")

    assert follows(roman, label(f"{to_roman(number)}.", "roman"))
    assert follows(label(f"{number + 1}."), label(f"{number}."))
    assert not follows(label(f"{number + 2}."), label(f"{number}."))


def test_a_number_broken_by_a_narrow_column_is_one_label() -> None:
    assert whole_labels("VII" + "I", KNOWLEDGE)[0].canonical == "VIII"
    assert whole_labels("10" + "1.", KNOWLEDGE)[0].canonical == "101"
    assert whole_labels("I" + "1", KNOWLEDGE) == []


def climb(*texts: str) -> list[tuple[int, str | None]]:
    """The depth and trouble of each label when every label opens a level."""
    levels, places = [Level()], []
    for text in texts:
        place = fit(find_labels(text, KNOWLEDGE), levels)
        assert place.label is not None
        del levels[place.depth + 1 :]
        levels[-1].last = place.label
        levels.append(Level(place.label))
        places.append((place.depth, place.trouble))
    return places


def test_a_ladder_of_labels() -> None:
    assert climb("I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.") == [
        (0, None), (1, None), (2, None), (2, None), (1, None), (2, None), (0, None), (1, None),
    ]  # fmt: skip


def test_decimals_stand_below_their_parent() -> None:
    assert [depth for depth, _ in climb("1.", "1.1.", "1.1.1.", "1.1.2.", "1.2.", "2.")] == [
        0, 1, 2, 2, 1, 0,
    ]  # fmt: skip


def test_c_is_a_letter_after_b_and_i_is_roman_after_a() -> None:
    assert climb("A.", "I.", "II.", "B.", "I.", "C.", "D.") == [
        (0, None), (1, None), (1, None), (0, None), (1, None), (0, None), (0, None),
    ]  # fmt: skip


def test_gaps_repeats_and_steps_back_are_told() -> None:
    assert [t for _, t in climb("1.", "2.", "4.")][-1] == "number_gap"
    assert fit(find_labels("2.", KNOWLEDGE), [Level(last=label("2."))]).trouble == "number_repeat"
    assert fit(find_labels("2.", KNOWLEDGE), [Level(last=label("5."))]).trouble == "number_order"


def paragraph(text: str, confidence: float | None) -> Paragraph:
    box = Box(0.0, 0.0, 10.0, 12.0)
    words = [
        Word(part, box, 12.0, 12.0, False, False, 1, index, confidence)
        for index, part in enumerate(text.split())
    ]
    return Paragraph((Line(tuple(words)),), centred=False)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["e) Một", "ø) Hai", "h) Ba"], "g)"),
        (["b) Một", "©) Hai", "a) Ba"], "c)"),  # the last of its list
        (["k) Một", "]) Hai", "m) Ba"], "l)"),
        (["II. Một", "1. Hai", "HI. Ba", "IV. Bốn"], "III."),
        (
            ["I. Một", "II. Hai", "1. Ba", "II. Bốn", "1. Năm"],
            "III.",
        ),  # there already, and the last
        (["L MỤC TIÊU", "II CHỈ TIÊU", "1. Ba"], "I"),  # the first of its list
        (["IL.MỤC TIÊU", "II. CHỈ TIÊU", "1. Ba"], "I.MỤC"),
        (["I. Một", "HTX NÔNG NGHIỆP", "III. Ba"], None),  # a word
        (["L Mục tiêu", "II. Chỉ tiêu"], None),  # a text: no heading without a point
        (["1. Một", "a) Hai", "2. Ba", "a) Bốn"], None),  # a list of its own
        (["e) Một", "ø) Hai", "i) Ba"], None),  # g or h?
        (["©) Một", "b) Hai"], "a)"),
        (["©) Một", "c) Hai"], None),  # nothing stands before it
        (["e) Một", "Hai ø)", "h) Ba"], None),  # no label, but text
        (["7. Một", "a) Hai", "_8. Ba", "9. Bốn"], "8."),  # a speck beside it
        (["II. Một", "I. Hai", "2. Ba"], "1."),  # a stroke that opens a list
    ],
)
def test_a_misread_label_is_settled_by_those_around_it(read: list[str], meant: str | None) -> None:
    paragraphs = [paragraph(text, 0.4) for text in read]
    settled = [p.lines[0].words[0] for p in settle_labels(paragraphs, KNOWLEDGE)]

    assert [w.text for w in settled if w.read_as] == ([meant] if meant else [])
    printed = settle_labels([paragraph(text, None) for text in read], KNOWLEDGE)
    assert [p.passage.text for p in printed] == read  # a printed label is what it is


def test_a_doubtful_label_that_fits_nowhere_else_is_settled_and_a_sure_one_stays() -> None:
    def settle(confidence: float) -> str:
        texts = [("II. Một", 0.9), ("II. Hai", confidence), ("IV. Ba", 0.9)]
        settled = settle_labels([paragraph(*each) for each in texts], KNOWLEDGE)
        return settled[1].passage.text

    assert settle(0.5) == settle(0.7) == "III. Hai"
    assert settle(0.9) == "II. Hai"


def test_a_label_is_settled_by_one_that_is_settled_later() -> None:
    read = [("II. Một", 0.9), ("7. Hai", 0.9), ("_8. Ba", 0.2), ("II. Bốn", 0.7), ("I. Năm", 0.5)]
    texts = [*read, ("2. Sáu", 0.9), ("IV. Bảy", 0.9)]

    settled = settle_labels([paragraph(*each) for each in texts], KNOWLEDGE)

    assert [p.passage.text.split()[0] for p in settled] == [
        "II.", "7.", "8.", "III.", "1.", "2.", "IV.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["I- Một", "1- Hai", "H- Ba"], "II-"),
        (["A- Một", "I- Hai", "H- Ba"], "H-"),  # capitals are labels here
        (["1- Một", "H- Hai"], "H-"),  # nothing stands before it
    ],
)
def test_two_strokes_read_for_sure_as_a_capital(read: list[str], meant: str) -> None:
    paragraphs = [paragraph(text, 0.95) for text in read]

    assert settle_labels(paragraphs, KNOWLEDGE)[-1].lines[0].words[0].text == meant


def numbered(text: str, confidence: float | None) -> NumberedRow:
    word = Word(text, Box(0, 0, 10, 10), 9.0, 9.0, False, False, 1, 0, confidence)
    cells = ((Line((word,)),) if text else (), ())
    row = WholeRow((Piece((), cells, frozenset(), frozenset()),))
    return read_number(row, ROWS, KNOWLEDGE)


def test_a_row_number_between_two_is_not_the_first_of_them_again() -> None:
    def settled(*read: str) -> list[str]:
        rows = settle_numbers((numbered(text, 0.9) for text in read), ROWS, KNOWLEDGE)
        return [line.text for row in rows for line in row.row.lines(0)]

    assert settled("V", "VI", "1", "2", "VI", "1", "VIII") == [
        "V",
        "VI",
        "1",
        "2",
        "VII",
        "1",
        "VIII",
    ]
    assert settled("1", "2", "2", "4") == ["1", "2", "3", "4"]
    for read in (["V", "VI", "1", "VI", "1", "VII"], ["V", "VI", "VI"], ["1", "2", "2", "3"]):
        assert settled(*read) == read  # numbered so


ROWS = TableShape(numbers=(0,), text=1)


@pytest.mark.parametrize(
    ("above", "read", "meant"),
    [
        (["3", "3.1"], "31.1", "3.1.1"),
        (["5", "5.1", "5.1.1"], "52)", "5.2"),
        (["I", "1", "2"], "H", "II"),
        (["I", "1", "II", "1"], "IH", "III"),
        (["VI", "1"], "VỊI", "VII"),
        (["9"], "lO", "10"),
        (["4"], "S", "5"),
        (["1.1", "1.2", "1.3"], "1,4.", "1.4"),
        (["3", "3.1"], "32", "3.2"),
        (["3", "3.1"], "34", None),  # no number that goes on looks like it
        (["10", "10.1"], "11", None),  # it goes on as it is
        (["1", "1.3"], "2.1", None),  # nothing is numbered "2", as often
        (["1", "10", "10.1"], "10.1.1", None),
        (["1", "2"], "7", None),  # rows may be missing
        (["10", "1", "1.1"], "11", None),  # it follows 10, though 1.1 is written alike
        (["I", "1"], "", None),
    ],
)
def test_a_misread_row_number_is_the_one_that_goes_on_and_looks_the_same(
    above: list[str], read: str, meant: str | None
) -> None:
    rows = [numbered(text, 0.9) for text in (*above, read)]
    *_, last = settle_numbers(rows, ROWS, KNOWLEDGE)
    words = [word for line in last.row.lines(0) for word in line.words]

    assert [(w.text, w.read_as) for w in words if w.read_as] == ([(meant, read)] if meant else [])
    assert [label.canonical for label in last.labels][:1] == (
        [meant] if meant else [label.canonical for label in whole_labels(read, KNOWLEDGE)][:1]
    )
    printed = [numbered(text, None) for text in (*above, read)]
    assert list(settle_numbers(printed, ROWS, KNOWLEDGE)) == printed


@pytest.mark.parametrize(
    ("above", "read", "sure", "meant"),
    [
        (["3", "3.1"], "331.1", 0.5, "3.1.1"),
        (["3", "3.1"], "331.1", 0.9, "331.1"),
        (["3", "3.1"], "45.7", 0.5, "45.7"),
        (["1", "2"], "7", 0.5, "7"),
    ],
)
def test_a_number_hardly_read_may_have_one_figure_too_many(
    above: list[str], read: str, sure: float, meant: str
) -> None:
    rows = [*(numbered(text, 0.9) for text in above), numbered(read, sure)]
    *_, last = settle_numbers(rows, ROWS, KNOWLEDGE)

    assert last.labels[0].canonical == meant
