"""The library `regex`, whose expressions are compiled once for all processes.

To compile those of one run takes as long as to read ten pages. They are kept by their own text, so
that nothing but another version of the library makes them stale, and each by itself, as a run
needs few of those that were ever compiled.
"""

import atexit
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any, AnyStr

import regex
from regex import I, Match, Pattern, S, X, __version__, escape

from planparse import kept

__all__ = [
    "I",
    "Match",
    "Pattern",
    "S",
    "X",
    "__version__",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "keep",
    "match",
    "search",
    "sub",
]

_NAME = f"patterns-{__version__}-{sys.implementation.cache_tag}"
_Key = tuple[object, int]
# Those at hand, and those of them that no earlier process had kept.
_ready: dict[_Key, Pattern[Any]] = {}
_new: dict[_Key, Pattern[Any]] = {}


def _load() -> dict[_Key, bytes]:
    """Every expression compiled by earlier processes, each pickled."""
    found = kept.load(_NAME)
    return found if isinstance(found, dict) else {}


_kept = cache(_load)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """The expression, compiled by this process or by an earlier one."""
    key = (pattern, int(flags))
    found = _ready.get(key)
    if found is None:
        found = _ready[key] = _unpickle(key) or _new.setdefault(key, regex.compile(*key))
    return found


def _unpickle(key: _Key) -> Pattern[Any] | None:
    """The expression as it was kept; None where it was not, or is damaged."""
    with suppress(Exception):  # whatever a damaged file makes of itself
        found = pickle.loads(_kept()[key])
        return found if isinstance(found, Pattern) else None
    return None


@atexit.register
def keep() -> None:
    """Keep what this process had to compile with what others have kept; so does its end."""
    if _new:
        new = {key: pickle.dumps(found) for key, found in _new.items()}
        kept.store(_NAME, {**_load(), **new})
        _new.clear()


def match(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The match at the beginning of a text."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The match of a whole text."""
    return compile(pattern, flags).fullmatch(text)


def search(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The first match in a text."""
    return compile(pattern, flags).search(text)


def findall(pattern: AnyStr, text: AnyStr) -> list[Any]:
    """What every match in a text says."""
    return compile(pattern).findall(text)


def finditer(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Iterator[Match[AnyStr]]:
    """Every match in a text."""
    return compile(pattern, flags).finditer(text)


def sub(pattern: AnyStr, put: AnyStr | Callable[[Match[AnyStr]], AnyStr], text: AnyStr) -> AnyStr:
    """The text with something else in place of every match."""
    return compile(pattern).sub(put, text)
