"""Who is to do what: mentions of agencies in tasks and sections → records."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.agencies.reader import Mention
from planparse.normalize.issues import issue_of_task
from planparse.schema.issues import IssueCode
from planparse.schema.records import Issue, Responsibility, Section, Task
from planparse.schema.vocabulary import Role

# How far into a paragraph the agencies that it addresses can reach, letters: some ten of them. A
# verb behind more says what somebody named earlier does.
MAX_ASSIGNED = 300
_ROLES: tuple[Role, ...] = ("lead", "coordinating")


def build_responsibilities(
    tasks: Iterable[Task], sections: Sequence[Section], scope: Scope, knowledge: Knowledge
) -> Iterator[tuple[Responsibility, Mention]]:
    """Every mention of the tasks' agency cells, then those the body assigns something to."""
    for task in tasks:
        yield from _of_task(task, scope, knowledge)
    yield from _of_sections(sections, scope, knowledge)


def _of_task(
    task: Task, scope: Scope, knowledge: Knowledge
) -> Iterator[tuple[Responsibility, Mention]]:
    pieces = [piece for role, text in _cells(task) for piece in _part(text, role, knowledge)]
    for role in _ROLES:
        texts = [text for each, text in pieces if each == role]
        mentions = chain.from_iterable(parse_agencies(text, scope, knowledge) for text in texts)
        for position, mention in enumerate(mentions, 1):
            yield _to_record(mention, role, position, task), mention


def _cells(task: Task) -> list[tuple[Role, str]]:
    """The cells of a task that name agencies, by the role that their column gives."""
    return [("lead", task.lead_text or ""), ("coordinating", task.coordinating_text or "")]


def _part(text: str, own: Role, knowledge: Knowledge) -> list[tuple[Role, str]]:
    """A cell in pieces, by who leads and who helps: "Chủ trì: …; phối hợp: …", "… (chủ trì); …".

    What no wording says otherwise has the role of the column, and so has all where nobody else has.
    """
    said = _part_as_said(text, own, knowledge)
    return said if _is_said(own, said) else [(own, piece) for _, piece in said]


def _is_said(own: Role, pieces: Sequence[tuple[Role, str]]) -> bool:
    """Whether somebody has the role of the column."""
    return any(role == own for role, _ in pieces)


def _part_as_said(text: str, own: Role, knowledge: Knowledge) -> list[tuple[Role, str]]:
    pieces: list[tuple[Role, str]] = []
    role, start = own, 0
    for match in knowledge.patterns["cell_role"].find_all(text):
        pieces.append((role, text[start : match.start()]))
        role, start = "coordinating" if match["coordinating"] else "lead", match.end()
    pieces.append((role, text[start:]))
    pieces = [each for role, piece in pieces for each in _part_behind(piece, role, knowledge)]
    return [(role, piece) for role, piece in pieces if regex.search(r"\p{L}", piece)]


def find_doubtful_roles(tasks: Iterable[Task], knowledge: Knowledge) -> Iterator[Issue]:
    """An issue for each cell that gives nobody the role of its column: "Sở Y tế, Sở Nội vụ phối
    hợp" may mean that the one leads and the other helps, or that both do both."""
    for task in tasks:
        for role, text in _cells(task):
            said = _part_as_said(text, role, knowledge)
            if said and not _is_said(role, said):
                message = f"“{text}” stands in a column of another role, which all here were given."
                yield issue_of_task(IssueCode.ROLE_DOUBTFUL, message, task, f"{role}_text", text)


def _part_behind(text: str, role: Role, knowledge: Knowledge) -> Iterator[tuple[Role, str]]:
    """A piece parted where a role stands behind those who have it, back to a semicolon.

    Who follows those that are marked as leading behind a comma, without a role of its own, helps
    them; behind a semicolon, too, where others are marked as helping.
    """
    start = 0
    matches = knowledge.patterns["role_behind"].find_all(text)
    marks = (",", "và ", ";") if any(match["coordinating"] for match in matches) else (",", "và ")
    for match in matches:
        before = text[start : match.start()]
        cut = max(before.rfind(";"), before.rfind("\n")) + 1
        yield role, before[:cut]
        yield ("coordinating" if match["coordinating"] else "lead"), before[cut:]
        start = match.end()
        if match["lead"] and text[start:].lstrip().startswith(marks):
            role = "coordinating"
    yield role, text[start:]


def _of_sections(
    sections: Sequence[Section], scope: Scope, knowledge: Knowledge
) -> Iterator[tuple[Responsibility, Mention]]:
    """Sections below the heading of the implementation: each names whom it speaks to."""
    roots = {s.path for s in sections if knowledge.find("implementation_heading", s.heading or "")}
    for section in sections:
        if section.path in roots:
            mentions = _of_paragraphs(section, scope, knowledge)
        elif any(section.path.startswith(f"{root}.") for root in roots):
            mentions = _assigned(section, scope, knowledge)
        else:
            continue
        for position, mention in enumerate(mentions, 1):
            yield _to_record(mention, "assigned", position, section), mention


def _assigned(section: Section, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """Whom a section addresses: its heading, or the beginnings of its paragraphs."""
    heading = section.heading or ""
    return (
        _addressed(heading.rstrip(" :.;"), scope, knowledge)
        or _addressed_by(heading, scope, knowledge)
        or _of_paragraphs(section, scope, knowledge)
    )


def _of_paragraphs(section: Section, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """The agencies that paragraphs begin with, each once."""
    found: dict[str, Mention] = {}
    for paragraph in section.text.split("\n"):
        for mention in _addressed_by(paragraph, scope, knowledge):
            found.setdefault(mention.name or mention.text, mention)
    return list(found.values())


def _addressed_by(paragraph: str, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """The agencies that a paragraph begins with, before the verb that tells them what to do."""
    verb = knowledge.find("assignment_verb", paragraph)
    if not verb or verb.start() > MAX_ASSIGNED:
        return []
    return _addressed(paragraph[: verb.start()], scope, knowledge)


def _addressed(text: str, scope: Scope, knowledge: Knowledge) -> list[Mention]:
    """The mentions of a text that names agencies and nothing else; none otherwise."""
    lead = knowledge.find("assignment_lead", text)
    text = (text[lead.end() :] if lead else text).strip(" :,")
    if not text or not (lead or knowledge.find("addressee", text)):
        return []
    mentions = parse_agencies(text, scope, knowledge)
    known = all(m.method != "unresolved" for m in mentions)
    return mentions if known else []


def _to_record(mention: Mention, role: Role, position: int, of: Task | Section) -> Responsibility:
    return Responsibility(
        plan_id=of.plan_id,
        task_id=of.task_id if isinstance(of, Task) else None,
        section_id=of.section_id if isinstance(of, Section) else None,
        role=role,
        position=position,
        mention=mention.text,
        agency_name=mention.name,
        agency_id=mention.agency_id,
        level=mention.level,
        method=mention.method,
        score=mention.score,
        successor_name=mention.successor,
    )
