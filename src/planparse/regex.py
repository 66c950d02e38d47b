"""The library `regex`, whose expressions are compiled once for all processes.

To compile those of one run takes as long as to read ten pages. They are kept by their own text, so
that nothing but another version of the library makes them stale.
"""

import atexit
import sys
from collections.abc import Callable, Iterator
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

_NAME = f"expressions-{__version__}-{sys.implementation.cache_tag}"


@cache
def _known() -> dict[tuple[object, int], Pattern[Any]]:
    """Every expression compiled here or by an earlier process."""
    return kept.load(_NAME) or {}


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """The expression, compiled by this process or by an earlier one."""
    known, key = _known(), (pattern, int(flags))
    found = known.get(key)
    if found is None:
        found = known[key] = regex.compile(pattern, flags)
        _keep_at_end()
    return found


@cache
def _keep_at_end() -> None:
    """When the process ends, what it had to compile is kept."""
    atexit.register(keep)


def keep() -> None:
    """Keep what this process had to compile with what others have kept."""
    if _keep_at_end.cache_info().currsize:
        kept.store(_NAME, {**(kept.load(_NAME) or {}), **_known()})


def match(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The match at the beginning of a text."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The match of a whole text."""
    return compile(pattern, flags).fullmatch(text)


def search(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Match[AnyStr] | None:
    """The first match in a text."""
    return compile(pattern, flags).search(text)


def findall(pattern: AnyStr, text: AnyStr, flags: int = 0) -> list[Any]:
    """What every match in a text says."""
    return compile(pattern, flags).findall(text)


def finditer(pattern: AnyStr, text: AnyStr, flags: int = 0) -> Iterator[Match[AnyStr]]:
    """Every match in a text."""
    return compile(pattern, flags).finditer(text)


def sub(
    pattern: AnyStr, put: AnyStr | Callable[[Match[AnyStr]], AnyStr], text: AnyStr, flags: int = 0
) -> AnyStr:
    """The text with something else in place of every match."""
    return compile(pattern, flags).sub(put, text)
