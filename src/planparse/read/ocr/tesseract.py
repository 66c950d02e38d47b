"""The program Tesseract: whether it is there, with which models, and a run of it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

from planparse.errors import INSTALL_TESSERACT, NoTextError

LANGUAGE, LATIN = "vie", "eng"
_TIMEOUT = 300


def is_installed() -> bool:
    """Whether scans can be read: Tesseract is there, and its Vietnamese model."""
    return version() is not None


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


def require() -> str:
    """The version; raises NoTextError that says what to install."""
    found = version()
    if found is None:
        raise NoTextError(f"Reading scans needs Tesseract with Vietnamese. {INSTALL_TESSERACT}")
    return found


def run(arguments: Sequence[str]) -> str:
    """What Tesseract prints; raises NoTextError when it fails."""
    # One thread each: planparse reads several pages at a time.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(
        ["tesseract", *arguments],
        capture_output=True,
        env=environment,
        timeout=_TIMEOUT,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoTextError(f"Tesseract failed: {said[-1] if said else done.returncode}.")
    return done.stdout.decode("utf-8")
