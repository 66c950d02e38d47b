"""Build src/planparse/knowledge/lexicon.csv: which syllables follow which in published plans.

    python benchmarks/lexicon.py [TEXT FILES] [--without PART OF A NAME] [--to FILE]

Counts come from the born-digital plans in data/raw, from the names planparse knows (agencies,
groups, provinces, districts, types of documents), and from further texts. The shipped lexicon was
made with those of the state's plan for 2005, the plan for 2003, Decree 109/2004/NĐ-CP, Resolution
66.19/2026/NQ-CP, 144/KH-UBND (Hà Nội), 3070/KH-UBND (Bỉm Sơn), 6582/SYT (Hà Nội), 2307/QĐ-UBND
(Sơn La) and 991/QĐ-UBND (Bình Phước). `--without` leaves plans out, so that a measurement on them
is fair.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import planparse
from planparse import regex
from planparse.knowledge import load
from planparse.text import nfc

ROOT = Path(__file__).resolve().parents[1]
# Records say many things twice; these say each once.
CELLS = {"text", "lead_text", "coordinating_text", "timeline_text", "deliverable_text", "extra"}
WITHOUT_REPEATS: Any = {
    "documents": True,
    "sections": {"__all__": {"heading", "text"}},
    "tasks": {"__all__": CELLS},
    "tables": {"__all__": {"cells"}},
}
TARGET = ROOT / "src/planparse/knowledge/lexicon.csv"
SYLLABLE = regex.compile(r"\p{L}+")
PHRASE_END = regex.compile(r"[^\p{L}\s]+|\d+")


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def names() -> Iterator[str]:
    knowledge = load()
    for agency in knowledge.agencies:
        yield from (agency.name, *agency.aliases)
    yield from (f"{p.kind} {p.name}" for p in knowledge.provinces)
    yield from (f"{d.kind} {d.name}" for d in knowledge.districts)
    yield from (kind.name for kind in knowledge.document_types)
    yield from (group.name for group in knowledge.groups)


def plan_texts(without: str | None) -> Iterator[str]:
    for path in sorted((ROOT / "data/raw").glob("*.pdf")):
        if without and without in path.name:
            continue
        document = planparse.extract(path)
        yield from texts_of(document.model_dump(mode="json", include=WITHOUT_REPEATS))


def syllables_of(text: str) -> Iterator[list[str]]:
    """The phrases of a text, between marks and numbers, as lower-case syllables."""
    phrases = map(SYLLABLE.findall, PHRASE_END.split(nfc(text).lower()))
    return filter(None, phrases)


def count(texts: Iterator[str]) -> Counter[tuple[str, str]]:
    """How often each syllable follows another; "" stands for a beginning."""
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for phrase in syllables_of(text):
            pairs.update(pairwise(["", *phrase]))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--without")
    parser.add_argument("--to", type=Path, default=TARGET)
    arguments = parser.parse_args()
    more = [path.read_text(encoding="utf-8") for path in arguments.texts]
    pairs = count(iter([*names(), *plan_texts(arguments.without), *more]))
    with arguments.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["first", "second", "count"])
        writer.writerows((*pair, number) for pair, number in sorted(pairs.items()))


if __name__ == "__main__":
    main()
