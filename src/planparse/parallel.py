"""Work within one document that a second core can share."""

import os
import pickle
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from planparse import process

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

# For fewer items a second process is not worth its start of some ten milliseconds.
LEAST = 40
# A result is sent behind its length, in so many bytes.
_LENGTH = 4
_ROOM = 1 << 16
# Where other programs keep the cores busy, the copy must not take the time of its parent.
_YIELDS = 10


def parallel_map(compute: Callable[[_Item], _Found], items: Sequence[_Item]) -> list[_Found]:
    """What is computed from each item, with a copy of this process where it may be copied (Linux,
    no threads, a core for it): it begins at the end, and what it has not sent when this process
    comes there is computed here. So a copy that gets no time, or dies, costs next to nothing.

    What is computed must be of use to another process: pickled, with nothing left behind.
    """
    if len(items) < LEAST or not process.may_be_copied():
        return [compute(item) for item in items]
    found = [compute(items[0])]  # what all of them need is loaded once, and not by the copy again
    copy = _Copy(compute, items[1:])
    try:
        while len(found) + len(copy.look()) < len(items):
            found.append(compute(items[len(found)]))
    finally:
        copy.close()
    rest = copy.found[: len(items) - len(found)]
    return found + rest[::-1]


class _Copy:
    """A copy of this process that computes from the last item to the first; `found` has what it
    has sent."""

    def __init__(self, compute: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self.found: list[Any] = []
        self._held = b""
        self._receive, send = os.pipe()

        def live() -> None:
            os.close(self._receive)  # nobody reads when the parent has gone
            _work(compute, items, send)

        self._process = process.start_copy(live)
        os.close(send)

    def look(self) -> list[Any]:
        """What it has found by now."""
        while select.select([self._receive], [], [], 0)[0]:
            content = os.read(self._receive, _ROOM)
            if not content:  # it has ended
                break
            self._held += content
        self.found += map(pickle.loads, self._take_whole())
        return self.found

    def _take_whole(self) -> Iterator[bytes]:
        """The results that have come whole."""
        while len(self._held) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._held[:_LENGTH], "big")
            if len(self._held) < end:
                break
            content, self._held = self._held[_LENGTH:end], self._held[end:]
            yield content

    def close(self) -> None:
        """End it, whatever it is doing."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._receive)


def _work(compute: Callable[[Any], Any], items: Sequence[Any], send: int) -> None:
    """The life of the copy. What is raised here, its parent meets itself."""
    os.nice(_YIELDS)
    with os.fdopen(send, "wb") as results:
        for item in reversed(items):
            content = pickle.dumps(compute(item), pickle.HIGHEST_PROTOCOL)
            results.write(len(content).to_bytes(_LENGTH, "big") + content)
            results.flush()
