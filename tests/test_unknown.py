"""Letters of which a PDF does not say what they are: nothing is made of them, and they are told."""

import io
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

import planparse
from drawing import Sheet
from planparse.read.kinds import find_unknown
from planparse.read.options import Engine, ReadOptions
from planparse.schema.records import PlanDocument

HEADINGS = ["TT", "Chỉ tiêu", "Cơ quan chủ trì", "Năm 2023"]
ROWS = [
    ["3", "Tỷ lệ hồ sơ trực tuyến", "Sở Y tế", "90%"],
    ["4", "Tỷ lệ hồ sơ số hóa", "Sở Tư pháp", "45%"],
]


def a_plan(path: Path, letter: str, said: bytes) -> Path:
    """A plan whose fonts say something else of one letter."""
    sheet = Sheet()
    sheet.head()
    sheet.table([50, 80, 290, 390, 480], [260, 285, 310, 335], [HEADINGS, *ROWS])
    sheet.save(path)
    code, out = b" <%04X>\n" % ord(letter), io.BytesIO()
    with pikepdf.open(path) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                changed = font.ToUnicode.read_bytes().replace(code, b" <" + said + b">\n")
                font.ToUnicode = pdf.make_stream(changed)
        pdf.save(out)
    path.write_bytes(out.getvalue())
    return path


def read(path: Path, engine: Engine) -> PlanDocument:
    document = planparse.extract(path, reading=ReadOptions(engine=engine))
    assert document.plan.unplaced_characters == 0
    return document


@pytest.mark.parametrize("engine", get_args(Engine))
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (b"0000", "\ufffd"),
        (b"0002", "\ufffd"),
        (b"FFFD", "\ufffd"),
        (b"D800", "\ufffd"),
        (b"DC00", "\ufffd"),
        (b"E004", "\ue004"),
    ],
)
def test_a_letter_without_a_value_is_told_and_no_value_is_made_of_it(
    said: bytes, shown: str, engine: Engine, tmp_path: Path
) -> None:
    document = read(a_plan(tmp_path / "plan.pdf", "4", said), engine)

    assert [task.number_text for task in document.tasks] == ["3", shown]
    assert [t.value for t in document.targets if t.year == 2023] == [90.0, None]
    told = [(i.severity, i.page, i.text) for i in document.issues if i.code == "letters_unknown"]
    assert told == [("warning", 1, f"{shown}, {shown}5%")]


def test_bullets_and_ticks_of_symbol_fonts_are_known() -> None:
    assert find_unknown(["\uf0b7", "\uf0fc", "\uf0b7Phát", "số"]) == []
    assert find_unknown(["202\uf0b3", "(cid:12)x", "số"]) == ["202\uf0b3", "(cid:12)x"]
