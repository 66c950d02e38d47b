"""Files that planparse itself has written, which lie in folders that are read: no sources."""

import zipfile
from pathlib import Path

from planparse.locations import is_remote

# What the pages of `inspect` begin with, and a workbook of `export` says of its author.
_HEAD, _AUTHOR = b'<meta name="generator" content="planparse">', b">planparse<"
_HEAD_SIZE = 200
_PROPERTIES = "docProps/core.xml"


def is_own(path: Path) -> bool:
    """Whether a file is a page of `inspect`, a workbook of `export`, or of an output folder."""
    suffix, folder = path.suffix.lower(), path.parent
    if suffix in {".json", ".parquet"}:
        return (folder.parent / "json").is_dir() or (folder.parent / "plans").is_dir()
    if is_remote(path):
        return False
    if suffix == ".html":
        return _begins_so(path)
    return suffix == ".xlsx" and _says_so(path)


def _begins_so(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _HEAD in file.read(_HEAD_SIZE)
    except OSError:
        return False


def _says_so(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return _AUTHOR in book.read(_PROPERTIES)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False
