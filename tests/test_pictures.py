"""Pictures of pages: a PDF of scanned pages is made of them, which goes the way of all scans."""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

import planparse
from drawing import A4, Sheet
from planparse.errors import ExitCode, NoTextError, UnreadableError
from planparse.read.formats import format_of
from planparse.read.options import ReadOptions
from planparse.read.pictures import MOST_PIXELS, find_size, to_pdf
from planparse.runs.batch import Options, run
from planparse.runs.inputs import find_inputs
from test_cli import run as command
from test_scans import reads_scans

AFRESH = ReadOptions(keep=False)
XS, HEADS = [50, 90, 300, 545], ["TT", "Nhiệm vụ", "Cơ quan chủ trì"]
FIRST = [["1", "Mở dữ liệu", "Sở Y tế"], ["2", "Đào tạo cán bộ", "Sở Nội vụ"]]
SECOND = [["3", "Xây dựng kho dữ liệu", "Sở Tài chính"]]


def drawn(rows: Sequence[Sequence[str]], has_head: bool, dpi: int = 200) -> Image.Image:
    """A page of a plan as a picture."""
    sheet = Sheet()
    if has_head:
        sheet.head("7/KH-UBND")
    top = 300 if has_head else 60
    ys = [top + 22 * i for i in range(len(rows) + 2)]
    sheet.table(XS, ys, [HEADS, *rows])
    sheet.canvas.showPage()
    sheet.canvas.save()
    with pypdfium2.PdfDocument(sheet.buffer.getvalue()) as pdf:
        picture: Image.Image = pdf[0].render(scale=dpi / 72).to_pil().convert("RGB")
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def shown(content: bytes) -> list[tuple[tuple[float, float], NDArray[np.uint8]]]:
    """The sizes of the pages that a picture makes, and what they show at 72 dpi, in grey."""
    with pypdfium2.PdfDocument(to_pdf("page.png", content)) as pdf:
        return [(page.get_size(), page.render(grayscale=True).to_numpy().squeeze()) for page in pdf]


@reads_scans
def test_pictures_of_a_plan_are_joined(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # as a telephone held upright writes it
    sideways = drawn(FIRST, has_head=True).rotate(90, expand=True)
    (tmp_path / "1.jpg").write_bytes(saved(sideways, "JPEG", quality=90, exif=turned))
    (tmp_path / "2.png").write_bytes(saved(drawn(SECOND, has_head=False), "PNG"))
    paths = [tmp_path / "1.jpg", tmp_path / "2.png"]
    document = planparse.extract(paths[0], reading=ReadOptions(keep=False, more=(paths[1],)))

    assert (document.plan.source_name, document.plan.source_format) == ("1.jpg + 2.png", "scan")
    assert document.plan.document_number == "7/KH-UBND"
    assert [[t.number, t.text, t.lead_text] for t in document.tasks] == [*FIRST, *SECOND]
    assert all(task.regions for task in document.tasks)


@reads_scans
def test_a_tiff_of_many_pages_is_one_document(tmp_path: Path) -> None:
    first, second = (
        page.convert("L").point(lambda value: 255 * (value > 140)).convert("1")
        for page in (drawn(FIRST, has_head=True), drawn(SECOND, has_head=False))
    )
    options = {"save_all": True, "append_images": [second], "dpi": (200, 200)}
    path = tmp_path / "scan.tif"
    path.write_bytes(saved(first, "TIFF", compression="group4", **options))
    (outcome,) = run([path], Options(tmp_path / "out", reading=AFRESH))

    assert outcome.result is not None
    assert (outcome.result.pages, outcome.result.tasks) == (2, 3)
    looked = command("scan", path).stdout
    assert "scan.tif: pages 1-2: scan\nscan.tif: extract reads it, 2 of 2 pages by OCR." in looked


def test_without_ocr_a_picture_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(saved(drawn(FIRST, has_head=True, dpi=72), "PNG"))

    with pytest.raises(NoTextError, match=r"page\.png has no text on its page \(scan\)"):
        planparse.extract(tmp_path / "page.png", reading=ReadOptions(ocr="never"))


def test_in_a_folder_only_pictures_of_many_pages_are_read(tmp_path: Path) -> None:
    for name in ("1.jpg", "2.png", "scan.tiff", "dump.txt"):
        (tmp_path / name).write_bytes(b"")
    files, passed = find_inputs([str(tmp_path)])

    assert [path.name for path in files] == ["dump.txt", "scan.tiff"]
    assert [path.name for path in passed] == ["1.jpg", "2.png"]
    assert [path.name for path in find_inputs([str(tmp_path / "*.jpg")])[0]] == ["1.jpg"]
    (tmp_path / "scan.tiff").unlink()
    (tmp_path / "dump.txt").unlink()
    result = command("extract", tmp_path)
    assert result.returncode == ExitCode.USAGE
    assert "Pictures are read where they are named, pages of one document with" in result.stderr


@pytest.mark.parametrize(
    ("pixels", "dpi", "wanted"),
    [
        ((1654, 2339), (200, 200), (595.4, 842.0)),
        ((1728, 1143), (204, 98), (609.9, 839.8)),  # a fax: its pixels are no squares
        ((794, 1123), (96, 96), (595.5, 842.3)),
        ((3000, 4000), (72, 72), (595.0, 793.3)),  # a camera, whose resolution says nothing
        ((4000, 3000), None, (793.3, 595.0)),
        ((1654, 2339), (1, 1), (595.0, 841.4)),
        ((1654, 2339), (0, 0), (595.0, 841.4)),
        ((1000, 4000), None, (595.0, 2380.0)),  # pages below each other
        ((2000, 500), None, (842.0, 210.5)),  # a part of a page
    ],
)
def test_the_sheet_is_as_large_as_documents_are(
    pixels: tuple[int, int], dpi: tuple[int, int] | None, wanted: tuple[float, float]
) -> None:
    assert find_size(pixels, dpi) == pytest.approx(wanted, abs=0.1)


def test_pages_show_what_pictures_show() -> None:
    page = drawn(FIRST, has_head=True, dpi=72)
    ((size, plain),) = shown(saved(page, "PNG"))
    grey = np.asarray(page.convert("L"))
    deep = Image.fromarray(grey.astype(np.uint16) * 257)
    ink = Image.merge("LA", (Image.new("L", page.size), Image.fromarray(255 - grey)))

    assert size == pytest.approx(A4, abs=2)
    for same in (saved(deep, "PNG"), saved(ink, "PNG"), saved(page.convert("CMYK"), "TIFF")):
        ((_, other),) = shown(same)
        assert np.abs(other.astype(int) - plain).mean() < 2


def test_the_small_copy_of_a_page_in_a_tiff_is_no_page() -> None:
    page = drawn(FIRST, has_head=True, dpi=72)
    copy = page.resize((60, 85))
    copy.encoderinfo = {"tiffinfo": {254: 1}}
    content = saved(page, "TIFF", save_all=True, append_images=[copy])

    assert len(shown(content)) == 1


def huge(width: int, height: int) -> bytes:
    """A PNG that says it is as large as this, and holds nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (head, b"IDAT", b"IEND")
    )


@pytest.mark.parametrize("height", [MOST_PIXELS // 10_000 + 1, 60_000])
def test_a_bomb_is_refused(height: int) -> None:
    with pytest.raises(UnreadableError, match="decompression bomb"):
        to_pdf("page.png", huge(10_000, height))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_damaged_picture_is_refused(kind: str) -> None:
    content = saved(drawn(FIRST, has_head=True, dpi=72), kind)

    assert format_of("page", content) == "picture"
    for cut in (10, len(content) // 2):
        with pytest.raises(UnreadableError, match=r"page\.x is damaged or cut short\."):
            to_pdf("page.x", content[:cut])


@pytest.mark.parametrize(
    "values",
    [np.uint16(4095), np.uint16(65535), np.int32(255), np.float32(1.0)],
    ids=["12 bits", "16 bits", "32 bits", "shares"],
)
def test_paper_is_white_however_many_bits_it_has(values: Any) -> None:
    page = np.full((1100, 800), values)
    page[500:600, 300:500] = 0
    ((_, seen),) = shown(saved(Image.fromarray(page), "TIFF"))

    assert seen[10, 10] > 250
    assert seen[seen.shape[0] // 2, seen.shape[1] // 2] < 5


def test_a_picture_of_a_line_is_a_page_that_pdf_allows() -> None:
    ((size, _),) = shown(saved(Image.new("L", (1, 20000)), "PNG"))

    assert min(size) >= 3
    assert max(size) <= 14400
