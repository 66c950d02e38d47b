"""The bytes of a large file are looked at where they lie, which nobody notices but the memory."""

import io
import mmap
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import PLANS, RAW, layout_of
from planparse.read import content
from planparse.read.layouts import open_document, read_layout
from planparse.read.options import AS_IT_COMES


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one."""
    monkeypatch.setattr(content, "LARGE", 1)
    monkeypatch.setattr(content, "_PART", 1000)  # of which a file has many


def test_a_large_file_is_read_like_any_other(tmp_path: Path) -> None:
    path = RAW / PLANS["tien-giang-394"]
    held, _ = content.read_content(path)
    assert isinstance(held, mmap.mmap)
    assert content.whole(held) == path.read_bytes()
    assert read_layout(path) == layout_of("tien-giang-394")

    with content.stream_of(held) as stream:
        assert (stream.read(5), stream.seek(-20, io.SEEK_END)) == (b"%PDF-", len(held) - 20)
        assert stream.read() == held[-20:]
        assert (stream.read(), stream.seek(3), stream.seek(4, io.SEEK_CUR)) == (b"", 3, 7)
        assert stream.read(9) == held[7:16]

    behind = tmp_path / path.name
    behind.write_bytes(b"\xab\x17 of a portal \x00" + path.read_bytes())
    assert read_layout(behind).pages == layout_of("tien-giang-394").pages


def test_the_reference_engine_reads_a_large_file() -> None:
    reading = replace(AS_IT_COMES, engine="pdfplumber")
    layout = read_layout(RAW / PLANS["ha-noi-277"], None, reading)
    assert [w.text for w in layout.words] == [w.text for w in layout_of("ha-noi-277").words]


def test_a_large_file_that_is_cut_short_while_it_is_read_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / PLANS["tien-giang-394"]
    path.write_bytes((RAW / path.name).read_bytes())
    _, pages = open_document(path, None, AS_IT_COMES)
    first = next(pages)
    path.write_bytes(b"%PDF-")
    assert (first, *pages) == layout_of("tien-giang-394").pages


def test_large_files_of_other_formats_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\nChuyển đổi số", encoding="utf-8")
    assert [word.text for word in read_layout(path).words][:2] == ["KẾ", "HOẠCH"]
