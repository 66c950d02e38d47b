"""The files of an output folder: the JSON of a plan as plain data, Parquet as tables."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planparse.errors import UnreadableError
from planparse.locations import describe, is_folder, is_remote, read_bytes

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


def refuse_without_tables(out: Path) -> None:
    """Raise UnreadableError for an output folder without Parquet files."""
    plans = out / "plans"
    try:
        if any(plans.glob("*.parquet")):
            return
        first = "without --json-only" if any(out.glob("json/*.json")) else "first"
    except Exception as error:  # networks raise what they like
        if not is_remote(out):
            raise
        raise UnreadableError(f"{plans} cannot be listed: {error}.") from error
    raise UnreadableError(f"{plans} holds no *.parquet; run `planparse extract` {first}.")


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
        # Files are small. Threads for one would cost more than they save, end all with an error
        # where the system is out of them, and make a copy of this process unsafe (`process`). Nor
        # is `read_table` asked, which loads pandas, too.
        table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
        if "plan_id" not in table.column_names:
            raise UnreadableError(f"{path} is no table of plans. {_ADVICE}")
        return _in_schema(table, schema) if schema else table
    except (pa.ArrowException, OSError) as error:  # the latter of columns that do not unpack
        raise UnreadableError(
            f"{path} is damaged, or no Parquet of planparse. {_ADVICE}"
        ) from error


def _in_schema(table: "pa.Table", schema: "pa.Schema") -> "pa.Table":
    """A table with the columns of a schema, empty ones where it lacks some."""
    import pyarrow as pa

    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def content_of(path: Path) -> bytes:
    """What a file holds. Raises UnreadableError."""
    try:
        return read_bytes(path)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {describe(error)}.") from error
