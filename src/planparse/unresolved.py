"""Mentions of a corpus that matched nothing, as lines that can become aliases."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from planparse.knowledge import Knowledge
from planparse.normalize.bodies import Scope
from planparse.normalize.fuzzy import find_similar
from planparse.normalize.registry import build_registry


def list_unresolved(out: Path, knowledge: Knowledge) -> Iterator[dict[str, object]]:
    """Province, mention, nearest name, how often and in how many plans; the most frequent first."""
    mentions = pd.read_parquet(out / "responsibilities")
    plans = pd.read_parquet(out / "plans", columns=["plan_id", "province_code"])
    mentions = mentions[mentions["method"] == "unresolved"].merge(plans, on="plan_id", how="left")
    grouped = mentions.fillna({"province_code": "VN"}).groupby(["province_code", "mention"])
    counts = grouped["plan_id"].agg(mentions="size", plans="nunique").reset_index()
    for row in counts.sort_values(["mentions", "mention"], ascending=[False, True]).to_dict(
        "records"
    ):
        scope = Scope(knowledge.province(str(row["province_code"])))
        registry = build_registry(scope, knowledge)
        similar = find_similar(str(row["mention"]), registry, knowledge)
        yield {
            "scope": row["province_code"],
            "alias": row["mention"],
            "name": similar.body.name if similar else "",
            "mentions": row["mentions"],
            "plans": row["plans"],
        }
