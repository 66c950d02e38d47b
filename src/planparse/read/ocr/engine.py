"""Tesseract: images in, words with boxes and confidences out. The only module that runs it."""

import os
import shutil
import subprocess
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import regex

from planparse.errors import INSTALL_TESSERACT, NoTextError
from planparse.read.ocr.images import Image

LANGUAGE, LATIN = "vie", "eng"
# A region is one block of text of one size, which Tesseract calls page segmentation mode 6.
ONE_BLOCK = "6"
_TIMEOUT = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as read: its box and baseline in pixels of its image, confidence from 0 to 1.

    `line` counts the lines of the image; `height` is that of a lower-case x, pixels.
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


def version() -> str | None:
    """The version of Tesseract, on which readings depend; None when it has no Vietnamese."""
    return said_version() if LANGUAGE in languages() else None


@cache
def said_version() -> str | None:
    """The version of Tesseract; None when it is not installed."""
    return _run(["--version"]).splitlines()[0] if shutil.which("tesseract") else None


@cache
def languages() -> tuple[str, ...]:
    """The models that Tesseract has; none when it is not installed."""
    if not shutil.which("tesseract"):
        return ()
    return tuple(_run(["--list-langs"]).splitlines()[1:])


def require() -> str:
    """The version; raises NoTextError that says what to install."""
    found = version()
    if found is None:
        raise NoTextError(f"Reading scans needs Tesseract with Vietnamese. {INSTALL_TESSERACT}")
    return found


def read_images(images: Sequence[Image], dpi: int, language: str = LANGUAGE) -> list[list[Reading]]:
    """The words of each image, in one run of Tesseract."""
    if not images:
        return []
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        paths = [Path(folder, f"{index}.pgm") for index in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            cv2.imwrite(str(path), image)
        names = Path(folder, "images.txt")
        names.write_text("\n".join(map(str, paths)), encoding="utf-8")
        options = ["-l", language, "--psm", ONE_BLOCK, "--dpi", str(dpi)]
        found = _run([str(names), "stdout", *options, "hocr"])
    return list(_parse(found))


def _run(arguments: Sequence[str]) -> str:
    # One thread each: planparse reads several pages at a time.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(
        ["tesseract", *arguments],
        capture_output=True,
        env=environment,
        timeout=_TIMEOUT,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoTextError(f"Tesseract failed: {said[-1] if said else done.returncode}.")
    return done.stdout.decode("utf-8")


def _parse(hocr: str) -> Iterator[list[Reading]]:
    """The pages of Tesseract's hOCR output."""
    for page in _all(ET.fromstring(hocr), "ocr_page"):
        lines = [
            line
            for kind in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
            for line in _all(page, kind)
        ]
        yield [word for index, line in enumerate(lines) for word in _words_of(line, index)]


def _all(element: ET.Element, kind: str) -> list[ET.Element]:
    return [child for child in element.iter() if child.get("class") == kind]


def _words_of(line: ET.Element, index: int) -> Iterator[Reading]:
    title = line.get("title", "")
    x0, _, _, bottom = _numbers(title, "bbox")
    slope, offset = _numbers(title, "baseline") or (0.0, 0.0)
    size, descenders, ascenders = (
        (_numbers(title, key) or [0.0])[0] for key in ("x_size", "x_descenders", "x_ascenders")
    )
    for word in _all(line, "ocrx_word"):
        text = _without_stutter("".join(word.itertext()).strip())
        said = word.get("title", "")
        box = _numbers(said, "bbox")
        if text:
            middle = (box[0] + box[2]) / 2
            baseline = bottom + offset + slope * (middle - x0)
            height = size - descenders - ascenders
            confidence = _numbers(said, "x_wconf")[0] / 100
            x0, top, x1, bottom = box
            yield Reading(text, x0, top, x1, bottom, baseline, height, confidence, index)


def _without_stutter(text: str) -> str:
    """Tesseract takes Đ for an eth, or for both, and puts two guesses of one vowel: "CHÂẦU".

    No Vietnamese word has two vowels of one letter side by side that both bear marks.
    """
    text = regex.sub("ÐĐ|ĐÐ|Ð", "Đ", text)
    return regex.sub(r"\p{L}(?=(\p{L}))", lambda m: "" if _same_vowel(m[0], m[1]) else m[0], text)


def _same_vowel(first: str, second: str) -> bool:
    a, b = (unicodedata.normalize("NFD", letter) for letter in (first, second))
    return a[0] == b[0] and len(a) > 1 and len(b) > len(a)


def _numbers(title: str, key: str) -> list[float]:
    """The numbers after a key of an hOCR title."""
    match = regex.search(rf"(?:^|; ){key}((?: -?[\d.]+)+)", title)
    return [float(number) for number in match[1].split()] if match else []
