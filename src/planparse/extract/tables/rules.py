"""Ruled lines as they are drawn → straight rules, joined from their pieces, and which cross."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planparse.schema.layout import Box

# Parts of the page's usual type size: no text fits between rules nearer than SNAP, so they are
# one rule; dashes nearer than GAP are one line; a line that sticks out by SHORT or less ends there.
# The two rules of a double border run from and to the same places, within DOUBLE as they stand.
SNAP = 0.3
DOUBLE = 0.45
GAP = 0.5
SHORT = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruled line: where it stands (`at`) and from where to where it runs."""

    at: float
    start: float
    end: float


def to_rules(drawn: Iterable[Box], size: float) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules, joined from pieces; dots take part in both directions."""
    boxes = list(drawn)
    dots = [box for box in boxes if max(box.width, box.height) <= SNAP * size]
    long = [box for box in boxes if max(box.width, box.height) > SNAP * size]
    level = [*dots, *(box for box in long if box.width >= box.height)]
    upright = [*dots, *(box for box in long if box.height > box.width)]
    return (
        _join_pieces([Rule(box.middle[1], box.x0, box.x1) for box in level], size),
        _join_pieces([Rule(box.middle[0], box.top, box.bottom) for box in upright], size),
    )


def rules_across(drawn: Iterable[Box], size: float) -> list[Rule]:
    """The level rules of what is drawn, joined from their pieces, from top to bottom."""
    return sorted(to_rules(drawn, size)[0], key=lambda rule: rule.at)


def places_of(rules: Iterable[Rule], size: float) -> list[float]:
    """The places at which rules run; those too near for text between them are one."""
    return [statistics.median(rule.at for rule in each) for each in _cluster(rules, size)]


def group_crossing(
    across: list[Rule], upright: list[Rule], size: float
) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, directly or over others, belong to one table."""
    lines = [*across, *upright]
    parent = list(range(len(lines)))
    reach = SNAP * size
    for i, a in enumerate(across):
        for j, b in enumerate(upright, len(across)):
            if _touch(a, b, reach):
                unite(parent, i, j)
    for j, a in enumerate(upright, len(across)):
        for k, b in enumerate(upright[j - len(across) + 1 :], j + 1):
            if abs(a.start - b.start) <= reach and abs(a.end - b.end) <= reach:
                unite(parent, j, k)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, line in enumerate(lines):
        group = groups.setdefault(root_of(parent, index), ([], []))
        group[0 if index < len(across) else 1].append(line)
    return list(groups.values())


def _touch(across: Rule, upright: Rule, reach: float) -> bool:
    return (
        across.start - reach <= upright.at <= across.end + reach
        and upright.start - reach <= across.at <= upright.end + reach
    )


def _join_pieces(pieces: list[Rule], size: float) -> list[Rule]:
    """Pieces in one line with small gaps become one line; what stays shorter than type goes."""
    joined: list[Rule] = []
    for cluster in _cluster(pieces, size):
        at = statistics.median(line.at for line in cluster)
        joined += _join_spans(at, cluster, GAP * size)
    long = [line for line in joined if line.end - line.start > SHORT * size]
    return list(_without_doubles(long, DOUBLE * size))


def _without_doubles(rules: list[Rule], reach: float) -> Iterator[Rule]:
    """The rules, sorted by place, those of a double border as the one in the middle of both."""
    seconds: set[int] = set()
    for index, rule in enumerate(rules):
        second = None if index in seconds else _second_of(index, rules, reach)
        if second is not None:
            seconds.add(second)
            yield Rule((rule.at + rules[second].at) / 2, rule.start, rule.end)
        elif index not in seconds:
            yield rule


def _second_of(index: int, rules: list[Rule], reach: float) -> int | None:
    """Which rule behind another in their order runs beside it from and to the same places."""
    rule = rules[index]
    for other in range(index + 1, len(rules)):
        second = rules[other]
        if second.at - rule.at > reach:
            break
        if max(abs(second.start - rule.start), abs(second.end - rule.end)) <= reach:
            return other
    return None


def _join_spans(at: float, cluster: list[Rule], gap: float) -> list[Rule]:
    lines: list[Rule] = []
    for piece in sorted(cluster, key=lambda line: line.start):
        if lines and piece.start - lines[-1].end <= gap:
            lines[-1] = Rule(at, lines[-1].start, max(lines[-1].end, piece.end))
        else:
            lines.append(Rule(at, piece.start, piece.end))
    return lines


def _cluster(rules: Iterable[Rule], size: float) -> list[list[Rule]]:
    """Rules so near to the first of their cluster that no text fits between."""
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if clusters and rule.at - clusters[-1][0].at <= SNAP * size:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return clusters


def root_of(parent: list[int], index: int) -> int:
    """The number that stands for the set of a number, where `parent` links those that are one."""
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def unite(parent: list[int], a: int, b: int) -> None:
    """Make the sets of two numbers one."""
    parent[root_of(parent, b)] = root_of(parent, a)
