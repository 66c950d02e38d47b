"""The JSON of an output folder, plan by plan, as plain data."""

import json
from pathlib import Path
from typing import Any

from planparse.errors import UnreadableError
from planparse.locations import describe, is_folder, read_bytes


def find_plans(path: Path) -> dict[str, Path]:
    """The JSON files of an output folder, or of the folder `json` in it, by the plan in each; of a
    file, itself. Raises UnreadableError."""
    if not is_folder(path):
        return {path.stem: path}
    found = sorted((path / "json").glob("*.json"), key=str) or sorted(path.glob("*.json"), key=str)
    if not found:
        raise UnreadableError(f"{path} holds no JSON of plans. Run planparse extract first.")
    return {file.stem: file for file in found}


def read_plan(path: Path) -> dict[str, Any]:
    """The records of a plan under the names of their tables. Raises UnreadableError."""
    try:
        document: dict[str, Any] = json.loads(read_bytes(path))
        document["plan"]["plan_id"]
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {describe(error)}.") from error
    except (ValueError, TypeError, KeyError):
        raise UnreadableError(f"{path} is no JSON of a plan.") from None
    return document
