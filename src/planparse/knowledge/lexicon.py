"""Which syllables there are and which follow which, counted in born-digital plans.

`lexicon.csv` is made by benchmarks/lexicon.py: first, second, how often; an empty first is the
beginning of a phrase. `compounds.txt` has words of plans of every field that these were too few to
have, one a line.
"""

import csv
import io
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

# A word of the list counts as one that was met so often, but where others of its letters have been
# ("lưu trú" and "lưu trữ"): then as one that may be meant ("thứ trưởng" beside "thủ trưởng").
LISTED, POSSIBLE = 3, 1


def bare(text: str) -> str:
    """A text without its diacritics: "Đổi mới" is "Doi moi"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Counts of syllables and of pairs; `spellings` are the syllables of the same bare letters."""

    singles: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    spellings: Mapping[str, tuple[str, ...]]

    @cached_property
    def total(self) -> int:
        """How many syllables were counted."""
        return sum(self.singles.values())


def to_lexicon(pairs: Mapping[tuple[str, str], int]) -> Lexicon:
    """A lexicon from counts of pairs."""
    singles: Counter[str] = Counter()
    for (_, second), number in pairs.items():
        singles[second] += number
    spellings: dict[str, list[str]] = defaultdict(list)
    for syllable in singles:
        spellings[bare(syllable)].append(syllable)
    return Lexicon(singles, pairs, {key: tuple(found) for key, found in spellings.items()})


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    folder = files(__package__)
    rows = csv.reader(io.StringIO(folder.joinpath("lexicon.csv").read_text(encoding="utf-8")))
    next(rows)  # the names of the columns
    pairs = {(first, second): int(count) for first, second, count in rows}
    listed = folder.joinpath("compounds.txt").read_text(encoding="utf-8").splitlines()
    return to_lexicon(_with_listed(pairs, listed))


def _with_listed(
    pairs: dict[tuple[str, str], int], words: Iterable[str]
) -> dict[tuple[str, str], int]:
    letters = cache(bare)  # of the pairs' syllables there are few
    met: Counter[tuple[str, str]] = Counter()
    for (first, second), count in pairs.items():
        met[letters(first), letters(second)] += count
    listed = {pair for word in words for pair in pairwise(word.split())}
    rare = {p for p in listed if met[letters(p[0]), letters(p[1])] - pairs.get(p, 0) < LISTED}
    often = {pair: LISTED if pair in rare else POSSIBLE for pair in listed}
    # A word begins with a syllable, too, also one that was never met behind another: "uy tín".
    met_behind = {second for _, second in pairs}
    often |= {("", first): POSSIBLE for first, _ in listed if first not in met_behind}
    return pairs | {pair: max(pairs.get(pair, 0), count) for pair, count in often.items()}
