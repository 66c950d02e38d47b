"""Places on the pages of a PDF, as pictures for a person to look at."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing

import pypdfium2
from PIL import Image, ImageDraw

from planparse.errors import UnreadableError
from planparse.schema.layout import Box

# Pixels for a point: small type can still be read, and in a whole page the headings can.
SCALE, SCALE_OF_PAGE = 1.6, 0.9
# What is shown above and below a place, points: a line or two of what surrounds it.
AROUND = 36.0
# Letters on paper, a seal and the frame need few colours.
COLOURS = 32
FRAME = (214, 39, 40)


def draw_places(
    files: Sequence[tuple[str, bytes]],
    places: Sequence[tuple[int, Box | None]],
    password: str | None,
) -> Iterator[bytes]:
    """A PNG for each place: a strip of its page around the box, which is framed; the whole page
    where there is no box, or none that lies on the page as it is seen. `files` are the names of
    PDFs and what they hold; their pages count on. Raises UnreadableError."""
    with ExitStack() as opened:
        pdfs = [opened.enter_context(closing(_open(*each, password))) for each in files]
        pages = [(pdf, index) for pdf in pdfs for index in range(len(pdf))]
        for number, box in places:
            if not 0 < number <= len(pages):
                raise UnreadableError(f"{' + '.join(n for n, _ in files)} has no page {number}.")
            pdf, index = pages[number - 1]
            yield _draw(pdf[index], box)


def _open(name: str, content: bytes, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content, password=password)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{name} cannot be drawn: {error}.") from error


def _draw(page: pypdfium2.PdfPage, box: Box | None) -> bytes:
    width, height = page.get_size()
    # A sheet that was turned to be read is drawn as it lies.
    if box is None or box.x1 > width + 1 or box.bottom > height + 1:
        return _to_png(page.render(scale=SCALE_OF_PAGE).to_pil())
    picture = page.render(scale=SCALE).to_pil().convert("RGB")
    edges = [round(SCALE * length) for length in box]
    ImageDraw.Draw(picture).rectangle(edges, outline=FRAME, width=2)
    top, bottom = (round(SCALE * y) for y in (box.top - AROUND, box.bottom + AROUND))
    return _to_png(picture.crop((0, max(0, top), picture.width, min(picture.height, bottom))))


def _to_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("RGB").quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
