"""Ruled tables that lack rules between their rows; drawn by the tests."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from drawing import Sheet
from test_layouts import read, told

XS = [50.0, 80.0, 300.0, 420.0, 545.0]
HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
# Number, lines of the task, lead, time.
ROWS = [
    ("I", ["Phát triển hạ tầng số của tỉnh cho các sở, ngành và Ủy ban nhân dân các xã"], "", ""),
    ("1", ["Mở dữ liệu của các sở, ban,", "ngành tỉnh"], "Sở Y tế", "Quý I/2023"),
    ("2", ["Tập huấn"], "Sở Nội vụ", "Quý II/2023"),
    ("3", ["Số hóa tài liệu lưu trữ của", "các cơ quan, đơn vị thuộc", "tỉnh"], "Sở Y tế", "2023"),
]


def draw(columns: bool, middle: bool, rows: Sequence[tuple[str, list[str], str, str]]) -> Sheet:
    """A table with a frame and a ruled header; `columns` rules its columns, too, and with `middle`
    short cells stand halfway down their rows."""
    sheet = Sheet()
    sheet.head()
    sheet.table(XS, [200, 220], [HEADER])
    y = 232.0
    for number, text, lead, time in rows:
        for index, line in enumerate(text):
            sheet.text(XS[1] + 3, y + 13 * index, line)
        level = y + 6.5 * (len(text) - 1) * middle
        for x, cell in zip((XS[0], *XS[2:]), (number, lead, time), strict=False):
            sheet.text(x + 3, level, cell)
        foot = y + 13 * (len(text) - 1) + 7
        for x in XS if columns and lead else (*XS[: 1 + columns], XS[-1]):  # a title spans columns
            sheet.rule(x, y - 12, x, foot)
        y = foot + 12
    sheet.rule(XS[0], y - 12, XS[-1], y - 12)
    return sheet


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("middle", [True, False])
def test_rows_without_rules_are_told_by_their_numbers(
    columns: bool, middle: bool, tmp_path: Path
) -> None:
    document = read(draw(columns, middle, ROWS), tmp_path)

    assert [told(t) for t in document.tasks] == [
        (number, " ".join(text), lead, time) for number, text, lead, time in ROWS
    ]
    assert [t.kind for t in document.tasks] == ["group", "task", "task", "task"]
    assert [i.code for i in document.issues] == ["rows_by_white"]


def test_lines_of_a_field_that_are_no_numbers_are_no_rows(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    cells = [HEADER, ["a\nb\nvà c", "Mở dữ liệu\nsố của\ntỉnh", "Sở Y tế", "2023"]]
    sheet.table(XS, [200, 220, 280], cells)
    document = read(sheet, tmp_path)

    assert [t.text for t in document.tasks] == ["Mở dữ liệu số của tỉnh"]
    assert "rows_by_white" not in [i.code for i in document.issues]


def test_letters_of_the_heading_below_each_other_are_no_numbers(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    cells = [["S\nT\nT", *HEADER[1:]], ["1", "Mở dữ liệu", "Sở Y tế", "2023"]]
    sheet.table(XS, [200, 245, 280], cells)
    document = read(sheet, tmp_path)

    assert [told(t) for t in document.tasks] == [("1", "Mở dữ liệu", "Sở Y tế", "2023")]
    assert document.issues == []


def test_pieces_of_one_number_below_each_other_are_no_numbers(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.head()
    rows = [[f"2.\n1.\n{n}", f"Mở dữ liệu\nđợt {n}\ncủa tỉnh", "Sở Y tế", "2023"] for n in (1, 2)]
    sheet.table(XS, [200, 220, 265, 310], [HEADER, *rows])
    document = read(sheet, tmp_path)

    assert [told(t) for t in document.tasks] == [
        (f"2.1.{n}", f"Mở dữ liệu đợt {n} của tỉnh", "Sở Y tế", "2023") for n in (1, 2)
    ]
    assert document.issues == []
