"""Days and months of dates that were read as letters: read again as the figures they can only be.

"ngày II tháng 09" is the eleventh, "ngày l7 tháng I1" the seventeenth of November: between these
words stand figures, and thin ones are taken for letters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse import regex
from planparse.knowledge.lexicon import bare
from planparse.read.ocr import engine, tesseract
from planparse.read.ocr.engine import Reading
from planparse.read.ocr.labels import cut_out
from planparse.read.ocr.numerals import shrunk
from planparse.read.ocr.scans import Image

# The words before and after, without marks, and the most that can stand between them.
_BETWEEN = {("ngay", "thang"): 31, ("thang", "nam"): 12}
# Letters that figures are taken for, beside figures; anything else may be written by hand.
_FIGURES_LIKE = regex.compile(r"(?!\d+$)[\dIl|iÌíOo]{1,2}")
# Resolutions at which all readings must be the same; even then the day is doubted.
READ_AT = (150, 200, 300)
DOUBTED = 0.5


def with_days(runs: Sequence[list[Reading]], grey: Image) -> list[list[Reading]]:
    """The readings of all regions, days and months of dates in figures where they can be read."""
    if tesseract.LATIN not in tesseract.languages():
        return list(runs)
    places = [(i, at, most) for i, run in enumerate(runs) for at, most in _find_letters(run)]
    images = [cut_out(grey, runs[index][at]) for index, at, _ in places]
    found = [list(run) for run in runs]
    for (index, at, most), texts in zip(places, _read(images), strict=True):
        old = found[index][at]
        if _is_sure(texts, old.text, most):
            found[index][at] = replace(old, text=texts[0], confidence=DOUBTED)
    return found


def _find_letters(run: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Where letters stand for a day or a month, and its highest possible value."""
    for at in range(1, len(run) - 1):
        most = _BETWEEN.get((_plain(run[at - 1]), _plain(run[at + 1])))
        if most and _FIGURES_LIKE.fullmatch(run[at].text):
            yield at, most


def _plain(reading: Reading) -> str:
    return bare(reading.text).lower()


def _read(images: Sequence[Image]) -> list[list[str]]:
    """What each image says at each size, figures alone."""
    versions = []
    for dpi in READ_AT:
        scaled = [shrunk(image, dpi) for image in images]
        versions.append(engine.read_images(scaled, dpi, tesseract.LATIN, engine.FIGURES))
    return [
        ["".join(r.text for r in readings) for readings in each]
        for each in zip(*versions, strict=True)
    ]


def _is_sure(texts: Sequence[str], read: str, most: int) -> bool:
    """Whether all readings are one day or month, with the figures that were seen at first."""
    text = texts[0]
    return (
        all(each == text for each in texts)
        and len(text) == len(read)
        and text.isdigit()
        and 1 <= int(text) <= most
        and all(a == b or not a.isdigit() for a, b in zip(read, text, strict=True))
    )
