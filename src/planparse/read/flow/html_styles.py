"""The rules of a page's own style sheets, put into the elements that they are for.

Exports of office programs say so what is centred, bold or ruled ("p.c3 {text-align: center}"); what
a rule hides may be shown by a script, so that is not taken.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planparse import regex

# Names of declarations that say how text looks, or where lines and pages are.
_TAKEN = regex.compile(
    r"text-align|font-weight|font-style|text-transform|(page-)?break-before|border(?!-collapse|-sp).*"
)
_COMMENT = regex.compile(r"/\*.*?\*/|<!--|-->", regex.S)
# "@page {…}", "@media print {p {…}}" are for other pages than this one; "@charset …;" has no rules.
_AT = regex.compile(r"@[^{};]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = regex.compile(r"([^{}]+)\{([^{}]*)\}")
# "td", ".c3", "p.c1.c3": what an element is, by its tag and classes.
_SIMPLE = regex.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)", regex.I)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a rule says, and the elements it is for: each one below those before it."""

    path: tuple[tuple[str, frozenset[str]], ...]
    said: str

    @property
    def name(self) -> str:
        """A class or tag that each element has that the rule is for."""
        tag, classes = self.path[-1]
        return f".{min(classes)}" if classes else tag

    @property
    def weight(self) -> tuple[int, int]:
        """Classes count for more than tags where rules differ."""
        return sum(len(c) for _, c in self.path), sum(bool(tag) for tag, _ in self.path)


def apply_styles(page: Any) -> None:
    """Give each element of a page what the rules for it say, below what its own style says."""
    sheets = [_COMMENT.sub(" ", style.text or "") for style in page.iter("style")]
    rules = sorted((r for sheet in sheets for r in _rules(sheet)), key=lambda rule: rule.weight)
    by_name: defaultdict[str, list[int]] = defaultdict(list)  # sheets of portals have thousands
    for place, rule in enumerate(rules):
        by_name[rule.name].append(place)
    for element in page.iter() if rules else ():
        if isinstance(element.tag, str):
            names = {element.tag, *(f".{each}" for each in _classes(element))}
            places = sorted(place for name in names for place in by_name.get(name, ()))
            said = [rules[place].said for place in places if _fits(rules[place], element)]
            if said:
                element.set("style", ";".join([*said, element.get("style") or ""]))


def _rules(sheet: str) -> Iterator[_Rule]:
    for selectors, block in _RULE.findall(_AT.sub(" ", sheet)):
        parts = [part.strip() for part in block.split(";")]
        said = ";".join(p for p in parts if _TAKEN.fullmatch(p.partition(":")[0].strip().lower()))
        for selector in selectors.split(",") if said else ():
            if path := _path(selector.split()):
                yield _Rule(path, said)


def _path(simple: Sequence[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The elements of a selector; nothing for one with anything else than tags and classes."""
    matches = [_SIMPLE.fullmatch(each) for each in simple]
    if not all(matches):
        return ()
    return tuple(((m[1] or "").lower(), frozenset(m[2].split(".")) - {""}) for m in matches if m)


def _fits(rule: _Rule, element: Any) -> bool:
    if not _is(element, *rule.path[-1]):
        return False
    above = element.iterancestors()
    return all(any(_is(each, *part) for each in above) for part in reversed(rule.path[:-1]))


def _is(element: Any, tag: str, classes: frozenset[str]) -> bool:
    named = not tag or element.tag == tag
    return named and (not classes or classes <= _classes(element))


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())
