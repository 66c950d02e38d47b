"""The curves from which the fuzzy thresholds and margin of agency names are chosen.

Misspelt names are the registry's own with one or two letters changed, dropped or doubled; a name
left out of the registry must match nothing, so whatever it matches is a wrong agency.

    python benchmarks/thresholds.py > benchmarks/thresholds.md
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date

from planparse.knowledge import load
from planparse.normalize.agencies.bodies import Body, Registry, Scope
from planparse.normalize.agencies.fuzzy import MARGIN, NEAREST, THRESHOLD, Similar, find_similar
from planparse.normalize.agencies.registry import build_registry

PROVINCES = ("Vĩnh Long", "Hà Nội", "Thanh Hóa", "Gia Lai")
ON = date(2023, 6, 30)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầậếềệịọốộợụừựỳ"


def main() -> None:
    """Print the table."""
    misspelt = [(truth, found) for truth, found in _misspelt()]
    strangers = list(_strangers())
    print("# How the fuzzy threshold and margin were chosen\n")
    print(f"{len(misspelt)} misspelt names (recall: matched to the right agency), and")
    print(f"{len(strangers)} names that are not in the registry (wrong: matched to another).")
    print(
        f"Chosen: threshold {THRESHOLD:.0f}, margin {MARGIN:.0f} (`normalize/agencies/fuzzy.py`)."
    )
    print("Written by `python benchmarks/thresholds.py`.\n")
    print("| threshold | margin | recall % | wrong agency % | strangers matched % |")
    print("|---|---|---|---|---|")
    for threshold in (80, 84, 86, 88, 90, 92, 94, 96):
        for margin in (0, 3, 5, 8):
            hits = [(t, f) for t, f in misspelt if _sure(f, threshold, margin)]
            right = sum(f is not None and f.body.name == t for t, f in hits)
            wrong = len(hits) - right
            met = sum(_sure(f, threshold, margin) for f in strangers)
            print(
                f"| {threshold} | {margin} | {100 * right / len(misspelt):.1f} "
                f"| {100 * wrong / len(misspelt):.2f} | {100 * met / len(strangers):.2f} |"
            )
    _print_nearest()


def _print_nearest() -> None:
    """Of names that stay unresolved: how often the nearest helps whoever reads the issue."""
    misspelt = [(t, f) for t, f in _misspelt(range(1, 6)) if f is None or not f.is_sure]
    strangers = [f for f in _strangers() if f is None or not f.is_sure]
    print("\n## From which score the issue of an unknown name proposes the nearest one\n")
    print(f"Chosen: {NEAREST:.0f}. {len(misspelt)} names misspelt in one to five letters,")
    print(f"{len(strangers)} names that are not in the registry (strangers).\n")
    print("| score | right % | wrong agency % | strangers given one % |")
    print("|---|---|---|---|")
    for least in (0, 50, 70, 80, 84, 86, 88, 90, 92, 94):
        told = [(t, f) for t, f in misspelt if f and f.score >= least]
        right = sum(f.body.name == t for t, f in told)
        met = sum(f is not None and f.score >= least for f in strangers)
        print(
            f"| {least} | {100 * right / len(misspelt):.1f} "
            f"| {100 * (len(told) - right) / len(misspelt):.1f} "
            f"| {100 * met / len(strangers):.1f} |"
        )


def _sure(found: Similar | None, threshold: float, margin: float) -> bool:
    near = found is not None and found.score >= threshold and found.margin >= margin
    return near and found is not None and found.is_misspelt


def _misspelt(edits: Iterable[int] = (1, 2)) -> Iterator[tuple[str, Similar | None]]:
    knowledge = load()
    random.seed(7)
    for name in PROVINCES:
        registry = build_registry(Scope(knowledge.province(name), None, ON), knowledge)
        for body in _bodies(registry):
            for count in edits:
                written = _edited(body.name, count)
                yield body.name, find_similar(written, registry, knowledge)


def _bodies(registry: Registry) -> list[Body]:
    """Every body once, but for those whose names are those of places, never matched fuzzily."""
    bodies = {body.name: body for body in registry.own.values()}.values()
    committees = ("Ủy ban nhân dân", "Hội đồng nhân dân")
    return [b for b in bodies if b.level != "district" and not b.name.startswith(committees)]


def _edited(name: str, edits: int) -> str:
    letters = list(name)
    for _ in range(edits):
        at = random.randrange(2, len(letters))
        kind = random.choice(("change", "drop", "double"))
        if kind == "change":
            letters[at] = random.choice(LETTERS)
        elif kind == "drop" and len(letters) > 6:
            del letters[at]
        else:
            letters.insert(at, letters[at])
    return "".join(letters)


def _strangers() -> Iterator[Similar | None]:
    knowledge = load()
    for name in PROVINCES:
        registry = build_registry(Scope(knowledge.province(name), None, ON), knowledge)
        for body in _bodies(registry):
            rest = Registry(
                {k: b for k, b in registry.own.items() if b != body},
                {k: b for k, b in registry.aliases.items() if b != body},
                registry.words,
            )
            yield find_similar(body.name, rest, knowledge)


if __name__ == "__main__":
    main()
