"""Records → the bytes of their files, the same always."""

import io
from collections.abc import Mapping

import pyarrow.parquet as pq
from pydantic_core import to_json

from planparse.schema.arrow import to_arrow_table
from planparse.schema.records import TABLES, PlanDocument, rows_of
from planparse.write.output import Formats, json_name


def render_document(document: PlanDocument, formats: Formats) -> Mapping[str, bytes]:
    """The files of a plan by their names below the output folder, the JSON last."""
    files: dict[str, bytes] = {}
    plan_id = document.plan.plan_id
    if formats is not Formats.JSON:
        files |= {f"{t}/{plan_id}.parquet": render_table(document, t) for t in TABLES}
    if formats is not Formats.PARQUET:
        files[json_name(plan_id)] = render_json(document)
    return files


def render_json(document: PlanDocument) -> bytes:
    """The nested document, keys in the order of the models.

    One part after the other, as the whole would be in memory twice while it is put together.
    """
    buffer = io.BytesIO()
    buffer.write(b"{")
    for index, name in enumerate(type(document).model_fields):
        part = to_json({name: getattr(document, name)}, indent=1)
        buffer.write(b"," if index else b"")
        buffer.write(part.removeprefix(b"{").removesuffix(b"\n}"))
    buffer.write(b"\n}\n")
    return buffer.getvalue()


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
