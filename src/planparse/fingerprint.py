"""What results depend on beside their source: planparse itself, its libraries, and programs."""

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
    *("lxml", "numpy", "opencv_python", "opencv_python_headless", "pdfminer_six", "pdfplumber"),
    *("pikepdf", "pyarrow", "pydantic", "pydantic_core", "pypdfium2", "python_docx", "pyyaml"),
    *("rapidfuzz", "regex"),
}
_PROGRAMS = ("tesseract", "soffice", "libreoffice")


@cache
def fingerprint() -> str:
    """All that makes results: the versions of libraries, and files by their size and age."""
    own = Path(__file__).parent
    files = [path for path in own.rglob("*") if path.suffix in {".py", ".csv", ".yaml"}]
    programs = [Path(found) for name in _PROGRAMS if (found := shutil.which(name))]
    stamps = (" ".join(map(str, (p, *stamp(p)))) for p in [*files, *programs, *find_models()])
    return "\n".join((sys.version, *sorted(find_versions()), *sorted(stamps)))


def find_versions() -> Iterator[str]:
    """The names of the folders that say which version is installed: "numpy-2.1.0.dist-info".

    `importlib.metadata` says the same, and takes long to load.
    """
    for place in sys.path:
        with suppress(OSError):
            for name in (path.name for path in Path(place).iterdir()):
                library = name.partition("-")[0].lower().replace(".", "_")
                if name.endswith((".dist-info", ".egg-info")) and library in LIBRARIES:
                    yield name
