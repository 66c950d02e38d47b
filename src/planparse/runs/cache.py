"""Results kept from run to run, by everything that they depend on.

An entry is a zip of `result.json` and the files of each plan in a folder, or an error that lies in
the document itself. Its name is a hash of the source, the options, the user's tables, the code and
the programs it calls: when any of these changes, the document is read again.
"""

import hashlib
import json
import logging
import os
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

from platformdirs import user_cache_path

from planparse.errors import NotAPlanError, NoTextError, PlanparseError
from planparse.kept import keep_file
from planparse.locations import is_remote, name_of, read_bytes
from planparse.read.options import OnPage
from planparse.runs.fingerprint import fingerprint
from planparse.runs.results import Found, Job, Result, read
from planparse.write.output import Content, parts_of

# Errors that say something of the document, and would be the same again, as no ProgramError would.
LASTING: dict[str, type[PlanparseError]] = {
    error.__name__: error for error in (NotAPlanError, NoTextError)
}
_DAY = 24 * 3600
# One folder for each kind: results of documents, records of runs (`standing`), pages read from
# their picture, and compiled knowledge (`knowledge.kept`).
_KINDS = ("plans", "runs", "ocr", "knowledge")


def folder() -> Path:
    """Where everything is kept: the user's cache folder, as the system has it."""
    return user_cache_path("planparse")


def read_through(job: Job, on_page: OnPage | None = None) -> Found:
    """The result of a job: one kept from before, or a new one, which is then kept.

    A source behind a URL is fetched once for all of this.
    """
    with _at_hand(job) as near:
        found = find(near)
        if found is None:
            found = read(near, on_page)
            if job.reading.keep:
                store(near, found)
        return found


def find(job: Job) -> Found | None:
    """The kept result of a job that may use one; None where its source cannot be read."""
    try:
        return load(job) if job.reading.keep else None
    except (OSError, PlanparseError):  # reading it will say why
        return None


@contextmanager
def _at_hand(job: Job) -> Iterator[Job]:
    """The job with its sources on this machine; one that cannot be fetched stays where it is."""
    sources = (job.path, *job.reading.more)
    if not any(map(is_remote, sources)):
        yield job
        return
    with TemporaryDirectory(prefix="planparse-") as folder:
        try:
            path, *more = (_fetch(each, Path(folder) / str(i)) for i, each in enumerate(sources))
        except OSError:
            path, more = job.path, list(job.reading.more)
        yield replace(job, path=path, reading=replace(job.reading, more=tuple(more)))


def _fetch(path: Path, folder: Path) -> Path:
    """A copy under the same name, which results mention; a local file is used as it is."""
    if not is_remote(path):
        return path
    folder.mkdir()
    copy = folder / path.name
    copy.write_bytes(read_bytes(path))
    return copy


def load(job: Job) -> Found | None:
    """The kept result of the same job; None where there is none, or it is damaged."""
    path = _path_of(job)
    try:
        with zipfile.ZipFile(path) as entry:
            kept = _from_entry(entry)
        os.utime(path)  # `prune` goes by when an entry was last used
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile):
        logging.getLogger(__name__).debug("%s is damaged: the document is read again", path)
        return None
    return kept


def _from_entry(entry: zipfile.ZipFile) -> Found:
    kept = json.loads(entry.read("result.json"))
    if "error" in kept:
        return LASTING[kept["error"]](kept["message"])
    first, *more = (_to_result(plan, entry, f"{i}/") for i, plan in enumerate(kept["plans"]))
    return replace(first, more=tuple(more))


def _to_result(kept: dict[str, Any], entry: zipfile.ZipFile, folder: str) -> Result:
    names = [name for name in entry.namelist() if name.startswith(folder)]
    return Result.recalled(kept, {n.removeprefix(folder): entry.read(n) for n in names})


def store(job: Job, result: Found) -> None:
    """Keep a result."""
    if isinstance(result, PlanparseError):
        if type(result).__name__ not in LASTING:
            return
        kept: dict[str, object] = {"error": type(result).__name__, "message": str(result)}
        files: dict[str, Content] = {}
    else:
        kept = {"plans": [each.told for each in result.every]}
        files = {
            f"{index}/{name}": content
            for index, each in enumerate(result.every)
            for name, content in each.files.items()
        }

    def write(draft: IO[bytes]) -> None:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as entry:
            for name, content in files.items():
                with entry.open(name, "w") as file:
                    file.writelines(parts_of(content))
            entry.writestr("result.json", json.dumps(kept, ensure_ascii=False))

    try:
        keep_file(_path_of(job), write)
    except OSError:  # a full disk or a read-only home costs the cache, not the document
        logging.getLogger(__name__).debug("a result cannot be kept", exc_info=True)


def conditions_of(job: Job) -> "hashlib._Hash":
    """A hash of all that the result of a job depends on beside its source."""
    digest = hashlib.sha256(fingerprint().encode())
    for path in sorted(job.knowledge_folder.glob("*.csv")) if job.knowledge_folder else ():
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    reading = job.reading
    options = (reading.password, reading.ocr, reading.engine, reading.verify, job.formats.value)
    digest.update(repr(options).encode())
    return digest


def _path_of(job: Job) -> Path:
    """Where the result of a job is kept; raises OSError for a source that cannot be read,
    and for one in an archive what `read_bytes` does."""
    digest = conditions_of(job)
    for path in (job.path, *job.reading.more):
        content = read_bytes(path, job.reading.password)
        digest.update(name_of(path).encode() + hashlib.sha256(content).digest())
    return folder() / "plans" / f"{digest.hexdigest()}.zip"


class Share(NamedTuple):
    """How much one kind of entry takes."""

    kind: str
    entries: int
    size: int


def find_shares() -> list[Share]:
    """How much is kept of each kind."""
    shares = []
    for kind in _KINDS:
        sizes = [status.st_size for _, status in _entries(kind)]
        shares.append(Share(kind, len(sizes), sum(sizes)))
    return shares


def prune(days: float | None = None, size: int | None = None) -> int:
    """Delete what was not used for `days`, then the oldest until `size` bytes are left.

    With neither, delete everything. Gives the number of deleted entries.
    """
    entries = sorted(_entries(*_KINDS), key=lambda entry: entry[1].st_mtime)
    if days is None and size is None:
        return _delete(path for path, _ in entries)
    limit = time.time() - days * _DAY if days is not None else 0.0
    gone = sum(status.st_mtime < limit for _, status in entries)
    left = sum(status.st_size for _, status in entries[gone:])
    while size is not None and left > size:
        left -= entries[gone][1].st_size
        gone += 1
    return _delete(path for path, _ in entries[:gone])


def _entries(*kinds: str) -> Iterator[tuple[Path, os.stat_result]]:
    """What is kept of some kinds; another process may delete any of it meanwhile."""
    for path in chain.from_iterable((folder() / kind).glob("*") for kind in kinds):
        with suppress(FileNotFoundError):
            status = path.stat()
            if S_ISREG(status.st_mode):
                yield path, status


def _delete(paths: Iterable[Path]) -> int:
    count = 0
    for path in paths:
        path.unlink(missing_ok=True)
        count += 1
    return count
