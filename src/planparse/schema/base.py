"""The base of every record."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from planparse.schema.packed_lists import Packed


class Record(BaseModel):
    """A frozen row; a field that is not defined here is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by its values alone, which is several times faster."""
        kind = type(self)
        return _made_again, (kind, *_values_of(kind)(self))

    def model_post_init(self, _context: Any) -> None:
        """Share what all records of a kind have in common."""
        _share_field_names(self)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The record with some fields changed."""
        copy = super().model_copy(update=update, deep=deep)
        _share_field_names(copy)
        return copy


def _share_field_names(record: Record) -> None:
    """Share the set of field names: one for each record took half of its memory."""
    object.__setattr__(record, "__pydantic_fields_set__", _field_names(type(record)))


@cache
def _field_names(kind: type[Record]) -> set[str]:
    return set(kind.model_fields)


@cache
def _values_of(kind: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    return attrgetter(*kind.model_fields)


def _made_again(kind: type[Record], *values: Any) -> Record:
    """A record from the values it was pickled by, without a look at them."""
    record = kind.__new__(kind)
    _set(record, "__dict__", dict(zip(kind.model_fields, values, strict=True)))
    _set(record, "__pydantic_fields_set__", _field_names(kind))
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


_set = object.__setattr__


class _Listed:
    """A list of records or texts, which may be packed; it is written as a list either way."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        plain = core_schema.list_schema(handler.generate_schema(get_args(source)[0]))
        return core_schema.no_info_wrap_validator_function(
            lambda rows, validate: rows if isinstance(rows, Packed) else validate(rows),
            plain,
            serialization=core_schema.wrap_serializer_function_ser_schema(
                lambda rows, write: write(list(rows)), schema=plain
            ),
        )


_Row = TypeVar("_Row")
Rows = Annotated[Sequence[_Row], _Listed()]
