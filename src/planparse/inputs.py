"""Which files a run reads, and in which order."""

from collections.abc import Sequence
from pathlib import Path

from planparse.errors import LocationError
from planparse.locations import is_folder, is_remote, to_path
from planparse.read.options import FORMATS


def find_inputs(arguments: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The files that arguments name (files, folders, patterns), and those passed over.

    In a folder, files of formats that are not read are passed over; better formats come first, so
    that of two sources of one plan the better is taken. Raises LocationError.
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
    for argument in arguments:
        for path in _expand(argument):
            if is_folder(path):
                for file in sorted(
                    (p for p in path.rglob("*") if p.is_file() and _is_shown(p)), key=str
                ):
                    (taken if file.suffix.lower() in FORMATS else passed)[file] = None
            else:
                taken[path] = None
    files = sorted(taken, key=lambda p: (rank(p), str(p)))
    return files, [path for path in passed if path not in taken]


def _expand(argument: str) -> list[Path]:
    path = to_path(argument)
    if is_remote(path):
        return _expand_url(argument) if "*" in argument else [path]
    if path.exists() or not any(c in argument for c in "*?["):
        return [path]
    root = Path(path.anchor) if path.is_absolute() else Path()
    return sorted(root.glob(str(path.relative_to(root))))


def _expand_url(argument: str) -> list[Path]:
    fixed, _, pattern = argument.rpartition("/")
    while "*" in fixed:
        fixed, _, first = fixed.rpartition("/")
        pattern = f"{first}/{pattern}"
    return sorted(to_path(fixed).glob(pattern), key=str)


def _is_shown(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and path.name != "manifest.csv"


def rank(path: Path) -> int:
    """How good a source a file of this name is: 0 for the best."""
    suffix = path.suffix.lower()
    return FORMATS.index(suffix) if suffix in FORMATS else len(FORMATS)
