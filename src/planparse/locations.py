"""Where documents are and results go: a path, or a URL that fsspec opens as if it were one."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from planparse.errors import CannotWriteError, LocationError

# The package that URLs of each kind need, beside planparse.
_EXTRAS = {"s3": "s3", "gs": "gs", "gcs": "gs", "hf": "hf", "http": "http", "https": "http"}
_WEB = ("http://", "https://")
# How the name of an archive ends, of which documents are read.
ARCHIVE = ".zip"


def to_path(location: str | Path) -> Path:
    """A path, or something that behaves like one for a URL ("s3://bucket/plans").

    Raises LocationError for a kind of URL that no installed package opens, and for an empty text,
    which would be the working folder.
    """
    if location == "":
        raise LocationError("The name of a file or folder is empty: is a variable not set?")
    if isinstance(location, Path) or "://" not in location:
        return Path(location)
    kind = location.partition("://")[0]
    from upath import UPath

    try:
        path = UPath(location)
        _ = path.fs  # loads what opens URLs
    except ImportError as error:
        advice = f"pip install 'planparse[{_EXTRAS.get(kind, kind)}]'"
        raise LocationError(f"{location} needs more than is installed: {advice}.") from error
    except ValueError as error:
        raise LocationError(f"{location}: URLs of the kind {kind}:// are not known.") from error
    return cast(Path, path)


def is_remote(path: Path) -> bool:
    """Whether it is behind a URL."""
    return not isinstance(path, Path)


def archive_of(path: Path) -> Path | None:
    """The archive that a path leads into ("plans.zip/plan.pdf"); None for any other path."""
    above = () if is_remote(path) else path.parents
    return next((each for each in above if is_archive(each) and each.is_file()), None)


def is_archive(path: Path) -> bool:
    """Whether it is named like an archive of which documents are read."""
    return path.suffix.lower() == ARCHIVE


def name_of(path: Path) -> str:
    """The name of a file, with that of the archive that it is in: "plans.zip/plan.pdf"."""
    archive = archive_of(path)
    return str(path.relative_to(archive.parent)) if archive else path.name


def is_folder(path: Path) -> bool:
    """Whether there are files below it; a web address is always a file, and so is what must not be
    looked at."""
    try:
        return not str(path).startswith(_WEB) and path.is_dir()
    except PermissionError:
        return False


def is_there_or_locked(path: Path) -> bool:
    """Whether there is something at a path, or nobody may look; why it is not read is said when it
    is to be read."""
    try:
        return path.exists()
    except PermissionError:
        return True


def refuse_unwritable(folder: Path, option: str = "--out") -> None:
    """Raise CannotWriteError for a folder that can neither be there nor be made, with the option
    that names it; whether what will be written has room is seen then, and so is what a URL allows.
    """
    if is_remote(folder):
        return
    paths = (folder, *folder.absolute().parents)
    there = next(path for path in paths if is_there_or_locked(path))
    why = errno.ENOTDIR if not there.is_dir() else 0
    to_write = there != folder or option != "--out"  # what stands in the output may be left alone
    if not why and to_write and not os.access(there, os.W_OK | os.X_OK):
        why = errno.EACCES
    if why:
        raise CannotWriteError(
            f"{folder} cannot be written: {os.strerror(why)}. Name another folder with {option}."
        )


def common_folder(files: Iterable[Path]) -> str:
    """The folder below which all files are; files on two drives of Windows have none."""
    try:
        return os.path.commonpath({file.absolute().parent for file in files})
    except ValueError:
        return ""


def size_of(path: Path) -> int:
    """How large a file is; 0 where that is not known. A web server is not asked: it may hang."""
    try:
        return 0 if str(path).startswith(_WEB) else path.stat().st_size
    except OSError:
        return 0


def read_bytes(path: Path, password: str | None = None) -> bytes:
    """The content; raises OSError for whatever the libraries of a network raise, and for a document
    in an archive UnreadableError or EncryptedError."""
    try:
        return path.read_bytes()
    except OSError:
        if archive := archive_of(path):
            from planparse.archives import read_member

            return read_member(archive, str(path.relative_to(archive)), password)
        raise
    except Exception as error:
        if not is_remote(path):
            raise
        raise OSError(str(error)) from error


def describe(error: OSError) -> str:
    """What is wrong, in words."""
    return error.strerror or str(error) or type(error).__name__
