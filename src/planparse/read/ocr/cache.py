"""What was read of a page, kept by what the page looks like: a second run costs next to nothing."""

import hashlib
import json
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from planparse.kept import keep_file
from planparse.read.ocr.scans import Image, Scan
from planparse.schema.layout import Box, Word


def folder() -> Path:
    """Where readings are kept: the user's cache folder, as the system has it."""
    return user_cache_path("planparse") / "ocr"


def read_through(picture: Image, number: int, engine: str, read: Callable[[], Scan]) -> Scan:
    """The scan of a picture as kept, or as `read` gives it, which is kept then."""
    path = folder() / f"{_key(picture, number, engine)}.json"
    kept = _load(path)
    if kept:
        return kept
    scan = read()
    _store(path, scan)
    return scan


def _key(picture: Image, number: int, engine: str) -> str:
    """What the reading depends on: the picture, where it stands, who reads, and how."""
    digest = hashlib.sha256(f"{_code()} {engine} {number} {picture.shape}".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


@cache
def _code() -> str:
    """The code that reads pages, as a hash."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(path: Path) -> Scan | None:
    try:
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        logging.getLogger(__name__).debug("%s is damaged and read again", path)
        return None


def _from_json(kept: dict[str, Any]) -> Scan:
    runs = tuple(tuple(_to_word(word) for word in run) for run in kept["runs"])
    rules = tuple(Box(*rule) for rule in kept["rules"])
    return Scan(kept["number"], kept["width"], kept["height"], runs, rules)


def _to_word(values: list[Any]) -> Word:
    text, box, *rest = values
    return Word(text, Box(*box), *rest)


def _store(path: Path, scan: Scan) -> None:
    kept = {
        "number": scan.number,
        "width": scan.width,
        "height": scan.height,
        "runs": scan.runs,
        "rules": scan.rules,
    }
    try:
        content = json.dumps(kept, ensure_ascii=False).encode()
        keep_file(path, lambda draft: draft.write(content))
    except OSError:  # a full disk or a read-only home costs the cache, not the document
        logging.getLogger(__name__).debug("%s cannot be written", path, exc_info=True)
