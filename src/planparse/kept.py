"""What was made of planparse's own code and data, kept ready for use as Python keeps its bytecode.

It lies in the user's cache folder, holds nothing of any document, and is made anew when it is
damaged.
"""

import logging
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any

from platformdirs import user_cache_path


def load(name: str) -> Any:
    """What an earlier process has kept under a name; None where there is none, or it is damaged."""
    path = _path_of(name)
    try:
        return pickle.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except Exception:  # whatever a damaged file makes of itself
        logging.getLogger(__name__).debug("%s is damaged and made again", path, exc_info=True)
        return None


def store(name: str, value: object) -> None:
    """Keep it, where that can be done."""
    path = _path_of(name)
    try:
        keep_file(path, lambda draft: pickle.dump(value, draft))
    except OSError:  # a full disk or a read-only home: it is made again next time
        logging.getLogger(__name__).debug("%s cannot be written", path, exc_info=True)


def keep_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file beside its place and move it there, so that no other process sees half of it.

    Raises OSError, on a full disk or in a read-only home, and leaves nothing behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(number, "wb") as draft:
            write(draft)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def stamp(path: Path) -> tuple[int, int]:
    """Size and age of a file, which tell whether it is another one: bytes, nanoseconds."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _path_of(name: str) -> Path:
    return user_cache_path("planparse") / "knowledge" / f"{name}.pickle"
