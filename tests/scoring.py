"""How many labelled values the parsers find: right, wrong and missed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from planparse.knowledge import Knowledge
from planparse.normalize.acts.citations import parse_citations
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.communes import Seat
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.targets.cells import parse_cell
from planparse.normalize.targets.promises import member_finder
from planparse.normalize.targets.prose import parse_sentence_values
from planparse.normalize.times.timelines import parse_timeline
from planparse.schema.vocabulary import Relation

LABELLED = Path(__file__).parent / "labelled"
CITED = ("document_type", "document_number", "issued_on", "issuing_authority", "relation")
BASES = {"legal_basis_cell", "legal_basis_section"}


@dataclass
class Score:
    """Counts over a labelled set; `doubts` tells what differs, a line per text."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found."""
        return self.right / (self.right + self.missed)


def read_labels(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a labelled set."""
    for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def score_agencies(knowledge: Knowledge) -> Score:
    """Mentions; one that is left unresolved is missed, not wrong."""
    score = Score()
    for row in read_labels("agencies"):
        on = date.fromisoformat(row["on"])
        commune = Seat(*row["commune"]) if "commune" in row else None
        scope = Scope(knowledge.province(row["province"], on), None, on, commune)
        found = [
            (m.text, m.name, m.level or "unresolved")
            for m in parse_agencies(row["text"], scope, knowledge)
        ]
        wanted = [tuple(each) for each in row["expect"]]
        _count(score, row["text"], wanted, found, _is_mention, lambda f: f[2] == "unresolved")
    return score


def _is_mention(wanted: Any, found: Any) -> bool:
    named = wanted[1] is None or wanted[1].casefold() == (found[1] or "").casefold()
    return bool(wanted[0] == found[0] and wanted[2] == found[2] and named)


def score_targets(knowledge: Knowledge) -> Score:
    """Values; a field that is not labelled must be empty, the indicator aside."""
    score, members = Score(), member_finder(Scope(), knowledge)
    for row in read_labels("targets"):
        found = []
        # A sentence says what is measured, a cell how much: `extract` tells them by their place.
        is_sentence = any("indicator" in each for each in row["expect"])
        values = (
            parse_sentence_values(row["text"], knowledge)
            if is_sentence
            else parse_cell(row["text"], knowledge, members, row["year"])
        )
        for value in values:
            fields = {k: v for k, v in asdict(value).items() if v not in (None, "", [])}
            fields["due_on"] = value.due_on.isoformat() if value.due_on else None
            found.append(fields)
        _count(score, row["text"], row["expect"], found, _is_value, lambda f: f["kind"] == "text")
    return score


def _is_value(wanted: Any, found: Any) -> bool:
    free = {"indicator", "year", "value_text", "members"}
    return all(wanted.get(k) == found.get(k) for k in set(wanted) | (set(found) - free))


def score_timelines(knowledge: Knowledge) -> Score:
    """Timelines: right when every field is, wrong when one says something else."""
    score = Score()
    for row in read_labels("timelines"):
        issued = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
        parsed = asdict(parse_timeline(row["text"], issued, knowledge, row.get("year")))
        differ = {
            name: (wanted, _plain(parsed[name]))
            for name, wanted in row["expect"].items()
            if name not in row.get("soft", []) and _text(wanted) != _text(_plain(parsed[name]))
        }
        score.right += not differ
        score.missed += bool(differ)
        score.wrong += any(found is not None for _, found in differ.values())
        if differ:
            score.doubts.append(f"{row['text']!r}: {differ}")
    return score


def score_citations(knowledge: Knowledge) -> Score:
    """Citations, in printed order."""
    score = Score()
    for row in read_labels("citations"):
        scope = Scope(knowledge.province(row["province"]) if row["province"] else None)
        default: Relation | None = "basis" if row.get("context") in BASES else None
        found = [
            tuple(_plain(getattr(cited, name)) for name in CITED)
            for cited in parse_citations(row["text"], scope, knowledge, default)
        ]
        soft = {(s["index"], s["field"]) for s in row.get("soft", [])}
        wanted = [
            tuple(None if (i, n) in soft else each[n] for n in CITED)
            for i, each in enumerate(row["expect"])
        ]
        found = [
            tuple(None if (i, n) in soft else v for n, v in zip(CITED, each, strict=True))
            for i, each in enumerate(found)
        ]
        _count(score, row["text"], wanted, found, lambda w, f: w == f, lambda _: False)
    return score


def _count(
    score: Score,
    text: str,
    wanted: list[Any],
    found: list[Any],
    is_same: Callable[[Any, Any], bool],
    is_doubt: Callable[[Any], bool],
) -> None:
    """Count what is found in order; what the parser itself doubts is no wrong value."""
    rest, missed = list(found), []
    for each in wanted:
        hit = next((f for f in rest if is_same(each, f)), None)
        if hit is None:
            missed.append(each)
        else:
            rest.remove(hit)
    score.right += len(wanted) - len(missed)
    score.missed += len([m for m in missed if not is_doubt(m)])
    score.wrong += len([f for f in rest if not is_doubt(f)])
    if missed or rest:
        score.doubts.append(f"{text!r}: labelled {missed}, found {rest}")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    return " ".join(str(value).split())


SCORES: dict[str, Callable[[Knowledge], Score]] = {
    "agencies": score_agencies,
    "targets": score_targets,
    "timelines": score_timelines,
    "citations": score_citations,
}
