"""What stood after a run, so that a run that changes nothing reads nothing and writes nothing.

As the index of git does, a record holds size and times of each source and each file written. While
these are the same, and all else that results depend on, it tells what became of a document. Where
anything differs the document goes the usual way: its result is taken from the cache, or it is read.

Documents that are sources of one plan stand or fall together, as they wrote its files together.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from planparse.kept import keep_file
from planparse.locations import archive_of, common_folder, is_remote
from planparse.runs.cache import LASTING, conditions_of, folder
from planparse.runs.results import Job, Outcome, Result

# The name of a file, and what the system tells of it: size, time of the last change of its content
# and of anything, number; a digest of its content where that was written a moment ago. The name
# alone where there is no such file.
Signed = list[Any]
# A second change within one tick of the clock of a file system leaves no trace in the times of a
# file. Ticks are 10 ms at most where times have fractions of seconds, else up to 2 s (FAT).
_TICK, _COARSE_TICK = 100_000_000, 2_000_000_000
_SECOND = 1_000_000_000


class _Noted(NamedTuple):
    """A document of this run: its part of the record, its plans, and their files; as JSON, which
    takes a fifth of the memory of objects."""

    place: int
    plans: tuple[str, ...]
    member: bytes
    written: bytes


class _Group:
    """Documents that stand together: their line of the record, and which of them were told."""

    def __init__(self, outcomes: Mapping[Path, list[Outcome]], line: bytes) -> None:
        self.outcomes = outcomes
        self.line = line
        self.told: list[Path] = []
        self.plans = {o.result.plan_id for each in outcomes.values() for o in each if o.result}


class Standing:
    """What stands of an earlier run of the same kind, and what will have stood after this one."""

    def __init__(self, jobs: Sequence[Job], out: Path) -> None:
        self._out = str(out.absolute())
        self._record = _record_of(jobs, out)
        self._begun = time.time_ns()
        # Before anything is read: at the end it shows what has changed meanwhile.
        self._sources = {
            job.path: (place, _sign(_names_of(job)))
            for place, job in enumerate(jobs if self._record else ())
        }
        self._noted: dict[Path, _Noted] = {}
        self._others: list[bytes] = []
        self._groups: dict[Path, _Group] = {}
        self._owners: dict[str, _Group] = {}
        if self._record:
            self._find(self._record, {str(job.path.absolute()): job.path for job in jobs})

    def outcomes_of(self, path: Path) -> list[Outcome] | None:
        """What became of a document; None where that has to be found out."""
        group = self._groups.get(path)
        return group.outcomes[path] if group else None

    def tell(self, path: Path) -> None:
        """The outcomes of a document that stands are told now."""
        self._groups[path].told.append(path)

    def let_fall(self, plan_id: str) -> tuple[set[str], list[Path]]:
        """Another document is a source of a plan, too: what stood of that no longer does.

        Gives all plans that fall with it, and the documents that were told already: they are to be
        written again before the other one.
        """
        group = self._owners.get(plan_id)
        if group is None:
            return set(), []
        for path in group.outcomes:
            del self._groups[path]
        for plan in group.plans:
            del self._owners[plan]
        return group.plans, group.told

    def note(self, path: Path, outcomes: Iterable[Outcome], names: Iterable[str]) -> None:
        """What became of a document that was read, and the files of its plans below the folder."""
        if self._record:
            told = [_pack(outcome) for outcome in outcomes]
            plans = tuple({each["result"]["plan_id"] for each in told if each["result"]})
            written = _sign(f"{self._out}/{name}" for name in names)
            place, sources = self._sources[path]
            member = {"sources": sources, "outcomes": told}
            self._noted[path] = _Noted(place, plans, _dump(member), _dump(written))

    def keep(self) -> None:
        """Write the record for the next run, where there is anything new."""
        if self._record and self._noted:
            standing = {id(group): group.line for group in self._groups.values()}
            lines = chain(self._others, standing.values(), self._new_lines())
            with suppress(OSError):  # a full disk or a read-only home costs the next run its time
                keep_file(self._record, lambda to: to.writelines(each + b"\n" for each in lines))

    def _new_lines(self) -> Iterator[bytes]:
        now = time.time_ns()
        for group in _linked(self._noted.values()):
            members = [json.loads(noted.member) for noted in group]
            sources = [each for member in members for each in member["sources"]]
            # What one has written another may have written anew.
            written = [*{e[0]: e for noted in group for e in json.loads(noted.written)}.values()]
            is_certain = _stand(sources) and all(_is_settled(each, self._begun) for each in sources)
            if is_certain and _stand(written) and all(map(_is_lasting, members)):
                certain = [e if _is_settled(e, now) else [*e, _digest(e[0])] for e in written]
                record = {"members": members, "written": certain}
                yield _dump(record)

    def _find(self, record: Path, paths: Mapping[str, Path]) -> None:
        """Look through the record of the run before."""
        with suppress(OSError, ValueError):
            os.utime(record)  # `cache prune` goes by when it was last used
            with record.open("rb") as lines:
                for line in map(bytes.rstrip, lines):
                    with suppress(ValueError, KeyError, TypeError, IndexError):  # a damaged line
                        self._look_at(line, paths)

    def _look_at(self, line: bytes, paths: Mapping[str, Path]) -> None:
        kept = json.loads(line)
        sources = {member["sources"][0][0]: member["sources"] for member in kept["members"]}
        if not paths.keys() & sources:
            if any(map(_signature, sources)):
                self._others.append(line)
            return
        # All of them are to be read, and in this order.
        places, now = zip(*(self._sources[paths[name]] for name in sources), strict=True)
        if (
            [*now] == [*sources.values()]
            and [*places] == sorted(places)
            and _stand(kept["written"])
        ):
            outcomes = {
                paths[name]: [_unpack(told, paths[name], paths) for told in member["outcomes"]]
                for name, member in zip(sources, kept["members"], strict=True)
            }
            group = _Group(outcomes, line)
            self._groups |= dict.fromkeys(group.outcomes, group)
            self._owners |= dict.fromkeys(group.plans, group)


def _record_of(jobs: Sequence[Job], out: Path) -> Path | None:
    """Where the record of a run lies; None for one that keeps nothing, or reads or writes URLs.

    Runs over different folders have records of their own, so that none grows with all of them.
    """
    if not jobs or not jobs[0].reading.keep or any(map(is_remote, (out, *(j.path for j in jobs)))):
        return None
    digest = conditions_of(jobs[0])
    digest.update(f"{out.absolute()}\n{common_folder(job.path for job in jobs)}".encode())
    return folder() / "runs" / f"{digest.hexdigest()}.jsonl"


def _names_of(job: Job) -> list[str]:
    return [str(path.absolute()) for path in (job.path, *job.reading.more)]


def _sign(names: Iterable[str]) -> list[Signed]:
    return [[name, *_signature(name)] for name in names]


def _signature(name: str) -> tuple[int, ...]:
    try:
        status = os.stat(name)  # noqa: PTH116 (a path object for each takes longer than this)
    except OSError:  # a document in an archive is as old as that
        return _signature(str(archive)) if (archive := archive_of(Path(name))) else ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _stand(files: Iterable[Signed]) -> bool:
    """Whether files are what they were when they were signed."""
    return all(
        each[1:5] == [*_signature(each[0])] and (len(each) < 6 or each[5] == _digest(each[0]))
        for each in files
    )


def _is_settled(signed: Signed, time: int) -> bool:
    """Whether a file was left alone long enough before a time for any later change to show."""
    if len(signed) == 1:  # there is no such file
        return False
    changed, noticed = signed[2:4]
    tick = _TICK if noticed % _SECOND else _COARSE_TICK
    return bool(max(changed, noticed) + tick < time)


def _digest(name: str) -> str:
    with Path(name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _linked(noted: Iterable[_Noted]) -> list[list[_Noted]]:
    """Documents in groups of those that are sources of one plan, in the order they were read."""
    groups: dict[int, list[_Noted]] = {}
    by_plan: dict[str, list[_Noted]] = {}
    for each in noted:
        group = [each]
        for other in {id(g): g for plan in each.plans if (g := by_plan.get(plan))}.values():
            group += groups.pop(id(other))
        groups[id(group)] = group
        by_plan |= dict.fromkeys((plan for one in group for plan in one.plans), group)
    return [sorted(group, key=lambda one: one.place) for group in groups.values()]


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _pack(outcome: Outcome) -> dict[str, Any]:
    result, error, better = outcome.result, outcome.error, outcome.checked_against
    said = [type(error).__name__, str(error)] if error else None
    return {
        "result": result.told if result else None,
        "error": said,
        "checked": str(better.absolute()) if better else None,
    }


def _unpack(told: dict[str, Any], path: Path, paths: Mapping[str, Path]) -> Outcome:
    kind, message = told["error"] or ("", "")
    result, better = told["result"], told["checked"]
    plan = Result.recalled(result, {}) if result else None
    error = LASTING[kind](message) if kind else None
    return Outcome(path, plan, error, paths[better] if better else None)


def _is_lasting(member: Mapping[str, Any]) -> bool:
    """Whether what became of a document lies in the document."""
    return all(o["error"] is None or o["error"][0] in LASTING for o in member["outcomes"])
