"""What every format gives before the header is known: numbered records of text cells."""

from dataclasses import dataclass, field

from app.corpus.tables.reasons import RowReason
from app.corpus.tables.table import TableFormat


@dataclass(slots=True)
class Record:
    """One record of a file. ``flaw`` says why it cannot be imported, when that is known already.

    ``end`` is the last physical line of a text record, and ``number`` for a sheet row;
    ``has_stray_quote`` says that a cell without quotation marks around it holds one.
    """

    number: int
    cells: list[str]
    end: int = 0
    flaw: RowReason | None = None
    details: dict[str, str | int] = field(default_factory=dict)
    has_stray_quote: bool = False

    def is_blank(self) -> bool:
        return not any(cell and not cell.isspace() for cell in self.cells)

    def holds(self, number: int) -> bool:
        return self.number <= number <= max(self.end, self.number)


@dataclass(slots=True)
class Source:
    """The records of a file and how they were found.

    ``ragged`` is true when a record longer than the header is a mistake (separated text), false
    when it only means that a column has no name (sheets). ``columns`` is given by formats that
    name the cells themselves; there is then no header to look for.
    """

    format: TableFormat
    records: list[Record]
    ragged: bool
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
