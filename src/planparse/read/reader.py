"""A document read by a process beside this one, which meanwhile loads what the pages are for.

The process is a copy of this one, made while hardly anything is loaded. It loads the readers, is
told what to read, and sends page after page. What the pipe between the two holds bounds how
many pages are under way. A file over which a library crashes costs that process alone.
"""

import logging
import marshal
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from planparse import process
from planparse.errors import NotFinishedError
from planparse.locations import name_of
from planparse.read.options import OnPage, ReadOptions

if TYPE_CHECKING:
    from planparse.schema.layout import Layout, Page, Word

# What a pipe holds, bytes: some forty pages, as many as are read while this process loads. Linux
# gives no more than this to all users.
_ROOM = 1 << 20


class _Sent(NamedTuple):
    """A page on its way: its words apart from it, and what is to be told of the progress."""

    page: "Page"
    words: bytes
    progress: tuple[int, int] | None


class Reader:
    """A process that reads one document. `close` ends it, whatever it is doing.

    It loads the readers `at_once`, or not before it is told what to read.
    """

    def __init__(self, at_once: bool = True) -> None:
        (told, tell), (receive, send) = os.pipe(), os.pipe()
        _widen(send)

        def live() -> None:
            os.close(tell)  # nothing more is told when the parent has closed its own
            os.close(receive)
            _serve(told, send, at_once)

        self.process = process.start_copy(live)
        os.close(told)
        os.close(send)
        self._tell, self._pages = os.fdopen(tell, "wb"), os.fdopen(receive, "rb")
        self._is_free = True
        self._begun: Path | None = None
        self._exit_code: int | None = None

    def begin(self, path: Path, options: ReadOptions) -> None:
        """Have it read a document, where it has read none before."""
        if self._is_free:
            self._is_free, self._begun = False, path
            with suppress(BrokenPipeError):  # why it died is asked when nothing comes back
                pickle.dump((path, replace(options, reader=None)), self._tell)
                self._tell.flush()

    def has_begun(self, path: Path) -> bool:
        """Whether it is the one that reads a document."""
        return self._begun == path

    def open(self, on_page: OnPage | None) -> "tuple[Layout, Iterator[Page]]":
        """What `open_document` gives of the document that it has begun, once.

        Raises what that raises, and NotFinishedError where the process dies.
        """
        name, self._begun = name_of(self._begun) if self._begun else "", None
        layout: Layout = self._receive(name)
        return layout, self._read_pages(name, on_page)

    def close(self) -> None:
        """End the process."""
        self._is_free = False
        if self._exit_code is None:
            os.kill(self.process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int:
        """The exit code of the process, which ends or has been killed."""
        if self._exit_code is None:
            _, status = os.waitpid(self.process, 0)
            self._exit_code = os.waitstatus_to_exitcode(status)
            self._pages.close()
            with suppress(BrokenPipeError):
                self._tell.close()
        return self._exit_code

    def _read_pages(self, name: str, on_page: OnPage | None) -> "Iterator[Page]":
        sent: _Sent | None
        while sent := self._receive(name):
            if sent.progress and on_page:
                on_page(*sent.progress)
            yield replace(sent.page, words=_unpack(sent.words)) if sent.words else sent.page
        self.close()

    def _receive(self, name: str) -> Any:
        try:
            received = pickle.load(self._pages)
        except (EOFError, pickle.UnpicklingError):  # nothing more, or a page cut short
            raise NotFinishedError(
                f"{name}: the process that read it died (exit code {self._wait()}; a damaged file, "
                "or out of memory?). Try --engine pdfplumber, or report it with the file."
            ) from None
        if isinstance(received, Exception):
            self.close()
            raise received
        return received


def start_reader(at_once: bool = True) -> Reader | None:
    """A reader, where there is a core for it."""
    return Reader(at_once) if process.may_be_copied() else None


def _widen(pipe: int) -> None:
    """Let the pipe hold more than its usual 64 kB, where the system allows it."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _serve(told: int, send: int, at_once: bool) -> None:
    """The life of the process. It ends where there is nothing to read, or nobody to read it for."""
    with os.fdopen(told, "rb") as jobs, os.fdopen(send, "wb") as pages:
        if at_once:
            _load_readers()
        path, options = pickle.load(jobs)
        _read(path, options, pages)


def _load_readers() -> None:
    import planparse.read.layouts
    import planparse.read.pdf  # noqa: F401
    from planparse.knowledge import load

    load()


def _read(path: Path, options: ReadOptions, pages: IO[bytes]) -> None:
    """Send a document: itself without its pages, each of them, and None; or an error."""
    from planparse import regex
    from planparse.read.layouts import open_document

    progress: list[tuple[int, int]] = []
    try:
        layout, read = open_document(path, lambda *at: progress.append(at), options)
        _send(layout, pages)
        for page in read:
            _send(_to_sent(page, progress.pop() if progress else None), pages)
    except BrokenPipeError:
        raise
    except Exception as error:
        logging.getLogger(__name__).debug("%s", path, exc_info=True)
        _send(error, pages)
    else:
        regex.keep()
        _send(None, pages)


def _to_sent(page: "Page", progress: tuple[int, int] | None) -> _Sent:
    words = _pack(page.words) if page.words else b""
    return _Sent(replace(page, words=()), words, progress)


def _send(what: object, pages: IO[bytes]) -> None:
    pickle.dump(what, pages, pickle.HIGHEST_PROTOCOL)
    pages.flush()


def _pack(words: "Sequence[Word]") -> bytes:
    """Words column by column: a tenth of the time that their objects would take."""
    texts, boxes, *others = zip(*words, strict=True)
    return marshal.dumps((texts, tuple(zip(*boxes, strict=True)), *others))


def _unpack(content: bytes) -> "tuple[Word, ...]":
    from planparse.schema.packed import to_box, to_word

    texts, sides, *others = marshal.loads(content)
    boxes = map(to_box, zip(*sides, strict=True))
    return tuple(map(to_word, zip(texts, boxes, *others, strict=True)))
