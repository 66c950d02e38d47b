"""What was made of planparse's own code and data, kept ready for use as Python keeps its bytecode.

It lies in the user's cache folder, holds nothing of any document, and is made anew when it is
damaged.
"""

import logging
import pickle
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

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
    """Keep it; written beside and moved into place, so that no other process sees half of it."""
    path = _path_of(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as draft:
            pickle.dump(value, draft)
        Path(draft.name).replace(path)
    except OSError:  # a full disk or a read-only home: it is made again next time
        logging.getLogger(__name__).debug("%s cannot be written", path, exc_info=True)


def _path_of(name: str) -> Path:
    return user_cache_path("planparse") / "knowledge" / f"{name}.pickle"
