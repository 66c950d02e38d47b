"""One spelling for Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.text import join_lines, nfc, one_line, squeeze, to_ascii_slug


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["Quyết định số 159/QĐ-", "UBND ngày 1/2/2023"],
            "Quyết định số 159/QĐ-UBND ngày 1/2/2023",
        ),
        (["Kế hoạch số 48", "/KH-UBND"], "Kế hoạch số 48/KH-UBND"),
        (["Nghị quyết số 07-", "NQ/TU"], "Nghị quyết số 07-NQ/TU"),
        (["Sở LĐ-", "TB&XH"], "Sở LĐ-TB&XH"),
        (["phát triển kinh tế -", "xã hội"], "phát triển kinh tế - xã hội"),
        (["Sở Lao động -", "Thương binh và Xã hội"], "Sở Lao động - Thương binh và Xã hội"),
        (["2021-", "2025"], "2021-2025"),
        (["một", "- hai"], "một - hai"),
        (["  một   hai ", "", "ba"], "một hai ba"),
        ([], ""),
        (["Trước 30/11/20", "26"], "Trước 30/11/2026"),
        (["ngày 20/3/2", "026 và"], "ngày 20/3/2026 và"),
        (["Giai đoạn 2026-20", "30"], "Giai đoạn 2026-2030"),
        (["Tháng 12/20", "260 xã"], "Tháng 12/20 260 xã"),
        (["Trước 30/11", "20 xã"], "Trước 30/11 20 xã"),
        (["Quý III/202", "6"], "Quý III/2026"),
        (["Q3/20", "26"], "Q3/2026"),
        (["2026 - 203", "0, hằng năm"], "2026 - 2030, hằng năm"),
        (["Năm 202", "6"], "Năm 2026"),
        (["Đạt 5 năm 20", "6 xã"], "Đạt 5 năm 20 6 xã"),
        (["Trước 31/1", "2/2026"], "Trước 31/12/2026"),
        (["Trước 31/1", "5/2026"], "Trước 31/1 5/2026"),
        (["Tháng 1", "2/2026"], "Tháng 12/2026"),
        (["Tuần 1", "2/2026"], "Tuần 1 2/2026"),
        (["Quý I", "V/2026"], "Quý IV/2026"),
        (["Quý I", "II/2026"], "Quý I II/2026"),
        (["103/10", "3"], "103/10 3"),
        (["Dư nợ tăng 8-10%/nă", "m"], "Dư nợ tăng 8-10%/năm"),
        (["giảm 1%/năm", "so với"], "giảm 1%/năm so với"),
        (["03 tháng/lầ", "n"], "03 tháng/lần"),
        (["Thán", "g 6/20", "26"], "Tháng 6/2026"),
        (["Hoàn thành nă", "m 2026"], "Hoàn thành năm 2026"),
        (["Trước 31/1", "2/20", "27"], "Trước 31/12/2027"),
        (["01 tháng/lần", "n"], "01 tháng/lần n"),
        (["Sở VH,TT", "&DL"], "Sở VH,TT&DL"),
        (["Sở A", "& B"], "Sở A & B"),
        (["Quý IV", "/2024"], "Quý IV/2024"),
        (["02 lần", "/năm"], "02 lần/năm"),
        (["Sở Y tế", "/ Sở Nội vụ"], "Sở Y tế / Sở Nội vụ"),
        (["1.250.00", "0.000"], "1.250.000.000"),
        (["850.000.", "000 đồng"], "850.000.000 đồng"),
        (["1.250", "000 đồng"], "1.250 000 đồng"),
        (["Mục 1.", "250 xã"], "Mục 1. 250 xã"),
    ],
)
def test_printed_lines_become_running_text(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


@given(st.text())
def test_one_line_is_idempotent_and_composed(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


@pytest.mark.parametrize(
    ("written", "read"),
    [("so\u0301\u0302", "số"), ("ngu\u031bo\u0300\u031bi", "người"), ("e\u0323\u0302", "ệ")],
)
def test_the_marks_of_a_letter_are_composed_in_any_order(written: str, read: str) -> None:
    assert nfc(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12/KH\u2011UBND", "12/KH-UBND"),
        ("159/QĐ\u2010UBND", "159/QĐ-UBND"),
        ("07\xadNQ/TU", "07-NQ/TU"),
        ("Sở\u200b Y\ufeff tế\u200e", "Sở Y tế"),
        ("u\u200d\u0323\u031b", "ự"),
        ("2022–2025", "2022–2025"),
    ],
)
def test_there_is_one_hyphen_and_nothing_that_is_not_seen(written: str, read: str) -> None:
    assert nfc(written) == read


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ "), st.integers(0, 20))
def test_spaces_never_change_a_key(text: str, place: int) -> None:
    assert squeeze(text[:place] + " " + text[place:]) == squeeze(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tiền Giang", "tien-giang"),
        ("Đắk Lắk", "dak-lak"),
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("394/KH-UBND", "394-kh-ubnd"),
        ("16/TTr-STTTT", "16-ttr-stttt"),
    ],
)
def test_slugs_are_ascii(text: str, slug: str) -> None:
    assert to_ascii_slug(text) == slug
