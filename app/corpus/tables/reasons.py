"""Why a file or one of its rows is refused, in words a machine can read."""

import enum
from collections.abc import Mapping


class TableReason(enum.StrEnum):
    """Why a whole file cannot be read, or cannot be turned into drafts."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_SUCH_SHEET = "no_such_sheet"
    NO_SUCH_ROW = "no_such_row"
    NO_SUCH_COLUMN = "no_such_column"
    UNDECODABLE = "undecodable"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNKNOWN_DELIMITER = "unknown_delimiter"
    NO_ROWS = "no_rows"
    NO_OPEN_COLUMN = "no_open_column"
    NO_IDEA_COLUMN = "no_idea_column"
    ROLE_GIVEN_TWICE = "role_given_twice"


class RowReason(enum.StrEnum):
    """Why one row cannot be imported while the rest of the file can."""

    NUL = "nul"
    LONE_SURROGATE = "lone_surrogate"
    UNDECODABLE = "undecodable"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    MISQUOTED = "misquoted"
    AFTER_MISQUOTED = "after_misquoted"
    MALFORMED_JSON = "malformed_json"
    NOT_AN_OBJECT = "not_an_object"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"


class TableError(ValueError):
    """A file that is refused. ``str()`` is one English sentence, for logs and commands."""

    def __init__(
        self,
        reason: TableReason,
        sentence: str,
        details: Mapping[str, str | int] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.details: dict[str, str | int] = dict(details or {})
