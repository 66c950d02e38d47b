"""Jobs in processes of their own: a process that dies or hangs loses one document and no more."""

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import AbstractContextManager
from functools import partial

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from planparse import process
from planparse.errors import NotFinishedError
from planparse.locations import name_of, size_of
from planparse.runs.cache import read_through
from planparse.runs.results import Found, Job

# How many jobs for each worker are sorted and under way at a time: enough to keep all workers busy
# behind a long document, and few enough for the results that wait for it.
AHEAD = 16


class Workers(AbstractContextManager["Workers"]):
    """A pool of processes; a job that takes longer than `timeout` seconds is killed."""

    def __init__(self, count: int, timeout: float | None) -> None:
        self.ahead = AHEAD * count
        self._timeout = timeout
        self._pool = ProcessPool(count, initializer=_set_up, context=process.worker_context())

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()

    def start(self, jobs: Sequence[Job]) -> list[Callable[[], Found]]:
        """Start the jobs, the largest first; gives calls that wait for each result, in the order
        given."""
        started = {
            index: self._pool.schedule(read_through, args=[jobs[index]], timeout=self._timeout)
            for index in sorted(range(len(jobs)), key=lambda i: size_of(jobs[i].path), reverse=True)
        }
        return [partial(self._result_of, job, started[index]) for index, job in enumerate(jobs)]

    def _result_of(self, job: Job, future: "ProcessFuture[Found]") -> Found:
        name = name_of(job.path)
        try:
            found: Found = future.result()
        except FutureTimeoutError:
            return NotFinishedError(
                f"{name} was given up after {self._timeout:g} seconds. Give it more with --timeout."
            )
        except ProcessExpired as error:
            return NotFinishedError(
                f"{name}: its worker process died (exit code {error.exitcode}; out of memory?). "
                "Run it alone, or report it with the file."
            )
        return found


def _set_up() -> None:
    process.set_up()
    # Ctrl-C is for the main process, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
