"""Records → Arrow: the Parquet schema is generated from the models."""

import types
import typing
from collections.abc import Iterator, Sequence, Sized
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np
import pyarrow as pa
from pydantic import BaseModel

from planparse.schema.base import Record

# So many rows of a long document are unpacked at a time.
_AT_ONCE = 256
# So many bytes are one group of rows in a file: of targets, some 500 pages. What a group takes
# while it is written is several times as much.
GROUP = 2_000_000
_EPOCH = date(1970, 1, 1)
_NUMBERS = {pa.int32(): np.int32, pa.float64(): np.float64, pa.date32(): np.int32}
_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


@cache
def to_arrow_schema(model: type[Record]) -> pa.Schema:
    """The Arrow schema of a record, each field with its description as metadata."""
    return pa.schema(
        pa.field(
            name,
            _to_type(info.annotation),
            nullable=type(None) in get_args(info.annotation),
            metadata={"description": info.description or ""},
        )
        for name, info in model.model_fields.items()
    )


def to_arrow_tables(model: type[Record], rows: Sequence[Record]) -> Iterator[pa.Table]:
    """Rows as Arrow tables of some `GROUP` bytes each; with no rows, one that has the full schema.

    Arrays are put together from their buffers (the Arrow columnar format), because `pyarrow.array`
    would import pandas, which takes longer than all the rest of writing a plan.
    """
    schema = to_arrow_schema(model)
    parts: list[pa.Table] = []
    for start in range(0, len(rows) or 1, _AT_ONCE):
        parts.append(_to_table(rows[start : start + _AT_ONCE], schema))
        if sum(part.nbytes for part in parts) >= GROUP:
            yield pa.concat_tables(parts)
            parts = []
    if parts:
        yield pa.concat_tables(parts)


def _to_table(rows: Sequence[Record], schema: pa.Schema) -> pa.Table:
    columns = [
        _to_array([getattr(row, field.name) for row in rows], field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _to_array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    buffers: list[pa.Buffer | None] = [_to_bits([value is not None for value in values])]
    children: list[pa.Array] = []
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        children = [_to_array([getattr(v, f.name, None) for v in values], f.type) for f in fields]
    elif pa.types.is_string(kind):
        encoded = [(value or "").encode() for value in values]
        buffers += [_to_offsets(encoded), pa.py_buffer(b"".join(encoded))]
    elif pa.types.is_list(kind):
        items = [item for value in values for item in value or ()]
        buffers.append(_to_offsets([value or () for value in values]))
        children = [_to_array(items, kind.value_type)]
    elif pa.types.is_map(kind):
        pairs = [pair for value in values for pair in (value or {}).items()]
        keys, items = ([pair[i] for pair in pairs] for i in (0, 1))
        entries = [_to_array(keys, kind.key_type), _to_array(items, kind.item_type)]
        buffers.append(_to_offsets([value or () for value in values]))
        children = [pa.StructArray.from_arrays(entries, fields=[kind.key_field, kind.item_field])]
    elif pa.types.is_boolean(kind):
        buffers.append(_to_bits([bool(value) for value in values]))
    else:
        numbers = [(v - _EPOCH).days if isinstance(v, date) else v or 0 for v in values]
        buffers.append(pa.py_buffer(np.array(numbers, dtype=_NUMBERS[kind])))
    return pa.Array.from_buffers(kind, len(values), buffers, children=children)


def _to_bits(flags: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(flags, dtype=bool), bitorder="little"))


def _to_offsets(values: Sequence[Sized]) -> pa.Buffer:
    """Where each value begins, and where the last one ends."""
    return pa.py_buffer(np.cumsum([0, *map(len, values)], dtype=np.int32))


def _to_type(annotation: Any) -> pa.DataType:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        return _to_type(next(a for a in arguments if a is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(_to_type(arguments[0]))
    if origin is dict:
        return pa.map_(_to_type(arguments[0]), _to_type(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = typing.cast(type[Record], annotation).model_fields
        return pa.struct([(name, _to_type(info.annotation)) for name, info in fields.items()])
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return pa.string()
    return _SCALARS[annotation]
