"""Formulas of a workbook whose results are not in the file, as not every program saves them."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl

from planparse import regex

# A cell with a formula and no value, or an empty one.
_NO_RESULT = regex.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")


def find_unsaved(content: bytes, results: openpyxl.Workbook) -> Mapping[str, tuple[str, ...]]:
    """The cells of each sheet, by its title, that would show the result of a formula; `results` is
    the workbook with those that are there."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        if not any(_NO_RESULT.search(parts.read(name)) for name in sheets):
            return {}
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    found = {
        sheet.title: tuple(
            cell.coordinate
            for _, cell in sorted(sheet._cells.items())
            if cell.data_type == "f" and results[sheet.title][cell.coordinate].value is None
        )
        for sheet in formulas.worksheets
    }
    return {title: cells for title, cells in found.items() if cells}
