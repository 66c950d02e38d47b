"""Tables that are followed over their pages: strips, each the rows on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planparse.extract.tables.columns import TableColumn
from planparse.extract.tables.fragments import Cell, Fragment
from planparse.extract.tables.headers import Header
from planparse.schema.draft import Removed
from planparse.schema.packed_lists import Packed, listed
from planparse.schema.spool import Spool


@dataclass(frozen=True)
class Strip:
    """The data rows of one fragment: lattice rows from `first` on.

    `columns` say where the columns stand in it, on a sheet of other width than that of the header.
    `beside` shows the rest of the columns of the same rows, on a sheet of their own. `again` are
    rows that print the header once more, in the middle of a page.
    """

    fragment: Fragment
    first: int
    columns: tuple[TableColumn, ...] | None = None
    beside: "Strip | None" = None
    again: frozenset[int] = frozenset()

    @property
    def last_page(self) -> int:
        """The page of the last sheet that shows some of the columns."""
        return self.beside.last_page if self.beside else self.fragment.page

    @property
    def rows(self) -> Sequence[int]:
        """The lattice rows."""
        rows = range(self.first, self.fragment.row_count)
        return [row for row in rows if row not in self.again] if self.again else rows

    @property
    def cells(self) -> Iterator[Cell]:
        """The filled cells, row by row."""
        return (cell for row in self.rows for cell in self.fragment.filled(row))


@dataclass
class LinkedTable:
    """Fragments that are one table, from the first page to the last, which is `last_page` so far;
    `moved` are its columns where sheets print them in other places than the header does."""

    columns: tuple[TableColumn, ...]
    header: Header | None
    caption: tuple[Cell, ...] = ()
    strips: list[Strip] | Packed[Strip] = field(default_factory=list)
    removed: list[Removed] | Packed[Removed] = field(default_factory=list)
    last_page: int = 0
    moved: list[tuple[TableColumn, ...]] = field(default_factory=list)

    @staticmethod
    def of(
        strip: Strip,
        columns: tuple[TableColumn, ...],
        header: Header | None,
        caption: tuple[Cell, ...] = (),
    ) -> "LinkedTable":
        """A table that begins with a strip; more of it is kept where the cells of that are."""
        spool, page = strip.fragment.spool, strip.fragment.page
        strips = listed([strip], spool)
        return LinkedTable(columns, header, caption, strips, listed((), spool), page)

    def add(self, strip: Strip) -> None:
        """Let the table go on."""
        self.strips.append(strip)
        self.last_page = strip.fragment.page
        if strip.columns and strip.columns not in self.moved:
            self.moved.append(strip.columns)

    def columns_of(self, strip: Strip) -> tuple[TableColumn, ...]:
        """The columns where they stand in a strip."""
        return strip.columns or self.columns

    def put_aside(self) -> None:
        """Hold nothing at hand, where the table is packed: another one has begun."""
        self.strips.extend(())
        self.removed.extend(())

    @property
    def pages(self) -> tuple[int, int]:
        """The first and the last page of its rows, sheets beside them included."""
        return self.strips[0].fragment.page, max(strip.last_page for strip in self.strips)

    @property
    def places(self) -> list[tuple[TableColumn, ...]]:
        """The columns wherever they have stood on a sheet, the header's own first."""
        return [self.columns, *self.moved]

    @property
    def spool(self) -> Spool | None:
        """Where cells of it are kept, if any are packed."""
        return next(filter(None, (strip.fragment.spool for strip in self.strips)), None)

    @property
    def is_header_only(self) -> bool:
        """Whether no data row has been seen yet."""
        return not self.strips[-1].rows and not any(strip.rows for strip in self.strips)
