"""Files that are damaged, cut short or meant to harm: what is left is read, and said."""

import random
import re
import zlib
from pathlib import Path

import pikepdf
import pytest

import planparse
from drawing import Sheet
from planparse.errors import ExitCode, NoTextError, PlanparseError, UnreadableError
from planparse.read.layouts import look_at
from planparse.read.options import ReadOptions
from planparse.runs import scanning
from planparse.runs.results import Job, read
from planparse.schema.layout import PageKind


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.head()
    sheet.text(60, 200, "I. MỤC TIÊU", bold=True)
    sheet.text(60, 220, "Phát triển chính quyền số của tỉnh theo hướng hiện đại.")
    for number, heading in (("II", "NHIỆM VỤ"), ("III", "TỔ CHỨC THỰC HIỆN")):
        sheet.next_page()
        sheet.text(60, 60, f"{number}. {heading}", bold=True)
        sheet.text(60, 80, "Các cơ quan, đơn vị thực hiện theo chức năng, nhiệm vụ được giao.")
    return sheet.save(tmp_path / "plan.pdf")


def headings_of(path: Path) -> list[str | None]:
    return [section.heading for section in planparse.extract(path).sections]


def damage_of(path: Path) -> list[str]:
    return [i.message for i in planparse.extract(path).issues if i.code == "file_damaged"]


WHOLE = ["MỤC TIÊU", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN"]


def test_a_file_that_lost_its_end_is_read_as_far_as_it_goes(plan: Path) -> None:
    assert (headings_of(plan), damage_of(plan)) == (WHOLE, [])
    content = plan.read_bytes()
    plan.write_bytes(content[: content.rindex(b"xref\n0 ")])

    assert headings_of(plan) == WHOLE
    assert damage_of(plan) == [
        "The file is damaged or cut short and was put together again; every page has something "
        "on it."
    ]


def test_a_page_that_is_lost_keeps_its_number_and_is_named(plan: Path) -> None:
    with pikepdf.open(plan, allow_overwriting_input=True) as pdf:
        lost = pdf.pages[1].objgen[0]
        pdf.save(plan, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = plan.read_bytes()
    with pikepdf.open(plan) as pdf:
        lost = pdf.pages[1].objgen[0]
    start = content.index(b"\n%d 0 obj" % lost) + 1
    end = content.index(b"endobj", start)
    plan.write_bytes(content[:start] + b" " * (end + 6 - start) + content[end + 6 : -200])

    assert headings_of(plan) == [WHOLE[0], WHOLE[2]]
    assert damage_of(plan)[0].endswith("of pages 2 nothing is left.")
    assert [page.number for page in look_at(plan).pages if page.words] == [1, 3]


def test_a_bomb_is_refused(plan: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(101)) + packer.flush()
    with pikepdf.open(plan, allow_overwriting_input=True) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = stream
        pdf.save(plan)

    with pytest.raises(UnreadableError, match="decompression bomb"):
        planparse.extract(plan)


def test_owner_restrictions_do_not_stop_the_reading(plan: Path) -> None:
    with pikepdf.open(plan, allow_overwriting_input=True) as pdf:
        nothing = pikepdf.Permissions(extract=False, modify_other=False, print_highres=False)
        pdf.save(plan, encryption=pikepdf.Encryption(owner="owner", user="", allow=nothing))

    assert (headings_of(plan), damage_of(plan)) == (WHOLE, [])


def test_a_page_of_codes_without_letters_is_broken_and_set_aside(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 60, "Кимпш вгсдл кэжзй нптфх ыщмьё ваплр оавыф ячсми тьбюж дцукен")
    sheet.text(60, 80, "Кимпш вгсдл кэжзй нптфх ыщмьё ваплр оавыф ячсми тьбюж дцукен")
    sheet.text(60, 100, "Кимпш вгсдл кэжзй нптфх ыщмьё ваплр оавыф ячсми тьбюж дцукен")
    path = sheet.save(tmp_path / "broken.pdf")

    assert [page.kind for page in look_at(path).pages] == [PageKind.BROKEN_TEXT]
    with pytest.raises(NoTextError, match="encoding is broken"):
        planparse.extract(path, reading=ReadOptions(ocr="never"))


# 81: qpdf finds other pages than it counted.
@pytest.mark.parametrize("seed", [*range(40), 81])
def test_whatever_is_broken_is_read_or_said(seed: int, plan: Path) -> None:
    chance, content = random.Random(seed), bytearray(plan.read_bytes())
    for _ in range(chance.choice([1, 5, 50])):
        start, length = chance.randrange(len(content)), chance.choice([1, 1, 1, 300])
        content[start : start + length] = chance.randbytes(chance.choice([0, 1, length]))
    plan.write_bytes(content)
    found = read(Job(plan, reading=ReadOptions(ocr="never")))
    if isinstance(found, PlanparseError):
        assert plan.name in str(found)
        assert "defect of planparse" not in str(found)
        return
    # What has lost a heading is not called right.
    headings = [section.heading for section in found.document().sections]
    assert headings == WHOLE or found.status == "review"


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read(plan: Path) -> None:
    with pikepdf.open(plan, allow_overwriting_input=True) as pdf:
        pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 0, 0])
        pdf.pages[1].Rotate = 90
        pdf.save(plan)
    document = planparse.extract(plan, reading=ReadOptions(ocr="never"))

    assert [page.kind for page in look_at(plan).pages][1] is PageKind.DAMAGED
    assert [section.heading for section in document.sections] == [WHOLE[0], WHOLE[2]]
    assert [(i.code, i.severity, i.page, i.message) for i in document.issues] == [
        ("page_without_text", "error", 2, "Page 2 is damaged: what it says is missing.")
    ]


def test_a_file_of_damaged_pages_alone_is_refused(plan: Path) -> None:
    with pikepdf.open(plan, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.MediaBox, page.Rotate = pikepdf.Array([0, 0, 0, 0]), 90
        pdf.save(plan)

    with pytest.raises(UnreadableError, match=r"plan\.pdf is damaged: nothing can be read of any"):
        planparse.extract(plan, reading=ReadOptions(ocr="never"))


def test_pages_that_are_lost_are_counted_where_the_file_still_names_them(plan: Path) -> None:
    content = plan.read_bytes()
    (pages,) = (m.start() for m in re.finditer(rb"/Type\s*/Pages\b", content))
    start = content.rindex(b"obj", 0, pages)
    named = re.sub(rb"/Count\s+3", b"/Count 5", content[start:])
    plan.write_bytes((content[:start] + named)[:-200])
    assert damage_of(plan) == [
        "The file is damaged or cut short and was put together again; it names 5 pages, and 3 "
        "were found."
    ]

    nameless = content.replace(b"/Type /Pages", b"/Type /Nopes")
    assert nameless != content
    plan.write_bytes(nameless[:-200])
    assert damage_of(plan)[0].endswith(
        "3 pages were found, and how many there were it no longer says."
    )


def test_a_look_at_a_file_over_which_planparse_fails_says_so(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(scanning, "look_at", fail)
    look = scanning.scan(plan, ReadOptions())

    assert look.exit_code is ExitCode.UNREADABLE
    assert "defect of planparse" in look.verdict
