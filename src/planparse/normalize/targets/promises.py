"""Targets of a document: from year cells, indicator rows, deliverables and prose objectives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, count
from typing import NamedTuple

from planparse.knowledge import Knowledge
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.agencies.mentions import parse_agencies
from planparse.normalize.ditto import spell_out_units
from planparse.normalize.targets.cells import parse_cell
from planparse.normalize.targets.figures import ReadCell, find_figures
from planparse.normalize.targets.promised import FindMembers, Value
from planparse.normalize.targets.prose import parse_sentence_values
from planparse.normalize.targets.sentences import split_sentences
from planparse.normalize.times.periods import find_year, target_year_of
from planparse.schema.records import Section, Target, Task
from planparse.text import one_line

# Most year cells of a plan say the same as one of so many before.
READ_CELLS = 1024


class _Promise(NamedTuple):
    """A value with its place: who promises what for which year, `position` counted in its cell."""

    value: Value
    task_id: str | None
    section_path: Sequence[str]
    indicator: str
    year: int | None
    position: int


def build_targets(
    tasks: Sequence[Task], sections: Sequence[Section], scope: Scope, knowledge: Knowledge
) -> Iterator[Target]:
    """Every value promised, those of the body first, in reading order."""
    plan_id = (tasks[0] if tasks else sections[0]).plan_id if tasks or sections else ""
    found = chain(_of_body(sections, knowledge), _of_tasks(tasks, scope, knowledge))
    return (_to_target(plan_id, number, promise) for number, promise in enumerate(found, 1))


def _of_tasks(tasks: Sequence[Task], scope: Scope, knowledge: Knowledge) -> Iterator[_Promise]:
    members = member_finder(scope, knowledge)

    @lru_cache(READ_CELLS)
    def read_cell(text: str, year: int | None) -> list[Value]:
        return parse_cell(text, knowledge, members, year)

    for task in spell_out_units(tasks, knowledge):
        if task.kind != "group":
            in_columns = list(_of_figures(task, read_cell, knowledge))
            yield from in_columns or _of_texts(task, members, knowledge)
        elif not knowledge.find("total", one_line(task.text)):  # a sum counts its rows again
            yield from _of_deliverable(task, members, knowledge)


def member_finder(scope: Scope, knowledge: Knowledge) -> FindMembers:
    """What tells whether a text lists bodies, and which."""

    def find_members(text: str) -> list[str] | None:
        mentions = parse_agencies(text, scope, knowledge)
        names = [m.name for m in mentions if m.name]
        return names if names and len(names) == len(mentions) else None

    return find_members


def _of_body(sections: Sequence[Section], knowledge: Knowledge) -> Iterator[_Promise]:
    """The objectives: paragraphs of sections that a heading above, or their own first words
    ("Mục tiêu: …"), call objectives; elsewhere sentences that say what is striven for, and below
    "Mục đích, yêu cầu" those that bound a number."""
    named: dict[str, str] = {}
    for section in sections:
        lead = knowledge.find("objectives_lead", section.text)
        named[section.path] = section.heading or (lead[0] if lead else "")
        headings = [named[path] for path in _paths_to(section.path) if path in named]
        if any(knowledge.find("objectives_heading", heading) for heading in headings):
            yield from _of_section(section, headings, knowledge)
        else:
            purpose = any(knowledge.find("purpose_heading", heading) for heading in headings)
            yield from _of_striving(section, purpose, knowledge)


def _paths_to(path: str) -> list[str]:
    """The paths of all sections above one, the outermost first, and its own."""
    return list(accumulate(path.split("."), lambda above, label: f"{above}.{label}"))


def _of_section(
    section: Section, headings: Sequence[str], knowledge: Knowledge
) -> Iterator[_Promise]:
    year = next((y for h in reversed(headings) if (y := find_year(h, knowledge))), None)
    text = knowledge.patterns["objectives_lead"].beyond(section.text)
    lines = (text or section.heading or "").split("\n")
    for line in lines:
        if line.rstrip().endswith(":"):
            year = find_year(line, knowledge) or year
            continue
        for position, value in enumerate(parse_sentence_values(line, knowledge), 1):
            path = section.path.split(".")
            yield _Promise(value, None, path, value.indicator, value.year or year, position)


def _of_striving(section: Section, purpose: bool, knowledge: Knowledge) -> Iterator[_Promise]:
    """The sentences of a section that begin with what is striven for: "Phấn đấu …"; of one that
    says its `purpose`, those that promise a number, too."""
    path = section.path.split(".")
    for line in (section.text or section.heading or "").split("\n"):
        said = [
            each
            for each in split_sentences(line)
            if knowledge.find("striving", each) or (purpose and _is_promise(each, knowledge))
        ]
        values = [value for each in said for value in parse_sentence_values(each, knowledge)]
        for position, value in enumerate(values, 1):
            yield _Promise(value, None, path, value.indicator, value.year, position)


def _is_promise(sentence: str, knowledge: Knowledge) -> bool:
    text = sentence.strip(" -–+•.,")
    return bool(knowledge.find("begins_with_quantity", text)) or _says_quantity(text, knowledge)


def _says_quantity(text: str, knowledge: Knowledge) -> bool:
    """Whether a text binds a quantity that does not begin it."""
    wordings = ("bounds_quantity", "does_quantity", "shares_quantity")
    return any(knowledge.find(wording, text) for wording in wordings)


def _of_figures(task: Task, read_cell: ReadCell, knowledge: Knowledge) -> Iterator[_Promise]:
    year = target_year_of(task, knowledge)
    for figures in find_figures(task, year, read_cell, knowledge):
        for position, (value, indicator, due) in enumerate(figures, 1):
            yield _Promise(value, task.task_id, task.section_path, indicator, due, position)


def _of_texts(task: Task, members: FindMembers, knowledge: Knowledge) -> Iterator[_Promise]:
    """What a row without year columns promises: in its indicator, or in its deliverable."""
    year = target_year_of(task, knowledge)
    if task.kind == "indicator" and task.annex is not None:
        for position, value in enumerate(parse_sentence_values(task.text, knowledge), 1):
            due = value.year or year
            yield _Promise(value, task.task_id, task.section_path, value.indicator, due, position)
    yield from _of_deliverable(task, members, knowledge)


def _of_deliverable(task: Task, members: FindMembers, knowledge: Knowledge) -> Iterator[_Promise]:
    """Quantities that a deliverable begins with ("02 mô hình", "100% hồ sơ …"), and those that it
    bounds ("Doanh thu đạt tối thiểu 500 tỷ đồng") or says are done ("Đào tạo 1.200 người"); these
    say themselves what is measured."""
    position = count(1)
    due = task.due_on.year if task.due_on else None
    for line in (task.deliverable_text or "").split("\n"):
        for clause in line.split(";"):
            text = one_line(clause).strip(" -–+•.,")
            for value in _values_of_clause(text, members, knowledge):
                indicator = value.indicator or one_line(task.text)
                year, path = value.year or due, task.section_path
                yield _Promise(value, task.task_id, path, indicator, year, next(position))


def _values_of_clause(text: str, members: FindMembers, knowledge: Knowledge) -> list[Value]:
    if knowledge.find("begins_with_quantity", text):
        values = parse_cell(text, knowledge, members)
        values = [replace(v, indicator=_own_name(v, n, knowledge)) for n, v in enumerate(values)]
    elif _says_quantity(text, knowledge):
        values = parse_sentence_values(text, knowledge)
    else:
        values = []
    counted = (value for value in values if value.kind in {"ratio", "quantity"})
    return [value for value in counted if value.unit or value.of_what]


def _own_name(value: Value, place: int, knowledge: Knowledge) -> str:
    """What a further value of a clause is called there: "tổng vốn" of "20 dự án, tổng vốn 500 tỷ
    đồng"; the first one is of the whole row."""
    named = place and knowledge.find("named_figure", f"{value.indicator} 1")
    return one_line(named["name"]) if named else ""


def _to_target(plan_id: str, number: int, promise: _Promise) -> Target:
    value = promise.value
    return Target(
        plan_id=plan_id,
        target_id=f"{plan_id}/t{number}",
        task_id=promise.task_id,
        section_path=list(promise.section_path),
        indicator=promise.indicator,
        year=promise.year,
        position=promise.position,
        value_text=value.value_text,
        kind=value.kind,
        comparator=value.comparator,
        change=value.change,
        value=value.value,
        value_max=value.value_max,
        unit=value.unit,
        per=value.per,
        of_what=value.of_what,
        scope_text=value.scope_text,
        members=value.members,
        due_on=value.due_on,
    )
