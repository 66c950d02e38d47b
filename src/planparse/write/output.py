"""The output folder: each file of a plan is complete or not there, with the same bytes always."""

import io
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType

import pyarrow.parquet as pq

from planparse.errors import CannotWriteError
from planparse.schema.arrow import to_arrow_table
from planparse.schema.records import TABLES, PlanDocument, rows_of


class Formats(StrEnum):
    """What is written."""

    ALL = "all"
    JSON = "json"
    PARQUET = "parquet"


def write_document(document: PlanDocument, out: Path, formats: Formats = Formats.ALL) -> None:
    """Write all files of one plan: first complete under other names, then renamed into place.

    Raises CannotWriteError.
    """
    files = render_document(document, formats)
    drafts: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            drafts[target] = target.parent / f".{target.name}.{os.getpid()}.tmp"
            drafts[target].write_bytes(content)
        with _uninterrupted():
            for target, draft in drafts.items():
                draft.replace(target)
    except OSError as error:
        raise CannotWriteError(
            f"{out} cannot be written: {error.strerror or error}. Name another folder with --out."
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def render_document(document: PlanDocument, formats: Formats) -> Mapping[str, bytes]:
    """The files of a plan by their names below the output folder, the JSON last."""
    files: dict[str, bytes] = {}
    plan_id = document.plan.plan_id
    if formats is not Formats.JSON:
        files |= {f"{t}/{plan_id}.parquet": render_table(document, t) for t in TABLES}
    if formats is not Formats.PARQUET:
        files[f"json/{plan_id}.json"] = render_json(document)
    return files


def render_json(document: PlanDocument) -> bytes:
    """The nested document, keys in the order of the models."""
    return (document.model_dump_json(indent=1, ensure_ascii=False) + "\n").encode()


def render_table(document: PlanDocument, table: str) -> bytes:
    """One Parquet file; without rows it has the full schema."""
    buffer = io.BytesIO()
    rows = rows_of(document, table)
    pq.write_table(
        to_arrow_table(TABLES[table], rows),
        buffer,
        compression="zstd",
        version="2.6",
        store_schema=True,
    )
    return buffer.getvalue()


def read_back(out: Path, plan_id: str) -> PlanDocument | None:
    """The document of a plan as JSON in the output folder; None when there is none."""
    path = out / "json" / f"{plan_id}.json"
    return PlanDocument.model_validate_json(path.read_bytes()) if path.exists() else None


def existing_source(out: Path, plan_id: str) -> str | None:
    """The SHA-256 of the source a plan in the output folder was made from; None without one."""
    path = out / "plans" / f"{plan_id}.parquet"
    if path.exists():
        # Not `read_table`, which loads pandas for the one value.
        found: str = pq.ParquetFile(path).read(columns=["source_sha256"])[0][0].as_py()
        return found
    path = out / "json" / f"{plan_id}.json"
    if path.exists():
        return PlanDocument.model_validate_json(path.read_bytes()).plan.source_sha256
    return None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C until the files of a plan are all in place."""
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
