"""What results depend on beside their source: planparse itself, its libraries, and programs."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from planparse.kept import stamp
from planparse.read.ocr.tesseract import find_models

# What results depend on beside planparse: libraries as they are installed, programs as they run.
LIBRARIES = {
    *("lxml", "numpy", "opencv_python", "opencv_python_headless", "openpyxl", "pdfminer_six"),
    *("pdfplumber", "pikepdf", "pillow", "pyarrow", "pydantic", "pydantic_core", "pypdfium2"),
    *("python_docx", "pyyaml", "rapidfuzz", "regex"),
}
_PROGRAMS = ("tesseract", "soffice", "libreoffice")


@cache
def fingerprint() -> str:
    """All that makes results: the versions of libraries, and files by their size and age."""
    programs = [Path(found) for name in _PROGRAMS if (found := shutil.which(name))]
    stamps = [" ".join(map(str, (path, *stamp(path)))) for path in [*programs, *find_models()]]
    own = _stamps_below(str(Path(__file__).parent.parent))
    return "\n".join((sys.version, *sorted(find_versions()), *sorted([*stamps, *own])))


def _stamps_below(folder: str) -> Iterator[str]:
    """Name, size and age of each file of code or knowledge."""
    with os.scandir(folder) as entries:  # no path objects, of which a run would wait for hundreds
        for entry in entries:
            if entry.is_dir():
                yield from _stamps_below(entry.path)
            elif entry.name.endswith((".py", ".csv", ".yaml")):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def find_versions() -> Iterator[str]:
    """The names of the folders that say which version is installed: "numpy-2.1.0.dist-info".

    `importlib.metadata` says the same, and takes long to load.
    """
    for place in sys.path:
        with suppress(OSError):
            for name in (entry.name for entry in os.scandir(place or ".")):
                library = name.partition("-")[0].lower().replace(".", "_")
                if name.endswith((".dist-info", ".egg-info")) and library in LIBRARIES:
                    yield name
