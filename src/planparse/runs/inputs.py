"""Which files a run reads, and in which order."""

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from unicodedata import normalize

from planparse.errors import LocationError
from planparse.locations import (
    archive_of,
    is_archive,
    is_folder,
    is_remote,
    is_there_or_locked,
    to_path,
)
from planparse.read.options import FORMATS
from planparse.runs.own import is_own


def find_inputs(arguments: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The files that arguments name (files, folders, archives, patterns), and those passed over.

    In a folder or archive, files of formats that are not read are passed over, and what planparse
    wrote there is not looked at; better formats come first, so that of two sources of one plan the
    better is taken. Raises LocationError.
    """
    try:
        return _find_inputs(arguments)
    except LocationError:
        raise
    except Exception as error:  # libraries of networks raise errors of their own
        if any("://" in argument for argument in arguments):
            raise LocationError(f"{', '.join(arguments)} cannot be listed: {error}.") from error
        raise


def _find_inputs(arguments: Sequence[str]) -> tuple[list[Path], list[Path]]:
    taken: dict[Path, None] = {}
    passed: dict[Path, None] = {}
    for path in chain.from_iterable(map(_expand, arguments)):
        inside = _find_in(path)
        for file in [path] if inside is None else inside:
            is_taken = inside is None or is_archive(file) or file.suffix.lower() in FORMATS
            is_taken = is_taken or is_folder(file)  # a locked one, which its turn says
            (taken if is_taken else passed)[file] = None
    files = sorted(taken, key=lambda p: (rank(p), str(p)))
    return files, [path for path in passed if path not in taken]


def _find_in(path: Path) -> list[Path] | None:
    """The files in a folder, those in its archives among them, or in an archive; None for a file.

    An archive that cannot be opened, or is in another one, counts as a file: why it is not read is
    said when its turn comes.
    """
    if is_folder(path):
        found = (p for p in path.rglob("*") if p.is_file() or _is_locked(p))
        files = sorted((p for p in found if _is_shown(p, path) and not is_own(p)), key=str)
        files = files or ([path] if _is_locked(path) else [])
        inside = ((file, None if _is_locked(file) else _find_in(file)) for file in files)
        return [p for file, within in inside for p in ([file] if within is None else within)]
    if is_remote(path) or not is_archive(path):
        return None
    from planparse.archives import find_members

    names = find_members(path)
    if names is None:
        return None
    return [p for p in map(path.joinpath, sorted(names)) if _is_shown(p, path)]


def _expand(argument: str) -> list[Path]:
    path = to_path(argument)
    if is_remote(path):
        return _expand_url(argument) if "*" in argument else [path]
    if is_there_or_locked(path) or archive_of(path):
        return [path]
    there = next(folder for folder in path.parents if folder.exists())  # brackets in it are names
    pattern = path.relative_to(there)
    if any(c in str(pattern) for c in "*?["):
        return sorted(there.glob(str(pattern)))
    return [_as_stored(path)]


def _is_locked(path: Path) -> bool:
    """Whether it is a folder of this machine whose files nobody may list."""
    return not is_remote(path) and path.is_dir() and not os.access(path, os.R_OK | os.X_OK)


def _as_stored(path: Path) -> Path:
    """A file whose name is typed in another form of Unicode: those from macOS are decomposed."""
    if not path.parent.is_dir():
        return path
    composed = normalize("NFC", path.name)
    alike = (p for p in path.parent.iterdir() if normalize("NFC", p.name) == composed)
    return next(alike, path)


def _expand_url(argument: str) -> list[Path]:
    fixed, _, pattern = argument.rpartition("/")
    while "*" in fixed:
        fixed, _, first = fixed.rpartition("/")
        pattern = f"{first}/{pattern}"
    return sorted(to_path(fixed).glob(pattern), key=str)


def _is_shown(path: Path, folder: Path) -> bool:
    """Whether a file below a folder is no hidden or half-saved one, nor in a hidden folder."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return not hidden and path.name != "manifest.csv"


def rank(path: Path) -> int:
    """How good a source a file of this name is: 0 for the best."""
    suffix = path.suffix.lower()
    return FORMATS.index(suffix) if suffix in FORMATS else len(FORMATS)
