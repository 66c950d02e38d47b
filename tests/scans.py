"""Scans of born-digital plans: what a sheet-fed scanner makes of a print."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

DPI = 200
SKEW = 0.5
NOISE = 12.0
QUALITY = 80


def scan_pages(path: Path, numbers: Sequence[int] | None = None, seed: int = 7) -> bytes:
    """A PDF of pictures: grey, 200 dpi, askew by up to half a degree, noisy, compressed."""
    pages = [Image.fromarray(page) for page in _pictures(path, numbers, seed)]
    file = io.BytesIO()
    options = {"resolution": DPI, "quality": QUALITY}
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], **options)
    return file.getvalue()


def _pictures(path: Path, numbers: Sequence[int] | None, seed: int) -> Iterator[NDArray[np.uint8]]:
    random = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(path) as pdf:
        for number in numbers or range(1, len(pdf) + 1):
            picture = pdf[number - 1].render(scale=DPI / 72, grayscale=True).to_numpy()
            angle = SKEW * (1 if number % 2 else -1)
            yield _noisy(_askew(picture, angle), random)


def _askew(picture: NDArray[np.uint8], angle: float) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned: NDArray[np.uint8] = cv2.warpAffine(
        picture.reshape(height, width), turn, (width, height), borderValue=255
    )
    return turned


def _noisy(picture: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    noise = random.normal(0.0, NOISE, picture.shape)
    return np.clip(picture * 0.95 + noise, 0, 255).astype(np.uint8)
