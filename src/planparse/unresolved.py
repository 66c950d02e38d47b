"""Mentions of a corpus that matched nothing, as lines that can become aliases."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from planparse.errors import CannotWriteError
from planparse.knowledge import ALIASES, Knowledge
from planparse.knowledge.own import find_delimiter, read_text, to_reader
from planparse.locations import describe
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.fuzzy import NEAREST, find_similar
from planparse.normalize.agencies.registry import build_registry
from planparse.write.frames import read_table

COLUMNS = ("scope", "alias", "name", "mentions", "plans")


def list_unresolved(out: Path, knowledge: Knowledge) -> Iterator[dict[str, object]]:
    """Scope, mention, nearest name, how often and in how many plans; the most frequent first.

    Each is a line that a table of aliases may have: a name that is not near, or that such a table
    cannot name, is left empty, for a person to write.
    """
    mentions, plans = read_table(out, "responsibilities"), read_table(out, "plans")
    plans = plans[["plan_id", "province_code"]]
    mentions = mentions[mentions["method"] == "unresolved"].merge(plans, on="plan_id", how="left")
    grouped = mentions.fillna({"province_code": "VN"}).groupby(["province_code", "mention"])
    counts = grouped["plan_id"].agg(mentions="size", plans="nunique").reset_index()
    for row in counts.sort_values(["mentions", "mention"], ascending=[False, True]).to_dict(
        "records"
    ):
        scope, name = _find_name(str(row["mention"]), str(row["province_code"]), knowledge)
        values = (scope, row["mention"], name, row["mentions"], row["plans"])
        yield dict(zip(COLUMNS, values, strict=True))


def _find_name(mention: str, code: str, knowledge: Knowledge) -> tuple[str, str]:
    """The scope of an alias and the name it is likely meant for, "" where none is near."""
    registry = build_registry(Scope(knowledge.province(code)), knowledge)
    similar = find_similar(mention, registry, knowledge)
    if similar and similar.score >= NEAREST:
        for scope in (code, "VN", "other", "province"):
            if knowledge.agencies_called(similar.body.name, scope):
                return scope, similar.body.name
    return code, ""


def add_lines(lines: Iterable[Mapping[str, object]], folder: Path) -> int:
    """Add lines to the table of aliases in a folder, which keeps what it has; how many were new.

    Raises CannotWriteError, and KnowledgeError where it is no such table.
    """
    path = folder / ALIASES
    held = read_text(path) if path.exists() else ""
    head = "" if held else ",".join(COLUMNS) + "\n"
    parted = find_delimiter(held)
    reader = to_reader(held or head, COLUMNS[:3], path)
    seen = {(line.get("scope"), line.get("alias")) for line in reader}
    new = [line for line in lines if (line["scope"], line["alias"]) not in seen]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="") as table:
            table.write("" if held.endswith("\n") or head else "\n")
            table.write(head)
            write_lines(new, table, list(reader.fieldnames or ()), parted)
    except OSError as error:
        raise CannotWriteError(f"{path} cannot be written: {describe(error)}.") from error
    return len(new)


def write_lines(
    lines: Iterable[Mapping[str, object]],
    to: IO[str],
    columns: Sequence[str] = COLUMNS,
    parted: str = ",",
) -> None:
    """Write lines of a table, without its head."""
    writer = csv.DictWriter(
        to, columns, extrasaction="ignore", lineterminator="\n", delimiter=parted
    )
    writer.writerows(lines)
