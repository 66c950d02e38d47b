"""Records → the bytes of their files, the same always."""

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from tempfile import TemporaryFile

import pyarrow.parquet as pq
from pydantic_core import to_json

from planparse.schema import packed
from planparse.schema.arrow import to_arrow_schema, to_arrow_tables
from planparse.schema.base import Record
from planparse.schema.packed_lists import Packed
from planparse.schema.records import TABLES, PlanDocument, rows_of
from planparse.write.output import Content, Formats, PackedBytes, json_name

# A long file is copied so many bytes at a time.
_PART = 1 << 15
# So many records are written as JSON at a time: an annex may have the text of a hundred pages.
_AT_ONCE = 16
# A list within a record is long from so many items on: the paragraphs of many pages.
_MANY = 200


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
    is_long = document.plan.pages > packed.AT_HAND
    parts = _json_parts(document, is_long)
    return PackedBytes(parts) if is_long else b"".join(parts)


def _json_parts(document: PlanDocument, is_long: bool) -> Iterator[bytes]:
    """The JSON in parts, as that of a long document takes as much as its records."""
    for index, name in enumerate(type(document).model_fields):
        yield b"," if index else b"{"
        value = getattr(document, name)
        is_list = isinstance(value, list | Packed)
        yield from _list_parts(name, value, is_long) if is_list else [_member(name, value)]
    yield b"\n}\n"


def _list_parts(name: str, rows: Sequence[Record], is_long: bool) -> Iterator[bytes]:
    yield _member(name, []).removesuffix(b"]")
    rest, before = iter(rows), b"\n"
    while batch := list(islice(rest, _AT_ONCE)):
        alone = is_long and any(map(_find_long, batch))
        for records in ([each] for each in batch) if alone else [batch]:
            yield before
            yield from _parts_of_long(records[0]) if alone else [_items(records, 2)]
            before = b",\n"
    yield b"\n ]" if rows else b"]"


def _find_long(record: Record) -> str | None:
    """The field of a record that has a long list, if there is one."""
    lists = ((k, v) for k, v in vars(record).items() if isinstance(v, list | Packed))
    return next((name for name, values in lists if len(values) > _MANY), None)


def _parts_of_long(record: Record) -> Iterator[bytes]:
    """A record of which one list is written in parts."""
    name = _find_long(record)
    if name is None:
        yield _items([record], 2)
        return
    place, values = f'"{name}": ['.encode(), getattr(record, name)
    start, end = _items([record.model_copy(update={name: []})], 2).split(place + b"]", 1)
    yield start + place
    for index in range(0, len(values), _MANY):
        yield b",\n" if index else b"\n"
        yield _items(values[index : index + _MANY], 4)
    yield b"\n   ]" + end


def _items(values: Sequence[object], depth: int) -> bytes:
    """The items of a list as they stand so many levels deep."""
    for _ in range(depth - 1):
        values = [values]
    brackets = sum(range(2, depth + 2))  # each on a line of its own, one space deeper than the last
    return to_json(values, indent=1)[brackets:-brackets]


def _member(name: str, value: object) -> bytes:
    """A value under its name, as it stands within the braces of an object."""
    return to_json({name: value}, indent=1)[len(b"{") : -len(b"\n}")]


def render_table(document: PlanDocument, table: str) -> Content:
    """One Parquet file; without rows it has the full schema."""
    model, rows = TABLES[table], rows_of(document, table)
    how = {"compression": "zstd", "version": "2.6", "store_schema": True}
    is_long = document.plan.pages > packed.AT_HAND
    with TemporaryFile(prefix="planparse-") if is_long else io.BytesIO() as file:
        with pq.ParquetWriter(file, to_arrow_schema(model), **how) as writer:
            for group in to_arrow_tables(model, rows):
                writer.write_table(group)
        file.seek(0)
        return PackedBytes(iter(partial(file.read, _PART), b"")) if is_long else file.read()
