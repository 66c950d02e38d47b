"""How a process of planparse is set up, the command itself and the workers it starts, and how many
cores it may use.
"""

import atexit
import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

# Where Linux says how much of the cores a container may use: microseconds in a period of so many.
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_shares = False


def set_up() -> None:
    """Make the interpreter fit for many small objects that stay, and for one thread."""
    # numpy starts threads for linear algebra, which nothing here needs, as soon as it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # pydantic looks for plug-ins in every installed package; none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A password is for those files of a run that ask for one.
    warnings.filterwarnings("ignore", message="A password was provided")
    # Arrow's own allocator keeps eight megabytes for a few kilobytes of tables.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # A document is some hundred thousand objects that stay. They hold no cycles, and looking for
    # some after every 700 new objects takes a tenth of the time.
    gc.set_threshold(500_000, 20, 20)
    # A last search as the interpreter ends would find nothing either.
    atexit.register(gc.freeze)
    if is_debugged():
        _say_all()


def is_debugged() -> bool:
    """Whether the environment asks where a defect lies."""
    return bool(os.environ.get("PLANPARSE_DEBUG"))


def speak_utf8() -> None:
    """Read and print Vietnamese whatever the locale, which a pipe would follow; where the
    environment names an encoding, print what it lacks by its number."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="backslashreplace" if stream.writable() else None)
        elif stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C until the end: what is begun is done whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pending: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pending.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pending and callable(before):
        before(*pending[0])


def worker_context() -> "BaseContext":
    """How workers are started: as copies of a server that has loaded everything once and has no
    threads, where the system knows such."""
    from multiprocessing import get_all_start_methods, get_context

    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["planparse.runs.preloaded"])
    return context


def start_server() -> None:
    """Start what workers are copies of (`preloaded`), which takes as long to load as this command.

    It ends with this process.
    """
    from multiprocessing import forkserver

    if worker_context().get_start_method() == "forkserver":
        forkserver.ensure_running()


def _say_all() -> None:
    """Print what is logged, tracebacks of defects above all; of planparse, not of its libraries."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger = logging.getLogger("planparse")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)


def give_back() -> None:
    """Give free memory back to the system, where the C library can (that of Linux)."""
    import ctypes  # long documents alone need it

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def share_cores() -> None:
    """Let copies of this process take part in its work. The command asks for it; whoever calls the
    library decides about processes himself."""
    global _shares
    _shares = True


def may_be_copied() -> bool:
    """Whether a copy of this process may share its work: it was asked for, Linux has copies, a
    process with threads is not safe to copy, and a worker leaves the other cores to the others."""
    workers = sys.modules.get("multiprocessing.process")
    is_worker = workers is not None and workers.parent_process() is not None
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return _shares and is_safe and not is_worker and count_cores() > 1


def start_copy(live: Callable[[], None]) -> int:
    """Start a copy of this process for which a life is to be lived; its id. It ends with that life,
    with code 1 where something is raised, and never comes back to what its parent was doing."""
    copy = os.fork()
    if copy:
        return copy
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends it
        live()
        code = 0
    finally:
        os._exit(code)


def count_cores() -> int:
    """The cores that this process may use, not those of the machine: a container has its share."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux alone has it
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        share, period = _QUOTA.read_text().split()
        if share != "max":
            cores = min(cores, round(int(share) / int(period)))
    return max(1, cores)
