"""Old Word files and RTF → .docx, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from planparse.errors import UnreadableError

# Seconds after which LibreOffice is taken to hang; a plan of 60 pages takes ten.
PATIENCE = 180


def to_docx(name: str, content: bytes, format_: str) -> bytes:
    """The same document as .docx; `format_` is "doc" or "rtf".

    Raises UnreadableError when LibreOffice is missing, fails or hangs.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise UnreadableError(
            f"{name} is an old Word or RTF file, which LibreOffice has to open: install it (Debian "
            "and Ubuntu: apt install libreoffice-writer), or save the file as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        source = Path(folder, f"document.{format_}")
        source.write_bytes(content)
        _convert(name, soffice, source)
        try:
            return source.with_suffix(".docx").read_bytes()
        except OSError as error:
            raise UnreadableError(
                f"{name} could not be opened by LibreOffice: it is damaged, or asks for a "
                "password. Open it yourself and save it as .docx."
            ) from error


def _convert(name: str, soffice: str, source: Path) -> None:
    """Run LibreOffice with a profile of its own, so that calls side by side do not meet."""
    command = [
        soffice,
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{name}: LibreOffice did not open it within {PATIENCE} seconds. Save it as .docx."
        ) from error
    except OSError as error:
        raise UnreadableError(f"{name}: LibreOffice does not start ({error.strerror}).") from error
