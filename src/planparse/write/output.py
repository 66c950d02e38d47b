"""The output folder: each file of a plan is complete or not there, with the same bytes always."""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import CannotWriteError, UnreadableError
from planparse.locations import describe, is_remote, read_bytes
from planparse.process import uninterrupted
from planparse.written import parse_parquet

if TYPE_CHECKING:
    from planparse.schema.spool import Kept


class Formats(StrEnum):
    """What is written."""

    ALL = "all"
    JSON = "json"
    PARQUET = "parquet"


# So many bytes of a long file are in memory at a time.
_PART = 1 << 15
# A draft lives for seconds; one that is as old as this, in seconds, is nobody's.
_ABANDONED = 3600
# What files of an output folder end in.
_KINDS = ("json", "parquet")


class PackedBytes:
    """The content of a long file, kept in a spool: what is made and written part by part."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        from planparse.schema.spool import Spool  # a run that finds everything kept needs none

        spool = Spool()
        self._size = 0
        self._parts: list[Kept] = []
        waiting = bytearray()
        for part in parts:
            self._size += len(part)
            waiting += part
            while len(waiting) >= _PART:
                self._parts.append(spool.keep(bytes(waiting[:_PART])))
                del waiting[:_PART]
        self._parts.append(spool.keep(bytes(waiting)))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        return (part.take() for part in self._parts)


# What a file holds.
Content = bytes | PackedBytes


def parts_of(content: Content) -> Iterable[bytes]:
    """What a file holds, part by part."""
    return [content] if isinstance(content, bytes) else content


def json_name(plan_id: str) -> str:
    """Where the JSON of a plan stands below the output folder."""
    return f"json/{plan_id}.json"


def write_files(
    files: Mapping[str, Content], out: Path, option: str = "--out", gone: Iterable[str] = ()
) -> None:
    """Write files by their names below a folder, which an `option` named, and delete those that are
    `gone`.

    All are first complete under other names, then renamed into place; those that are there
    already, with the same bytes, are left alone. Raises CannotWriteError.
    """
    drafts: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            target = out / name
            if is_there(target, content):
                continue
            if is_remote(target):
                _put(target, b"".join(parts_of(content)))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            # Containers that share a folder have processes of one number.
            drafts[target] = target.parent / f".{target.name}.{os.urandom(4).hex()}.tmp"
            with drafts[target].open("xb") as file:
                file.writelines(parts_of(content))
        with uninterrupted():
            for target, draft in drafts.items():
                draft.replace(target)
            for name in gone:
                (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteError(
            f"{out} cannot be written: {describe(error)}. Name another folder with {option}."
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def sweep(out: Path) -> None:
    """Delete the drafts of processes that were killed while they wrote to an output folder."""
    drafts = (() if is_remote(out) else out.glob(f"*/.*.{kind}.*.tmp") for kind in _KINDS)
    for draft in chain.from_iterable(drafts):  # others may have folders and hidden files there
        with suppress(OSError):  # another process sweeps, too, or it may not be deleted
            if draft.stat().st_mtime + _ABANDONED < time.time():
                draft.unlink()


def _put(path: Path, content: bytes) -> None:
    """Write to a store, which shows a file as soon as it is complete."""
    try:
        path.write_bytes(content)
    except OSError:
        raise
    except Exception as error:  # networks raise what they like
        raise OSError(str(error)) from error


def is_there(path: Path, content: Content) -> bool:
    """Whether a file has these bytes."""
    try:
        if path.stat().st_size != len(content):
            return False
        if isinstance(content, bytes):
            return read_bytes(path) == content
        with path.open("rb") as file:
            return all(file.read(len(part)) == part for part in content)
    except OSError:  # what stands in the way is said by who writes
        return False


def existing_source(out: Path, plan_id: str) -> str | None:
    """The SHA-256 of the source a plan in the output folder was made from; None without one, or
    where its files are damaged. Raises CannotWriteError where they cannot be looked at."""
    for path in (out / json_name(plan_id), out / "plans" / f"{plan_id}.parquet"):
        try:
            if path.exists():
                return _source_in(path)
        except OSError as error:
            raise CannotWriteError(
                f"{path} is there and cannot be read: {describe(error)}. Move it away, or name "
                "another folder with --out."
            ) from error
        except (ValueError, KeyError, TypeError, UnreadableError):
            continue
    return None


def _source_in(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".json":
        return str(json.loads(content)["plan"]["source_sha256"])
    return str(parse_parquet(content, path)["source_sha256"][0])
