"""Parts of the nested JSON that hold the document's own words and have no table of their own."""

from pydantic import Field

from planparse.schema.base import Record, Rows


class Region(Record):
    """A box on a page, points, top-left origin."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Footnote(Record):
    """A note and the paragraph that carries its mark."""

    mark: str = Field(description="The mark as printed")
    paragraph: int = Field(description="Which paragraph of `text` carries it, from 1; 0: heading")
    text: str = Field(description="What the note says")


class RemovedText(Record):
    """Text taken out of the document: furniture, stamps, repeated headers."""

    kind: str = Field(description="What it is")
    text: str = Field(description="As printed")
    page: int = Field(description="Page, from 1")
    x0: float | None = Field(description="Box on the page, points; null in a text dump")
    top: float | None
    x1: float | None
    bottom: float | None


class DocumentText(Record):
    """The preface and conclusions of one document of the file, as printed."""

    issuing_authority: list[str]
    number: str
    place_and_date: str
    document_type: str
    title: str
    note: str
    authority: str
    preamble: list[str]
    enacting: str
    closing: list[str]
    recipients: list[str]
    signer_titles: list[str]
    signer: str


class ColumnText(Record):
    """A column of an annex table: its headings and the field its cells are in."""

    heading: str
    above: str
    field: str


class AnnexText(Record):
    """An annex as printed: its label, title, note, free text."""

    annex: str
    label: str
    title: str
    note: str
    paragraphs: Rows[str]


class AnnexTable(Record):
    """The columns of one annex table."""

    annex: str
    caption: str
    page_first: int
    page_last: int
    columns: list[ColumnText]
