"""Records → Arrow: the Parquet schema is generated from the models."""

import types
import typing
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from planparse.schema.base import Record

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


def to_arrow_schema(model: type[Record]) -> pa.Schema:
    """The Arrow schema of a record, each field with its description as metadata."""
    return pa.schema(
        pa.field(
            name,
            _to_type(info.annotation),
            nullable=_is_optional(info.annotation),
            metadata={"description": info.description or ""},
        )
        for name, info in model.model_fields.items()
    )


def to_arrow_table(model: type[Record], rows: Sequence[Record]) -> pa.Table:
    """Rows as an Arrow table; with no rows it has the full schema."""
    schema = to_arrow_schema(model)
    plain = [row.model_dump() for row in rows]
    columns = [
        pa.array([_to_value(row[field.name]) for row in plain], field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _to_value(value: Any) -> Any:
    return list(value.items()) if isinstance(value, dict) and _is_map(value) else value


def _is_map(value: dict[Any, Any]) -> bool:
    """A mapping of a record's field, at the top level, is a map and not a struct."""
    return all(isinstance(item, str) for item in value.values())


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


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
