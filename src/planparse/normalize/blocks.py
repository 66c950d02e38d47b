"""Tasks given as blocks of the body: "a) Cơ quan chủ trì: … b) Thời gian thực hiện: …"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from planparse import regex
from planparse.knowledge import Knowledge
from planparse.normalize.rows import CELL_FIELDS, UNREAD
from planparse.schema.records import Section, Task
from planparse.text import one_line

_LABELLED = regex.compile(
    r"^(?:[-–+•*●]\s*|\p{L}\)\s*|\d+[.)]\s*)*(?P<label>\p{Lu}[^:.;\n]{3,45}?)\s*:\s*(?P<value>.*)$"
)
# A labelled line that follows another one on the same line: "… trực thuộc. - Thời gian: …".
_BREAK = "\x1f"
_ITEM = regex.compile(_BREAK + r"|(?<=[.;])\s+(?=[-–]\s+\p{Lu}[^:.;]{3,40}:)")
# Between the labelled lines of a paragraph.
_STOP = regex.compile(r"(?<=[.;])\s+(?=\p{L})")
# What a task says in brackets behind it: "… (Chủ trì: Vụ Pháp chế; thời hạn: tháng 9/2025)".
_BRACKET = regex.compile(r"^(?P<task>.{10,}?)\s*\((?P<said>[^()]+:[^()]+)\)\s*[.;]?$", regex.S)


@dataclass
class _Block:
    """A block as far as it was read: the task, and its labelled lines."""

    text: list[str] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    last: list[str] | None = None

    @property
    def is_led(self) -> bool:
        """Whether it says who is to do it."""
        return bool(self.fields.get("lead_text"))

    @property
    def is_timed(self) -> bool:
        """Whether it says when it is to be done: a task where those beside it are some."""
        return bool(self.fields.get("timeline_text"))

    @property
    def is_task(self) -> bool:
        """Whether it says who is to do it, or when and how."""
        return self.is_led or ("timeline_text" in self.fields and bool(self.extra))


def build_block_tasks(sections: Sequence[Section], knowledge: Knowledge) -> list[Task]:
    """The tasks of the body, in order; positions run on through the body."""
    tasks: list[Task] = []
    headings: dict[str, str] = {}
    points = _find_points(sections, knowledge)
    blocks = {s.position: _blocks(s, points.get(s.position, ()), knowledge) for s in sections}
    above = _find_parents(sections)
    of_tasks = {above[at] for at, found in blocks.items() if any(b.is_led for b in found)}
    for section in sections:
        headings[section.path] = section.heading or ""
        beside_tasks = above[section.position] in of_tasks and section.position not in points
        for block in blocks[section.position]:
            if block.is_task or (beside_tasks and block.is_timed):
                tasks.append(_to_task(block, section, headings, len(tasks) + 1))
    return tasks


def _find_parents(sections: Sequence[Section]) -> dict[int, int | None]:
    """The position of the section above each: the last of its path before it."""
    last: dict[str | None, int] = {}
    parents: dict[int, int | None] = {}
    for section in sections:
        parents[section.position] = last.get(section.parent_path)
        last[section.path] = section.position
    return parents


def _find_points(sections: Sequence[Section], knowledge: Knowledge) -> dict[int, list[str]]:
    """The sections that are labelled lines, by the position of the one that they are part of: the
    last of its path, which the documents of a file may have in common."""
    points: defaultdict[int, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for section in sections:
        last[section.path] = section.position
        heading = (section.heading or "").rstrip(":")
        line = one_line(": ".join(filter(None, [heading, section.text])))
        if section.parent_path in last and _labelled(line, knowledge):
            points[last[section.parent_path]].append(line)
    return points


def _lines(section: Section, points: Sequence[str], knowledge: Knowledge) -> Iterator[str]:
    """The paragraphs of a section, and its `points` that are labelled lines."""
    for line in filter(None, _ITEM.split(section.text.replace("\n", _BREAK))):
        for item in _out_of_brackets(line, knowledge):
            yield from _parted(item, knowledge)
    if not section.text.count("\n"):
        yield from points


def _out_of_brackets(line: str, knowledge: Knowledge) -> list[str]:
    """A task and what it says in brackets behind it, as lines of their own: who leads, and more."""
    bracket = _BRACKET.match(line)
    lines: list[str] = []
    for piece in bracket["said"].split(";") if bracket else ():
        begun = piece.strip()[:1].upper() + piece.strip()[1:]
        if _labelled(begun, knowledge):
            lines.append(begun)
        elif lines:
            lines[-1] += f";{piece}"
        else:
            return [line]
    fields = [found[1] for each in lines if (found := _labelled(each, knowledge))]
    leads = "lead_text" in fields and len(set(fields)) == len(fields) > 1
    return [bracket["task"], *lines] if bracket and leads else [line]


def _parted(line: str, knowledge: Knowledge) -> Iterator[str]:
    """A labelled line in its own lines, where others of other fields follow on it: "Chủ trì: Sở Nội
    vụ. Phối hợp: Công an tỉnh. Thời gian: năm 2026"; so, too, what follows on the task itself."""
    own = _labelled(line, knowledge)
    part, fields = "", {own[1] if own else None}
    for piece in _STOP.split(line) if (own and own[1]) or _is_told(line, knowledge) else [line]:
        begun = piece[:1].upper() + piece[1:]
        labelled = _labelled(begun, knowledge) if part else None
        if labelled and labelled[1] not in {None, *fields}:
            fields.add(labelled[1])
            yield part
            part = begun
        else:
            part = f"{part} {piece}".strip()
    yield part


def _is_told(line: str, knowledge: Knowledge) -> bool:
    """Whether a task says on its own line who leads, and more."""
    pieces = _STOP.split(line)
    found = [_labelled(piece, knowledge) for piece in pieces]
    fields = [each[1] for each in found[1:] if each and each[1]]
    return found[0] is None and "lead_text" in fields and len(set(fields)) == len(fields) > 1


def _blocks(section: Section, points: Sequence[str], knowledge: Knowledge) -> list[_Block]:
    if knowledge.find("block_overview", section.heading or ""):
        return []
    head, *said = _out_of_brackets(section.heading or "", knowledge)
    block = _Block([head] if head else [])
    blocks = [block]
    for line in chain(said, _lines(section, points, knowledge)):
        labelled = _labelled(line, knowledge)
        if labelled:
            label, name, value = labelled
            store = block.fields if name else block.extra
            key = name or label
            if key in store and name:
                block = _Block()
                blocks.append(block)
                store = block.fields
            block.last = store.setdefault(key, [])
            if value:
                block.last.append(value)
        elif block.last is not None and _goes_on(block, line):
            block.last.append(line)
        elif block.fields and not (block.is_led and knowledge.find("agency_acts", line)):
            block = _Block([line])
            blocks.append(block)
        else:
            block.text.append(line)
    return [b for b in blocks if b.text or b.extra]


def _goes_on(block: _Block, line: str) -> bool:
    """Whether a line belongs to the label before it: one without a value, or a sub-item."""
    return not block.last or line.startswith("+") or (bool(block.extra) and not block.fields)


def _labelled(line: str, knowledge: Knowledge) -> tuple[str, str | None, str] | None:
    """Label, field and value of a labelled line; the field is None for a label of another kind."""
    match = _LABELLED.match(line)
    if not match:
        return None
    label = match["label"]
    role = knowledge.column_role(label) if knowledge.find("block_field", label) else None
    name = CELL_FIELDS.get(role.field) if role else None
    if name:
        return match["label"], name, match["value"].strip()
    if knowledge.find("block_label", match["label"]):
        return match["label"], None, match["value"].strip()
    return None


def _to_task(block: _Block, section: Section, headings: Mapping[str, str], position: int) -> Task:
    """A block as a task; `headings` are those of the sections so far, by their paths."""
    above = [each for each in headings.items() if section.path.startswith(f"{each[0]}.")]
    cells = {name: "\n".join(lines) for name, lines in block.fields.items()}
    return Task(
        plan_id=section.plan_id,
        task_id=f"{section.section_id}/{position}",
        annex=None,
        section_id=section.section_id,
        annex_title=None,
        position=position,
        kind="task",
        number_text=section.label or None,
        number=section.path.rsplit(".", 1)[-1],
        section_path=[path.rsplit(".", 1)[-1] for path, _ in above],
        section_titles=[heading for _, heading in above],
        text="\n".join(block.text),
        year_texts={},
        extra={label: "\n".join(lines) for label, lines in block.extra.items()},
        page_first=section.page_first,
        page_last=section.page_last,
        regions=[],
        rejoined=False,
        join_reasons=[],
        inherited=[],
        **UNREAD | {name: cells.get(name) for name in CELL_FIELDS.values()},
    )
