"""Pictures of pages (JPEG, PNG, TIFF) → a PDF of scanned pages, which goes the way of all scans."""

import io
import warnings
import zlib
from collections.abc import Iterator

import numpy as np
import pikepdf
from PIL import Image, ImageOps

from planparse.errors import UnreadableError, to_bomb

_FORMATS = ("JPEG", "PNG", "TIFF")
# The most pixels of a page: A3 at 600 dpi has 70 million, the largest sensors of telephones 108.
MOST_PIXELS = 120_000_000
# Sides of sheets, points: the longer one of a document is between those of A5 and A3.
_A4 = (595.0, 842.0)
_LONGER = (590.0, 1200.0)
# The shortest and the longest side of a page that PDF allows, points (ISO 32000-1, annex C).
_SIDES = (3.0, 14400.0)
# The tag of a page in a TIFF that says what it is, and its bits for a smaller copy and for a mask.
_KIND, _NO_PAGE = 254, 0b101
_COLOURS = {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB}
# What the library raises over a damaged picture, depending on where the damage is.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, zlib.error)


def to_pdf(name: str, content: bytes) -> bytes:
    """The pages of a picture, upright, in a PDF. Raises UnreadableError."""
    made = io.BytesIO()
    with pikepdf.new() as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tags that are not as they should be
        try:
            for page in _pages(name, content):
                _add(pdf, page)
        except Image.DecompressionBombError as error:
            raise _to_bomb(name) from error
        except _DAMAGE as error:
            raise UnreadableError(f"{name} is damaged or cut short. Download it again.") from error
        pdf.save(made)
    return made.getvalue()


def _pages(name: str, content: bytes) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        # What else a JPEG holds are smaller copies, or what a telephone measured.
        for number in range(getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1):
            picture.seek(number)
            if picture.width * picture.height > MOST_PIXELS:
                raise _to_bomb(name)
            if not getattr(picture, "tag_v2", {}).get(_KIND, 0) & _NO_PAGE:
                yield picture


def _to_bomb(name: str) -> UnreadableError:
    return to_bomb(name, MOST_PIXELS * len("RGB"))


def _add(pdf: pikepdf.Pdf, picture: Image.Image) -> None:
    """Add a page that shows a picture."""
    shown = _on_paper(ImageOps.exif_transpose(picture))
    width, height = find_size(shown.size, picture.info.get("dpi"))
    image = pdf.make_stream(
        zlib.compress(shown.tobytes(), 1),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=shown.width,
        Height=shown.height,
        ColorSpace=_COLOURS[shown.mode],
        BitsPerComponent=8,
        Filter=pikepdf.Name.FlateDecode,
    )
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    page.Contents = pdf.make_stream(f"{width} 0 0 {height} 0 0 cm /Picture Do".encode())


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in grey or colours; what is transparent shows white paper."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    if picture.mode[0] in "IF":  # of more bits, which the library would cut off
        values = np.asarray(picture).astype(np.float64)
        white = max(values.max(), np.finfo(float).tiny)  # paper is the lightest on a page
        return Image.fromarray((values.clip(0) * (255 / white)).astype(np.uint8))
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def find_size(pixels: tuple[int, int], dpi: tuple[float, float] | None) -> tuple[float, float]:
    """How large the sheet is, points: as the resolution says, where that is one of a document.

    Cameras and programs write any resolution, or none. Then the sheet is as wide as A4, upright or
    across by the shape of the picture, and no higher than A4 where it lies across.
    """
    width, height = pixels
    if dpi and min(dpi) > 0:
        said = (width * 72 / float(dpi[0]), height * 72 / float(dpi[1]))
        if _LONGER[0] <= max(said) <= _LONGER[1]:
            return said
    short, long = _A4
    scale = min(long / width, short / min(width, height))
    least, most = _SIDES
    return min(max(width * scale, least), most), min(max(height * scale, least), most)
