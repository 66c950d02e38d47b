"""The output folder → pandas."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planparse.errors import UnreadableError
from planparse.locations import to_path
from planparse.schema.arrow import to_arrow_schema
from planparse.schema.records import TABLES
from planparse.written import read_parquet, refuse_without_tables

if TYPE_CHECKING:
    import pandas as pd


class Frames(NamedTuple):
    """One frame per table, all plans together."""

    plans: "pd.DataFrame"
    sections: "pd.DataFrame"
    tasks: "pd.DataFrame"
    targets: "pd.DataFrame"
    responsibilities: "pd.DataFrame"
    citations: "pd.DataFrame"
    tables: "pd.DataFrame"
    issues: "pd.DataFrame"

    def __repr__(self) -> str:
        """The rows of each table: a notebook shows this where it would show eight frames."""
        sizes = (f"{name} {len(frame)}" for name, frame in zip(self._fields, self, strict=True))
        return f"Frames({', '.join(sizes)})"


def load(out: str | Path = "data/out") -> Frames:
    """Read every plan of an output folder; raises UnreadableError where there is none."""
    folder = to_path(out)
    refuse_without_tables(folder)
    return Frames(*(read_table(folder, table) for table in TABLES))


def read_table(out: Path, table: str) -> "pd.DataFrame":
    """One table of an output folder, all plans together: dates can be counted with, a year that is
    not known makes no fraction of the others, and maps are dicts. Raises UnreadableError."""
    import pandas as pd
    import pyarrow as pa

    schema = to_arrow_schema(TABLES[table])
    files = _find_files(out, table)
    joined = pa.concat_tables([read_parquet(file, schema) for file in files])
    frame: pd.DataFrame = joined.to_pandas(
        maps_as_pydicts="strict",
        date_as_object=False,
        types_mapper={pa.int32(): pd.Int32Dtype()}.get,
    )
    return frame


def _find_files(out: Path, table: str) -> list[Path]:
    """The files of a table, of which each plan has one, if only without rows."""
    files = sorted((out / table).glob("*.parquet"), key=str)
    plans = {file.name for file in (out / "plans").glob("*.parquet")}
    missing = sorted(plans - {file.name for file in files})
    if missing:
        more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise UnreadableError(
            f"{out / table / missing[0]} is missing{more}. Copy the folder again, or extract the "
            "documents of its plans."
        )
    return files
