"""Jobs on the machines of a Dask cluster; the jobs of a lost worker go to another."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from planparse.errors import ClusterError, NotFinishedError
from planparse.locations import name_of
from planparse.runs import cache
from planparse.runs.results import Found, Job

# How many jobs for each core of the cluster are under way at a time.
AHEAD = 16
# A scheduler that has not answered by then is not there.
_CONNECT_SECONDS = 30


class Cluster(AbstractContextManager["Cluster"]):
    """The scheduler at an address; workers have to see the documents under the same paths or URLs.

    Raises ClusterError when it does not answer or the `cluster` extra is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError(
                "--cluster needs Dask: pip install 'planparse[cluster]', here and on the workers."
            ) from error
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise ClusterError(f"No Dask scheduler answers at {address}.") from error
        self._address = address
        self.ahead = AHEAD * max(1, sum(self._client.ncores().values()))

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def start(self, jobs: Sequence[Job]) -> list[Callable[[], Found]]:
        """Start the jobs, the first one first; gives calls that wait for each result, in the order
        given."""
        futures = [self._client.submit(cache.read_through, job, pure=False) for job in jobs]
        return [partial(self._result_of, job, f) for job, f in zip(jobs, futures, strict=True)]

    def _result_of(self, job: Job, future: Any) -> Found:
        from distributed import KilledWorker

        try:
            found: Found = future.result()
        except KilledWorker:
            return NotFinishedError(
                f"{name_of(job.path)}: every worker that read it died (out of memory?). Run it "
                "alone."
            )
        except CancelledError as error:
            raise ClusterError(
                f"The Dask scheduler at {self._address} was lost. What is done is complete: run it "
                "again for the rest."
            ) from error
        except Exception as error:  # what keeps a worker from running this has many names
            why = error.__cause__ or error  # Dask says first that it could not be sent
            return ClusterError(
                f"{name_of(job.path)} was not read: the cluster gave an error "
                f"({type(why).__name__}: {why}). Its workers need the version of planparse that is "
                "installed here."
            )
        return found
