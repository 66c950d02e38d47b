"""Roman numbers and percent signs alone in a cell of which Tesseract makes nothing, or something
else; and dust of which it makes a letter.

Of "I" it reads nothing at any size, of "%" beside a speck nothing, and of "XII" in small type
"XxH."; set wide apart and read at several sizes most readings agree.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse import regex
from planparse.read.ocr.dashes import is_dust
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.images import MARGIN, SCALE, ink_of
from planparse.read.ocr.lost import alone, is_written
from planparse.read.ocr.numerals import CAPITALS, ROMAN, WAYS
from planparse.read.ocr.quarters import count_strokes, has_flag
from planparse.read.ocr.regions import Region
from planparse.read.ocr.scans import Image
from planparse.read.ocr.spots import find_only

# What a Roman number is read as, among other things.
_MISREAD = regex.compile(r"(?=.*[IVXHxv])[IVXHxvl1|J]{2,6}[.:]?")
_PERCENT = regex.compile("%")
# So many readings agree at least, and more than on anything else.
AGREED = 3
# A stroke with its feet is as high as letters, in points, and as wide as these shares of that.
HEIGHTS, WIDTHS = (5.0, 14.0), (0.2, 0.7)
# What is known by its strokes alone is doubted; a sign that most readings give is no dust.
DOUBTED, SIGN = 0.5, 0.6
# One letter alone on a line below or above others, with less confidence than this, is dust.
UNSURE = 0.25


def with_lone(
    runs: Sequence[list[Reading]], images: Sequence[Image], regions: Sequence[Region]
) -> list[list[Reading]]:
    """The readings of all regions, numbers and signs alone in a cell read again where they must
    be."""
    runs = [list(_without_dirt(run)) for run in runs]
    found = [
        run if _says(run) or not region.cell else list(_find_stroke(image, region)) or run
        for run, image, region in zip(runs, images, regions, strict=True)
    ]
    cells = [i for i, region in enumerate(regions) if region.cell]
    unread = {i for i in cells if all(map(is_dust, found[i])) and is_written(images[i])}
    again = [i for i in cells if i in unread or _is_misread(found[i])]
    cut = [images[i] for i in again]
    for i, *versions in zip(again, *(way.read(cut) for way in WAYS), strict=True):
        texts = ["".join(r.text for r in version) for version in versions]
        text = _agreed(texts, _PERCENT if i in unread else ROMAN)
        if text and i in unread:
            found[i] = [alone(text, regions[i], SIGN)]
        elif text:
            found[i] = [replace(found[i][0], text=text, confidence=DOUBTED)]
    return found


def _says(run: Sequence[Reading]) -> bool:
    return any(c.isalnum() for reading in run for c in reading.text)


def _without_dirt(run: Sequence[Reading]) -> Iterator[Reading]:
    """The readings of a region without lines of nothing but one letter that dust was read as; alone
    in a cell it may be the number of a title ("A")."""
    said = Counter(reading.line for reading in run for c in reading.text if c.isalnum())
    for reading in run:
        letter = reading.text.strip(".,-_'’ ")
        alone = len(said) > 1 and len(letter) == 1 == said[reading.line] and letter.isalpha()
        if not alone or letter.upper() in "IVX" or reading.confidence >= UNSURE:
            yield reading


def _is_misread(run: Sequence[Reading]) -> bool:
    text = "".join(reading.text for reading in run)
    return bool(_MISREAD.fullmatch(text)) and not ROMAN.fullmatch(text)


def _agreed(texts: Sequence[str], looked_for: regex.Pattern[str]) -> str:
    """The Roman number, or what else is `looked_for`, that most readings give."""
    texts = [text.rstrip(":-").lstrip("_'`^ˆ") for text in texts]
    votes = Counter(text.rstrip(".") for text in texts if looked_for.fullmatch(text))
    (best, count), (_, next_best) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return best if count >= AGREED and count > next_best else ""


def _find_stroke(image: Image, region: Region) -> Iterator[Reading]:
    """The stroke that a cell holds and nothing else; `image` shows the region on white, with a
    margin."""
    ink = ink_of(image)
    only = find_only(ink)
    if not only:
        return
    x, y, width, height, _ = only
    stroke = ink[y : y + height, x : x + width]
    fits = HEIGHTS[0] * SCALE <= height <= HEIGHTS[1] * SCALE
    if fits and WIDTHS[0] <= width / height <= WIDTHS[1] and count_strokes(stroke) == 1:
        text = "1" if has_flag(stroke) else "I"
        left, top = region.x0 + x - MARGIN, region.top + y - MARGIN
        bottom = top + height
        x_height = CAPITALS * height
        yield Reading(text, left, top, left + width, bottom, bottom, x_height, DOUBTED, 0)
