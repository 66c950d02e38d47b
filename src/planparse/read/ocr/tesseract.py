"""The program Tesseract: whether it is there, with which models, and a run of it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from signal import Signals

from planparse.errors import INSTALL_TESSERACT, ProgramError

LANGUAGE, LATIN = "vie", "eng"
# Seconds after which Tesseract is taken to hang; a page of many cells takes ten.
_TIMEOUT = 300
# Where its models are, below the folder that the program is installed in or beside its program.
_MODELS = ("share/tessdata", "share/tesseract*/tessdata", "share/tesseract*/*/tessdata")


def is_installed() -> bool:
    """Whether scans can be read: Tesseract is there and starts, and its Vietnamese model."""
    try:
        return version() is not None
    except ProgramError:
        return False


def version() -> str | None:
    """The version of Tesseract, on which readings depend; None when it has no Vietnamese."""
    return said_version() if LANGUAGE in languages() else None


@cache
def said_version() -> str | None:
    """The version of Tesseract; None when it is not installed."""
    return run(["--version"]).splitlines()[0] if shutil.which("tesseract") else None


@cache
def languages() -> tuple[str, ...]:
    """The models that Tesseract has; none when it is not installed."""
    if not shutil.which("tesseract"):
        return ()
    return tuple(run(["--list-langs"]).splitlines()[1:])


def find_models() -> list[Path]:
    """The files of the models, found without starting the program, where it mostly has them.

    Readings depend on them, and whether a scan is read at all.
    """
    folders = [Path(named)] if (named := os.environ.get("TESSDATA_PREFIX")) else []
    program = shutil.which("tesseract")
    for home in {Path(program).parent, Path(program).resolve().parent} if program else ():
        folders += [home / "tessdata", *(f for like in _MODELS for f in home.parent.glob(like))]
    names = (f"{language}.traineddata" for language in (LANGUAGE, LATIN))
    return sorted(path for name in names for f in folders if (path := f / name).is_file())


def require() -> str:
    """The version and the models; raises ProgramError that says what to install."""
    found = version()
    if found is None:
        raise ProgramError(f"Reading scans needs Tesseract with Vietnamese. {INSTALL_TESSERACT}")
    models = [f"{path.name} {path.stat().st_size}" for path in find_models()]
    return " ".join([found, *(each for each in (LANGUAGE, LATIN) if each in languages()), *models])


def run(arguments: Sequence[str]) -> str:
    """What Tesseract prints; raises ProgramError when it fails."""
    # One thread each: planparse reads several pages at a time.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            capture_output=True,
            env=environment,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramError(f"Tesseract gave no answer within {_TIMEOUT} seconds.") from error
    except OSError as error:
        raise ProgramError(f"Tesseract does not start ({error.strerror}).") from error
    if done.returncode:
        raise ProgramError(f"Tesseract failed: {_reason_of(done)}.")
    return done.stdout.decode("utf-8")


def _reason_of(failed: subprocess.CompletedProcess[bytes]) -> str:
    """What Tesseract said last, or how it ended: the system ends what takes too much memory."""
    said = failed.stderr.decode(errors="replace").strip().splitlines()
    if failed.returncode < 0:
        return f"it was ended by {Signals(-failed.returncode).name}"
    return said[-1].rstrip(".") if said else f"exit code {failed.returncode}"
