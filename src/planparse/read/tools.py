"""The optional programs that planparse uses."""

import shutil
from dataclasses import dataclass

from planparse.errors import INSTALL_TESSERACT, ProgramError
from planparse.read.ocr import cache, tesseract


@dataclass(frozen=True)
class Tool:
    """A program, what was found of it (None: nothing), what it is for, and how to get it."""

    name: str
    found: str | None
    purpose: str
    advice: str


def find_tools() -> list[Tool]:
    """Every optional program, with what was found of it."""
    try:
        version, models, advice = tesseract.said_version(), tesseract.languages(), INSTALL_TESSERACT
    except ProgramError as error:
        version, models, advice = None, (), str(error)
    return [
        Tool("tesseract", version, "scans, pictures, letters drawn as outlines", advice),
        Tool(
            "tesseract, Vietnamese",
            tesseract.LANGUAGE if tesseract.LANGUAGE in models else None,
            "scans: needed with tesseract",
            advice,
        ),
        Tool(
            "tesseract, Latin",
            tesseract.LATIN if tesseract.LATIN in models else None,
            "row numbers of scanned tables",
            "Install it: apt-get install tesseract-ocr-eng.",
        ),
        Tool("cache of scans", str(cache.folder()), "pages read before; safe to delete", ""),
        Tool(
            "LibreOffice",
            shutil.which("soffice"),
            ".doc, .odt, .rtf, .xls and .ods",
            "Install it: apt-get install libreoffice-writer libreoffice-calc.",
        ),
    ]
