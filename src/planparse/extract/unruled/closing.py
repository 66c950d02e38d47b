"""What rules across a table without upright ones show: that rows are parted, and where it ends."""

from collections.abc import Sequence
from itertools import pairwise

from planparse.extract.tables.rules import rules_across
from planparse.extract.unruled.bands import Band
from planparse.extract.unruled.rivers import River
from planparse.schema.layout import Box

# Of three rules below each other the first ends the header, the last the table, and one parts rows.
PARTING_RULES = 3


def is_closed(bands: Sequence[Band], rules: Sequence[Box]) -> bool:
    """Whether rules part rows and the last one stands right above the last band, a text alone."""
    if len(bands[-1].runs) > 1 or any(top > bands[-1].top for top in _tops(rules)):
        return False
    parted = find_parted(bands, rules)
    return parted[-1] and sum(parted) >= PARTING_RULES


def find_parted(bands: Sequence[Band], rules: Sequence[Box]) -> list[bool]:
    """Between which bands, each and the next, a rule runs across."""
    tops = _tops(rules)
    return [any(a.bottom <= top <= b.top for top in tops) for a, b in pairwise(bands)]


def _tops(rules: Sequence[Box]) -> list[float]:
    """The places down the page of the rules that run across."""
    return [rule.top for rule in rules if rule.width > rule.height]


def is_ruled_off(bands: Sequence[Band], rivers: Sequence[River], rules: Sequence[Box]) -> bool:
    """Whether rules across all rivers, in one piece or cell by cell, part the second of three bands
    from the others."""
    lines = rules_across(rules, bands[0].size)
    over = [line.at for line in lines if line.start < rivers[0].x0 and line.end > rivers[-1].x1]
    parted = [any(a.bottom <= at <= b.top for at in over) for a, b in pairwise(bands)]
    return parted == [True, True]
