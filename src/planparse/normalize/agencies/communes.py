"""A commune or district that issues documents, and the bodies that a commune's documents name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planparse import regex
from planparse.knowledge import COMMITTEE, COUNCIL, DISTRICT_KINDS, Agency, Knowledge
from planparse.text import to_ascii_slug

_KIND = regex.compile(r"\s*{(xã|huyện)}")


@dataclass(frozen=True, slots=True)
class Seat:
    """The district or commune whose committee issues a document.

    With an apostrophe ("K'Nàng", "M'gar"), capitals do not show how its name is written.
    """

    kind: str
    name: str
    is_spelled: bool = True

    @property
    def is_district(self) -> bool:
        """Whether it is of the level that was given up in 2025."""
        return self.kind in DISTRICT_KINDS


def bodies_of(
    seat: Seat, on: date | None, knowledge: Knowledge
) -> Iterator[tuple[str, str, str | None, list[str]]]:
    """The bodies of a commune: name, id below the province, successor, and what its documents call
    them. The committee has the same id wherever it is named."""
    for head in (COMMITTEE, COUNCIL):
        name = f"{head} {seat.kind} {seat.name}"
        yield name, to_ascii_slug(name), None, [head, f"{head} {seat.kind}"]
    place = to_ascii_slug(f"{seat.kind} {seat.name}")
    for agency in knowledge.agencies:
        if agency.scope == "commune" and agency.in_force(on):
            name = agency.name.replace("{xã}", seat.kind)
            spellings = spellings_of(agency, seat.kind, seat.name)
            yield name, f"{place}/{to_ascii_slug(name)}", agency.successor, spellings


def spellings_of(agency: Agency, kind: str, place: str) -> list[str]:
    """How the documents of a district or commune call its agency: bare, or with its place."""
    bare = [_KIND.sub("", name) for name in (agency.name, *agency.aliases)]
    return [
        f"{name}{of}" for name in bare for of in ("", f" {kind}", f" {kind} {place}", f" {place}")
    ]
