"""What identifies a plan: authority, number, date, type, title; and its record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import PurePath

from planparse.knowledge import Knowledge
from planparse.normalize.agencies.authorities import Authority, parse_authority
from planparse.normalize.agencies.institutions import name_institution
from planparse.normalize.agencies.seats import settle_province
from planparse.normalize.enclosing import find_enclosing
from planparse.normalize.numbers import find_in_file_name, parse_document_number, to_plan_id
from planparse.normalize.times.dates import (
    find_passing_date,
    parse_numeric_date,
    parse_place_and_date,
)
from planparse.normalize.times.periods import parse_period
from planparse.schema.draft import Draft, Passage, Preface
from planparse.schema.records import SCHEMA_VERSION, Plan
from planparse.text import count_characters, one_line, to_ascii_slug

# So many letters of an unknown issuer stand in a plan_id, which is the name of a file.
LONGEST_ISSUER = 40


@dataclass(frozen=True)
class Facts:
    """What the columns of a plan are made from. `named_number`: the number comes from the file
    name; `passed`: the date comes from the closing sentence; `province_text`: the text that names
    the province where the header does not; `note`: what names the document that a file without a
    header belongs to."""

    plan_id: str
    authority: Authority
    number: str | None
    named_number: bool
    issued_at: str | None
    issued_on: date | None
    passed: bool
    province_text: str | None
    preface: Preface
    enclosed: Preface | None
    note: str | None

    @property
    def innermost_title(self) -> str:
        """The title of what the document encloses, or else its own."""
        return (self.enclosed or self.preface).title.text


def find_facts(draft: Draft, knowledge: Knowledge) -> Facts:
    """The facts that the first document of the file prints."""
    preface = draft.prefaces[0] if draft.prefaces else Preface()
    enclosed = draft.prefaces[1] if len(draft.prefaces) > 1 else None
    issued_at, printed_on = parse_place_and_date(preface.place_and_date.text, knowledge)
    if enclosing := find_enclosing(draft, knowledge):
        preface, enclosed = enclosing.preface, enclosing.encloses or enclosed
        printed_on = printed_on or enclosing.issued_on
    issued_on = printed_on or find_passing_date(_body_texts(draft), knowledge)
    authority, province_text = _find_authority(draft, preface, issued_on, knowledge)
    printed = parse_document_number(preface.number.text, knowledge)
    stem = PurePath(draft.source.name).stem
    number = printed or find_in_file_name(stem, preface.number.text, knowledge)
    place, own = _told_apart(draft, authority, preface, issued_on, is_whole=enclosing is None)
    year = issued_on.year if issued_on else None
    is_whole = enclosing is None and place == authority.place_slug
    plan_id = to_plan_id(place, number, year, own, is_whole)
    named = number != printed
    passed = issued_on != printed_on
    return Facts(
        plan_id, authority, number, named, issued_at, issued_on, passed, province_text, preface,
        enclosed, enclosing.note if enclosing else None,
    )  # fmt: skip


def _told_apart(
    draft: Draft, authority: Authority, preface: Preface, on: date | None, is_whole: bool
) -> tuple[str | None, str]:
    """What a plan_id begins with, and what tells it from others of that number: the file, or, where
    nothing names the province of a document that is `is_whole`, its issuer and its date and title.

    Many communes bear one name, so that name and number alone may be those of another document; and
    a document that is saved or signed again stays the same one.
    """
    place, title = authority.place_slug, one_line(preface.title.text).casefold()
    issuer = f"{authority.seat.kind} {authority.seat.name}" if authority.seat else authority.text
    if place or on is None or not (title and issuer and is_whole):
        return place, draft.source.sha256
    own = sha256(f"{on} {title}".encode()).hexdigest()
    return to_ascii_slug(issuer)[:LONGEST_ISSUER].strip("-"), own


def _find_authority(
    draft: Draft, preface: Preface, on: date | None, knowledge: Knowledge
) -> tuple[Authority, str | None]:
    """Who issued the document, its province settled by what it leans on and whom it is sent to,
    or else by the acts its body names."""
    lines = texts_of(preface.issuing_authority)
    authority = parse_authority(lines, on, knowledge)
    above = [preface.title.text, *texts_of(preface.preamble)]
    authority = name_institution(
        authority, lines, lambda: chain(above, _body_texts(draft)), knowledge
    )
    return settle_province(authority, _searched(draft, preface, knowledge), on, knowledge)


def _searched(
    draft: Draft, preface: Preface, knowledge: Knowledge
) -> Iterator[tuple[str, Iterable[str]]]:
    """Where the province of a document may be named, and the wording before its name."""
    yield "province_lead", [*texts_of(preface.preamble), *texts_of(preface.recipients)]
    yield "province_body_lead", _body_texts(draft)
    yield "gazette_lead", (gazette["name"] for gazette in _gazette_heads(draft, knowledge))
    yield "province_lead", (annex.title.text for annex in draft.annexes)


def _body_texts(draft: Draft) -> Iterator[str]:
    """Every paragraph of the bodies, and what stands below them."""
    for section in draft.sections:
        yield from texts_of(section.paragraphs)
    for preface in draft.prefaces:
        yield from texts_of(preface.closing)


def build_plan(draft: Draft, facts: Facts, knowledge: Knowledge) -> Plan:
    """The record of the plan; its counts are filled in once the others are known."""
    preface, enclosed, authority = facts.preface, facts.enclosed, facts.authority
    gazette = next(_gazette_heads(draft, knowledge), None)
    province, period = authority.province, parse_period(facts.innermost_title, knowledge)
    return Plan(
        plan_id=facts.plan_id,
        schema_version=SCHEMA_VERSION,
        source_name=draft.source.name,
        source_sha256=draft.source.sha256,
        source_format=draft.source.format,
        pages=draft.page_count,
        issuing_authority_text=authority.text or None,
        issuing_authority=authority.name,
        province_code=province.code if province else None,
        province_name=province.name if province else None,
        successor_province_code=province.successor_code if province else None,
        document_type=_type_name(preface, knowledge),
        document_number=facts.number,
        issued_on=facts.issued_on,
        issued_at=facts.issued_at,
        title=preface.title.text or None,
        promulgates_type=_type_name(enclosed, knowledge) if enclosed else None,
        promulgates_title=enclosed.title.text or None if enclosed else None,
        period_start=period[0],
        period_end=period[1],
        signer_name=preface.signer.text or None,
        signer_title="\n".join(texts_of(preface.signer_titles)) or None,
        recipients=texts_of(preface.recipients),
        gazette_name=one_line(gazette["name"]) if gazette else None,
        gazette_issue=one_line(gazette["issue"]) if gazette else None,
        gazette_date=parse_numeric_date(gazette["date"]) if gazette else None,
        preamble_text="\n".join(preambles_of(draft)),
        closing_text="\n".join(t for p in draft.prefaces for t in texts_of(p.closing)),
        status="ok",
        task_count=0,
        target_count=0,
        issue_count=0,
        unplaced_characters=count_characters(word.text for word in draft.unplaced),
    )


def _type_name(preface: Preface, knowledge: Knowledge) -> str | None:
    kind = knowledge.document_type(preface.document_type.text)
    return kind.name if kind else None


def _gazette_heads(draft: Draft, knowledge: Knowledge) -> Iterator[dict[str, str]]:
    for removed in draft.removed:
        match = knowledge.find("gazette_head", removed.passage.text)
        if removed.kind == "gazette_head" and match:
            yield match.groupdict()


def preambles_of(draft: Draft) -> list[str]:
    """The paragraphs of all preambles."""
    return [text for preface in draft.prefaces for text in texts_of(preface.preamble)]


def texts_of(passages: Sequence[Passage]) -> list[str]:
    """The texts of passages."""
    return [passage.text for passage in passages]
