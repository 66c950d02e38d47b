"""Records → the bytes of their files, the same always."""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import pyarrow.parquet as pq
from pydantic_core import to_json

from planparse.schema import packed
from planparse.schema.arrow import to_arrow_schema, to_arrow_tables
from planparse.schema.base import Record
from planparse.schema.records import TABLES, PlanDocument, rows_of
from planparse.schema.spool import Packed
from planparse.write.output import Content, Formats, PackedBytes, json_name

# So many records are written as JSON at a time: an annex may have the text of a hundred pages.
_AT_ONCE = 16


def render_document(document: PlanDocument, formats: Formats) -> Mapping[str, Content]:
    """The files of a plan by their names below the output folder, the JSON last."""
    files: dict[str, Content] = {}
    plan_id = document.plan.plan_id
    if formats is not Formats.JSON:
        files |= {f"{t}/{plan_id}.parquet": render_table(document, t) for t in TABLES}
    if formats is not Formats.PARQUET:
        files[json_name(plan_id)] = render_json(document)
    return files


def render_json(document: PlanDocument) -> Content:
    """The nested document, keys in the order of the models; packed where the document is long."""
    parts = _json_parts(document)
    return PackedBytes(parts) if document.plan.pages > packed.AT_HAND else b"".join(parts)


def _json_parts(document: PlanDocument) -> Iterator[bytes]:
    """The JSON in parts, as that of a long document takes as much as its records."""
    for index, name in enumerate(type(document).model_fields):
        yield b"," if index else b"{"
        value = getattr(document, name)
        is_list = isinstance(value, list | Packed)
        yield from _list_parts(name, value) if is_list else [_member(name, value)]
    yield b"\n}\n"


def _list_parts(name: str, rows: Sequence[Record]) -> Iterator[bytes]:
    head, tail = _member(name, []).removesuffix(b"]"), b"\n ]"
    rest, before = iter(rows), head
    while batch := list(islice(rest, _AT_ONCE)):
        yield before + _member(name, batch).removeprefix(head).removesuffix(tail)
        before = b","
    yield tail if rows else head + b"]"


def _member(name: str, value: object) -> bytes:
    """A value under its name, as it stands within the braces of an object."""
    return to_json({name: value}, indent=1).removeprefix(b"{").removesuffix(b"\n}")


def render_table(document: PlanDocument, table: str) -> bytes:
    """One Parquet file; without rows it has the full schema."""
    buffer = io.BytesIO()
    model, rows = TABLES[table], rows_of(document, table)
    how = {"compression": "zstd", "version": "2.6", "store_schema": True}
    with pq.ParquetWriter(buffer, to_arrow_schema(model), **how) as writer:
        for group in to_arrow_tables(model, rows):
            writer.write_table(group)
    return buffer.getvalue()
