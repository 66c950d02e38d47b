"""What the columns of a table are, taken together: one for each field, and whether it has tasks."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.extract.numbering import follows, whole_labels
from planparse.extract.tables.columns import TableColumn
from planparse.extract.tables.linked import LinkedTable, Strip
from planparse.extract.tables.yielding import put_aside, settle_rivals
from planparse.knowledge import Knowledge
from planparse.schema.draft import Column

# Columns that make a table one of tasks: a lead, or two of the others, beside the task.
_TASK_FIELDS = ("coordinating", "timeline", "deliverable", "legal_basis")
# Of two columns of texts the first sorts the rows of the second when it has at most this share of
# their cells, printed once for those below; or when some are merged over rows of the second.
SORTS = 2 / 3
# So many rows in their order show that a column counts them.
COUNTED = 3


def settle_columns(table: LinkedTable, knowledge: Knowledge) -> tuple[TableColumn, ...]:
    """Each field has one column; further ones keep their cells under their heading."""
    columns = _tell_numbers([column.column for column in table.columns], table, knowledge)
    columns = _tell_doers(_tell_units(columns, table, knowledge), knowledge)
    columns = _tell_aims(_tell_owners(settle_rivals(columns, knowledge)))
    sorting = _find_sorting(columns, table)
    columns = [put_aside(c) if i in sorting else c for i, c in enumerate(columns)]
    widths = [column.x1 - column.x0 for column in table.columns]
    columns = _tell_text(columns, widths)
    taken: set[tuple[str, int | None]] = set()
    settled = []
    for place, column in zip(table.columns, columns, strict=True):
        key = (column.field, column.year)
        again = column.field != "extra" and key in taken
        taken.add(key)
        settled.append(replace(place, column=put_aside(column) if again else column))
    return tuple(settled)


def _tell_numbers(
    columns: Sequence[Column], table: LinkedTable, knowledge: Knowledge
) -> list[Column]:
    """A first column that counts the rows numbers them, though its heading is not known: a scan
    reads "TT" in many ways."""
    roles = [column.role for column in columns]
    if "number" in roles or roles[0] is not None or not table.header:
        return list(columns)
    labels = [whole_labels(text, knowledge) for text in _texts_of_first(table)]
    counted = [any(x.is_first for x in labels[0])] if labels else []
    counted += [
        any(x.is_first or any(follows(x, y) for y in before) for x in here)
        for before, here in pairwise(labels)
    ]
    if len(counted) < COUNTED or not all(counted):
        return list(columns)
    return [replace(columns[0], role="number", field="number"), *columns[1:]]


def _texts_of_first(table: LinkedTable) -> list[str]:
    """The filled cells of the first column on the first sheet."""
    end = table.columns[0].x1 + 1
    return [cell.text for cell in table.strips[0].cells if cell.span.box.x1 <= end]


def _tell_units(
    columns: Sequence[Column], table: LinkedTable, knowledge: Knowledge
) -> list[Column]:
    """ "Đơn vị" measures indicators, and what tasks are to reach in years where another column says
    who leads and its cells are units; beside tasks, of which none does but one says who helps or
    when, it is who does them.
    """
    roles = {column.role for column in columns}
    beside = roles & {"coordinating", "timeline"} and not roles & {"indicator", "lead"}
    told = [
        index
        for index, column in enumerate(columns)
        if column.role is None and knowledge.find("unit_or_lead", column.heading.text)
    ]
    if "indicator" in roles:
        role, field = "unit", "extra"
    elif roles >= {"lead", "year"}:
        told = [index for index in told if _holds_units(table, index, knowledge)]
        role, field = "unit", "extra"
    elif "task" in roles and beside:
        role, field = "lead", "lead"
    else:
        return list(columns)
    return [
        replace(column, role=role, field=field) if index in told else column
        for index, column in enumerate(columns)
    ]


def _holds_units(table: LinkedTable, index: int, knowledge: Knowledge) -> bool:
    """Whether most filled cells of a column are units: known ones, shares or rates."""
    texts = [
        cell.text
        for strip in table.strips
        for cell in strip.cells
        if table.columns_of(strip)[index].holds(cell.span.box.x0)
    ]
    units = [
        bool({"%", "‰", "/"} & {*text}) or text.casefold() in knowledge.units for text in texts
    ]
    return 2 * sum(units) > len(units)


def _tell_doers(columns: Sequence[Column], knowledge: Knowledge) -> list[Column]:
    """ "Thực hiện" may say how far something is; beside those who help with tasks, of which no
    other column says who leads, it is who does them."""
    roles = {column.role for column in columns}
    if not roles >= {"task", "coordinating"} or "lead" in roles:
        return list(columns)
    return [
        replace(column, role="lead", field="lead")
        if column.role is None and knowledge.find("done_by", column.heading.text)
        else column
        for column in columns
    ]


def _tell_owners(columns: Sequence[Column]) -> list[Column]:
    """Where no other column says who leads, the owner of a project does if one says when it is
    carried out, for it is a list of tasks and not of funds; and who submits a task.
    """
    fields, roles = {column.field for column in columns}, {column.role for column in columns}
    leads = {
        "investor": "timeline" in fields and "lead" not in fields,
        "submitter": "task" in roles and "lead" not in fields,
    }
    return [replace(c, field="lead") if leads.get(c.role or "") else c for c in columns]


def _tell_aims(columns: Sequence[Column]) -> list[Column]:
    """Indicators in a column behind the tasks, without units or years of their own, say what comes
    of each task, unless another column does."""
    roles, fields = [column.role for column in columns], {column.field for column in columns}
    if "task" not in roles or "unit" in roles or fields & {"year", "deliverable"}:
        return list(columns)
    task = roles.index("task")
    return [
        replace(c, field="deliverable") if c.role == "indicator" and i > task else c
        for i, c in enumerate(columns)
    ]


def _find_sorting(columns: Sequence[Column], table: LinkedTable) -> set[int]:
    """The first column of texts, when it only sorts the rows that the second tells apart."""
    texts = [i for i, column in enumerate(columns) if column.field == "text"][:2]
    if len(texts) < 2:
        return set()
    numbering = next((i for i, column in enumerate(columns) if column.field == "number"), texts[0])
    firsts = seconds = over = under = 0
    for strip in table.strips:
        number, first, second = (
            _rows_of_cells(strip, table.columns_of(strip)[i]) for i in (numbering, *texts)
        )
        firsts, seconds = firsts + len(first), seconds + len(second)
        over += _count_merged(first, second) + len(second.keys() - first.keys() - number.keys())
        under += _count_merged(second, first) + len(first.keys() - second.keys() - number.keys())
    return {texts[0]} if 0 < firsts <= SORTS * seconds or (over and not under) else set()


def _rows_of_cells(strip: Strip, column: TableColumn) -> dict[int, int]:
    """The rows in which filled cells begin that a column has for itself, and where they end."""
    return {
        cell.span.row: cell.span.row_end
        for cell in strip.cells
        if column.holds(cell.span.box.x0) and cell.span.box.x1 <= column.x1 + 1
    }


def _count_merged(cells: Mapping[int, int], others: Container[int]) -> int:
    """How many cells are merged over rows that have cells of their own in another column."""
    return sum(sum(row in others for row in range(*cell)) > 1 for cell in cells.items())


def _tell_text(columns: Sequence[Column], widths: Sequence[float]) -> list[Column]:
    """Where columns say who leads and what else belongs to tasks, but none is known to say what,
    the widest unknown one before them says it.
    """
    fields = [column.field for column in columns]
    told = [i for i, field in enumerate(fields) if field in {"lead", *_TASK_FIELDS}]
    if "text" in fields or "lead" not in fields or len({fields[i] for i in told}) < 2:
        return list(columns)
    unknown = [i for i in range(told[0]) if columns[i].role is None and columns[i].heading.text]
    if not unknown:
        return list(columns)
    text = max(unknown, key=lambda i: widths[i])
    return [replace(c, field="text") if i == text else c for i, c in enumerate(columns)]


def is_task_annex(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of tasks or indicators and not of another kind of table.

    Places, numbers and persons concerned stand in tables of all kinds: beside them it takes a
    column of those who do something. Without them, numbered tasks that have their time are enough.
    """
    fields = [column.field for column in columns]
    roles = {column.role for column in columns}
    if "text" not in fields or "foreign" in roles:
        return False
    if "aside" in roles and not {"lead", "coordinating", "year"} & set(fields):
        return False
    if "indicator" in roles and "task" not in roles:
        aims = sum(column.role in {"indicator", "deliverable"} for column in columns) > 1
        told = bool(roles & {"lead", "year", "period", "coordinating", "timeline"})
        return told or (aims and "unit" in roles)
    others = sum(name in fields for name in _TASK_FIELDS)
    dated = {"number", "task"} <= roles and "timeline" in fields
    return "lead" in fields or others >= 2 or fields.count("year") >= 2 or dated
