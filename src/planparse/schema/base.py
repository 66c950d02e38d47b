"""The base of every record."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen row; a field that is not defined here is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
