"""Old Word files, RTF and OpenDocument → .docx or .xlsx, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from planparse.errors import UnreadableError

# Seconds after which LibreOffice is taken to hang; a plan of 60 pages takes ten.
PATIENCE = 180
# What LibreOffice makes of a format, by which of its filters, and the part of it that does.
CONVERTED = {
    "doc": ("docx", "Office Open XML Text", "libreoffice-writer"),
    "odt": ("docx", "Office Open XML Text", "libreoffice-writer"),
    "rtf": ("docx", "Office Open XML Text", "libreoffice-writer"),
    "xls": ("xlsx", "Calc MS Excel 2007 XML", "libreoffice-calc"),
    "ods": ("xlsx", "Calc MS Excel 2007 XML", "libreoffice-calc"),
}


def convert(name: str, content: bytes, format_: str) -> bytes:
    """The same document as .docx or .xlsx; `format_` is "doc", "odt", "rtf", "xls" or "ods".

    Raises UnreadableError when LibreOffice is missing, fails or hangs.
    """
    suffix, _, package = CONVERTED[format_]
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise UnreadableError(
            f"{name} is an old Word or Excel file, RTF or OpenDocument, which LibreOffice has to "
            f"open: install it (Debian and Ubuntu: apt install {package}), or save the file as "
            f".{suffix}."
        )
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        source = Path(folder, f"document.{format_}")
        source.write_bytes(content)
        _convert(name, soffice, source)
        try:
            return source.with_suffix(f".{suffix}").read_bytes()
        except OSError as error:
            raise UnreadableError(
                f"{name} could not be opened by LibreOffice: it is damaged, asks for a password, "
                f"or {package} is missing. Open it yourself and save it as .{suffix}."
            ) from error


def _convert(name: str, soffice: str, source: Path) -> None:
    """Run LibreOffice with a profile of its own, so that calls side by side do not meet."""
    suffix, name_of_filter, _ = CONVERTED[source.suffix[1:]]
    command = [
        soffice,
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        f"{suffix}:{name_of_filter}",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"{name}: LibreOffice did not open it within {PATIENCE} seconds. Save it as .{suffix}."
        ) from error
    except OSError as error:
        raise UnreadableError(f"{name}: LibreOffice does not start ({error.strerror}).") from error
