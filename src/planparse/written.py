"""The files of an output folder: the JSON of a plan as plain data, Parquet as tables."""

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planparse.errors import UnreadableError
from planparse.locations import describe, is_folder, read_bytes

if TYPE_CHECKING:
    import pyarrow as pa

# Tables that every plan has, whichever version wrote it.
_ALWAYS = ("tasks", "issues")
_ADVICE = "Delete it, and extract its documents again."


def find_plans(path: Path) -> dict[str, Path]:
    """The JSON files of an output folder, or of the folder `json` in it, by the plan in each; of a
    file, itself. Raises UnreadableError."""
    if not is_folder(path):
        return {path.stem: path}
    found = sorted((path / "json").glob("*.json"), key=str) or sorted(path.glob("*.json"), key=str)
    if not found:
        only = any(path.glob("plans/*.parquet"))
        first = "without --parquet-only" if only else "first"
        raise UnreadableError(f"{path} holds no JSON of plans; run `planparse extract` {first}.")
    return {file.stem: file for file in found}


def read_plan(path: Path) -> dict[str, Any]:
    """The records of a plan under the names of their tables. Raises UnreadableError."""
    try:
        document: dict[str, Any] = json.loads(content_of(path))
        tables = {name: document[name] for name in (*_ALWAYS, *document) if name != "plan"}
        document["plan"]["plan_id"]
    except (ValueError, TypeError, KeyError):
        tables = {"": None}
    if not all(map(_is_table, tables.values())):
        raise UnreadableError(f"{path} is no JSON of a plan, or a damaged one: extract that again.")
    return document


def _is_table(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def read_parquet(path: Path, schema: "pa.Schema | None" = None) -> "pa.Table":
    """A table of plans, with the columns of a schema where one is given. Raises UnreadableError."""
    return parse_parquet(content_of(path), path, schema)


def parse_parquet(content: bytes, path: Path, schema: "pa.Schema | None" = None) -> "pa.Table":
    """The table that a file holds. Raises UnreadableError with its name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if "plan_id" not in file.schema_arrow.names:
            raise UnreadableError(f"{path} is no table of plans. {_ADVICE}")
        # Without a schema not `read_table`, which loads pandas.
        return pq.read_table(io.BytesIO(content), schema=schema) if schema else file.read()
    except (pa.ArrowException, OSError) as error:  # the latter of columns that do not unpack
        raise UnreadableError(
            f"{path} is damaged, or no Parquet of planparse. {_ADVICE}"
        ) from error


def content_of(path: Path) -> bytes:
    """What a file holds. Raises UnreadableError."""
    try:
        return read_bytes(path)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {describe(error)}.") from error
