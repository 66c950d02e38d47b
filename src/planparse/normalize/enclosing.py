"""The document that a file without a header belongs to, as the note below a title names it.

Portals publish what a decision encloses, and annexes, in files of their own.
"""

from dataclasses import dataclass, replace
from datetime import date

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.times.dates import parse_date
from planparse.schema.draft import Draft, Passage, Preface
from planparse.text import one_line


@dataclass(frozen=True)
class Enclosing:
    """What a `note` says of the document that a file was issued with: its `preface`, and its date.

    `encloses` is the top of the file where that is a document of its own.
    """

    note: str
    preface: Preface
    issued_on: date | None
    encloses: Preface | None


def find_enclosing(draft: Draft, knowledge: Knowledge) -> Enclosing | None:
    """The document that a file belongs to; None where it has a header, or its notes name none or
    several."""
    own = draft.prefaces[0] if draft.prefaces else Preface()
    if own.number.text or own.issuing_authority:
        return None
    encloses = own if own.note.text else None
    notes = [own.note.text] if encloses else [annex.note.text for annex in draft.annexes]
    named = {one_line(note): knowledge.find("enclosing", one_line(note)) for note in notes}
    found = {_key(match): (note, match) for note, match in named.items() if match}
    if len(found) != 1:
        return None
    note, match = next(iter(found.values()))
    preface = replace(
        Preface() if encloses else _titled(own, draft),
        issuing_authority=(Passage(match["issuer"].strip()),) if match["issuer"] else (),
        number=Passage(f"Số: {match['number']}"),
        document_type=Passage(match["kind"]),
    )
    return Enclosing(note, preface, parse_date(match["day"] or "", knowledge), encloses)


def _titled(preface: Preface, draft: Draft) -> Preface:
    """With the title of the first annex where it has none."""
    if preface.title.text or not draft.annexes:
        return preface
    return replace(preface, title=draft.annexes[0].title)


def _key(match: regex.Match[str]) -> tuple[str, ...]:
    """What tells one document from another: notes on one may have more words or fewer."""
    return tuple(one_line(match[name]).casefold() for name in ("kind", "number"))
