"""The base of every record."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen row; a field that is not defined here is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
