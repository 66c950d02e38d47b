"""Values of one kind that two places promise differently for one indicator and year."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.schema.records import Target
from planparse.text import squeeze

_NO_LETTER = regex.compile(r"[^\p{L}\d]")
# Whether a value is a share, whether it is a change, and the first word of its unit.
_Kind = tuple[bool, bool, str]


def find_conflicts(
    targets: Sequence[Target], is_part: Callable[[Target], bool], knowledge: Knowledge
) -> Iterator[tuple[Target, Target]]:
    """Each value that an earlier one contradicts, in body and annex or in two rows, and that one.

    Rows below one text part it ("Cấp tỉnh", "Cấp xã"), each with a value of its own: `is_part`.
    """
    seen: dict[bytes, list[tuple[_Kind, bytes, int]]] = defaultdict(list)
    for place, target in enumerate(targets):
        if target.value is None or target.year is None or not target.indicator:
            continue
        if target.scope_text or target.position > 1 or is_part(target):
            continue
        key = digest(_indicator_key(target.indicator, knowledge), str(target.year))
        kind, promise = _kind_of(target), _promise(target)
        like = next((each for each in seen[key] if _are_alike(each[0], kind)), None)
        if like is None:
            seen[key].append((kind, promise, place))
        elif like[1] != promise:
            yield target, targets[like[2]]


def digest(*texts: str) -> bytes:
    """What tells texts from all others, in a tenth of their memory."""
    return blake2b("\0".join(texts).encode(), digest_size=16).digest()


def _indicator_key(indicator: str, knowledge: Knowledge) -> str:
    """The key of what is measured: prose says "100% xã có …", a row "Tỷ lệ xã có …"."""
    return _NO_LETTER.sub("", squeeze(knowledge.patterns["measured_lead"].beyond(indicator)))


def _kind_of(target: Target) -> _Kind:
    unit = (target.unit or "").casefold().split(maxsplit=1)
    return target.kind == "ratio", target.change is not None, unit[0].strip(",") if unit else ""


def _are_alike(one: _Kind, other: _Kind) -> bool:
    """Whether two values can be held against each other: no share and a count, no level and a
    change, no two units."""
    return one[:2] == other[:2] and ("" in (one[2], other[2]) or one[2] == other[2])


def _promise(target: Target) -> bytes:
    promised = (target.comparator, target.value, target.value_max, target.unit, target.change)
    return digest(repr(promised))
