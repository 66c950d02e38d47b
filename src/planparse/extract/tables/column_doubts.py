"""What is doubted of the columns of tables: headings nobody knows, further columns of a field."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from planparse.knowledge import Knowledge
from planparse.schema.draft import Column, Finding

# What has one column beside the texts; a further one is worth a look.
_RIVALS: frozenset[str | None] = frozenset({"lead", "coordinating", "task", "year"})
_OF_COLUMNS = frozenset({"unknown_column", "second_column"})


def find_doubts_of_columns(
    columns: Sequence[Column], filled: Collection[int], knowledge: Knowledge
) -> Iterator[Finding]:
    """Columns that are not known, such as parts of a year, and further ones of a field.

    A column that has neither a heading nor, in any row, a text is none: `filled` are those with
    one.
    """
    rivals = _RIVALS | {column.role for column in columns if column.field == "text"}
    for index, column in enumerate(columns):
        heading = column.heading.text
        if not heading and index not in filled:
            continue
        dated = column.role == "timeline" and not knowledge.find("calendar_heading", heading)
        if column.role is None and column.field == "text":
            yield Finding(
                "unknown_column",
                f"The column “{heading}” is not known; it is taken for the task, as the widest one "
                "before those that say who does it and when.",
                text=heading,
                field="text",
            )
        elif column.role is None or (column.role == "year" and column.year is None):
            named = f"The column “{heading}”"
            what = named if heading else "What a column without a heading holds"
            yield Finding(
                "unknown_column",
                f"{what} is not known; its cells are in `extra`.",
                text=heading,
                field="extra",
            )
        elif column.field == "extra" and (column.role in rivals or dated):
            yield Finding(
                "second_column",
                f"“{heading}” is a second column of its kind; its cells are in `extra`.",
                text=heading,
                field="extra",
            )


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; what was found of a column of several tables is told at the first of them."""
    told = list(findings)
    of_columns = [f for f in told if f.code in _OF_COLUMNS]
    times = Counter((f.code, f.message) for f in of_columns)
    for finding in told:
        count = times.pop((finding.code, finding.message), 0)
        if count > 1:
            further = f" There are {count} of them, of which this is the first."
            yield replace(finding, message=finding.message + further)
        elif count or finding.code not in _OF_COLUMNS:
            yield finding
