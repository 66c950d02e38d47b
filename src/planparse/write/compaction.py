"""Many small Parquet files → one per province and year, beside which new plans are written.

What a merged file holds of each plan stands in the metadata of `plans/<group>.compact.parquet`: the
digest of the files it was merged from, and of its source. So a plan that is read again is known to
be there, and a changed plan is taken out when its own files are written.
"""

import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planparse.errors import UnreadableError
from planparse.write.output import Content, parts_of, write_files
from planparse.written import content_of, parse_parquet, read_parquet

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".compact.parquet"
_KEY = b"planparse"
# Groups of fewer files are left alone: one file is as good as another.
FEW = 2


class Held(NamedTuple):
    """A plan in merged files: in which group, what its files were, and of which source."""

    group: str
    digest: str
    source_sha256: str


class Compacted:
    """The merged files of an output folder, looked at when they are first asked for."""

    def __init__(self, out: Path) -> None:
        self._out = out

    @cached_property
    def plans(self) -> dict[str, Held]:
        """Where each plan is."""
        found: dict[str, Held] = {}
        for path in sorted((self._out / "plans").glob(f"*{SUFFIX}"), key=str):
            group = path.name.removesuffix(SUFFIX)
            held = _held_by(read_parquet(path))
            found |= {plan: Held(group, *entry) for plan, entry in held.items()}
        return found

    def files_of(self, plan_id: str, files: Mapping[str, Content]) -> list[str]:
        """The merged files that these very files of a plan were merged into; none where they were
        not, or one is gone."""
        held = self.plans.get(plan_id)
        if held is None or held.digest != digest_of(files):
            return []
        tables = [name.partition("/")[0] for name in files if name.endswith(".parquet")]
        merged = [f"{table}/{held.group}{SUFFIX}" for table in tables]
        return merged if all((self._out / name).exists() for name in merged) else []

    def without(self, plan_id: str, tables: Iterable[str]) -> dict[str, bytes]:
        """The merged files without a plan, and without its entry."""
        held = self.plans.get(plan_id)
        if held is None:
            return {}
        files = {}
        for table in tables:
            name = f"{table}/{held.group}{SUFFIX}"
            if (self._out / name).exists():  # one may be gone, for which the plan is written anew
                files[name] = _render(_drop(read_parquet(self._out / name), {plan_id}))
        return files

    def forget(self, plan_id: str) -> None:
        """A plan stands in files of its own again."""
        self.plans.pop(plan_id, None)


def digest_of(files: Mapping[str, Content]) -> str:
    """A hash of the Parquet files of one plan."""
    digest = hashlib.sha256()
    for name in sorted(name for name in files if name.endswith(".parquet")):
        digest.update(name.encode() + hashlib.sha256(b"".join(parts_of(files[name]))).digest())
    return digest.hexdigest()


def compact(out: Path, tables: Sequence[str]) -> tuple[int, int]:
    """Merge the files of plans of one province and year: how many plans, into how many groups.

    Groups that are left alone do not count.

    New files are complete before they take the place of the old ones. Raises CannotWriteError and
    UnreadableError.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((out / "plans").glob("*.parquet"), key=str):
        if not path.name.endswith(SUFFIX):
            row = read_parquet(path).to_pylist()[0]
            year = row["issued_on"].year if row["issued_on"] else "undated"
            group = f"{row['province_code'] or 'VN'}-{year}".lower()
            groups[group][path.name.removesuffix(".parquet")] = row["source_sha256"]
    merged: dict[str, int] = {}
    for group, plans in groups.items():
        is_there = (out / f"plans/{group}{SUFFIX}").exists()
        if len(plans) >= FEW or is_there:
            _merge(out, group, plans, tables)
            merged[group] = len(plans)
    return sum(merged.values()), len(merged)


def _merge(out: Path, group: str, sources: Mapping[str, str], tables: Sequence[str]) -> None:
    """Move plans (their sources by id) into the files of their group."""
    own = {
        plan: {f"{t}/{plan}.parquet": content_of(out / f"{t}/{plan}.parquet") for t in tables}
        for plan in sources
    }
    added = {plan: (digest_of(files), sources[plan]) for plan, files in own.items()}
    new: dict[str, bytes] = {}
    for table in tables:
        name = f"{table}/{group}{SUFFIX}"
        names = {plan: f"{table}/{plan}.parquet" for plan in own}
        parts = [_as_now(parse_parquet(own[p][n], out / n), out / n) for p, n in names.items()]
        is_there = (out / name).exists()
        before = [_as_now(_drop(read_parquet(out / name), own), out / name)] if is_there else []
        held = {plan: entry for part in before for plan, entry in _held_by(part).items()} | added
        new[name] = _render(_joined([*before, *parts], held if table == "plans" else {}))
    write_files(new, out, gone=[name for files in own.values() for name in files])


def _as_now(table: "pa.Table", path: Path) -> "pa.Table":
    """A table that has the columns of this version. Raises UnreadableError."""
    # A run looks for merged files, and loads records only where it reads.
    from planparse.schema.arrow import to_arrow_schema
    from planparse.schema.records import TABLES

    wanted = to_arrow_schema(TABLES[path.parent.name])
    if not table.schema.equals(wanted):
        raise UnreadableError(
            f"{path} has other columns than this version of planparse writes. Extract its "
            "documents again before they are merged."
        )
    return table


def _joined(parts: Sequence["pa.Table"], held: Mapping[str, tuple[str, str]]) -> "pa.Table":
    import pyarrow as pa

    table = pa.concat_tables([part.replace_schema_metadata() for part in parts])
    return table.replace_schema_metadata({_KEY: json.dumps(held).encode()})


def _drop(table: "pa.Table", plans: Iterable[str]) -> "pa.Table":
    """The table without some plans."""
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = pc.is_in(table["plan_id"], value_set=pa.array(list(plans), pa.string()))
    held = {plan: entry for plan, entry in _held_by(table).items() if plan not in set(plans)}
    return _joined([table.filter(pc.invert(gone))], held)


def _held_by(table: "pa.Table") -> dict[str, tuple[str, str]]:
    """Digest and source of each plan, as the metadata of a table of plans says."""
    said = (table.schema.metadata or {}).get(_KEY, b"{}")
    return {plan: (digest, source) for plan, (digest, source) in json.loads(said).items()}


def _render(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", version="2.6")
    return buffer.getvalue()
