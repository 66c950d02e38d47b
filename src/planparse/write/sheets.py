"""The tables of an output folder → a workbook, or CSV files: each value in a cell of its own."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planparse.errors import CannotWriteError
from planparse.schema.records import TABLES
from planparse.write.frames import load
from planparse.write.output import write_files

if TYPE_CHECKING:
    import pandas as pd

# A sheet of Excel has so many rows, and a cell of it so many characters.
MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
# Widths of columns, in characters: what most cells need, and what a page has room for.
NARROW, WIDE = 12, 50
_CUT = " […]"
# What stands beside each task of its document, for filters: a workbook joins no tables.
_OF_PLAN = ("issuing_authority", "document_number", "issued_on")
# What ends so is meant as a file.
_NO_FOLDERS = {".csv", ".tsv", ".txt", ".xls", ".ods", ".json", ".parquet"}
# A workbook says when it was made; the same tables give the same bytes.
_MADE = datetime(2000, 1, 1)


def export(out: Path, to: Path, replace: bool) -> list[str]:
    """Write a workbook where `to` ends in .xlsx, else a CSV file per table into that folder; which
    files were written. Raises UnreadableError and CannotWriteError."""
    if to.suffix.lower() in _NO_FOLDERS:
        raise CannotWriteError(
            f"{to} is neither a workbook (.xlsx) nor a folder, into which the tables go as CSV "
            "files. Name one of them with --to."
        )
    flat = {name: _flatten(frame) for name, frame in _load(out)}
    if to.suffix.lower() == ".xlsx":
        folder, files = to.parent, {to.name: _to_workbook(flat)}
    else:
        folder, files = to, {f"{name}.csv": _to_csv(frame) for name, frame in flat.items()}
    there = [name for name in files if (folder / name).exists()]
    if there and not replace:
        raise CannotWriteError(
            f"{folder / there[0]} is there already. Give --replace to write it again, or another "
            "name with --to."
        )
    write_files(files, folder, "--to")
    return [str(folder / name) for name in files]


def _load(out: Path) -> "Iterator[tuple[str, pd.DataFrame]]":
    """The tables; beside a task stands, too, of which document it is, and what was seen in it and
    not settled."""
    frames = load(out)
    plans = frames.plans.drop_duplicates("plan_id").set_index("plan_id")
    told = frames.issues.dropna(subset=["task_id"]).groupby("task_id")["message"].agg("\n".join)
    for name, frame in zip(TABLES, frames, strict=True):
        if name == "tasks":
            frame.insert(2, "issues", frame["task_id"].map(told))
            for place, field in enumerate(_OF_PLAN, start=2):
                frame.insert(place, field, frame["plan_id"].map(plans[field]))
        yield name, frame


def _flatten(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Lists line by line, and a column for each year."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in frame.columns:
        values = frame[name]
        if name == "year_texts":
            years = sorted({year for cells in values for year in cells})
            columns |= {f"{name}.{year}": [c.get(year) for c in values] for year in years}
        else:
            columns[name] = values.map(_to_text) if values.dtype == object else values
    return pd.DataFrame(columns)


def _to_text(value: Any) -> Any:
    """A list, a map or a list of boxes as lines of text; any other value as it is."""
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in value.items())
    if not hasattr(value, "tolist"):
        return value
    parts = (
        part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)
        for part in value.tolist()
    )
    return "\n".join(parts)


def _to_csv(frame: "pd.DataFrame") -> bytes:
    """With the mark by which Excel knows UTF-8."""
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _to_workbook(frames: "dict[str, pd.DataFrame]") -> bytes:
    import pandas as pd

    buffer = io.BytesIO()
    # A cell that begins with "=" is text of a document, and so is one that looks like a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(
        buffer, "xlsxwriter", datetime_format="yyyy-mm-dd", engine_kwargs={"options": options}
    ) as writer:
        writer.book.set_properties({"author": "planparse", "created": _MADE})
        for name, frame in frames.items():
            _add_sheet(writer, name, frame)
    return buffer.getvalue()


def _add_sheet(writer: "pd.ExcelWriter[Any]", name: str, frame: "pd.DataFrame") -> None:
    if len(frame) >= MAX_ROWS:
        raise CannotWriteError(
            f"{name} has {len(frame)} rows, more than a sheet of Excel holds. Name a folder for "
            "CSV files with --to."
        )
    frame.map(_cut).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
    sheet, last = writer.sheets[name], len(frame.columns) - 1
    wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
    for index, column in enumerate(frame.columns):
        longest = frame[column].map(lambda value: len(str(value))).max() if len(frame) else 0
        width = min(WIDE, max(NARROW, len(column) + 2, longest))
        sheet.set_column(index, index, width, wrapped)
    sheet.autofilter(0, 0, len(frame), last)


def _cut(value: Any) -> Any:
    """A text as long as a cell may be."""
    if isinstance(value, str) and len(value) > MAX_CHARACTERS:
        return value[: MAX_CHARACTERS - len(_CUT)] + _CUT
    return value
