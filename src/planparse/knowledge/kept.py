"""What is known, kept ready for use.

To read the files of knowledge and to compile their patterns takes longer than to read a page. The
outcome is made anew when the files, the code or the libraries are others.
"""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from planparse import kept, regex

_Known = TypeVar("_Known")


def keep(make: Callable[[], _Known]) -> _Known:
    """What `make` gives, from the user's cache folder where an earlier process kept it."""
    try:
        name = _fingerprint()
    except OSError:  # packaged in a way that has no files
        return make()
    known: _Known | None = kept.load(name)
    if known is None:
        known = make()
        kept.store(name, known)
    return known


def _fingerprint() -> str:
    """What the outcome depends on; files by their size and age."""
    folder = Path(__file__).parent
    stamps = [(path.name, *kept.stamp(path)) for path in folder.iterdir()]
    versions = (sys.version, regex.__version__, str(folder))
    return hashlib.sha256(repr((versions, sorted(stamps))).encode()).hexdigest()
