"""Work within one document that a second core can share."""

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from planparse import process

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

# For fewer items a second process is not worth its start of some ten milliseconds.
LEAST = 40


def parallel_map(compute: Callable[[_Item], _Found], items: Sequence[_Item]) -> list[_Found]:
    """What is computed from each item, every second one by a copy of this process where it may be
    copied (Linux, no threads, a core for it).

    What is computed must be of use to another process: pickled, with nothing left behind.
    """
    if len(items) < LEAST or not process.may_be_copied():
        return [compute(item) for item in items]
    copy = _Copy(compute, items[1::2])
    try:
        found: list[Any] = [None] * len(items)
        found[::2] = [compute(item) for item in items[::2]]
        # A copy that died, out of memory perhaps, costs time alone.
        found[1::2] = copy.take() or [compute(item) for item in items[1::2]]
        return found
    finally:
        copy.close()


class _Copy:
    """A copy of this process that computes, sends what it found, and ends."""

    def __init__(self, compute: Callable[[Any], Any], items: Sequence[Any]) -> None:
        receive, send = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(receive)
            _work(compute, items, send)
        os.close(send)
        self._found = os.fdopen(receive, "rb")

    def take(self) -> list[Any] | None:
        """What it found, waited for; None where it died."""
        try:
            found: list[Any] = pickle.load(self._found)
        except (EOFError, pickle.UnpicklingError):
            return None
        return found

    def close(self) -> None:
        """End it, whatever it is doing."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._found.close()


def _work(compute: Callable[[Any], Any], items: Sequence[Any], send: int) -> None:
    """The life of the copy; it never comes back to what its parent was doing."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends it
        with os.fdopen(send, "wb") as results:
            pickle.dump([compute(item) for item in items], results, pickle.HIGHEST_PROTOCOL)
    finally:
        # Its parent meets what was raised here itself, and no message is printed twice.
        os._exit(0)
