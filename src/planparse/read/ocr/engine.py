"""Tesseract: images in, words with boxes and confidences out. See `tesseract` for the program."""

import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from planparse import regex
from planparse.errors import ProgramError
from planparse.read.ocr import tesseract
from planparse.read.ocr.scans import Image

# A region is one block of text of one size, which Tesseract calls page segmentation mode 6.
ONE_BLOCK = "6"
# What Tesseract calls lines, by what it takes them for.
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
FIGURES = "0123456789"
# What a speck before a word is read as: "_a)". No word begins so; "~30%" is about as much.
_SPECK_BEFORE = regex.compile(r"^[_~ˆ`¬]+(?=[\p{L}(])|^[_ˆ`¬]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as read: its box and baseline in pixels of its image, confidence from 0 to 1.

    `line` counts the lines of the image; `height` is that of a lower-case x, pixels; a `raised`
    word is a mark of a note or a power, above the line and small.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    height: float
    confidence: float
    line: int
    raised: bool = False


def read_images(
    images: Sequence[Image], dpi: int, language: str = tesseract.LANGUAGE, only: str = ""
) -> list[list[Reading]]:
    """The words of each image, in one run of Tesseract; of `only` these characters, if any."""
    if not images:
        return []
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        try:
            names = _write(images, Path(folder))
        except OSError as error:
            reason = f"Pictures for Tesseract cannot be written to {folder}: {error.strerror}."
            raise ProgramError(reason) from error
        options = ["-l", language, "--psm", ONE_BLOCK, "--dpi", str(dpi)]
        if only:
            options += ["-c", f"tessedit_char_whitelist={only}"]
        found = tesseract.run([str(names), "stdout", *options, "hocr"])
    return list(_parse(found))


def _write(images: Sequence[Image], folder: Path) -> Path:
    """The file with the names of images, which are written to a folder."""
    paths = [folder / f"{index}.pgm" for index in range(len(images))]
    for path, image in zip(paths, images, strict=True):
        path.write_bytes(cv2.imencode(".pgm", image)[1].tobytes())
    names = folder / "images.txt"
    names.write_text("\n".join(map(str, paths)), encoding="utf-8")
    return names


def _parse(hocr: str) -> Iterator[list[Reading]]:
    """The pages of Tesseract's hOCR output."""
    for page in _all(ET.fromstring(hocr), "ocr_page"):
        lines = _all(page, *_LINES)
        yield [word for index, line in enumerate(lines) for word in _words_of(line, index)]


def _all(element: ET.Element, *kinds: str) -> list[ET.Element]:
    """What is of these kinds, in its order from top to bottom."""
    return [child for child in element.iter() if child.get("class") in kinds]


def _words_of(line: ET.Element, index: int) -> Iterator[Reading]:
    title = line.get("title", "")
    x0, _, _, bottom = _numbers(title, "bbox")
    slope, offset = _numbers(title, "baseline") or (0.0, 0.0)
    size, descenders, ascenders = (
        (_numbers(title, key) or [0.0])[0] for key in ("x_size", "x_descenders", "x_ascenders")
    )
    for word in _all(line, "ocrx_word"):
        text = _mended("".join(word.itertext()).strip())
        said = word.get("title", "")
        box = _numbers(said, "bbox")
        if text:
            middle = (box[0] + box[2]) / 2
            baseline = bottom + offset + slope * (middle - x0)
            height = size - descenders - ascenders
            confidence = _numbers(said, "x_wconf")[0] / 100
            x0, top, x1, bottom = box
            yield Reading(text, x0, top, x1, bottom, baseline, height, confidence, index)


def _mended(text: str) -> str:
    """Tesseract takes Đ for an eth, or for both, a stroke for that of a fraction, a speck for a
    sign before a word, and puts two guesses of one vowel: "CHÂẦU".

    No Vietnamese word has two vowels of one letter side by side that both bear marks.
    """
    text = regex.sub("ÐĐ|ĐÐ|Ð", "Đ", _SPECK_BEFORE.sub("", text)).replace("\N{FRACTION SLASH}", "/")
    return regex.sub(r"\p{L}(?=(\p{L}))", lambda m: "" if _same_vowel(m[0], m[1]) else m[0], text)


def _same_vowel(first: str, second: str) -> bool:
    a, b = (unicodedata.normalize("NFD", letter) for letter in (first, second))
    return a[0] == b[0] and len(a) > 1 and len(b) > len(a)


def _numbers(title: str, key: str) -> list[float]:
    """The numbers after a key of an hOCR title."""
    match = regex.search(rf"(?:^|; ){key}((?: -?[\d.]+)+)", title)
    return [float(number) for number in match[1].split()] if match else []
