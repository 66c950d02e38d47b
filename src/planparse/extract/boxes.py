"""A draft whose places on the page are not the document's own."""

from dataclasses import replace

from planparse.schema.draft import Draft, Place, Row


def without_boxes(draft: Draft) -> Draft:
    """The draft without places on the page: the setting made them up."""
    tables = (
        replace(table, rows=tuple(_row_without_boxes(row) for row in table.rows))
        for table in draft.tables
    )
    return replace(
        draft,
        tables=tuple(tables),
        removed=tuple(replace(each, box=None) for each in draft.removed),
        findings=tuple(
            replace(each, place=Place(each.place.page, None)) if each.place else each
            for each in draft.findings
        ),
    )


def _row_without_boxes(row: Row) -> Row:
    return replace(row, places=tuple(Place(place.page, None) for place in row.places))
