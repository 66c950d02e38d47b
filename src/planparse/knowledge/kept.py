"""What is known, kept ready for use as Python keeps its bytecode.

To read the files of knowledge and to compile their patterns takes longer than to read a page. The
outcome holds nothing of any document, and is made anew when the files, the code or the libraries
are others.
"""

import hashlib
import logging
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import regex
from platformdirs import user_cache_path

from planparse.locations import keep_file

_Known = TypeVar("_Known")


def keep(make: Callable[[], _Known]) -> _Known:
    """What `make` gives, from the user's cache folder where an earlier process kept it."""
    try:
        path = user_cache_path("planparse") / "knowledge" / f"{_fingerprint()}.pickle"
    except OSError:  # packaged in a way that has no files
        return make()
    try:
        known: _Known = pickle.loads(path.read_bytes())
    except FileNotFoundError:
        known = make()
        _store(path, known)
    except Exception:  # whatever a damaged file makes of itself
        logging.getLogger(__name__).debug("%s is damaged and made again", path, exc_info=True)
        known = make()
        _store(path, known)
    return known


def _fingerprint() -> str:
    """What the outcome depends on; files by their size and age."""
    folder = Path(__file__).parent
    stamps = [(p.name, s.st_size, s.st_mtime_ns) for p in folder.iterdir() if (s := p.stat())]
    versions = (sys.version, regex.__version__, str(folder))
    return hashlib.sha256(repr((versions, sorted(stamps))).encode()).hexdigest()


def _store(path: Path, known: object) -> None:
    try:
        keep_file(path, lambda draft: pickle.dump(known, draft))
    except OSError:  # a full disk or a read-only home: it is made again next time
        logging.getLogger(__name__).debug("%s cannot be written", path, exc_info=True)
