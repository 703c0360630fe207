"""Tables of answers: read a spreadsheet, propose what its columns are, make drafts.

Knows no web framework and no database.
"""

from app.corpus.tables.bad_rows import bad_rows_csv
from app.corpus.tables.cells import escape_formula, safe_cell, unescape_formula
from app.corpus.tables.dates import parse_date
from app.corpus.tables.drafts import Draft, DraftResult, drafts
from app.corpus.tables.headers import column_names
from app.corpus.tables.reading import read_table
from app.corpus.tables.reasons import RowReason, TableError, TableReason
from app.corpus.tables.roles import ColumnProposal, ColumnRole, propose_roles
from app.corpus.tables.table import BadRow, Limits, ReadOptions, Row, Table, TableFormat

__all__ = [
    "BadRow",
    "ColumnProposal",
    "ColumnRole",
    "Draft",
    "DraftResult",
    "Limits",
    "ReadOptions",
    "Row",
    "RowReason",
    "Table",
    "TableError",
    "TableFormat",
    "TableReason",
    "bad_rows_csv",
    "column_names",
    "drafts",
    "escape_formula",
    "parse_date",
    "propose_roles",
    "read_table",
    "safe_cell",
    "unescape_formula",
]
