"""Automatic numbers of a Word document, which its text does not contain."""

from collections import defaultdict
from typing import Any

from planparse import regex
from planparse.read.flow.word_styles import Styles, W, at, value
from planparse.text import to_roman


class Numbering:
    """Counts the numbered paragraphs of a document, which have to be asked in their order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        abstract = [] if root is None else root.findall(f"{W}abstractNum")
        self._abstract = {a.get(W + "abstractNumId"): a for a in abstract}
        nums = [] if root is None else root.findall(f"{W}num")
        self._nums = {n.get(W + "numId"): n for n in nums}
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number or bullet before a paragraph, "" where there is none; it counts on."""
        num, level = self._find(paragraph)
        if num not in self._nums:
            return ""
        own = self._level(num, level)
        if own is None:
            return ""
        self._count(num, level)
        kind = value(own, "w:numFmt") or "decimal"
        text = value(own, "w:lvlText") or ""
        if kind in ("bullet", "none"):
            return "" if kind == "none" else text
        legal = at(own, "w:isLgl") is not None
        return regex.sub(r"%(\d)", lambda m: self._number(num, int(m[1]) - 1, legal), text)

    def _find(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph, its own or its style's."""
        num, level = "", None
        for properties in self._styles.of_paragraph(paragraph):
            num = num or value(properties, "w:numPr/w:numId") or ""
            said = value(properties, "w:numPr/w:ilvl")
            level = int(said) if level is None and said else level
        if level is None:
            level = self._level_of_style(num, value(paragraph, "w:pPr/w:pStyle"))
        return num, level

    def _level_of_style(self, num: str, style: str | None) -> int:
        if style and num in self._nums:
            for level in range(9):
                own = self._level(num, level)
                if own is not None and value(own, "w:pStyle") == style:
                    return level
        return 0

    def _abstract_of(self, num: str) -> str:
        """The definition of a list, through the style that it may be named by."""
        found: str = value(self._nums[num], "w:abstractNumId") or ""
        link = value(self._abstract.get(found), "w:numStyleLink")
        own: str
        for own, abstract in self._abstract.items() if link else ():
            if value(abstract, "w:styleLink") == link:
                return own
        return found

    def _level(self, num: str, level: int) -> Any:
        override = self._override(num, level)
        own = at(override, "w:lvl")
        if own is not None:
            return own
        abstract = self._abstract.get(self._abstract_of(num))
        levels = [] if abstract is None else abstract.findall(f"{W}lvl")
        return next((each for each in levels if each.get(W + "ilvl") == str(level)), None)

    def _override(self, num: str, level: int) -> Any:
        overrides = self._nums[num].findall(f"{W}lvlOverride")
        return next((each for each in overrides if each.get(W + "ilvl") == str(level)), None)

    def _count(self, num: str, level: int) -> None:
        counts = self._counts[self._abstract_of(num)]
        start = value(self._override(num, level), "w:startOverride")
        if start is not None and (num, level) not in self._begun:
            counts[level] = int(start)
        else:
            counts[level] = counts[level] + 1 if level in counts else self._start(num, level)
        self._begun.add((num, level))
        for deeper in [each for each in counts if each > level]:
            restart = value(self._level(num, deeper), "w:lvlRestart")
            if restart is None or (0 < int(restart) <= deeper and level < int(restart)):
                del counts[deeper]

    def _start(self, num: str, level: int) -> int:
        return int(value(self._level(num, level), "w:start") or 1)

    def _number(self, num: str, level: int, legal: bool) -> str:
        """The number a level stands at, as it is written."""
        counts = self._counts[self._abstract_of(num)]
        count = counts.setdefault(level, self._start(num, level))
        kind = value(self._level(num, level), "w:numFmt") or "decimal"
        return written(count, "decimal" if legal else kind)


def written(count: int, kind: str) -> str:
    """A number as a kind of Word writes it: 4 is "iv" as lowerRoman; unknown kinds are decimal."""
    if kind.endswith("Roman"):
        text = to_roman(count).lower()
    elif kind.endswith("Letter"):
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    else:
        return f"{count:02}" if kind == "decimalZero" else str(count)
    return text.upper() if kind.startswith("upper") else text
