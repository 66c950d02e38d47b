"""Columns headed "Kết quả 2026": whether they are promised or reached, by the date of issue."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from planparse.knowledge import Knowledge
from planparse.schema.draft import Column, Draft, Finding


def date_results(draft: Draft, issued_on: date | None, knowledge: Knowledge) -> Draft:
    """The draft with the results of years in its tables told from each other: those of a table are
    promised where none is of a year before that of issue and one of a later year, and reached where
    all are of years before. What cannot be told stays unknown, with its finding.
    """
    if issued_on is None:
        return draft
    tables = tuple(
        replace(table, columns=columns) if columns != table.columns else table
        for table in draft.tables
        for columns in [_dated(table.columns, issued_on.year, knowledge)]
    )
    left = {c.heading.text for t in tables for c in t.columns if c.role is None}
    findings = tuple(f for f in draft.findings if not _is_settled(f, left, knowledge))
    return replace(draft, tables=tables, findings=findings)


def _dated(columns: tuple[Column, ...], issued: int, knowledge: Knowledge) -> tuple[Column, ...]:
    years = [_year_of(column, knowledge) for column in columns]
    found = [year for year in years if year]
    if not found:
        return columns
    promised, reached = min(found) >= issued < max(found), max(found) < issued
    if not (promised or reached):
        return columns
    years_of_all = [*found, *(column.year for column in columns if column.year)]
    if promised and len(set(years_of_all)) < len(years_of_all):
        return columns  # a row has one value for each year
    return tuple(
        _settled(column, year, promised) if year else column
        for column, year in zip(columns, years, strict=True)
    )


def _settled(column: Column, year: int, promised: bool) -> Column:
    if promised:
        return replace(column, role="year", field="year", year=year)
    return replace(column, role="result")


def _year_of(column: Column, knowledge: Knowledge) -> int | None:
    """The year whose result an unknown column has, where it was not taken for what is done."""
    if column.role is not None or column.field != "extra":
        return None
    found = knowledge.find("result_of_year", column.heading.text)
    return int(found["year"]) if found else None


def _is_settled(finding: Finding, left: Collection[str], knowledge: Knowledge) -> bool:
    """Whether an unknown column that was found is none of those that are `left`."""
    text = finding.text or ""
    unknown = finding.code == "unknown_column" and text not in left
    return unknown and bool(knowledge.find("result_of_year", text))
